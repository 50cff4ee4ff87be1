"""Transportation with congestion: the cost of a unit rises as the capacity of its way is used up."""

from __future__ import annotations

from nl2opt.synth.families.family import Data, Family
from nl2opt.synth.families.ranges import Range, Ranges
from nl2opt.synth.families.sampler import Sampler
from nl2opt.synth.language.quantities import Form
from nl2opt.synth.narrative.statements import Goal, Measure, Narrative, Opening, Rule, Setting, Values

FORMULATION = """
## Sets
ORIGINS
DESTINATIONS
## Parameters
supply[ORIGINS]
demand[DESTINATIONS]
rate[ORIGINS, DESTINATIONS]
capacity[ORIGINS, DESTINATIONS]
surcharge
usable
## Variables
0 <= ship[o in ORIGINS, d in DESTINATIONS] <= usable * capacity[o, d] continuous
## Objective
minimize sum(
    rate[o, d] * ship[o, d] * (1 + surcharge * (ship[o, d] / capacity[o, d])**2) for o in ORIGINS for d in DESTINATIONS
)
## Constraints
available[o in ORIGINS]: sum(ship[o, d] for d in DESTINATIONS) <= supply[o]
needed[d in DESTINATIONS]: sum(ship[o, d] for o in ORIGINS) == demand[d]
"""


def sample(sampler: Sampler) -> Data:
    """Supplies suffice when all ways to a destination are used in proportion to their capacities, which is feasible."""
    origins = sampler.members("ORIGINS", sampler.size("origins"))
    destinations = sampler.members("DESTINATIONS", sampler.size("destinations"))
    capacity = sampler.numbers("capacity", ((o, d) for o in origins for d in destinations))
    usable = sampler.number("usable")
    total = {d: sum(capacity[o, d] for o in origins) for d in destinations}
    demand = {d: sampler.share(usable * total[d], 0.3, 0.8) for d in destinations}
    sent = {o: sum(demand[d] * capacity[o, d] / total[d] for d in destinations) for o in origins}
    return {
        "ORIGINS": origins,
        "DESTINATIONS": destinations,
        "supply": {o: int(sent[o]) + sampler.number("spare") for o in origins},
        "demand": demand,
        "rate": sampler.numbers("rate", capacity),
        "capacity": capacity,
        "surcharge": sampler.number("surcharge"),
        "usable": usable,
    }


SETTINGS = (
    Setting(
        "gravel_haul",
        "construction",
        {
            "decider": "road builder",
            "origin": "quarry",
            "destination": "site",
            "unit": "ton",
            "thing": "gravel",
            "way": "road",
            "period": "day",
        },
        {
            "ORIGINS": ("Gray Quarry", "Red Quarry", "White Quarry", "Black Quarry"),
            "DESTINATIONS": ("Bypass", "Roundabout", "Overpass", "Ring Road", "Tunnel Ramp"),
        },
        distractors=("The bypass will be {length} kilometers long.", "The quarry was opened in {year}."),
    ),
    Setting(
        "mail_motorways",
        "transport",
        {
            "decider": "postal service",
            "origin": "sorting center",
            "destination": "airport",
            "unit": "container",
            "thing": "mail",
            "way": "motorway",
            "period": "night",
        },
        {
            "ORIGINS": ("Ashfield", "Brookside", "Crestwood", "Deerpark"),
            "DESTINATIONS": ("Northport", "Southport", "Eastport", "Westport", "Midport"),
        },
        distractors=("The service owns {trucks} trucks.", "The first airmail was flown in {year}."),
    ),
    Setting(
        "cloud_requests",
        "software",
        {
            "decider": "search engine",
            "origin": "front end",
            "destination": "index server",
            "unit": "gigabyte",
            "thing": "traffic",
            "way": "channel",
            "period": "minute",
        },
        {
            "ORIGINS": ("Front Alpha", "Front Beta", "Front Gamma"),
            "DESTINATIONS": ("Index North", "Index South", "Index East", "Index West"),
        },
        distractors=("The index covers {languages} languages.", "The engine went online in {year}."),
    ),
    Setting(
        "irrigation_canals",
        "agriculture",
        {
            "decider": "irrigation board",
            "origin": "reservoir",
            "destination": "plain",
            "unit": "megaliter",
            "thing": "water",
            "way": "canal",
            "period": "week",
        },
        {
            "ORIGINS": ("Upper Lake", "Lower Lake", "Twin Lake"),
            "DESTINATIONS": ("Cotton Plain", "Rice Plain", "Olive Plain", "Date Plain"),
        },
        distractors=("The lake was dammed in {year}.", "The board has {wardens} wardens."),
    ),
    Setting(
        "gas_supply",
        "energy",
        {
            "decider": "gas supplier",
            "origin": "terminal",
            "destination": "city",
            "unit": "cubic meter",
            "thing": "gas",
            "way": "pipeline",
            "period": "hour",
        },
        {
            "ORIGINS": ("Terminal Cove", "Terminal Reef", "Terminal Cape"),
            "DESTINATIONS": ("Alton", "Benton", "Canton", "Dayton", "Easton"),
        },
        distractors=("The supplier was privatized in {year}.", "A compressor weighs {weight} tons."),
    ),
    Setting(
        "plasma_couriers",
        "health",
        {
            "decider": "blood donor service",
            "origin": "blood bank",
            "destination": "hospital",
            "unit": "crate",
            "thing": "plasma",
            "way": "courier route",
            "period": "week",
        },
        {
            "ORIGINS": ("Bank Rosewood", "Bank Elmwood", "Bank Oakwood"),
            "DESTINATIONS": ("General Hospital", "Memorial Hospital", "University Hospital", "County Hospital"),
        },
        distractors=("The service has {nurses} nurses.", "The blood banks were merged in {year}."),
    ),
)

NARRATIVE = Narrative(
    openings=(
        Opening(
            (
                "{decider:a} has to decide how many {unit:plural} of {thing} go from each of {ORIGINS_size} "
                "{origin*ORIGINS_size} ({ORIGINS:list}) to each of {DESTINATIONS_size} "
                "{destination*DESTINATIONS_size}: "
                "{DESTINATIONS:list}.",
                "Every {period}, {decider:a} directs {thing} from {ORIGINS:list} to {DESTINATIONS:list}.",
                "[The|All] {thing} for {DESTINATIONS:list} must come from {ORIGINS:list}, and {decider:a} plans which "
                "{way:plural} to use.",
                "{decider:a} [plans|is planning] the flow of {thing} between {ORIGINS_size} {origin*ORIGINS_size}, "
                "{ORIGINS:list}, [as well as|plus] {DESTINATIONS_size} {destination*DESTINATIONS_size}, "
                "{DESTINATIONS:list}.",
            )
        ),
    ),
    statements=(
        Values(
            measures=(Measure("supply", "{unit:plural} available", unit="{unit*value}"),),
            labels=("origin_name",),
            sets=("ORIGINS",),
            phrasings=(
                "No more than {supply:number} {unit*supply} per {period} can leave {origin_name}.",
                "{origin_name} can send out at most {supply:number} {unit*supply} per {period}.",
                "From {origin_name}, up to {supply:number} {unit*supply} can be sent each {period}.",
            ),
            captions=(
                "The {origin:plural} can send out at most, per {period}:",
                "No more than the following can leave each {origin} per {period}:",
            ),
            listings=(("The greatest supplies per {period} are", "{supply:number} {unit*supply} at {origin_name}"),),
            tells=("available",),
        ),
        Values(
            measures=(Measure("demand", "{unit:plural} needed", unit="{unit*value}"),),
            labels=("destination_name",),
            sets=("DESTINATIONS",),
            phrasings=(
                "Exactly {demand:number} {unit*demand} per {period} must reach {destination_name}.",
                "{destination_name} has to receive exactly {demand:number} {unit*demand} each {period}.",
                "The need of {destination_name} is {demand:number} {unit*demand} per {period}, no more and no less.",
            ),
            captions=(
                "Each {destination} must receive exactly, per {period}:",
                "The needs per {period}, to be met exactly, are:",
            ),
            listings=(("The exact needs per {period} are", "{demand:number} {unit*demand} at {destination_name}"),),
            tells=("needed",),
        ),
        Values(
            measures=(
                Measure("rate", "Base cost per {unit}", form=Form.MONEY),
                Measure("capacity", "Capacity ({unit:plural})", unit="{unit*value}"),
            ),
            labels=("origin_name", "destination_name"),
            sets=("ORIGINS", "DESTINATIONS"),
            phrasings=(
                "The {way} from {origin_name} to {destination_name} has a capacity of {capacity:number} "
                "{unit*capacity} "
                "and a base cost of {rate:money} per {unit}.",
                "From {origin_name} to {destination_name}, the base cost is {rate:money} per {unit} and the capacity "
                "is "
                "{capacity:number} {unit*capacity}.",
                "At a base cost of {rate:money} per {unit}, the {way} from {origin_name} to {destination_name} has "
                "room "
                "for {capacity:number} {unit*capacity}.",
            ),
            captions=(
                "Every {way} has a base cost per {unit} and a capacity per {period}:",
                "The base costs per {unit} and the capacities per {period} of the {way:plural} are:",
            ),
        ),
        Rule(
            tells=(),
            phrasings=(
                "Because of congestion, each {unit} on {way:a} costs more than its base cost, namely by "
                "{surcharge:percent} of it times the square of the share of the capacity that is used.",
                "The fuller {way:a} is, the more it costs: on top of the base cost of every {unit} comes a surcharge, "
                "which is {surcharge:percent} of the base cost multiplied by the square of the used share of the "
                "capacity.",
                "Congestion adds a surcharge to the base cost of every {unit} on {way:a}, equal to {surcharge:percent} "
                "of the base cost times the squared ratio of the amount sent to the capacity.",
            ),
        ),
        Rule(
            tells=("ship",),
            phrasings=(
                "At most {usable:percent} of the capacity of each {way} may be used.",
                "No {way} may be filled to more than {usable:percent} of its capacity.",
                "The amount on any {way} must not exceed {usable:percent} of its capacity.",
            ),
        ),
        Rule(
            tells=("ship",),
            phrasings=(
                "Amounts need not be whole numbers of {unit:plural}.",
                "[Any|Every] fraction of {unit:a} can be sent, too.",
                "It is [allowed|possible] to send parts of {unit:a}.",
            ),
        ),
    ),
    goal=Goal(
        (
            "What is the [lowest|smallest|minimum] total cost per {period}?",
            "How much should be sent over each {way} so that the total cost, with congestion, is as low as possible?",
            "[Determine|Find] the amounts on all {way:plural} that minimize the total cost.",
            "The {decider} wants to meet all needs at the [lowest|least] total cost, congestion included.",
        )
    ),
)

FAMILY = Family(
    name="nonlinear_transportation",
    title="Transportation with congestion",
    reference="Fourer, Gay and Kernighan, AMPL, 2nd edition, section 18.2 (nltrans.mod); the congestion function of "
    "the "
    "US Bureau of Public Roads, Traffic Assignment Manual, 1964, with exponent 2",
    model_class="NLP",
    problem_class="nonlinear",
    formulation=FORMULATION,
    ranges=Ranges(
        origins=Range(2, 3, size=True, least=1, most=6),
        destinations=Range(2, 3, size=True, least=1, most=8),
        capacity=Range(40, 200, 10),
        spare=Range(10, 60),
        rate=Range(1, 12),
        surcharge=Range(0.5, 2, 0.25),
        usable=Range(0.8, 0.95, 0.05),
    ),
    sample=sample,
    settings=SETTINGS,
    narrative=NARRATIVE,
)
