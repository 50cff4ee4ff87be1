"""cvxpy: whole-array expressions, brought to standard form, then passed to HiGHS as arrays.

Its own interface fills a ``HighsLp`` object instead, which takes longer; here it gets the faster way.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import cvxpy as cp
import highspy
import numpy as np
import scipy.sparse as sp

from benchmarks.compiling.models import Array, Instance
from benchmarks.compiling.tools.limit import passed


def builder(instance: Instance) -> Callable[[], highspy.Highs]:
    """From arrays to the solver with the model."""
    make = {"transport": _transport, "facility": _facility, "lotsizing": _lotsizing, "flow": _flow}[instance.model]

    def build() -> highspy.Highs:
        problem = make(instance.data, instance.size)
        return _handed(problem.get_problem_data(cp.HIGHS)[0])

    return build


def highs(held: highspy.Highs) -> highspy.Highs:
    """The solver with the model."""
    return held


def _handed(data: dict[str, Any]) -> highspy.Highs:
    """The solver with the standard form: equations, then rows ``<=``, and bounds of columns."""
    if "q" in data:
        cost = data["q"]
        matrix = sp.vstack([data["A"], data["F"]]).tocsc()
        low = np.concatenate([data["b"], np.full(len(data["G"]), -np.inf)])
        high = np.concatenate([data["b"], data["G"]])
    else:
        cost, high, matrix = data["c"], data["b"], data["A"].tocsc()
        low = high.copy()
        low[data["dims"].zero :] = -np.inf
    n = len(cost)
    lower = np.full(n, -np.inf) if data["lower_bounds"] is None else data["lower_bounds"].copy()
    upper = np.full(n, np.inf) if data["upper_bounds"] is None else data["upper_bounds"].copy()
    integer = np.zeros(n, dtype=np.int32)
    binary = np.array(data["bool_vars_idx"], dtype=np.intp).reshape(-1)
    lower[binary], upper[binary], integer[binary] = np.maximum(lower[binary], 0), np.minimum(upper[binary], 1), 1
    starts, rows = matrix.indptr.astype(np.int32, copy=False), matrix.indices.astype(np.int32, copy=False)
    return passed(cost, lower, upper, integer, (starts, rows, matrix.data), low, high)


Data = dict[str, Array]


def _transport(data: Data, size: tuple[int, int]) -> cp.Problem:
    ship = cp.Variable(size, bounds=[0, None])
    rules = [cp.sum(ship, axis=1) <= data["supply"], cp.sum(ship, axis=0) >= data["need"]]
    return cp.Problem(cp.Minimize(cp.sum(cp.multiply(data["cost"], ship))), rules)


def _facility(data: Data, size: tuple[int, int]) -> cp.Problem:
    serve, opened = cp.Variable(size, bounds=[0, None]), cp.Variable(size[0], boolean=True)
    rules = [
        cp.sum(serve, axis=0) == 1,
        serve @ data["need"] <= cp.multiply(data["capacity"], opened),
        serve <= opened[:, None],
    ]
    cost = cp.sum(cp.multiply(data["cost"], serve)) + data["fixed"] @ opened
    return cp.Problem(cp.Minimize(cost), rules)


def _lotsizing(data: Data, size: tuple[int, int]) -> cp.Problem:
    make, stock = cp.Variable(size, bounds=[0, None]), cp.Variable(size, bounds=[0, None])
    setup = cp.Variable(size, boolean=True)
    rules = [
        make[:, 0] - stock[:, 0] == data["need"][:, 0],
        stock[:, :-1] + make[:, 1:] - stock[:, 1:] == data["need"][:, 1:],
        make <= cp.multiply(data["largest"], setup),
        cp.sum(make, axis=0) + data["setup_time"] @ setup <= data["capacity"],
    ]
    cost = data["stock_cost"] @ cp.sum(stock, axis=1) + data["setup_cost"] @ cp.sum(setup, axis=1)
    return cp.Problem(cp.Minimize(cost), rules)


def _flow(data: Data, size: tuple[int, int]) -> cp.Problem:
    arcs, nodes = size
    flow = cp.Variable(arcs, bounds=[np.zeros(arcs), data["room"]])
    ends, ones = data["arcs"] - 1, np.ones(arcs)
    shape = (nodes, arcs)
    incidence = sp.csr_array((ones, (ends[:, 0], np.arange(arcs))), shape=shape) - sp.csr_array(
        (ones, (ends[:, 1], np.arange(arcs))), shape=shape
    )
    return cp.Problem(cp.Minimize(data["cost"] @ flow), [incidence @ flow == data["surplus"]])
