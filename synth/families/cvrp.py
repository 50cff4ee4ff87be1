"""Capacitated vehicle routing: tours from a depot that visit every customer once, within the vehicles' capacity."""

from __future__ import annotations

import math
from itertools import combinations

from nl2opt.synth.families.family import Data, Family
from nl2opt.synth.families.ranges import Range, Ranges
from nl2opt.synth.families.sampler import Sampler
from nl2opt.synth.narrative.statements import Goal, Measure, Narrative, Opening, Rule, Setting, Values

FORMULATION = """
## Sets
DEPOT  # one place
CUSTOMERS
PLACES = DEPOT | CUSTOMERS
PAIRS  # of different places, each once
## Parameters
demand[CUSTOMERS]
distance[PAIRS]  # in both directions
capacity
vehicles
## Variables
go[i in PLACES, j in PLACES if i != j] binary  # whether a vehicle drives from i straight to j
demand[c] <= load[c in CUSTOMERS] <= capacity  # delivered on the tour up to the customer, who is counted
## Objective
minimize sum(distance[i, j] * (go[i, j] + go[j, i]) for (i, j) in PAIRS)
## Constraints
enter[c in CUSTOMERS]: sum(go[i, c] for i in PLACES if i != c) == 1
leave[c in CUSTOMERS]: sum(go[c, j] for j in PLACES if j != c) == 1
fleet: sum(go[d, c] for d in DEPOT for c in CUSTOMERS) <= vehicles
home[d in DEPOT]: sum(go[d, c] for c in CUSTOMERS) == sum(go[c, d] for c in CUSTOMERS)
carry[i in CUSTOMERS, j in CUSTOMERS if i != j]: load[j] >= load[i] + demand[j] - capacity * (1 - go[i, j])
"""


def sample(sampler: Sampler) -> Data:
    """Places on a map give distances; customers in any order fill the vehicles one after the other, so that all fit."""
    depot = sampler.members("DEPOT", 1)
    customers = sampler.members("CUSTOMERS", sampler.size("customers"))
    places = [*depot, *customers]
    at = {place: (sampler.number("coordinate"), sampler.number("coordinate")) for place in places}
    demand = sampler.numbers("demand", customers)
    vehicles = sampler.size("vehicles")
    capacity = max(sampler.share(sum(demand.values()) / vehicles, 1.1, 1.5) + 1, max(demand.values()))
    used, room = 1, capacity
    for c in sorted(customers, key=lambda c: -demand[c]):
        if demand[c] > room:
            used, room = used + 1, capacity
        room -= demand[c]
    pairs = list(combinations(places, 2))
    return {
        "DEPOT": depot,
        "CUSTOMERS": customers,
        "PAIRS": pairs,
        "demand": demand,
        "distance": {(i, j): max(1, math.ceil(math.dist(at[i], at[j]))) for i, j in pairs},
        "capacity": capacity,
        "vehicles": max(used, vehicles),
    }


SETTINGS = (
    Setting(
        "bakery_vans",
        "retail",
        {
            "decider": "wholesale bakery",
            "vehicle": "van",
            "customer": "shop",
            "unit": "tray of bread",
            "bring": "deliver",
            "brought": "delivered",
            "away": "kilometer",
        },
        {
            "DEPOT": ("Main Bakery", "Old Bakery"),
            "CUSTOMERS": (
                "Corner Shop",
                "Beach Kiosk",
                "Castle Cafe",
                "Town Deli",
                "Park Grill",
                "Rose Diner",
                "Mill Store",
            ),
        },
        distractors=(
            "The ovens are lit at {minutes} minutes past three.",
            "The bakery has sold rye bread since {year}.",
        ),
    ),
    Setting(
        "parcel_rounds",
        "transport",
        {
            "decider": "parcel service",
            "vehicle": "electric truck",
            "customer": "village",
            "unit": "parcel",
            "bring": "deliver",
            "brought": "delivered",
            "away": "mile",
        },
        {
            "DEPOT": ("Central Hub", "Airport Hub"),
            "CUSTOMERS": ("Ashby", "Birchwood", "Coldwell", "Denham", "Eastbrook", "Fairford", "Grimsby", "Holt"),
        },
        distractors=("A battery lasts {hours} hours.", "The service handled {thousands} thousand parcels last year."),
    ),
    Setting(
        "waste_collection",
        "environment",
        {
            "decider": "waste company",
            "vehicle": "collection truck",
            "customer": "district",
            "unit": "ton of waste",
            "bring": "collect",
            "brought": "collected",
            "away": "kilometer",
        },
        {
            "DEPOT": ("Depot West", "Depot North"),
            "CUSTOMERS": (
                "Altona",
                "Bergdorf",
                "Lindenau",
                "Marienhof",
                "Neustadt",
                "Rosental",
                "Sandhagen",
                "Waldeck",
            ),
        },
        distractors=("The bins were replaced in {year}.", "The company was given {prizes} prizes for clean streets."),
    ),
    Setting(
        "oxygen_supply",
        "health",
        {
            "decider": "supplier of medical oxygen",
            "vehicle": "tanker",
            "customer": "clinic",
            "unit": "bottle of oxygen",
            "bring": "deliver",
            "brought": "delivered",
            "away": "kilometer",
        },
        {
            "DEPOT": ("Gas Works", "Filling Station"),
            "CUSTOMERS": ("Saint Anne", "Good Hope", "Lakeside", "Mount Carmel", "Riverview", "Sunrise", "Trinity"),
        },
        distractors=("A bottle weighs {weight} kilograms.", "The supplier has {people} employees."),
    ),
    Setting(
        "milk_run",
        "agriculture",
        {
            "decider": "dairy",
            "vehicle": "milk truck",
            "customer": "farm",
            "unit": "liter of milk",
            "bring": "pick up",
            "brought": "picked up",
            "away": "kilometer",
        },
        {
            "DEPOT": ("Green Dairy", "Valley Dairy"),
            "CUSTOMERS": (
                "Hill Farm",
                "Brook Farm",
                "Oak Farm",
                "Stone Farm",
                "Meadow Farm",
                "Ridge Farm",
                "Lake Farm",
            ),
        },
        distractors=("Most of the cows are {years} years old.", "The dairy makes {kinds} kinds of cheese."),
    ),
    Setting(
        "school_meals",
        "education",
        {
            "decider": "city kitchen",
            "vehicle": "bus",
            "customer": "school",
            "unit": "meal",
            "bring": "deliver",
            "brought": "delivered",
            "away": "kilometer",
        },
        {
            "DEPOT": ("City Kitchen", "Harbor Kitchen"),
            "CUSTOMERS": ("Lincoln", "Jefferson", "Roosevelt", "Madison", "Franklin", "Hamilton", "Kennedy", "Monroe"),
        },
        distractors=("The kitchen was opened in {year}.", "A lunch break takes {minutes} minutes."),
    ),
)


NARRATIVE = Narrative(
    openings=(
        Opening(
            (
                "{decider:a} [plans|has to plan] the tours of its {vehicle:plural} from {DEPOT:list} to "
                "{CUSTOMERS_size} {customer*CUSTOMERS_size}: {CUSTOMERS:list}.",
                "[Every morning|Each day], the {vehicle:plural} of {decider:a} leave {DEPOT:list} to {bring} "
                "{unit:plural} at {CUSTOMERS:list}.",
                "{decider:a} with a depot at {DEPOT:list} [serves|has to serve] {CUSTOMERS_size} "
                "{customer*CUSTOMERS_size} with its {vehicle:plural}.",
                "{CUSTOMERS_size} {customer*CUSTOMERS_size}, {CUSTOMERS:list}, are [served|visited] by the "
                "{vehicle:plural} of {decider:a}, which start at {DEPOT:list}.",
            )
        ),
    ),
    statements=(
        Rule(
            tells=("fleet",),
            phrasings=(
                "[At most|No more than|Up to] {vehicles:number} {vehicle*vehicles} can be used, each for one tour.",
                "There [are only|are] {vehicles:number} {vehicle*vehicles}, and each of them makes at most one tour.",
                "The number of tours, one for each {vehicle} in use, [must not exceed|is at most] {vehicles:number}.",
            ),
        ),
        Rule(
            tells=("carry", "load"),
            phrasings=(
                "[Every|Each] {vehicle} [can carry|holds] at most {capacity:number} {unit*capacity} on its tour.",
                "No {vehicle} may [take|carry] more than {capacity:number} {unit*capacity} in total.",
                "The {customer:plural} on one tour may add up to no more than {capacity:number} {unit*capacity}, "
                "which is [the load limit|the most that fits into one {vehicle}].",
            ),
        ),
        Values(
            measures=(Measure("demand", "Amount ({unit:plural})", unit="{unit*value}"),),
            labels=("customer_name",),
            sets=("CUSTOMERS",),
            phrasings=(
                "[At|For] {customer_name}, {demand:number} {unit*demand} must be {brought}.",
                "The {vehicle} that visits {customer_name} has to {bring} {demand:number} {unit*demand} there.",
                "{demand:number} {unit*demand} [have|need] to be {brought} at {customer_name}.",
            ),
            captions=(
                "The {unit:plural} to be {brought} [at each {customer}|at the {customer:plural}] are:",
                "What has to be {brought} at each {customer}:",
                "[The following amounts|These amounts] must be {brought} at the {customer:plural}:",
            ),
            listings=(
                ("The amounts to be {brought} are", "{demand:number} {unit*demand} at {customer_name}"),
                (
                    "[Today|This time] the {vehicle:plural} have to {bring}",
                    "{demand:number} {unit*demand} at {customer_name}",
                ),
            ),
        ),
        Values(
            measures=(Measure("distance", "Distance ({away:plural})"),),
            labels=("from_name", "to_name"),
            sets=("PAIRS",),
            phrasings=(
                "[It is|There are] {distance:number} {away*distance} between {from_name} and {to_name}, either way.",
                "The distance between {from_name} and {to_name} is {distance:number} {away*distance}.",
                "[Driving|Going] from {from_name} to {to_name}, or back, takes {distance:number} {away*distance}.",
            ),
            captions=(
                "The distances, [the same|equal] in both directions, in {away:plural}:",
                "How far it is between [two places|any two places], in {away:plural} and in either direction:",
                "Each pair of places is given once[ only|], with the {away:plural} between them in either direction:",
            ),
            prose_to=15,
        ),
        Rule(
            tells=("enter", "leave", "go"),
            phrasings=(
                "[Each|Every] {customer} is visited exactly once, by one {vehicle}.",
                "Visits cannot be split: every {customer} [is on exactly one tour|belongs to exactly one tour].",
                "[No {customer} may be left out, and none may be visited twice|Each {customer} must be visited once "
                "and only once].",
            ),
        ),
        Rule(
            tells=("home",),
            phrasings=(
                "[Every|Each] tour starts and ends at {DEPOT:list}.",
                "All {vehicle:plural} in use [return to|come back to] {DEPOT:list}, from where they set out.",
                "A tour [begins|sets out] at {DEPOT:list}, goes from {customer} to {customer}, and leads back to the "
                "depot.",
            ),
        ),
    ),
    goal=Goal(
        (
            "[Find|Plan] the tours with the smallest total distance.",
            "What is the [shortest|smallest] total distance of all tours, in {away:plural}?",
            "Which tours should be driven so that the total distance is as [short|small] as possible?",
            "[Minimize|Determine the tours that minimize] the total number of {away:plural} driven.",
        )
    ),
)

FAMILY = Family(
    name="cvrp",
    title="Capacitated vehicle routing",
    reference="Toth and Vigo, Vehicle Routing, SIAM 2014, chapter 1; loads after Miller, Tucker and Zemlin 1960",
    model_class="MIP",
    problem_class="combinatorial",
    formulation=FORMULATION,
    ranges=Ranges(
        customers=Range(3, 5, size=True, least=2, most=9),
        vehicles=Range(2, 3, size=True, least=1, most=4),
        demand=Range(4, 30),
        coordinate=Range(0, 60),
    ),
    sample=sample,
    settings=SETTINGS,
    narrative=NARRATIVE,
)
