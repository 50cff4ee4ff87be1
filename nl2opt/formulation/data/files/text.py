"""Tables of cells that are text: rows of words, as a table in a problem's own words has them."""

from __future__ import annotations

from collections.abc import Sequence

from nl2opt.formulation.data.faults import fault, places_text
from nl2opt.formulation.data.files.columns import CellColumn, Columns, empty


def from_rows(name: str, rows: Sequence[Sequence[object]], lines: Sequence[int] | None = None) -> Columns:
    """A table from rows of cells; its first row may be a heading.

    Args:
        name: how messages call it.
        rows: its rows, the first one included; rows without any cell filled are passed over.
        lines: the number of each row; 1, 2, 3, ... by default.

    Raises:
        FormulationError: no rows, or rows of different length.
    """
    numbers = list(lines) if lines is not None else list(range(1, len(rows) + 1))
    kept = [place for place, row in enumerate(rows) if not all(empty(cell) for cell in row)]
    if not kept:
        raise fault("empty-table", f"The table '{name}' is empty.", hint="Give it a row for each key.")
    width = len(rows[kept[0]])
    wrong = [place for place in kept if len(rows[place]) != width]
    if wrong:
        texts = [f"row {numbers[place]} ({len(rows[place])})" for place in wrong]
        raise ragged(name, width, texts)
    columns = list(zip(*(rows[place] for place in kept), strict=True))
    filled = [place for place, cells in enumerate(columns) if not all(empty(cell) for cell in cells)]
    places = [numbers[place] for place in kept]

    def table(skip: int) -> Columns:
        own = tuple(
            CellColumn("" if skip == 0 or empty(columns[k][0]) else columns[k][0], k + 1, columns[k][skip:])
            for k in range(filled[0], filled[-1] + 1)  # a margin of empty columns is no part of it
        )
        return Columns(name, own, lambda row: places[row + skip], (lambda: table(0)) if skip else None)

    return table(1)


def ragged(name: str, width: int, texts: Sequence[str]) -> Exception:
    """The error about rows that have another number of cells than the first."""
    return fault(
        "wrong-shape",
        f"The first row of '{name}' has {width} cells, but others have another number: {places_text(texts)}.",
        hint="Every row needs as many cells as the first; a cell with the separator in it goes in quotes.",
    )
