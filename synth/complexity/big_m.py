"""Which rows of a program are big-M constraints, told by what they do instead of by the size of a number.

A row is one when a binary times a constant switches the bound of other variables on and off: ``x <= M*b``,
``x >= L*b``, ``start_j >= start_i + p - M*(1 - b)``, ``sum(w*take) <= C*open``. A row in which a binary uses up a part
of a budget is none.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from nl2opt.solvers.program import Flags, Floats, Program

_SLACK = 1e-9


def big_m_rows(program: Program) -> Flags:
    """Whether each row of the matrix is a big-M constraint, shape (rows,).

    Every row is read as ``a @ x + c @ b <= r`` with binaries ``b``. Its tight state has each binary where it costs
    most: ``a @ x <= r - sum(max(c, 0))``. It counts when

    - the tight state forces nonnegative variables to 0 (``x <= M*b``), or
    - in the tight state it binds, and each binary alone makes it redundant for the bounds of x, or for x without
      bounds and of both signs positive on its right side (disjunctions such as orders of jobs), or
    - all variables are binaries and one of them, times a constant above 1, admits the others (``sum(take) <= n*open``).
    """
    rows, columns = program.rows, program.columns
    count = len(rows)
    upper, lower = np.isfinite(rows.upper), np.isfinite(rows.lower)
    one_sided = upper ^ lower
    sign = np.where(upper, 1.0, -1.0)
    bound = np.where(upper, rows.upper, -rows.lower)
    bound[~one_sided] = 0.0

    column = np.repeat(np.arange(len(columns)), np.diff(rows.starts))
    row = rows.rows
    value = rows.values * sign[row]
    low, high = columns.lower[column], columns.upper[column]
    binary = columns.integer[column] & (low >= 0) & (high <= 1)

    def total(mask: Flags, weights: Floats) -> Floats:
        return np.asarray(np.bincount(row[mask], weights=weights[mask], minlength=count), dtype=np.float64)

    def number(mask: Flags) -> npt.NDArray[np.intp]:
        return np.bincount(row[mask], minlength=count).astype(np.intp)

    binaries, others = number(binary), number(~binary)
    rising = total(binary & (value > 0), value)
    tight = bound - rising
    smallest = np.full(count, np.inf)
    np.minimum.at(smallest, row[binary], np.abs(value[binary]))

    with np.errstate(invalid="ignore"):
        extreme = np.where(value > 0, value * high, value * low)
    most = total(~binary, extreme)
    positive = number(~binary & (value > 0) & (low == 0)) == others
    negative = number(~binary & (value < 0))
    mixed = (negative > 0) & (negative < others)

    scale = _SLACK * np.maximum(1.0, np.abs(bound))
    forced = positive & (np.abs(tight) <= scale)
    finite = np.isfinite(most)
    gap = np.where(finite, most - tight, np.inf)
    switched = finite & (gap > scale) & (smallest >= gap - scale)
    disjunctive = ~finite & mixed & (tight <= scale) & (tight + smallest > scale)
    weighed = (binaries > 0) & (others > 0) & (forced | switched | disjunctive)

    negatives = number(binary & (value < 0))
    largest = np.zeros(count)
    np.maximum.at(largest, row[binary], np.abs(value[binary]))
    falling = -total(binary & (value < 0), value)
    admitted = (others == 0) & (negatives == 1) & (np.abs(bound) <= scale) & (falling > 1 + _SLACK)
    admitted &= (binaries > 2) | (falling > rising + scale)
    found: Flags = one_sided & (weighed | admitted & (falling >= largest - scale))
    return found
