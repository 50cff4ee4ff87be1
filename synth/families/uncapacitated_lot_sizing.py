"""Uncapacitated lot sizing: in which periods to order or produce, and how much, when stock may be kept."""

from __future__ import annotations

from nl2opt.synth.families.family import Data, Family
from nl2opt.synth.families.ranges import Range, Ranges
from nl2opt.synth.families.sampler import Sampler
from nl2opt.synth.language.quantities import Form
from nl2opt.synth.narrative.statements import Goal, Measure, Narrative, Opening, Rule, Setting, Values

FORMULATION = """
## Sets
PERIODS = 1..T
## Parameters
T  # number of periods
demand[PERIODS]
fixed_cost[PERIODS]  # of making anything in the period
unit_cost[PERIODS]
holding_cost  # for each unit in stock at the end of a period
remaining[t in PERIODS] = sum(demand[s] for s in PERIODS if s >= t)
## Variables
lot[PERIODS] >= 0  # made or ordered in the period
setup[PERIODS] binary  # whether anything is made or ordered
stock[PERIODS] >= 0  # at the end of the period
## Objective
minimize sum(fixed_cost[t] * setup[t] + unit_cost[t] * lot[t] + holding_cost * stock[t] for t in PERIODS)
## Constraints
begin: stock[1] == lot[1] - demand[1]
balance[t in PERIODS if t > 1]: stock[t] == stock[t-1] + lot[t] - demand[t]
link[t in PERIODS]: lot[t] <= remaining[t] * setup[t]
"""


def sample(sampler: Sampler) -> Data:
    """Anything that is drawn is feasible, since lots have no limit."""
    number = sampler.size("periods")
    periods = range(1, number + 1)
    return {
        "T": number,
        "demand": sampler.numbers("demand", periods),
        "fixed_cost": sampler.numbers("fixed_cost", periods),
        "unit_cost": sampler.numbers("unit_cost", periods),
        "holding_cost": sampler.number("holding_cost"),
    }


SETTINGS = (
    Setting(
        "paper_mill",
        "manufacturing",
        {
            "decider": "paper mill",
            "unit": "roll",
            "goods": "newsprint",
            "make": "produce",
            "made": "produced",
            "batch": "production run",
            "period": "week",
        },
        distractors=("The mill was built in {year}.", "A roll weighs about {weight} kilograms."),
    ),
    Setting(
        "vaccine_orders",
        "health",
        {
            "decider": "regional hospital",
            "unit": "box",
            "goods": "flu vaccine",
            "make": "order",
            "made": "ordered",
            "batch": "order",
            "period": "month",
        },
        distractors=("The hospital has {wards} wards.", "Each box holds {doses} doses."),
    ),
    Setting(
        "feed_deliveries",
        "agriculture",
        {
            "decider": "poultry farm",
            "unit": "ton",
            "goods": "feed",
            "make": "buy",
            "made": "bought",
            "batch": "delivery",
            "period": "week",
        },
        distractors=("The farm keeps {hens} hundred hens.", "The silo was painted in {year}."),
    ),
    Setting(
        "road_salt",
        "utilities",
        {
            "decider": "city cleaning service",
            "unit": "truckload",
            "goods": "road salt",
            "make": "purchase",
            "made": "purchased",
            "batch": "purchase",
            "period": "month",
        },
        distractors=("The service clears {streets} streets.", "Last winter had {days} days of frost."),
    ),
    Setting(
        "textbook_prints",
        "education",
        {
            "decider": "school publisher",
            "unit": "carton",
            "goods": "workbooks",
            "make": "print",
            "made": "printed",
            "batch": "print run",
            "period": "quarter",
        },
        distractors=("The publisher employs {authors} authors.", "The first edition appeared in {year}."),
    ),
    Setting(
        "heating_pellets",
        "energy",
        {
            "decider": "district heating plant",
            "unit": "load",
            "goods": "wood pellets",
            "make": "order",
            "made": "ordered",
            "batch": "order",
            "period": "month",
        },
        distractors=("The plant heats {houses} houses.", "The chimney is {height} meters high."),
    ),
    Setting(
        "shop_candles",
        "retail",
        {
            "decider": "candle shop",
            "unit": "crate",
            "goods": "beeswax candles",
            "make": "pour",
            "made": "poured",
            "batch": "pouring session",
            "period": "week",
        },
        distractors=("The shop opened in {year}.", "The shop sells {scents} different scents of soap, too."),
    ),
)

NARRATIVE = Narrative(
    openings=(
        Opening(
            (
                "{decider:a} [has to plan|must plan|is planning] how many {unit:plural} of {goods} to {make} in each "
                "of the next {T} {period*T}.",
                "For the next {T} {period*T}, {decider:a} [has to decide|must decide] when to {make} {goods} and how "
                "much.",
                "Over a horizon of {T} {period*T}, {decider:a} needs {goods} in every {period}.",
                "In each of the coming {T} {period*T}, {decider:a} needs {goods}, which can be {made} then or earlier.",
            )
        ),
    ),
    statements=(
        Values(
            measures=(
                Measure("demand", "Demand ({unit:plural})", unit="{unit*value}"),
                Measure("fixed_cost", "Fixed cost ($)", Form.MONEY),
                Measure("unit_cost", "Cost per {unit} ($)", Form.MONEY),
            ),
            labels=("period_name",),
            sets=("PERIODS",),
            phrasings=(
                "In {period} {period_name}, the demand is {demand:number} {unit*demand}, {batch:a} costs "
                "{fixed_cost:money} whatever its size, and each {unit} costs another {unit_cost:money}.",
                "{period} {period_name} has a demand of {demand:number} {unit*demand}, a fixed cost of "
                "{fixed_cost:money} and a cost per {unit} of {unit_cost:money}.",
                "In {period} {period_name}, {batch:a} has a fixed cost of {fixed_cost:money} and costs "
                "{unit_cost:money} per {unit}, while {demand:number} {unit*demand} must be supplied.",
            ),
            captions=(
                "The demand, the fixed cost of {batch:a} and the cost per {unit} in each {period} are:",
                "By {period}, we have the following demand, fixed cost of {batch:a} and cost per {unit}:",
                "[Demand and costs change|The demand and both costs change] from {period} to {period}:",
            ),
        ),
        Rule(
            tells=("link", "setup"),
            phrasings=(
                "The fixed cost is [charged|due] only in {period:plural} with {batch:a}, and there is no limit on the "
                "amount.",
                "Any amount can be {made} in {period:a}, and the fixed cost is [paid|due] once if that amount is more "
                "than zero.",
                "In {period:plural} without {batch:a} no fixed cost is due, and {batch:a} can be of any size.",
            ),
        ),
        Rule(
            tells=(),
            phrasings=(
                "Keeping one {unit} in stock from one {period} to the next costs {holding_cost:money}.",
                "Each {unit} that is left over at the end of {period:a} is stored at a cost of {holding_cost:money}.",
                "For every {unit} in stock at the end of {period:a}, a storage cost of {holding_cost:money} is due.",
            ),
        ),
        Rule(
            tells=("balance",),
            phrasings=(
                "The demand of each {period} must be met in full and on time, from stock or from what is {made} in "
                "that {period}.",
                "What is {made} in {period:a} can serve the demand of that {period} or be stored for later ones, and "
                "no demand may be met late.",
                "All demand must be satisfied in the {period} in which it occurs, either with newly {made} {goods} or "
                "out of stock.",
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
        Rule(
            tells=("lot",),
            phrasings=(
                "Amounts need not be whole numbers of {unit:plural}.",
                "Fractions of {unit:a} are [allowed|possible], too.",
                "Parts of {unit:a} [are allowed|count, too].",
            ),
        ),
    ),
    goal=Goal(
        (
            "How many {unit:plural} of {goods} should be {made} in each {period} to minimize the total cost?",
            "[Find|Determine] the plan with the lowest total of fixed costs, costs per {unit} and storage costs.",
            "What is the lowest total cost [of meeting|at which one can meet] all demand?",
            "[Which plan|Which choice of {period:plural} and amounts] makes the sum of all costs as small as possible?",
        )
    ),
)

FAMILY = Family(
    name="uncapacitated_lot_sizing",
    title="Uncapacitated lot sizing",
    reference=(
        "Wagner and Whitin, Dynamic version of the economic lot size model, Management Science 5 (1958); among the "
        "OptMATH seeds (arXiv 2502.11102)"
    ),
    model_class="MIP",
    problem_class="dynamic",
    formulation=FORMULATION,
    ranges=Ranges(
        periods=Range(3, 6, size=True, least=2, most=36),
        demand=Range(10, 120, step=5),
        fixed_cost=Range(100, 900, step=10),
        unit_cost=Range(2, 15),
        holding_cost=Range(0.5, 4, step=0.5),
    ),
    sample=sample,
    settings=SETTINGS,
    narrative=NARRATIVE,
)
