"""Lot sizing under a capacity that can be expanded: what to produce, store and add in each period."""

from __future__ import annotations

from nl2opt.synth.families.family import Data, Family
from nl2opt.synth.families.ranges import Range, Ranges
from nl2opt.synth.families.sampler import Sampler
from nl2opt.synth.language.quantities import Form
from nl2opt.synth.narrative.statements import Goal, Measure, Narrative, Opening, Rule, Setting, Values

FORMULATION = """
## Sets
PRODUCTS
PERIODS = 1..periods
## Parameters
periods
demand[PRODUCTS, PERIODS]
hours[PRODUCTS]
setup_cost[PRODUCTS]
holding_cost[PRODUCTS]
capacity
expansion_cost
expansion_limit
total[p in PRODUCTS] = sum(demand[p, t] for t in PERIODS)
## Variables
make[PRODUCTS, PERIODS] >= 0
stock[PRODUCTS, PERIODS] >= 0  # at the end of the period
setup[PRODUCTS, PERIODS] binary  # whether the product is made in the period
0 <= expand[PERIODS] <= expansion_limit  # hours added for the rest of the horizon
## Objective
minimize (
    sum(setup_cost[p] * setup[p, t] + holding_cost[p] * stock[p, t] for p in PRODUCTS for t in PERIODS)
    + sum(expansion_cost * expand[t] for t in PERIODS)
)
## Constraints
first[p in PRODUCTS]: make[p, 1] == demand[p, 1] + stock[p, 1]
balance[p in PRODUCTS, t in PERIODS if t > 1]: stock[p, t-1] + make[p, t] == demand[p, t] + stock[p, t]
lot[p in PRODUCTS, t in PERIODS]: make[p, t] <= total[p] * setup[p, t]
room[t in PERIODS]: sum(hours[p] * make[p, t] for p in PRODUCTS) <= capacity + sum(expand[s] for s in PERIODS if s <= t)
"""


def sample(sampler: Sampler) -> Data:
    """The hours suffice in the first period and, with all expansions, on the average of any first periods."""
    products = sampler.members("PRODUCTS", sampler.size("products"))
    periods = sampler.size("periods")
    demand = {(p, t): sampler.number("demand") for p in products for t in range(1, periods + 1)}
    hours = sampler.numbers("hours", products)
    needed = [sum(hours[p] * demand[p, t] for p in products) for t in range(1, periods + 1)]
    limit = sampler.share(max(needed), 0.1, 0.25, 5)
    room: float = 0
    short: float = 0
    for place, need in enumerate(needed):
        # All expansions made at once: limit * (1 + 2 + ... + place + 1) hours until this period.
        room += need
        bought = limit * (place + 1) * (place + 2) / 2
        short = max(short, (room - bought) / (place + 1))
    return {
        "periods": periods,
        "PRODUCTS": products,
        "demand": demand,
        "hours": hours,
        "setup_cost": sampler.numbers("setup_cost", products),
        "holding_cost": sampler.numbers("holding_cost", products),
        "capacity": 5 * (int(short / 5) + 1 + sampler.rng.randrange(4)),
        "expansion_cost": sampler.number("expansion_cost"),
        "expansion_limit": limit,
    }


SETTINGS = (
    Setting(
        "furniture_factory",
        "manufacturing",
        {
            "decider": "furniture factory",
            "product": "model",
            "piece": "piece",
            "period": "week",
            "hour": "machine hour",
            "make": "make",
            "made": "made",
            "store": "keep in stock",
            "source": "new machines",
        },
        {"PRODUCTS": ("Oslo", "Bergen", "Turku", "Malmö", "Visby", "Aarhus", "Vaasa")},
        distractors=("The factory was built in {year}.", "The showroom has {rooms} rooms."),
    ),
    Setting(
        "vaccine_maker",
        "health",
        {
            "decider": "pharmaceutical company",
            "product": "vaccine",
            "piece": "batch",
            "period": "month",
            "hour": "reactor hour",
            "make": "brew",
            "made": "brewed",
            "store": "keep in cold storage",
            "source": "additional reactors",
        },
        {"PRODUCTS": ("Flunar", "Hepavax", "Measol", "Polirix", "Rabivin", "Tetanor", "Variset")},
        distractors=(
            "The company employs {chemists} chemists.",
            "The first medicine of the company was approved in {year}.",
        ),
    ),
    Setting(
        "canning_plant",
        "agriculture",
        {
            "decider": "canning plant",
            "product": "product",
            "piece": "pallet",
            "period": "month",
            "hour": "line hour",
            "make": "can",
            "made": "canned",
            "store": "put into store",
            "source": "extra canning lines",
        },
        {"PRODUCTS": ("peas", "peaches", "tomatoes", "cherries", "beans", "pears", "carrots")},
        distractors=("The plant buys from {farms} farms.", "A pallet holds {cans} dozen cans."),
    ),
    Setting(
        "textbook_printer",
        "education",
        {
            "decider": "textbook publisher",
            "product": "title",
            "piece": "thousand-copy lot",
            "period": "quarter",
            "hour": "press hour",
            "make": "print",
            "made": "printed",
            "store": "store",
            "source": "rented presses",
        },
        {"PRODUCTS": ("Algebra", "Biology", "Chemistry", "Drama", "English", "French", "Geometry")},
        distractors=("The publisher has existed since {year}.", "About {authors} authors work for it."),
    ),
    Setting(
        "panel_works",
        "energy",
        {
            "decider": "maker of solar panels",
            "product": "panel type",
            "piece": "crate",
            "period": "month",
            "hour": "furnace hour",
            "make": "produce",
            "made": "produced",
            "store": "store",
            "source": "further furnaces",
        },
        {"PRODUCTS": ("Sunrise", "Noon", "Zenith", "Horizon", "Corona", "Photon", "Eclipse")},
        distractors=("The maker exports to {countries} countries.", "The hall has a roof from {year}."),
    ),
    Setting(
        "brick_works",
        "construction",
        {
            "decider": "brick works",
            "product": "brick type",
            "piece": "pallet",
            "period": "week",
            "hour": "kiln hour",
            "make": "fire",
            "made": "fired",
            "store": "stack in the yard",
            "source": "more kilns",
        },
        {"PRODUCTS": ("Classic", "Rustic", "Antique", "Smooth", "Red Stock", "Blue Stock", "Paver")},
        distractors=("The clay pit is {depth} meters deep.", "The chimney was built in {year}."),
    ),
)

NARRATIVE = Narrative(
    openings=(
        Opening(
            (
                "{decider:a} has to plan when to {make} how much of {PRODUCTS:list}.",
                "{decider:a} plans its production of {PRODUCTS_size} {product*PRODUCTS_size}: {PRODUCTS:list}.",
                "For the coming {period:plural}, {decider:a} must decide in which of them to {make} which {product} "
                "and whether to add capacity.",
                "Production, stocks, and capacity of {decider:a} are to be planned for {PRODUCTS_size} "
                "{product*PRODUCTS_size}.",
            )
        ),
    ),
    statements=(
        Rule(
            tells=(),
            phrasings=(
                "The plan covers {periods:number} {period:plural}, numbered from 1.",
                "[There are|The {decider} looks ahead over] {periods:number} {period:plural}, and the first one is "
                "{period} 1.",
                "The horizon is {periods:number} {period:plural} long, and it starts with {period} 1.",
            ),
        ),
        Values(
            measures=(Measure("demand", "demand ({piece:plural})"),),
            labels=("product_name", "period_name"),
            sets=("PRODUCTS", "PERIODS"),
            phrasings=(
                "In {period} {period_name}, the demand for {product_name} is {demand:number} {piece*demand}.",
                "The customers want {demand:number} {piece*demand} of {product_name} in {period} {period_name}.",
                "Exactly {demand:number} {piece*demand} of {product_name} must be handed over in {period} "
                "{period_name}.",
            ),
            captions=(
                "The demand for each {product} by {period}, in {piece:plural}, is as follows:",
                "These demands have to be met in the {period:plural}, in {piece:plural}:",
                "The number of {piece:plural} that must be handed over in each {period}:",
            ),
        ),
        Rule(
            tells=("balance",),
            phrasings=(
                "[Every demand must be met on time|No demand may be met late], and what is made too early can be "
                "stored for later {period:plural}.",
                "What the {decider} does not need at once, it can {store} for a later {period}, but every demand has "
                "to be met in its own {period}.",
                "Demands cannot be postponed, but they may be met from what was made in earlier {period:plural}.",
            ),
        ),
        Rule(
            tells=("first",),
            phrasings=(
                "At the start, nothing is in stock.",
                "The stores are empty at the beginning of {period} 1.",
                "There are no stocks [at the beginning|to begin with].",
            ),
        ),
        Values(
            measures=(
                Measure("hours", "{hour:plural} per {piece}"),
                Measure("setup_cost", "setup cost", Form.MONEY),
                Measure("holding_cost", "storage cost per {piece} and {period}", Form.MONEY),
            ),
            labels=("product_name",),
            sets=("PRODUCTS",),
            phrasings=(
                "One {piece} of {product_name} takes {hours:number} {hour*hours}, a setup for it costs "
                "{setup_cost:money}, and each {piece} left at the end of a {period} costs {holding_cost:money}.",
                "For {product_name}, the setup cost is {setup_cost:money}, the storage cost {holding_cost:money} per "
                "{piece} and {period}, and the work {hours:number} {hour*hours} per {piece}.",
                "It takes {hours:number} {hour*hours} to {make} a {piece} of {product_name}, while a setup costs "
                "{setup_cost:money} and storage until the next {period} {holding_cost:money} per {piece}.",
            ),
            captions=(
                "The {product:plural} differ in work and costs:",
                "What one {piece}, one setup, and storage take is given here for each {product}:",
                "Work, setup costs, and storage costs are as follows:",
            ),
        ),
        Rule(
            tells=("lot", "setup"),
            phrasings=(
                "The setup cost is due in every {period} in which a {product} is {made}, no matter how much of it.",
                "In each {period} in which any amount of a {product} is {made}, its setup cost must be paid once.",
                "A {product} can only be {made} in a {period} in which its setup cost is paid.",
            ),
        ),
        Rule(
            tells=("make", "stock"),
            phrasings=(
                "Amounts need not be whole, since parts of {piece:a} can be {made} and stored, too.",
                "All amounts may be fractional, in production as well as in storage.",
                "It is possible to {make} and store fractions of {piece:a}.",
            ),
        ),
        Rule(
            tells=("room",),
            phrasings=(
                "Without expansion, {capacity:number} {hour*capacity} are available in each {period}.",
                "The {decider} starts with {capacity:number} {hour*capacity} per {period}.",
                "At present, no more than {capacity:number} {hour*capacity} can be worked in a {period}.",
            ),
        ),
        Rule(
            tells=("expand",),
            phrasings=(
                "At the beginning of each {period}, up to {expansion_limit:number} {hour*expansion_limit} per {period} "
                "can be added by {source}, at {expansion_cost:money} for each.",
                "With {source}, the capacity can grow by at most {expansion_limit:number} {hour*expansion_limit} at "
                "the beginning of every {period}, and each added {hour} costs {expansion_cost:money}.",
                "Each {hour} that is added by {source} costs {expansion_cost:money} once, and every {period} can begin "
                "with an addition of [up to|at most] {expansion_limit:number} {hour*expansion_limit}.",
            ),
        ),
        Rule(
            tells=("room",),
            phrasings=(
                "Added capacity is available at once and in all later {period:plural}.",
                "What is added counts in the same {period} already, and in every {period} after it.",
                "An expansion lasts from its own {period} to the end of the plan.",
            ),
        ),
    ),
    goal=Goal(
        (
            "What is the lowest total cost of setups, storage, and expansion?",
            "[Find|Determine] a plan that minimizes the total cost of setups, storage, and added capacity.",
            "When should what be {made}, and how much capacity be added, so that setups, storage, and expansion cost "
            "as little as possible together?",
            "[Plan|Arrange] everything so that the sum of setup, storage, and expansion costs is minimal.",
        )
    ),
)

FAMILY = Family(
    name="capacitated_lot_sizing",
    title="Capacitated lot sizing with capacity expansion",
    reference="Pochet and Wolsey, Production Planning by Mixed Integer Programming, Springer 2006; an OptMATH seed",
    model_class="MIP",
    problem_class="mixed-integer",
    formulation=FORMULATION,
    ranges=Ranges(
        products=Range(2, 3, size=True, least=1, most=12),
        periods=Range(2, 4, size=True, least=2, most=12),
        demand=Range(5, 40),
        hours=Range(1, 5),
        setup_cost=Range(50, 500, 10),
        holding_cost=Range(1, 8),
        expansion_cost=Range(5, 40),
    ),
    sample=sample,
    settings=SETTINGS,
    narrative=NARRATIVE,
)
