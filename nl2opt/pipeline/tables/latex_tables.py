r"""Tables of LaTeX: ``tabular`` and ``array``, with the ``table`` around them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nl2opt.formulation.spans import Span
from nl2opt.pipeline.tables.text_table import TextTable

_TABULAR = re.compile(
    r"\\begin\{(?P<kind>tabularx?|array|longtable)\*?\}(?:\s*\[[^\]]*\])?(?:\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}){1,2}"
    r"(?P<body>.*?)\\end\{(?P=kind)\*?\}",
    re.DOTALL,
)
_AROUND = re.compile(r"\\begin\{table\*?\}.*?\\end\{table\*?\}", re.DOTALL)
_CAPTION = re.compile(r"\\caption\{((?:[^{}]|\{[^{}]*\})*)\}")
_RULES = re.compile(
    r"\\(?:hline|toprule|midrule|bottomrule|endhead|endfirsthead|centering)\b|\\c(?:line|midrule)(?:\([lr]+\))?\{[^{}]*\}"
)
_SPAN_CELL = re.compile(r"^\\multicolumn\{(\d+)\}\{[^{}]*\}\{(.*)\}$", re.DOTALL)
_WRAPPED = re.compile(r"\\(?:textbf|textit|text|mathrm|mathbf|emph|underline|operatorname)\s*\{([^{}]*)\}")


def find_latex(text: str) -> Iterator[TextTable]:
    """Every ``tabular`` or ``array`` whose rows have one length; a ``table`` around it belongs to it."""
    floats = [(match.start(), match.end()) for match in _AROUND.finditer(text)]
    for match in _TABULAR.finditer(text):
        rows = [_cells(row) for row in re.split(r"\\\\(?:\s*\[[^\]]*\])?", _RULES.sub(" ", match["body"]))]
        rows = [row for row in rows if any(row)]
        if len(rows) < 2:
            continue
        around = next(((start, end) for start, end in floats if start <= match.start() < end), None)
        start, end = around or _with_dollars(text, match.start(), match.end())
        caption = _CAPTION.search(text, start, end) if around else None
        table = TextTable(Span(start, end), rows[0], tuple(rows[1:]), plain_latex(caption.group(1)) if caption else "")
        if table.rectangular:
            yield table


def _with_dollars(text: str, start: int, end: int) -> tuple[int, int]:
    """An ``array`` stands in formula signs; they go with it."""
    before, after = re.search(r"(?:\$\$?|\\\[)\s*$", text[:start]), re.match(r"\s*(?:\$\$?|\\\])", text[end:])
    if before and after:
        return before.start(), end + after.end()
    return start, end


def _cells(row: str) -> tuple[str, ...]:
    cells: list[str] = []
    for cell in re.split(r"(?<!\\)&", row):
        spanning = _SPAN_CELL.match(cell.strip())
        width, content = (int(spanning[1]), spanning[2]) if spanning else (1, cell)
        cells += [plain_latex(content)] * width
    return tuple(cells)


def plain_latex(text: str) -> str:
    """The words of a cell, without commands and formula signs."""
    before = None
    while before != text:
        before, text = text, _WRAPPED.sub(r"\1", text)
    text = re.sub(r"\\(?:left|right|displaystyle|quad|qquad|,|;|!)", " ", text)
    text = text.replace("~", " ").replace("\\%", "%").replace("\\&", "&").replace("\\_", "_").replace("\\#", "#")
    text = re.sub(r"(?<!\\)\$", "", text).replace("\\$", "$").replace("\\ldots", "...")
    return " ".join(text.replace("{", "").replace("}", "").split())
