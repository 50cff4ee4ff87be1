"""Production schedule of several factories: which run in which period between a least and a largest output."""

from __future__ import annotations

from nl2opt.synth.families.family import Data, Family
from nl2opt.synth.families.ranges import Range, Ranges
from nl2opt.synth.families.sampler import Sampler
from nl2opt.synth.language.quantities import Form
from nl2opt.synth.narrative.statements import Goal, Measure, Narrative, Opening, Rule, Setting, Values

FORMULATION = """
## Sets
PLANTS
PERIODS = 1..T
## Parameters
T  # number of periods
least[PLANTS]  # output in a period in which the factory runs
most[PLANTS]
fixed_cost[PLANTS]  # of running for a period
unit_cost[PLANTS, PERIODS]
demand[PERIODS]
## Variables
run[PLANTS, PERIODS] binary  # whether the factory runs
make[PLANTS, PERIODS] >= 0 integer  # output
## Objective
minimize sum(fixed_cost[f] * run[f, t] + unit_cost[f, t] * make[f, t] for f in PLANTS for t in PERIODS)
## Constraints
lower[f in PLANTS, t in PERIODS]: make[f, t] >= least[f] * run[f, t]
upper[f in PLANTS, t in PERIODS]: make[f, t] <= most[f] * run[f, t]
meet[t in PERIODS]: sum(make[f, t] for f in PLANTS) == demand[t]
"""


def sample(sampler: Sampler) -> Data:
    """Demand is what a hidden schedule makes, in which one factory or more run in each period."""
    plants = sampler.members("PLANTS", sampler.size("plants"))
    number = sampler.size("periods")
    periods = range(1, number + 1)
    least = sampler.numbers("least", plants)
    most = {f: least[f] + sampler.number("span") for f in plants}
    demand = {}
    for t in periods:
        running = sampler.some(plants, sampler.rng.randint(1, len(plants)))
        demand[t] = sum(int(least[f]) + sampler.rng.randint(0, int(most[f] - least[f]) // 10) * 10 for f in running)
    return {
        "PLANTS": plants,
        "T": number,
        "least": least,
        "most": most,
        "fixed_cost": sampler.numbers("fixed_cost", plants),
        "unit_cost": sampler.numbers("unit_cost", [(f, t) for f in plants for t in periods]),
        "demand": demand,
    }


SETTINGS = (
    Setting(
        "bicycle_plants",
        "manufacturing",
        {
            "decider": "bicycle maker",
            "plant": "plant",
            "unit": "bicycle",
            "period": "month",
            "make": "make",
            "made": "made",
        },
        {"PLANTS": ("Torino", "Utrecht", "Vigo", "Warsaw", "Xanten", "Ystad")},
        distractors=("A bicycle has {parts} parts.", "The company was founded in {year}."),
    ),
    Setting(
        "bottling_lines",
        "manufacturing",
        {
            "decider": "lemonade company",
            "plant": "bottling line",
            "unit": "crate",
            "period": "week",
            "make": "fill",
            "made": "filled",
        },
        {"PLANTS": ("Line Apple", "Line Berry", "Line Citrus", "Line Date", "Line Elder", "Line Grape")},
        distractors=("A crate holds {bottles} bottles.", "The company sells {flavors} flavors."),
    ),
    Setting(
        "gas_turbines",
        "energy",
        {
            "decider": "power producer",
            "plant": "power station",
            "unit": "gigawatt hour",
            "period": "week",
            "make": "generate",
            "made": "generated",
        },
        {"PLANTS": ("Abbot Lake", "Bluff Point", "Cold Harbor", "Dry Creek", "Eagle Fork", "Flat Rock")},
        distractors=("The grid has {lines} main lines.", "The oldest station was built in {year}."),
    ),
    Setting(
        "desalination",
        "utilities",
        {
            "decider": "water authority",
            "plant": "desalination plant",
            "unit": "tank",
            "period": "month",
            "make": "produce",
            "made": "produced",
        },
        {"PLANTS": ("Almeria", "Benidorm", "Cartagena", "Denia", "Elche", "Fuengirola")},
        distractors=("The authority serves {towns} towns.", "The last rain fell {days} days ago."),
    ),
    Setting(
        "dairy_sites",
        "agriculture",
        {
            "decider": "dairy cooperative",
            "plant": "creamery",
            "unit": "pallet",
            "period": "week",
            "make": "churn",
            "made": "churned",
        },
        {"PLANTS": ("Alpenrose", "Bergsee", "Clara", "Dorfbach", "Edelweiss", "Firnblick")},
        distractors=("The cooperative has {farms} member farms.", "The cooperative was set up in {year}."),
    ),
    Setting(
        "prefab_sites",
        "construction",
        {
            "decider": "housing company",
            "plant": "assembly hall",
            "unit": "house module",
            "period": "quarter",
            "make": "assemble",
            "made": "assembled",
        },
        {"PLANTS": ("Hall Anna", "Hall Bertha", "Hall Clara", "Hall Doris", "Hall Emma", "Hall Frieda")},
        distractors=("A house module has {rooms} rooms.", "The company employs {people} people."),
    ),
    Setting(
        "test_kits",
        "health",
        {
            "decider": "diagnostics company",
            "plant": "laboratory",
            "unit": "box",
            "period": "month",
            "make": "pack",
            "made": "packed",
        },
        {"PLANTS": ("Aachen", "Bonn", "Celle", "Dresden", "Erfurt", "Freiburg")},
        distractors=("A box holds {kits} test kits.", "The tests were approved in {year}."),
    ),
)

NARRATIVE = Narrative(
    openings=(
        Opening(
            (
                "{decider:a} [has to decide|must decide] which of its {plant:plural} [run|are to run] in each of the "
                "next {T} {period*T}.",
                "For the next {T} {period*T}, {decider:a} with {PLANTS_size} {plant*PLANTS_size} [is "
                "making|has to make] a schedule.",
                "{decider:a} runs {PLANTS_size} {plant*PLANTS_size} and [schedules|has to schedule] them for "
                "{T} {period*T}.",
                "The schedule of {decider:a} covers {T} {period*T} and these {plant:plural}: {PLANTS:list}.",
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
            labels=("plant_name",),
            sets=("PLANTS",),
            phrasings=(
                "In {period:a} in which it runs, {plant_name} must {make} at least {least:number} and can {make} at "
                "most {most:number} {unit:plural}, and it has a fixed cost of {fixed_cost:money}.",
                "Running {plant_name} for one {period} costs {fixed_cost:money}, and it then has to {make} between "
                "{least:number} and {most:number} {unit:plural}.",
                "{plant_name} can {make} from {least:number} to {most:number} {unit:plural} in {period:a} in which "
                "it runs, at a fixed cost of {fixed_cost:money}.",
            ),
            captions=(
                "For {period:a} in which it runs, each {plant} has a least and a largest output and a fixed cost:",
                "The limits on the output of a running {plant} and the fixed cost of running, for each {period}, are:",
                "By {plant}, these are the least output, the largest output and the fixed cost in {period:a} of "
                "running:",
            ),
        ),
        Rule(
            tells=("lower", "upper", "run"),
            phrasings=(
                "{plant:a} that does not run in {period:a} has neither output nor costs in it.",
                "In any {period}, {plant:a} either runs within its limits or stands still, without output and "
                "without fixed cost.",
                "If {plant:a} stands still for {period:a}, it has neither output nor fixed cost.",
            ),
        ),
        Values(
            measures=(Measure("unit_cost", "Cost per {unit} ($)", Form.MONEY),),
            labels=("plant_name", "period_name"),
            sets=("PLANTS", "PERIODS"),
            phrasings=(
                "In {period} {period_name}, each {unit} from {plant_name} costs {unit_cost:money}.",
                "{plant_name} has a cost of {unit_cost:money} per {unit} in {period} {period_name}.",
                "It costs {unit_cost:money} to {make} one {unit} at {plant_name} in {period} {period_name}.",
            ),
            captions=(
                "In addition, each {unit} {made} costs the following, in dollars, by {plant} and {period}:",
                "The cost per {unit} (in dollars) depends on the {plant} and the {period}:",
                "For each {plant} and {period}, the cost in dollars of one {unit} is:",
            ),
        ),
        Values(
            measures=(Measure("demand", "Demand ({unit:plural})", unit="{unit*value}"),),
            labels=("period_name",),
            sets=("PERIODS",),
            phrasings=(
                "In {period} {period_name}, exactly {demand:number} {unit*demand} must be {made} in total.",
                "The total output in {period} {period_name} has to be exactly {demand:number} {unit*demand}.",
                "Together, the {plant:plural} have to {make} exactly {demand:number} {unit*demand} in {period} "
                "{period_name}.",
            ),
            listings=(("The total output must be exactly", "{demand:number} {unit*demand} in {period} {period_name}"),),
            captions=(
                "The total output of all {plant:plural} must equal the demand of each {period}:",
                "In each {period}, exactly the following demand must be met by the {plant:plural} together, without "
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
                "The number of {unit:plural} {made} must be whole for each {plant} and {period}.",
            ),
        ),
    ),
    goal=Goal(
        (
            "Which {plant:plural} should run in which {period}, and how much should they {make}, to minimize the "
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
        plants=Range(2, 3, size=True, least=2, most=6),
        periods=Range(2, 4, size=True, least=1, most=16),
        least=Range(20, 100, step=10),
        span=Range(50, 250, step=10),
        fixed_cost=Range(200, 2000, step=50),
        unit_cost=Range(3, 25),
    ),
    sample=sample,
    settings=SETTINGS,
    narrative=NARRATIVE,
)
