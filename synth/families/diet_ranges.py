"""The diet problem with lower and upper bounds on nutrients and on the amounts of foods."""

from __future__ import annotations

from nl2opt.synth.families.family import Data, Family
from nl2opt.synth.families.ranges import Range, Ranges
from nl2opt.synth.families.sampler import Sampler
from nl2opt.synth.language.quantities import Form
from nl2opt.synth.narrative.statements import Goal, Measure, Narrative, Opening, Rule, Setting, Values

FORMULATION = """
## Sets
FOODS
NUTRIENTS
## Parameters
price[FOODS]
most[FOODS]
content[FOODS, NUTRIENTS]
lower[NUTRIENTS]
upper[NUTRIENTS]
## Variables
0 <= amount[f in FOODS] <= most[f]
## Objective
minimize sum(price[f] * amount[f] for f in FOODS)
## Constraints
enough[n in NUTRIENTS]: sum(content[f, n] * amount[f] for f in FOODS) >= lower[n]
not_too_much[n in NUTRIENTS]: sum(content[f, n] * amount[f] for f in FOODS) <= upper[n]
"""


def sample(sampler: Sampler) -> Data:
    """The bounds lie around what a random diet gives, so that this diet is feasible."""
    foods = sampler.members("FOODS", sampler.size("foods"))
    nutrients = sampler.members("NUTRIENTS", sampler.size("nutrients"))
    most = sampler.numbers("most", foods)
    content = {(f, n): sampler.number("content") for f in foods for n in nutrients}
    diet = {f: most[f] * sampler.rng.uniform(0.2, 0.7) for f in foods}
    given = {n: sum(content[f, n] * diet[f] for f in foods) for n in nutrients}
    return {
        "FOODS": foods,
        "NUTRIENTS": nutrients,
        "price": sampler.numbers("price", foods),
        "most": most,
        "content": content,
        "lower": {n: sampler.share(given[n], 0.7, 0.95, 5) for n in nutrients},
        "upper": {n: 5 * (int(given[n] * sampler.rng.uniform(1.05, 1.5) / 5) + 1) for n in nutrients},
    }


SETTINGS = (
    Setting(
        "canteen_meals",
        "education",
        {
            "decider": "school canteen",
            "food": "food",
            "nutrient": "nutrient",
            "serving": "serving",
            "unit": "gram",
            "plan": "weekly menu",
            "use": "use",
            "used": "used",
        },
        {
            "FOODS": (
                "rice",
                "lentils",
                "salmon",
                "spinach",
                "yogurt",
                "bread",
                "chicken",
                "potatoes",
                "cheese",
                "eggs",
            ),
            "NUTRIENTS": ("protein", "fat", "fiber", "starch", "sugar"),
        },
        distractors=("The canteen has {tables} tables.", "The cook has worked there since {year}."),
    ),
    Setting(
        "tube_feeding",
        "health",
        {
            "decider": "hospital dietitian",
            "food": "formula",
            "nutrient": "substance",
            "serving": "bottle",
            "unit": "milligram",
            "plan": "feeding plan",
            "use": "give",
            "used": "given",
        },
        {
            "FOODS": ("Calora", "Fortis", "Lactavit", "Nutrival", "Proteon", "Renolite", "Sanova", "Vitanol"),
            "NUTRIENTS": ("sodium", "potassium", "calcium", "magnesium", "zinc", "iron"),
        },
        distractors=(
            "The ward has {beds} beds.",
            "The patient was born in {year}.",
        ),
    ),
    Setting(
        "dairy_herd",
        "agriculture",
        {
            "decider": "dairy farmer",
            "food": "feed",
            "nutrient": "nutrient",
            "serving": "sack",
            "unit": "kilogram",
            "plan": "ration for the herd",
            "use": "feed",
            "used": "fed",
        },
        {
            "FOODS": ("hay", "silage", "clover", "barley", "beet pulp", "maize", "straw", "linseed"),
            "NUTRIENTS": ("crude protein", "crude fiber", "calcium", "phosphorus", "energy feed"),
        },
        distractors=("The farm lies {height} hundred meters above the sea.", "The cowshed was built in {year}."),
    ),
    Setting(
        "fertilizer_plan",
        "environment",
        {
            "decider": "park department",
            "food": "fertilizer",
            "nutrient": "mineral",
            "serving": "bag",
            "unit": "kilogram",
            "plan": "treatment of the lawns",
            "use": "spread",
            "used": "spread",
        },
        {
            "FOODS": ("Greengro", "Lawnmix", "Rootmax", "Soilfix", "Terrafeed", "Bloomer", "Humusan", "Turfcare"),
            "NUTRIENTS": ("nitrogen", "phosphate", "potash", "magnesium", "sulfur"),
        },
        distractors=("The largest park was laid out in {year}.", "The parks have {benches} benches in all."),
    ),
    Setting(
        "mountain_expedition",
        "entertainment",
        {
            "decider": "expedition team",
            "food": "provision",
            "nutrient": "nutrient",
            "serving": "packet",
            "unit": "gram",
            "plan": "food supply of the tour",
            "use": "take along",
            "used": "taken along",
        },
        {
            "FOODS": ("oatmeal", "nuts", "dried fruit", "chocolate", "jerky", "noodles", "milk powder", "crackers"),
            "NUTRIENTS": ("protein", "fat", "salt", "sugar", "fiber"),
        },
        distractors=(
            "The summit was first climbed in {year}.",
            "The team will sleep in {tents} tents.",
        ),
    ),
    Setting(
        "foundry_charge",
        "manufacturing",
        {
            "decider": "iron foundry",
            "food": "charge material",
            "nutrient": "element",
            "serving": "barrow",
            "unit": "kilogram",
            "plan": "next charge of the furnace",
            "use": "charge",
            "used": "charged",
        },
        {
            "FOODS": ("pig iron", "steel scrap", "cast returns", "ferrosilicon", "mill scale", "briquettes", "swarf"),
            "NUTRIENTS": ("carbon", "silicon", "manganese", "chromium", "copper"),
        },
        distractors=("The furnace holds up to {tons} tons.", "The furnace was lined anew in {year}."),
    ),
)

NARRATIVE = Narrative(
    openings=(
        Opening(
            (
                "{decider:a} is putting together the {plan} and can choose among {FOODS_size} {food*FOODS_size}: "
                "{FOODS:list}.",
                "{decider:a} has to decide how much of each {food} to {use} in the {plan}.",
                "[In|For] the {plan}, {decider:a} can {use} {FOODS:list}.",
                "The {plan} of {decider:a} must have the right amounts of {NUTRIENTS_size} {nutrient*NUTRIENTS_size}.",
            )
        ),
    ),
    statements=(
        Values(
            measures=(
                Measure("price", "price per {serving}", Form.MONEY),
                Measure("most", "most {serving:plural}"),
            ),
            labels=("food_name",),
            sets=("FOODS",),
            phrasings=(
                "The price of one {serving} of {food_name} is {price:money}, and no more than {most:number} "
                "{serving*most} can be {used}.",
                "At most {most:number} {serving*most} of {food_name} can be {used}, at {price:money} per {serving}.",
                "One can {use} up to {most:number} {serving*most} of {food_name}, each of which costs {price:money}.",
            ),
            captions=(
                "Prices and upper limits of the {food:plural} are as follows:",
                "Each {food} has its price, and a limit on what can be {used}:",
                "What one {serving} costs, and how many {serving:plural} can be {used} at most:",
            ),
            listings=(
                (
                    "The {decider} can {use}",
                    "up to {most:number} {serving*most} of {food_name} at {price:money} per {serving}",
                ),
            ),
            tells=("amount",),
        ),
        Values(
            measures=(Measure("content", "{unit:plural} per {serving}"),),
            labels=("food_name", "nutrient_name"),
            sets=("FOODS", "NUTRIENTS"),
            phrasings=(
                "One {serving} of {food_name} has {content:number} {unit*content} of {nutrient_name}.",
                "[Anyone|One] can count on {content:number} {unit*content} of {nutrient_name} in each {serving} of "
                "{food_name}.",
                "Each {serving} of {food_name} supplies {content:number} {unit*content} of {nutrient_name}.",
            ),
            captions=(
                "The content of each {nutrient} in one {serving} of each {food}, in {unit:plural}:",
                "One {serving} contains the following {unit:plural} of each {nutrient}:",
                "How many {unit:plural} of every {nutrient} one {serving} supplies:",
            ),
        ),
        Values(
            measures=(
                Measure("lower", "lower limit ({unit:plural})"),
                Measure("upper", "upper limit ({unit:plural})"),
            ),
            labels=("nutrient_name",),
            sets=("NUTRIENTS",),
            phrasings=(
                "In total, there must be at least {lower:number} and at most {upper:number} {unit*upper} of "
                "{nutrient_name}.",
                "The total amount of {nutrient_name} has to lie between {lower:number} and {upper:number} "
                "{unit*upper}.",
                "No less than {lower:number} and no more than {upper:number} {unit*upper} of {nutrient_name} are "
                "allowed altogether.",
            ),
            captions=(
                "The {plan} must keep within these limits in total:",
                "Of each {nutrient}, the total has to lie between two bounds:",
                "Lower and upper limits on the total of each {nutrient} are:",
            ),
            listings=(
                (
                    "The {plan} must have",
                    "at least {lower:number} and at most {upper:number} {unit*upper} of {nutrient_name} in total",
                ),
            ),
            tells=("enough", "not_too_much"),
        ),
        Rule(
            tells=("amount",),
            phrasings=(
                "Parts of {serving:a} are possible, too.",
                "The amounts need not be whole {serving:plural}.",
                "It is allowed to {use} a fraction of {serving:a}.",
            ),
        ),
    ),
    goal=Goal(
        (
            "How much of each {food} should be {used} so that the total cost is as low as possible?",
            "[Find|Determine] the cheapest way to meet all [limits|requirements].",
            "What is the lowest total cost at which all limits are respected?",
            "[Minimize|Keep as low as possible] the total cost of the {plan}.",
        )
    ),
)

FAMILY = Family(
    name="diet_ranges",
    title="Diet problem with ranges",
    reference="Stigler, The cost of subsistence, Journal of Farm Economics 27(2), 1945, with bounds; an OptMATH seed",
    model_class="LP",
    problem_class="linear",
    formulation=FORMULATION,
    ranges=Ranges(
        foods=Range(3, 7, size=True, least=2, most=50),
        nutrients=Range(2, 4, size=True, least=1, most=30),
        price=Range(1, 20),
        most=Range(4, 25),
        content=Range(1, 50),
    ),
    sample=sample,
    settings=SETTINGS,
    narrative=NARRATIVE,
)
