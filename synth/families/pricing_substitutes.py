"""Prices of products that compete with each other: each demand falls with its own price and rises with the others'."""

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
base[PRODUCTS]  # demand if all prices were zero
own[PRODUCTS]  # demand lost by a rise of the own price by one
cross[PRODUCTS]  # demand gained by a rise of another price by one
cost[PRODUCTS]
top[PRODUCTS]
## Variables
cost[p] <= price[p in PRODUCTS] <= top[p]
## Objective
maximize sum((price[p] - cost[p]) * (base[p] - own[p] * price[p] + cross[p] * sum(price[q] for q in PRODUCTS if q != p))
    for p in PRODUCTS)
## Constraints
sold[p in PRODUCTS]: base[p] - own[p] * price[p] + cross[p] * sum(price[q] for q in PRODUCTS if q != p) >= 0
"""


def sample(sampler: Sampler) -> Data:
    """The own effect outweighs all cross effects together, which makes the profit concave."""
    products = sampler.members("PRODUCTS", sampler.size("products"))
    cross = sampler.numbers("cross", products)
    reach = (len(products) - 1) * max(cross.values())
    own = {p: reach + sampler.number("surplus") for p in products}
    cost = sampler.numbers("cost", products)
    highest = max(cost.values())
    top = {p: highest + sampler.number("margin") for p in products}
    base = {p: sampler.share(own[p] * top[p], 0.9, 1.6, 10) + 10 for p in products}
    return {"PRODUCTS": products, "base": base, "own": own, "cross": cross, "cost": cost, "top": top}


SETTINGS = (
    Setting(
        "ice_cream_tubs",
        "retail",
        {
            "decider": "ice cream maker",
            "product": "flavor",
            "unit": "tub",
            "buyers": "tubs",
            "span": "week",
            "sell": "sell",
        },
        {"PRODUCTS": ("vanilla", "chocolate", "strawberry", "pistachio", "hazelnut", "mango")},
        distractors=("The freezers were bought in {year}.", "A tub holds {scoops} scoops."),
    ),
    Setting(
        "train_classes",
        "transport",
        {
            "decider": "railway company",
            "product": "kind of ticket",
            "unit": "ticket",
            "buyers": "tickets",
            "span": "day",
            "sell": "sell",
        },
        {"PRODUCTS": ("saver tickets", "standard tickets", "flexible tickets", "first-class tickets", "night tickets")},
        distractors=("The line is {miles} miles long.", "The trains have been electric since {year}."),
    ),
    Setting(
        "streaming_plans",
        "entertainment",
        {
            "decider": "streaming service",
            "product": "plan",
            "unit": "subscription",
            "buyers": "subscriptions",
            "span": "month",
            "sell": "offer",
        },
        {"PRODUCTS": ("the basic plan", "the family plan", "the sports plan", "the movie plan", "the student plan")},
        distractors=("The service shows {films} new films this month.", "It was launched in {year}."),
    ),
    Setting(
        "cloud_servers",
        "software",
        {
            "decider": "hosting company",
            "product": "server type",
            "unit": "server",
            "buyers": "servers",
            "span": "month",
            "sell": "rent out",
        },
        {"PRODUCTS": ("small servers", "medium servers", "large servers", "storage servers", "graphics servers")},
        distractors=("The data center has {halls} halls.", "Support answers within {minutes} minutes."),
    ),
    Setting(
        "seed_potatoes",
        "agriculture",
        {
            "decider": "seed company",
            "product": "variety",
            "unit": "sack",
            "buyers": "sacks",
            "span": "season",
            "sell": "sell",
        },
        {"PRODUCTS": ("Amber", "Bluette", "Corina", "Delphine", "Estima", "Fontane")},
        distractors=("A sack weighs {weight} kilograms.", "The company tests {fields} fields."),
    ),
    Setting(
        "language_courses",
        "education",
        {
            "decider": "language school",
            "product": "course",
            "unit": "place",
            "buyers": "places",
            "span": "term",
            "sell": "sell",
        },
        {"PRODUCTS": ("the morning course", "the evening course", "the weekend course", "the online course")},
        distractors=("The school teaches {languages} languages.", "Its rooms were painted in {year}."),
    ),
    Setting(
        "battery_brands",
        "energy",
        {
            "decider": "battery supplier",
            "product": "battery",
            "unit": "battery",
            "buyers": "batteries",
            "span": "quarter",
            "sell": "sell",
        },
        {"PRODUCTS": ("Volta", "Amperion", "Joulex", "Wattson", "Ohmega")},
        distractors=("Batteries are tested for {hours} hours.", "The supplier exports to {countries} countries."),
    ),
)


NARRATIVE = Narrative(
    openings=(
        Opening(
            (
                "{decider:a} [has to|wants to] set the prices of {PRODUCTS:list}, which compete with each other.",
                "[Customers|Buyers] of {decider:a} choose between {PRODUCTS:list}, and the price of each is [still "
                "open|to be set].",
                "{decider:a} is [looking for|working out] the best prices for {PRODUCTS_size} {product*PRODUCTS_size} "
                "that can replace one another.",
                "[How many {buyers} of each {product} {decider:a} can {sell} in a {span} depends on all of its "
                "prices|The demand for each {product} of {decider:a} depends on the prices of all of them].",
            )
        ),
    ),
    statements=(
        Values(
            measures=(
                Measure("base", "Demand at prices of zero ({buyers})"),
                Measure("own", "Loss per unit of own price"),
                Measure("cross", "Gain per unit of any other price"),
            ),
            labels=("product_name",),
            sets=("PRODUCTS",),
            phrasings=(
                "If all prices were zero, the demand for {product_name} would be {base:number} {buyers} a {span}, and "
                "it falls by {own:number} for every unit of currency that its own price goes up and rises by "
                "{cross:number} for every unit of currency that the price of any other {product} goes up.",
                "The demand for {product_name} in a {span} is {base:number} {buyers}, minus {own:number} times its "
                "price, plus {cross:number} times the [sum|total] of the prices of all [other {product:plural}|the "
                "others].",
                "For {product_name}, demand starts at {base:number} {buyers} a {span} when everything is free, drops "
                "by {own:number} with each unit of currency added to its price, and grows by {cross:number} with each "
                "one added to the price of [another|any other] {product}.",
            ),
            captions=(
                "The demand for a {product} in a {span} is a linear function of all prices: what it would be if all "
                "prices were zero, less the loss for each unit of its own price, plus the gain for each unit of the "
                "price of every other {product}:",
                "[Demand|The demand of a {span}] is linear, and these are its value at prices of zero, the loss per "
                "unit of the own price, and the gain per unit of the price of each other {product}:",
                "For each {product}, demand in a {span} equals the first number, minus the second times its own "
                "price, plus the third times the sum of the other prices:",
            ),
        ),
        Values(
            measures=(
                Measure("cost", "Cost per {unit}", form=Form.MONEY),
                Measure("top", "Highest price", form=Form.MONEY),
            ),
            labels=("product_name",),
            sets=("PRODUCTS",),
            phrasings=(
                "For {product_name}, [each|every] {unit} costs {cost:money}, and the price must be no less than that "
                "and at most {top:money}.",
                "For {product_name}, the price has to lie between the cost of {cost:money} per {unit} and a limit of "
                "{top:money}.",
                "With a cost of {cost:money} per {unit}, {product_name} must not be sold at a loss, nor for more than "
                "{top:money}.",
            ),
            captions=(
                "The price of each {product} [cannot|must not] be below its cost per {unit} nor above its highest "
                "price:",
                "[Costs per {unit}|What {unit:a} costs], which no price may fall below, and the highest prices "
                "allowed:",
                "[Each|Every] price must lie between the cost per {unit} and an upper limit:",
            ),
            tells=("price",),
        ),
        Rule(
            tells=("sold",),
            phrasings=(
                "No demand [can|may] become negative.",
                "The prices must [be such that|make sure that] no demand falls below zero.",
                "[All|The] demands have to be zero or more at the chosen prices.",
            ),
            implied=True,
        ),
    ),
    goal=Goal(
        (
            "Which prices give the largest total profit, if profit is price minus cost, times demand, over all "
            "{product:plural}?",
            "[Find|Determine] the prices that maximize the total profit in a {span}, where every {unit} earns its "
            "price less its cost.",
            "What is the [highest|largest] total profit, revenue minus cost, that can be made in a {span}?",
            "The [aim|goal] is to maximize the total profit of a {span}, which is the sum of (price minus cost) times "
            "demand.",
        )
    ),
)

FAMILY = Family(
    name="pricing_substitutes",
    title="Pricing of substitutes",
    reference="Phillips, Pricing and Revenue Optimization, 2nd edition, chapter 3; Williams, Model Building in "
    "Mathematical Programming, 5th edition, section 12.21 (agricultural pricing)",
    model_class="QP",
    problem_class="quadratic",
    formulation=FORMULATION,
    ranges=Ranges(
        products=Range(2, 4, size=True, least=2, most=40),
        cross=Range(2, 5),
        surplus=Range(3, 12),
        cost=Range(4, 20),
        margin=Range(15, 40),
    ),
    sample=sample,
    settings=SETTINGS,
    narrative=NARRATIVE,
)
