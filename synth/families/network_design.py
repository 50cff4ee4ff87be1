"""Multi-commodity network design: which links to build for a fixed cost so that every demand can be carried."""

from __future__ import annotations

from nl2opt.synth.families.family import Data, Family
from nl2opt.synth.families.ranges import Range, Ranges
from nl2opt.synth.families.sampler import Sampler
from nl2opt.synth.language.quantities import Form
from nl2opt.synth.narrative.statements import Goal, Measure, Narrative, Opening, Rule, Setting, Values

FORMULATION = """
## Sets
ARCS
DEMANDS  # (origin, destination): each pair is a commodity of its own
NODES = {i for (i, j) in ARCS} | {j for (i, j) in ARCS}
## Parameters
fixed[ARCS]
capacity[ARCS]
cost[ARCS]
amount[DEMANDS]
## Variables
build[ARCS] binary
flow[DEMANDS, ARCS] >= 0
## Objective
minimize (
    sum(fixed[i, j] * build[i, j] for (i, j) in ARCS)
    + sum(cost[i, j] * flow[o, d, i, j] for (o, d) in DEMANDS for (i, j) in ARCS)
)
## Constraints
leave[(o, d) in DEMANDS]: (
    sum(flow[o, d, i, j] for (i, j) in ARCS if i == o) - sum(flow[o, d, i, j] for (i, j) in ARCS if j == o)
) == amount[o, d]
through[(o, d) in DEMANDS, n in NODES if n != o and n != d]: (
    sum(flow[o, d, i, j] for (i, j) in ARCS if j == n) == sum(flow[o, d, i, j] for (i, j) in ARCS if i == n)
)
room[(i, j) in ARCS]: sum(flow[o, d, i, j] for (o, d) in DEMANDS) <= capacity[i, j] * build[i, j]
"""


def sample(sampler: Sampler) -> Data:
    """A ring through all nodes and further arcs; capacities suffice for one way for each demand."""
    nodes = sampler.members("NODES", sampler.size("nodes"))
    ring = list(nodes)
    sampler.rng.shuffle(ring)
    arcs = {(ring[place - 1], ring[place]) for place in range(len(ring))}
    pairs = [(i, j) for i in nodes for j in nodes if i != j]
    others = [pair for pair in pairs if pair not in arcs]
    arcs |= set(sampler.some(others, min(sampler.size("further_arcs"), len(others))))
    ordered = [pair for pair in pairs if pair in arcs]
    demands = sampler.some(pairs, min(sampler.size("demands"), len(pairs)))
    amount = sampler.numbers("amount", demands)
    load = dict.fromkeys(ordered, 0)
    for origin, destination in demands:
        for arc in _shortest(ordered, origin, destination):
            load[arc] += int(amount[origin, destination])
    return {
        "ARCS": ordered,
        "DEMANDS": demands,
        "fixed": sampler.numbers("fixed", ordered),
        "capacity": {arc: max(load[arc], int(sampler.number("capacity"))) for arc in ordered},
        "cost": sampler.numbers("cost", ordered),
        "amount": amount,
    }


def _shortest(arcs: list[tuple[str, str]], origin: str, destination: str) -> list[tuple[str, str]]:
    """The arcs of a way with the fewest of them, by a search in breadth."""
    reached: dict[str, list[tuple[str, str]]] = {origin: []}
    queue = [origin]
    for node in queue:
        for i, j in arcs:
            if i == node and j not in reached:
                reached[j] = [*reached[node], (i, j)]
                queue.append(j)
    return reached[destination]


SETTINGS = (
    Setting(
        "fiber_network",
        "software",
        {
            "decider": "network operator",
            "node": "city",
            "arc": "city",
            "demand": "city",
            "link": "fiber line",
            "unit": "gigabit",
            "set_up": "lay",
            "done": "laid",
            "period": "per second",
            "goods": "traffic",
        },
        {"NODES": ("Austin", "Boston", "Chicago", "Denver", "El Paso", "Fresno", "Houston", "Memphis", "Omaha")},
        distractors=("The operator has {engineers} engineers.", "The first line was laid in {year}."),
    ),
    Setting(
        "truck_services",
        "transport",
        {
            "decider": "freight company",
            "node": "town",
            "arc": "town",
            "demand": "town",
            "link": "truck service",
            "unit": "pallet",
            "set_up": "set up",
            "done": "set up",
            "period": "each day",
            "goods": "freight",
        },
        {"NODES": ("Ghent", "Aachen", "Bruges", "Calais", "Dunkirk", "Eindhoven", "Tilburg", "Venlo", "Utrecht")},
        distractors=("The company owns {forklifts} forklifts.", "The company moved to Ghent in {year}."),
    ),
    Setting(
        "log_hauling",
        "agriculture",
        {
            "decider": "forest agency",
            "node": "camp",
            "arc": "camp",
            "demand": "camp",
            "link": "forest road",
            "unit": "ton of timber",
            "set_up": "build",
            "done": "built",
            "period": "each week",
            "goods": "timber",
        },
        {"NODES": ("Alder", "Birchwood", "Cedarville", "Dogwood", "Elmhurst", "Fircrest", "Hemlock", "Larchmont")},
        distractors=("The forest covers {area} thousand hectares.", "The last storm damage was in {year}."),
    ),
    Setting(
        "sample_tubes",
        "health",
        {
            "decider": "large hospital",
            "node": "station",
            "arc": "station",
            "demand": "station",
            "link": "pneumatic tube",
            "unit": "capsule",
            "set_up": "install",
            "done": "installed",
            "period": "each hour",
            "goods": "samples",
        },
        {"NODES": ("Lab", "Surgery", "Maternity", "Pharmacy", "Oncology", "Emergency", "Radiology", "Archive")},
        distractors=("The hospital has {lifts} elevators.", "The oldest wing dates from {year}."),
    ),
    Setting(
        "gas_pipelines",
        "energy",
        {
            "decider": "gas transport company",
            "node": "hub",
            "arc": "hub",
            "demand": "hub",
            "link": "pipeline",
            "unit": "unit of gas",
            "set_up": "build",
            "done": "built",
            "period": "each day",
            "goods": "gas",
        },
        {"NODES": ("Arosa", "Bellin", "Carrara", "Davoli", "Ebersol", "Fiume", "Gorizia", "Horgen", "Imola")},
        distractors=("The gas is odorized at {places} places.", "The market was opened in {year}."),
    ),
    Setting(
        "student_shuttles",
        "education",
        {
            "decider": "university",
            "node": "campus",
            "arc": "campus",
            "demand": "campus",
            "link": "shuttle line",
            "unit": "busload",
            "set_up": "introduce",
            "done": "introduced",
            "period": "each morning",
            "goods": "students",
        },
        {"NODES": ("Hill", "Lake", "Park", "River", "Forest", "Harbor", "Garden", "Bridge")},
        distractors=("The university offers {subjects} subjects.", "The university was founded in {year}."),
    ),
    Setting(
        "soil_conveyors",
        "construction",
        {
            "decider": "tunnel contractor",
            "node": "site",
            "arc": "site",
            "demand": "site",
            "link": "conveyor belt",
            "unit": "ton of rubble",
            "set_up": "set up",
            "done": "set up",
            "period": "each hour",
            "goods": "rubble",
        },
        {"NODES": ("Portal", "Shaft", "Quarry", "Landfill", "Crusher", "Railhead", "Basin", "Terrace")},
        distractors=("The tunnel will be {length} kilometers long.", "The first blast was in {year}."),
    ),
)

NARRATIVE = Narrative(
    openings=(
        Opening(
            (
                "{decider:a} has to decide which of {ARCS_size} possible {link:plural} to {set_up} and how to route "
                "its {goods}.",
                "{decider:a} is planning a network of {link:plural}, of which {ARCS_size} are possible.",
                "There are {DEMANDS_size} relations on which {decider:a} has to carry {goods}, by {link:plural} that "
                "do not exist yet.",
                "In order to carry {goods} between its {node:plural}, {decider:a} wants to {set_up} {link:plural}.",
            )
        ),
    ),
    statements=(
        Values(
            measures=(
                Measure("fixed", "fixed cost", Form.MONEY),
                Measure("capacity", "capacity ({unit:plural})"),
                Measure("cost", "cost per {unit}", Form.MONEY),
            ),
            labels=("from_name", "to_name"),
            sets=("ARCS",),
            phrasings=(
                "{link:a} from {from_name} to {to_name} would cost {fixed:money}, with room for {capacity:number} "
                "{unit*capacity} {period} and a charge of {cost:money} for each {unit}.",
                "To {set_up} {link:a} from {from_name} to {to_name} costs {fixed:money}, and it could then carry up to "
                "{capacity:number} {unit*capacity} {period}, at {cost:money} for each {unit}.",
                "From {from_name} to {to_name}, {link:a} with a capacity of {capacity:number} {unit*capacity} {period} "
                "is possible at a fixed cost of {fixed:money} and a cost of {cost:money} per {unit} carried.",
            ),
            captions=(
                "The possible {link:plural} lead from one {node} to another, at a fixed cost and a cost per {unit} "
                "carried:",
                "These {link:plural} could be {done}, each of them with a limited capacity:",
                "Fixed costs, capacities, and costs per {unit} of the possible {link:plural}, each in one direction:",
            ),
        ),
        Rule(
            tells=("build",),
            phrasings=(
                "{link:a} can only be used, in its own direction, if it is {done} as a whole and its fixed cost is "
                "paid.",
                "Each {link} is {done} once or not at all, and it carries {goods} in the stated direction alone.",
                "Only {link:plural} that are {done} carry anything, just in the direction stated, and each can be "
                "{done} only once.",
            ),
        ),
        Values(
            measures=(Measure("amount", "{unit:plural} to be carried"),),
            labels=("origin_name", "destination_name"),
            sets=("DEMANDS",),
            phrasings=(
                "Exactly {amount:number} {unit*amount} must be carried {period} with origin {origin_name} and "
                "destination {destination_name}.",
                "{period}, {amount:number} {unit*amount} have to get from {origin_name} to {destination_name}.",
                "There is a demand for carrying {amount:number} {unit*amount} from {origin_name} to {destination_name} "
                "{period}.",
            ),
            captions=(
                "The following has to be carried from its origin to its destination:",
                "All of these demands must be met in full:",
                "What has to get from which origin to which destination is listed here:",
            ),
            tells=("leave",),
        ),
        Rule(
            tells=("room",),
            phrasings=(
                "Everything that is carried by the same {link} shares its capacity.",
                "The capacity of {link:a} applies to the sum of all that it carries, whatever its origin and "
                "destination.",
                "No {link} can carry more than its capacity in total, over all origins and destinations.",
            ),
        ),
        Rule(
            tells=("through", "flow"),
            phrasings=(
                "On the way, {goods} may pass through other {node:plural} and be split over several ways in any "
                "proportion, but nothing is lost or added there.",
                "A demand can be met over several ways and in fractions of {unit:a}, and all that enters {node:a} on "
                "its way must leave it again.",
                "Detours through other {node:plural} are possible, where all that arrives goes on, and demands can be "
                "divided in any way, even into fractions of {unit:a}.",
            ),
        ),
    ),
    goal=Goal(
        (
            "Which {link:plural} should be {done} so that the total of fixed costs and carrying costs is as low as "
            "possible?",
            "[Find|Determine] the network and the routes with the lowest total cost, fixed costs included.",
            "What is the lowest total of fixed costs and carrying costs at which all demands can be met?",
            "[Minimize|Keep as low as possible] the sum of all fixed costs and all costs of carrying.",
        )
    ),
)

FAMILY = Family(
    name="network_design",
    title="Multi-commodity network design",
    reference="Magnanti and Wong, Network design and transportation planning, Transportation Science 18(1), 1984",
    model_class="MIP",
    problem_class="mixed-integer",
    formulation=FORMULATION,
    ranges=Ranges(
        nodes=Range(3, 5, size=True, least=3, most=12),
        further_arcs=Range(2, 5, size=True, least=0, most=30),
        demands=Range(2, 3, size=True, least=1, most=12),
        fixed=Range(50, 600, 10),
        capacity=Range(20, 80, 5),
        cost=Range(1, 12),
        amount=Range(5, 30),
    ),
    sample=sample,
    settings=SETTINGS,
    narrative=NARRATIVE,
)
