"""Aircraft of several types are assigned to routes so that every route's demand is served at least cost."""

from __future__ import annotations

from nl2opt.synth.families.family import Data, Family
from nl2opt.synth.families.ranges import Range, Ranges
from nl2opt.synth.families.sampler import Sampler
from nl2opt.synth.language.quantities import Form
from nl2opt.synth.narrative.statements import Goal, Measure, Narrative, Opening, Rule, Setting, Values

FORMULATION = """
## Sets
TYPES
ROUTES
## Parameters
available[TYPES]
demand[ROUTES]
capability[TYPES, ROUTES]
cost[TYPES, ROUTES]
## Variables
assign[TYPES, ROUTES] >= 0 integer  # how many of each type serve each route
## Objective
minimize sum(cost[k, r] * assign[k, r] for k in TYPES for r in ROUTES)
## Constraints
fleet[k in TYPES]: sum(assign[k, r] for r in ROUTES) <= available[k]
served[r in ROUTES]: sum(capability[k, r] * assign[k, r] for k in TYPES) >= demand[r]
"""


def sample(sampler: Sampler) -> Data:
    """Demands are parts of what a random plan could serve that uses most of the fleet, so that one plan exists."""
    types = sampler.members("TYPES", sampler.size("types"))
    routes = sampler.members("ROUTES", sampler.size("routes"))
    available = sampler.numbers("available", types)
    capability = {(k, r): sampler.number("capability") for k in types for r in routes}
    fleet = [k for k in types for _ in range(int(available[k]))]
    sampler.rng.shuffle(fleet)
    used = max(len(routes), round(0.8 * len(fleet)))
    served = dict.fromkeys(routes, 0)
    for place, k in enumerate(fleet[:used]):
        r = routes[place] if place < len(routes) else sampler.choose(routes)
        served[r] += int(capability[k, r])
    return {
        "TYPES": types,
        "ROUTES": routes,
        "available": available,
        "demand": {r: sampler.share(served[r], 0.7, 0.98, 5) for r in routes},
        "capability": capability,
        "cost": {(k, r): sampler.number("cost") for k in types for r in routes},
    }


SETTINGS = (
    Setting(
        "regional_airline",
        "transport",
        {
            "decider": "regional airline",
            "one": "aircraft",
            "route": "destination",
            "at": "to",
            "unit": "passenger",
            "handle": "fly",
            "handled": "flown",
            "period": "day",
        },
        {
            "TYPES": ("Dash", "Fokker", "Embraer", "Saab", "Cessna", "Beechcraft", "Dornier"),
            "ROUTES": ("Oslo", "Bergen", "Tromsø", "Malmö", "Turku", "Aarhus", "Visby", "Umeå", "Odense", "Vaasa"),
        },
        distractors=("The airline was founded in {year}.", "The lounge of the airline has {seats} armchairs."),
    ),
    Setting(
        "school_buses",
        "education",
        {
            "decider": "school board",
            "one": "bus",
            "route": "district",
            "at": "in",
            "unit": "pupil",
            "handle": "collect",
            "handled": "collected",
            "period": "morning",
        },
        {
            "TYPES": ("Swallow", "Robin", "Heron", "Pelican", "Condor", "Stork"),
            "ROUTES": (
                "Northfield",
                "Oak Park",
                "Riverside",
                "Hilltop",
                "Eastgate",
                "Lakeview",
                "Fairmont",
                "Westbrook",
            ),
        },
        distractors=(
            "The schools of the county employ {teachers} new teachers this year.",
            "Lessons begin {minutes} minutes after the last bus has arrived.",
        ),
    ),
    Setting(
        "cloud_servers",
        "software",
        {
            "decider": "web company",
            "one": "server",
            "route": "service",
            "at": "for",
            "unit": "request",
            "handle": "answer",
            "handled": "answered",
            "period": "minute",
        },
        {
            "TYPES": ("Atlas", "Boreas", "Cronos", "Dione", "Europa", "Flora"),
            "ROUTES": ("Search", "Checkout", "Mail", "Maps", "Video", "Chat", "Login", "Backup"),
        },
        distractors=(
            "The data center lies {distance} kilometers outside the city.",
            "The company went public in {year}.",
        ),
    ),
    Setting(
        "harvest_contractor",
        "agriculture",
        {
            "decider": "harvest contractor",
            "one": "combine",
            "route": "estate",
            "at": "on",
            "unit": "hectare",
            "handle": "harvest",
            "handled": "harvested",
            "period": "week",
        },
        {
            "TYPES": ("Titan", "Pioneer", "Ranger", "Nomad", "Bison", "Mustang"),
            "ROUTES": ("Ashford", "Birch Farm", "Cold Spring", "Dunmore", "Elm Grove", "Foxhill", "Greenacre", "Holm"),
        },
        distractors=(
            "The contractor bought its first tractor in {year}.",
            "The weather service expects {days} dry days in a row.",
        ),
    ),
    Setting(
        "earth_moving",
        "construction",
        {
            "decider": "civil engineering firm",
            "one": "excavator",
            "route": "site",
            "at": "at",
            "unit": "cubic meter of soil",
            "handle": "move",
            "handled": "moved",
            "period": "day",
        },
        {
            "TYPES": ("Badger", "Mole", "Beaver", "Otter", "Marten", "Weasel"),
            "ROUTES": (
                "Canal Street",
                "Mill Pond",
                "Harbor Road",
                "New Bridge",
                "Old Quarry",
                "Park Lane",
                "Ring Road",
            ),
        },
        distractors=(
            "The firm has {workers} apprentices.",
            "The deepest pit will be {depth} meters deep.",
        ),
    ),
    Setting(
        "waste_trucks",
        "utilities",
        {
            "decider": "city cleaning department",
            "one": "truck",
            "route": "quarter",
            "at": "in",
            "unit": "bin",
            "handle": "empty",
            "handled": "emptied",
            "period": "shift",
        },
        {
            "TYPES": ("Mini", "Midi", "Maxi", "Twin", "Jumbo"),
            "ROUTES": ("Old Town", "Chinatown", "Seaside", "Uptown", "Docklands", "Brewery Row", "Garden City", "Soho"),
        },
        distractors=(
            "The department was reorganized in {year}.",
            "Glass is collected every {weeks} weeks by another firm.",
        ),
    ),
    Setting(
        "hotline_teams",
        "customer service",
        {
            "decider": "call center",
            "one": "team",
            "route": "client",
            "at": "for",
            "unit": "call",
            "handle": "take",
            "handled": "taken",
            "period": "hour",
        },
        {
            "TYPES": ("Alpha", "Beta", "Gamma", "Delta", "Sigma", "Omega"),
            "ROUTES": ("Bluebird Bank", "Cedar Hotels", "Delphi Travel", "Easel Books", "Fjord Foods", "Globe Telecom"),
        },
        distractors=(
            "The call center occupies {floors} floors of an office tower.",
            "Last year, {percent} new contracts were signed.",
        ),
    ),
)

NARRATIVE = Narrative(
    openings=(
        Opening(
            (
                "{decider:a} [has to decide|must decide] how many {one:plural} of each type to assign to each {route}.",
                "{decider:a} has {TYPES_size} types of {one:plural} and [serves|is responsible for] {ROUTES_size} "
                "{route:plural}: {ROUTES:list}.",
                "The {one:plural} of {decider:a} are of the types {TYPES:list}, and they have to be "
                "[assigned|allotted] to {ROUTES_size} {route:plural}.",
                "For each {period}, {decider:a} plans which {one:plural} to send where, and the {route:plural} are "
                "{ROUTES:list}.",
            )
        ),
    ),
    statements=(
        Values(
            measures=(Measure("available", "{one:plural} available", unit="{one*value}"),),
            labels=("type_name",),
            sets=("TYPES",),
            phrasings=(
                "[No more than|At most] {available:number} {one*available} of type {type_name} can be used.",
                "The {decider} [has|owns] {available:number} {one*available} of type {type_name}.",
                "Of type {type_name}, the {decider} has {available:number} {one*available} at its disposal.",
            ),
            captions=(
                "The {decider} has the following [numbers of {one:plural}|{one:plural}]:",
                "This is how many {one:plural} of each type are available:",
                "The [fleet|stock] of {one:plural} [is as follows|consists of these types]:",
            ),
            listings=(
                ("The {decider} [has|owns]", "{available:number} {one*available} of type {type_name}"),
                ("At its disposal, the {decider} has", "{available:number} {one*available} of type {type_name}"),
            ),
            tells=("fleet",),
        ),
        Values(
            measures=(Measure("demand", "{unit:plural} per {period}", unit="{unit*value}"),),
            labels=("route_name",),
            sets=("ROUTES",),
            phrasings=(
                "At least {demand:number} {unit*demand} must be {handled} {at} {route_name} each {period}.",
                "Each {period}, the {one:plural} that serve {route_name} have to {handle} at least {demand:number} "
                "{unit*demand} together.",
                "The demand {at} {route_name} is {demand:number} {unit*demand} per {period}, all of which must be met.",
            ),
            captions=(
                "The demand per {period}, which must be met in full, is [as follows|known]:",
                "At least this many {unit:plural} must be {handled} each {period}:",
                "Each {route} has a demand that the {one:plural} assigned to it must cover:",
            ),
            listings=(
                (
                    "Each {period}, at least this much must be {handled}:",
                    "{demand:number} {unit*demand} {at} {route_name}",
                ),
            ),
            tells=("served",),
        ),
        Values(
            measures=(
                Measure("capability", "{unit:plural} per {one}"),
                Measure("cost", "cost per {one}", Form.MONEY),
            ),
            labels=("type_name", "route_name"),
            sets=("TYPES", "ROUTES"),
            phrasings=(
                "{one:a} of type {type_name} can {handle} {capability:number} {unit*capability} {at} {route_name} each "
                "{period}, at a cost of {cost:money}.",
                "If it is assigned to {route_name}, each {one} of type {type_name} costs {cost:money} per {period} and "
                "can {handle} [up to |]{capability:number} {unit*capability}.",
                "Using {one:a} of type {type_name} {at} {route_name} costs {cost:money} per {period}, and it can "
                "{handle} [up to |]{capability:number} {unit*capability}.",
            ),
            captions=(
                "For each type and {route}, what one {one} can {handle} per {period} and what it costs is "
                "[given|listed] here:",
                "Capacities and costs of one {one} per {period} depend on the type and the {route}:",
                "The table shows how many {unit:plural} {one:a} can {handle} per {period}, and its cost per {period}:",
            ),
        ),
        Rule(
            tells=("assign",),
            phrasings=(
                "Each {one} is assigned to [one|a single] {route} for the whole {period} or is not used at all.",
                "No {one} can be shared between {route:plural}.",
                "{one:a} that is used serves exactly one {route} during the {period}.",
            ),
        ),
    ),
    goal=Goal(
        (
            "How should the {one:plural} be assigned [to minimize the total cost|so that the total cost is as low as "
            "possible]?",
            "[Find|Determine] the assignment with the [lowest|least] total cost.",
            "What is the lowest total cost per {period} at which every demand can be met?",
            "How many {one:plural} of each type should serve each {route} if the total cost is to be as small as "
            "possible?",
            "[Decide|Work out] how many {one:plural} of each type go to each {route} so that total cost is minimal.",
        )
    ),
)

FAMILY = Family(
    name="aircraft_assignment",
    title="Aircraft assignment",
    reference="Ferguson and Dantzig, The allocation of aircraft to routes, Management Science 3, 1956; an OptMATH seed",
    model_class="IP",
    problem_class="integer",
    formulation=FORMULATION,
    ranges=Ranges(
        types=Range(2, 4, size=True, least=2, most=10),
        routes=Range(2, 5, size=True, least=2, most=20),
        available=Range(3, 9, least=2, most=30),
        capability=Range(20, 150, 5),
        cost=Range(200, 2000, 50),
    ),
    sample=sample,
    settings=SETTINGS,
    narrative=NARRATIVE,
)
