"""Maxisum dispersion: a given number of candidates that are, in sum, as far apart from one another as possible."""

from __future__ import annotations

from itertools import combinations

from nl2opt.synth.families.family import Data, Family
from nl2opt.synth.families.ranges import Range, Ranges
from nl2opt.synth.families.sampler import Sampler
from nl2opt.synth.narrative.statements import Goal, Measure, Narrative, Opening, Rule, Setting, Values

FORMULATION = """
## Sets
CANDIDATES
PAIRS  # of different candidates, each once
## Parameters
count  # of candidates to choose
difference[PAIRS]
## Variables
choose[CANDIDATES] binary  # whether the candidate is chosen
both[PAIRS] >= 0  # 1 when both of the pair are chosen
## Objective
maximize sum(difference[i, j] * both[i, j] for (i, j) in PAIRS)
## Constraints
number: sum(choose[c] for c in CANDIDATES) == count
first[(i, j) in PAIRS]: both[i, j] <= choose[i]
second[(i, j) in PAIRS]: both[i, j] <= choose[j]
"""


def sample(sampler: Sampler) -> Data:
    """Any differences; at least two candidates are chosen, and at least one is not."""
    candidates = sampler.members("CANDIDATES", sampler.size("candidates"))
    pairs = list(combinations(candidates, 2))
    return {
        "CANDIDATES": candidates,
        "PAIRS": pairs,
        "count": min(sampler.size("count"), len(candidates) - 1),
        "difference": sampler.numbers("difference", pairs),
    }


SETTINGS = (
    Setting(
        "festival_jury",
        "entertainment",
        {
            "decider": "film festival",
            "candidate": "critic",
            "choose": "invite",
            "chosen": "invited",
            "purpose": "its jury",
            "gap": "difference in taste",
            "unit": "point",
        },
        {"CANDIDATES": ("Almeida", "Bergstrom", "Cohen", "Diallo", "Eriksen", "Fontaine", "Greco", "Hossain")},
        distractors=("The festival shows {films} films.", "The festival was first held in {year}."),
    ),
    Setting(
        "seed_bank",
        "agriculture",
        {
            "decider": "seed bank",
            "candidate": "bean variety",
            "choose": "store",
            "chosen": "stored",
            "purpose": "its new vault",
            "gap": "genetic distance",
            "unit": "marker",
        },
        {
            "CANDIDATES": (
                "Azuki Red",
                "Borlotti",
                "Cannellini",
                "Dragon Tongue",
                "Eureka Wax",
                "Flageolet",
                "Great Northern",
                "Hidatsa",
            )
        },
        distractors=("The vault is kept at a depth of {depth} meters.", "The bank was set up in {year}."),
    ),
    Setting(
        "fund_selection",
        "finance",
        {
            "decider": "pension office",
            "candidate": "fund",
            "choose": "buy",
            "chosen": "bought",
            "purpose": "a diverse savings plan",
            "gap": "dissimilarity",
            "unit": "point",
        },
        {
            "CANDIDATES": (
                "Atlas Growth",
                "Beacon Bonds",
                "Cobalt Mining",
                "Delta Water",
                "Everest Asia",
                "Fjord Energy",
                "Granite Value",
                "Horizon Tech",
            )
        },
        distractors=(
            "The office manages the savings of {members} thousand people.",
            "Each fund is at least {years} years old.",
        ),
    ),
    Setting(
        "kiosk_locations",
        "retail",
        {
            "decider": "coffee chain",
            "candidate": "street corner",
            "choose": "rent",
            "chosen": "rented",
            "purpose": "its new kiosks",
            "gap": "walking distance",
            "unit": "minute",
        },
        {
            "CANDIDATES": (
                "Apple Court",
                "Bell Square",
                "Clock Tower",
                "Dove Street",
                "East Gate",
                "Fountain Place",
                "Guild Hall",
                "Hay Market",
            )
        },
        distractors=("The chain sells {drinks} different drinks.", "The first kiosk opened in {year}."),
    ),
    Setting(
        "student_panel",
        "education",
        {
            "decider": "university",
            "candidate": "student",
            "choose": "appoint",
            "chosen": "appointed",
            "purpose": "a panel on campus life",
            "gap": "difference in background",
            "unit": "point",
        },
        {"CANDIDATES": ("Aisha", "Ben", "Chloe", "Dmitri", "Elena", "Felix", "Giulia", "Hassan")},
        distractors=("The university has {departments} departments.", "The panel meets {times} times a year."),
    ),
    Setting(
        "air_monitors",
        "environment",
        {
            "decider": "environment agency",
            "candidate": "village",
            "choose": "equip",
            "chosen": "equipped",
            "purpose": "a network of air monitors",
            "gap": "distance",
            "unit": "kilometer",
        },
        {"CANDIDATES": ("Ashford", "Brookham", "Cliffden", "Dunwick", "Elmsworth", "Farnley", "Grimsdale", "Holton")},
        distractors=("A monitor weighs {weight} kilograms.", "The agency has measured the air since {year}."),
    ),
    Setting(
        "test_devices",
        "software",
        {
            "decider": "game studio",
            "candidate": "phone model",
            "choose": "test",
            "chosen": "tested",
            "purpose": "its compatibility tests",
            "gap": "technical difference",
            "unit": "point",
        },
        {
            "CANDIDATES": (
                "Aero Nova",
                "Bolt Mini",
                "Comet Pro",
                "Dune Lite",
                "Echo Max",
                "Flare S",
                "Glide Plus",
                "Halo Duo",
            )
        },
        distractors=("The studio has published {games} games.", "The tests take {hours} hours a day."),
    ),
)

NARRATIVE = Narrative(
    openings=(
        Opening(
            (
                "{decider:a} [has to decide|must decide|wants to decide] which {candidate:plural} to {choose} for "
                "{purpose}.",
                "For {purpose}, {decider:a} is looking for a good mixture of {candidate:plural}.",
                "{decider:a} [is preparing|is planning] {purpose}.",
                "A selection of {candidate:plural} is what {decider:a} needs for {purpose}.",
            )
        ),
        Opening(
            (
                "The {candidate:plural} [in question |]are {CANDIDATES:list}.",
                "There are {CANDIDATES_size} {candidate:plural} to choose from: {CANDIDATES:list}.",
                "[These|The following] {CANDIDATES_size} {candidate:plural} are considered: {CANDIDATES:list}.",
            )
        ),
    ),
    statements=(
        Values(
            measures=(Measure("difference", "{gap} ({unit:plural})", unit="{unit*value}"),),
            labels=("from_name", "to_name"),
            sets=("PAIRS",),
            phrasings=(
                "The {gap} between {from_name} and {to_name} is {difference:number} {unit*difference}.",
                "Between {from_name} and {to_name}, there is {gap:a} of {difference:number} {unit*difference}.",
                "{from_name} and {to_name} have {gap:a} of {difference:number} {unit*difference}.",
            ),
            captions=(
                "The {gap} of each pair, in {unit:plural}, is:",
                "For each pair of {candidate:plural}, the {gap} is given once (in {unit:plural}):",
                "These are the figures for the {gap} between any two {candidate:plural}, in {unit:plural}:",
            ),
            prose_to=10,
        ),
        Rule(
            tells=("number",),
            phrasings=(
                "Exactly {count:number} {candidate*count} must be {chosen}.",
                "The number of {candidate:plural} {chosen} has to be {count:number}.",
                "[Neither more nor fewer than|No more and no fewer than] {count:number} {candidate*count} are to be "
                "{chosen}.",
            ),
            essential=True,
        ),
        Rule(
            tells=("first", "second"),
            phrasings=(
                "The {gap} of a pair counts only if both [of them |]are {chosen}, and each pair counts once.",
                "A pair of {candidate:plural} contributes its {gap}, once, if both are {chosen} and nothing otherwise.",
                "Only pairs of which both {candidate:plural} are {chosen} count, each of them once.",
            ),
        ),
        Rule(
            tells=("choose",),
            phrasings=(
                "Each {candidate} is either {chosen} or not.",
                "No {candidate} can be {chosen} twice or in part.",
                "It is impossible to {choose} the same {candidate} more than once.",
            ),
            implied=True,
        ),
    ),
    goal=Goal(
        (
            "Which {candidate:plural} should be {chosen} so that the sum of the {gap} over all pairs {chosen} is as "
            "large as possible?",
            "[Find|Determine] the selection with the largest total {gap} between the {candidate:plural} {chosen}.",
            "What is the largest total {gap} over all pairs of {candidate:plural} that are {chosen}?",
            "[Select|Pick] the {candidate:plural} in order to maximize the sum of the {gap} over all pairs of them.",
        )
    ),
)

FAMILY = Family(
    name="maxisum_dispersion",
    title="Maxisum dispersion",
    reference=(
        "Kuby, Programming models for facility dispersion: the p-dispersion and maxisum dispersion problems, "
        "Geographical Analysis 19 (1987); among the OptMATH seeds (arXiv 2502.11102)"
    ),
    model_class="MIP",
    problem_class="combinatorial",
    formulation=FORMULATION,
    ranges=Ranges(
        candidates=Range(4, 6, size=True, least=3, most=14),
        count=Range(2, 4, most=8),
        difference=Range(1, 40),
    ),
    sample=sample,
    settings=SETTINGS,
    narrative=NARRATIVE,
)
