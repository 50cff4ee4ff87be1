"""PuLP: Python objects for variables and sums; its HiGHS interface adds columns and rows one by one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import highspy
import pulp

from benchmarks.compiling.models import Instance
from benchmarks.compiling.tools.lists import Lists, lists_of


def builder(instance: Instance) -> Callable[[], highspy.Highs]:
    """From lists to the solver with the model."""
    make = {"transport": _transport, "facility": _facility, "lotsizing": _lotsizing, "flow": _flow}[instance.model]
    data = lists_of(instance)

    def build() -> highspy.Highs:
        problem = pulp.LpProblem("model", pulp.LpMinimize)
        make(problem, data)
        solver = pulp.HiGHS(msg=False)
        solver.createAndConfigureSolver(problem)
        solver.buildSolverModel(problem)
        return problem.solverModel

    return build


def highs(held: highspy.Highs) -> highspy.Highs:
    """The solver with the model."""
    return held


def _variables(name: str, rows: range, columns: range, **options: Any) -> list[list[pulp.LpVariable]]:
    return [[pulp.LpVariable(f"{name}_{i}_{j}", 0, **options) for j in columns] for i in rows]


def _transport(problem: pulp.LpProblem, data: Lists) -> None:
    plants, stores = data.ranges
    cost = data.tables["cost"]
    ship = _variables("ship", plants, stores)
    problem += pulp.lpSum(cost[p][s] * ship[p][s] for p in plants for s in stores)
    for p in plants:
        problem += pulp.lpSum(ship[p]) <= data.tables["supply"][p]
    for s in stores:
        problem += pulp.lpSum(ship[p][s] for p in plants) >= data.tables["need"][s]


def _facility(problem: pulp.LpProblem, data: Lists) -> None:
    sites, customers = data.ranges
    cost, fixed, capacity, need = (data.tables[name] for name in ("cost", "fixed", "capacity", "need"))
    serve = _variables("serve", sites, customers)
    opened = [pulp.LpVariable(f"open_{i}", cat="Binary") for i in sites]
    problem += pulp.lpSum(cost[i][j] * serve[i][j] for i in sites for j in customers) + pulp.lpSum(
        fixed[i] * opened[i] for i in sites
    )
    for j in customers:
        problem += pulp.lpSum(serve[i][j] for i in sites) == 1
    for i in sites:
        problem += pulp.lpSum(need[j] * serve[i][j] for j in customers) <= capacity[i] * opened[i]
    for i in sites:
        for j in customers:
            problem += serve[i][j] <= opened[i]


def _lotsizing(problem: pulp.LpProblem, data: Lists) -> None:
    items, periods = data.ranges
    need, largest, time = (data.tables[name] for name in ("need", "largest", "setup_time"))
    make, stock = _variables("make", items, periods), _variables("stock", items, periods)
    setup = _variables("setup", items, periods, upBound=1, cat="Integer")
    stock_cost, setup_cost = data.tables["stock_cost"], data.tables["setup_cost"]
    problem += pulp.lpSum(stock_cost[i] * stock[i][t] + setup_cost[i] * setup[i][t] for i in items for t in periods)
    for i in items:
        problem += make[i][0] - stock[i][0] == need[i][0]
        for t in periods[1:]:
            problem += stock[i][t - 1] + make[i][t] - stock[i][t] == need[i][t]
    for i in items:
        for t in periods:
            problem += make[i][t] <= largest[i][t] * setup[i][t]
    for t in periods:
        problem += pulp.lpSum(make[i][t] + time[i] * setup[i][t] for i in items) <= data.tables["capacity"][t]


def _flow(problem: pulp.LpProblem, data: Lists) -> None:
    arcs, nodes = data.ranges
    cost, room = data.tables["cost"], data.tables["room"]
    flow = [pulp.LpVariable(f"flow_{a}", 0, room[a]) for a in arcs]
    problem += pulp.lpSum(cost[a] * flow[a] for a in arcs)
    for n in nodes:
        leaves, arrives = (flow[a] for a in data.leaving[n]), (flow[a] for a in data.reaching[n])
        problem += pulp.lpSum(leaves) - pulp.lpSum(arrives) == data.tables["surplus"][n]
