"""OR-Tools MathOpt: Python objects for variables and sums, and its HiGHS interface."""

from __future__ import annotations

from collections.abc import Callable

from ortools.math_opt.python import mathopt

from benchmarks.compiling.models import Instance
from benchmarks.compiling.tools.lists import Lists, lists_of


def builder(instance: Instance) -> Callable[[], mathopt.IncrementalSolver]:
    """From lists to the solver with the model."""
    make = {"transport": _transport, "facility": _facility, "lotsizing": _lotsizing, "flow": _flow}[instance.model]
    data = lists_of(instance)

    def build() -> mathopt.IncrementalSolver:
        model = mathopt.Model()
        make(model, data)
        return mathopt.IncrementalSolver(model, mathopt.SolverType.HIGHS)

    return build


def optimum(held: mathopt.IncrementalSolver) -> float:
    """The optimum."""
    result = held.solve()
    if result.termination.reason != mathopt.TerminationReason.OPTIMAL:
        raise RuntimeError(f"MathOpt: {result.termination}")
    return result.objective_value()


def _variables(model: mathopt.Model, rows: range, columns: range) -> list[list[mathopt.Variable]]:
    return [[model.add_variable(lb=0.0) for _ in columns] for _ in rows]


def _transport(model: mathopt.Model, data: Lists) -> None:
    plants, stores = data.ranges
    cost = data.tables["cost"]
    ship = _variables(model, plants, stores)
    model.minimize(mathopt.fast_sum(cost[p][s] * ship[p][s] for p in plants for s in stores))
    for p in plants:
        model.add_linear_constraint(mathopt.fast_sum(ship[p]) <= data.tables["supply"][p])
    for s in stores:
        model.add_linear_constraint(mathopt.fast_sum(ship[p][s] for p in plants) >= data.tables["need"][s])


def _facility(model: mathopt.Model, data: Lists) -> None:
    sites, customers = data.ranges
    cost, fixed, capacity, need = (data.tables[name] for name in ("cost", "fixed", "capacity", "need"))
    serve = _variables(model, sites, customers)
    opened = [model.add_binary_variable() for _ in sites]
    served = mathopt.fast_sum(cost[i][j] * serve[i][j] for i in sites for j in customers)
    model.minimize(served + mathopt.fast_sum(fixed[i] * opened[i] for i in sites))
    for j in customers:
        model.add_linear_constraint(mathopt.fast_sum(serve[i][j] for i in sites) == 1)
    for i in sites:
        load = mathopt.fast_sum(need[j] * serve[i][j] for j in customers)
        model.add_linear_constraint(load <= capacity[i] * opened[i])
    for i in sites:
        for j in customers:
            model.add_linear_constraint(serve[i][j] <= opened[i])


def _lotsizing(model: mathopt.Model, data: Lists) -> None:
    items, periods = data.ranges
    need, largest, time = (data.tables[name] for name in ("need", "largest", "setup_time"))
    make, stock = _variables(model, items, periods), _variables(model, items, periods)
    setup = [[model.add_binary_variable() for _ in periods] for _ in items]
    stock_cost, setup_cost = data.tables["stock_cost"], data.tables["setup_cost"]
    model.minimize(
        mathopt.fast_sum(stock_cost[i] * stock[i][t] + setup_cost[i] * setup[i][t] for i in items for t in periods)
    )
    for i in items:
        model.add_linear_constraint(make[i][0] - stock[i][0] == need[i][0])
        for t in periods[1:]:
            model.add_linear_constraint(stock[i][t - 1] + make[i][t] - stock[i][t] == need[i][t])
    for i in items:
        for t in periods:
            model.add_linear_constraint(make[i][t] <= largest[i][t] * setup[i][t])
    for t in periods:
        load = mathopt.fast_sum(make[i][t] + time[i] * setup[i][t] for i in items)
        model.add_linear_constraint(load <= data.tables["capacity"][t])


def _flow(model: mathopt.Model, data: Lists) -> None:
    arcs, nodes = data.ranges
    cost, room = data.tables["cost"], data.tables["room"]
    flow = [model.add_variable(lb=0.0, ub=room[a]) for a in arcs]
    model.minimize(mathopt.fast_sum(cost[a] * flow[a] for a in arcs))
    for n in nodes:
        leaves, arrives = (flow[a] for a in data.leaving[n]), (flow[a] for a in data.reaching[n])
        balance = mathopt.fast_sum(leaves) - mathopt.fast_sum(arrives)
        model.add_linear_constraint(balance == data.tables["surplus"][n])
