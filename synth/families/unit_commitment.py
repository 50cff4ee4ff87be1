"""Unit commitment: which generators run in which periods, and how much each of them gives."""

from __future__ import annotations

from nl2opt.synth.families.family import Data, Family
from nl2opt.synth.families.ranges import Range, Ranges
from nl2opt.synth.families.sampler import Sampler
from nl2opt.synth.language.quantities import Form
from nl2opt.synth.narrative.statements import Goal, Measure, Narrative, Opening, Rule, Setting, Values

FORMULATION = """
## Sets
UNITS
PERIODS = 1..T
## Parameters
T
low[UNITS]
high[UNITS]
running_cost[UNITS]
output_cost[UNITS]
starting_cost[UNITS]
demand[PERIODS]
reserve
## Variables
on[UNITS, PERIODS] binary  # whether the unit runs
begin[UNITS, PERIODS] binary  # whether it is started at the beginning of the period
output[UNITS, PERIODS] >= 0 continuous
## Objective
minimize (
    sum(running_cost[u] * on[u, t] for u in UNITS for t in PERIODS)
    + sum(output_cost[u] * output[u, t] for u in UNITS for t in PERIODS)
    + sum(starting_cost[u] * begin[u, t] for u in UNITS for t in PERIODS)
)
## Constraints
least[u in UNITS, t in PERIODS]: output[u, t] >= low[u] * on[u, t]
most[u in UNITS, t in PERIODS]: output[u, t] <= high[u] * on[u, t]
cold[u in UNITS]: begin[u, 1] >= on[u, 1]
started[u in UNITS, t in PERIODS if t > 1]: begin[u, t] >= on[u, t] - on[u, t-1]
supply[t in PERIODS]: sum(output[u, t] for u in UNITS) >= demand[t]
spare[t in PERIODS]: sum(high[u] * on[u, t] for u in UNITS) >= (1 + reserve) * demand[t]
"""


def sample(sampler: Sampler) -> Data:
    """Demands are parts of what all units together can give, so that running all of them meets demand and reserve."""
    units = sampler.members("UNITS", sampler.size("units"))
    periods = sampler.size("periods")
    low = sampler.numbers("low", units)
    high = {unit: low[unit] + sampler.number("room") for unit in units}
    reserve = sampler.number("reserve")
    top = sum(high.values()) / (1 + reserve)
    return {
        "T": periods,
        "UNITS": units,
        "low": low,
        "high": high,
        "running_cost": sampler.numbers("running_cost", units),
        "output_cost": sampler.numbers("output_cost", units),
        "starting_cost": sampler.numbers("starting_cost", units),
        "demand": {t: sampler.share(top, 0.25, 0.95, 5) for t in range(1, periods + 1)},
        "reserve": reserve,
    }


SETTINGS = (
    Setting(
        "island_power",
        "energy",
        {
            "decider": "island utility",
            "unit": "generator",
            "measure": "megawatt",
            "thing": "power",
            "period": "hour",
            "on": "switched on",
            "start": "started",
        },
        {"UNITS": ("Diesel East", "Diesel West", "Gas One", "Biomass", "Harbor Turbine", "Steam South", "Old Mill")},
        distractors=("The island has {villages} villages.", "The sea cable was laid in {year}."),
    ),
    Setting(
        "district_heating",
        "utilities",
        {
            "decider": "heating company",
            "unit": "boiler",
            "measure": "megawatt",
            "thing": "heat",
            "period": "block",
            "on": "fired",
            "start": "lit",
        },
        {"UNITS": ("North Boiler", "South Boiler", "Wood Boiler", "Gas Boiler", "Waste Boiler", "Reserve Boiler")},
        distractors=("The network is {length} kilometers long.", "The first pipe was laid in {year}."),
    ),
    Setting(
        "computing_clusters",
        "software",
        {
            "decider": "video platform",
            "unit": "cluster",
            "measure": "stream",
            "thing": "encoding",
            "period": "shift",
            "on": "switched on",
            "start": "booted",
        },
        {"UNITS": ("Cluster Iris", "Cluster Lotus", "Cluster Maple", "Cluster Olive", "Cluster Palm", "Cluster Rose")},
        distractors=("The platform was founded in {year}.", "Its catalog covers {genres} genres."),
    ),
    Setting(
        "glass_furnaces",
        "manufacturing",
        {
            "decider": "glass works",
            "unit": "furnace",
            "measure": "ton",
            "thing": "molten glass",
            "period": "day",
            "on": "in operation",
            "start": "heated up",
        },
        {"UNITS": ("Furnace Amber", "Furnace Clear", "Furnace Emerald", "Furnace Smoke", "Furnace Pearl")},
        distractors=("The works employs {people} people.", "A bottle is cooled for {minutes} minutes."),
    ),
    Setting(
        "test_laboratory",
        "health",
        {
            "decider": "medical laboratory",
            "unit": "analyzer",
            "measure": "sample",
            "thing": "testing",
            "period": "shift",
            "on": "switched on",
            "start": "calibrated",
        },
        {"UNITS": ("Analyzer Alto", "Analyzer Brio", "Analyzer Cello", "Analyzer Duo", "Analyzer Forte")},
        distractors=("The laboratory works for {hospitals} hospitals.", "It was accredited in {year}."),
    ),
    Setting(
        "irrigation_pumps",
        "agriculture",
        {
            "decider": "irrigation district",
            "unit": "pump",
            "measure": "megaliter",
            "thing": "water",
            "period": "day",
            "on": "switched on",
            "start": "started up",
        },
        {"UNITS": ("River Pump", "Canal Pump", "Lake Pump", "Well Pump", "Ridge Pump", "Valley Pump")},
        distractors=("The district supplies {farms} farms.", "The canal was dug in {year}."),
    ),
)

NARRATIVE = Narrative(
    openings=(
        Opening(
            (
                "{decider:a} has to decide which of its {UNITS_size} {unit*UNITS_size} ({UNITS:list}) are {on} in each "
                "{period}, and how much each of them delivers.",
                "{decider:a} [plans|has to plan] the use of {UNITS_size} {unit*UNITS_size}: {UNITS:list}.",
                "[To meet|In order to meet] the demand for {thing}, {decider:a} can use {UNITS:list}, and has to plan "
                "when each {unit} is {on}.",
                "The demand for {thing} is met by {UNITS_size} {unit*UNITS_size} of {decider:a}, which must plan for "
                "every {period} which of them are {on} and what they deliver.",
            )
        ),
    ),
    statements=(
        Rule(
            tells=(),
            phrasings=(
                "The plan [covers|is made for] {T:number} consecutive {period*T}.",
                "[Planning is done|Plans are made] for the next {T:number} {period*T}.",
                "There are {T:number} {period*T} to plan for.",
            ),
        ),
        Rule(
            tells=("on", "cold"),
            phrasings=(
                "In every {period}, {unit:a} is either {on} for the whole {period} or not at all, and none is {on} "
                "before the first {period}.",
                "Before the first {period}, no {unit} is {on}, and in every {period}, each {unit} is either {on} "
                "throughout or idle.",
                "[Every|Each] {unit} is idle at first, and in every {period} it is either idle or {on} the whole time.",
            ),
        ),
        Values(
            measures=(
                Measure("low", "Least output ({measure:plural})", unit="{measure*value}"),
                Measure("high", "Greatest output ({measure:plural})", unit="{measure*value}"),
            ),
            labels=("unit_name",),
            sets=("UNITS",),
            phrasings=(
                "In {period:a} in which it is {on}, {unit_name} delivers at least {low:number} and at most "
                "{high:number} {measure*high}, and otherwise nothing.",
                "When {on}, {unit_name} delivers between {low:number} and {high:number} {measure*high} per {period}, "
                "and when idle nothing.",
                "{unit_name} has to deliver [at least|no less than] {low:number} and can deliver [up to|no more than] "
                "{high:number} {measure*high} in every {period} in which it is {on}, and nothing in the others.",
            ),
            captions=(
                "In every {period} in which it is {on}, the output of {unit:a} must lie within these limits, and it is "
                "zero otherwise:",
                "An idle {unit} delivers nothing, and one that is {on} has a least and a greatest output per {period}:",
            ),
            tells=("least", "most"),
        ),
        Values(
            measures=(
                Measure("running_cost", "Fixed cost per {period}", form=Form.MONEY),
                Measure("output_cost", "Cost per {measure}", form=Form.MONEY),
            ),
            labels=("unit_name",),
            sets=("UNITS",),
            phrasings=(
                "{unit_name} costs {running_cost:money} for each {period} in which it is {on}, plus "
                "{output_cost:money} "
                "[for each|per] {measure} delivered.",
                "For every {period} in which {unit_name} is {on}, {running_cost:money} must be paid, and on top of "
                "that "
                "{output_cost:money} per {measure} that it delivers.",
                "Each {measure} from {unit_name} costs {output_cost:money}, in addition to a fixed "
                "{running_cost:money} for every {period} in which it is {on}.",
            ),
            captions=(
                "Each {unit} has a fixed cost for every {period} in which it is {on}, and a cost for each {measure} "
                "delivered:",
                "The costs of the {unit:plural} per {period} in which they are {on}, and per {measure} delivered, are:",
            ),
        ),
        Values(
            measures=(Measure("starting_cost", "Cost of a start", form=Form.MONEY),),
            labels=("unit_name",),
            sets=("UNITS",),
            phrasings=(
                "[Each time|Whenever] {unit_name} is {start} after an idle {period}, this costs {starting_cost:money} "
                "extra.",
                "When {unit_name} was idle in the {period} before and has to be {start}, an extra "
                "{starting_cost:money} [is due|must be paid].",
                "Every time that {unit_name} has to be {start} because it was idle before, {starting_cost:money} is "
                "added.",
            ),
            captions=(
                "{unit:a} that was idle in the {period} before has to be {start}, which costs extra each time:",
                "Whenever {unit:a} is {start} after being idle, the following extra costs arise:",
            ),
            tells=("begin", "started"),
        ),
        Values(
            measures=(Measure("demand", "Demand ({measure:plural})", unit="{measure*value}"),),
            labels=("period_name",),
            sets=("PERIODS",),
            phrasings=(
                "In {period} {period_name}, at least {demand:number} {measure*demand} [are needed|must be delivered].",
                "All {unit:plural} together must provide at least {demand:number} {measure*demand} in {period} "
                "{period_name}.",
                "The demand in {period} {period_name} is {demand:number} {measure*demand}, which must be met or "
                "exceeded.",
            ),
            captions=(
                "In every {period}, all {unit:plural} together have to deliver at least:",
                "The demand for {thing} by {period}, which must be met or exceeded, is:",
            ),
            tells=("supply",),
        ),
        Rule(
            tells=("spare",),
            phrasings=(
                "For safety, the greatest outputs of the {unit:plural} that are {on} must add up to at least "
                "{reserve:percent} more than the demand in every {period}.",
                "In every {period}, the {unit:plural} that are {on} must together be able to deliver "
                "at least {reserve:percent} more than the demand.",
                "As a reserve, the combined greatest output of all {unit:plural} that are {on} has to exceed the "
                "demand "
                "of each {period} by {reserve:percent} or more.",
            ),
        ),
    ),
    goal=Goal(
        (
            "What is the [lowest|smallest|minimum] total cost of a plan that meets all these requirements?",
            "When should each {unit} be {on}, and how much should it deliver in every {period}, so that the total cost "
            "is as low as possible?",
            "[Determine|Find] the plan with the [lowest|smallest] total cost.",
            "The {decider} wants to minimize the total cost, that is, all fixed costs, output costs and costs of "
            "starts.",
        )
    ),
)

FAMILY = Family(
    name="unit_commitment",
    title="Unit commitment",
    reference="Garver, Power generation scheduling by integer programming, AIEE Transactions 81 (1962); Williams, "
    "Model "
    "Building in Mathematical Programming, 5th edition, section 12.15",
    model_class="MIP",
    problem_class="mixed-integer",
    formulation=FORMULATION,
    ranges=Ranges(
        units=Range(2, 4, size=True, least=2, most=20),
        periods=Range(2, 4, size=True, least=2, most=24),
        low=Range(5, 30, 5),
        room=Range(20, 80, 5),
        running_cost=Range(50, 400, 10),
        output_cost=Range(2, 15),
        starting_cost=Range(20, 300, 10),
        reserve=Range(0.05, 0.2, 0.05),
    ),
    sample=sample,
    settings=SETTINGS,
    narrative=NARRATIVE,
)
