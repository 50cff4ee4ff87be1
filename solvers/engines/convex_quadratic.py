"""Convex quadratic programs prepared for HiGHS: its Hessian, a scale that it bears, and the test for unboundedness."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from nl2opt.solvers.program import Floats, Ints, Program, Quadratic, Rows


def is_curved(program: Program) -> bool:
    """Whether there is a quadratic part that is not zero."""
    return program.quadratic is not None and bool(program.quadratic.values.any())


def hessian(quadratic: Quadratic | None, n: int) -> tuple[Ints, Ints, Floats]:
    """The lower triangle of Q, column-wise, for the objective ``x' Q x / 2`` that HiGHS takes; empty without one.

    Returns:
        Starts of shape (n + 1,), rows and values of shape (entries,).
    """
    if quadratic is None or not quadratic.values.any():
        return np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0)
    columns = np.minimum(quadratic.first, quadratic.second)
    rows = np.maximum(quadratic.first, quadratic.second)
    values = np.where(columns == rows, 2.0, 1.0) * quadratic.values
    return compress(n, n, columns, rows, values)


def fit_for_highs(program: Program) -> tuple[Program, float]:
    """The program as HiGHS's quadratic solver bears it, and the factor that its objective was multiplied by.

    HiGHS 1.15.1 fails on quadratic programs without rows, or calls points optimal that are not; and it takes Hessians
    with entries of 1e-6 for zero. The factor is a power of two, so that no digit is lost.
    """
    quadratic = program.quadratic
    if quadratic is None:
        return program, 1.0
    scale = 2.0 ** -round(math.log2(float(np.abs(quadratic.values).max())))
    scaled = replace(
        program,
        cost=program.cost * scale,
        constant=0.0,
        quadratic=replace(quadratic, values=quadratic.values * scale),
        rows=program.rows if len(program.rows) else _one_free_row(len(program.columns)),
        _features=[],
    )
    return scaled, scale


def recession_program(program: Program) -> Program | None:
    """A linear program over directions d whose optimum tells whether the objective falls for ever.

    A convex quadratic objective is unbounded over a feasible polyhedron exactly if ``Q d = 0`` and ``cost @ d < 0`` for
    a direction of recession d of the constraints (of a minimisation). Here d lies in a box of radius 1 and the cost is
    scaled to 1, so that the optimum is either 0 or well away from it.

    Returns:
        The program, with the sense of the original; None where there is no such direction: all columns are bounded, or
        there is no linear part.
    """
    columns, rows, quadratic = program.columns, program.rows, program.quadratic
    steepest = float(np.abs(program.cost).max(initial=0.0))
    open_ended = np.isinf(columns.lower) | np.isinf(columns.upper)
    if quadratic is None or not steepest or not bool(open_ended.any()):
        return None
    n, m = len(columns), len(rows)
    # Q d = 0 comes below the rows of A d.
    curvature = quadratic.values / float(np.abs(quadratic.values).max())
    starts, rows_of, values = compress(
        n,
        m + n,
        np.concatenate(
            [np.repeat(np.arange(n, dtype=np.int32), np.diff(rows.starts)), quadratic.first, quadratic.second]
        ),
        np.concatenate([rows.rows, m + quadratic.second, m + quadratic.first]),
        np.concatenate([rows.values, curvature, curvature]),
    )
    return replace(
        program,
        columns=replace(
            columns,
            lower=np.where(np.isinf(columns.lower), -1.0, 0.0),
            upper=np.where(np.isinf(columns.upper), 1.0, 0.0),
        ),
        cost=program.cost / steepest,
        rows=Rows(
            starts,
            rows_of,
            values,
            np.concatenate([np.where(np.isinf(rows.lower), -np.inf, 0.0), np.zeros(n)]),
            np.concatenate([np.where(np.isinf(rows.upper), np.inf, 0.0), np.zeros(n)]),
        ),
        constant=0.0,
        quadratic=None,
        _features=[],
    )


def _one_free_row(n: int) -> Rows:
    """A row over the first of n columns that constrains nothing."""
    starts = np.ones(n + 1, np.int32)
    starts[0] = 0
    return Rows(starts, np.zeros(1, np.int32), np.ones(1), np.array([-np.inf]), np.array([np.inf]))


def compress(n: int, m: int, columns: Ints, rows: Ints, values: Floats) -> tuple[Ints, Ints, Floats]:
    """Column-wise starts, rows and values of an m x n matrix from its entries; equal places are added up."""
    places, inverse = np.unique(columns.astype(np.int64) * m + rows, return_inverse=True)
    totals = np.zeros(len(places))
    np.add.at(totals, inverse, values)
    starts = np.searchsorted(places, np.arange(n + 1, dtype=np.int64) * m)
    return starts.astype(np.int32), (places % m).astype(np.int32), totals
