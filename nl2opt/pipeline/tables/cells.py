"""What one cell of a table says: a number with its unit, a gap, or words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nl2opt.formulation.numbers import QuantityKind, numbers_in
from nl2opt.pipeline.tables.latex_tables import plain_latex

_GAPS = frozenset({"", "-", "--", "—", "–", "/", "n/a", "na", "none", "x", "×", "*", "...", "∞", "inf"})
_COMPARISON = re.compile(
    r"[<>≤≥~≈±]|\\(?:le|ge|leq|geq|sim|approx)\b|\b(?:least|most|than|up to|between|first|next)\b", re.I
)
_DIGITS = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|[-+]?\.\d+")
_UNIT_WORDS = 4
"""A unit has no more words than these; a cell with more is a sentence."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that was read.

    Attributes:
        number: its value; a percentage is a fraction of one. None when the cell is no single number.
        unit: the words and signs beside the number.
        gap: whether the cell is empty or crossed out.
    """

    number: float | None
    unit: str = ""
    gap: bool = False


def read_cell(text: str) -> Cell:
    r"""Read a cell such as ``$1,200``, ``500 kg``, ``12%`` or ``$290 \mathrm{~km}$``."""
    plain = text.strip()
    if plain.casefold() in _GAPS:
        return Cell(None, gap=True)
    if _DIGITS.fullmatch(plain):  # most cells of large tables, at once
        return Cell(float(plain.replace(",", "")))
    if not any(character.isdigit() for character in plain):
        return Cell(None)
    formula = re.fullmatch(r"\$(.+)\$", plain)
    if formula is not None or "\\" in plain:  # in LaTeX the tilde is a blank
        plain = plain_latex(formula.group(1) if formula else plain)
    if _COMPARISON.search(plain):
        return Cell(None)
    found = numbers_in(plain)
    if len(found) != 1:
        return Cell(None)
    quantity = found[0]
    rest = (plain[: quantity.span.start] + " " + plain[quantity.span.end :]).strip()
    wordy = len(re.findall(r"[^\W\d_]+", rest)) > _UNIT_WORDS
    named = bool(re.search(r"[^\W\d_]", plain[: quantity.span.start]))  # "Product 2" is a label
    if wordy or named or quantity.kind in (QuantityKind.ORDINAL, QuantityKind.TIME) or re.search(r"\d", rest):
        return Cell(None)
    if quantity.kind is QuantityKind.PERCENT:
        return Cell(quantity.value / 100, "as a fraction")
    written = plain[quantity.span.start : quantity.span.end]
    sign = re.search(r"[$€£¥₹]", written)
    return Cell(quantity.value, " ".join(((sign.group() if sign else ""), rest)).strip())
