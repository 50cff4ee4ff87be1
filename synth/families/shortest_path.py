"""The shortest path from an origin to a destination in a directed network."""

from __future__ import annotations

from nl2opt.synth.families.family import Data, Family
from nl2opt.synth.families.ranges import Range, Ranges
from nl2opt.synth.families.sampler import Sampler
from nl2opt.synth.narrative.statements import Goal, Measure, Narrative, Opening, Rule, Setting, Values

FORMULATION = """
## Sets
ORIGIN  # one node
DESTINATION  # one node
INNER  # all other nodes
ARCS  # (node, node): one can go from the first to the second
## Parameters
length[ARCS]
## Variables
go[ARCS] binary  # whether the path takes the arc
## Objective
minimize sum(length[i, j] * go[i, j] for (i, j) in ARCS)
## Constraints
depart[o in ORIGIN]: sum(go[i, j] for (i, j) in ARCS if i == o) == 1
arrive[d in DESTINATION]: sum(go[i, j] for (i, j) in ARCS if j == d) == 1
through[n in INNER]: sum(go[i, j] for (i, j) in ARCS if j == n) == sum(go[i, j] for (i, j) in ARCS if i == n)
"""


def sample(sampler: Sampler) -> Data:
    """Nodes in a row, each reached from the one before it, with shortcuts and some ways back."""
    origin, destination = sampler.members("ORIGIN", 1), sampler.members("DESTINATION", 1)
    inner = sampler.members("INNER", sampler.size("inner"))
    row = [*origin, *inner, *destination]
    last = len(row) - 1
    arcs = []
    for i, start in enumerate(row[:-1]):
        for j, end in enumerate(row):
            if j == i + 1 and (i, j) != (0, last):
                arcs.append((start, end))
            elif i + 1 < j <= i + 3 and (i, j) != (0, last):
                arcs += [(start, end)] * (sampler.rng.random() < 0.55)
            elif 0 < j < i:
                arcs += [(start, end)] * (sampler.rng.random() < 0.15)
    place = {node: position for position, node in enumerate(row)}
    length = {(i, j): sampler.number("length") * max(1, abs(place[j] - place[i])) for i, j in arcs}
    return {"ORIGIN": origin, "DESTINATION": destination, "INNER": inner, "ARCS": arcs, "length": length}


SETTINGS = (
    Setting(
        "parcel_van",
        "transport",
        {
            "decider": "courier",
            "node": "junction",
            "inner": "junction",
            "travel": "drive",
            "way": "road",
            "amount": "driving time",
            "unit": "minute",
            "thing": "a parcel van",
        },
        {
            "ORIGIN": ("Airport", "Main Depot"),
            "DESTINATION": ("City Hospital", "Court House"),
            "INNER": (
                "Ash Corner",
                "Brick Lane",
                "Cross Keys",
                "Duke Street",
                "Elm Road",
                "Fish Market",
                "Green Gate",
                "High Cross",
            ),
        },
        distractors=("The van was bought in {year}.", "The van carries {parcels} parcels."),
    ),
    Setting(
        "data_packets",
        "software",
        {
            "decider": "network operator",
            "node": "router",
            "inner": "router",
            "travel": "be sent",
            "way": "link",
            "amount": "delay",
            "unit": "millisecond",
            "thing": "a video stream",
        },
        {
            "ORIGIN": ("Studio Server", "Archive Server"),
            "DESTINATION": ("Stadium Screen", "Viewer Gateway"),
            "INNER": ("Aries", "Bellatrix", "Castor", "Deneb", "Electra", "Fornax", "Gemma", "Hadar"),
        },
        distractors=("The stream has {frames} frames a second.", "The network has {users} thousand users."),
    ),
    Setting(
        "hikers_route",
        "entertainment",
        {
            "decider": "mountain guide",
            "node": "hut",
            "inner": "hut",
            "travel": "walk",
            "way": "trail",
            "amount": "ascent",
            "unit": "meter",
            "thing": "a group of hikers",
        },
        {
            "ORIGIN": ("Valley Inn", "Lake Camp"),
            "DESTINATION": ("Summit House", "Glacier Lodge"),
            "INNER": (
                "Alpine Rose",
                "Bear Hut",
                "Chamois Hut",
                "Dwarf Pine",
                "Eagle Nest",
                "Falcon Hut",
                "Goat Shed",
                "Hawk Hut",
            ),
        },
        distractors=("The group has {people} members.", "The oldest hut was built in {year}."),
    ),
    Setting(
        "organ_transport",
        "health",
        {
            "decider": "transplant coordinator",
            "node": "helipad",
            "inner": "helipad",
            "travel": "fly",
            "way": "connection",
            "amount": "travel time",
            "unit": "minute",
            "thing": "a donor organ",
        },
        {
            "ORIGIN": ("Oslo Clinic", "Graz Clinic"),
            "DESTINATION": ("Bern Clinic", "Lyon Clinic"),
            "INNER": ("Arlon", "Bremen", "Colmar", "Dole", "Epinal", "Fulda", "Gotha", "Hanau"),
        },
        distractors=("The clinic has carried out {number} transplants.", "The cooling box weighs {weight} kilograms."),
    ),
    Setting(
        "timber_haul",
        "agriculture",
        {
            "decider": "forest owner",
            "node": "clearing",
            "inner": "clearing",
            "travel": "be hauled",
            "way": "track",
            "amount": "hauling cost",
            "unit": "dollar",
            "thing": "a load of timber",
        },
        {
            "ORIGIN": ("Logging Camp", "Timber Yard"),
            "DESTINATION": ("River Sawmill", "Rail Ramp"),
            "INNER": (
                "Amber Glade",
                "Bracken Flat",
                "Copper Ford",
                "Dingle Bottom",
                "Elder Bend",
                "Foxglove Rise",
                "Gorse Knoll",
                "Hazel Dip",
            ),
        },
        distractors=("The forest was planted in {year}.", "The load consists of {logs} logs."),
    ),
    Setting(
        "permit_route",
        "legal",
        {
            "decider": "building applicant",
            "node": "office",
            "inner": "office",
            "travel": "be passed on",
            "way": "procedure",
            "amount": "processing time",
            "unit": "day",
            "thing": "an application",
        },
        {
            "ORIGIN": ("Front Desk", "Online Portal"),
            "DESTINATION": ("Permit Signing", "Final Approval"),
            "INNER": (
                "Archive",
                "Boundary Survey",
                "Conservation",
                "Drainage",
                "Environment",
                "Fire Safety",
                "Geodesy",
                "Heritage",
            ),
        },
        distractors=("The application has {pages} pages.", "The building code dates from {year}."),
    ),
    Setting(
        "trench_route",
        "construction",
        {
            "decider": "cable company",
            "node": "manhole",
            "inner": "manhole",
            "travel": "be laid",
            "way": "trench",
            "amount": "length",
            "unit": "meter",
            "thing": "a cable",
        },
        {
            "ORIGIN": ("Exchange", "Power House"),
            "DESTINATION": ("Business Park", "Town Hall"),
            "INNER": (
                "Acorn Row",
                "Bishop Road",
                "Canal Walk",
                "Dean Street",
                "Exhibition Way",
                "Forge Lane",
                "Garden Mews",
                "Harbor Steps",
            ),
        },
        distractors=("The cable has {fibers} fibers.", "The street was paved in {year}."),
    ),
)

NARRATIVE = Narrative(
    openings=(
        Opening(
            (
                "{decider:a} [has to find|must find|is looking for] a way for {thing} from {ORIGIN:list} to "
                "{DESTINATION:list}.",
                "{thing} has to {travel} from {ORIGIN:list} to {DESTINATION:list}, and {decider:a} [chooses|has to "
                "choose] the way.",
                "{decider:a} [wants|would like] {thing} to {travel} from {ORIGIN:list} to {DESTINATION:list} along the "
                "best way.",
                "Starting at {ORIGIN:list}, {thing} must reach {DESTINATION:list} on a way that {decider:a} "
                "[determines|is free to choose].",
            )
        ),
        Opening(
            (
                "In between, there are {INNER_size} {node:plural}: {INNER:list}.",
                "Between the two, the {node:plural} {INNER:list} can be passed.",
                "On the way, {INNER_size} {node:plural} ({INNER:list}) can be passed, but none of them has to be.",
            )
        ),
    ),
    statements=(
        Values(
            measures=(Measure("length", "{amount} ({unit:plural})", unit="{unit*value}"),),
            labels=("from_name", "to_name"),
            sets=("ARCS",),
            phrasings=(
                "From {from_name} to {to_name}, the {amount} is {length:number} {unit*length}.",
                "The {way} from {from_name} to {to_name} has {amount:a} of {length:number} {unit*length}.",
                "Going from {from_name} to {to_name} adds {length:number} {unit*length} to the {amount}.",
            ),
            captions=(
                "The possible {way:plural} and the {amount} of each, in {unit:plural}, are:",
                "One can go from one place to another only where the {amount} (in {unit:plural}) is given here:",
                "This is the {amount} in {unit:plural} for every {way} that exists:",
            ),
            prose_to=14,
        ),
        Rule(
            tells=("depart", "arrive", "through"),
            phrasings=(
                "The way must be unbroken from {ORIGIN:list} to {DESTINATION:list}, so that whatever enters {node:a} "
                "also leaves it.",
                "The way leaves {ORIGIN:list} once, enters {DESTINATION:list} once, and leaves every {node} in between "
                "as often as it enters it.",
                "One connected way is needed: out of {ORIGIN:list} once, into {DESTINATION:list} once, and in between "
                "on from each {node} that is entered.",
            ),
        ),
        Rule(
            tells=("go",),
            phrasings=(
                "Each {way} can be used only in the direction that is stated, and it is either used once or not at "
                "all.",
                "No {way} can be used backwards, and a part of {way:a} cannot be taken.",
                "{way:plural} lead in one direction only, and each of them is either taken or not.",
            ),
        ),
    ),
    goal=Goal(
        (
            "Which way has the smallest total {amount}?",
            "[Find|Determine] the way that minimizes the total {amount}.",
            "What is the smallest possible total {amount}, in {unit:plural}?",
            "How should {thing} {travel} so that the total {amount} is as small as possible?",
        )
    ),
)

FAMILY = Family(
    name="shortest_path",
    title="Shortest path",
    reference=(
        "Ahuja, Magnanti and Orlin, Network Flows, Prentice Hall 1993, chapter 4; among the OptMATH seeds "
        "(arXiv 2502.11102)"
    ),
    model_class="IP",
    problem_class="combinatorial",
    formulation=FORMULATION,
    ranges=Ranges(inner=Range(3, 5, size=True, least=2, most=40), length=Range(2, 25)),
    sample=sample,
    settings=SETTINGS,
    narrative=NARRATIVE,
)
