"""The best point for one facility: the weighted sum of squared distances to given places is least."""

from __future__ import annotations

from nl2opt.synth.families.family import Data, Family
from nl2opt.synth.families.ranges import Range, Ranges
from nl2opt.synth.families.sampler import Sampler
from nl2opt.synth.narrative.statements import Goal, Measure, Narrative, Opening, Rule, Setting, Values

FORMULATION = """
## Sets
PLACES
## Parameters
east[PLACES]
north[PLACES]
weight[PLACES]
east_end
north_end
reach
## Variables
0 <= x <= east_end
0 <= y <= north_end
## Objective
minimize sum(weight[p] * ((x - east[p])**2 + (y - north[p])**2) for p in PLACES)
## Constraints
zone: x + y <= reach
"""


def sample(sampler: Sampler) -> Data:
    """Places anywhere on a map; the allowed zone covers a part of it."""
    places = sampler.members("PLACES", sampler.size("places"))
    east, north = sampler.numbers("coordinate", places), sampler.numbers("coordinate", places)
    east_end, north_end = sampler.number("end"), sampler.number("end")
    return {
        "PLACES": places,
        "east": east,
        "north": north,
        "weight": sampler.numbers("weight", places),
        "east_end": east_end,
        "north_end": north_end,
        "reach": sampler.share(east_end + north_end, 0.4, 0.9),
    }


SETTINGS = (
    Setting(
        "rescue_base",
        "health",
        {
            "decider": "rescue service",
            "facility": "ambulance base",
            "place": "village",
            "load": "calls per week",
            "measure": "kilometer",
            "zone": "the river",
            "corner": "the lighthouse",
        },
        {"PLACES": ("Arden", "Belmont", "Corby", "Dalton", "Elgin", "Fenwick", "Garth", "Heston")},
        distractors=("The service has {cars} ambulances.", "The lighthouse was built in {year}."),
    ),
    Setting(
        "milk_station",
        "agriculture",
        {
            "decider": "dairy cooperative",
            "facility": "cooling station",
            "place": "farm",
            "load": "tanks of milk per day",
            "measure": "mile",
            "zone": "the forest",
            "corner": "the old chapel",
        },
        {"PLACES": ("Hill Farm", "Brook Farm", "Oak Farm", "Stone Farm", "Meadow Farm", "Ridge Farm", "Lake Farm")},
        distractors=("The cooperative has {members} members.", "Milk is cooled to {degrees} degrees."),
    ),
    Setting(
        "signal_mast",
        "software",
        {
            "decider": "network company",
            "facility": "radio mast",
            "place": "office park",
            "load": "users",
            "measure": "kilometer",
            "zone": "the airport",
            "corner": "the city gate",
        },
        {"PLACES": ("North Park", "East Park", "South Park", "West Park", "Lake Park", "Hill Park", "Garden Park")},
        distractors=("The mast will be {meters} meters high.", "The company was founded in {year}."),
    ),
    Setting(
        "central_store",
        "retail",
        {
            "decider": "furniture chain",
            "facility": "central warehouse",
            "place": "store",
            "load": "deliveries per week",
            "measure": "mile",
            "zone": "the national park",
            "corner": "the harbor",
        },
        {"PLACES": ("Ashford", "Bromley", "Crawley", "Dover", "Epsom", "Fareham", "Guildford", "Horsham")},
        distractors=("The chain sells {sofas} models of sofas.", "Its trucks are {years} years old on average."),
    ),
    Setting(
        "pump_house",
        "utilities",
        {
            "decider": "water board",
            "facility": "pump house",
            "place": "settlement",
            "load": "cubic meters per hour",
            "measure": "kilometer",
            "zone": "the quarry",
            "corner": "the old mill",
        },
        {"PLACES": ("Kirkby", "Langton", "Morley", "Norton", "Ormesby", "Preston", "Redcar", "Selby")},
        distractors=("The quarry was closed in {year}.", "The board meets every {weeks} weeks."),
    ),
    Setting(
        "festival_tower",
        "entertainment",
        {
            "decider": "festival team",
            "facility": "control tower",
            "place": "stage",
            "load": "hours of shows",
            "measure": "meter",
            "zone": "the camping ground",
            "corner": "the main gate",
        },
        {"PLACES": ("Red Stage", "Blue Stage", "Green Stage", "Gold Stage", "Silver Stage", "Forest Stage")},
        distractors=("The festival has {bands} bands.", "It took place for the first time in {year}."),
    ),
)


NARRATIVE = Narrative(
    openings=(
        Opening(
            (
                "{decider:a} is [looking for|choosing] the point on the map where {facility:a} should stand.",
                "{facility:a} of {decider:a} will serve {PLACES_size} {place*PLACES_size}, {PLACES:list}, and its "
                "position is [still open|to be chosen].",
                "{decider:a} [wants|plans] to build {facility:a} for {PLACES:list}.",
                "[Where should {decider:a} build {facility:a} for {PLACES_size} {place:plural}|To serve {PLACES_size} "
                "{place:plural}, where should {decider:a} build {facility:a}]?",
            )
        ),
    ),
    statements=(
        Values(
            measures=(
                Measure("east", "{measure:plural} east"),
                Measure("north", "{measure:plural} north"),
                Measure("weight", "Weight ({load})"),
            ),
            labels=("place_name",),
            sets=("PLACES",),
            phrasings=(
                "Measured from {corner}, {place_name} lies {east:number} {measure*east} to the east and "
                "{north:number} {measure*north} to the north, and its weight is {weight:number} ({load}).",
                "{place_name} is {east:number} {measure*east} east and {north:number} {measure*north} north of "
                "{corner}, and has a weight of {weight:number}, its {load}.",
                "The weight of {place_name}, in {load}, is {weight:number}, and it is found {east:number} "
                "{measure*east} east and {north:number} {measure*north} north of {corner}.",
            ),
            captions=(
                "[Positions|The positions] of the {place:plural}, measured from {corner}, and their weights in {load}:",
                "How far east and north of {corner} [each {place}|every {place}] lies, and the weight it has:",
                "The map has its origin at {corner}, and the {place:plural} lie there with these [coordinates and "
                "weights|weights]:",
            ),
        ),
        Rule(
            tells=("x", "y"),
            phrasings=(
                "The {facility} can stand between 0 and {east_end:number} {measure*east_end} east and between 0 and "
                "{north_end:number} {measure*north_end} north of {corner}.",
                "[Possible points|The points allowed] are at most {east_end:number} {measure*east_end} east and at "
                "most {north_end:number} {measure*north_end} north of {corner}, and neither west nor south of it.",
                "No point west or south of {corner} is possible, nor any that is more than {east_end:number} "
                "{measure*east_end} to the east or more than {north_end:number} {measure*north_end} to the north.",
            ),
        ),
        Rule(
            tells=("zone",),
            phrasings=(
                "Because of {zone}, the distances of the {facility} to the east and to the north of {corner} must "
                "[not add up to more than|add up to at most] {reach:number} {measure*reach}.",
                "The sum of the two coordinates of the {facility}, east and north of {corner}, may be {reach:number} "
                "{measure*reach} at most, [to stay clear of|in order to keep away from] {zone}.",
                "To stay clear of {zone}, the {measure:plural} east plus the {measure:plural} north of {corner} must "
                "[not exceed|be at most] {reach:number}.",
            ),
        ),
    ),
    goal=Goal(
        (
            "Which point makes the sum of the squared straight-line distances to all {place:plural}, each times its "
            "weight, as small as possible?",
            "[Find|Determine] the point with the smallest weighted sum of squared distances to the {place:plural}.",
            "The [aim|goal] is to minimize the sum over all {place:plural} of the weight times the square of the "
            "distance from the {facility}.",
            "What is the [smallest|lowest] possible sum of squared distances, each multiplied by the weight of the "
            "{place}?",
        )
    ),
)

FAMILY = Family(
    name="facility_point",
    title="Single facility with squared distances",
    reference="Francis, McGinnis and White, Facility Layout and Location, 2nd edition, section 4.3 (gravity problem)",
    model_class="QP",
    problem_class="quadratic",
    formulation=FORMULATION,
    ranges=Ranges(
        places=Range(3, 6, size=True, least=2, most=60),
        coordinate=Range(0, 30),
        weight=Range(2, 20),
        end=Range(10, 30),
    ),
    sample=sample,
    settings=SETTINGS,
    narrative=NARRATIVE,
)
