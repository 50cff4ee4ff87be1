"""Production schedule of several factories: which run in which period between a least and a largest output."""

from __future__ import annotations

from nl2opt.synth.families.family import Data, Family
from nl2opt.synth.families.ranges import Range, Ranges
from nl2opt.synth.families.sampler import Sampler
from nl2opt.synth.language.quantities import Form
from nl2opt.synth.narrative.statements import Goal, Measure, Narrative, Opening, Rule, Setting, Values

FORMULATION = """
## Sets
FACTORIES
PERIODS = 1..T
## Parameters
T  # number of periods
least[FACTORIES]  # output in a period in which the factory runs
most[FACTORIES]
fixed_cost[FACTORIES]  # of running for a period
unit_cost[FACTORIES, PERIODS]
demand[PERIODS]
## Variables
run[FACTORIES, PERIODS] binary  # whether the factory runs
make[FACTORIES, PERIODS] >= 0 integer  # output
## Objective
minimize sum(fixed_cost[f] * run[f, t] + unit_cost[f, t] * make[f, t] for f in FACTORIES for t in PERIODS)
## Constraints
lower[f in FACTORIES, t in PERIODS]: make[f, t] >= least[f] * run[f, t]
upper[f in FACTORIES, t in PERIODS]: make[f, t] <= most[f] * run[f, t]
meet[t in PERIODS]: sum(make[f, t] for f in FACTORIES) == demand[t]
"""


def sample(sampler: Sampler) -> Data:
    """Demand is what a hidden schedule makes, in which one factory or more run in each period."""
    factories = sampler.members("FACTORIES", sampler.size("factories"))
    number = sampler.size("periods")
    periods = range(1, number + 1)
    least = sampler.numbers("least", factories)
    most = {f: least[f] + sampler.number("span") for f in factories}
    demand = {}
    for t in periods:
        running = sampler.some(factories, sampler.rng.randint(1, len(factories)))
        demand[t] = sum(int(least[f]) + sampler.rng.randint(0, int(most[f] - least[f]) // 10) * 10 for f in running)
    return {
        "FACTORIES": factories,
        "T": number,
        "least": least,
        "most": most,
        "fixed_cost": sampler.numbers("fixed_cost", factories),
        "unit_cost": sampler.numbers("unit_cost", [(f, t) for f in factories for t in periods]),
        "demand": demand,
    }


SETTINGS = (
    Setting(
        "bicycle_plants",
        "manufacturing",
        {
            "decider": "bicycle maker",
            "factory": "plant",
            "unit": "bicycle",
            "period": "month",
            "make": "make",
            "made": "made",
        },
        {"FACTORIES": ("Torino", "Utrecht", "Vigo", "Warsaw", "Xanten", "Ystad")},
        distractors=("A bicycle has {parts} parts.", "The company was founded in {year}."),
    ),
    Setting(
        "bottling_lines",
        "manufacturing",
        {
            "decider": "lemonade company",
            "factory": "bottling line",
            "unit": "crate",
            "period": "week",
            "make": "fill",
            "made": "filled",
        },
        {"FACTORIES": ("Line Apple", "Line Berry", "Line Citrus", "Line Date", "Line Elder", "Line Grape")},
        distractors=("A crate holds {bottles} bottles.", "The company sells {flavors} flavors."),
    ),
    Setting(
        "gas_turbines",
        "energy",
        {
            "decider": "power producer",
            "factory": "power station",
            "unit": "gigawatt hour",
            "period": "week",
            "make": "generate",
            "made": "generated",
        },
        {"FACTORIES": ("Abbot Lake", "Bluff Point", "Cold Harbor", "Dry Creek", "Eagle Fork", "Flat Rock")},
        distractors=("The grid has {lines} main lines.", "The oldest station was built in {year}."),
    ),
    Setting(
        "desalination",
        "utilities",
        {
            "decider": "water authority",
            "factory": "desalination plant",
            "unit": "tank",
            "period": "month",
            "make": "produce",
            "made": "produced",
        },
        {"FACTORIES": ("Almeria", "Benidorm", "Cartagena", "Denia", "Elche", "Fuengirola")},
        distractors=("The authority serves {towns} towns.", "The last rain fell {days} days ago."),
    ),
    Setting(
        "dairy_sites",
        "agriculture",
        {
            "decider": "dairy cooperative",
            "factory": "creamery",
            "unit": "pallet",
            "period": "week",
            "make": "churn",
            "made": "churned",
        },
        {"FACTORIES": ("Alpenrose", "Bergsee", "Clara", "Dorfbach", "Edelweiss", "Firnblick")},
        distractors=("The cooperative has {farms} member farms.", "The cooperative was set up in {year}."),
    ),
    Setting(
        "prefab_sites",
        "construction",
        {
            "decider": "housing company",
            "factory": "assembly hall",
            "unit": "house module",
            "period": "quarter",
            "make": "assemble",
            "made": "assembled",
        },
        {"FACTORIES": ("Hall Anna", "Hall Bertha", "Hall Clara", "Hall Doris", "Hall Emma", "Hall Frieda")},
        distractors=("A house module has {rooms} rooms.", "The company employs {people} people."),
    ),
    Setting(
        "test_kits",
        "health",
        {
            "decider": "diagnostics company",
            "factory": "laboratory",
            "unit": "box",
            "period": "month",
            "make": "pack",
            "made": "packed",
        },
        {"FACTORIES": ("Aachen", "Bonn", "Celle", "Dresden", "Erfurt", "Freiburg")},
        distractors=("A box holds {kits} test kits.", "The tests were approved in {year}."),
    ),
)

NARRATIVE = Narrative(
    openings=(
        Opening(
            (
                "{decider:a} [has to decide|must decide] which of its {factory:plural} [run|are to run] in each of the "
                "next {T} {period*T}.",
                "For the next {T} {period*T}, {decider:a} with {FACTORIES_size} {factory*FACTORIES_size} [is "
                "making|has to make] a schedule.",
                "{decider:a} runs {FACTORIES_size} {factory*FACTORIES_size} and [schedules|has to schedule] them for "
                "{T} {period*T}.",
                "The schedule of {decider:a} covers {T} {period*T} and these {factory:plural}: {FACTORIES:list}.",
            )
        ),
    ),
    statements=(
        Values(
            measures=(
                Measure("least", "Least output ({unit:plural})", unit="{unit*value}"),
                Measure("most", "Largest output ({unit:plural})", unit="{unit*value}"),
                Measure("fixed_cost", "Fixed cost ($)", Form.MONEY),
            ),
            labels=("factory_name",),
            sets=("FACTORIES",),
            phrasings=(
                "In {period:a} in which it runs, {factory_name} must {make} at least {least:number} and can {make} at "
                "most {most:number} {unit:plural}, and it has a fixed cost of {fixed_cost:money}.",
                "Running {factory_name} for one {period} costs {fixed_cost:money}, and it then has to {make} between "
                "{least:number} and {most:number} {unit:plural}.",
                "{factory_name} can {make} from {least:number} to {most:number} {unit:plural} in {period:a} in which "
                "it runs, at a fixed cost of {fixed_cost:money}.",
            ),
            captions=(
                "For {period:a} in which it runs, each {factory} has a least and a largest output and a fixed cost:",
                "The limits on the output of a running {factory} and the fixed cost of running, for each {period}, "
                "are:",
                "By {factory}, these are the least output, the largest output and the fixed cost in {period:a} of "
                "running:",
            ),
        ),
        Rule(
            tells=("lower", "upper", "run"),
            phrasings=(
                "{factory:a} that does not run in {period:a} has neither output nor costs in it.",
                "In any {period}, {factory:a} either runs within its limits or stands still, without output and "
                "without fixed cost.",
                "If {factory:a} stands still for {period:a}, it has neither output nor fixed cost.",
            ),
        ),
        Values(
            measures=(Measure("unit_cost", "Cost per {unit} ($)", Form.MONEY),),
            labels=("factory_name", "period_name"),
            sets=("FACTORIES", "PERIODS"),
            phrasings=(
                "In {period} {period_name}, each {unit} from {factory_name} costs {unit_cost:money}.",
                "{factory_name} has a cost of {unit_cost:money} per {unit} in {period} {period_name}.",
                "It costs {unit_cost:money} to {make} one {unit} at {factory_name} in {period} {period_name}.",
            ),
            captions=(
                "In addition, each {unit} {made} costs the following, in dollars, by {factory} and {period}:",
                "The cost per {unit} (in dollars) depends on the {factory} and the {period}:",
                "For each {factory} and {period}, the cost in dollars of one {unit} is:",
            ),
        ),
        Values(
            measures=(Measure("demand", "Demand ({unit:plural})", unit="{unit*value}"),),
            labels=("period_name",),
            sets=("PERIODS",),
            phrasings=(
                "In {period} {period_name}, exactly {demand:number} {unit*demand} must be {made} in total.",
                "The total output in {period} {period_name} has to be exactly {demand:number} {unit*demand}.",
                "Together, the {factory:plural} have to {make} exactly {demand:number} {unit*demand} in {period} "
                "{period_name}.",
            ),
            listings=(("The total output must be exactly", "{demand:number} {unit*demand} in {period} {period_name}"),),
            captions=(
                "The total output of all {factory:plural} must equal the demand of each {period}:",
                "In each {period}, exactly the following demand must be met by the {factory:plural} together, without "
                "stock:",
                "Demand by {period}, which the total output must match exactly:",
            ),
            tells=("meet",),
        ),
        Rule(
            tells=("make",),
            phrasings=(
                "Outputs are whole numbers of {unit:plural}.",
                "Only whole {unit:plural} can be {made}.",
                "The number of {unit:plural} {made} must be whole for each {factory} and {period}.",
            ),
        ),
    ),
    goal=Goal(
        (
            "Which {factory:plural} should run in which {period}, and how much should they {make}, to minimize the "
            "total cost?",
            "[Find|Determine] the schedule with the lowest total of fixed costs and costs per {unit}.",
            "What is the lowest total cost of the schedule?",
            "[Plan|Draw up] the schedule so that its total cost is as low as possible.",
        )
    ),
)

FAMILY = Family(
    name="multi_factory_schedule",
    title="Production schedule of several factories",
    reference=(
        "Williams, Model Building in Mathematical Programming, Wiley 2013, section 9.2 (semi-continuous output), over "
        "periods; among the OptMATH seeds (arXiv 2502.11102)"
    ),
    model_class="IP",
    problem_class="dynamic",
    formulation=FORMULATION,
    ranges=Ranges(
        factories=Range(2, 3, size=True, least=2, most=12),
        periods=Range(2, 4, size=True, least=1, most=24),
        least=Range(20, 100, step=10),
        span=Range(50, 250, step=10),
        fixed_cost=Range(200, 2000, step=50),
        unit_cost=Range(3, 25),
    ),
    sample=sample,
    settings=SETTINGS,
    narrative=NARRATIVE,
)
