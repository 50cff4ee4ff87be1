"""Bounds that rows imply for their variables: ``x + y <= 10`` with ``y >= 0`` says ``x <= 10``.

Reformulations need bounds (for an M, for a product), and people state them as constraints as often as in the
declaration.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from nl2opt.solvers.lowering.assembly import Entries
from nl2opt.solvers.program import Flags, Floats
from nl2opt.solvers.tightening import tightened


def implied_bounds(
    entries: Sequence[Entries], row_bounds: tuple[Floats, Floats], columns: tuple[Floats, Floats, Flags]
) -> tuple[Floats, Floats]:
    """Lower and upper bounds of columns that every point within the rows obeys, shapes (columns,).

    Args:
        entries: the matrix.
        row_bounds: lower and upper bounds of its rows.
        columns: lower bounds, upper bounds and integrality of the columns.
    """
    if not entries:
        return columns[0].copy(), columns[1].copy()
    rows = np.concatenate([entry.flat(entry.rows + entry.offset) for entry in entries])
    places = np.concatenate([entry.flat(entry.columns) for entry in entries])
    values = np.concatenate([entry.flat(entry.values) for entry in entries])
    return tightened(rows, places, values, row_bounds, columns)
