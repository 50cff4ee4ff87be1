"""Structure-based assignment: objects to places at least cost, with limits on the distance between some of them."""

from __future__ import annotations

import math
from itertools import combinations

from nl2opt.synth.families.family import Data, Family
from nl2opt.synth.families.ranges import Range, Ranges
from nl2opt.synth.families.sampler import Sampler
from nl2opt.synth.narrative.statements import Goal, Measure, Narrative, Opening, Rule, Setting, Values

FORMULATION = """
## Sets
PEAKS
RESIDUES
CLOSE  # (peak, peak): the two must be near each other
PAIRS  # of different residues, each once
## Parameters
count  # of peaks to assign
cost[PEAKS, RESIDUES]
limit[CLOSE]  # largest distance, where both are assigned
distance[PAIRS]
## Variables
assign[PEAKS, RESIDUES] binary
## Objective
minimize sum(cost[p, r] * assign[p, r] for p in PEAKS for r in RESIDUES)
## Constraints
peak[p in PEAKS]: sum(assign[p, r] for r in RESIDUES) <= 1
residue[r in RESIDUES]: sum(assign[p, r] for p in PEAKS) <= 1
number: sum(assign[p, r] for p in PEAKS for r in RESIDUES) == count
near[(p, q) in CLOSE, (r, s) in PAIRS if distance[r, s] > limit[p, q]]: assign[p, r] + assign[q, s] <= 1
near_turned[(p, q) in CLOSE, (r, s) in PAIRS if distance[r, s] > limit[p, q]]: assign[p, s] + assign[q, r] <= 1
"""


def sample(sampler: Sampler) -> Data:
    """Limits on distance hold in a hidden assignment of all objects; places lie on a map."""
    peaks = sampler.members("PEAKS", sampler.size("peaks"))
    residues = sampler.members("RESIDUES", len(peaks) + sampler.size("spare"))
    at = {r: (sampler.number("coordinate"), sampler.number("coordinate")) for r in residues}
    pairs = list(combinations(residues, 2))
    distance = {(i, j): max(1, math.ceil(math.dist(at[i], at[j]))) for i, j in pairs}
    longest = max(distance.values())
    hidden = dict(zip(peaks, sampler.rng.sample(residues, len(peaks)), strict=True))
    close = sampler.some(list(combinations(peaks, 2)), max(1, len(peaks) // 2))
    limit = {}
    for p, q in close:
        apart = distance.get((hidden[p], hidden[q])) or distance[hidden[q], hidden[p]]
        limit[p, q] = min(max(apart, math.ceil(longest / 3)), max(apart, longest - 1))
    return {
        "PEAKS": peaks,
        "RESIDUES": residues,
        "CLOSE": close,
        "PAIRS": pairs,
        "count": max(2, len(peaks) - sampler.size("left_out")),
        "cost": sampler.numbers("cost", [(p, r) for p in peaks for r in residues]),
        "limit": limit,
        "distance": distance,
    }


SETTINGS = (
    Setting(
        "protein_spectrum",
        "health",
        {
            "decider": "laboratory",
            "peak": "peak",
            "residue": "residue",
            "give": "assign",
            "given": "assigned",
            "into": "to",
            "score": "mismatch score",
            "unit": "angstrom",
            "purpose": "explain the spectrum of a protein",
        },
        {
            "PEAKS": ("Peak A", "Peak B", "Peak C", "Peak D", "Peak E", "Peak F", "Peak G", "Peak H"),
            "RESIDUES": (
                "Alanine",
                "Cysteine",
                "Glycine",
                "Histidine",
                "Leucine",
                "Lysine",
                "Proline",
                "Serine",
                "Valine",
            ),
        },
        distractors=("The spectrometer was installed in {year}.", "A measurement takes {hours} hours."),
    ),
    Setting(
        "office_rooms",
        "legal",
        {
            "decider": "law firm",
            "peak": "department",
            "residue": "office",
            "give": "move",
            "given": "moved",
            "into": "to",
            "score": "moving cost",
            "unit": "meter",
            "purpose": "settle into a new building",
        },
        {
            "PEAKS": ("Contracts", "Criminal Law", "Family Law", "Labor Law", "Notary", "Patents", "Taxes"),
            "RESIDUES": (
                "Office Ash",
                "Office Beech",
                "Office Cherry",
                "Office Dogwood",
                "Office Elm",
                "Office Fir",
                "Office Hazel",
                "Office Larch",
            ),
        },
        distractors=("The building has {floors} floors.", "The firm was founded in {year}."),
    ),
    Setting(
        "festival_stages",
        "entertainment",
        {
            "decider": "street festival",
            "peak": "act",
            "residue": "square",
            "give": "send",
            "given": "sent",
            "into": "to",
            "score": "sound cost",
            "unit": "meter",
            "purpose": "use the old town as a stage",
        },
        {
            "PEAKS": ("Acrobats", "Brass Band", "Choir", "Drummers", "Fire Show", "Jugglers", "Puppets"),
            "RESIDUES": (
                "Abbey Square",
                "Bridge Square",
                "Castle Square",
                "Dove Square",
                "Fish Square",
                "Gate Square",
                "Hay Square",
                "Inn Square",
            ),
        },
        distractors=("The festival lasts {days} days.", "Last time, {guests} hundred guests came."),
    ),
    Setting(
        "greenhouse_beds",
        "agriculture",
        {
            "decider": "greenhouse",
            "peak": "crop",
            "residue": "bed",
            "give": "plant",
            "given": "planted",
            "into": "in",
            "score": "watering effort",
            "unit": "step",
            "purpose": "grow crops that help one another",
        },
        {
            "PEAKS": ("Basil", "Carrots", "Garlic", "Lettuce", "Marigold", "Onions", "Radish"),
            "RESIDUES": (
                "Bed Alpha",
                "Bed Beta",
                "Bed Gamma",
                "Bed Delta",
                "Bed Epsilon",
                "Bed Kappa",
                "Bed Lambda",
                "Bed Omega",
            ),
        },
        distractors=("The greenhouse is {length} meters long.", "The glass was cleaned in {year}."),
    ),
    Setting(
        "server_racks",
        "software",
        {
            "decider": "data center",
            "peak": "service",
            "residue": "rack",
            "give": "deploy",
            "given": "deployed",
            "into": "on",
            "score": "cooling cost",
            "unit": "meter",
            "purpose": "run several services side by side",
        },
        {
            "PEAKS": ("Billing", "Chat", "Database", "Email", "Files", "Gateway", "Search"),
            "RESIDUES": (
                "Rack Ada",
                "Rack Babbage",
                "Rack Church",
                "Rack Dijkstra",
                "Rack Erdos",
                "Rack Floyd",
                "Rack Godel",
                "Rack Hopper",
            ),
        },
        distractors=("The data center has {fans} fans.", "A rack weighs {weight} stone."),
    ),
    Setting(
        "factory_machines",
        "manufacturing",
        {
            "decider": "machine shop",
            "peak": "machine",
            "residue": "bay",
            "give": "put",
            "given": "put",
            "into": "into",
            "score": "installation cost",
            "unit": "meter",
            "purpose": "arrange its new hall",
        },
        {
            "PEAKS": ("Bender", "Drill", "Grinder", "Lathe", "Mill", "Press", "Saw"),
            "RESIDUES": (
                "Bay Ant",
                "Bay Bee",
                "Bay Cricket",
                "Bay Dragonfly",
                "Bay Earwig",
                "Bay Firefly",
                "Bay Gnat",
                "Bay Hornet",
            ),
        },
        distractors=("The hall was built in {year}.", "The shop employs {workers} workers."),
    ),
    Setting(
        "school_clubs",
        "education",
        {
            "decider": "school",
            "peak": "club",
            "residue": "classroom",
            "give": "place",
            "given": "placed",
            "into": "in",
            "score": "inconvenience",
            "unit": "meter",
            "purpose": "hold its day of clubs",
        },
        {
            "PEAKS": ("Astronomy", "Ballet", "Chess", "Debating", "Fencing", "Gardening", "Robotics"),
            "RESIDUES": (
                "Room Amber",
                "Room Blue",
                "Room Coral",
                "Room Dune",
                "Room Emerald",
                "Room Fawn",
                "Room Gold",
                "Room Hazel",
            ),
        },
        distractors=("The school has {pupils} hundred pupils.", "Each club has {members} members."),
    ),
)

NARRATIVE = Narrative(
    openings=(
        Opening(
            (
                "{decider:a} [wants to|would like to] {purpose}, and [has to decide|must decide] which {peak} is "
                "{given} {into} which {residue}.",
                "In order to {purpose}, {decider:a} [assigns|has to assign] {peak:plural} to {residue:plural}.",
                "{PEAKS_size} {peak:plural} and {RESIDUES_size} {residue:plural} are [at hand|to be matched] as "
                "{decider:a} tries to {purpose}.",
                "To {purpose}, {decider:a} has to match {PEAKS_size} {peak:plural} with {RESIDUES_size} "
                "{residue:plural}.",
            )
        ),
    ),
    statements=(
        Values(
            measures=(Measure("cost", "{score}"),),
            labels=("peak_name", "residue_name"),
            sets=("PEAKS", "RESIDUES"),
            phrasings=(
                "The {score} of {peak_name} at {residue_name} is {cost:number}.",
                "With {peak_name} at {residue_name}, the {score} is {cost:number}.",
                "{peak_name} would have {score:a} of {cost:number} at {residue_name}.",
            ),
            captions=(
                "The {score} for each {peak} at each {residue} is:",
                "Every combination of {peak:a} with {residue:a} has [its own|a certain] {score}:",
                "We know the {score} that comes with each {peak} at each {residue}:",
            ),
        ),
        Rule(
            tells=("peak", "residue", "assign"),
            phrasings=(
                "Each {peak} can be {given} {into} at most one {residue}, and each {residue} can take at most one "
                "{peak}.",
                "No {peak} can be at two {residue:plural}, and no {residue} can take two {peak:plural}.",
                "At most one {peak} fits each {residue}, and no {peak} can be {given} {into} more than one {residue}.",
            ),
        ),
        Rule(
            tells=("number",),
            phrasings=(
                "Exactly {count:number} of the {peak:plural} must be {given} {into} {residue:plural}.",
                "The number of {peak:plural} that are {given} {into} {residue:plural} has to be {count:number}.",
                "In all, neither more nor fewer than {count:number} {peak*count} must be {given} {into} "
                "{residue:plural}.",
            ),
            essential=True,
        ),
        Values(
            measures=(Measure("limit", "Largest distance ({unit:plural})", unit="{unit*value}"),),
            labels=("first_name", "second_name"),
            sets=("CLOSE",),
            phrasings=(
                "If {first_name} and {second_name} are both {given} {into} {residue:a}, their {residue:plural} must be "
                "no more than {limit:number} {unit*limit} apart.",
                "The {residue:plural} of {first_name} and {second_name} may be at most {limit:number} {unit*limit} "
                "apart if both are {given} {into} one.",
                "There must be at most {limit:number} {unit*limit} between the {residue:plural} of {first_name} and "
                "{second_name} if both are {given} {into} one.",
            ),
            captions=(
                "Some pairs of {peak:plural} have a largest distance, in {unit:plural}, between their {residue:plural} "
                "if both are {given} {into} one:",
                "If both {peak:plural} of one of these pairs are {given} {into} {residue:a}, the two {residue:plural} "
                "must not be farther apart than this (in {unit:plural}):",
                "Two {peak:plural} listed here, if both are {given} {into} {residue:a}, must not be farther from each "
                "other than this, in {unit:plural}:",
            ),
            tells=("near", "near_turned"),
        ),
        Values(
            measures=(Measure("distance", "Distance ({unit:plural})", unit="{unit*value}"),),
            labels=("from_name", "to_name"),
            sets=("PAIRS",),
            phrasings=(
                "From {from_name} to {to_name}, it is {distance:number} {unit*distance}.",
                "The distance between {from_name} and {to_name} is {distance:number} {unit*distance}.",
                "{from_name} lies {distance:number} {unit*distance} from {to_name}.",
            ),
            captions=(
                "The distances between the {residue:plural}, in {unit:plural}, are:",
                "For each pair of {residue:plural}, the distance is given once (in {unit:plural}):",
                "This is how far any two {residue:plural} are apart, in {unit:plural}:",
            ),
            prose_to=10,
        ),
    ),
    goal=Goal(
        (
            "Which {peak} should be {given} {into} which {residue} so that the total {score} is as low as possible?",
            "[Find|Determine] the assignment with the lowest total {score}.",
            "What is the lowest total {score} of such an assignment?",
            "[Match|Pair] {peak:plural} with {residue:plural} in order to minimize the total {score}.",
        )
    ),
)

FAMILY = Family(
    name="structure_assignment",
    title="Structure-based assignment",
    reference=(
        "Jang, Gao, Hoang et al., Structure-based assignment of NMR peaks by integer programming, IEEE/ACM Trans. "
        "Computational Biology 9 (2012); among the OptMATH seeds (arXiv 2502.11102)"
    ),
    model_class="IP",
    problem_class="combinatorial",
    formulation=FORMULATION,
    ranges=Ranges(
        peaks=Range(3, 4, size=True, least=2, most=12),
        spare=Range(0, 2, size=True, least=0, most=6),
        left_out=Range(0, 1),
        coordinate=Range(0, 30),
        cost=Range(1, 50),
    ),
    sample=sample,
    settings=SETTINGS,
    narrative=NARRATIVE,
)
