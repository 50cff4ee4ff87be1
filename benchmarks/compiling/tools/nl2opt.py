"""nl2opt: a formulation with its data apart, as arrays."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from benchmarks.compiling.models import Array, Instance
from nl2opt.formulation.data import load
from nl2opt.formulation.elements import Formulation
from nl2opt.formulation.text_parser import parse
from nl2opt.solvers.engines.highs import load_program
from nl2opt.solvers.lowering import lower

if TYPE_CHECKING:
    import highspy

TEXTS = {
    "transport": """## Sets
PLANTS = 1..{0}
STORES = 1..{1}
## Parameters
cost[PLANTS, STORES]
supply[PLANTS]
need[STORES]
## Variables
ship[PLANTS, STORES] >= 0
## Objective
minimize sum(cost[p, s] * ship[p, s] for p in PLANTS for s in STORES)
## Constraints
shipped[p in PLANTS]: sum(ship[p, s] for s in STORES) <= supply[p]
arrived[s in STORES]: sum(ship[p, s] for p in PLANTS) >= need[s]
""",
    "facility": """## Sets
SITES = 1..{0}
CUSTOMERS = 1..{1}
## Parameters
cost[SITES, CUSTOMERS]
fixed[SITES]
capacity[SITES]
need[CUSTOMERS]
## Variables
serve[SITES, CUSTOMERS] >= 0
open[SITES] binary
## Objective
minimize sum(cost[i, j] * serve[i, j] for i in SITES for j in CUSTOMERS) + sum(fixed[i] * open[i] for i in SITES)
## Constraints
served[j in CUSTOMERS]: sum(serve[i, j] for i in SITES) == 1
room[i in SITES]: sum(need[j] * serve[i, j] for j in CUSTOMERS) <= capacity[i] * open[i]
link[i in SITES, j in CUSTOMERS]: serve[i, j] <= open[i]
""",
    "lotsizing": """## Sets
ITEMS = 1..{0}
PERIODS = 1..{1}
## Parameters
need[ITEMS, PERIODS]
largest[ITEMS, PERIODS]
setup_cost[ITEMS]
stock_cost[ITEMS]
setup_time[ITEMS]
capacity[PERIODS]
## Variables
make[ITEMS, PERIODS] >= 0
stock[ITEMS, PERIODS] >= 0
setup[ITEMS, PERIODS] binary
## Objective
minimize sum(stock_cost[i] * stock[i, t] + setup_cost[i] * setup[i, t] for i in ITEMS for t in PERIODS)
## Constraints
first[i in ITEMS]: make[i, 1] - stock[i, 1] == need[i, 1]
balance[i in ITEMS, t in PERIODS if t > 1]: stock[i, t - 1] + make[i, t] - stock[i, t] == need[i, t]
allowed[i in ITEMS, t in PERIODS]: make[i, t] <= largest[i, t] * setup[i, t]
room[t in PERIODS]: sum(make[i, t] + setup_time[i] * setup[i, t] for i in ITEMS) <= capacity[t]
""",
    "flow": """## Sets
NODES = 1..{1}
ARCS
## Parameters
cost[ARCS]
room[ARCS]
surplus[NODES]
## Variables
0 <= flow[(i, j) in ARCS] <= room[i, j]
## Objective
minimize sum(cost[i, j] * flow[i, j] for (i, j) in ARCS)
## Constraints
balance[n in NODES]: sum(flow[n, j] for j in NODES if (n, j) in ARCS) == surplus[n] + sum(
    flow[i, n] for i in NODES if (i, n) in ARCS)
""",
}


def builder(instance: Instance) -> Callable[[], highspy.Highs]:
    """From a formulation that has been read and arrays to the solver with the model."""
    formulation = parse(text(instance))
    tables = tables_of(instance)
    return lambda: compiled(formulation, tables)


def text(instance: Instance) -> str:
    """The formulation as a person writes it."""
    return TEXTS[instance.model].format(*instance.size)


def tables_of(instance: Instance) -> dict[str, Array]:
    """The data by the names of the formulation."""
    return {("ARCS" if name == "arcs" else name): array for name, array in instance.data.items()}


def compiled(formulation: Formulation, tables: dict[str, Array]) -> highspy.Highs:
    """The solver with the model."""
    return load_program(lower(formulation, load(formulation, tables)).program)


def highs(held: highspy.Highs) -> highspy.Highs:
    """The solver with the model."""
    return held
