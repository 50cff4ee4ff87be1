"""highspy's modelling layer: arrays of variables, one expression for each row."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import highspy

from benchmarks.compiling.models import Array, Instance


def builder(instance: Instance) -> Callable[[], highspy.Highs]:
    """From arrays to the solver with the model."""
    make = {"transport": _transport, "facility": _facility, "lotsizing": _lotsizing, "flow": _flow}[instance.model]
    data = _flow_lists(instance) if instance.model == "flow" else instance.data

    def build() -> highspy.Highs:
        solver = highspy.Highs()
        solver.setOptionValue("output_flag", False)
        make(solver, data, instance.size)
        return solver

    return build


def highs(held: highspy.Highs) -> highspy.Highs:
    """The solver with the model."""
    return held


def _flow_lists(instance: Instance) -> dict[str, Any]:
    """Costs and rooms as the lists that ``addVariables`` takes, and the arcs that leave and reach each node."""
    arcs, nodes = instance.size
    leaving: list[list[int]] = [[] for _ in range(nodes)]
    reaching: list[list[int]] = [[] for _ in range(nodes)]
    for arc, (tail, head) in enumerate((instance.data["arcs"] - 1).tolist()):
        leaving[tail].append(arc)
        reaching[head].append(arc)
    lists = {name: instance.data[name].tolist() for name in ("cost", "room", "surplus")}
    return {**lists, "arcs": arcs, "leaving": leaving, "reaching": reaching}


def _transport(solver: highspy.Highs, data: dict[str, Array], size: tuple[int, int]) -> None:
    ship = solver.addVariables(*size, obj=data["cost"].ravel().tolist())
    solver.addConstrs(solver.qsum(ship[p, :]) <= supply for p, supply in enumerate(data["supply"].tolist()))
    solver.addConstrs(solver.qsum(ship[:, s]) >= need for s, need in enumerate(data["need"].tolist()))


def _facility(solver: highspy.Highs, data: dict[str, Array], size: tuple[int, int]) -> None:
    sites, customers = size
    serve = solver.addVariables(*size, obj=data["cost"].ravel().tolist())
    opened = solver.addBinaries(sites, obj=data["fixed"].tolist())
    need, capacity = data["need"].tolist(), data["capacity"].tolist()
    solver.addConstrs(solver.qsum(serve[:, j]) == 1 for j in range(customers))
    solver.addConstrs(
        solver.qsum(need[j] * serve[i, j] for j in range(customers)) <= capacity[i] * opened[i] for i in range(sites)
    )
    solver.addConstrs(serve[i, j] <= opened[i] for i in range(sites) for j in range(customers))


def _lotsizing(solver: highspy.Highs, data: dict[str, Array], size: tuple[int, int]) -> None:
    items, periods = size
    make = solver.addVariables(*size)
    stock = solver.addVariables(*size, obj=data["stock_cost"].repeat(periods).tolist())
    setup = solver.addBinaries(*size, obj=data["setup_cost"].repeat(periods).tolist())
    need, largest, time = data["need"].tolist(), data["largest"].tolist(), data["setup_time"].tolist()
    solver.addConstrs(make[i, 0] - stock[i, 0] == need[i][0] for i in range(items))
    solver.addConstrs(
        stock[i, t - 1] + make[i, t] - stock[i, t] == need[i][t] for i in range(items) for t in range(1, periods)
    )
    solver.addConstrs(make[i, t] <= largest[i][t] * setup[i, t] for i in range(items) for t in range(periods))
    solver.addConstrs(
        solver.qsum(make[:, t]) + solver.qsum(time[i] * setup[i, t] for i in range(items)) <= capacity
        for t, capacity in enumerate(data["capacity"].tolist())
    )


def _flow(solver: highspy.Highs, data: dict[str, Any], size: tuple[int, int]) -> None:
    flow = solver.addVariables(size[0], ub=data["room"], obj=data["cost"])
    leaving, reaching = data["leaving"], data["reaching"]
    solver.addConstrs(
        solver.qsum(flow[a] for a in leaving[n]) - solver.qsum(flow[a] for a in reaching[n]) == surplus
        for n, surplus in enumerate(data["surplus"])
    )
