"""MPS files, free and fixed, with quadratic parts and indicators, as IBM, CPLEX, Gurobi and HiGHS write them.

What the format leaves open is read as HiGHS reads it: an upper bound below 0 without a lower bound removes the lower
bound 0; an integer column between markers without any bound is binary; the right side of the objective is its constant
with the sign turned; of several objectives the first counts, the others and other free rows are left out.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

from nl2opt.formulation.elements import Sense
from nl2opt.solvers.readers.flat_model import FlatColumn, FlatModel, FlatRow, ModelFileFault, Products, bounded
from nl2opt.solvers.readers.mps_lines import FieldCountFault, MpsLines

_FREE_KINDS = frozenset({"FR", "MI", "PL", "BV"})
_BOUND_KINDS = frozenset({"LO", "UP", "FX", "LI", "UI", *_FREE_KINDS})


def read_mps(text: str, filename: str) -> FlatModel:
    """The model in an MPS file.

    Args:
        text: the file's content.
        filename: how messages call it.

    Raises:
        ModelFileFault: a line cannot be read, or says what a formulation cannot (special ordered sets, semi-continuous
            variables ...); it names the line.
    """
    lines = text.splitlines()
    try:
        return _MpsReader(lines, filename, fixed=False).read()
    except FieldCountFault as problem:
        # Names with blanks: the fields are told apart by their columns.
        try:
            return _MpsReader(lines, filename, fixed=True).read()
        except ModelFileFault:
            raise problem from None


class _MpsReader(MpsLines):
    """One pass over the lines."""

    def __init__(self, lines: Sequence[str], filename: str, *, fixed: bool) -> None:
        super().__init__(lines, filename, fixed=fixed)
        self.model = FlatModel()
        self.columns: dict[str, int] = {}
        self.rows: dict[str, int] = {}
        self.kinds: list[str] = []
        self.free: set[str] = set()
        self.objective = ""
        self.wanted_objective = ""
        self.sides: dict[int, float] = {}
        self.ranges: dict[int, float] = {}
        self.bounded_columns: set[int] = set()
        self.lower_given: set[int] = set()
        self.sets: dict[str, str] = {}
        self.integer = False

    def read(self) -> FlatModel:
        """The model; every section is read by a method of its own."""
        handlers = {
            "OBJSENSE": self._sense,
            "OBJNAME": self._objective_name,
            "ROWS": self._row,
            "RHS": self._right_side,
            "RANGES": self._range,
            "BOUNDS": self._bound,
            "INDICATORS": self._indicator,
        }
        for section, header, lines in self.sections():
            if section == "ENDATA":
                return self._finished()
            if section == "COLUMNS":
                self._read_columns(lines)
            elif section in ("QUADOBJ", "QMATRIX", "QSECTION", "QCMATRIX"):
                self._read_products(section, header, lines)
            elif section == "NAME":
                for fields in lines:
                    raise self.fault(
                        f"'{' '.join(fields)}' stands below NAME.", "The keyword of a section begins its line."
                    )
            else:
                if section == "OBJSENSE" and len(header) > 1:
                    self._sense(header[1:])
                for fields in lines:
                    handlers[section](fields)
        self.line = len(self.lines)
        raise self.fault("The file ends without ENDATA.", "It may have been cut off; copy it again.")

    # Names and pairs

    def _column(self, name: str) -> int:
        column = self.columns.get(name)
        if column is None:
            raise self.fault(f"There is no column '{name}'.", "Columns are declared in the section COLUMNS.")
        return column

    def _pairs(self, fields: Sequence[str], key: str) -> Iterator[tuple[str, str]]:
        """Pairs of name and number of a line of RHS or RANGES; the name of the set may be missing."""
        if self.fixed:
            given, words = fields[1], [word for word in fields[2:] if word]
        else:
            given, words = (fields[0], list(fields[1:])) if len(fields) % 2 else ("", list(fields))
        if len(words) % 2 or not words:
            raise self.wrong_count(fields, "a name and a number, or two of each,")
        if self._is_first_set(key, given):
            yield from zip(words[::2], words[1::2])

    def _is_first_set(self, key: str, name: str) -> bool:
        """Whether a line belongs to the first of several sets of right sides, ranges or bounds, or to none."""
        return not name or self.sets.setdefault(key, name) == name

    # Sections

    def _sense(self, fields: Sequence[str]) -> None:
        word = next((field for field in fields if field), "").upper()
        if word not in ("MAX", "MAXIMIZE", "MAXIMISE", "MIN", "MINIMIZE", "MINIMISE"):
            raise self.fault(f"'{word}' is no direction of an objective.", "Write MAX or MIN.")
        self.model.sense = Sense.MAXIMIZE if word.startswith("MAX") else Sense.MINIMIZE

    def _objective_name(self, fields: Sequence[str]) -> None:
        self.wanted_objective = next((field for field in fields if field), "")

    def _row(self, fields: Sequence[str]) -> None:
        words = list(fields[:2]) if self.fixed else list(fields)
        if len(words) != 2 or not all(words):
            raise self.wrong_count(words, "a kind and a name")
        kind, name = words[0].upper(), words[1]
        if kind not in ("N", "L", "G", "E"):
            raise self.fault(f"'{words[0]}' is no kind of row.", "Kinds are N, L, G and E.")
        if name in self.rows or name in self.free or name == self.objective:
            raise self.fault(f"The row '{name}' is declared twice.", "Give one of them another name.")
        if kind == "N":
            if not self.objective and self.wanted_objective in ("", name):
                self.objective = name
            else:
                self.free.add(name)
            return
        self.rows[name] = len(self.kinds)
        self.kinds.append(kind)
        self.model.rows.append(FlatRow(name))

    def _read_columns(self, lines: Iterable[list[str]]) -> None:
        """The hot loop: a line for one or two entries."""
        rows, objective, known, columns = self.rows, self.model.objective, self.columns, self.model.columns
        terms = [row.terms for row in self.model.rows]
        last, place = "", -1
        for fields in lines:
            words = [field for field in fields[1:] if field] if self.fixed else fields
            if len(words) == 3 and words[1] == "'MARKER'":
                self._marker(words[2])
                continue
            if len(words) not in (3, 5):
                raise self.wrong_count(words, "a column and one or two pairs of row and number")
            name = words[0]
            if name != last:
                last = name
                if name in known:
                    raise self.fault(
                        f"The column '{name}' comes a second time.", "The entries of a column stand together."
                    )
                place = known[name] = len(columns)
                columns.append(FlatColumn(name, integer=self.integer))
            for row_name, word in zip(words[1::2], words[2::2]):
                value = self.finite(word)
                row = rows.get(row_name)
                entries = objective if row_name == self.objective else None
                if row is not None:
                    entries = terms[row]
                elif entries is None:
                    if row_name in self.free:
                        continue
                    raise self.fault(f"There is no row '{row_name}'.", "Rows are declared in the section ROWS.")
                if place in entries:
                    raise self.fault(
                        f"The entry of column '{name}' in row '{row_name}' comes twice.", "Add the two up, or drop one."
                    )
                entries[place] = value

    def _marker(self, word: str) -> None:
        kind = word.strip("'")
        if kind in ("SOSORG", "SOSEND"):
            raise self.fault(
                "The file has special ordered sets (marker SOSORG), which are not read.",
                "Write them as constraints over binary variables.",
            )
        if kind not in ("INTORG", "INTEND"):
            raise self.fault(f"'{word}' is no marker.", "Markers are 'INTORG' and 'INTEND'.")
        self.integer = kind == "INTORG"

    def _right_side(self, fields: Sequence[str]) -> None:
        for name, word in self._pairs(fields, "RHS"):
            value = self.number(word)
            if name == self.objective:
                self.model.constant = -value
            elif name not in self.free:
                self.sides[self._row_number(name)] = value

    def _range(self, fields: Sequence[str]) -> None:
        for name, word in self._pairs(fields, "RANGES"):
            if name != self.objective and name not in self.free:
                self.ranges[self._row_number(name)] = self.number(word)

    def _row_number(self, name: str) -> int:
        row = self.rows.get(name)
        if row is None:
            raise self.fault(f"There is no row '{name}'.", "Rows are declared in the section ROWS.")
        return row

    def _bound(self, fields: Sequence[str]) -> None:
        kind = fields[0].upper()
        if kind in ("SC", "SI"):
            name = fields[2] if len(fields) > 2 else fields[-1]
            raise self.fault(
                f"The column '{name}' is semi-continuous (bound {kind}), which is not read.",
                "Write it with a binary variable b: x <= upper * b and x >= lower * b.",
            )
        if kind not in _BOUND_KINDS:
            raise self.fault(f"'{fields[0]}' is no kind of bound.", "Kinds are LO, UP, FX, FR, MI, PL, BV, LI and UI.")
        if self.fixed:
            given, name, word = fields[1], fields[2], fields[3]
        else:
            given, name, word = self._bound_words(kind, fields)
        if not self._is_first_set("BOUNDS", given):
            return
        place = self._column(name)
        value = 0.0 if kind in _FREE_KINDS else bounded(self.number(word))
        self._set_bound(kind, place, value)

    def _bound_words(self, kind: str, fields: Sequence[str]) -> tuple[str, str, str]:
        """The set, the column and the number of a line in the free format, where the set may be missing."""
        wanted = 3 if kind in _FREE_KINDS else 4
        if len(fields) == wanted or (len(fields) == 4 and kind in _FREE_KINDS):
            return fields[1], fields[2], fields[-1]
        if len(fields) == wanted - 1:
            return "", fields[1], fields[-1]
        raise self.wrong_count(fields, "a kind, a set, a column and, for most kinds, a number")

    def _set_bound(self, kind: str, place: int, value: float) -> None:
        column = self.model.columns[place]
        self.bounded_columns.add(place)
        if kind in ("LI", "UI", "BV"):
            column.integer = True
        match kind:
            case "LO" | "LI":
                column.lower = value
                self.lower_given.add(place)
            case "UP" | "UI":
                column.upper = value
                if value < 0 and place not in self.lower_given:
                    column.lower = -math.inf
            case "FX":
                column.lower = column.upper = value
                self.lower_given.add(place)
            case "FR":
                column.lower, column.upper = -math.inf, math.inf
                self.lower_given.add(place)
            case "MI":
                column.lower = -math.inf
                self.lower_given.add(place)
            case "PL":
                column.upper = math.inf
            case "BV":
                column.lower, column.upper = 0.0, 1.0
                self.lower_given.add(place)

    def _read_products(self, section: str, header: Sequence[str], lines: Iterable[list[str]]) -> None:
        """Entries of Q: ``x Q x / 2`` in objectives, as a triangle or whole; ``x Q x`` in rows, whole."""
        products: Products = self.model.products
        if section == "QCMATRIX":
            if len(header) != 2:
                raise self.wrong_count(header, "QCMATRIX and the name of a row")
            products = self.model.rows[self._row_number(header[1])].products
        triangle = section in ("QUADOBJ", "QSECTION")
        for fields in lines:
            words = [field for field in fields if field]
            if len(words) != 3:
                raise self.wrong_count(words, "two columns and a number")
            one, two, value = self._column(words[0]), self._column(words[1]), self.finite(words[2])
            pair = (min(one, two), max(one, two))
            share = value if section == "QCMATRIX" or (triangle and one != two) else value / 2
            products[pair] = products.get(pair, 0.0) + share

    def _indicator(self, fields: Sequence[str]) -> None:
        words = [field for field in fields if field]
        if len(words) != 4 or words[0].upper() != "IF":
            raise self.wrong_count(words, "IF, a row, a binary column and 0 or 1")
        row = self.model.rows[self._row_number(words[1])]
        if words[3] not in ("0", "1"):
            raise self.fault(f"'{words[3]}' is no value of a binary column.", "Write 0 or 1.")
        row.switch = (self._column(words[2]), words[3] == "1")

    def _finished(self) -> FlatModel:
        """The model with the sides of its rows, and bounds of integer columns that have none."""
        model = self.model
        for place, (row, kind) in enumerate(zip(model.rows, self.kinds, strict=True)):
            side = bounded(self.sides.get(place, 0.0))
            row.lower = -math.inf if kind == "L" else side
            row.upper = math.inf if kind == "G" else side
            width = self.ranges.get(place)
            if width is None:
                continue
            if kind == "E":
                row.lower, row.upper = (side, side + width) if width >= 0 else (side + width, side)
            elif kind == "L":
                row.lower = bounded(side - abs(width))
            else:
                row.upper = bounded(side + abs(width))
        for place, column in enumerate(model.columns):
            if column.integer and place not in self.bounded_columns:
                column.upper = 1.0
        if not self.objective:
            model.sense = Sense.SATISFY
        return model
