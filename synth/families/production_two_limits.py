"""Production in several stages between commitments and market limits, for the highest profit."""

from __future__ import annotations

from nl2opt.synth.families.family import Data, Family
from nl2opt.synth.families.ranges import Range, Ranges
from nl2opt.synth.families.sampler import Sampler
from nl2opt.synth.language.quantities import Form
from nl2opt.synth.narrative.statements import Goal, Measure, Narrative, Opening, Rule, Setting, Values

FORMULATION = """
## Sets
PRODUCTS
STAGES
## Parameters
rate[PRODUCTS, STAGES]
hours[STAGES]
profit[PRODUCTS]
commitment[PRODUCTS]
market[PRODUCTS]
## Variables
commitment[p] <= make[p in PRODUCTS] <= market[p] continuous
## Objective
maximize sum(profit[p] * make[p] for p in PRODUCTS)
## Constraints
time[s in STAGES]: sum(make[p] / rate[p, s] for p in PRODUCTS) <= hours[s]
"""


def sample(sampler: Sampler) -> Data:
    """The hours of each stage lie between those for all commitments and those for all that the market takes."""
    products = sampler.members("PRODUCTS", sampler.size("products"))
    stages = sampler.members("STAGES", sampler.size("stages"))
    rate = sampler.numbers("rate", ((product, stage) for product in products for stage in stages))
    commitment = sampler.numbers("commitment", products)
    market = {product: commitment[product] + sampler.number("more") for product in products}
    hours: dict[str, int] = {}
    for stage in stages:
        least = sum(commitment[p] / rate[p, stage] for p in products)
        most = sum(market[p] / rate[p, stage] for p in products)
        hours[stage] = int(least + (most - least) * sampler.rng.uniform(0.3, 0.9)) + 1
    return {
        "PRODUCTS": products,
        "STAGES": stages,
        "rate": rate,
        "hours": hours,
        "profit": sampler.numbers("profit", products),
        "commitment": commitment,
        "market": market,
    }


SETTINGS = (
    Setting(
        "steel_works",
        "manufacturing",
        {"decider": "steel works", "product": "product", "unit": "ton", "stage": "stage", "period": "week"},
        {
            "PRODUCTS": ("bands", "coils", "plates", "beams", "rods", "wire"),
            "STAGES": ("reheating", "rolling", "cutting", "coating", "inspection"),
        },
        distractors=("The works has {cranes} cranes.", "Its first furnace was lit in {year}."),
    ),
    Setting(
        "vegetable_cannery",
        "agriculture",
        {"decider": "vegetable cannery", "product": "vegetable", "unit": "pallet", "stage": "step", "period": "month"},
        {
            "PRODUCTS": ("beets", "carrots", "corn", "peas", "tomatoes", "beans"),
            "STAGES": ("washing", "peeling", "cooking", "canning", "labeling"),
        },
        distractors=("The cannery buys from {farms} farms.", "It was built in {year}."),
    ),
    Setting(
        "law_publisher",
        "legal",
        {"decider": "law publisher", "product": "kind of book", "unit": "pallet", "stage": "step", "period": "month"},
        {
            "PRODUCTS": ("law codes", "commentaries", "journals", "handbooks", "form books", "case reports"),
            "STAGES": ("typesetting", "printing", "folding", "binding", "packing"),
        },
        distractors=("The first law code was printed in {year}.", "The publisher has {editors} editors."),
    ),
    Setting(
        "lens_laboratory",
        "health",
        {"decider": "lens laboratory", "product": "lens type", "unit": "batch", "stage": "stage", "period": "week"},
        {
            "PRODUCTS": ("reading lenses", "sports lenses", "bifocal lenses", "tinted lenses", "safety lenses"),
            "STAGES": ("grinding", "polishing", "coating", "edging", "testing"),
        },
        distractors=("The laboratory supplies {shops} shops.", "It has existed since {year}."),
    ),
    Setting(
        "costume_workshop",
        "entertainment",
        {"decider": "costume workshop", "product": "line", "unit": "set", "stage": "station", "period": "season"},
        {
            "PRODUCTS": ("capes", "gowns", "masks", "hats", "uniforms", "wigs"),
            "STAGES": ("cutting", "sewing", "dyeing", "fitting", "ironing"),
        },
        distractors=("The workshop has {machines} sewing machines.", "The opera was founded in {year}."),
    ),
    Setting(
        "panel_factory",
        "energy",
        {"decider": "solar panel factory", "product": "model", "unit": "crate", "stage": "stage", "period": "week"},
        {
            "PRODUCTS": ("roof panels", "wall panels", "camping panels", "boat panels", "glass panels"),
            "STAGES": ("cleaning", "printing", "soldering", "framing", "testing"),
        },
        distractors=("The factory went into operation in {year}.", "A panel is guaranteed for {years} years."),
    ),
)

NARRATIVE = Narrative(
    openings=(
        Opening(
            (
                "{decider:a} has to decide how many {unit:plural} of {PRODUCTS:list} to produce per {period}, all of "
                "which go through {STAGES:list}.",
                "Every {period}, {decider:a} produces {PRODUCTS:list} in {STAGES_size} {stage*STAGES_size}: "
                "{STAGES:list}.",
                "{PRODUCTS_size:number} {product*PRODUCTS_size} of {decider:a}, {PRODUCTS:list}, pass through "
                "{STAGES_size} {stage*STAGES_size}, {STAGES:list}.",
                "{decider:a} [plans|is planning] the output of {PRODUCTS:list} for the next {period}, and each of them "
                "needs time for {STAGES:list}.",
            )
        ),
    ),
    statements=(
        Values(
            measures=(Measure("rate", "{unit:plural} per hour", unit="{unit*value}"),),
            labels=("product_name", "stage_name"),
            sets=("PRODUCTS", "STAGES"),
            phrasings=(
                "In {stage_name}, {rate:number} {unit*rate} of {product_name} can be handled per hour.",
                "An hour of {stage_name} is enough for {rate:number} {unit*rate} of {product_name}.",
                "The rate of {stage_name} is {rate:number} {unit*rate} an hour in the case of {product_name}.",
            ),
            captions=(
                "How many {unit:plural} of each {product} each {stage} can handle per hour:",
                "The rates of the {stage:plural} for each {product}, in {unit:plural} per hour, are:",
            ),
        ),
        Values(
            measures=(Measure("hours", "Hours available", unit="hours"),),
            labels=("stage_name",),
            sets=("STAGES",),
            phrasings=(
                "No more than {hours:number} hours are available for {stage_name} per {period}, to be shared by all "
                "that is produced.",
                "For {stage_name}, there are {hours:number} hours per {period} [in all|in total], one thing after the "
                "other.",
                "All work in {stage_name} has to fit into {hours:number} hours per {period}.",
            ),
            captions=(
                "The hours available per {period}, which all that is produced has to share, are:",
                "No more than these hours can be used in each {stage} per {period}:",
            ),
            listings=(("The total hours available per {period} are", "{hours:number} for {stage_name}"),),
            tells=("time",),
        ),
        Values(
            measures=(Measure("profit", "Profit per {unit}", form=Form.MONEY),),
            labels=("product_name",),
            sets=("PRODUCTS",),
            phrasings=(
                "Each {unit} of {product_name} brings a profit of {profit:money}.",
                "The profit on {product_name} is {profit:money} per {unit}.",
                "With {product_name}, {profit:money} [is|can be] earned per {unit}.",
            ),
            captions=("The profit per {unit} is:", "What one {unit} of each {product} earns:"),
            listings=(("The profits per {unit} are", "{profit:money} for {product_name}"),),
        ),
        Values(
            measures=(
                Measure("commitment", "Least output ({unit:plural})", unit="{unit*value}"),
                Measure("market", "Greatest output ({unit:plural})", unit="{unit*value}"),
            ),
            labels=("product_name",),
            sets=("PRODUCTS",),
            phrasings=(
                "At least {commitment:number} {unit*commitment} of {product_name} have been promised, and at most "
                "{market:number} {unit*market} can be sold per {period}.",
                "Of {product_name}, no fewer than {commitment:number} and no more than {market:number} {unit*market} "
                "must be produced per {period}.",
                "The output of {product_name} has to lie between {commitment:number} and {market:number} {unit*market} "
                "per {period}.",
            ),
            captions=(
                "Per {period}, at least what is promised and at most what can be sold must be produced:",
                "The output of each {product} per {period} must stay within these limits:",
            ),
            tells=("make",),
        ),
        Rule(
            tells=("make",),
            phrasings=(
                "Outputs need not be whole numbers of {unit:plural}.",
                "[Any|Every] fraction of {unit:a} can be produced, too.",
                "It is [allowed|possible] to produce parts of {unit:a}.",
            ),
        ),
    ),
    goal=Goal(
        (
            "What is the [largest|highest|maximum] total profit per {period}?",
            "How much of each {product} should be produced so that the total profit is as [large|high] as possible?",
            "[Determine|Find] the outputs that keep all limits and [maximize the total profit|earn the most].",
            "The {decider} wants to maximize its total profit per {period}.",
        )
    ),
)

FAMILY = Family(
    name="production_two_limits",
    title="Production in stages between commitments and market limits",
    reference="Fourer, Gay and Kernighan, AMPL, 2nd edition, section 1.3 and figure 1-6a (steel4.mod)",
    model_class="LP",
    problem_class="linear",
    formulation=FORMULATION,
    ranges=Ranges(
        products=Range(2, 4, size=True, least=2, most=40),
        stages=Range(2, 3, size=True, least=1, most=12),
        rate=Range(10, 80, 5),
        profit=Range(5, 60),
        commitment=Range(20, 200, 10),
        more=Range(100, 800, 20),
    ),
    sample=sample,
    settings=SETTINGS,
    narrative=NARRATIVE,
)
