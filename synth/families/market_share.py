"""Market sharing: customers are divided between two divisions so that each product is split close to a given share."""

from __future__ import annotations

from nl2opt.synth.families.family import Data, Family
from nl2opt.synth.families.ranges import Range, Ranges
from nl2opt.synth.families.sampler import Sampler
from nl2opt.synth.narrative.statements import Goal, Measure, Narrative, Opening, Rule, Setting, Values

FORMULATION = """
## Sets
CUSTOMERS
PRODUCTS
## Parameters
volume[CUSTOMERS, PRODUCTS]
goal  # share of the first division
total[g in PRODUCTS] = sum(volume[c, g] for c in CUSTOMERS)
## Variables
first[CUSTOMERS] binary  # whether the customer goes to the first division
over[PRODUCTS] >= 0
under[PRODUCTS] >= 0
## Objective
minimize sum(over[g] + under[g] for g in PRODUCTS)
## Constraints
split[g in PRODUCTS]: sum(volume[c, g] * first[c] for c in CUSTOMERS) == goal * total[g] + over[g] - under[g]
"""


def sample(sampler: Sampler) -> Data:
    """Volumes and the goal at random; every division of the customers is feasible."""
    customers = sampler.members("CUSTOMERS", sampler.size("customers"))
    products = sampler.members("PRODUCTS", sampler.size("products"))
    return {
        "CUSTOMERS": customers,
        "PRODUCTS": products,
        "volume": {(c, g): sampler.number("volume") for c in customers for g in products},
        "goal": sampler.number("goal"),
    }


SETTINGS = (
    Setting(
        "retail_divisions",
        "retail",
        {
            "decider": "wholesale company",
            "customer": "retailer",
            "product": "product",
            "unit": "pallet",
            "one": "the northern division",
            "two": "the southern division",
            "buys": "buys",
            "go": "be served by",
            "goes": "is served by",
        },
        {
            "CUSTOMERS": (
                "Abbey Stores",
                "Bell Market",
                "Corner Shop",
                "Daily Mart",
                "Easy Buy",
                "Fresh Point",
                "Good Basket",
                "Home Deli",
                "Inn Supply",
                "Jolly Foods",
            ),
            "PRODUCTS": ("oil", "flour", "sugar", "coffee", "rice"),
        },
        distractors=("The company was founded in {year}.", "The head office has {rooms} rooms."),
    ),
    Setting(
        "estate_heirs",
        "legal",
        {
            "decider": "executor",
            "customer": "parcel",
            "product": "kind of land",
            "unit": "hectare",
            "one": "the elder heir",
            "two": "the younger heir",
            "buys": "has",
            "go": "be left to",
            "goes": "is left to",
        },
        {
            "CUSTOMERS": (
                "Apple Hill",
                "Brook End",
                "Church Field",
                "Duck Pond",
                "Eagle Crag",
                "Fox Corner",
                "Gallows Lane",
                "Hare Meadow",
                "Ivy Slope",
            ),
            "PRODUCTS": ("forest", "meadow", "vineyard", "moor", "orchard"),
        },
        distractors=("The will was written in {year}.", "The notary is {age} years old."),
    ),
    Setting(
        "patient_practices",
        "health",
        {
            "decider": "regional health office",
            "customer": "village",
            "product": "group of patients",
            "unit": "patient",
            "one": "the clinic on the hill",
            "two": "the clinic by the lake",
            "buys": "has",
            "go": "be assigned to",
            "goes": "is assigned to",
        },
        {
            "CUSTOMERS": ("Ardon", "Brent", "Calne", "Diss", "Ely", "Frome", "Goole", "Hythe", "Ilkley", "Jarrow"),
            "PRODUCTS": ("children", "adults", "seniors", "diabetics", "newborns"),
        },
        distractors=("The office has {desks} desks.", "The clinic on the hill was opened in {year}."),
    ),
    Setting(
        "data_centers",
        "software",
        {
            "decider": "hosting company",
            "customer": "tenant",
            "product": "resource",
            "unit": "rack unit",
            "one": "the data center in Dublin",
            "two": "the data center in Oslo",
            "buys": "uses",
            "go": "be hosted by",
            "goes": "is hosted by",
        },
        {
            "CUSTOMERS": ("Acorn", "Birch", "Clover", "Daisy", "Elder", "Fern", "Ginkgo", "Hazel", "Iris", "Juniper"),
            "PRODUCTS": ("storage", "computing", "network gear", "backup", "graphics"),
        },
        distractors=("The company has {engineers} engineers.", "The oldest contract dates from {year}."),
    ),
    Setting(
        "school_inspectors",
        "education",
        {
            "decider": "school ministry",
            "customer": "school",
            "product": "type of class",
            "unit": "class",
            "one": "the senior inspector",
            "two": "the junior inspector",
            "buys": "has",
            "go": "be inspected by",
            "goes": "is inspected by",
        },
        {
            "CUSTOMERS": (
                "Austen School",
                "Bronte School",
                "Chaucer School",
                "Dickens School",
                "Eliot School",
                "Fielding School",
                "Gaskell School",
                "Hardy School",
            ),
            "PRODUCTS": ("first grade", "second grade", "third grade", "fourth grade", "fifth grade"),
        },
        distractors=("Inspections take {days} days each.", "The ministry was set up in {year}."),
    ),
    Setting(
        "orchard_buyers",
        "agriculture",
        {
            "decider": "fruit cooperative",
            "customer": "orchard",
            "product": "fruit",
            "unit": "ton",
            "one": "the cider press",
            "two": "the jam factory",
            "buys": "yields",
            "go": "deliver to",
            "goes": "delivers to",
        },
        {
            "CUSTOMERS": (
                "Aldertree",
                "Bramley",
                "Costard",
                "Dabinett",
                "Egremont",
                "Falstaff",
                "Greensleeves",
                "Howgate",
                "Idared",
            ),
            "PRODUCTS": ("apples", "pears", "plums", "quinces", "cherries"),
        },
        distractors=("The cooperative has {members} members.", "The cider press was built in {year}."),
    ),
)

NARRATIVE = Narrative(
    openings=(
        Opening(
            (
                "{decider:a} [has to decide|must decide] which {customer:plural} will {go} {one} and which will {go} "
                "{two}.",
                "{decider:a} divides {CUSTOMERS_size} {customer*CUSTOMERS_size} ({CUSTOMERS:list}) between two "
                "parties.",
                "There are {CUSTOMERS_size} {customer*CUSTOMERS_size} that {decider:a} has to divide into two groups.",
                "{decider:a} wants to divide the {customer:plural} {CUSTOMERS:list} between two parties.",
            )
        ),
    ),
    statements=(
        Rule(
            tells=("first",),
            phrasings=(
                "Each {customer} as a whole will {go} either {one} or {two}.",
                "Every {customer} {goes} {one} or {two}, never both.",
                "No {customer} can be divided, so that it {goes} one party alone, {one} or {two}.",
            ),
        ),
        Values(
            measures=(Measure("volume", "{unit:plural}"),),
            labels=("customer_name", "product_name"),
            sets=("CUSTOMERS", "PRODUCTS"),
            phrasings=(
                "{customer_name} {buys} {volume:number} {unit*volume} of {product_name}.",
                "In the category of {product_name}, {customer_name} {buys} {volume:number} {unit*volume}.",
                "The figure of {customer_name} for {product_name} is {volume:number} {unit*volume}.",
            ),
            captions=(
                "In {unit:plural}, the {customer:plural} [count|stand] as follows in each {product}:",
                "For every {customer} and {product}, the number of {unit:plural} is known:",
                "The numbers of {unit:plural} are as follows, by {customer} and {product}:",
            ),
        ),
        Rule(
            tells=("split",),
            phrasings=(
                "Of the total {unit:plural} of each {product}, {one} should get as close to {goal:percent} as "
                "possible, and {two} gets the rest.",
                "The aim is that {one} has {goal:percent} of the {unit:plural} in each {product}, while {two} has all "
                "others.",
                "Ideally, {goal:percent} of the {unit:plural} in every {product} would belong to {one}, and the "
                "remaining ones to {two}.",
            ),
        ),
        Rule(
            tells=("over", "under"),
            phrasings=(
                "Deviations from the wanted share of {one} are counted in {unit:plural} for each {product}, whether "
                "they are upward or downward.",
                "In each {product}, the deviation is the number of {unit:plural} by which {one} has too many or too "
                "few.",
                "Too many and too few {unit:plural} for {one} count alike, separately in each {product}.",
            ),
        ),
    ),
    goal=Goal(
        (
            "Which {customer:plural} should {go} {one} so that the deviations, added up over all {product:plural}, "
            "are as small as possible?",
            "[Find|Determine] the division with the least sum of deviations over all {product:plural}.",
            "What is the smallest possible sum of the deviations over all {product:plural}?",
            "[Minimize|Make as small as possible] the total deviation, summed over all {product:plural}.",
        )
    ),
)

FAMILY = Family(
    name="market_share",
    title="Market sharing",
    reference="Williams, Model Building in Mathematical Programming, Wiley 2013, section 12.13; an OptMATH seed",
    model_class="MIP",
    problem_class="mixed-integer",
    formulation=FORMULATION,
    ranges=Ranges(
        customers=Range(4, 8, size=True, least=3, most=30),
        products=Range(2, 4, size=True, least=1, most=6),
        volume=Range(1, 60),
        goal=Range(0.3, 0.7, 0.05),
    ),
    sample=sample,
    settings=SETTINGS,
    narrative=NARRATIVE,
)
