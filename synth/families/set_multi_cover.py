"""Set multi-cover: as cheap as possible a choice of sites so that each place has enough of them within reach."""

from __future__ import annotations

from nl2opt.synth.families.family import Data, Family
from nl2opt.synth.families.ranges import Range, Ranges
from nl2opt.synth.families.sampler import Sampler
from nl2opt.synth.language.quantities import Form
from nl2opt.synth.narrative.statements import Goal, Measure, Narrative, Opening, Rule, Setting, Values

FORMULATION = """
## Sets
SITES
PLACES
## Parameters
cost[SITES]
distance[SITES, PLACES]
reach  # greatest distance at which a site covers a place
required[PLACES]  # sites that must cover the place
## Variables
open[SITES] binary
## Objective
minimize sum(cost[s] * open[s] for s in SITES)
## Constraints
covered[p in PLACES]: sum(open[s] for s in SITES if distance[s, p] <= reach) >= required[p]
"""


def sample(sampler: Sampler) -> Data:
    """Distances around the reach; a place asks for no more sites than are near enough."""
    sites = sampler.members("SITES", sampler.size("sites"))
    places = sampler.members("PLACES", sampler.size("places"))
    reach = sampler.number("reach")
    distance = {(s, p): sampler.number("distance") for s in sites for p in places}
    required = {}
    for p in places:
        near = sum(distance[s, p] <= reach for s in sites)
        if near < 2:
            s = sampler.choose([s for s in sites if distance[s, p] > reach])
            distance[s, p] = sampler.until(lambda: sampler.number("distance"), lambda drawn: drawn <= reach)
            near += 1
        required[p] = min(near, sampler.size("required"))
    return {
        "SITES": sites,
        "PLACES": places,
        "cost": sampler.numbers("cost", sites),
        "distance": distance,
        "reach": reach,
        "required": required,
    }


SETTINGS = (
    Setting(
        "ambulance_posts",
        "health",
        {
            "decider": "rescue service",
            "site": "ambulance post",
            "place": "district",
            "open": "open",
            "opened": "opened",
            "far": "driving time",
            "unit": "minute",
            "money_word": "yearly cost",
        },
        {
            "SITES": ("North", "South", "East", "West", "Harbor", "Airport", "Castle", "Stadium"),
            "PLACES": ("Ackerley", "Burnham", "Corfield", "Downham", "Easterly", "Farnley", "Gateshead", "Horsley"),
        },
        distractors=("The service receives {calls} calls a day.", "The first ambulance was bought in {year}."),
    ),
    Setting(
        "mobile_libraries",
        "education",
        {
            "decider": "county library",
            "site": "branch",
            "place": "village",
            "open": "open",
            "opened": "opened",
            "far": "distance",
            "unit": "kilometer",
            "money_word": "cost",
        },
        {
            "SITES": (
                "Mill Street",
                "Old School",
                "Town Hall",
                "Market Square",
                "Station",
                "Vicarage",
                "Fire House",
                "Chapel",
            ),
            "PLACES": ("Ashwell", "Bourne", "Catworth", "Denton", "Elsworth", "Fenstanton", "Graveley", "Hilton"),
        },
        distractors=(
            "The library lends {books} thousand books a year.",
            "The library has been open to all since {year}.",
        ),
    ),
    Setting(
        "edge_servers",
        "software",
        {
            "decider": "streaming company",
            "site": "server location",
            "place": "city",
            "open": "rent",
            "opened": "rented",
            "far": "delay",
            "unit": "millisecond",
            "money_word": "rent",
        },
        {
            "SITES": ("Ark", "Bastion", "Citadel", "Depot", "Enclave", "Fortress", "Garrison", "Haven"),
            "PLACES": ("Athens", "Berlin", "Cairo", "Dakar", "Essen", "Florence", "Geneva", "Hamburg"),
        },
        distractors=("The company offers {films} thousand films.", "The company was listed in {year}."),
    ),
    Setting(
        "charging_parks",
        "transport",
        {
            "decider": "bus operator",
            "site": "charging park",
            "place": "bus line",
            "open": "build",
            "opened": "built",
            "far": "detour",
            "unit": "minute",
            "money_word": "building cost",
        },
        {
            "SITES": (
                "Alder Park",
                "Birch Park",
                "Cedar Park",
                "Elm Park",
                "Fir Park",
                "Hazel Park",
                "Larch Park",
                "Oak Park",
            ),
            "PLACES": ("Line 10", "Line 21", "Line 32", "Line 43", "Line 54", "Line 65", "Line 76", "Line 87"),
        },
        distractors=("A battery weighs {weight} hundred kilograms.", "Diesel buses have been in service since {year}."),
    ),
    Setting(
        "air_monitors",
        "environment",
        {
            "decider": "environmental agency",
            "site": "measuring station",
            "place": "neighborhood",
            "open": "install",
            "opened": "installed",
            "far": "distance",
            "unit": "hundred-meter step",
            "money_word": "price",
        },
        {
            "SITES": ("Bridge", "Chimney", "Fountain", "Gasworks", "Lighthouse", "Obelisk", "Tower", "Windmill"),
            "PLACES": ("Acton", "Brixton", "Clapham", "Dalston", "Ealing", "Finchley", "Greenwich", "Hackney"),
        },
        distractors=("Dust is measured every {minutes} minutes.", "The limits were tightened in {year}."),
    ),
    Setting(
        "service_depots",
        "customer service",
        {
            "decider": "elevator maintenance firm",
            "site": "service point",
            "place": "client",
            "open": "staff",
            "opened": "staffed",
            "far": "travel time",
            "unit": "minute",
            "money_word": "monthly cost",
        },
        {
            "SITES": ("Alpha", "Bravo", "Charlie", "Delta", "Echo", "Foxtrot", "Golf", "Hotel"),
            "PLACES": (
                "Airport Tower",
                "Bay Hotel",
                "Central Bank",
                "Dome Arena",
                "Expo Hall",
                "Forum Mall",
                "Grand Opera",
                "High Court",
            ),
        },
        distractors=("The firm looks after {lifts} hundred elevators.", "The firm was taken over in {year}."),
    ),
    Setting(
        "fire_lookouts",
        "agriculture",
        {
            "decider": "forest owner",
            "site": "lookout",
            "place": "plantation",
            "open": "staff",
            "opened": "staffed",
            "far": "distance",
            "unit": "kilometer",
            "money_word": "cost",
        },
        {
            "SITES": (
                "Bald Top",
                "Crow Rock",
                "Eagle Nest",
                "Fox Hill",
                "Gray Peak",
                "Hawk Ridge",
                "Iron Knob",
                "Jay Point",
            ),
            "PLACES": ("Aspen", "Basswood", "Cypress", "Dogwood", "Hemlock", "Juniper", "Locust", "Maple"),
        },
        distractors=("It has not rained for {days} days.", "The worst fire broke out in {year}."),
    ),
)

NARRATIVE = Narrative(
    openings=(
        Opening(
            (
                "{decider:a} has to decide which of {SITES_size} possible {site:plural} to {open}: {SITES:list}.",
                "{decider:a} wants to cover {PLACES_size} {place*PLACES_size} with as little money as possible.",
                "There are {SITES_size} {site*SITES_size} that {decider:a} could {open} for the {place:plural} "
                "{PLACES:list}.",
                "For {PLACES_size} {place*PLACES_size}, {decider:a} must choose among {SITES_size} {site*SITES_size}.",
            )
        ),
    ),
    statements=(
        Values(
            measures=(Measure("cost", "{money_word}", Form.MONEY, "of {money_word}"),),
            labels=("site_name",),
            sets=("SITES",),
            phrasings=(
                "The {money_word} of the {site} {site_name} is {cost:money} if it is {opened}.",
                "If the {site} {site_name} is {opened}, its {money_word} is {cost:money}.",
                "To {open} the {site} {site_name}, the {decider} would pay a {money_word} of {cost:money}.",
            ),
            captions=(
                "The {money_word} of each {site}, if it is {opened}, is as follows:",
                "For every {site} that is {opened}, this {money_word} is due:",
                "Each {site} has its own {money_word}, which is only paid if it is {opened}:",
            ),
            listings=(("If it is {opened}, the {money_word} of the {site} is", "{cost:money} for {site_name}"),),
        ),
        Values(
            measures=(Measure("distance", "{far} ({unit:plural})"),),
            labels=("site_name", "place_name"),
            sets=("SITES", "PLACES"),
            phrasings=(
                "From {site_name} to {place_name}, the {far} is {distance:number} {unit*distance}.",
                "The {far} between {site_name} and {place_name} is {distance:number} {unit*distance}.",
                "Between {site_name} and {place_name}, there is a {far} of {distance:number} {unit*distance}.",
            ),
            captions=(
                "The {far} from each {site} to each {place}, in {unit:plural}, is:",
                "In {unit:plural}, the {far} between {site:plural} and {place:plural} is as follows:",
                "Every {site} has a known {far} to every {place}, in {unit:plural}:",
            ),
        ),
        Rule(
            tells=("covered",),
            phrasings=(
                "{site:a} covers {place:a} if the {far} between them is at most {reach:number} {unit*reach}.",
                "{place:a} counts as covered by all {opened} {site:plural} with a {far} of no more than {reach:number} "
                "{unit*reach}.",
                "Only {site:plural} with a {far} of {reach:number} {unit*reach} or less to {place:a} can cover it.",
            ),
        ),
        Values(
            measures=(Measure("required", "number of {site:plural} required", unit="{site*value}"),),
            labels=("place_name",),
            sets=("PLACES",),
            phrasings=(
                "{place_name} must be covered by at least {required:number} {opened} {site*required}.",
                "At least {required:number} of the {opened} {site:plural} must cover {place_name}.",
                "For {place_name}, coverage by no fewer than {required:number} {opened} {site*required} is required.",
            ),
            captions=(
                "Each {place} must be covered by at least this many {opened} {site:plural}:",
                "The least numbers of {opened} {site:plural} that have to cover the {place:plural} are:",
                "This many {opened} {site:plural} or more must cover each {place}:",
            ),
            listings=(
                (
                    "At least the following must be {opened} within reach:",
                    "{required:number} {site*required} for {place_name}",
                ),
            ),
            tells=("covered",),
        ),
        Rule(
            tells=("open",),
            phrasings=(
                "Each {site} is {opened} once or not at all.",
                "{site:a} can be {opened} only as a whole and only once.",
                "None of the {site:plural} can be {opened} in part or twice.",
            ),
            implied=True,
        ),
    ),
    goal=Goal(
        (
            "Which {site:plural} should be {opened} so that the total {money_word} is as low as possible?",
            "[Find|Determine] the selection of {site:plural} with the lowest total {money_word}.",
            "What is the lowest total {money_word} at which all {place:plural} are covered as required?",
            "[Minimize|Keep as low as possible] the total {money_word} of the {site:plural} that are {opened}.",
        )
    ),
)

FAMILY = Family(
    name="set_multi_cover",
    title="Set multi-cover",
    reference="Vazirani, Approximation Algorithms, Springer 2001, chapters 2 and 13; an OptMATH seed",
    model_class="IP",
    problem_class="combinatorial",
    formulation=FORMULATION,
    ranges=Ranges(
        sites=Range(4, 8, size=True, least=3, most=60),
        places=Range(3, 7, size=True, least=2, most=60),
        cost=Range(100, 900, 10),
        distance=Range(2, 40),
        reach=Range(15, 25),
        required=Range(1, 3),
    ),
    sample=sample,
    settings=SETTINGS,
    narrative=NARRATIVE,
)
