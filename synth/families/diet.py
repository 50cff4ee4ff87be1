"""The diet problem: amounts of foods that cover the needs of nutrients at least cost."""

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
cost[FOODS]
content[FOODS, NUTRIENTS]
need[NUTRIENTS]
## Variables
buy[FOODS] >= 0 continuous  # amount bought
## Objective
minimize sum(cost[f] * buy[f] for f in FOODS)
## Constraints
cover[n in NUTRIENTS]: sum(content[f, n] * buy[f] for f in FOODS) >= need[n]
"""


def sample(sampler: Sampler) -> Data:
    """Costs, contents and needs at random; a nutrient that no food has is put into one of them."""
    foods = sampler.members("FOODS", sampler.size("foods"))
    nutrients = sampler.members("NUTRIENTS", sampler.size("nutrients"))
    content = sampler.numbers("content", ((food, nutrient) for food in foods for nutrient in nutrients))
    for nutrient in nutrients:
        if not any(content[food, nutrient] for food in foods):
            content[sampler.choose(foods), nutrient] = 5
    return {
        "FOODS": foods,
        "NUTRIENTS": nutrients,
        "cost": sampler.numbers("cost", foods),
        "content": content,
        "need": sampler.numbers("need", nutrients),
    }


SETTINGS = (
    Setting(
        "school_lunch",
        "education",
        {
            "decider": "school kitchen",
            "food": "ingredient",
            "unit": "kilogram",
            "nutrient": "nutrient",
            "measure": "gram",
            "supplies": "contains",
            "purpose": "the meals of one day",
        },
        {
            "FOODS": ("lentils", "oats", "rice", "carrots", "cheese", "beans", "pasta", "spinach", "chicken"),
            "NUTRIENTS": ("protein", "fiber", "calcium", "iron", "vitamin C", "zinc"),
        },
        distractors=("The kitchen cooks for {classes} classes.", "It was renovated in {year}."),
    ),
    Setting(
        "cattle_feed",
        "agriculture",
        {
            "decider": "dairy farmer",
            "food": "feed",
            "unit": "bag",
            "nutrient": "component",
            "measure": "unit",
            "supplies": "contains",
            "purpose": "the weekly ration of the herd",
        },
        {
            "FOODS": ("barley", "maize", "hay", "soybean meal", "alfalfa", "beet pulp", "wheat bran", "clover"),
            "NUTRIENTS": ("starch", "protein", "roughage", "phosphorus", "fat", "magnesium"),
        },
        distractors=("The herd has {cows} cows.", "The barn is {age} years old."),
    ),
    Setting(
        "radio_campaign",
        "entertainment",
        {
            "decider": "concert promoter",
            "food": "channel",
            "unit": "minute",
            "nutrient": "goal",
            "measure": "point",
            "supplies": "brings",
            "purpose": "an advertising campaign",
        },
        {
            "FOODS": ("Radio North", "City Wave", "Folk Stream", "Metro TV", "Jazz Hour", "Campus Radio", "Sport Line"),
            "NUTRIENTS": ("awareness", "trust", "interest", "recall", "loyalty"),
        },
        distractors=("The concert hall has {rows} rows of seats.", "The band was formed in {year}."),
    ),
    Setting(
        "water_softening",
        "utilities",
        {
            "decider": "waterworks",
            "food": "additive",
            "unit": "barrel",
            "nutrient": "substance",
            "measure": "kilogram",
            "supplies": "contains",
            "purpose": "the treatment of one month",
        },
        {
            "FOODS": ("Aqualin", "Calcor", "Ferrodin", "Hydrosal", "Purex Nine", "Lumidol", "Sodaplus", "Terramin"),
            "NUTRIENTS": ("lime", "chlorine", "soda", "phosphate", "carbon"),
        },
        distractors=("The waterworks serves {towns} towns.", "Its oldest pipe dates from {year}."),
    ),
    Setting(
        "compost_mix",
        "environment",
        {
            "decider": "reforestation project",
            "food": "fertilizer",
            "unit": "sack",
            "nutrient": "element",
            "measure": "gram",
            "supplies": "contains",
            "purpose": "the planting of one hillside",
        },
        {
            "FOODS": ("Greengrow", "Leafmax", "Rootstart", "Terra Mix", "Biofarm", "Humus Plus", "Algafert"),
            "NUTRIENTS": ("nitrogen", "potassium", "phosphorus", "magnesium", "sulfur", "boron"),
        },
        distractors=("The hillside burned in {year}.", "The project has {volunteers} volunteers."),
    ),
    Setting(
        "tube_feeding",
        "health",
        {
            "decider": "hospital pharmacy",
            "food": "solution",
            "unit": "liter",
            "nutrient": "nutrient",
            "measure": "gram",
            "supplies": "contains",
            "purpose": "the tube feeding of one ward",
        },
        {
            "FOODS": ("Nutrisol", "Vitaflow", "Proteva", "Enterin", "Glucosan", "Lipomax", "Mineralyt"),
            "NUTRIENTS": ("protein", "fat", "glucose", "sodium", "potassium", "calcium"),
        },
        distractors=("The ward has {beds} beds.", "The pharmacy is open {hours} hours a day."),
    ),
    Setting(
        "language_packages",
        "customer service",
        {
            "decider": "call center",
            "food": "agency",
            "unit": "package",
            "nutrient": "language",
            "measure": "hour",
            "supplies": "covers",
            "purpose": "the support of one quarter",
        },
        {
            "FOODS": ("Answerly", "Call House", "Deskpoint", "Helpline Co", "Servus", "Talkwell", "Voicenet"),
            "NUTRIENTS": ("Spanish", "French", "German", "Polish", "Korean", "Arabic"),
        },
        distractors=("The call center was opened in {year}.", "It takes {minutes} minutes to train a caller."),
    ),
)

NARRATIVE = Narrative(
    openings=(
        Opening(
            (
                "{decider:a} [has to|must] decide how many {unit:plural} of each {food} to buy for {purpose}: the "
                "[choice is|{food:plural} are] {FOODS:list}.",
                "For {purpose}, {decider:a} [can choose|chooses] from {FOODS_size} {food*FOODS_size}: {FOODS:list}.",
                "{decider:a} [is planning|plans] {purpose} and buys {FOODS:list} by the {unit}.",
                "[There are {FOODS_size} {food*FOODS_size}|{FOODS_size:number} {food*FOODS_size} are on offer] from "
                "which {decider:a} can put together {purpose}, and {NUTRIENTS_size} {nutrient*NUTRIENTS_size} matter.",
            )
        ),
    ),
    statements=(
        Values(
            measures=(Measure("cost", "Cost per {unit}", form=Form.MONEY),),
            labels=("food_name",),
            sets=("FOODS",),
            phrasings=(
                "[One|Each] {unit} of {food_name} costs {cost:money}.",
                "The price of {food_name} is {cost:money} per {unit}.",
                "{food_name} can be bought for {cost:money} [a|per] {unit}.",
            ),
            captions=(
                "The cost of one {unit} of each {food} is:",
                "The {food:plural} have the following prices per {unit}:",
            ),
            listings=(
                ("The prices per {unit} are", "{cost:money} for {food_name}"),
                ("One {unit} costs", "{cost:money} in the case of {food_name}"),
            ),
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
                "How many {measure:plural} of each {nutrient} one {unit} of each {food} {supplies}:",
                "The {measure:plural} of each {nutrient} that one {unit} {supplies} are:",
            ),
        ),
        Values(
            measures=(Measure("need", "{measure:plural} needed", unit="{measure*value}"),),
            labels=("nutrient_name",),
            sets=("NUTRIENTS",),
            phrasings=(
                "[Altogether|In total], at least {need:number} {measure*need} of {nutrient_name} [are needed|are "
                "required].",
                "The total of {nutrient_name} must [be at least|not fall below] {need:number} {measure*need}.",
                "[At least|No less than] {need:number} {measure*need} of {nutrient_name} must be provided in total.",
            ),
            captions=(
                "The total of each {nutrient} must reach at least:",
                "At least the following totals [are needed|are required]:",
            ),
            listings=(
                ("The least totals needed are", "{need:number} {measure*need} of {nutrient_name}"),
                ("What is bought must provide at least", "{need:number} {measure*need} of {nutrient_name}"),
            ),
            tells=("cover",),
        ),
        Rule(
            tells=("buy",),
            phrasings=(
                "Parts of a {unit} [can be bought|may be bought], too.",
                "[Amounts|The amounts] need not be whole {unit:plural}.",
                "Any fraction of a {unit} can be bought.",
            ),
        ),
    ),
    goal=Goal(
        (
            "What is the [lowest|smallest|minimum] total cost [at which all needs are met|of meeting all needs]?",
            "How much of each {food} should be bought so that all needs are met at the [lowest|least] total cost?",
            "[Determine|Find] the amounts of the {food:plural} that meet all needs and [minimize the total cost|cost "
            "as little as possible in total].",
            "The {decider} wants to [keep the total cost as low as possible|minimize the total cost] while meeting "
            "every need.",
        )
    ),
)

FAMILY = Family(
    name="diet",
    title="Diet",
    reference="Stigler, The cost of subsistence, Journal of Farm Economics 27 (1945); Fourer, Gay and Kernighan, AMPL, "
    "2nd edition, chapter 2",
    model_class="LP",
    problem_class="linear",
    formulation=FORMULATION,
    ranges=Ranges(
        foods=Range(2, 5, size=True, least=2, most=60),
        nutrients=Range(2, 4, size=True, least=1, most=30),
        cost=Range(2, 15, 0.5),
        content=Range(0, 30),
        need=Range(60, 300, 10),
    ),
    sample=sample,
    settings=SETTINGS,
    narrative=NARRATIVE,
)
