"""Lot sizing with backlogging: demand may be met late, at a cost for each unit and period of delay."""

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
unit_cost[PERIODS]
setup_cost
holding_cost  # for each unit in stock at the end of a period
delay_cost  # for each unit that is owed at the end of a period
total = sum(demand[t] for t in PERIODS)
## Variables
lot[PERIODS] >= 0 integer  # made in the period
setup[PERIODS] binary  # whether anything is made
stock[PERIODS] >= 0  # at the end of the period
owed[PERIODS] >= 0  # demand not met by the end of the period
## Objective
minimize sum(setup_cost * setup[t] + unit_cost[t] * lot[t] + holding_cost * stock[t] + delay_cost * owed[t]
             for t in PERIODS)
## Constraints
begin: stock[1] - owed[1] == lot[1] - demand[1]
balance[t in PERIODS if t > 1]: stock[t] - owed[t] == stock[t-1] - owed[t-1] + lot[t] - demand[t]
link[t in PERIODS]: lot[t] <= total * setup[t]
finish: owed[T] == 0
"""


def sample(sampler: Sampler) -> Data:
    """Anything that is drawn is feasible; delay costs more than storage."""
    number = sampler.size("periods")
    periods = range(1, number + 1)
    holding_cost = sampler.number("holding_cost")
    return {
        "T": number,
        "demand": sampler.numbers("demand", periods),
        "unit_cost": sampler.numbers("unit_cost", periods),
        "setup_cost": sampler.number("setup_cost"),
        "holding_cost": holding_cost,
        "delay_cost": holding_cost + sampler.number("extra_delay_cost"),
    }


SETTINGS = (
    Setting(
        "furniture_maker",
        "manufacturing",
        {
            "decider": "furniture maker",
            "unit": "table",
            "make": "build",
            "made": "built",
            "machine": "workshop",
            "customer": "customer",
            "period": "week",
        },
        distractors=("The workshop has {workers} carpenters.", "The firm was founded in {year}."),
    ),
    Setting(
        "lens_laboratory",
        "health",
        {
            "decider": "optical laboratory",
            "unit": "lens",
            "make": "grind",
            "made": "ground",
            "machine": "grinding line",
            "customer": "optician",
            "period": "week",
        },
        distractors=("The laboratory serves {shops} opticians.", "A lens passes {checks} checks."),
    ),
    Setting(
        "seedling_nursery",
        "agriculture",
        {
            "decider": "tree nursery",
            "unit": "tray",
            "make": "sow",
            "made": "sown",
            "machine": "sowing machine",
            "customer": "forester",
            "period": "week",
        },
        distractors=("Each tray holds {pots} seedlings.", "The nursery covers {hectares} hectares."),
    ),
    Setting(
        "precast_yard",
        "construction",
        {
            "decider": "precast concrete yard",
            "unit": "wall panel",
            "make": "cast",
            "made": "cast",
            "machine": "casting bed",
            "customer": "builder",
            "period": "week",
        },
        distractors=("The yard lies {distance} kilometers from the harbor.", "The crane was installed in {year}."),
    ),
    Setting(
        "transformer_plant",
        "energy",
        {
            "decider": "transformer manufacturer",
            "unit": "transformer",
            "make": "assemble",
            "made": "assembled",
            "machine": "assembly hall",
            "customer": "grid operator",
            "period": "month",
        },
        distractors=(
            "The manufacturer exports to {countries} countries.",
            "A transformer has a warranty of {years} years.",
        ),
    ),
    Setting(
        "costume_workshop",
        "entertainment",
        {
            "decider": "costume workshop",
            "unit": "costume",
            "make": "sew",
            "made": "sewn",
            "machine": "sewing room",
            "customer": "theater",
            "period": "week",
        },
        distractors=(
            "The workshop owns {machines} sewing machines.",
            "The workshop has dressed casts of up to {actors} actors.",
        ),
    ),
)

NARRATIVE = Narrative(
    openings=(
        Opening(
            (
                "{decider:a} [has to plan|must plan|is planning] how many {unit:plural} to {make} in each of the next "
                "{T} {period*T}.",
                "For the next {T} {period*T}, {decider:a} [has to decide|must decide] when to {make} {unit:plural} and "
                "how many.",
                "Over {T} {period*T}, {decider:a} can {make} {unit:plural} for its {customer:plural} whenever it wants "
                "to.",
                "In the coming {T} {period*T}, the {customer:plural} of {decider:a} want to receive {unit:plural}.",
            )
        ),
    ),
    statements=(
        Values(
            measures=(
                Measure("demand", "Demand ({unit:plural})", unit="{unit*value}"),
                Measure("unit_cost", "Cost per {unit} ($)", Form.MONEY),
            ),
            labels=("period_name",),
            sets=("PERIODS",),
            phrasings=(
                "In {period} {period_name}, the {customer:plural} ask for {demand:number} {unit*demand}, and each "
                "{unit} {made} then costs {unit_cost:money}.",
                "{period} {period_name} has a demand of {demand:number} {unit*demand}, and it costs {unit_cost:money} "
                "to {make} one {unit} in it.",
                "It costs {unit_cost:money} to {make} {unit:a} in {period} {period_name}, when {demand:number} "
                "{unit*demand} fall due.",
            ),
            captions=(
                "The demand and the cost of each {unit} {made} in {period:a} are:",
                "By {period}, demand and cost per {unit} are as follows:",
                "[Demand and cost per {unit} change|The demand changes, and so does the cost per {unit},] from "
                "{period} to {period}:",
            ),
        ),
        Rule(
            tells=("link", "setup"),
            phrasings=(
                "In each {period} in which anything is {made}, the {machine} must be prepared once for "
                "{setup_cost:money}, [whatever the quantity|and any quantity is possible].",
                "Preparing the {machine} costs {setup_cost:money} in every {period} with production, and production "
                "has no upper limit.",
                "Any number of {unit:plural} can be {made} in {period:a} once the {machine} has been prepared for that "
                "{period}, which costs {setup_cost:money}.",
            ),
        ),
        Rule(
            tells=("begin",),
            phrasings=(
                "At the start, nothing is in stock and nothing is owed to anybody.",
                "Before the first {period}, there is neither stock nor unmet demand.",
                "The plan begins with an empty store and without late deliveries.",
            ),
        ),
        Rule(
            tells=("balance",),
            phrasings=(
                "{unit:plural} can be {made} ahead and stored, at {holding_cost:money} for each {unit} in stock at the "
                "end of {period:a}, or delivered late, at {delay_cost:money} for each {unit} still owed at the end of "
                "{period:a}.",
                "Each {unit} kept in stock at the end of {period:a} costs {holding_cost:money}, and each {unit} that "
                "{customer:plural} are still waiting for at the end of {period:a} costs {delay_cost:money}.",
                "Storage costs {holding_cost:money} per {unit} and {period}, while {unit:a} that is late costs "
                "{delay_cost:money} for each {period} of delay.",
            ),
        ),
        Rule(
            tells=("finish",),
            phrasings=(
                "By the end of the last {period}, all demand must have been met.",
                "At the end of the horizon, no {unit} may be owed to any {customer}.",
                "All {customer:plural} must have received what they asked for by the end of the last {period}.",
            ),
        ),
        Rule(
            tells=("setup",),
            phrasings=(
                "The {machine} is either prepared in {period:a} or not.",
                "The {machine} cannot be prepared in part.",
                "In any {period}, the {machine} is prepared completely or not at all.",
            ),
            implied=True,
        ),
        Rule(
            tells=("lot",),
            phrasings=(
                "Only whole {unit:plural} can be {made}.",
                "The number of {unit:plural} {made} in {period:a} is a whole number.",
                "No {unit} can be left half finished at the end of {period:a}.",
            ),
            implied=True,
        ),
    ),
    goal=Goal(
        (
            "How many {unit:plural} should be {made} in each {period} so that the total cost is as low as possible?",
            "[Find|Determine] the plan that minimizes the total cost of preparation, production, storage and delay.",
            "What is the lowest total cost of [meeting|satisfying] all demand?",
            "[When should {unit:plural} be {made}, and how many|How many {unit:plural} should be {made}, and when], to "
            "keep the sum of all costs at its minimum?",
        )
    ),
)

FAMILY = Family(
    name="lot_sizing_backlogging",
    title="Uncapacitated lot sizing with backlogging",
    reference=(
        "Pochet and Wolsey, Production Planning by Mixed Integer Programming, Springer 2006, section 10.2; among the "
        "OptMATH seeds (arXiv 2502.11102)"
    ),
    model_class="MIP",
    problem_class="dynamic",
    formulation=FORMULATION,
    ranges=Ranges(
        periods=Range(3, 6, size=True, least=2, most=30),
        demand=Range(5, 60, step=5),
        unit_cost=Range(10, 40),
        setup_cost=Range(100, 900, step=20),
        holding_cost=Range(1, 6),
        extra_delay_cost=Range(1, 10),
    ),
    sample=sample,
    settings=SETTINGS,
    narrative=NARRATIVE,
)
