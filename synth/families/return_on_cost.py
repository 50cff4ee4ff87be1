"""The best ratio of what comes in to what goes out, under limited resources: a fractional program."""

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
yields[PRODUCTS]
cost[PRODUCTS]
hours[PRODUCTS]
market[PRODUCTS]
overhead
time
least
## Variables
0 <= make[p in PRODUCTS] <= market[p]
0 <= ratio <= max(yields[p] / cost[p] for p in PRODUCTS)  # income to cost; no mix is better than its best part
## Objective
maximize ratio
## Constraints
earned: sum(yields[p] * make[p] for p in PRODUCTS) >= ratio * (overhead + sum(cost[p] * make[p] for p in PRODUCTS))
labor: sum(hours[p] * make[p] for p in PRODUCTS) <= time
enough: sum(make[p] for p in PRODUCTS) >= least
"""


def sample(sampler: Sampler) -> Data:
    """The hours last for a part of the market, and the least output for less, so that both can be met."""
    products = sampler.members("PRODUCTS", sampler.size("products"))
    cost, hours = sampler.numbers("cost", products), sampler.numbers("hours", products)
    market = sampler.numbers("market", products)
    whole = sum(hours[p] * market[p] for p in products)
    time = sampler.share(whole, 0.4, 0.8, 10)
    # Equal parts of all markets use the hours up, and reach this output.
    reached = sum(market.values()) * time / whole
    return {
        "PRODUCTS": products,
        "yields": {p: cost[p] + sampler.number("gain") for p in products},
        "cost": cost,
        "hours": hours,
        "market": market,
        "overhead": sampler.number("overhead"),
        "time": time,
        "least": sampler.share(reached, 0.2, 0.6, 5),
    }


SETTINGS = (
    Setting(
        "pottery",
        "manufacturing",
        {
            "decider": "pottery workshop",
            "product": "kind of dish",
            "unit": "dozen",
            "make": "make",
            "made": "made",
            "span": "month",
        },
        {"PRODUCTS": ("bowls", "plates", "jugs", "vases", "mugs", "teapots")},
        distractors=("The kiln reaches its heat in {hours} hours.", "The pottery dates from {year}."),
    ),
    Setting(
        "vegetable_farm",
        "agriculture",
        {
            "decider": "vegetable farm",
            "product": "vegetable",
            "unit": "bed",
            "make": "grow",
            "made": "grown",
            "span": "season",
        },
        {"PRODUCTS": ("carrots", "lettuce", "onions", "radishes", "spinach", "leeks")},
        distractors=("The farm sells at {markets} markets.", "The well is {meters} meters deep."),
    ),
    Setting(
        "physio_practice",
        "health",
        {
            "decider": "physiotherapy practice",
            "product": "treatment",
            "unit": "session",
            "make": "give",
            "made": "given",
            "span": "month",
        },
        {"PRODUCTS": ("massage", "gymnastics", "heat therapy", "water therapy", "back training")},
        distractors=("The practice has {rooms} rooms.", "It was taken over in {year}."),
    ),
    Setting(
        "tutoring_agency",
        "education",
        {
            "decider": "tutoring agency",
            "product": "subject",
            "unit": "lesson",
            "make": "give",
            "made": "given",
            "span": "term",
        },
        {"PRODUCTS": ("algebra", "French", "chemistry", "history", "physics", "Latin")},
        distractors=("The agency has {tutors} tutors.", "Terms have {weeks} weeks."),
    ),
    Setting(
        "web_agency",
        "software",
        {
            "decider": "web agency",
            "product": "kind of order",
            "unit": "order",
            "make": "carry out",
            "made": "carried out",
            "span": "quarter",
        },
        {"PRODUCTS": ("landing pages", "web shops", "newsletters", "photo galleries", "booking pages")},
        distractors=("The agency uses {tools} tools.", "Its own site was last changed {weeks} weeks ago."),
    ),
    Setting(
        "legal_documents",
        "legal",
        {
            "decider": "notary's office",
            "product": "kind of document",
            "unit": "document",
            "make": "draw up",
            "made": "drawn up",
            "span": "week",
        },
        {"PRODUCTS": ("wills", "deeds", "leases", "contracts", "statutes")},
        distractors=("The office has {shelves} shelves.", "The notary was appointed in {year}."),
    ),
)


NARRATIVE = Narrative(
    openings=(
        Opening(
            (
                "{decider:a} [wants to|has to] decide how many {unit:plural} of {PRODUCTS:list} to {make} in the "
                "coming {span}.",
                "[Each|Every] {span}, {decider:a} can {make} {PRODUCTS_size} {product:plural}: {PRODUCTS:list}.",
                "{decider:a} looks at the ratio of income to cost rather than at the profit, and plans what to {make} "
                "in the [coming|next] {span}.",
                "[How much income comes for every unit of money spent|The ratio of its income to its costs] is what "
                "counts for {decider:a}, which can {make} {PRODUCTS:list}.",
            )
        ),
    ),
    statements=(
        Values(
            measures=(
                Measure("yields", "Income per {unit}", form=Form.MONEY),
                Measure("cost", "Cost per {unit}", form=Form.MONEY),
            ),
            labels=("product_name",),
            sets=("PRODUCTS",),
            phrasings=(
                "[Each|Every] {unit} of {product_name} brings in {yields:money} and costs {cost:money}.",
                "The income from {product_name} is {yields:money} per {unit}, at a cost of {cost:money}.",
                "With {product_name}, {cost:money} must be spent on each {unit}, [which brings in|and the income is] "
                "{yields:money}.",
            ),
            captions=(
                "[Income and cost|The income and the cost] of one {unit}, by {product}:",
                "What {unit:a} of each {product} brings in, and what it costs:",
                "[Each|Every] {product} has an income and a cost per {unit}:",
            ),
        ),
        Values(
            measures=(
                Measure("hours", "Hours per {unit}"),
                Measure("market", "Most ({unit:plural})"),
            ),
            labels=("product_name",),
            sets=("PRODUCTS",),
            phrasings=(
                "{hours:number} hours of work go into each {unit} of {product_name}, of which at most {market:number} "
                "{unit*market} are wanted.",
                "[A|One] {unit} of {product_name} takes {hours:number} hours of work, and there is demand for no more "
                "than {market:number} {unit*market}.",
                "Up to {market:number} {unit*market} of {product_name} [can be {made}|are possible], with "
                "{hours:number} hours of work for each.",
            ),
            captions=(
                "The hours of work for {unit:a} of each {product}, and the [most that can be {made}|greatest number "
                "of {unit:plural}]:",
                "[Work and demand|The work needed and the limit of demand], by {product}:",
                "[Each|Every] {product} needs so many hours of work per {unit}, and cannot go beyond so many "
                "{unit:plural}:",
            ),
            tells=("make",),
        ),
        Rule(
            tells=("earned",),
            phrasings=(
                "[Beside these costs|On top of this], there are fixed costs of {overhead:money} in the {span}.",
                "Fixed costs of {overhead:money} have to be [paid|added] in any case.",
                "The costs [contain|include] a fixed amount of {overhead:money} for the {span}[, whatever is {made}|].",
            ),
            essential=True,
        ),
        Rule(
            tells=("labor",),
            phrasings=(
                "[At most|No more than] {time:number} hours of work can be done in the {span}.",
                "The {span} has [only|just] {time:number} hours of work to offer.",
                "All in all, the work must not take more than {time:number} hours.",
            ),
        ),
        Rule(
            tells=("enough",),
            phrasings=(
                "[Altogether|In total], at least {least:number} {unit*least} must be {made}.",
                "The {unit:plural} of all {product:plural} together must [number|come to] at least {least:number}.",
                "No fewer than {least:number} {unit*least} in total [are to be|have to be] {made}.",
            ),
        ),
        Rule(
            tells=("ratio",),
            phrasings=(
                "[Of course|Naturally], the ratio cannot exceed that of income to cost for the best single {product}.",
                "Since there are fixed costs, the ratio stays below the best ratio of income to cost of any single "
                "{product}.",
                "No plan has a higher ratio than income to cost of the best {product} [alone|by itself].",
            ),
            implied=True,
        ),
        Rule(
            tells=("make",),
            phrasings=(
                "Parts of {unit:a} are [allowed|possible].",
                "The numbers of {unit:plural} need not be whole.",
                "[Any|Every] fraction of {unit:a} can be planned, too.",
            ),
        ),
    ),
    goal=Goal(
        (
            "How many {unit:plural} of each {product} give the highest ratio of total income to total cost, fixed "
            "costs included?",
            "[Find|Determine] the plan that maximizes total income divided by total cost, where the fixed costs are "
            "part of the total cost.",
            "What is the [highest|largest] ratio of total income to total cost, fixed costs included, that can be "
            "reached?",
            "The [aim|goal] is to make the total income, divided by all costs with the fixed ones, as large as "
            "possible.",
        )
    ),
)

FAMILY = Family(
    name="return_on_cost",
    title="Largest ratio of income to cost",
    reference="Charnes and Cooper, Programming with linear fractional functionals, 1962; Bajalinov, Linear-Fractional "
    "Programming, chapter 1",
    model_class="NLP",
    problem_class="nonlinear",
    formulation=FORMULATION,
    ranges=Ranges(
        products=Range(2, 3, size=True, least=2, most=6),
        cost=Range(5, 40),
        gain=Range(3, 40),
        hours=Range(2, 9),
        market=Range(20, 120, 10),
        overhead=Range(200, 2000, 50),
    ),
    sample=sample,
    settings=SETTINGS,
    narrative=NARRATIVE,
)
