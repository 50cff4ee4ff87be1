"""Any table, written in any format and layout, reads back to the same array, whatever the order of its rows."""

from __future__ import annotations

from itertools import count
from typing import Any

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from nl2opt.formulation.data import load
from nl2opt.formulation.elements import Formulation, Parameter, SetDeclaration
from nl2opt.formulation.expressions import Generator, Name, Number, Quoted, SetLiteral
from tests.formulation.data.tables import WRITERS, long_rows, matrix_rows

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=9).filter(
    lambda word: word.strip() == word and not word.isdigit() and word.casefold() not in ("plant", "store", "u", "value")
)
NUMBERS = st.floats(-1e300, 1e300) | st.integers(-(10**9), 10**9).map(float)
FILES = count()


def word_labels(size: int) -> st.SearchStrategy[list[str]]:
    """Distinct words that cannot be taken for numbers."""
    return st.lists(WORDS.filter(lambda word: not _numeric(word)), min_size=size, max_size=size, unique=True)


def whole_labels(size: int) -> st.SearchStrategy[list[int]]:
    """Distinct whole numbers."""
    return st.lists(st.integers(-999, 9999), min_size=size, max_size=size, unique=True)


def _numeric(word: str) -> bool:
    try:
        float(word.replace(",", "."))
    except ValueError:
        return word.startswith("-") or "_" in word
    return True


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[list[Any]], np.ndarray, list[int], bool]:
    """Labels of one or two axes, values over them, an order of rows, and whether the layout is a matrix."""
    shape = draw(st.lists(st.integers(1, 5), min_size=1, max_size=2))
    labels = [draw(draw(st.sampled_from((word_labels, whole_labels)))(size)) for size in shape]
    values = np.array(draw(st.lists(NUMBERS, min_size=int(np.prod(shape)), max_size=int(np.prod(shape))))).reshape(
        shape
    )
    matrix = len(shape) == 2 and draw(st.booleans())
    order = draw(st.permutations(range(shape[0] if matrix else values.size)))
    return labels, values, list(order), matrix


def formulation(labels: list[list[Any]], *, written: bool) -> Formulation:
    """A parameter ``u`` over PLANT and, with two axes, STORE; the sets are written down or left open."""
    names = ["PLANT", "STORE"][: len(labels)]
    sets = tuple(
        SetDeclaration(
            name, SetLiteral(tuple(Number(w) if isinstance(w, int) else Quoted(w) for w in words)) if written else None
        )
        for name, words in zip(names, labels, strict=True)
    )
    return Formulation(sets=sets, parameters=(Parameter("u", index=tuple(Generator((), Name(n)) for n in names)),))


@pytest.mark.parametrize("writer", WRITERS)
@settings(max_examples=25, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(table=tables(), written=st.booleans())
def test_a_table_reads_back(writer: str, table: tuple, written: bool, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Labels and numbers come back exactly, with the sets written down or taken from the table."""
    labels, values, order, matrix = table
    suffix, write = WRITERS[writer]
    path = tmp_path_factory.getbasetemp() / f"table{next(FILES)}{suffix}"
    heads = ["plant", "store"][: len(labels)]
    rows = matrix_rows(labels, values, "", order) if matrix else long_rows(labels, values, [*heads, "u"], order)
    write(rows, path)
    data = load(formulation(labels, written=written), {"u": path})
    found = data.table("u").values
    places = [
        [data.set(name).labels(0).index(label) for label in words] for name, words in zip(("PLANT", "STORE"), labels)
    ]
    digits = 1e-15 if writer == "excel" else 0.0  # openpyxl writes 16 digits
    np.testing.assert_allclose(found[np.ix_(*places)], values, rtol=digits, atol=0, strict=True)
    path.unlink()
