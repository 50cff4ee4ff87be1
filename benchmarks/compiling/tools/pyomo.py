"""Pyomo: rules for each row, and its APPSI interface to HiGHS."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import highspy
import pyomo.environ as pyo
from pyomo.contrib.appsi.solvers.highs import Highs

from benchmarks.compiling.models import Instance
from benchmarks.compiling.tools.lists import Lists, lists_of


def builder(instance: Instance) -> Callable[[], Highs]:
    """From lists to the solver with the model."""
    make = {"transport": _transport, "facility": _facility, "lotsizing": _lotsizing, "flow": _flow}[instance.model]
    data = lists_of(instance)

    def build() -> Highs:
        solver = Highs()
        solver.set_instance(make(data))
        return solver

    return build


def highs(held: Highs) -> highspy.Highs:
    """The solver with the model."""
    return held._solver_model


def _model(data: Lists) -> Any:
    model = pyo.ConcreteModel()
    model.I, model.J = pyo.RangeSet(0, len(data.ranges[0]) - 1), pyo.RangeSet(0, len(data.ranges[1]) - 1)
    return model


def _transport(data: Lists) -> Any:
    cost, supply, need = (data.tables[name] for name in ("cost", "supply", "need"))
    plants, stores = data.ranges
    model = _model(data)
    ship = model.ship = pyo.Var(model.I, model.J, within=pyo.NonNegativeReals)
    model.cost = pyo.Objective(expr=pyo.quicksum(cost[p][s] * ship[p, s] for p in plants for s in stores))
    model.shipped = pyo.Constraint(model.I, rule=lambda _, p: pyo.quicksum(ship[p, s] for s in stores) <= supply[p])
    model.arrived = pyo.Constraint(model.J, rule=lambda _, s: pyo.quicksum(ship[p, s] for p in plants) >= need[s])
    return model


def _facility(data: Lists) -> Any:
    cost, fixed, capacity, need = (data.tables[name] for name in ("cost", "fixed", "capacity", "need"))
    sites, customers = data.ranges
    model = _model(data)
    serve = model.serve = pyo.Var(model.I, model.J, within=pyo.NonNegativeReals)
    opened = model.open = pyo.Var(model.I, within=pyo.Binary)
    model.cost = pyo.Objective(
        expr=pyo.quicksum(cost[i][j] * serve[i, j] for i in sites for j in customers)
        + pyo.quicksum(fixed[i] * opened[i] for i in sites)
    )
    model.served = pyo.Constraint(model.J, rule=lambda _, j: pyo.quicksum(serve[i, j] for i in sites) == 1)
    model.room = pyo.Constraint(
        model.I, rule=lambda _, i: pyo.quicksum(need[j] * serve[i, j] for j in customers) <= capacity[i] * opened[i]
    )
    model.link = pyo.Constraint(model.I, model.J, rule=lambda _, i, j: serve[i, j] <= opened[i])
    return model


def _lotsizing(data: Lists) -> Any:
    need, largest, time, capacity = (data.tables[name] for name in ("need", "largest", "setup_time", "capacity"))
    stock_cost, setup_cost = data.tables["stock_cost"], data.tables["setup_cost"]
    items, periods = data.ranges
    model = _model(data)
    make = model.make = pyo.Var(model.I, model.J, within=pyo.NonNegativeReals)
    stock = model.stock = pyo.Var(model.I, model.J, within=pyo.NonNegativeReals)
    setup = model.setup = pyo.Var(model.I, model.J, within=pyo.Binary)
    model.cost = pyo.Objective(
        expr=pyo.quicksum(stock_cost[i] * stock[i, t] + setup_cost[i] * setup[i, t] for i in items for t in periods)
    )

    def balance(_: Any, i: int, t: int) -> Any:
        before = stock[i, t - 1] if t > 0 else 0.0
        return before + make[i, t] - stock[i, t] == need[i][t]

    model.balance = pyo.Constraint(model.I, model.J, rule=balance)
    model.allowed = pyo.Constraint(model.I, model.J, rule=lambda _, i, t: make[i, t] <= largest[i][t] * setup[i, t])
    model.room = pyo.Constraint(
        model.J, rule=lambda _, t: pyo.quicksum(make[i, t] + time[i] * setup[i, t] for i in items) <= capacity[t]
    )
    return model


def _flow(data: Lists) -> Any:
    cost, room, surplus = (data.tables[name] for name in ("cost", "room", "surplus"))
    model = _model(data)
    flow = model.flow = pyo.Var(model.I, bounds=lambda _, a: (0, room[a]))
    model.cost = pyo.Objective(expr=pyo.quicksum(cost[a] * flow[a] for a in data.ranges[0]))
    model.balance = pyo.Constraint(
        model.J,
        rule=lambda _, n: (
            pyo.quicksum(flow[a] for a in data.leaving[n]) - pyo.quicksum(flow[a] for a in data.reaching[n])
            == surplus[n]
        ),
    )
    return model
