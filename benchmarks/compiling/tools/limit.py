"""The limit: column-wise arrays written by hand for each model, handed to HiGHS whole.

Nothing general is left to be faster than this: no names, no sets, no check of the data.
"""

from __future__ import annotations

from collections.abc import Callable

import highspy
import numpy as np

from benchmarks.compiling.models import Array, Instance


def builder(instance: Instance) -> Callable[[], highspy.Highs]:
    """From arrays to the solver with the model."""
    arrays = {"transport": _transport, "facility": _facility, "lotsizing": _lotsizing, "flow": _flow}[instance.model]
    return lambda: passed(*arrays(instance))


def highs(held: highspy.Highs) -> highspy.Highs:
    """The solver with the model."""
    return held


def passed(
    cost: Array, lower: Array, upper: Array, integer: Array, matrix: tuple[Array, Array, Array], low: Array, high: Array
) -> highspy.Highs:
    """A solver with a model given as column-wise arrays."""
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    starts, rows, values = matrix
    nothing = np.zeros(0, dtype=np.int32)
    status = solver.passModel(
        len(cost),
        len(low),
        len(values),
        0,
        int(highspy.MatrixFormat.kColwise),
        int(highspy.HessianFormat.kTriangular),
        int(highspy.ObjSense.kMinimize),
        0.0,
        cost,
        lower,
        upper,
        low,
        high,
        starts,
        rows,
        values,
        nothing,
        nothing,
        np.zeros(0),
        integer,
    )
    if status != highspy.HighsStatus.kOk:
        raise RuntimeError(f"HiGHS: {status}")
    return solver


Arrays = tuple[Array, Array, Array, Array, tuple[Array, Array, Array], Array, Array]


def _transport(instance: Instance) -> Arrays:
    plants, stores = instance.size
    data, n = instance.data, plants * stores
    rows = np.empty((plants, stores, 2), dtype=np.int32)
    rows[:, :, 0] = np.arange(plants, dtype=np.int32)[:, None]
    rows[:, :, 1] = np.arange(plants, plants + stores, dtype=np.int32)
    matrix = np.arange(0, 2 * n + 1, 2, dtype=np.int32), rows.reshape(-1), np.ones(2 * n)
    low, high = np.full(plants + stores, -np.inf), np.full(plants + stores, np.inf)
    high[:plants], low[plants:] = data["supply"], data["need"]
    return data["cost"].reshape(-1), np.zeros(n), np.full(n, np.inf), np.zeros(n, dtype=np.int32), matrix, low, high


def _facility(instance: Instance) -> Arrays:
    """Columns: x[i, j], then open[i]. Rows: served[j], capacity[i], link[i, j]."""
    sites, customers = instance.size
    data, pairs = instance.data, sites * customers
    n, m = pairs + sites, customers + sites + pairs
    rows, values = np.empty(3 * pairs + sites * (customers + 1), dtype=np.int32), np.ones(4 * pairs + sites)
    mine = rows[: 3 * pairs].reshape(sites, customers, 3)
    mine[:, :, 0] = np.arange(customers, dtype=np.int32)
    mine[:, :, 1] = np.arange(customers, customers + sites, dtype=np.int32)[:, None]
    mine[:, :, 2] = np.arange(customers + sites, m, dtype=np.int32).reshape(sites, customers)
    values[: 3 * pairs].reshape(sites, customers, 3)[:, :, 1] = data["need"]
    theirs = rows[3 * pairs :].reshape(sites, customers + 1)
    theirs[:, 0] = np.arange(customers, customers + sites, dtype=np.int32)
    theirs[:, 1:] = np.arange(customers + sites, m, dtype=np.int32).reshape(sites, customers)
    opened = values[3 * pairs :].reshape(sites, customers + 1)
    opened[:, 0] = -data["capacity"]
    opened[:, 1:] = -1.0
    starts = np.empty(n + 1, dtype=np.int32)
    starts[:pairs] = np.arange(0, 3 * pairs, 3, dtype=np.int32)
    starts[pairs:] = 3 * pairs + (customers + 1) * np.arange(sites + 1, dtype=np.int32)
    low, high = np.full(m, -np.inf), np.zeros(m)
    low[:customers] = high[:customers] = 1.0
    upper = np.full(n, np.inf)
    upper[pairs:] = 1.0
    integer = np.zeros(n, dtype=np.int32)
    integer[pairs:] = 1
    cost = np.concatenate([data["cost"].reshape(-1), data["fixed"]])
    return cost, np.zeros(n), upper, integer, (starts, rows, values), low, high


def _lotsizing(instance: Instance) -> Arrays:
    """Columns: make[i, t], stock[i, t], setup[i, t]. Rows: balance[i, t], allowed[i, t], room[t]."""
    items, periods = instance.size
    data, pairs = instance.data, items * periods
    n, m = 3 * pairs, 2 * pairs + periods
    balance = np.arange(pairs, dtype=np.int32).reshape(items, periods)
    allowed = balance + pairs
    room = np.arange(2 * pairs, m, dtype=np.int32)
    of_make = np.empty((items, periods, 3), dtype=np.int32)
    of_make[:, :, 0], of_make[:, :, 1], of_make[:, :, 2] = balance, allowed, room
    # stock[i, t] stands in balance[i, t] and, but for the last period, in balance[i, t + 1].
    of_stock = np.empty((items, 2 * periods - 1), dtype=np.int32)
    of_stock[:, 0::2] = balance
    of_stock[:, 1::2] = balance[:, 1:]
    of_setup = np.empty((items, periods, 2), dtype=np.int32)
    of_setup[:, :, 0], of_setup[:, :, 1] = allowed, room
    stock_values = np.ones((items, 2 * periods - 1))
    stock_values[:, 0::2] = -1.0
    setup_values = np.empty((items, periods, 2))
    setup_values[:, :, 0] = -data["largest"]
    setup_values[:, :, 1] = data["setup_time"][:, None]
    starts = np.empty(n + 1, dtype=np.int32)
    starts[:pairs] = np.arange(0, 3 * pairs, 3, dtype=np.int32)
    within = np.arange(0, 2 * periods, 2, dtype=np.int32)
    starts[pairs : 2 * pairs] = (
        3 * pairs + np.arange(items, dtype=np.int32)[:, None] * (2 * periods - 1) + within
    ).reshape(-1)
    starts[2 * pairs :] = 3 * pairs + items * (2 * periods - 1) + np.arange(0, 2 * pairs + 1, 2, dtype=np.int32)
    rows = np.concatenate([of_make.reshape(-1), of_stock.reshape(-1), of_setup.reshape(-1)])
    values = np.concatenate([np.ones(3 * pairs), stock_values.reshape(-1), setup_values.reshape(-1)])
    low, high = np.full(m, -np.inf), np.zeros(m)
    low[:pairs] = high[:pairs] = data["need"].reshape(-1)
    high[2 * pairs :] = data["capacity"]
    cost = np.zeros((3, items, periods))
    cost[1], cost[2] = data["stock_cost"][:, None], data["setup_cost"][:, None]
    upper = np.full(n, np.inf)
    upper[2 * pairs :] = 1.0
    integer = np.zeros(n, dtype=np.int32)
    integer[2 * pairs :] = 1
    return cost.reshape(-1), np.zeros(n), upper, integer, (starts, rows, values), low, high


def _flow(instance: Instance) -> Arrays:
    """Columns: flow[a]. Rows: balance[n], what leaves less what arrives."""
    arcs, _ = instance.size
    data = instance.data
    values = np.ones((arcs, 2))
    values[:, 1] = -1.0
    matrix = (
        np.arange(0, 2 * arcs + 1, 2, dtype=np.int32),
        (data["arcs"] - 1).astype(np.int32).reshape(-1),
        values.reshape(-1),
    )
    surplus = data["surplus"]
    return data["cost"], np.zeros(arcs), data["room"], np.zeros(arcs, dtype=np.int32), matrix, surplus, surplus
