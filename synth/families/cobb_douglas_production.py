"""The largest output of a Cobb-Douglas production function under a budget for its inputs."""

from __future__ import annotations

from nl2opt.synth.families.family import Data, Family
from nl2opt.synth.families.ranges import Range, Ranges
from nl2opt.synth.families.sampler import Sampler
from nl2opt.synth.language.quantities import Form
from nl2opt.synth.narrative.statements import Goal, Measure, Narrative, Opening, Rule, Setting, Values

FORMULATION = """
## Sets
INPUTS
## Parameters
power[INPUTS]
price[INPUTS]
most[INPUTS]
factor
budget
## Variables
1 <= amount[i in INPUTS] <= most[i]
## Objective
maximize factor * prod(amount[i] ** power[i] for i in INPUTS)
## Constraints
afford: sum(price[i] * amount[i] for i in INPUTS) <= budget
"""


def sample(sampler: Sampler) -> Data:
    """The budget pays for a part of what is on offer, and for more than one unit of each input."""
    inputs = sampler.members("INPUTS", sampler.size("inputs"))
    price, most = sampler.numbers("price", inputs), sampler.numbers("most", inputs)
    return {
        "INPUTS": inputs,
        "power": sampler.numbers("power", inputs),
        "price": price,
        "most": most,
        "factor": sampler.number("factor"),
        "budget": sampler.share(sum(price[i] * most[i] for i in inputs), 0.3, 0.8, 10),
    }


SETTINGS = (
    Setting(
        "textile_mill",
        "manufacturing",
        {"decider": "textile mill", "output": "rolls of cloth", "unit": "unit", "span": "day", "work": "produce"},
        {"INPUTS": ("labor", "machine time", "cotton", "electricity")},
        distractors=("The mill was built in {year}.", "A roll is {meters} meters long."),
    ),
    Setting(
        "vineyard",
        "agriculture",
        {"decider": "vineyard", "output": "barrels of wine", "unit": "unit", "span": "season", "work": "produce"},
        {"INPUTS": ("land", "labor", "irrigation", "compost")},
        distractors=("The vines are {years} years old.", "The cellar was dug in {year}."),
    ),
    Setting(
        "call_handling",
        "customer service",
        {"decider": "help desk", "output": "answered requests", "unit": "unit", "span": "shift", "work": "handle"},
        {"INPUTS": ("staff", "chat software", "training", "phone lines")},
        distractors=("The help desk speaks {languages} languages.", "Shifts last {hours} hours."),
    ),
    Setting(
        "research_group",
        "education",
        {
            "decider": "research institute",
            "output": "experiments",
            "unit": "unit",
            "span": "month",
            "work": "carry out",
        },
        {"INPUTS": ("scientists", "laboratory time", "computing power", "assistants")},
        distractors=("The institute was founded in {year}.", "Its roof garden has {trees} trees."),
    ),
    Setting(
        "solar_factory",
        "energy",
        {"decider": "maker of solar panels", "output": "panels", "unit": "unit", "span": "week", "work": "make"},
        {"INPUTS": ("silicon", "labor", "robot time", "glass")},
        distractors=("A panel lasts {years} years.", "The factory has {gates} gates."),
    ),
    Setting(
        "ward_care",
        "health",
        {"decider": "rehabilitation clinic", "output": "treatments", "unit": "unit", "span": "week", "work": "provide"},
        {"INPUTS": ("therapists", "equipment", "room space", "nursing")},
        distractors=("The clinic has {beds} beds.", "It has been private since {year}."),
    ),
    Setting(
        "code_team",
        "software",
        {"decider": "software firm", "output": "finished tasks", "unit": "unit", "span": "sprint", "work": "complete"},
        {"INPUTS": ("programmers", "testers", "server capacity", "design work")},
        distractors=("A sprint has {days} days.", "The firm moved to its office in {year}."),
    ),
)


NARRATIVE = Narrative(
    openings=(
        Opening(
            (
                "{decider:a} uses {INPUTS:list} to {work} {output}, and [has to|must] decide how much of each to buy "
                "for the coming {span}.",
                "[How many {output} {decider:a} can {work} in a {span}|What {decider:a} can {work} in a {span}] "
                "depends on {INPUTS:list}.",
                "{INPUTS_size} inputs, {INPUTS:list}, [determine|decide] how many {output} {decider:a} can {work} in "
                "a {span}.",
                "{decider:a} is [planning|choosing] its inputs for the coming {span}: {INPUTS:list}.",
            )
        ),
    ),
    statements=(
        Rule(
            tells=(),
            phrasings=(
                "The number of {output} [equals|is] {factor:digits} times the product of all input amounts, each "
                "raised to a power of its own.",
                "[By experience|As is known from experience], the output in {output} is {factor:digits} multiplied by "
                "each input amount raised to its power.",
                "The output follows a Cobb-Douglas function with [the|a] constant factor {factor:digits}, in which "
                "the amount of each input is raised to its power and all are multiplied.",
            ),
        ),
        Values(
            measures=(Measure("power", "Power", form=Form.DIGITS),),
            labels=("input_name",),
            sets=("INPUTS",),
            phrasings=(
                "The power of {input_name} is {power:digits}.",
                "[In the product|In this function], the amount of {input_name} is raised to the power {power:digits}.",
                "{input_name} has the [exponent|power] {power:digits}.",
            ),
            captions=(
                "The powers of the inputs:",
                "[Each|Every] input has a power in the product:",
                "The amounts of the inputs are raised to these [powers|exponents]:",
            ),
            listings=(
                ("The [powers|exponents] are", "{power:digits} for {input_name}"),
                ("[The power is|The amounts are to be raised to a power of]", "{power:digits} for {input_name}"),
            ),
        ),
        Values(
            measures=(
                Measure("price", "Price per {unit}", form=Form.MONEY),
                Measure("most", "Most ({unit:plural})"),
            ),
            labels=("input_name",),
            sets=("INPUTS",),
            phrasings=(
                "[Each|A] {unit} of {input_name} costs {price:money}, and the amount must lie between 1 and "
                "{most:number} {unit*most}.",
                "For {input_name} the price is {price:money} per {unit}, with at least 1 and at most {most:number} "
                "{unit*most} to be bought.",
                "From 1 to {most:number} {unit*most} of {input_name} can be bought, [at|for] {price:money} each.",
            ),
            captions=(
                "The price of a {unit} of each input, and the most that can be bought, where at least 1 {unit} of "
                "each is needed:",
                "Of [each|every] input at least 1 {unit} is needed, and there are these prices and upper limits:",
                "[Prices and upper limits|The prices and the upper limits] of the inputs, whose lower limit is 1 "
                "{unit} each:",
            ),
            tells=("amount",),
        ),
        Rule(
            tells=("afford",),
            phrasings=(
                "[No more than|At most] {budget:money} can be spent on all inputs together.",
                "The budget for all inputs is {budget:money}.",
                "The inputs must not cost more than {budget:money} [in total|altogether].",
            ),
        ),
        Rule(
            tells=("amount",),
            phrasings=(
                "Amounts need not be whole numbers.",
                "[Parts|Fractions] of {unit:a} can be bought, too.",
                "The inputs can be [divided|bought] in any fraction.",
            ),
        ),
    ),
    goal=Goal(
        (
            "How much of each input should be bought so that the output is as large as possible?",
            "[Find|Determine] the amounts that maximize the number of {output}.",
            "What is the [largest|greatest] possible number of {output} in the {span}?",
            "The [aim|goal] is to {work} as many {output} as possible[ in the {span}|].",
        )
    ),
)

FAMILY = Family(
    name="cobb_douglas_production",
    title="Cobb-Douglas production under a budget",
    reference="Cobb and Douglas, A theory of production, 1928; Varian, Microeconomic Analysis, chapter 4",
    model_class="NLP",
    problem_class="nonlinear",
    formulation=FORMULATION,
    ranges=Ranges(
        inputs=Range(2, 3, size=True, least=2, most=4),
        power=Range(0.1, 0.6, 0.05),
        price=Range(3, 30),
        most=Range(15, 80, 5),
        factor=Range(2, 20),
    ),
    sample=sample,
    settings=SETTINGS,
    narrative=NARRATIVE,
)
