"""Production for profit: how much of each product to make in limited hours, up to what the market takes."""

from __future__ import annotations

from nl2opt.synth.families.family import Data, Family
from nl2opt.synth.families.ranges import Range, Ranges
from nl2opt.synth.families.sampler import Sampler
from nl2opt.synth.language.quantities import Form
from nl2opt.synth.narrative.statements import Goal, Measure, Narrative, Opening, Rule, Setting, Values

FORMULATION = """
## Sets
PRODUCTS
## Parameters
rate[PRODUCTS]
profit[PRODUCTS]
market[PRODUCTS]
hours
## Variables
0 <= make[p in PRODUCTS] <= market[p] continuous
## Objective
maximize sum(profit[p] * make[p] for p in PRODUCTS)
## Constraints
time: sum(make[p] / rate[p] for p in PRODUCTS) <= hours
"""


def sample(sampler: Sampler) -> Data:
    """The hours suffice for a part of what the market takes, so that a choice must be made."""
    products = sampler.members("PRODUCTS", sampler.size("products"))
    rate = sampler.numbers("rate", products)
    market = {product: rate[product] * sampler.number("market_hours") for product in products}
    return {
        "PRODUCTS": products,
        "rate": rate,
        "profit": sampler.numbers("profit", products),
        "market": market,
        "hours": sampler.share(sum(market[p] / rate[p] for p in products), 0.4, 0.8),
    }


SETTINGS = (
    Setting(
        "rolling_mill",
        "manufacturing",
        {
            "decider": "rolling mill",
            "product": "product",
            "unit": "ton",
            "facility": "mill",
            "make": "roll",
            "made": "rolled",
            "period": "week",
        },
        {"PRODUCTS": ("bands", "coils", "plates", "wire", "rails", "sheets", "strips", "tubes")},
        distractors=("The mill was modernized in {year}.", "It employs {people} people."),
    ),
    Setting(
        "feed_mill",
        "agriculture",
        {
            "decider": "feed producer",
            "product": "feed",
            "unit": "ton",
            "facility": "mixer",
            "make": "mix",
            "made": "mixed",
            "period": "month",
        },
        {"PRODUCTS": ("calf feed", "hen feed", "horse feed", "lamb feed", "pig feed", "trout feed", "goat feed")},
        distractors=("The mixer was bought in {year}.", "A truck arrives every {days} days."),
    ),
    Setting(
        "bottling_line",
        "retail",
        {
            "decider": "beverage brand",
            "product": "drink",
            "unit": "hectoliter",
            "facility": "bottling line",
            "make": "bottle",
            "made": "bottled",
            "period": "week",
        },
        {"PRODUCTS": ("apple juice", "cherry juice", "cola", "ginger ale", "iced tea", "lemonade", "tonic")},
        distractors=("The brand was registered in {year}.", "A crate holds {bottles} bottles."),
    ),
    Setting(
        "solution_plant",
        "health",
        {
            "decider": "pharmaceutical company",
            "product": "preparation",
            "unit": "liter",
            "facility": "compounding unit",
            "make": "prepare",
            "made": "prepared",
            "period": "month",
        },
        {"PRODUCTS": ("saline", "glucose", "eye wash", "cough syrup", "antiseptic", "insulin mix", "contrast fluid")},
        distractors=("The clean room has {filters} filters.", "It was inspected in {year}."),
    ),
    Setting(
        "concrete_plant",
        "construction",
        {
            "decider": "concrete supplier",
            "product": "grade",
            "unit": "cubic meter",
            "facility": "mixing plant",
            "make": "produce",
            "made": "produced",
            "period": "week",
        },
        {
            "PRODUCTS": (
                "screed",
                "foundation concrete",
                "fair-faced concrete",
                "light concrete",
                "road concrete",
                "pump concrete",
            )
        },
        distractors=("The supplier has {trucks} trucks.", "The plant was built in {year}."),
    ),
    Setting(
        "film_laboratory",
        "entertainment",
        {
            "decider": "film laboratory",
            "product": "format",
            "unit": "meter",
            "facility": "scanner",
            "make": "scan",
            "made": "scanned",
            "period": "week",
        },
        {"PRODUCTS": ("home movies", "newsreels", "feature films", "cartoons", "commercials", "documentaries")},
        distractors=("The oldest reel dates from {year}.", "A reel weighs {weight} kilograms."),
    ),
    Setting(
        "biofuel_press",
        "energy",
        {
            "decider": "biofuel refinery",
            "product": "oil",
            "unit": "barrel",
            "facility": "press",
            "make": "press",
            "made": "pressed",
            "period": "month",
        },
        {"PRODUCTS": ("rapeseed oil", "sunflower oil", "palm oil", "soybean oil", "castor oil", "linseed oil")},
        distractors=("The refinery stores {seeds} kinds of seeds.", "It was founded in {year}."),
    ),
)

NARRATIVE = Narrative(
    openings=(
        Opening(
            (
                "{decider:a} [has to decide|must decide] how many {unit:plural} of {PRODUCTS:list} to {make} per "
                "{period}.",
                "With its {facility}, {decider:a} can {make} {PRODUCTS_size} {product*PRODUCTS_size}: {PRODUCTS:list}.",
                "{PRODUCTS:list} [are {made}|can be {made}] by one and the same {facility} of {decider:a}.",
                "[One|A single] {facility} of {decider:a} serves for {PRODUCTS_size} {product*PRODUCTS_size}: "
                "{PRODUCTS:list}.",
            )
        ),
    ),
    statements=(
        Values(
            measures=(
                Measure("rate", "{unit:plural} per hour", unit="{unit*value}"),
                Measure("profit", "Profit per {unit}", form=Form.MONEY),
            ),
            labels=("product_name",),
            sets=("PRODUCTS",),
            phrasings=(
                "In one hour, {rate:number} {unit*rate} of {product_name} can be {made}, with a profit of "
                "{profit:money} per {unit}.",
                "[Each|One] {unit} of {product_name} brings a profit of {profit:money}, and {rate:number} {unit*rate} "
                "can be {made} per hour.",
                "If only {product_name} is {made}, the {facility} yields {rate:number} {unit*rate} an hour, each of "
                "which earns {profit:money}.",
            ),
            captions=(
                "The number of {unit:plural} of each {product} that can be {made} in an hour, and the profit per "
                "{unit}, are:",
                "How fast each {product} is {made}, and what each {unit} of it earns:",
            ),
        ),
        Values(
            measures=(Measure("market", "Greatest sales ({unit:plural})", unit="{unit*value}"),),
            labels=("product_name",),
            sets=("PRODUCTS",),
            phrasings=(
                "No more than {market:number} {unit*market} of {product_name} can be sold per {period}.",
                "The market takes at most {market:number} {unit*market} of {product_name} [a|per] {period}.",
                "Of {product_name}, up to {market:number} {unit*market} can be sold each {period}.",
            ),
            captions=(
                "At most the following can be sold per {period}:",
                "What is {made} of each {product} per {period} cannot exceed what the market takes:",
            ),
            listings=(
                ("The most that can be sold per {period} is", "{market:number} {unit*market} of {product_name}"),
            ),
            tells=("make",),
        ),
        Rule(
            tells=("time",),
            phrasings=(
                "The {facility} can be used for [at most|up to|no more than] {hours:number} hours per {period}, for "
                "one "
                "{product} at a time.",
                "Per {period}, no more than {hours:number} hours of the {facility} are available, which works on one "
                "{product} at a time.",
                "In total, all work on the {facility} must fit into {hours:number} hours per {period}, since it takes "
                "only one {product} at a time.",
            ),
        ),
    ),
    goal=Goal(
        (
            "What is the [largest|highest|maximum] total profit per {period}?",
            "How many {unit:plural} of each {product} should be {made} so that the total profit is as [large|high] as "
            "possible?",
            "[Determine|Find] the amounts that [maximize the total profit|bring the highest total profit].",
            "The {decider} wants to earn as much profit as possible in {period:a}.",
        )
    ),
)

FAMILY = Family(
    name="production_profit",
    title="Production for profit in limited hours",
    reference="Fourer, Gay and Kernighan, AMPL, 2nd edition, section 1.2 (prod.mod)",
    model_class="LP",
    problem_class="linear",
    formulation=FORMULATION,
    ranges=Ranges(
        products=Range(2, 5, size=True, least=2, most=60),
        rate=Range(10, 200, 5),
        profit=Range(5, 60),
        market_hours=Range(5, 30),
    ),
    sample=sample,
    settings=SETTINGS,
    narrative=NARRATIVE,
)
