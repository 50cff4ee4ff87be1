"""Flow through nodes of limited throughput: what passes a hub costs money there and cannot exceed its limit."""

from __future__ import annotations

from nl2opt.synth.families.family import Data, Family
from nl2opt.synth.families.min_cost_flow import network, random_flow
from nl2opt.synth.families.ranges import Range, Ranges
from nl2opt.synth.families.sampler import Sampler
from nl2opt.synth.language.quantities import Form
from nl2opt.synth.narrative.statements import Goal, Measure, Narrative, Opening, Rule, Setting, Values

FORMULATION = """
## Sets
PLANTS
HUBS
STORES
ARCS
## Parameters
supply[PLANTS]
demand[STORES]
throughput[HUBS]
handling[HUBS]
cost[ARCS]
## Variables
flow[ARCS] >= 0 continuous
## Objective
minimize (
    sum(cost[i, j] * flow[i, j] for (i, j) in ARCS)
    + sum(handling[h] * sum(flow[i, j] for (i, j) in ARCS if j == h) for h in HUBS)
)
## Constraints
leave[p in PLANTS]: sum(flow[i, j] for (i, j) in ARCS if i == p) <= supply[p]
through[h in HUBS]: sum(flow[i, j] for (i, j) in ARCS if j == h) == sum(flow[i, j] for (i, j) in ARCS if i == h)
limit[h in HUBS]: sum(flow[i, j] for (i, j) in ARCS if j == h) <= throughput[h]
arrive[s in STORES]: sum(flow[i, j] for (i, j) in ARCS if j == s) == demand[s]
"""


def sample(sampler: Sampler) -> Data:
    """Supplies and throughputs are no less than a random flow needs, which meets every demand."""
    plants, hubs, stores, arcs = network(sampler)
    demand = sampler.numbers("demand", stores)
    flow = random_flow(sampler, arcs, demand)
    sent = {plant: sum(amount for (start, _), amount in flow.items() if start == plant) for plant in plants}
    passed = {hub: sum(amount for (_, end), amount in flow.items() if end == hub) for hub in hubs}
    return {
        "PLANTS": plants,
        "HUBS": hubs,
        "STORES": stores,
        "ARCS": arcs,
        "supply": {plant: sent[plant] + sampler.number("spare") for plant in plants},
        "demand": demand,
        "throughput": {hub: passed[hub] + sampler.number("spare") for hub in hubs},
        "handling": sampler.numbers("handling", hubs),
        "cost": sampler.numbers("cost", arcs),
    }


SETTINGS = (
    Setting(
        "parcel_hubs",
        "transport",
        {
            "decider": "parcel service",
            "plant": "depot",
            "hub": "sorting hub",
            "store": "branch",
            "unit": "cage",
            "pass": "handle",
            "link": "tour",
            "period": "day",
        },
        {
            "PLANTS": ("Depot Ulm", "Depot Fulda", "Depot Gera", "Depot Hof"),
            "HUBS": ("Hub Kassel", "Hub Erfurt", "Hub Mainz", "Hub Worms"),
            "STORES": ("Branch Bonn", "Branch Trier", "Branch Essen", "Branch Hamm", "Branch Unna"),
        },
        distractors=("The service has {vans} vans.", "Its first hub was opened in {year}."),
    ),
    Setting(
        "fresh_milk",
        "agriculture",
        {
            "decider": "milk union",
            "plant": "farm group",
            "hub": "dairy",
            "store": "market",
            "unit": "tank",
            "pass": "process",
            "link": "road",
            "period": "week",
        },
        {
            "PLANTS": ("Upland Farms", "Valley Farms", "Coast Farms"),
            "HUBS": ("Sun Dairy", "Moon Dairy", "Star Dairy"),
            "STORES": ("Old Market", "New Market", "Fish Market", "Corn Market", "Hay Market"),
        },
        distractors=("A cow gives milk for {months} months.", "The union was founded in {year}."),
    ),
    Setting(
        "office_traffic",
        "software",
        {
            "decider": "network operator",
            "plant": "data center",
            "hub": "router",
            "store": "office",
            "unit": "gigabit",
            "pass": "forward",
            "link": "line",
            "period": "second",
        },
        {
            "PLANTS": ("Center Oslo", "Center Turku", "Center Malmo"),
            "HUBS": ("Router Iris", "Router Rose", "Router Lily", "Router Fern"),
            "STORES": ("Office Lund", "Office Vaasa", "Office Umea", "Office Skive", "Office Moss"),
        },
        distractors=("The operator has {engineers} engineers.", "The first line was laid in {year}."),
    ),
    Setting(
        "scrap_metal",
        "environment",
        {
            "decider": "scrap dealer",
            "plant": "scrapyard",
            "hub": "shredder",
            "store": "steelworks",
            "unit": "ton",
            "pass": "shred",
            "link": "haul",
            "period": "month",
        },
        {
            "PLANTS": ("Yard Ruby", "Yard Opal", "Yard Pearl"),
            "HUBS": ("Shredder Bay", "Shredder Glen", "Shredder Moor"),
            "STORES": ("Works Avon", "Works Clyde", "Works Tees", "Works Tyne", "Works Wear"),
        },
        distractors=("A shredder has {hammers} hammers.", "The dealer started in {year}."),
    ),
    Setting(
        "blood_products",
        "health",
        {
            "decider": "blood service",
            "plant": "donor center",
            "hub": "laboratory",
            "store": "clinic",
            "unit": "crate",
            "pass": "test",
            "link": "courier trip",
            "period": "week",
        },
        {
            "PLANTS": ("Donors East", "Donors West", "Donors North"),
            "HUBS": ("Lab Curie", "Lab Koch", "Lab Pasteur"),
            "STORES": ("Clinic Ash", "Clinic Beech", "Clinic Larch", "Clinic Pine", "Clinic Yew"),
        },
        distractors=("The service has {nurses} nurses.", "Donors may come every {weeks} weeks."),
    ),
    Setting(
        "customs_clearance",
        "legal",
        {
            "decider": "forwarding agent",
            "plant": "port",
            "hub": "customs office",
            "store": "warehouse",
            "unit": "container",
            "pass": "clear",
            "link": "transfer",
            "period": "day",
        },
        {
            "PLANTS": ("Port Elba", "Port Malta", "Port Samos"),
            "HUBS": ("Office Lyon", "Office Metz", "Office Nancy", "Office Tours"),
            "STORES": ("Warehouse Aix", "Warehouse Dax", "Warehouse Pau", "Warehouse Lens", "Warehouse Brive"),
        },
        distractors=("The customs code was last changed in {year}.", "A form has {pages} pages."),
    ),
)

NARRATIVE = Narrative(
    openings=(
        Opening(
            (
                "{decider:a} moves {unit:plural} from {PLANTS_size} {plant*PLANTS_size} ({PLANTS:list}) over "
                "{HUBS_size} {hub*HUBS_size} ({HUBS:list}) to {STORES_size} {store*STORES_size}: {STORES:list}.",
                "Every {period}, {decider:a} sends {unit:plural} from {PLANTS:list} through {HUBS:list} to "
                "{STORES:list}.",
                "{decider:a} has to plan how many {unit:plural} take which {link} of its network, which leads from "
                "{PLANTS:list} by way of {HUBS:list} to {STORES:list}.",
                "The network of {decider:a} [consists of|has] {PLANTS_size} {plant*PLANTS_size} ({PLANTS:list}), "
                "{HUBS_size} {hub*HUBS_size} ({HUBS:list}), and {STORES_size} {store*STORES_size} ({STORES:list}).",
            )
        ),
    ),
    statements=(
        Values(
            measures=(Measure("supply", "{unit:plural} available", unit="{unit*value}"),),
            labels=("plant_name",),
            sets=("PLANTS",),
            phrasings=(
                "{plant_name} can send out at most {supply:number} {unit*supply} per {period}.",
                "No more than {supply:number} {unit*supply} [per|a] {period} can leave {plant_name}.",
                "What {plant_name} sends out is limited to {supply:number} {unit*supply} per {period}.",
            ),
            captions=(
                "The {plant:plural} can send out at most:",
                "No more than the following can leave the {plant:plural}:",
            ),
            listings=(("The greatest supplies are", "{supply:number} {unit*supply} from {plant_name}"),),
            tells=("leave",),
        ),
        Values(
            measures=(
                Measure("throughput", "Greatest throughput ({unit:plural})", unit="{unit*value}"),
                Measure("handling", "Cost there per {unit}", form=Form.MONEY),
            ),
            labels=("hub_name",),
            sets=("HUBS",),
            phrasings=(
                "{hub_name} can {pass} no more than {throughput:number} {unit*throughput} per {period}, and charges "
                "{handling:money} for each.",
                "At {hub_name}, at most {throughput:number} {unit*throughput} can pass through per {period}, and each "
                "of them costs {handling:money} there.",
                "Each {unit} that passes through {hub_name} costs {handling:money} there, and the limit is "
                "{throughput:number} {unit*throughput} [a|per] {period}.",
            ),
            captions=(
                "What can pass through each {hub} per {period} at most, and what each {unit} costs there:",
                "Each {hub} has a greatest throughput per {period} and charges for each {unit} that it receives:",
            ),
            tells=("limit",),
        ),
        Values(
            measures=(Measure("demand", "{unit:plural} needed", unit="{unit*value}"),),
            labels=("store_name",),
            sets=("STORES",),
            phrasings=(
                "{store_name} must receive exactly {demand:number} {unit*demand} per {period}.",
                "Exactly {demand:number} {unit*demand} have to reach {store_name} every {period}.",
                "The need of {store_name} is {demand:number} {unit*demand} per {period}, no more or less.",
            ),
            captions=("Each {store} must receive exactly:", "The needs, which have to be met exactly, are:"),
            listings=(
                ("The amounts that must arrive, no more or less, are", "{demand:number} {unit*demand} at {store_name}"),
            ),
            tells=("arrive",),
        ),
        Values(
            measures=(Measure("cost", "Cost per {unit}", form=Form.MONEY),),
            labels=("from_name", "to_name"),
            sets=("ARCS",),
            phrasings=(
                "From {from_name} to {to_name}, each {unit} costs {cost:money} on the way.",
                "The {link} from {from_name} to {to_name} costs {cost:money} per {unit}.",
                "It costs {cost:money} to bring one {unit} from {from_name} to {to_name}.",
            ),
            captions=(
                "What it costs to move one {unit} along each {link}, in the direction named:",
                "The {link:plural} of the network, with the cost per {unit}, are:",
            ),
            prose_to=14,
        ),
        Rule(
            tells=("through",),
            phrasings=(
                "There is no other {link}, and all that arrives at {hub:a} is sent on.",
                "Nothing stays at {hub:a}, which sends on as much as it receives, and nothing can go any other way.",
                "Only the {link:plural} named here exist, and what comes into {hub:a} must also go out of it.",
            ),
        ),
        Rule(
            tells=("flow",),
            phrasings=(
                "Amounts need not be whole numbers of {unit:plural}.",
                "[Any|Every] fraction of {unit:a} can be sent, too.",
                "It is [allowed|possible] to send parts of {unit:a}.",
            ),
        ),
    ),
    goal=Goal(
        (
            "What is the [lowest|smallest|minimum] total cost per {period}, including what is paid at each {hub}?",
            "How many {unit:plural} should take each {link} so that the costs on the way and at the {hub:plural} are "
            "as "
            "low as possible in total?",
            "[Determine|Find] the flow that meets all needs and minimizes the total cost on the way and at the "
            "{hub:plural}.",
            "The {decider} wants to minimize the sum of all costs, those at the {hub:plural} included.",
        )
    ),
)

FAMILY = Family(
    name="node_throughput",
    title="Minimum-cost flow with throughput of nodes",
    reference="Fourer, Gay and Kernighan, AMPL, 2nd edition, section 15.2 (transshipment through nodes of limited "
    "capacity)",
    model_class="LP",
    problem_class="linear",
    formulation=FORMULATION,
    ranges=Ranges(
        plants=Range(2, 3, size=True, least=1, most=12),
        hubs=Range(2, 3, size=True, least=1, most=12),
        stores=Range(2, 4, size=True, least=1, most=30),
        demand=Range(10, 80, 5),
        spare=Range(5, 60, 5),
        handling=Range(1, 9, 0.5),
        cost=Range(2, 20),
    ),
    sample=sample,
    settings=SETTINGS,
    narrative=NARRATIVE,
)
