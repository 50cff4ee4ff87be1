"""Programs that no solver finishes within a test's time, though solutions are found at once."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from nl2opt.solvers.program import Program
from nl2opt.solvers.testing_limits import hard_program
from nl2opt.solvers.testing_programs import INF, MIN, apply, dense, number, term


def market_split(products: int = 4, customers: int = 35, seed: int = 0) -> Program:
    """The hard program of the conformance suite with continuous slacks, which have no upper bound."""
    program = hard_program(products, customers, seed)
    whole = np.arange(len(program.columns)) < customers
    columns = replace(program.columns, integer=whole, upper=np.where(whole, 1.0, INF))
    return replace(program, columns=columns, _features=[])


def rugged(columns: int = 12) -> Program:
    """A sum of waves of products of neighbours: many local optima, and a bound that closes slowly."""
    waves = [
        apply("sin", apply("prod", number(3 + j), term(j), term((j + 1) % columns), term((j + 3) % columns)))
        for j in range(columns)
    ]
    return dense(MIN, [0.0] * columns, [-3.0] * columns, [3.0] * columns, objective=apply("sum", *waves))


def wide_linear(columns: int = 60_000, rows: int = 30, seed: int = 0) -> Program:
    """A dense linear program, too large for a few hundred megabytes inside a solver."""
    random = np.random.default_rng(seed)
    table = random.integers(1, 9, (rows, columns)).astype(float)
    return dense(
        MIN,
        random.integers(1, 9, columns).tolist(),
        [0.0] * columns,
        [1.0] * columns,
        [(float(columns), line, INF) for line in table],
    )
