"""Economic order quantities of several goods that share a store of limited room."""

from __future__ import annotations

from nl2opt.synth.families.family import Data, Family
from nl2opt.synth.families.ranges import Range, Ranges
from nl2opt.synth.families.sampler import Sampler
from nl2opt.synth.language.quantities import Form
from nl2opt.synth.narrative.statements import Goal, Measure, Narrative, Opening, Rule, Setting, Values

FORMULATION = """
## Sets
GOODS
## Parameters
need[GOODS]  # a year
order[GOODS]  # cost of an order
holding[GOODS]  # cost of keeping one for a year
space[GOODS]
room
least
## Variables
least <= lot[g in GOODS] <= need[g]
## Objective
minimize sum(order[g] * need[g] / lot[g] + holding[g] * lot[g] / 2 for g in GOODS)
## Constraints
store: sum(space[g] * lot[g] for g in GOODS) <= room
"""


def sample(sampler: Sampler) -> Data:
    """The room is a part of what the lots would take that are best without a limit, and enough for the least lots."""
    goods = sampler.members("GOODS", sampler.size("goods"))
    need, order = sampler.numbers("need", goods), sampler.numbers("order", goods)
    holding, space = sampler.numbers("holding", goods), sampler.numbers("space", goods)
    least = sampler.number("least")
    wanted = sum(space[g] * (2 * order[g] * need[g] / holding[g]) ** 0.5 for g in goods)
    smallest = sum(space[g] * least for g in goods)
    room = max(sampler.share(wanted, 0.5, 1.1, 10), int(1.2 * smallest) + 1)
    return {
        "GOODS": goods,
        "need": need,
        "order": order,
        "holding": holding,
        "space": space,
        "room": room,
        "least": least,
    }


SETTINGS = (
    Setting(
        "hardware_store",
        "retail",
        {"decider": "hardware store", "good": "article", "unit": "unit", "store": "storeroom", "volume": "cubic foot"},
        {"GOODS": ("drills", "ladders", "paint cans", "hand saws", "tool boxes", "lamps", "hoses")},
        distractors=("The store is open {hours} hours a week.", "The building dates from {year}."),
    ),
    Setting(
        "clinic_supplies",
        "health",
        {"decider": "clinic", "good": "supply", "unit": "box", "store": "supply room", "volume": "liter"},
        {"GOODS": ("bandages", "gloves", "syringes", "masks", "gowns", "test strips", "saline bags")},
        distractors=("The clinic treats {patients} patients a day.", "It was enlarged in {year}."),
    ),
    Setting(
        "feed_store",
        "agriculture",
        {"decider": "stud farm", "good": "kind of feed", "unit": "sack", "store": "feed loft", "volume": "cubic foot"},
        {"GOODS": ("oats", "barley", "bran", "pellets", "corn", "linseed")},
        distractors=("The farm has {horses} horses.", "The loft was rebuilt in {year}."),
    ),
    Setting(
        "spare_parts",
        "transport",
        {"decider": "bus depot", "good": "spare part", "unit": "unit", "store": "parts store", "volume": "cubic foot"},
        {"GOODS": ("tires", "brake pads", "batteries", "mirrors", "seats", "door motors", "filters")},
        distractors=("The depot runs {lines} bus lines.", "A bus lasts about {years} years."),
    ),
    Setting(
        "building_materials",
        "construction",
        {"decider": "building merchant", "good": "material", "unit": "bag", "store": "shed", "volume": "liter"},
        {"GOODS": ("cement", "plaster", "gravel", "sand", "mortar", "tile glue")},
        distractors=("The merchant owns {trucks} trucks.", "The shed was painted in {year}."),
    ),
    Setting(
        "school_kitchen",
        "education",
        {"decider": "boarding school", "good": "food", "unit": "carton", "store": "pantry", "volume": "liter"},
        {"GOODS": ("rice", "pasta", "flour", "sugar", "oil", "tomatoes", "beans")},
        distractors=("The school has {pupils} boarders.", "Dinner lasts {minutes} minutes."),
    ),
)


NARRATIVE = Narrative(
    openings=(
        Opening(
            (
                "{decider:a} [orders|buys] {GOODS:list} again and again over the year, always in equal lots of each, "
                "and has to choose the lot sizes.",
                "[The|All the] lots in which {decider:a} orders {GOODS:list} are to be fixed for the year.",
                "{decider:a} keeps {GOODS_size} {good*GOODS_size} in its {store} and must decide how many "
                "{unit:plural} of each to order [at a time|in one go].",
                "[How many {unit:plural} of {GOODS:list} to order at a time|The order quantities of {GOODS:list}] "
                "must be decided by {decider:a}.",
            )
        ),
    ),
    statements=(
        Values(
            measures=(
                Measure("need", "{unit:plural} needed per year"),
                Measure("order", "Cost per order", form=Form.MONEY),
            ),
            labels=("good_name",),
            sets=("GOODS",),
            phrasings=(
                "[Each|Every] year {need:number} {unit*need} of {good_name} are needed, and each order of them costs "
                "{order:money}, whatever its size.",
                "An order of {good_name} costs {order:money} regardless of its size, and {need:number} {unit*need} "
                "are used [evenly over the year|over the year].",
                "Of {good_name}, {need:number} {unit*need} are needed [in|over] a year, with a fixed cost of "
                "{order:money} for each order.",
            ),
            captions=(
                "What is needed [in a year|over the year], evenly, and what an order costs, whatever its size:",
                "The yearly need and the fixed cost [per order|of one order], by {good}:",
                "[Each|Every] {good} has a yearly need and a cost for placing an order:",
            ),
        ),
        Values(
            measures=(
                Measure("holding", "Holding cost per {unit} a year", form=Form.MONEY),
                Measure("space", "{volume:plural} per {unit}"),
            ),
            labels=("good_name",),
            sets=("GOODS",),
            phrasings=(
                "Keeping one {unit} of {good_name} for a year costs {holding:money}, and it takes up {space:number} "
                "{volume*space}.",
                "[A|One] {unit} of {good_name} takes {space:number} {volume*space} of room and costs {holding:money} "
                "to keep for a year.",
                "For {good_name}, the holding cost is {holding:money} per {unit} and year, and the room needed is "
                "{space:number} {volume*space} per {unit}.",
            ),
            captions=(
                "What it costs to keep one {unit} for a year, and the [room|space] that it takes:",
                "Holding cost and [room|space] per {unit}, by {good}:",
                "[Each|Every] {good} has a yearly holding cost and needs room, both per {unit}:",
            ),
        ),
        Rule(
            tells=(),
            phrasings=(
                "On average, half a lot of each {good} is in stock[, as the stock falls evenly from a full lot to "
                "nothing|].",
                "[As stocks fall evenly from a full lot to nothing|Since use is even], the average stock is half of a "
                "lot.",
                "The holding cost is paid on the average stock, which is half [of the lot|a lot].",
            ),
        ),
        Rule(
            tells=("store",),
            phrasings=(
                "The {store} has {room:number} {volume*room}, and one full lot of every {good} must fit in at the "
                "same time.",
                "Full lots of all {good:plural} together [must not|may not] take more than the {room:number} "
                "{volume*room} of the {store}.",
                "[Since all lots might arrive together|To be safe], the {store} must be able to hold one lot of each "
                "{good} within its {room:number} {volume*room}.",
            ),
        ),
        Rule(
            tells=("lot",),
            phrasings=(
                "[Each|Every] lot must have at least {least:number} {unit*least} and at most the need of a year.",
                "No lot may be smaller than {least:number} {unit*least} or larger than what is needed in a year.",
                "Suppliers accept lots from {least:number} {unit*least} up, and nothing is [bought|ordered] for more "
                "than one year.",
            ),
        ),
        Rule(
            tells=("lot",),
            phrasings=(
                "Lots and numbers of orders need not be whole numbers.",
                "[Fractions|Parts] of {unit:a} and of an order are [allowed|fine] in the calculation.",
                "The lots can be calculated [as fractions|with decimals].",
            ),
        ),
    ),
    goal=Goal(
        (
            "Which lots make the yearly cost of ordering and holding as [low|small] as possible?",
            "[Find|Determine] the lot of each {good} so that the total of ordering and holding costs in a year is "
            "minimal.",
            "What is the [lowest|smallest] total cost per year of ordering and holding?",
            "The [aim|goal] is to minimize the costs of a year, which are those of all orders and those of holding "
            "stock.",
        )
    ),
)

FAMILY = Family(
    name="inventory_lot_sizes",
    title="Economic order quantities with shared storage",
    reference="Harris 1913; Hadley and Whitin, Analysis of Inventory Systems, 1963, section 2.10",
    model_class="NLP",
    problem_class="nonlinear",
    formulation=FORMULATION,
    ranges=Ranges(
        goods=Range(2, 4, size=True, least=2, most=30),
        need=Range(400, 4000, 100),
        order=Range(10, 80, 5),
        holding=Range(1, 8, 0.5),
        space=Range(2, 12),
        least=Range(5, 20, 5),
    ),
    sample=sample,
    settings=SETTINGS,
    narrative=NARRATIVE,
)
