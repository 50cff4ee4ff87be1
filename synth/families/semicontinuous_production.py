"""Production with minimum lots: whatever is made at all is made in at least a least amount."""

from __future__ import annotations

from nl2opt.synth.families.family import Data, Family
from nl2opt.synth.families.ranges import Range, Ranges
from nl2opt.synth.families.sampler import Sampler
from nl2opt.synth.language.quantities import Form
from nl2opt.synth.narrative.statements import Goal, Measure, Narrative, Opening, Rule, Setting, Values

FORMULATION = """
## Sets
PRODUCTS
RESOURCES
## Parameters
profit[PRODUCTS]
lot[PRODUCTS]
market[PRODUCTS]
use[PRODUCTS, RESOURCES]
available[RESOURCES]
## Variables
0 <= make[p in PRODUCTS] <= market[p]
## Objective
maximize sum(profit[p] * make[p] for p in PRODUCTS)
## Constraints
stock[r in RESOURCES]: sum(use[p, r] * make[p] for p in PRODUCTS) <= available[r]
minimum[p in PRODUCTS]: make[p] == 0 or make[p] >= lot[p]
"""


def sample(sampler: Sampler) -> Data:
    """Lots are a large part of the market, and resources last for a part of it: some products must be given up."""
    products = sampler.members("PRODUCTS", sampler.size("products"))
    resources = sampler.members("RESOURCES", sampler.size("resources"))
    market = sampler.numbers("market", products)
    use = {(p, r): sampler.number("use") for p in products for r in resources}
    return {
        "PRODUCTS": products,
        "RESOURCES": resources,
        "profit": sampler.numbers("profit", products),
        "lot": {p: sampler.share(market[p], 0.4, 0.8, 5) for p in products},
        "market": market,
        "use": use,
        "available": {r: sampler.share(sum(use[p, r] * market[p] for p in products), 0.3, 0.7, 10) for r in resources},
    }


SETTINGS = (
    Setting(
        "paint_factory",
        "manufacturing",
        {
            "decider": "paint factory",
            "product": "paint",
            "unit": "liter",
            "resource": "ingredient",
            "portion": "grams",
            "make": "make",
            "made": "made",
            "making": "making",
            "span": "week",
        },
        {
            "PRODUCTS": ("white primer", "blue enamel", "wood stain", "wall paint", "floor varnish", "red lacquer"),
            "RESOURCES": ("pigment", "binder", "solvent", "filler"),
        },
        distractors=("The factory has been certified since {year}.", "A pallet holds {cans} cans."),
    ),
    Setting(
        "crop_areas",
        "agriculture",
        {
            "decider": "farm",
            "product": "crop",
            "unit": "hectare",
            "resource": "resource",
            "portion": "units",
            "make": "grow",
            "made": "grown",
            "making": "growing",
            "span": "season",
        },
        {
            "PRODUCTS": ("wheat", "barley", "clover", "maize", "sunflowers", "potatoes", "flax"),
            "RESOURCES": ("labor", "fertilizer", "water", "machine time"),
        },
        distractors=("The farm lies {meters} meters above the sea.", "The barn was built in {year}."),
    ),
    Setting(
        "funds_bought",
        "finance",
        {
            "decider": "pension fund",
            "product": "investment",
            "unit": "share",
            "resource": "allowance",
            "portion": "points",
            "make": "buy",
            "made": "bought",
            "making": "buying",
            "span": "quarter",
        },
        {
            "PRODUCTS": ("forest bonds", "harbor bonds", "rail stocks", "bank stocks", "gold notes", "city bonds"),
            "RESOURCES": ("risk", "capital", "currency exposure"),
        },
        distractors=("The fund pays {thousands} thousand pensions.", "It was set up in {year}."),
    ),
    Setting(
        "generator_output",
        "energy",
        {
            "decider": "power producer",
            "product": "kind of power",
            "unit": "megawatt-hour",
            "resource": "input",
            "portion": "kilograms",
            "make": "produce",
            "made": "produced",
            "making": "producing",
            "span": "day",
        },
        {
            "PRODUCTS": ("boiler power", "gas power", "biomass power", "diesel power", "waste power"),
            "RESOURCES": ("ammonia", "cooling salt", "lime"),
        },
        distractors=("The control room has {screens} screens.", "The chimney is {meters} meters high."),
    ),
    Setting(
        "medicine_syrups",
        "health",
        {
            "decider": "drug maker",
            "product": "syrup",
            "unit": "liter",
            "resource": "raw material",
            "portion": "milligrams",
            "make": "brew",
            "made": "brewed",
            "making": "brewing",
            "span": "month",
        },
        {
            "PRODUCTS": ("cough syrup", "fever syrup", "iron syrup", "herbal syrup", "vitamin syrup"),
            "RESOURCES": ("glucose", "mint oil", "citric acid", "honey"),
        },
        distractors=("The drug maker holds {patents} patents.", "A bottle keeps for {months} months."),
    ),
    Setting(
        "tea_house",
        "retail",
        {
            "decider": "tea house",
            "product": "blend",
            "unit": "kilogram",
            "resource": "flavor",
            "portion": "grams",
            "make": "mix",
            "made": "mixed",
            "making": "mixing",
            "span": "month",
        },
        {
            "PRODUCTS": ("winter tea", "summer tea", "morning tea", "garden tea", "sailor tea", "monsoon tea"),
            "RESOURCES": ("vanilla", "ginger", "lemon peel", "mint"),
        },
        distractors=("The tea house runs {shops} shops.", "Its first shop opened in {year}."),
    ),
)


NARRATIVE = Narrative(
    openings=(
        Opening(
            (
                "{decider:a} [has to|must] decide how many {unit:plural} of {PRODUCTS:list} to {make} this {span}.",
                "[This|Each] {span}, {decider:a} can {make} {PRODUCTS_size} {product*PRODUCTS_size}: {PRODUCTS:list}.",
                "{decider:a} can {make} [any of|some or all of] {PRODUCTS:list}, and is limited in {RESOURCES:list}.",
                "For {decider:a}, {PRODUCTS:list} [are possible|can be {made}] this {span}, all by the {unit}.",
            )
        ),
    ),
    statements=(
        Values(
            measures=(Measure("profit", "Profit per {unit}", form=Form.MONEY),),
            labels=("product_name",),
            sets=("PRODUCTS",),
            phrasings=(
                "[Each|Every] {unit} of {product_name} earns a profit of {profit:money}.",
                "The profit on {product_name} is {profit:money} [per|a] {unit}.",
                "With {product_name}, {profit:money} of profit is earned [for each|per] {unit}.",
            ),
            captions=(
                "The profit on [one|each] {unit}, by {product}:",
                "What [one {unit}|a {unit}] of each {product} earns:",
                "[Each|Every] {product} has a profit per {unit}:",
            ),
            listings=(
                ("The profit per {unit} is", "{profit:money} for {product_name}"),
                ("[One|A single] {unit} earns a profit of", "{profit:money} with {product_name}"),
            ),
        ),
        Values(
            measures=(
                Measure("lot", "Minimum if {made} ({unit:plural})"),
                Measure("market", "Maximum ({unit:plural})"),
            ),
            labels=("product_name",),
            sets=("PRODUCTS",),
            phrasings=(
                "[When|If] {made} at all, {product_name} must reach at least {lot:number} {unit*lot}, and can never "
                "exceed {market:number} {unit*market}.",
                "For {product_name}, the amount [must be|is] either zero or between {lot:number} and {market:number} "
                "{unit*market}.",
                "{making} {product_name} is only possible from {lot:number} up to {market:number} {unit*market}, and "
                "the [only other choice|alternative] is none of it.",
            ),
            captions=(
                "[Each|Every] {product} is either left out or {made} in an amount between these two limits:",
                "{product:a} that is {made} at all must reach its minimum, and [must not exceed|may not go over] its "
                "maximum:",
                "The least amount of each {product}, which only counts if any of it is {made}, and the greatest "
                "amount:",
            ),
            tells=("minimum", "make"),
        ),
        Values(
            measures=(Measure("use", "{portion} per {unit}"),),
            labels=("product_name", "resource_name"),
            sets=("PRODUCTS", "RESOURCES"),
            phrasings=(
                "[Each|Every|One] {unit} of {product_name} [needs|uses] {use:number} {portion} of {resource_name}.",
                "{making} one {unit} of {product_name} [takes|uses up] {use:number} {portion} of {resource_name}.",
                "Of {resource_name}, {use:number} {portion} go into [each|one] {unit} of {product_name}.",
            ),
            captions=(
                "What one {unit} of each {product} [takes|uses], in {portion} of each {resource}:",
                "The [needs|requirements] of the {product:plural}, in {portion} of each {resource} per {unit}:",
                "[Each|Every] {unit} uses these {portion} of the {resource:plural}:",
            ),
            prose_to=12,
        ),
        Values(
            measures=(Measure("available", "Available {portion}", unit="{portion}"),),
            labels=("resource_name",),
            sets=("RESOURCES",),
            phrasings=(
                "[In total|Altogether], {available:number} {portion} of {resource_name} [can be used|are available].",
                "No more than {available:number} {portion} of {resource_name} [may|can] be used in the {span}.",
                "The {span} has [a limit of|only] {available:number} {portion} for {resource_name}.",
            ),
            captions=(
                "The {portion} of each {resource} that [are available|can be used]:",
                "The {resource:plural} [are limited|are limited in the {span}], in {portion}:",
                "At most these {portion} [can be used|may be used] of each {resource}:",
            ),
            listings=(
                ("The supply [amounts to|is limited to]", "{available:number} {portion} of {resource_name}"),
                ("[In all|For the {span}] there are", "{available:number} {portion} of {resource_name}"),
            ),
            tells=("stock",),
        ),
        Rule(
            tells=("make",),
            phrasings=(
                "Parts of {unit:a} [are allowed|count, too].",
                "Amounts need not be whole numbers of {unit:plural}.",
                "[Any|Every] fraction of {unit:a} can be {made}.",
            ),
        ),
    ),
    goal=Goal(
        (
            "How much of each {product} should be {made} so that the total profit is as [large|high] as possible?",
            "[Find|Determine] the amounts that [maximize the|give the highest] total profit.",
            "What is the [largest|highest] total profit that can be earned in the {span}?",
            "The [aim|goal] is the largest possible total profit from all {product:plural}.",
        )
    ),
)

FAMILY = Family(
    name="semicontinuous_production",
    title="Production with minimum lots",
    reference="Williams, Model Building in Mathematical Programming, 5th edition, section 9.1 (semi-continuous "
    "variables); Fourer, Gay and Kernighan, AMPL, section 20.1",
    model_class="LOGIC",
    problem_class="mixed-integer",
    formulation=FORMULATION,
    ranges=Ranges(
        products=Range(3, 5, size=True, least=2, most=60),
        resources=Range(1, 3, size=True, least=1, most=20),
        profit=Range(4, 40),
        market=Range(60, 300, 10),
        use=Range(2, 12),
    ),
    sample=sample,
    settings=SETTINGS,
    narrative=NARRATIVE,
)
