"""Multi-commodity flow: goods of several trips share the capacity of the links of a network."""

from __future__ import annotations

from nl2opt.synth.families.family import Data, Family
from nl2opt.synth.families.ranges import Range, Ranges
from nl2opt.synth.families.sampler import Sampler
from nl2opt.synth.language.quantities import Form
from nl2opt.synth.narrative.statements import Goal, Measure, Narrative, Opening, Rule, Setting, Values

FORMULATION = """
## Sets
NODES
ARCS
TRIPS  # from where to where goods must be carried
## Parameters
amount[TRIPS]
cost[ARCS]
capacity[ARCS]
## Variables
flow[TRIPS, ARCS] >= 0 continuous
## Objective
minimize sum(cost[i, j] * flow[o, d, i, j] for (o, d) in TRIPS for (i, j) in ARCS)
## Constraints
leave[(o, d) in TRIPS]: (
    sum(flow[o, d, i, j] for (i, j) in ARCS if i == o) - sum(flow[o, d, i, j] for (i, j) in ARCS if j == o)
    == amount[o, d]
)
through[(o, d) in TRIPS, n in NODES if n != o and n != d]: (
    sum(flow[o, d, i, j] for (i, j) in ARCS if j == n) == sum(flow[o, d, i, j] for (i, j) in ARCS if i == n)
)
shared[(i, j) in ARCS]: sum(flow[o, d, i, j] for (o, d) in TRIPS) <= capacity[i, j]
"""


def sample(sampler: Sampler) -> Data:
    """A ring through all nodes and some more arcs; capacities are no less than a route for each trip needs."""
    nodes = sampler.members("NODES", sampler.size("nodes"))
    ring = sampler.some(nodes, len(nodes))
    sampler.rng.shuffle(ring)
    arcs = list(zip(ring, [*ring[1:], ring[0]], strict=True))
    arcs += [
        (i, j) for i in nodes for j in nodes if i != j and (i, j) not in arcs and sampler.rng.random() < 2 / len(nodes)
    ]
    pairs = [(i, j) for i in nodes for j in nodes if i != j]
    trips = sampler.some(pairs, min(sampler.size("trips"), len(pairs)))
    amount = sampler.numbers("amount", trips)
    capacity = {arc: sampler.number("spare") for arc in arcs}
    for trip in trips:
        for arc in _route(arcs, *trip):
            capacity[arc] += amount[trip]
    return {
        "NODES": nodes,
        "ARCS": arcs,
        "TRIPS": trips,
        "amount": amount,
        "cost": sampler.numbers("cost", arcs),
        "capacity": capacity,
    }


def _route(arcs: list[tuple[str, str]], start: str, end: str) -> list[tuple[str, str]]:
    """The arcs of a way with the fewest of them, by breadth-first search."""
    reached: dict[str, list[tuple[str, str]]] = {start: []}
    for node in (queue := [start]):
        for arc in arcs:
            if arc[0] == node and arc[1] not in reached:
                reached[arc[1]] = [*reached[node], arc]
                queue.append(arc[1])
    return reached[end]


SETTINGS = (
    Setting(
        "rail_freight",
        "transport",
        {"decider": "rail company", "node": "station", "link": "line", "unit": "ton of freight", "trip": "order"},
        {"NODES": ("Basel", "Como", "Davos", "Geneva", "Lugano", "Sion", "Thun")},
        distractors=("The company was founded in {year}.", "A wagon has {axles} axles."),
    ),
    Setting(
        "data_traffic",
        "software",
        {"decider": "network provider", "node": "node", "link": "cable", "unit": "gigabit", "trip": "contract"},
        {"NODES": ("Ajax", "Boreas", "Castor", "Daphne", "Echo", "Fauna", "Gaia")},
        distractors=("The provider has {customers} customers.", "The first cable was laid in {year}."),
    ),
    Setting(
        "power_contracts",
        "energy",
        {
            "decider": "grid operator",
            "node": "substation",
            "link": "power line",
            "unit": "megawatt",
            "trip": "contract",
        },
        {"NODES": ("Aspen", "Birch", "Cedar", "Hazel", "Juniper", "Linden", "Maple")},
        distractors=("The grid has {towers} towers.", "It was built in {year}."),
    ),
    Setting(
        "tree_nurseries",
        "agriculture",
        {"decider": "nursery association", "node": "nursery", "link": "truck route", "unit": "pallet", "trip": "order"},
        {"NODES": ("Amber Farm", "Bluebell Farm", "Clover Farm", "Daisy Farm", "Elder Farm", "Fern Farm")},
        distractors=("The association has {members} members.", "It was founded in {year}."),
    ),
    Setting(
        "library_loans",
        "education",
        {"decider": "library network", "node": "library", "link": "courier line", "unit": "crate", "trip": "loan"},
        {"NODES": ("Austen", "Bronte", "Conrad", "Dickens", "Eliot", "Forster", "Hardy")},
        distractors=("The network lends {discs} kinds of discs.", "Its catalog went online in {year}."),
    ),
    Setting(
        "hospital_logistics",
        "health",
        {"decider": "hospital group", "node": "hospital", "link": "shuttle line", "unit": "box", "trip": "request"},
        {"NODES": ("Saint Anna", "Saint Clara", "Saint Elias", "Saint Lucas", "Saint Maria", "Saint Paul")},
        distractors=("The group has {doctors} senior doctors.", "It was formed in {year}."),
    ),
)

NARRATIVE = Narrative(
    openings=(
        Opening(
            (
                "{decider:a} [operates|runs] a network of {NODES_size} {node*NODES_size}: {NODES:list}.",
                "In the network of {decider:a} there are {NODES_size} {node*NODES_size}, {NODES:list}, between which "
                "{unit:plural} are carried.",
                "{decider:a} [has to plan|plans] over which {link:plural} it carries {unit:plural} between "
                "{NODES:list}.",
                "The {NODES_size} {node*NODES_size} {NODES:list} are connected by the {link:plural} of {decider:a}, "
                "which has {TRIPS_size} {trip*TRIPS_size} to fulfill.",
            )
        ),
    ),
    statements=(
        Values(
            measures=(
                Measure("cost", "Cost per {unit}", form=Form.MONEY),
                Measure("capacity", "Capacity ({unit:plural})", unit="{unit*value}"),
            ),
            labels=("from_name", "to_name"),
            sets=("ARCS",),
            phrasings=(
                "The {link} from {from_name} to {to_name} costs {cost:money} per {unit} and has a capacity of "
                "{capacity:number} {unit*capacity} in total.",
                "Each {unit} on the {link} from {from_name} to {to_name} costs {cost:money}, and no more than "
                "{capacity:number} {unit*capacity} fit on it altogether.",
                "There is {link:a} from {from_name} to {to_name} with room for {capacity:number} {unit*capacity} in "
                "all, at {cost:money} per {unit}.",
            ),
            captions=(
                "The {link:plural}, each in one direction, have a cost per {unit} and a capacity that everything on "
                "them shares:",
                "For each {link}, the cost per {unit} and the greatest total of {unit:plural} are:",
            ),
            tells=("shared",),
            prose_to=14,
        ),
        Values(
            measures=(Measure("amount", "{unit:plural} to be carried", unit="{unit*value}"),),
            labels=("origin_name", "target_name"),
            sets=("TRIPS",),
            phrasings=(
                "Exactly {amount:number} {unit*amount} must be brought from {origin_name} to {target_name}, on one or "
                "several ways.",
                "One {trip} asks for {amount:number} {unit*amount} to be carried from {origin_name} to {target_name}.",
                "From {origin_name}, {amount:number} {unit*amount} have to get to {target_name}.",
            ),
            captions=(
                "The following numbers of {unit:plural} must be brought from one {node} to another:",
                "There are these {trip:plural}, each for a number of {unit:plural} to be carried:",
            ),
            tells=("leave",),
        ),
        Rule(
            tells=("through",),
            phrasings=(
                "There are no other {link:plural}, what belongs to {trip:a} may be split over several ways, and "
                "nothing "
                "may get lost or stay at {node:a} on the way.",
                "Everything that reaches {node:a} on its way must be sent on, each {trip} may be split over several "
                "ways, and only the {link:plural} named here exist.",
                "The {unit:plural} of {trip:a} can take different ways over the given {link:plural}, and at each "
                "{node} "
                "on the way as many of them leave as arrive.",
            ),
        ),
        Rule(
            tells=("flow",),
            phrasings=(
                "Amounts need not be whole numbers of {unit:plural}.",
                "[Any|Every] fraction of {unit:a} can be carried, too.",
                "It is [allowed|possible] to carry parts of {unit:a}.",
            ),
        ),
    ),
    goal=Goal(
        (
            "What is the [lowest|smallest|minimum] total cost of carrying everything?",
            "How many {unit:plural} of each {trip} should go over each {link} so that the total cost is as low as "
            "possible?",
            "[Determine|Find] the ways for all {trip:plural} that respect the capacities at the [lowest|least] total "
            "cost.",
            "The {decider} wants to fulfill all {trip:plural} and to minimize the total cost.",
        )
    ),
)

FAMILY = Family(
    name="multicommodity_flow",
    title="Multi-commodity flow",
    reference="Ahuja, Magnanti and Orlin, Network Flows, Prentice Hall 1993, chapter 17; a seed family of OptMATH "
    "(arXiv 2502.11102)",
    model_class="LP",
    problem_class="linear",
    formulation=FORMULATION,
    ranges=Ranges(
        nodes=Range(3, 5, size=True, least=3, most=16),
        trips=Range(2, 3, size=True, least=1, most=12),
        amount=Range(5, 50),
        spare=Range(5, 40),
        cost=Range(2, 20),
    ),
    sample=sample,
    settings=SETTINGS,
    narrative=NARRATIVE,
)
