"""Production through several stages: each product passes all of them, at its own rate in each."""

from __future__ import annotations

from nl2opt.synth.families.family import Data, Family
from nl2opt.synth.families.ranges import Range, Ranges
from nl2opt.synth.families.sampler import Sampler
from nl2opt.synth.language.quantities import Form
from nl2opt.synth.narrative.statements import Goal, Measure, Narrative, Opening, Rule, Setting, Values

FORMULATION = """
## Sets
PRODUCTS
STAGES
## Parameters
rate[PRODUCTS, STAGES]  # units an hour
hours[STAGES]
profit[PRODUCTS]
committed[PRODUCTS]
market[PRODUCTS]
## Variables
committed[p] <= make[p in PRODUCTS] <= market[p]  # units made
## Objective
maximize sum(profit[p] * make[p] for p in PRODUCTS)
## Constraints
time[s in STAGES]: sum(make[p] / rate[p, s] for p in PRODUCTS) <= hours[s]
"""


def sample(sampler: Sampler) -> Data:
    """A stage is open for a part of the time that the whole market would need, which covers the commitments."""
    products = sampler.members("PRODUCTS", sampler.size("products"))
    stages = sampler.members("STAGES", sampler.size("stages"))
    market = sampler.numbers("market", products)
    rate = {(p, s): sampler.number("rate") for p in products for s in stages}
    hours = {}
    for s in stages:
        hours[s] = sampler.share(sum(market[p] / rate[p, s] for p in products), 0.45, 0.9) + 1
    return {
        "PRODUCTS": products,
        "STAGES": stages,
        "rate": rate,
        "hours": hours,
        "profit": sampler.numbers("profit", products),
        "committed": {p: sampler.share(market[p], 0.05, 0.35, 5) for p in products},
        "market": market,
    }


SETTINGS = (
    Setting(
        "rolling_mill",
        "manufacturing",
        {
            "decider": "steel mill",
            "product": "product",
            "stage": "stage",
            "unit": "ton",
            "worked": "processed",
            "span": "week",
            "gain": "profit",
        },
        {
            "PRODUCTS": ("bands", "coils", "plates", "rods", "rails", "beams", "wires", "tubes"),
            "STAGES": ("reheating", "rolling", "cutting", "coating", "annealing"),
        },
        distractors=("The mill was built in {year}.", "The furnaces are lined every {months} months."),
    ),
    Setting(
        "cannery",
        "agriculture",
        {
            "decider": "farmers' cannery",
            "product": "product",
            "stage": "step",
            "unit": "crate",
            "worked": "handled",
            "span": "week",
            "gain": "profit",
        },
        {
            "PRODUCTS": ("peaches", "pears", "plums", "cherries", "apricots", "tomatoes", "beans", "peas"),
            "STAGES": ("washing", "sorting", "cooking", "canning", "labeling"),
        },
        distractors=("The cannery buys from {farms} farms.", "A can keeps for {months} months."),
    ),
    Setting(
        "print_shop",
        "entertainment",
        {
            "decider": "print shop",
            "product": "print product",
            "stage": "department",
            "unit": "carton",
            "worked": "completed",
            "span": "month",
            "gain": "margin",
        },
        {
            "PRODUCTS": ("comics", "magazines", "posters", "calendars", "novels", "catalogs", "postcards"),
            "STAGES": ("typesetting", "printing", "folding", "binding", "packing"),
        },
        distractors=("The shop opened in {year}.", "Its largest press weighs {tons} tons."),
    ),
    Setting(
        "medical_laboratory",
        "health",
        {
            "decider": "medical laboratory",
            "product": "test kit",
            "stage": "section",
            "unit": "box",
            "worked": "finished",
            "span": "week",
            "gain": "profit",
        },
        {
            "PRODUCTS": ("glucose kits", "allergy kits", "iron kits", "thyroid kits", "virus kits", "vitamin kits"),
            "STAGES": ("mixing", "filling", "sealing", "testing", "packaging"),
        },
        distractors=("The laboratory has {people} technicians.",),
    ),
    Setting(
        "recycling_plant",
        "environment",
        {
            "decider": "recycling plant",
            "product": "material",
            "stage": "line",
            "unit": "ton",
            "worked": "treated",
            "span": "month",
            "gain": "profit",
        },
        {
            "PRODUCTS": ("glass", "paper", "aluminum", "copper", "plastics", "textiles", "rubber"),
            "STAGES": ("shredding", "screening", "melting", "pressing", "baling"),
        },
        distractors=("The plant serves {towns} towns.", "Its yard covers {acres} acres."),
    ),
    Setting(
        "window_maker",
        "construction",
        {
            "decider": "maker of building parts",
            "product": "product line",
            "stage": "workshop",
            "unit": "pallet",
            "worked": "turned out",
            "span": "month",
            "gain": "profit",
        },
        {
            "PRODUCTS": ("windows", "doors", "shutters", "skylights", "railings", "panels", "stairs"),
            "STAGES": ("sawing", "milling", "gluing", "painting", "assembly"),
        },
        distractors=("The firm has been in the family since {year}.", "It delivers within {miles} miles."),
    ),
)


NARRATIVE = Narrative(
    openings=(
        Opening(
            (
                "{decider:a} makes {PRODUCTS_size} {product*PRODUCTS_size}, and each of them passes through "
                "{STAGES_size} {stage*STAGES_size}: {STAGES:list}.",
                "[For the coming|For the next] {span}, {decider:a} has to decide how many {unit:plural} of each "
                "{product} to make, all of which pass through {STAGES:list}.",
                "[All|The] {product:plural} of {decider:a}, {PRODUCTS:list}, have to go through the same "
                "{stage:plural}: {STAGES:list}.",
                "{decider:a} [is planning|plans] its output of {PRODUCTS:list} for the [coming|next] {span}, and "
                "every {product} needs time in each of {STAGES_size} {stage*STAGES_size}.",
            )
        ),
    ),
    statements=(
        Values(
            measures=(Measure("rate", "{unit:plural} per hour"),),
            labels=("product_name", "stage_name"),
            sets=("PRODUCTS", "STAGES"),
            phrasings=(
                "In {stage_name}, {rate:number} {unit*rate} of {product_name} can be {worked} [per|in an] hour.",
                "[One|An] hour of {stage_name} is enough for {rate:number} {unit*rate} of {product_name}.",
                "[When|As long as] it works on {product_name}, {stage_name} [gets through|manages] {rate:number} "
                "{unit*rate} per hour.",
            ),
            captions=(
                "[Every|Each] {product} goes through [all|every one of the] {stage:plural}, at these rates in "
                "{unit:plural} per hour:",
                "How many {unit:plural} of a {product} [can be|are] {worked} in one hour of each {stage}:",
                "The hourly output of each {stage}, if it works on [just one|a single] {product}, in {unit:plural}:",
            ),
        ),
        Values(
            measures=(Measure("hours", "Hours available", unit="hours"),),
            labels=("stage_name",),
            sets=("STAGES",),
            phrasings=(
                "[There are|The {span} has] {hours:number} hours for {stage_name}.",
                "[At most|No more than] {hours:number} hours of {stage_name} [are available|can be used] in the "
                "{span}.",
                "The total time spent on {stage_name} is limited to {hours:number} hours.",
            ),
            captions=(
                "The hours [available|that can be used] in the {span}, by {stage}:",
                "Each {stage} has only [a limited number of|so many] hours in the {span}, shared by all "
                "{product:plural}:",
                "The time of the {stage:plural} is limited in the {span}, and all {product:plural} [share it|draw on "
                "it]:",
            ),
            listings=(
                ("The [available|usable] time in the {span} is", "{hours:number} hours for {stage_name}"),
                ("In the {span} there are at most", "{hours:number} hours of {stage_name}"),
            ),
            tells=("time",),
        ),
        Values(
            measures=(
                Measure("profit", "{gain} per {unit}", form=Form.MONEY),
                Measure("committed", "Least output ({unit:plural})"),
                Measure("market", "Greatest output ({unit:plural})"),
            ),
            labels=("product_name",),
            sets=("PRODUCTS",),
            phrasings=(
                "[Each|Every] {unit} of {product_name} brings a {gain} of {profit:money}, [at least|no less than] "
                "{committed:number} {unit*committed} must be made, and at most {market:number} can be sold.",
                "Of {product_name}, at least {committed:number} {unit*committed} [are already ordered|are promised to "
                "customers] and [no more than|at most] {market:number} {unit*market} can be sold, at a {gain} of "
                "{profit:money} per {unit}.",
                "For {product_name} the {gain} is {profit:money} per {unit}, and the output must lie between "
                "{committed:number} and {market:number} {unit*market}.",
            ),
            captions=(
                "The {gain} of each {product} and the [limits on its output|range in which its output must lie] are:",
                "[What a {unit} brings|The {gain} of one {unit}], with the least and the greatest output allowed in "
                "the {span}:",
                "Orders set a lower limit and the market an upper limit on the output of [each|every] {product}:",
            ),
            tells=("make",),
        ),
        Rule(
            tells=("make",),
            phrasings=(
                "Parts of {unit:a} may be [planned|made], too.",
                "The output need not be a whole number of {unit:plural}.",
                "[Fractions|Parts] of {unit:a} are [allowed|fine] in the plan.",
            ),
        ),
    ),
    goal=Goal(
        (
            "How many {unit:plural} of each {product} should be made so that the total {gain} is as [large|high] as "
            "possible?",
            "[Find|Determine] the output of each {product} that [maximizes the|gives the largest] total {gain} of the "
            "{span}.",
            "What is the [largest|highest] total {gain} that can be reached in the {span}?",
            "The [management|planner] wants to maximize the total {gain} over all {product:plural}.",
        )
    ),
)

FAMILY = Family(
    name="multistage_production",
    title="Multi-stage production with rates",
    reference="Fourer, Gay and Kernighan, AMPL, section 1.6 (steel4); a seed family of OptMATH (arXiv 2502.11102)",
    model_class="LP",
    problem_class="linear",
    formulation=FORMULATION,
    ranges=Ranges(
        products=Range(2, 5, size=True, least=2, most=60),
        stages=Range(2, 3, size=True, least=1, most=20),
        rate=Range(10, 60, 5),
        profit=Range(5, 40),
        market=Range(300, 1500, 50),
    ),
    sample=sample,
    settings=SETTINGS,
    narrative=NARRATIVE,
)
