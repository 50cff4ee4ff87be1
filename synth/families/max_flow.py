"""The maximum flow problem: how much can pass through a network with limited arcs from its entry to its exit."""

from __future__ import annotations

from itertools import pairwise

from nl2opt.synth.families.family import Data, Family
from nl2opt.synth.families.ranges import Range, Ranges
from nl2opt.synth.families.sampler import Sampler
from nl2opt.synth.narrative.statements import Goal, Measure, Narrative, Opening, Rule, Setting, Values

FORMULATION = """
## Sets
ENTRY  # the one node where the flow begins
EXIT  # the one node where the flow ends
ARCS
NODES = {i for (i, j) in ARCS} | {j for (i, j) in ARCS}
INNER = NODES - ENTRY - EXIT
## Parameters
capacity[ARCS]
## Variables
flow[ARCS] >= 0
## Objective
maximize sum(flow[i, j] for (i, j) in ARCS if i in ENTRY)
## Constraints
limit[(i, j) in ARCS]: flow[i, j] <= capacity[i, j]
balance[n in INNER]: sum(flow[i, j] for (i, j) in ARCS if j == n) == sum(flow[i, j] for (i, j) in ARCS if i == n)
"""


def sample(sampler: Sampler) -> Data:
    """Layers of nodes between entry and exit; every node is on a way from one to the other, and some arcs are added."""
    names = sampler.members("NODES", sampler.size("nodes"))
    sampler.rng.shuffle(names)
    first, last, inner = names[0], names[-1], names[1:-1]
    layers: list[list[str]] = [[first]]
    while inner:
        width = min(len(inner), sampler.rng.randint(2, 3))
        layers.append(inner[:width])
        inner = inner[width:]
    layers.append([last])
    arcs: dict[tuple[str, str], None] = {}
    for before, behind in pairwise(layers):
        for place in range(max(len(before), len(behind))):
            arcs[before[place % len(before)], behind[place % len(behind)]] = None
    for here, layer in enumerate(layers[:-1]):
        for start in layer:
            ends = [n for n in (*layer, *layers[here + 1]) if n not in (start, first, last)]
            if start != first and ends and sampler.rng.random() < 0.6:
                end = sampler.choose(ends)
                if (end, start) not in arcs:
                    arcs[start, end] = None
    return {
        "ENTRY": [first],
        "EXIT": [last],
        "ARCS": list(arcs),
        "capacity": sampler.numbers("capacity", arcs),
    }


SETTINGS = (
    Setting(
        "water_mains",
        "utilities",
        {
            "decider": "water utility",
            "units": "liters per second",
            "cargo": "water",
            "arc": "pipe",
            "node": "pumping station",
            "network": "network of mains",
            "run": "pump",
        },
        {
            "NODES": (
                "Hilltop",
                "Westgate",
                "Marshes",
                "Old Mill",
                "Riverside",
                "Southend",
                "Parkway",
                "Fairview",
                "Stonebridge",
                "Greenfield",
            )
        },
        distractors=("The oldest main was laid in {year}.", "The utility serves {towns} towns."),
    ),
    Setting(
        "data_backbone",
        "software",
        {
            "decider": "internet provider",
            "units": "gigabits per second",
            "cargo": "data",
            "arc": "link",
            "node": "router",
            "network": "backbone network",
            "run": "send",
        },
        {"NODES": ("Oslo", "Bergen", "Malmo", "Aarhus", "Hamburg", "Bremen", "Utrecht", "Antwerp", "Lille", "Paris")},
        distractors=("The provider has {people} network engineers.", "A router is replaced every {years} years."),
    ),
    Setting(
        "evacuation_roads",
        "transport",
        {
            "decider": "county emergency office",
            "units": "cars per minute",
            "cargo": "evacuation traffic",
            "arc": "road section",
            "node": "junction",
            "network": "road network",
            "run": "lead",
        },
        {
            "NODES": (
                "Harborside",
                "Pine Corner",
                "Elm Crossing",
                "Mill Junction",
                "Lake Fork",
                "Ridge Turn",
                "Church Square",
                "Oak Hill",
                "Summit Camp",
                "Valley Gate",
            )
        },
        distractors=("The last drill took {minutes} minutes.", "The county counts {schools} schools."),
    ),
    Setting(
        "gas_pipelines",
        "energy",
        {
            "decider": "gas network operator",
            "units": "cubic meters per second",
            "cargo": "natural gas",
            "arc": "pipeline",
            "node": "compressor station",
            "network": "pipeline grid",
            "run": "move",
        },
        {"NODES": ("Baku", "Ganja", "Tbilisi", "Kars", "Sivas", "Ankara", "Bursa", "Edirne", "Komotini", "Kavala")},
        distractors=("The grid was extended in {year} with {loans} loans.",),
    ),
    Setting(
        "hospital_visitors",
        "health",
        {
            "decider": "hospital planner",
            "units": "people per minute",
            "cargo": "visitor traffic",
            "arc": "corridor",
            "node": "area",
            "network": "building",
            "run": "guide",
        },
        {
            "NODES": (
                "Main Lobby",
                "East Hall",
                "West Hall",
                "Atrium",
                "Radiology",
                "Cafeteria",
                "Pharmacy",
                "Skybridge",
                "Ward Block",
                "Roof Garden",
            )
        },
        distractors=("The building has {floors} floors.", "Visiting hours were changed in {year}."),
    ),
    Setting(
        "irrigation_canals",
        "agriculture",
        {
            "decider": "irrigation district",
            "units": "cubic meters per minute",
            "cargo": "irrigation water",
            "arc": "canal",
            "node": "basin",
            "network": "canal system",
            "run": "direct",
        },
        {"NODES": ("Alder", "Birch", "Cedar", "Dogwood", "Elder", "Hazel", "Juniper", "Laurel", "Maple", "Willow")},
        distractors=("The district grows mostly rice on {fields} fields.",),
    ),
)


NARRATIVE = Narrative(
    openings=(
        Opening(
            (
                "{decider:a} [wants|would like] to {run} as much {cargo} as possible through its {network} from "
                "{ENTRY:list} to {EXIT:list}.",
                "[In the {network} of|Through the {network} of] {decider:a}, {cargo} [enters|comes in] at "
                "{ENTRY:list} and [leaves|goes out] at {EXIT:list}.",
                "{decider:a} [studies|is examining] how {cargo} can be led through a {network} in which each {arc} "
                "joins two places, with {ENTRY:list} at the start and {EXIT:list} at the end.",
                "In {network:a} [run|planned] by {decider:a}, all {cargo} starts at {ENTRY:list}, and all of it has "
                "to end up at {EXIT:list}.",
            )
        ),
    ),
    statements=(
        Values(
            measures=(Measure("capacity", "Capacity ({units})"),),
            labels=("from_name", "to_name"),
            sets=("ARCS",),
            phrasings=(
                "The {arc} from {from_name} to {to_name} [can carry|carries|can take] at most {capacity:number} "
                "{units}.",
                "[At most|No more than|Up to] {capacity:number} {units} can pass from {from_name} to {to_name}.",
                "From {from_name} to {to_name} [there is|runs] {arc:a} with a capacity of {capacity:number} {units}.",
            ),
            captions=(
                "[These are all {arc:plural}|The {arc:plural} are], with the direction and the [most|largest flow] "
                "that each can carry:",
                "[Each|Every] {arc} [runs in one direction only|is one-way] and has a limited capacity:",
                "The capacities of the {arc:plural}, each used in the given direction only, are:",
            ),
            tells=("limit",),
            prose_to=14,
        ),
        Rule(
            tells=("flow",),
            phrasings=(
                "There are no {arc:plural} [other than these|beside the ones given], and none can be used against its "
                "direction.",
                "[Nothing|No {cargo}] can be sent against the direction of {arc:a}[, nor outside of the "
                "{arc:plural}|].",
                "Flows [cannot|can never] be negative, so that every {arc} is used in its own direction only.",
            ),
            implied=True,
        ),
        Rule(
            tells=("balance",),
            phrasings=(
                "At every {node} [in between|between the two], what comes in must [go out again|leave again].",
                "No {cargo} may [be lost|get lost], added or held back at any {node} between the start and the end.",
                "[Except at|Apart from] {ENTRY:list} and {EXIT:list}, the inflow of each {node} must equal its "
                "outflow.",
            ),
        ),
    ),
    goal=Goal(
        (
            "What is the [largest|greatest] total flow, in {units}, that can [get|pass] from {ENTRY:list} to "
            "{EXIT:list}?",
            "How much {cargo}, in {units}, can be brought from {ENTRY:list} to {EXIT:list} [at most|at the very most]?",
            "[Find|Determine|Compute] the flow on each {arc} so that the total that leaves {ENTRY:list} is as large "
            "as possible.",
            "The [aim|task] is to maximize the total flow from {ENTRY:list} to {EXIT:list}.",
        )
    ),
)

FAMILY = Family(
    name="max_flow",
    title="Maximum flow",
    reference="Ford and Fulkerson, Flows in Networks, 1962; Fourer, Gay and Kernighan, AMPL, section 15.2",
    model_class="LP",
    problem_class="linear",
    formulation=FORMULATION,
    ranges=Ranges(nodes=Range(4, 7, size=True, least=4, most=60), capacity=Range(3, 40)),
    sample=sample,
    settings=SETTINGS,
    narrative=NARRATIVE,
)
