"""Tables with bars between cells, as in Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nl2opt.formulation.spans import Span
from nl2opt.pipeline.tables.text_table import TextTable, lines_of

_RULE = re.compile(r"^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
_BAR = re.compile(r"(?<!\\)\|")


def find_markdown(text: str) -> Iterator[TextTable]:
    """Every block of two or more lines whose cells are parted by bars; a line of dashes below the heading is usual."""
    block: list[tuple[int, str]] = []
    for start, line in [*lines_of(text), (len(text), "")]:
        if _BAR.search(line):
            block.append((start, line))
            continue
        table = _table(block)
        if table is not None:
            yield table
        block = []


def _table(block: list[tuple[int, str]]) -> TextTable | None:
    rows = [_cells(line) for _, line in block if not _RULE.match(line)]
    ruled = len(rows) < len(block)
    # Two lines with bars and no rule may be formulas with absolute values.
    if len(rows) < (2 if ruled else 3):
        return None
    width = len(rows[0])
    # Editors leave empty cells at the end of a row away.
    padded = [row + ("",) * (width - len(row)) for row in rows]
    table = TextTable(Span(block[0][0], block[-1][0] + len(block[-1][1])), padded[0], tuple(padded[1:]))
    return table if table.rectangular else None


def _cells(line: str) -> tuple[str, ...]:
    inner = line.strip()
    inner = inner[1:] if inner.startswith("|") else inner
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    return tuple(cell.strip().replace("\\|", "|").strip("*").strip() for cell in _BAR.split(inner))
