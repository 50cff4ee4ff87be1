"""The lines of an MPS file: sections, fields by blanks or by columns, numbers."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from nl2opt.solvers.readers.flat_model import ModelFileFault

_SECTIONS = frozenset(
    {
        "NAME", "OBJSENSE", "OBJSENSEMAX", "OBJSENSEMIN", "OBJNAME", "ROWS", "COLUMNS", "RHS", "RANGES", "BOUNDS",
        "QUADOBJ", "QMATRIX", "QSECTION", "QCMATRIX", "INDICATORS", "ENDATA",
    }
)  # fmt: skip
_REFUSED = {
    "SOS": "special ordered sets",
    "SOS1": "special ordered sets",
    "SOS2": "special ordered sets",
    "SETS": "special ordered sets",
    "CSECTION": "cones",
    "LAZYCONS": "lazy constraints",
    "USERCUTS": "user cuts",
    "GENCONS": "general constraints",
    "PWLOBJ": "piecewise-linear objectives",
    "PWLNAM": "piecewise-linear functions",
    "PWLCON": "piecewise-linear functions",
    "SCENARIOS": "scenarios",
    "DIFFERENCES": "delayed rows",
}
_FIXED_FIELDS = ((1, 3), (4, 12), (14, 22), (24, 36), (39, 47), (49, 61))

_NO_HEAD = ("", " ", "\t", "*")
"""What an empty line, a line of data and a comment begin with."""


class FieldCountFault(ModelFileFault):
    """A line has a number of words that the free format does not know; names with blanks do that."""


class MpsLines:
    """The lines of one file, and where the reader is.

    Args:
        lines: of the file.
        filename: for messages.
        fixed: whether fields are found by their columns rather than by blanks.
    """

    def __init__(self, lines: Sequence[str], filename: str, *, fixed: bool) -> None:
        self.lines, self.filename, self.fixed = lines, filename, fixed
        self.line = 0

    def sections(self) -> Iterator[tuple[str, list[str], Iterator[list[str]]]]:
        """The sections: keyword, words of its line, and the fields of the lines below."""
        heads = [place for place, line in enumerate(self.lines) if line[:1] not in _NO_HEAD and not line.isspace()]
        for fields in self._below(0, heads[0] if heads else len(self.lines)):
            raise self.fault(f"'{' '.join(fields)}' stands before the first section.", "Begin with NAME or ROWS.")
        for head, end in zip(heads, [*heads[1:], len(self.lines)]):
            self.line = head + 1
            words = self.lines[head].split()
            section = words[0].upper()
            if section in _REFUSED:
                raise self.fault(
                    f"The file has {_REFUSED[section]} (section {section}), which are not read.",
                    "Write them as constraints over binary variables.",
                )
            if section in ("OBJSENSEMAX", "OBJSENSEMIN"):
                section, words = "OBJSENSE", ["OBJSENSE", section[8:]]
            if section not in _SECTIONS:
                raise self.fault(
                    f"'{words[0]}' is no section of an MPS file.",
                    "Lines of data begin with a blank; sections are NAME, ROWS, COLUMNS, RHS, RANGES and BOUNDS.",
                )
            yield section, words, self._below(head + 1, end)

    def _below(self, first: int, last: int) -> Iterator[list[str]]:
        """The fields of the lines of data among these, each while ``line`` is its number."""
        for place in range(first, last):
            line = self.lines[place]
            if line and line[0] != "*" and not line.isspace():
                self.line = place + 1
                yield self._fields(line)

    def _fields(self, line: str) -> list[str]:
        if not self.fixed:
            return line.split()
        padded = line.expandtabs()
        return [padded[first:last].strip() for first, last in _FIXED_FIELDS]

    def fault(self, what: str, hint: str) -> ModelFileFault:
        """An error in the line that is being read."""
        return ModelFileFault(what, hint=hint, where=f"{self.filename}:{self.line}")

    def wrong_count(self, fields: Sequence[str], wanted: str) -> FieldCountFault:
        """An error for a line with too few or too many words."""
        return FieldCountFault(
            f"The line '{' '.join(fields)}' has {len(fields)} words, but {wanted} is expected here.",
            hint="Names must not have blanks, except in the fixed format with its columns.",
            where=f"{self.filename}:{self.line}",
        )

    def number(self, word: str) -> float:
        """A number, which may be infinite."""
        try:
            value = float(word.replace("D", "e").replace("d", "e")) if "d" in word.lower() else float(word)
        except ValueError:
            raise self.fault(f"'{word}' is no number.", "Numbers are written like 12, -3.5 or 1e-6.") from None
        if math.isnan(value):
            raise self.fault("A number is NaN.", "Correct the program that wrote the file.")
        return value

    def finite(self, word: str) -> float:
        """A coefficient."""
        value = self.number(word)
        if math.isinf(value):
            raise self.fault(f"'{word}' is no finite coefficient.", "Only bounds may be infinite.")
        return value
