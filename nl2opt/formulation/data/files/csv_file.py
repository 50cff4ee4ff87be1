"""CSV files straight into arrays: the separators of the whole file are found at once, and cells are read by column.

The text stays one array of bytes. Where a cell begins and ends are two numbers; a column of numbers is read digit by
digit for all rows together, and a column of labels is compared eight bytes at a time. This needs numpy alone and takes
about 0.1 s for each million cells.
"""

from __future__ import annotations

import math
import re
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from nl2opt.formulation.data.domains import Positions
from nl2opt.formulation.data.faults import fault
from nl2opt.formulation.data.files.columns import Column, Columns, Numbers, in_order, number_of
from nl2opt.formulation.data.files.text import ragged

Bytes = npt.NDArray[np.uint8]

_QUOTE, _NEWLINE, _RETURN = 34, 10, 13
_WIDEST = 1 << 28
"""Bytes that the cells of one column may take when all are as wide as the widest."""

_EXACT_DIGITS = 15
"""A decimal number with so many digits and a power of ten up to 22 is one exact division (Clinger, PLDI 1990)."""


def read_csv(path: Path, name: str) -> Columns:
    """A CSV file in UTF-8; the separator is the comma, semicolon or tab that is most frequent in its first row.

    With a semicolon as separator, a comma can be the decimal sign.

    Raises:
        FormulationError: a file that is empty or no UTF-8 text, rows of different length, or a quote out of place.
        OSError: it cannot be read.
    """
    return from_bytes(path.read_bytes(), name, path)


def from_bytes(content: bytes, name: str, path: Path | None = None) -> Columns:
    """The table in the bytes of a CSV file; see :func:`read_csv`."""
    content = _as_text(content, name)
    data = np.frombuffer(content, dtype=np.uint8)
    quotes = np.cumsum(data == _QUOTE, dtype=np.int32) if b'"' in content else None
    quoted = None if quotes is None else (quotes & 1).astype(np.bool_)
    if quoted is not None and quoted[-1]:
        row = content.count(b"\n", 0, content.rfind(b'"')) + 1
        raise fault(
            "bad-quote",
            f"A quote that opens in row {row} of '{name}' is never closed.",
            hint='A cell in quotes ends with a quote; a quote inside of it is written twice: "5"" pipe".',
        )
    newline = data == _NEWLINE if quoted is None else (data == _NEWLINE) & ~quoted
    separator = _separator(content, newline)
    bounds = np.flatnonzero(newline | (data == separator if quoted is None else (data == separator) & ~quoted))
    starts = np.concatenate(([0], bounds[:-1] + 1))
    ends = bounds - (newline[bounds] & (data[bounds - 1] == _RETURN) & (bounds > starts))
    last_cells = np.flatnonzero(newline[bounds])
    first_cells = np.concatenate(([0], last_cells[:-1] + 1))
    filled = np.logical_or.reduceat(ends > starts, first_cells)
    if not filled.any():
        raise _is_empty(name)
    first_cells, last_cells = first_cells[filled], last_cells[filled]
    counts = last_cells - first_cells + 1
    width = int(counts[0])
    lines = _Lines(data, starts[first_cells])
    wrong = np.flatnonzero(counts != width)
    if len(wrong):
        texts = [f"row {lines(int(row))} ({counts[row]})" for row in wrong[:10].tolist()]
        raise ragged(name, width, texts + [""] * (len(wrong) - len(texts)))
    if len(counts) < len(filled):
        rows = first_cells[:, None] + np.arange(width)
        starts, ends = starts[rows], ends[rows]
    else:
        starts, ends = starts.reshape(-1, width), ends.reshape(-1, width)
    if quotes is not None:
        starts, ends = _unquoted(data, quotes, starts, ends, name, lines)
    kept = np.flatnonzero((ends > starts).any(axis=0))
    comma = separator == ord(";")

    def table(skip: int) -> Columns:
        columns = tuple(
            ByteColumn(data, starts[:, k], ends[:, k], skip, k + 1, comma=comma, quoted=quoted is not None)
            for k in range(int(kept[0]), int(kept[-1]) + 1)
        )
        bare = (lambda: table(0)) if skip else None
        return Columns(name, columns, lambda row: lines(row + skip), bare, path=path)

    return table(1)


class _Lines:
    """The numbers of rows as an editor counts lines; blank lines and breaks inside of quotes count."""

    def __init__(self, data: Bytes, starts: Positions) -> None:
        self._data = data
        self._starts = starts

    def __call__(self, row: int) -> int:
        return int(np.count_nonzero(self._data[: self._starts[row]] == _NEWLINE)) + 1


class ByteColumn(Column):
    """A column whose cells lie in the bytes of a file; the first ``skip`` rows are its heading."""

    def __init__(
        self,
        data: Bytes,
        starts: Positions,
        ends: Positions,
        skip: int,
        place: int,
        *,
        comma: bool,
        quoted: bool,
    ) -> None:
        self._data = data
        self._starts = starts[skip:]
        self._ends = ends[skip:]
        self._comma = comma
        self._quoted = quoted
        super().__init__(self._text(int(starts[0]), int(ends[0])) if skip else "", place)

    def __len__(self) -> int:
        return len(self._starts)

    def cell(self, row: int) -> str:
        """A cell as it stands in the file, without its quotes."""
        return self._text(int(self._starts[row]), int(self._ends[row]))

    def _text(self, start: int, end: int) -> str:
        return self._decode(self._data[start:end].tobytes())

    def _decode(self, cell: bytes) -> str:
        text = cell.decode("utf-8")
        return (text.replace('""', '"') if self._quoted else text).strip()

    @cached_property
    def _widths(self) -> Positions:
        return self._ends - self._starts

    def _matrix(self, rows: Positions | None = None) -> Bytes | None:
        """The bytes of the cells side by side, shape (rows, bytes of the widest), 0 behind each cell's end."""
        starts = self._starts if rows is None else self._starts[rows]
        widths = self._widths if rows is None else self._widths[rows]
        width = int(widths.max(initial=0))
        if width * len(starts) > _WIDEST:
            return None
        matrix = np.zeros((len(starts), -(-max(width, 1) // 8) * 8), dtype=np.uint8)
        last = len(self._data) - 1
        for place in range(width):
            inside = widths > place
            letters = self._data[np.minimum(starts + place, last)]
            matrix[:, place] = letters * inside
        return matrix

    @cached_property
    def distinct(self) -> tuple[list[object], Positions]:
        """The distinct cells in the order of first appearance, and which of them each row holds."""
        matrix = self._matrix()
        found = None if matrix is None else _distinct_rows(matrix)
        if found is None:
            cells = [self.cell(row) for row in range(len(self))]
            codes = {word: code for code, word in enumerate(dict.fromkeys(cells))}
            return list(codes), np.fromiter(map(codes.__getitem__, cells), np.intp, len(cells))
        assert matrix is not None
        first, places = found
        return [self._decode(row.tobytes().rstrip(b"\0")) for row in matrix[first]], places

    @cached_property
    def numbers(self) -> Numbers:
        """The cells as numbers; NaN where a cell holds none."""
        matrix = self._matrix()
        if matrix is None:
            words, codes = self.distinct
            return np.fromiter((number_of(word, self._comma) for word in words), np.float64, len(words))[codes]
        comma = self._comma and self._decimal_comma()
        values, plain = _decimals(matrix, self._widths, ord(",") if comma else ord("."))
        rest = np.flatnonzero(~plain)
        if len(rest):
            values[rest] = self._other_numbers(matrix[rest], comma)
        return values

    def _other_numbers(self, matrix: Bytes, comma: bool) -> Numbers:
        """Numbers in other notations: many digits, exponents, blanks around them."""
        words = np.ascontiguousarray(matrix).view(f"S{matrix.shape[1]}").ravel()
        letters = matrix[matrix > 0]
        if not comma and not ((letters == ord("_")) | (letters > 127)).any():
            try:
                return np.asarray(words.astype(np.float64))
            except ValueError:
                pass
        found = _distinct_rows(matrix)
        if found is None:
            return np.array([number_of(self._decode(word), comma) for word in words.tolist()])
        first, codes = found
        values = [number_of(self._decode(word), comma) for word in words[first].tolist()]
        return np.array(values, dtype=np.float64)[codes]

    def _decimal_comma(self) -> bool:
        """Whether commas are decimal signs for certain.

        They are not when a cell could mean thousands (``1,234``) and no other says what is meant, or when a cell has a
        point as decimal sign; such cells are no numbers then, and are reported.
        """
        cells = self._matrix()
        if cells is None or not (cells == ord(",")).any():
            return False
        rows = np.flatnonzero((cells == ord(",")).any(axis=1))
        words = [self.cell(int(row)) for row in rows[:10_000]]
        return any(not re.fullmatch(r"[-+]?[1-9]\d{0,2},\d{3}", word) for word in words) and not bool(
            (cells == ord(".")).any()
        )


def _distinct_rows(matrix: Bytes) -> tuple[Positions, Positions] | None:
    """The first row of each distinct one in the order of first appearance, and for each row which of them it is.

    Rows of up to eight bytes are compared as whole numbers; longer ones by a hash that is checked afterwards. None in
    the case that two different rows have one hash.
    """
    words = matrix.view("<u8")
    code = words[:, 0].copy()
    for column in words.T[1:]:
        code = (code ^ (code >> np.uint64(29))) * np.uint64(0x9E3779B97F4A7C15) + column
    found, places = in_order(code)
    first = np.full(len(found), len(code), dtype=np.intp)
    np.minimum.at(first, places, np.arange(len(code)))
    if words.shape[1] > 1 and not (words[first][places] == words).all():
        return None
    return first, places


def _decimals(matrix: Bytes, widths: Positions, point: int) -> tuple[Numbers, npt.NDArray[np.bool_]]:
    """Plain decimal numbers (``-12.50``), exact to the last bit, and which rows hold one.

    Up to 15 digits and their power of ten are exact as float64, so that one division rounds as it should.
    """
    rows = len(matrix)
    mantissa = np.zeros(rows, dtype=np.int64)
    digits = np.zeros(rows, dtype=np.int16)
    scale = np.zeros(rows, dtype=np.int16)
    points = np.zeros(rows, dtype=np.int16)
    signs = np.zeros(rows, dtype=np.int16)
    for place in range(min(matrix.shape[1], _EXACT_DIGITS + 2)):
        letters = matrix[:, place]
        figures = letters - np.uint8(48)
        digit = figures < 10
        if digit.all():
            mantissa = mantissa * 10 + figures
            digits += 1
        else:
            mantissa = np.where(digit, mantissa * 10 + figures, mantissa)
            digits += digit
        scale += digit & (points > 0)
        points += letters == point
        if place == 0:
            signs += (letters == ord("-")) | (letters == ord("+"))
    plain = (digits > 0) & (digits <= _EXACT_DIGITS) & (points <= 1) & (digits + points + signs == widths)
    values = mantissa / np.power(10.0, np.arange(_EXACT_DIGITS + 2))[scale]
    negative = matrix[:, 0] == ord("-")
    values[negative] = -values[negative]
    values[~plain] = math.nan
    return values, plain


def _as_text(content: bytes, name: str) -> bytes:
    """UTF-8 without its mark, with a line end at its end."""
    content = content.removeprefix(b"\xef\xbb\xbf")
    if not content.strip(b" \t\r\n,;"):
        raise _is_empty(name)
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
        encoding = "UTF-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "LATIN1"
        raise fault(
            "not-utf8",
            f"The table '{name}' is not UTF-8 text (row {row}).",
            hint=f"Save it as UTF-8, for example with: iconv -f {encoding} -t UTF-8",
        ) from None
    if b"\0" in content:
        raise fault(
            "not-utf8",
            f"The table '{name}' holds NUL characters, so it is no text.",
            hint="Save it as CSV in UTF-8; Parquet and Excel files are known by their endings .parquet and .xlsx.",
        )
    if b"\n" not in content and b"\r" in content:
        content = content.replace(b"\r", b"\n")
    return content if content.endswith(b"\n") else content + b"\n"


def _separator(content: bytes, newline: npt.NDArray[np.bool_]) -> int:
    """The separator: tab, semicolon or comma, whichever the first filled row has most of outside of quotes."""
    start = 0
    for end in np.flatnonzero(newline).tolist():
        line = re.sub(rb'"[^"]*"', b"", content[start:end])
        if line.strip():
            return max(b"\t;,", key=lambda sign: line.count(sign))
        start = end + 1
    return ord(",")


def _unquoted(
    data: Bytes, quotes: npt.NDArray[np.int32], starts: Positions, ends: Positions, name: str, lines: _Lines
) -> tuple[Positions, Positions]:
    """Cells without the quotes around them.

    Raises:
        FormulationError: a quote in a cell that does not begin and end with one.
    """
    last = len(data) - 1
    inside = ends - starts >= 2
    opened = inside & (data[np.minimum(starts, last)] == _QUOTE)
    wrapped = opened & (data[ends - 1] == _QUOTE)
    # A cell without quotes around it has none at all; ``quotes`` counts those up to each byte, itself included.
    begins = data[np.minimum(starts, last)] == _QUOTE
    stray = ~wrapped & (ends > starts) & (begins | (quotes[ends - 1] > quotes[np.minimum(starts, last)]))
    if stray.any():
        row, column = (int(place) for place in np.argwhere(stray)[0])
        raise fault(
            "bad-quote",
            f"Row {lines(row)}, column {column + 1} of '{name}' has a quote in the middle of its cell.",
            hint='Put the whole cell in quotes and write the quote in it twice: "5"" pipe".',
        )
    return starts + wrapped, ends - wrapped


def _is_empty(name: str) -> Exception:
    return fault("empty-table", f"The table '{name}' is empty.", hint="Give it a row for each key.")
