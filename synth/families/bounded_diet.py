"""The diet problem in whole packages, with bounds on what is bought and on the totals of nutrients."""

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
least[FOODS]
most[FOODS]
content[FOODS, NUTRIENTS]
low[NUTRIENTS]
high[NUTRIENTS]
## Variables
least[f] <= buy[f in FOODS] <= most[f] integer  # packages bought
## Objective
minimize sum(price[f] * buy[f] for f in FOODS)
## Constraints
enough[n in NUTRIENTS]: sum(content[f, n] * buy[f] for f in FOODS) >= low[n]
limit[n in NUTRIENTS]: sum(content[f, n] * buy[f] for f in FOODS) <= high[n]
"""


def sample(sampler: Sampler) -> Data:
    """The limits of a nutrient lie around what a random purchase within its bounds contains, so one is feasible."""
    foods = sampler.members("FOODS", sampler.size("foods"))
    nutrients = sampler.members("NUTRIENTS", sampler.size("nutrients"))
    least = sampler.numbers("least", foods)
    most = {food: least[food] + sampler.number("room") for food in foods}
    bought = {food: sampler.rng.randint(int(least[food]), int(most[food])) for food in foods}
    content = sampler.numbers("content", ((food, nutrient) for food in foods for nutrient in nutrients))
    total = {n: max(1, sum(content[food, n] * bought[food] for food in foods)) for n in nutrients}
    return {
        "FOODS": foods,
        "NUTRIENTS": nutrients,
        "price": sampler.numbers("price", foods),
        "least": least,
        "most": most,
        "content": content,
        "low": {n: sampler.share(total[n], 0.7, 0.95) for n in nutrients},
        "high": {n: total[n] + sampler.share(total[n], 0.1, 0.4) for n in nutrients},
    }


SETTINGS = (
    Setting(
        "expedition_food",
        "entertainment",
        {
            "decider": "mountain guide",
            "food": "food",
            "unit": "package",
            "nutrient": "nutrient",
            "measure": "gram",
            "supplies": "contains",
            "occasion": "an expedition",
        },
        {
            "FOODS": (
                "trail mix",
                "soup powder",
                "dried fruit",
                "porridge",
                "jerky",
                "crackers",
                "noodles",
                "chocolate",
            ),
            "NUTRIENTS": ("protein", "fat", "carbohydrate", "fiber", "sodium"),
        },
        distractors=("The summit was first climbed in {year}.", "The group has {climbers} climbers."),
    ),
    Setting(
        "hospital_menu",
        "health",
        {
            "decider": "dietitian",
            "food": "dish",
            "unit": "serving",
            "nutrient": "nutrient",
            "measure": "gram",
            "supplies": "contains",
            "occasion": "the weekly plan of a patient",
        },
        {
            "FOODS": ("fish stew", "bean salad", "lamb curry", "egg toast", "rice bowl", "fruit plate", "tofu soup"),
            "NUTRIENTS": ("protein", "fat", "fiber", "sugar", "salt"),
        },
        distractors=("The hospital was built in {year}.", "Lunch is served for {minutes} minutes."),
    ),
    Setting(
        "fish_farm",
        "agriculture",
        {
            "decider": "fish farm",
            "food": "feed mix",
            "unit": "sack",
            "nutrient": "component",
            "measure": "unit",
            "supplies": "contains",
            "occasion": "the feeding of one pond",
        },
        {
            "FOODS": ("Aquafit", "Bluegrain", "Coralin", "Deltafeed", "Ecopellet", "Finmix", "Marisol"),
            "NUTRIENTS": ("protein", "oil", "starch", "ash", "phosphorus"),
        },
        distractors=("The pond is {depth} meters deep.", "The farm exports to {countries} countries."),
    ),
    Setting(
        "park_planting",
        "environment",
        {
            "decider": "parks department",
            "food": "seed blend",
            "unit": "box",
            "nutrient": "plant group",
            "measure": "gram",
            "supplies": "contains",
            "occasion": "the sowing of a new meadow",
        },
        {
            "FOODS": ("Alpine", "Bee Pasture", "Country", "Dry Slope", "Evergreen", "Field Edge", "Wetland"),
            "NUTRIENTS": ("clover", "grasses", "herbs", "poppies", "sunflowers"),
        },
        distractors=("The meadow lies {minutes} minutes from the center.", "The last sowing was in {year}."),
    ),
    Setting(
        "training_hours",
        "education",
        {
            "decider": "training institute",
            "food": "course",
            "unit": "session",
            "nutrient": "skill",
            "measure": "hour",
            "supplies": "includes",
            "occasion": "the program of a new class",
        },
        {
            "FOODS": ("Bootcamp", "Field Study", "Lab Week", "Seminar", "Workshop", "Tutorial", "Simulation"),
            "NUTRIENTS": ("writing", "statistics", "programming", "presenting", "drawing"),
        },
        distractors=("The institute has {teachers} teachers.", "The class starts in {weeks} weeks."),
    ),
    Setting(
        "toy_bundles",
        "retail",
        {
            "decider": "toy shop",
            "food": "bundle",
            "unit": "crate",
            "nutrient": "toy group",
            "measure": "item",
            "supplies": "contains",
            "occasion": "the holiday season",
        },
        {
            "FOODS": ("Adventure", "Builder", "Castle", "Discovery", "Explorer", "Fantasy", "Garden"),
            "NUTRIENTS": ("puzzles", "dolls", "blocks", "cars", "games"),
        },
        distractors=("The shop opened in {year}.", "A crate weighs {weight} kilograms."),
    ),
)

NARRATIVE = Narrative(
    openings=(
        Opening(
            (
                "{decider:a} has to decide how many {unit:plural} of {FOODS:list} to buy for {occasion}.",
                "For {occasion}, {decider:a} buys {FOODS_size} {food*FOODS_size} by the {unit}: {FOODS:list}.",
                "{decider:a} [is preparing|prepares] {occasion} and must choose the number of {unit:plural} of each of "
                "{FOODS_size} {food*FOODS_size}.",
                "[In preparation for|To prepare] {occasion}, {decider:a} orders {food:plural} by the {unit}, and looks "
                "at {NUTRIENTS_size} {nutrient*NUTRIENTS_size}: {NUTRIENTS:list}.",
            )
        ),
    ),
    statements=(
        Values(
            measures=(Measure("price", "Price per {unit}", form=Form.MONEY),),
            labels=("food_name",),
            sets=("FOODS",),
            phrasings=(
                "[One|Each|A] {unit} of {food_name} costs {price:money}.",
                "{food_name} is sold at {price:money} [a|per] {unit}.",
                "The price of one {unit} of {food_name} is {price:money}.",
            ),
            captions=("The prices per {unit} are:", "What one {unit} of each {food} costs:"),
            listings=(("The prices per {unit} are", "{price:money} for {food_name}"),),
        ),
        Values(
            measures=(
                Measure("least", "Least number of {unit:plural}", unit="{unit*value}"),
                Measure("most", "Greatest number of {unit:plural}", unit="{unit*value}"),
            ),
            labels=("food_name",),
            sets=("FOODS",),
            phrasings=(
                "At least {least:number} and at most {most:number} {unit:plural} of {food_name} can be bought.",
                "The number of {unit:plural} of {food_name} must [be|lie] between {least:number} and {most:number}.",
                "Of {food_name}, no fewer than {least:number} and no more than {most:number} {unit:plural} may be "
                "bought.",
            ),
            captions=(
                "The number of {unit:plural} bought of each {food} must lie within these limits:",
                "Each {food} has a least and a greatest number of {unit:plural} that may be bought:",
            ),
            tells=("buy",),
        ),
        Values(
            measures=(Measure("content", "{measure:plural} per {unit}", unit="{measure*value}"),),
            labels=("food_name", "nutrient_name"),
            sets=("FOODS", "NUTRIENTS"),
            phrasings=(
                "[One|Each|Every] {unit} of {food_name} {supplies} {content:number} {measure*content} of "
                "{nutrient_name}.",
                "For {nutrient_name}, one {unit} of {food_name} {supplies} {content:number} {measure*content}.",
                "Per {unit}, {food_name} {supplies} {content:number} {measure*content} of {nutrient_name}.",
            ),
            captions=(
                "How many {measure:plural} of each {nutrient} one {unit} {supplies}:",
                "The {measure:plural} of each {nutrient} in one {unit} of each {food} are:",
            ),
        ),
        Values(
            measures=(
                Measure("low", "Least total ({measure:plural})", unit="{measure*value}"),
                Measure("high", "Greatest total ({measure:plural})", unit="{measure*value}"),
            ),
            labels=("nutrient_name",),
            sets=("NUTRIENTS",),
            phrasings=(
                "The total of {nutrient_name} must be [at least|no less than] {low:number} and [at most|no more than] "
                "{high:number} {measure*high}.",
                "In total, between {low:number} and {high:number} {measure*high} of {nutrient_name} are "
                "[allowed|required].",
                "What is bought has to provide at least {low:number} but not more than {high:number} {measure*high} of "
                "{nutrient_name} in total.",
            ),
            captions=(
                "The total of each {nutrient} in all that is bought must stay within these limits:",
                "The totals have the following lower and upper limits:",
            ),
            tells=("enough", "limit"),
        ),
        Rule(
            tells=("buy",),
            phrasings=(
                "Only whole {unit:plural} can be bought.",
                "[No {unit} is|The {unit:plural} are not] sold in parts.",
                "The numbers of {unit:plural} must be whole.",
            ),
        ),
    ),
    goal=Goal(
        (
            "What is the [lowest|smallest|minimum] total cost of a purchase that respects all limits?",
            "How many {unit:plural} of each {food} should be bought to keep all limits at the [lowest|least] total "
            "cost?",
            "[Determine|Find] the numbers of {unit:plural} that respect all limits and [minimize the total cost|cost "
            "as little as possible in total].",
            "The {decider} wants to spend [as little money|as little] as possible while keeping within all limits.",
        )
    ),
)

FAMILY = Family(
    name="bounded_diet",
    title="Diet with bounds",
    reference="Fourer, Gay and Kernighan, AMPL, 2nd edition, section 2.3 and figure 5-1; a seed family of OptMATH "
    "(arXiv 2502.11102)",
    model_class="IP",
    problem_class="integer",
    formulation=FORMULATION,
    ranges=Ranges(
        foods=Range(2, 5, size=True, least=2, most=50),
        nutrients=Range(2, 4, size=True, least=1, most=20),
        price=Range(2, 15, 0.5),
        least=Range(1, 4),
        room=Range(4, 12),
        content=Range(1, 30),
    ),
    sample=sample,
    settings=SETTINGS,
    narrative=NARRATIVE,
)
