"""Cutting stock with given patterns: how often each pattern is cut so that the orders are filled with least stock."""

from __future__ import annotations

from nl2opt.synth.families.family import Data, Family
from nl2opt.synth.families.ranges import Range, Ranges
from nl2opt.synth.families.sampler import Sampler
from nl2opt.synth.narrative.statements import Goal, Measure, Narrative, Opening, Rule, Setting, Values

FORMULATION = """
## Sets
PATTERNS
WIDTHS
## Parameters
pieces[PATTERNS, WIDTHS]
demand[WIDTHS]
## Variables
cut[PATTERNS] >= 0 integer  # pieces of stock that are cut in a pattern
## Objective
minimize sum(cut[p] for p in PATTERNS)
## Constraints
order[w in WIDTHS]: sum(pieces[p, w] * cut[p] for p in PATTERNS) >= demand[w]
"""


def sample(sampler: Sampler) -> Data:
    """Patterns at random; a width that no pattern has is put into one of them, so that every order can be filled."""
    patterns = sampler.members("PATTERNS", sampler.size("patterns"))
    widths = sampler.members("WIDTHS", sampler.size("widths"))
    pieces = sampler.numbers("pieces", ((pattern, width) for pattern in patterns for width in widths))
    for width in widths:
        if not any(pieces[pattern, width] for pattern in patterns):
            pieces[sampler.choose(patterns), width] = 2
    return {
        "PATTERNS": patterns,
        "WIDTHS": widths,
        "pieces": pieces,
        "demand": sampler.numbers("demand", widths),
    }


SETTINGS = (
    Setting(
        "paper_mill",
        "manufacturing",
        {
            "decider": "paper mill",
            "stock": "jumbo roll",
            "pattern": "cutting pattern",
            "use": "cut",
            "used": "cut",
            "piece": "roll",
            "kind": "width",
        },
        {
            "PATTERNS": ("Pattern 1", "Pattern 2", "Pattern 3", "Pattern 4", "Pattern 5", "Pattern 6", "Pattern 7"),
            "WIDTHS": ("Slim", "Narrow", "Standard", "Broad", "Wide", "Extra Wide"),
        },
        distractors=("The mill was founded in {year}.", "Its winding machine has {knives} knives."),
    ),
    Setting(
        "rebar_yard",
        "construction",
        {
            "decider": "building contractor",
            "stock": "steel bar",
            "pattern": "cutting plan",
            "use": "saw",
            "used": "sawn",
            "piece": "rod",
            "kind": "type",
        },
        {
            "PATTERNS": ("Plan 1", "Plan 2", "Plan 3", "Plan 4", "Plan 5", "Plan 6", "Plan 7", "Plan 8"),
            "WIDTHS": ("Stirrup", "Lintel", "Beam", "Column", "Slab", "Footing"),
        },
        distractors=("The building will have {floors} floors.", "The yard is {minutes} minutes from the site."),
    ),
    Setting(
        "shirt_cartons",
        "retail",
        {
            "decider": "clothing store",
            "stock": "carton",
            "pattern": "assortment",
            "use": "order",
            "used": "ordered",
            "piece": "shirt",
            "kind": "size",
        },
        {
            "PATTERNS": ("Classic", "Sport", "Slender", "Family", "Junior", "Tall", "Balanced"),
            "WIDTHS": ("Mini", "Small", "Medium", "Large", "Extra Large", "Giant"),
        },
        distractors=("Cartons arrive within {days} days.", "The store has been at its address since {year}."),
    ),
    Setting(
        "clinic_kits",
        "health",
        {
            "decider": "rural clinic",
            "stock": "test kit",
            "pattern": "version",
            "use": "buy",
            "used": "bought",
            "piece": "test strip",
            "kind": "type",
        },
        {
            "PATTERNS": ("Version 1", "Version 2", "Version 3", "Version 4", "Version 5", "Version 6"),
            "WIDTHS": ("Glucose", "Ketone", "Protein", "Nitrite", "Bilirubin", "Acidity"),
        },
        distractors=("The clinic serves {villages} villages.", "Test kits keep for {months} months."),
    ),
    Setting(
        "server_layouts",
        "software",
        {
            "decider": "cloud provider",
            "stock": "physical server",
            "pattern": "layout",
            "use": "set up",
            "used": "set up",
            "piece": "virtual machine",
            "kind": "class",
        },
        {
            "PATTERNS": ("Layout 1", "Layout 2", "Layout 3", "Layout 4", "Layout 5", "Layout 6", "Layout 7"),
            "WIDTHS": ("Micro", "Basic", "Plus", "Memory", "Compute", "Storage"),
        },
        distractors=("The data center opened in {year}.", "Last year, {failures} disks had to be replaced."),
    ),
    Setting(
        "craft_boxes",
        "education",
        {
            "decider": "school district",
            "stock": "craft box",
            "pattern": "mix",
            "use": "purchase",
            "used": "purchased",
            "piece": "paint pot",
            "kind": "color",
        },
        {
            "PATTERNS": ("Mix 1", "Mix 2", "Mix 3", "Mix 4", "Mix 5", "Mix 6", "Mix 7"),
            "WIDTHS": ("Red", "Blue", "Yellow", "Green", "White", "Black"),
        },
        distractors=("The district runs {schools} schools.", "The art fair is {weeks} weeks away."),
    ),
)

NARRATIVE = Narrative(
    openings=(
        Opening(
            (
                "{decider:a} [has to|must] decide how many {stock:plural} to {use} in each of {PATTERNS_size} "
                "{pattern*PATTERNS_size}: {PATTERNS:list}.",
                "[To fill its needs, |]{decider:a} can {use} {stock:plural} in {PATTERNS_size} "
                "{pattern*PATTERNS_size}, [called|namely] {PATTERNS:list}.",
                "{decider:a} needs {piece:plural} in {WIDTHS_size} {kind*WIDTHS_size} and gets them from "
                "{stock:plural}, each of which is {used} in one of {PATTERNS_size} {pattern*PATTERNS_size}.",
                "There are {PATTERNS_size} {pattern*PATTERNS_size} in which {decider:a} can {use} {stock:plural}.",
            )
        ),
    ),
    statements=(
        Values(
            measures=(Measure("pieces", "{piece:plural} per {stock}", unit="{piece*value}"),),
            labels=("pattern_name", "width_name"),
            sets=("PATTERNS", "WIDTHS"),
            phrasings=(
                "[Each|Every] {stock} {used} in {pattern_name} [yields|gives|provides] {pieces:number} {piece*pieces} "
                "of {kind} {width_name}.",
                "With {pattern_name}, one {stock} [yields|gives] {pieces:number} {piece*pieces} of {kind} "
                "{width_name}.",
                "From each {stock} in {pattern_name}, {pieces:number} {piece*pieces} of {kind} {width_name} can be "
                "obtained.",
            ),
            captions=(
                "The number of {piece:plural} of each {kind} that one {stock} [yields|gives] in each {pattern} is:",
                "{piece:plural} of each {kind} from one {stock}, by {pattern}:",
            ),
        ),
        Values(
            measures=(Measure("demand", "{piece:plural} needed", unit="{piece*value}"),),
            labels=("width_name",),
            sets=("WIDTHS",),
            phrasings=(
                "At least {demand:number} {piece*demand} of {kind} {width_name} [are needed|are required].",
                "The {decider} [needs|requires] [at least|no fewer than] {demand:number} {piece*demand} of {kind} "
                "{width_name}.",
                "For {kind} {width_name}, the need is at least {demand:number} {piece*demand}.",
            ),
            captions=(
                "The least number of {piece:plural} that must be obtained of each {kind} is:",
                "At least the following numbers of {piece:plural} are needed:",
            ),
            listings=(("At least the following are needed:", "{demand:number} {piece*demand} of {kind} {width_name}"),),
            tells=("order",),
        ),
        Rule(
            tells=("cut",),
            phrasings=(
                "Only whole {stock:plural} can be {used}.",
                "The number of {stock:plural} in each {pattern} [must be|has to be] a whole number.",
                "It is not possible to {use} a part of a {stock}.",
            ),
            implied=True,
        ),
    ),
    goal=Goal(
        (
            "What is the smallest [total |]number of {stock:plural} that meets all needs?",
            "How many {stock:plural} should be {used} in each {pattern} so that the total number of {stock:plural} is "
            "as small as possible?",
            "[Determine|Work out] how many {stock:plural} to {use} in each {pattern} so that as few {stock:plural} as "
            "possible are {used} in total.",
            "The {decider} wants to minimize the total number of {stock:plural} that it has to {use}.",
        )
    ),
)

FAMILY = Family(
    name="cutting_stock",
    title="Cutting stock with given patterns",
    reference="Gilmore and Gomory, A linear programming approach to the cutting-stock problem, Operations Research 9 "
    "(1961); Fourer, Gay and Kernighan, AMPL, 2nd edition, section 14.4",
    model_class="IP",
    problem_class="integer",
    formulation=FORMULATION,
    ranges=Ranges(
        patterns=Range(3, 6, size=True, least=2, most=40),
        widths=Range(2, 4, size=True, least=2, most=25),
        pieces=Range(0, 4),
        demand=Range(15, 90),
    ),
    sample=sample,
    settings=SETTINGS,
    narrative=NARRATIVE,
)
