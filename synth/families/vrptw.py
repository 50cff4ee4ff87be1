"""Vehicle routing with time windows: tours from a depot that serve each customer at a time when that is possible."""

from __future__ import annotations

import math
from itertools import combinations

from nl2opt.synth.families.family import Data, Family
from nl2opt.synth.families.ranges import Number, Range, Ranges
from nl2opt.synth.families.sampler import Sampler
from nl2opt.synth.narrative.statements import Goal, Measure, Narrative, Opening, Rule, Setting, Values

FORMULATION = """
## Sets
DEPOT  # one place
CUSTOMERS
PLACES = DEPOT | CUSTOMERS
PAIRS  # of different places, each once; the depot stands first
## Parameters
amount[CUSTOMERS]
earliest[CUSTOMERS]  # minutes after the vehicles can leave
latest[CUSTOMERS]
service  # minutes that serving a customer takes
minutes[PAIRS]  # of travel, in both directions
capacity
vehicles
horizon = max(latest[c] for c in CUSTOMERS) + service + max(minutes[i, j] for (i, j) in PAIRS)
## Variables
go[i in PLACES, j in PLACES if i != j] binary  # whether a vehicle goes from i straight to j
earliest[c] <= begin[c in CUSTOMERS] <= latest[c]  # when service begins
amount[c] <= load[c in CUSTOMERS] <= capacity  # on the tour up to the customer, who is counted
## Objective
minimize sum(minutes[i, j] * (go[i, j] + go[j, i]) for (i, j) in PAIRS)
## Constraints
enter[c in CUSTOMERS]: sum(go[i, c] for i in PLACES if i != c) == 1
leave[c in CUSTOMERS]: sum(go[c, j] for j in PLACES if j != c) == 1
fleet: sum(go[d, c] for d in DEPOT for c in CUSTOMERS) <= vehicles
room[i in CUSTOMERS, j in CUSTOMERS if i != j]: load[j] >= load[i] + amount[j] - capacity * (1 - go[i, j])
reach[(d, c) in PAIRS if d in DEPOT]: begin[c] >= minutes[d, c] * go[d, c]
then[(i, j) in PAIRS if i in CUSTOMERS]: begin[j] >= begin[i] + service + minutes[i, j] - horizon * (1 - go[i, j])
back[(i, j) in PAIRS if i in CUSTOMERS]: begin[i] >= begin[j] + service + minutes[i, j] - horizon * (1 - go[j, i])
"""


def sample(sampler: Sampler) -> Data:
    """Windows are open around the times of a hidden plan, whose tours also fit into the vehicles."""
    depot, customers = sampler.members("DEPOT", 1), sampler.members("CUSTOMERS", sampler.size("customers"))
    places = [*depot, *customers]
    at = {place: (sampler.number("coordinate"), sampler.number("coordinate")) for place in places}
    minutes = {(i, j): max(1, math.ceil(math.dist(at[i], at[j]))) for i, j in combinations(places, 2)}
    amount = sampler.numbers("amount", customers)
    service = sampler.number("service")
    vehicles = min(sampler.size("vehicles"), len(customers))
    order = list(customers)
    sampler.rng.shuffle(order)
    begin: dict[str, Number] = {}
    heaviest: Number = 0
    for number in range(vehicles):
        tour = order[number::vehicles]
        time: Number = 0
        last = depot[0]
        for place in tour:
            step = minutes.get((last, place)) or minutes[place, last]
            begin[place] = time + step
            time, last = begin[place] + service, place
        heaviest = max(heaviest, sum(amount[c] for c in tour))
    earliest = {c: max(0, begin[c] - sampler.number("slack")) // 5 * 5 for c in customers}
    return {
        "DEPOT": depot,
        "CUSTOMERS": customers,
        "PAIRS": list(minutes),
        "amount": amount,
        "earliest": earliest,
        "latest": {c: -(-(begin[c] + sampler.number("slack")) // 5) * 5 for c in customers},
        "service": service,
        "minutes": minutes,
        "capacity": sampler.share(heaviest, 1.0, 1.3),
        "vehicles": vehicles,
    }


SETTINGS = (
    Setting(
        "furniture_delivery",
        "retail",
        {
            "decider": "furniture store",
            "customer": "household",
            "vehicle": "van",
            "minute": "minute",
            "unit": "box",
            "serve": "supply",
            "reached": "supplied",
        },
        {
            "DEPOT": ("Warehouse", "Showroom"),
            "CUSTOMERS": ("Adams", "Baker", "Clark", "Davis", "Evans", "Foster", "Green", "Hughes"),
        },
        distractors=("The store was opened in {year}.", "A sofa takes {days} days to make."),
    ),
    Setting(
        "dialysis_rides",
        "health",
        {
            "decider": "dialysis center",
            "customer": "patient group",
            "vehicle": "minibus",
            "minute": "minute",
            "unit": "seat",
            "serve": "pick up",
            "reached": "picked up",
        },
        {
            "DEPOT": ("Dialysis Center", "Kidney Clinic"),
            "CUSTOMERS": (
                "Ashgrove",
                "Bankside",
                "Crofton",
                "Denham",
                "Elmhurst",
                "Fairlawn",
                "Greystones",
                "Heathfield",
            ),
        },
        distractors=("A treatment takes {hours} hours.", "The center has {machines} machines."),
    ),
    Setting(
        "milk_collection",
        "agriculture",
        {
            "decider": "dairy",
            "customer": "farm",
            "vehicle": "tanker",
            "minute": "minute",
            "unit": "churn",
            "serve": "collect milk from",
            "reached": "visited",
        },
        {
            "DEPOT": ("Dairy Plant", "Milk Depot"),
            "CUSTOMERS": (
                "Apple Farm",
                "Birch Farm",
                "Cow Hill",
                "Daisy Farm",
                "Elder Farm",
                "Fox Farm",
                "Gate Farm",
                "Hedge Farm",
            ),
        },
        distractors=("The dairy makes {sorts} sorts of cheese.", "The oldest tanker was built in {year}."),
    ),
    Setting(
        "bottle_returns",
        "environment",
        {
            "decider": "recycling firm",
            "customer": "restaurant",
            "vehicle": "truck",
            "minute": "minute",
            "unit": "bin",
            "serve": "empty the bins of",
            "reached": "visited",
        },
        {
            "DEPOT": ("Recycling Yard", "Sorting Plant"),
            "CUSTOMERS": (
                "Alfredo",
                "Bombay Palace",
                "Chez Paul",
                "Dragon Inn",
                "El Toro",
                "Fado House",
                "Golden Wok",
                "Haveli",
            ),
        },
        distractors=("A bin weighs {weight} kilograms.", "The firm has recycled glass since {year}."),
    ),
    Setting(
        "school_meals",
        "education",
        {
            "decider": "school kitchen",
            "customer": "school",
            "vehicle": "van",
            "minute": "minute",
            "unit": "tray",
            "serve": "bring lunch to",
            "reached": "supplied",
        },
        {
            "DEPOT": ("Central Kitchen", "Canteen House"),
            "CUSTOMERS": (
                "Ada School",
                "Bach School",
                "Curie School",
                "Darwin School",
                "Euler School",
                "Frost School",
                "Gauss School",
                "Haydn School",
            ),
        },
        distractors=("The kitchen employs {cooks} cooks.", "A meal has {courses} courses."),
    ),
    Setting(
        "stage_equipment",
        "entertainment",
        {
            "decider": "stage rental company",
            "customer": "theater",
            "vehicle": "lorry",
            "minute": "minute",
            "unit": "crate",
            "serve": "bring equipment to",
            "reached": "supplied",
        },
        {
            "DEPOT": ("Rental Hall", "Props Store"),
            "CUSTOMERS": ("Apollo", "Bijou", "Coliseum", "Delphi", "Empire", "Forum", "Globe", "Hippodrome"),
        },
        distractors=("The company owns {lamps} hundred lamps.", "The company was founded in {year}."),
    ),
)

NARRATIVE = Narrative(
    openings=(
        Opening(
            (
                "{decider:a} [has to plan|is planning|must plan] tours from {DEPOT:list} in order to {serve} "
                "{CUSTOMERS_size} {customer*CUSTOMERS_size}.",
                "From {DEPOT:list}, the {vehicle:plural} of {decider:a} have to {serve} {CUSTOMERS_size} "
                "{customer*CUSTOMERS_size}.",
                "{decider:a} has its {vehicle:plural} at {DEPOT:list}, from where they have to {serve} several "
                "{customer:plural}.",
                "To {serve} its {customer:plural}, {decider:a} sends out {vehicle:plural} that begin and end their "
                "tours at {DEPOT:list}.",
            )
        ),
    ),
    statements=(
        Rule(
            tells=("fleet",),
            phrasings=(
                "At most {vehicles:number} {vehicle*vehicles} can be used, each for one tour that ends at {DEPOT:list} "
                "again.",
                "No more than {vehicles:number} {vehicle*vehicles} can leave {DEPOT:list}, each of them once, and all "
                "come back there.",
                "Up to {vehicles:number} tours can be made, each by {vehicle:a} that starts at {DEPOT:list} and "
                "returns there.",
            ),
        ),
        Values(
            measures=(
                Measure("amount", "{unit:plural}", unit="{unit*value}"),
                Measure("earliest", "Earliest minute"),
                Measure("latest", "Latest minute"),
            ),
            labels=("customer_name",),
            sets=("CUSTOMERS",),
            phrasings=(
                "{customer_name} needs {amount:number} {unit*amount}, and service there must begin between minute "
                "{earliest:digits} and minute {latest:digits}.",
                "Service at {customer_name} can begin at minute {earliest:digits} at the earliest and at minute "
                "{latest:digits} at the latest, and takes up {amount:number} {unit*amount}.",
                "For {customer_name}, {amount:number} {unit*amount} must be reserved, with a beginning of service from "
                "minute {earliest:digits} to minute {latest:digits}.",
            ),
            captions=(
                "Each {customer} takes up so many {unit:plural}, and service there must begin between an earliest and "
                "a latest minute:",
                "The {unit:plural} of each {customer}, and the earliest and the latest minute at which service may "
                "begin there, are:",
                "By {customer}, these are the {unit:plural} and the limits on the minute in which service begins:",
            ),
            tells=("begin",),
        ),
        Rule(
            tells=("enter", "leave", "go"),
            phrasings=(
                "Each {customer} must be {reached} exactly once, by a single {vehicle}.",
                "Exactly one {vehicle} comes to each {customer}, and only once.",
                "Every {customer} is part of exactly one tour and is {reached} once.",
            ),
        ),
        Rule(
            tells=("room", "load"),
            phrasings=(
                "{vehicle:a} has room for {capacity:number} {unit*capacity}, which the {customer:plural} of its tour "
                "together must not exceed.",
                "The {customer:plural} on one tour may need at most {capacity:number} {unit*capacity} in total.",
                "On each tour, no more than {capacity:number} {unit*capacity} fit into the {vehicle} for all its "
                "{customer:plural} together.",
            ),
        ),
        Rule(
            tells=("reach", "then", "back"),
            phrasings=(
                "All {vehicle:plural} can leave from minute 0 on, service takes {service:number} minutes at each "
                "{customer} before the {vehicle} goes on, and waiting is allowed.",
                "Tours start at minute 0 or later, every stop lasts {service:number} minutes from the beginning of "
                "service, and {vehicle:a} that is early may wait.",
                "Time is counted from minute 0, when the first {vehicle} may leave, and {service:number} minutes of "
                "service at each {customer} must pass before the {vehicle} moves on, while waiting before service is "
                "possible.",
            ),
        ),
        Values(
            measures=(Measure("minutes", "Travel time (minutes)"),),
            labels=("from_name", "to_name"),
            sets=("PAIRS",),
            phrasings=(
                "The travel time between {from_name} and {to_name} is {minutes:number} {minute*minutes}, in both "
                "directions.",
                "Between {from_name} and {to_name}, in either direction, the travel time is {minutes:number} "
                "{minute*minutes}.",
                "From {from_name} to {to_name} or back, the travel time is {minutes:number} {minute*minutes}.",
            ),
            captions=(
                "The travel time in minutes for each pair of places, the same in both directions, is:",
                "For each two places, the travel time (in minutes, in either direction) is given once:",
                "This is the travel time between any two places in minutes, whichever way one goes:",
            ),
            prose_to=10,
        ),
    ),
    goal=Goal(
        (
            "Which tours have the smallest total travel time?",
            "[Find|Determine] the tours that minimize the total travel time of all {vehicle:plural}.",
            "What is the smallest total travel time, without waiting and service, with which this can be done?",
            "[Plan|Choose] the tours so that the time spent on the road is as short as possible in total.",
        )
    ),
)

FAMILY = Family(
    name="vrptw",
    title="Vehicle routing with time windows",
    reference=(
        "Solomon, Algorithms for the vehicle routing and scheduling problems with time window constraints, Operations "
        "Research 35 (1987); among the OptMATH seeds (arXiv 2502.11102)"
    ),
    model_class="MIP",
    problem_class="combinatorial",
    formulation=FORMULATION,
    ranges=Ranges(
        customers=Range(3, 4, size=True, least=2, most=10),
        vehicles=Range(2, 3, most=5),
        coordinate=Range(0, 40),
        amount=Range(2, 20),
        service=Range(5, 20, step=5),
        slack=Range(5, 40, step=5),
    ),
    sample=sample,
    settings=SETTINGS,
    narrative=NARRATIVE,
)
