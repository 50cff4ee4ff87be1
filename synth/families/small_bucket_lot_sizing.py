"""Small-bucket lot sizing: one machine that is set up for at most one product in each short period."""

from __future__ import annotations

from nl2opt.synth.families.family import Data, Family
from nl2opt.synth.families.ranges import Number, Range, Ranges
from nl2opt.synth.families.sampler import Sampler
from nl2opt.synth.language.quantities import Form
from nl2opt.synth.narrative.statements import Goal, Measure, Narrative, Opening, Rule, Setting, Values

FORMULATION = """
## Sets
PRODUCTS
PERIODS = 1..T
## Parameters
T  # number of periods
rate[PRODUCTS]  # most that can be made in a period
start_cost[PRODUCTS]
holding_cost[PRODUCTS]  # for each unit in stock at the end of a period
demand[PRODUCTS, PERIODS]
## Variables
make[PRODUCTS, PERIODS] >= 0
stock[PRODUCTS, PERIODS] >= 0  # at the end of the period
setup[PRODUCTS, PERIODS] binary  # whether the machine is set up for the product
start[PRODUCTS, PERIODS] binary  # whether it is set up for it anew
## Objective
minimize sum(start_cost[p] * start[p, t] + holding_cost[p] * stock[p, t] for p in PRODUCTS for t in PERIODS)
## Constraints
begin[p in PRODUCTS]: stock[p, 1] == make[p, 1] - demand[p, 1]
balance[p in PRODUCTS, t in PERIODS if t > 1]: stock[p, t] == stock[p, t-1] + make[p, t] - demand[p, t]
limit[p in PRODUCTS, t in PERIODS]: make[p, t] <= rate[p] * setup[p, t]
single[t in PERIODS]: sum(setup[p, t] for p in PRODUCTS) <= 1
first[p in PRODUCTS]: start[p, 1] >= setup[p, 1]
later[p in PRODUCTS, t in PERIODS if t > 1]: start[p, t] >= setup[p, t] - setup[p, t-1]
"""


def sample(sampler: Sampler) -> Data:
    """A hidden plan makes one product a period, which is asked for in the same period or later."""
    products = sampler.members("PRODUCTS", sampler.size("products"))
    number = max(sampler.size("periods"), len(products))
    periods = range(1, number + 1)
    rate = sampler.numbers("rate", products)
    plan = [*products, *(sampler.choose(products) for _ in range(number - len(products)))]
    sampler.rng.shuffle(plan)
    demand: dict[tuple[str, int], Number] = {(p, t): 0 for p in products for t in periods}
    for t, p in enumerate(plan, 1):
        due = min(number, t + sampler.rng.randint(0, 2))
        demand[p, due] += sampler.share(rate[p], 0.4, 1.0, step=5)
    return {
        "PRODUCTS": products,
        "T": number,
        "rate": rate,
        "start_cost": sampler.numbers("start_cost", products),
        "holding_cost": sampler.numbers("holding_cost", products),
        "demand": demand,
    }


SETTINGS = (
    Setting(
        "paint_mixer",
        "manufacturing",
        {
            "decider": "paint factory",
            "product": "color",
            "unit": "liter",
            "machine": "mixer",
            "period": "shift",
            "make": "mix",
            "made": "mixed",
        },
        {"PRODUCTS": ("Amber", "Brick", "Cobalt", "Denim", "Emerald", "Flamingo", "Graphite")},
        distractors=("The mixer was bought in {year}.", "A can holds {amount} cups."),
    ),
    Setting(
        "syrup_line",
        "health",
        {
            "decider": "drug maker",
            "product": "syrup",
            "unit": "liter",
            "machine": "filling line",
            "period": "shift",
            "make": "fill",
            "made": "filled",
        },
        {"PRODUCTS": ("Calmol", "Dexin", "Feverol", "Gastrol", "Hustin", "Ironal", "Kalmin")},
        distractors=("The drug maker employs {chemists} chemists.", "The first syrup was sold in {year}."),
    ),
    Setting(
        "juice_press",
        "agriculture",
        {
            "decider": "fruit farm",
            "product": "juice",
            "unit": "liter",
            "machine": "press",
            "period": "shift",
            "make": "press",
            "made": "pressed",
        },
        {"PRODUCTS": ("Apple", "Blackberry", "Cherry", "Elderberry", "Grape", "Pear", "Quince")},
        distractors=("The farm has {trees} hundred trees.", "Visitors can taste {sorts} sorts of jam."),
    ),
    Setting(
        "asphalt_plant",
        "construction",
        {
            "decider": "road builder",
            "product": "mixture",
            "unit": "ton",
            "machine": "asphalt plant",
            "period": "half-day",
            "make": "produce",
            "made": "produced",
        },
        {"PRODUCTS": ("Base Course", "Binder Course", "Mastic", "Porous Top", "Quiet Top", "Warm Mix")},
        distractors=("The road will be {length} kilometers long.", "The plant consumes {fuel} barrels of fuel."),
    ),
    Setting(
        "fuel_blender",
        "energy",
        {
            "decider": "refinery",
            "product": "fuel",
            "unit": "barrel",
            "machine": "blending unit",
            "period": "hour",
            "make": "blend",
            "made": "blended",
        },
        {"PRODUCTS": ("Aviation", "Diesel", "Kerosene", "Marine", "Premium", "Regular")},
        distractors=("The refinery has {tanks} tanks.", "The refinery started up in {year}."),
    ),
    Setting(
        "spice_mill",
        "retail",
        {
            "decider": "spice merchant",
            "product": "spice",
            "unit": "kilogram",
            "machine": "mill",
            "period": "hour",
            "make": "grind",
            "made": "ground",
        },
        {"PRODUCTS": ("Allspice", "Cardamom", "Cumin", "Ginger", "Nutmeg", "Paprika", "Turmeric")},
        distractors=("The merchant imports from {countries} countries.", "The mill weighs {weight} kilograms."),
    ),
    Setting(
        "film_lab",
        "entertainment",
        {
            "decider": "film laboratory",
            "product": "film stock",
            "unit": "meter",
            "machine": "developing tank",
            "period": "shift",
            "make": "develop",
            "made": "developed",
        },
        {"PRODUCTS": ("Cinecolor", "Daylight", "Infrared", "Monochrome", "Reversal", "Tungsten")},
        distractors=("The laboratory won {prizes} prizes.", "The oldest film there dates from {year}."),
    ),
)

NARRATIVE = Narrative(
    openings=(
        Opening(
            (
                "{decider:a} [has to plan|must plan|is planning] what its only {machine} makes in each of the next {T} "
                "{period*T}.",
                "For the next {T} {period*T}, {decider:a} [has to decide|must decide] for which {product} its "
                "{machine} is set up and how much of it to {make}.",
                "The {machine} of {decider:a} is shared by {PRODUCTS_size} {product:plural} over {T} {period*T}.",
                "{decider:a} has one {machine} for {PRODUCTS_size} {product:plural} and plans {T} {period*T} ahead.",
            )
        ),
    ),
    statements=(
        Rule(
            tells=("single", "setup"),
            phrasings=(
                "In any one {period}, the {machine} can be set up for at most one {product}, and only that one can be "
                "{made} in it.",
                "No more than one {product} can be {made} in {period:a}, namely the one for which the {machine} is set "
                "up.",
                "Only one {product} can be {made} in a single {period}, for which the {machine} must be set up "
                "throughout that {period}.",
            ),
        ),
        Values(
            measures=(
                Measure("rate", "Most in one {period} ({unit:plural})", unit="{unit*value}"),
                Measure("start_cost", "Cost of a set-up ($)", Form.MONEY),
                Measure("holding_cost", "Storage cost ($)", Form.MONEY),
            ),
            labels=("product_name",),
            sets=("PRODUCTS",),
            phrasings=(
                "Up to {rate:number} {unit*rate} of the {product} {product_name} can be {made} in one {period}, a "
                "set-up for it costs {start_cost:money}, and each {unit} of it in stock at the end of {period:a} costs "
                "{holding_cost:money}.",
                "Setting up for {product_name} costs {start_cost:money}, at most {rate:number} {unit*rate} of it can "
                "be {made} in one {period}, and each {unit} in stock at the end of {period:a} costs "
                "{holding_cost:money}.",
                "At most {rate:number} {unit*rate} of {product_name} can be {made} in one {period}, with a set-up cost "
                "of {start_cost:money} and a cost of {holding_cost:money} for each {unit} in stock at the end of "
                "{period:a}.",
            ),
            captions=(
                "For each {product}, these are the most that can be {made} in one {period}, the cost of a set-up, and "
                "the cost of each {unit} in stock at the end of {period:a}:",
                "The largest output of one {period}, the set-up cost and the storage cost per {unit} and {period} are:",
                "By {product}, the upper limit on the output of {period:a}, the set-up cost, and the cost of keeping "
                "one {unit} until the next {period} are:",
            ),
            tells=("limit",),
        ),
        Rule(
            tells=("first", "later", "start"),
            phrasings=(
                "The cost of a set-up is due in each {period} in which the {machine} is set up for {product:a} but was "
                "not in the {period} before, and at the start it is set up for nothing.",
                "The set-up cost of {product:a} is due in the first {period}, if the {machine} is set up for it then, "
                "and in every later {period} in which the {machine} is set up for it after not being so in the "
                "{period} before.",
                "Staying set up for the same {product} from one {period} to the next is free, even without output, but "
                "each change to another {product} and each set-up in the first {period} costs the set-up cost of the "
                "new {product}.",
            ),
        ),
        Values(
            measures=(Measure("demand", "Demand ({unit:plural})", unit="{unit*value}"),),
            labels=("product_name", "period_name"),
            sets=("PRODUCTS", "PERIODS"),
            phrasings=(
                "In {period} {period_name}, {demand:number} {unit*demand} of {product_name} must be delivered.",
                "The demand for {product_name} in {period} {period_name} is {demand:number} {unit*demand}.",
                "{product_name} has a demand of {demand:number} {unit*demand} in {period} {period_name}.",
            ),
            captions=(
                "The demand in {unit:plural}, by {product} and {period}, is:",
                "In {unit:plural}, the {product:plural} have the following demand in each {period}:",
                "This is the demand for every {product} in every {period} (in {unit:plural}):",
            ),
        ),
        Rule(
            tells=("balance",),
            phrasings=(
                "All demand must be met in the {period} in which it is due, from stock or from what is {made} in that "
                "{period}.",
                "What is {made} can be delivered in the same {period} or stored for later ones, and no delivery may be "
                "late.",
                "Nothing may be delivered late, but any surplus can be kept in stock for later {period:plural}.",
            ),
        ),
        Rule(
            tells=("begin",),
            phrasings=(
                "At the beginning, there is nothing in stock.",
                "The stock is empty at the start.",
                "Before the first {period}, nothing has been stored.",
            ),
        ),
    ),
    goal=Goal(
        (
            "How much of each {product} should be {made} in which {period} to minimize the total cost of set-ups and "
            "storage?",
            "[Find|Determine] the plan with the lowest total of set-up costs and storage costs.",
            "What is the lowest total cost of set-ups and storage?",
            "[Plan|Schedule] the {machine} so that set-ups and storage together cost as little as possible.",
        )
    ),
)

FAMILY = Family(
    name="small_bucket_lot_sizing",
    title="Small-bucket lot sizing with start-ups",
    reference=(
        "Karmarkar and Schrage, The deterministic dynamic product cycling problem, Operations Research 33 (1985); "
        "among the OptMATH seeds (arXiv 2502.11102)"
    ),
    model_class="MIP",
    problem_class="dynamic",
    formulation=FORMULATION,
    ranges=Ranges(
        products=Range(2, 3, size=True, least=2, most=8),
        periods=Range(3, 5, size=True, least=2, most=24),
        rate=Range(40, 150, step=10),
        start_cost=Range(50, 600, step=10),
        holding_cost=Range(1, 6),
    ),
    sample=sample,
    settings=SETTINGS,
    narrative=NARRATIVE,
)
