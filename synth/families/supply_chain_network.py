"""A supply chain as a fixed-charge network: from plants over hubs to customers, on routes that are opened for a fee."""

from __future__ import annotations

from nl2opt.synth.families.family import Data, Family
from nl2opt.synth.families.ranges import Number, Range, Ranges
from nl2opt.synth.families.sampler import Sampler
from nl2opt.synth.language.quantities import Form
from nl2opt.synth.narrative.statements import Goal, Measure, Narrative, Opening, Rule, Setting, Values

FORMULATION = """
## Sets
PLANTS
HUBS
CUSTOMERS
ROUTES  # (from, to)
## Parameters
supply[PLANTS]
demand[CUSTOMERS]
fee[ROUTES]  # of opening the route
cost[ROUTES]  # for each unit
capacity[ROUTES]
## Variables
ship[ROUTES] >= 0
open[ROUTES] binary  # whether the route is opened
## Objective
minimize sum(fee[i, j] * open[i, j] + cost[i, j] * ship[i, j] for (i, j) in ROUTES)
## Constraints
stock[p in PLANTS]: sum(ship[i, j] for (i, j) in ROUTES if i == p) <= supply[p]
through[h in HUBS]: sum(ship[i, j] for (i, j) in ROUTES if j == h) == sum(ship[i, j] for (i, j) in ROUTES if i == h)
serve[c in CUSTOMERS]: sum(ship[i, j] for (i, j) in ROUTES if j == c) >= demand[c]
link[(i, j) in ROUTES]: ship[i, j] <= capacity[i, j] * open[i, j]
"""


def sample(sampler: Sampler) -> Data:
    """A hidden flow, a customer's whole demand on one path, is possible; other routes are added at random."""
    plants = sampler.members("PLANTS", sampler.size("plants"))
    hubs = sampler.members("HUBS", sampler.size("hubs"))
    customers = sampler.members("CUSTOMERS", sampler.size("customers"))
    demand = sampler.numbers("demand", customers)
    hops = [*((p, h) for p in plants for h in hubs), *((h, c) for h in hubs for c in customers)]
    flow: dict[tuple[str, str], Number] = dict.fromkeys(hops, 0)
    made: dict[str, Number] = dict.fromkeys(plants, 0)
    for place, c in enumerate(customers):
        plant, hub = plants[place % len(plants)], hubs[place % len(hubs)]
        made[plant] += demand[c]
        flow[plant, hub] += demand[c]
        flow[hub, c] += demand[c]
    # Idle plants and hubs keep a route, so that each of them may matter.
    kept = {(p, sampler.choose(hubs)) for p in plants} | {(h, sampler.choose(customers)) for h in hubs}
    kept |= {(sampler.choose(plants), h) for h in hubs}
    routes = [route for route in hops if flow[route] or route in kept or sampler.rng.random() < 0.5]
    return {
        "PLANTS": plants,
        "HUBS": hubs,
        "CUSTOMERS": customers,
        "ROUTES": routes,
        "supply": {p: sampler.share(max(made[p], sampler.number("demand")), 1.0, 1.5, step=5) + 5 for p in plants},
        "demand": demand,
        "fee": sampler.numbers("fee", routes),
        "cost": sampler.numbers("cost", routes),
        "capacity": {r: sampler.share(max(flow[r], sampler.number("demand")), 1.0, 1.6, step=5) + 5 for r in routes},
    }


SETTINGS = (
    Setting(
        "coffee_chain",
        "retail",
        {
            "decider": "coffee company",
            "plant": "roasting house",
            "hub": "depot",
            "customer": "shop",
            "unit": "sack",
            "goods": "coffee",
            "route": "route",
        },
        {
            "PLANTS": ("Antigua", "Bogota", "Cali", "Duitama", "Envigado"),
            "HUBS": ("Depot East", "Depot West", "Depot North", "Depot South", "Depot Central"),
            "CUSTOMERS": ("Arcade", "Boulevard", "Campus", "Docks", "Esplanade", "Fairground", "Gallery"),
        },
        distractors=("The company was founded in {year}.", "A sack weighs {weight} kilograms."),
    ),
    Setting(
        "vaccine_chain",
        "health",
        {
            "decider": "health authority",
            "plant": "laboratory",
            "hub": "cold store",
            "customer": "clinic",
            "unit": "case",
            "goods": "vaccine",
            "route": "cold route",
        },
        {
            "PLANTS": ("Lab Alpha", "Lab Beta", "Lab Gamma", "Lab Delta", "Lab Epsilon"),
            "HUBS": ("Store Aster", "Store Begonia", "Store Crocus", "Store Dahlia", "Store Erica"),
            "CUSTOMERS": (
                "Clinic Amber",
                "Clinic Beryl",
                "Clinic Citrine",
                "Clinic Diamond",
                "Clinic Emerald",
                "Clinic Garnet",
            ),
        },
        distractors=("A case holds {vials} vials.", "Every cold store is guarded by {guards} guards."),
    ),
    Setting(
        "grain_network",
        "agriculture",
        {
            "decider": "grain cooperative",
            "plant": "farm district",
            "hub": "silo",
            "customer": "mill",
            "unit": "ton",
            "goods": "wheat",
            "route": "rail link",
        },
        {
            "PLANTS": ("Upper Plain", "Lower Plain", "Black Earth", "Lake Shore", "River Bend"),
            "HUBS": ("Silo Maple", "Silo Oak", "Silo Pine", "Silo Rowan", "Silo Spruce"),
            "CUSTOMERS": ("Anna Mill", "Bertha Mill", "Clara Mill", "Dora Mill", "Emma Mill", "Frieda Mill"),
        },
        distractors=("The cooperative has {members} hundred members.", "The harvest began {days} days early."),
    ),
    Setting(
        "brick_supply",
        "construction",
        {
            "decider": "building materials group",
            "plant": "brick factory",
            "hub": "yard",
            "customer": "building site",
            "unit": "pallet",
            "goods": "bricks",
            "route": "haul road",
        },
        {
            "PLANTS": ("Clayton", "Redhill", "Kilnburn", "Potters Bank", "Loamfield"),
            "HUBS": ("Yard One", "Yard Two", "Yard Three", "Yard Four", "Yard Five"),
            "CUSTOMERS": ("Arena Site", "Bank Site", "College Site", "Dome Site", "Embassy Site", "Ferry Site"),
        },
        distractors=("A pallet holds {bricks} layers of bricks.", "The oldest kiln was lit in {year}."),
    ),
    Setting(
        "gas_cylinders",
        "energy",
        {
            "decider": "gas supplier",
            "plant": "filling plant",
            "hub": "terminal",
            "customer": "island",
            "unit": "rack",
            "goods": "gas cylinders",
            "route": "ferry line",
        },
        {
            "PLANTS": ("Bergen", "Stavanger", "Molde", "Narvik", "Alesund"),
            "HUBS": ("Terminal Auk", "Terminal Crane", "Terminal Eider", "Terminal Gull", "Terminal Heron"),
            "CUSTOMERS": ("Averoy", "Bomlo", "Dyroya", "Frei", "Gossen", "Hitra"),
        },
        distractors=("A rack holds {cylinders} cylinders.", "The ferries make {knots} knots."),
    ),
    Setting(
        "paper_returns",
        "environment",
        {
            "decider": "recycling association",
            "plant": "collection point",
            "hub": "sorting center",
            "customer": "paper mill",
            "unit": "bale",
            "goods": "waste paper",
            "route": "truck route",
        },
        {
            "PLANTS": ("Altona", "Barmbek", "Eimsbuttel", "Harburg", "Wandsbek"),
            "HUBS": ("Center Blue", "Center Green", "Center Red", "Center White", "Center Yellow"),
            "CUSTOMERS": ("Mill Aller", "Mill Elbe", "Mill Leine", "Mill Oste", "Mill Trave", "Mill Weser"),
        },
        distractors=("The association has {towns} member towns.", "A truck has {axles} axles."),
    ),
)

NARRATIVE = Narrative(
    openings=(
        Opening(
            (
                "{decider:a} moves {goods} from {PLANTS_size} {plant*PLANTS_size} through {HUBS_size} {hub*HUBS_size} "
                "to {CUSTOMERS_size} {customer*CUSTOMERS_size}.",
                "{decider:a} [has to plan|is planning] how to move {goods} from {PLANTS_size} {plant*PLANTS_size} to "
                "{CUSTOMERS_size} {customer*CUSTOMERS_size}.",
                "The network of {decider:a} has {PLANTS_size} {plant*PLANTS_size}, {HUBS_size} {hub*HUBS_size} and "
                "{CUSTOMERS_size} {customer*CUSTOMERS_size}.",
                "{decider:a} must decide which {route:plural} to open, and how many {unit:plural} of {goods} to move "
                "on each of them.",
            )
        ),
        Opening(
            (
                "Everything passes through one of these {hub:plural}: {HUBS:list}.",
                "On the way, everything goes through one of the following {hub:plural}: {HUBS:list}.",
                "The {hub:plural} in between are {HUBS:list}.",
            )
        ),
    ),
    statements=(
        Values(
            measures=(Measure("supply", "Supply ({unit:plural})", unit="{unit*value}"),),
            labels=("plant_name",),
            sets=("PLANTS",),
            phrasings=(
                "{plant_name} can supply at most {supply:number} {unit*supply}.",
                "The {plant} {plant_name} has up to {supply:number} {unit*supply} to send.",
                "At most {supply:number} {unit*supply} can leave {plant_name}.",
            ),
            listings=(("The largest supplies are", "{supply:number} {unit*supply} from {plant_name}"),),
            captions=(
                "The {plant:plural} can supply at most:",
                "The largest amount that can leave each {plant} is:",
                "Upper limits on the supply, by {plant}:",
            ),
            tells=("stock",),
        ),
        Values(
            measures=(Measure("demand", "Demand ({unit:plural})", unit="{unit*value}"),),
            labels=("customer_name",),
            sets=("CUSTOMERS",),
            phrasings=(
                "{customer_name} needs at least {demand:number} {unit*demand}.",
                "At least {demand:number} {unit*demand} must reach {customer_name}.",
                "The {customer} {customer_name} has to receive no fewer than {demand:number} {unit*demand}.",
            ),
            listings=(("What has to arrive, at least, is", "{demand:number} {unit*demand} at {customer_name}"),),
            captions=(
                "The {customer:plural} need at least:",
                "Each {customer} must receive no less than this:",
                "The demand of each {customer}, which must be met, is:",
            ),
            tells=("serve",),
        ),
        Values(
            measures=(
                Measure("fee", "Opening fee ($)", Form.MONEY),
                Measure("cost", "Cost per {unit} ($)", Form.MONEY),
                Measure("capacity", "Capacity ({unit:plural})", unit="{unit*value}"),
            ),
            labels=("from_name", "to_name"),
            sets=("ROUTES",),
            phrasings=(
                "Opening the {route} from {from_name} to {to_name} costs {fee:money}, and it then carries up to "
                "{capacity:number} {unit*capacity} at {cost:money} each.",
                "The {route} from {from_name} to {to_name} has an opening fee of {fee:money}, a cost of {cost:money} "
                "per {unit} and a capacity of {capacity:number} {unit*capacity}.",
                "From {from_name} to {to_name}, up to {capacity:number} {unit*capacity} can be moved for {cost:money} "
                "each, once {fee:money} have been paid to open the {route}.",
            ),
            captions=(
                "Each possible {route} has an opening fee, a cost per {unit} and a capacity:",
                "These {route:plural} can be opened, for a fee, with the following costs per {unit} and capacities:",
                "No other {route:plural} exist than these, of which the fee for opening, the cost per {unit} and the "
                "capacity are given:",
            ),
            prose_to=10,
        ),
        Rule(
            tells=("link", "open"),
            phrasings=(
                "{route:a} can carry {goods} only if it is opened, for which its fee is due once, and never more than "
                "its capacity.",
                "Nothing can be moved on {route:a} that is not opened, and no more than its capacity on one that is.",
                "The fee is due for each {route} that is used, however little it carries, and no {route} can carry "
                "more than its capacity.",
            ),
        ),
        Rule(
            tells=("through",),
            phrasings=(
                "Whatever arrives at {hub:a} must leave it again.",
                "At each {hub}, exactly as much has to go out as comes in.",
                "Nothing can be kept at {hub:a}, and nothing is added there.",
            ),
        ),
        Rule(
            tells=("ship",),
            phrasings=(
                "Amounts need not be whole numbers of {unit:plural}.",
                "[Any|Every] fraction of {unit:a} can be moved, too.",
                "It is [allowed|possible] to move parts of {unit:a}.",
            ),
        ),
    ),
    goal=Goal(
        (
            "Which {route:plural} should be opened, and how much should each of them carry, to minimize the total "
            "cost?",
            "[Find|Determine] the plan with the lowest total of fees and costs per {unit}.",
            "What is the lowest total cost, fees included, of meeting all demand?",
            "[Plan|Set up] the network so that fees and transport together cost as little as possible.",
        )
    ),
)

FAMILY = Family(
    name="supply_chain_network",
    title="Supply chain as a fixed-charge network",
    reference=(
        "Magnanti and Wong, Network design and transportation planning, Transportation Science 18 (1984); among the "
        "OptMATH seeds (arXiv 2502.11102)"
    ),
    model_class="MIP",
    problem_class="mixed-integer",
    formulation=FORMULATION,
    ranges=Ranges(
        plants=Range(2, 3, size=True, least=1, most=6),
        hubs=Range(2, 2, size=True, least=1, most=6),
        customers=Range(2, 4, size=True, least=2, most=12),
        demand=Range(10, 80, step=5),
        fee=Range(50, 600, step=10),
        cost=Range(1, 20),
    ),
    sample=sample,
    settings=SETTINGS,
    narrative=NARRATIVE,
)
