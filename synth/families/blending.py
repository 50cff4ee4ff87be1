"""Blending: raw materials are mixed into one product whose contents must lie between limits, at least cost."""

from __future__ import annotations

from collections.abc import Mapping

from nl2opt.synth.families.family import Data, Family
from nl2opt.synth.families.ranges import Range, Ranges
from nl2opt.synth.families.sampler import Sampler
from nl2opt.synth.language.quantities import Form
from nl2opt.synth.narrative.statements import Goal, Measure, Narrative, Opening, Rule, Setting, Values

FORMULATION = """
## Sets
MATERIALS
CONTENTS
## Parameters
price[MATERIALS]
stock[MATERIALS]
share[MATERIALS, CONTENTS]
least[CONTENTS]
most[CONTENTS]
amount
## Variables
0 <= use[m in MATERIALS] <= stock[m]  # how much of each material goes into the blend
## Objective
minimize sum(price[m] * use[m] for m in MATERIALS)
## Constraints
total: sum(use[m] for m in MATERIALS) == amount
lowest[c in CONTENTS]: sum(share[m, c] * use[m] for m in MATERIALS) >= least[c] * amount
highest[c in CONTENTS]: sum(share[m, c] * use[m] for m in MATERIALS) <= most[c] * amount
"""


def sample(sampler: Sampler) -> Data:
    """The limits lie around the contents of a random mixture that the stocks allow."""
    materials = sampler.members("MATERIALS", sampler.size("materials"))
    contents = sampler.members("CONTENTS", sampler.size("contents"))
    stock = sampler.numbers("stock", materials)
    share = _together_below_one({m: {c: sampler.number("share") for c in contents} for m in materials})
    mix = {m: stock[m] * sampler.rng.uniform(0.3, 0.8) for m in materials}
    amount = 10 * max(1, int(sum(mix.values()) / 10))
    parts = {m: part / sum(mix.values()) for m, part in mix.items()}
    found = {c: sum(share[m, c] * parts[m] for m in materials) for c in contents}
    return {
        "MATERIALS": materials,
        "CONTENTS": contents,
        "price": sampler.numbers("price", materials),
        "stock": stock,
        "share": share,
        "least": {c: int(100 * found[c] * sampler.rng.uniform(0.7, 0.95)) / 100 for c in contents},
        "most": {c: int(100 * found[c] * sampler.rng.uniform(1.05, 1.3) + 1) / 100 for c in contents},
        "amount": amount,
    }


def _together_below_one(drawn: Mapping[str, Mapping[str, float]]) -> dict[tuple[str, str], float]:
    """The shares of each material, scaled down where they exceed 95 percent of it together."""
    share: dict[tuple[str, str], float] = {}
    for material, shares in drawn.items():
        scale = min(1.0, 0.95 / sum(shares.values()))
        share |= {
            (material, content): max(0.01, int(100 * part * scale + 1e-6) / 100) for content, part in shares.items()
        }
    return share


SETTINGS = (
    Setting(
        "animal_feed",
        "agriculture",
        {
            "decider": "feed mill",
            "material": "ingredient",
            "content": "nutrient",
            "product": "feed mix",
            "unit": "kilogram",
            "mix": "mix",
            "mixed": "mixed",
        },
        {
            "MATERIALS": ("maize", "barley", "soybean meal", "wheat bran", "fish meal", "rye", "alfalfa", "rapeseed"),
            "CONTENTS": ("protein", "fiber", "fat", "starch", "sugar"),
        },
        distractors=("The mill has supplied farms since {year}.", "A cow eats about {weight} kilograms a day."),
    ),
    Setting(
        "steel_alloy",
        "manufacturing",
        {
            "decider": "foundry",
            "material": "scrap grade",
            "content": "element",
            "product": "alloy",
            "unit": "ton",
            "mix": "melt",
            "mixed": "melted together",
        },
        {
            "MATERIALS": (
                "plate scrap",
                "turnings",
                "rail scrap",
                "wire scrap",
                "cast scrap",
                "pipe scrap",
                "shredded scrap",
            ),
            "CONTENTS": ("chromium", "nickel", "copper", "manganese", "silicon"),
        },
        distractors=("The furnace was rebuilt in {year}.", "The night shift has {workers} workers."),
    ),
    Setting(
        "fuel_blend",
        "energy",
        {
            "decider": "refinery",
            "material": "component",
            "content": "substance",
            "product": "fuel",
            "unit": "barrel",
            "mix": "blend",
            "mixed": "blended",
        },
        {
            "MATERIALS": ("naphtha", "reformate", "alkylate", "raffinate", "isomerate", "condensate", "light crude"),
            "CONTENTS": ("aromatics", "olefins", "benzene", "sulfur", "oxygenates"),
        },
        distractors=(
            "The refinery lies {distance} kilometers from the coast.",
            "The oldest tank dates from {year}.",
        ),
    ),
    Setting(
        "potting_soil",
        "environment",
        {
            "decider": "composting plant",
            "material": "base material",
            "content": "fraction",
            "product": "potting soil",
            "unit": "cubic meter",
            "mix": "mix",
            "mixed": "mixed",
        },
        {
            "MATERIALS": (
                "bark mulch",
                "green compost",
                "river sand",
                "leaf mold",
                "coir",
                "clay",
                "perlite",
                "wood fiber",
            ),
            "CONTENTS": ("humus", "minerals", "coarse grain", "moisture", "salt"),
        },
        distractors=(
            "The plant collects garden waste from {villages} villages.",
            "The scales of the plant were calibrated in {year}.",
        ),
    ),
    Setting(
        "hospital_formula",
        "health",
        {
            "decider": "hospital kitchen",
            "material": "base",
            "content": "component",
            "product": "liquid meal",
            "unit": "liter",
            "mix": "prepare",
            "mixed": "combined",
        },
        {
            "MATERIALS": ("whole milk", "oat base", "rice base", "soy drink", "fruit pulp", "cream", "almond base"),
            "CONTENTS": ("protein", "fat", "carbohydrates", "fiber", "sugar"),
        },
        distractors=(
            "The kitchen prepares meals for {wards} wards.",
            "The head of the kitchen has been there since {year}.",
        ),
    ),
    Setting(
        "coffee_roaster",
        "retail",
        {
            "decider": "coffee roaster",
            "material": "origin",
            "content": "bean type",
            "product": "house blend",
            "unit": "kilogram",
            "mix": "blend",
            "mixed": "blended",
        },
        {
            "MATERIALS": ("Brazil", "Colombia", "Ethiopia", "Kenya", "Sumatra", "Peru", "Vietnam", "Guatemala"),
            "CONTENTS": ("large beans", "dark beans", "broken beans", "washed beans", "dried beans"),
        },
        distractors=(
            "The roaster runs {shops} shops.",
            "The roasting drum was bought in {year}.",
        ),
    ),
    Setting(
        "concrete_mix",
        "construction",
        {
            "decider": "concrete plant",
            "material": "aggregate",
            "content": "grain class",
            "product": "aggregate mix",
            "unit": "ton",
            "mix": "mix",
            "mixed": "mixed",
        },
        {
            "MATERIALS": (
                "North Pit",
                "South Pit",
                "Hill Quarry",
                "Lake Dredge",
                "Crushed Brick",
                "Old Mine",
                "Sea Gravel",
            ),
            "CONTENTS": ("fines", "sand", "grit", "gravel", "stones"),
        },
        distractors=(
            "The plant delivers to {sites} building sites.",
            "The silo of the plant is {height} meters high.",
        ),
    ),
)

NARRATIVE = Narrative(
    openings=(
        Opening(
            (
                "{decider:a} [has to decide|must decide] how much of each {material} to use in its {product}.",
                "{decider:a} can choose among {MATERIALS_size} {material*MATERIALS_size} for its {product}: "
                "{MATERIALS:list}.",
                "For its {product}, {decider:a} buys {MATERIALS_size} kinds of {material:plural} and watches "
                "{CONTENTS_size} {content*CONTENTS_size}.",
                "The {product} of {decider:a} is [made of|put together from] {MATERIALS:list}.",
            )
        ),
    ),
    statements=(
        Rule(
            tells=("total",),
            phrasings=(
                "Exactly {amount:number} {unit*amount} of {product} must be made, and nothing is lost when the "
                "{material:plural} are {mixed}.",
                "The {decider} has to {mix} exactly {amount:number} {unit*amount} of {product}, and this is the sum of "
                "the amounts used.",
                "The amounts used must add up to exactly {amount:number} {unit*amount} of {product}.",
            ),
        ),
        Values(
            measures=(
                Measure("price", "price per {unit}", Form.MONEY),
                Measure("stock", "available {unit:plural}"),
            ),
            labels=("material_name",),
            sets=("MATERIALS",),
            phrasings=(
                "Up to {stock:number} {unit*stock} of {material_name} can be bought at {price:money} per {unit}.",
                "Each {unit} of {material_name} costs {price:money}, and [at most|no more than] {stock:number} "
                "{unit*stock} can be had.",
                "The price of {material_name} is {price:money} per {unit}, with a supply of [at most|up to] "
                "{stock:number} {unit*stock}.",
            ),
            captions=(
                "Prices and [available amounts|supplies] are [as follows|given here]:",
                "What each {material} costs, and how much of it can be bought at most:",
                "The {material:plural} are offered at these prices, in limited amounts:",
            ),
            listings=(
                (
                    "The {decider} can buy",
                    "at most {stock:number} {unit*stock} of {material_name} at {price:money} per {unit}",
                ),
                (
                    "On offer are",
                    "up to {stock:number} {unit*stock} of {material_name} for {price:money} each",
                ),
            ),
            tells=("use",),
        ),
        Values(
            measures=(Measure("share", "share", Form.PERCENT),),
            labels=("material_name", "content_name"),
            sets=("MATERIALS", "CONTENTS"),
            phrasings=(
                "The share of {content_name} in {material_name} is {share:percent}.",
                "A share of {share:percent} in {material_name} is {content_name}.",
                "In every {unit} of {material_name}, the share of {content_name} is {share:percent}.",
            ),
            captions=(
                "The {material:plural} have the following shares of each {content}:",
                "[This is what|What] the {material:plural} contain, as shares:",
                "For each {material}, the share of every {content} has been measured:",
            ),
        ),
        Values(
            measures=(
                Measure("least", "lowest share", Form.PERCENT),
                Measure("most", "highest share", Form.PERCENT),
            ),
            labels=("content_name",),
            sets=("CONTENTS",),
            phrasings=(
                "The {product} must contain at least {least:percent} and at most {most:percent} {content_name}.",
                "The share of {content_name} in the {product} has to lie between {least:percent} and {most:percent}.",
                "In the finished {product}, {content_name} may make up no less than {least:percent} and no more than "
                "{most:percent}.",
            ),
            captions=(
                "The finished {product} must keep within these limits:",
                "The shares in the {product} have to lie between the following bounds:",
                "For each {content}, the {product} has a lowest and a highest allowed share:",
            ),
            tells=("lowest", "highest"),
        ),
    ),
    goal=Goal(
        (
            "How much of each {material} should be used to [minimize the total cost|keep the total cost as low as "
            "possible]?",
            "[Find|Determine] the cheapest {product} that satisfies all requirements.",
            "What is the lowest [possible |]total cost of the {product}?",
            "[Choose|Plan] the amounts so that the {material:plural} cost as little as possible in total.",
        )
    ),
)

FAMILY = Family(
    name="blending",
    title="Blending",
    reference="Williams, Model Building in Mathematical Programming, Wiley 2013, section 1.2; an OptMATH seed",
    model_class="LP",
    problem_class="linear",
    formulation=FORMULATION,
    ranges=Ranges(
        materials=Range(3, 6, size=True, least=2, most=40),
        contents=Range(2, 4, size=True, least=1, most=20),
        stock=Range(50, 400, 10),
        price=Range(10, 90),
        share=Range(0.02, 0.4, 0.01),
    ),
    sample=sample,
    settings=SETTINGS,
    narrative=NARRATIVE,
)
