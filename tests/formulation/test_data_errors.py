"""Mistakes in data: each is reported with its code, the element, and what to look for."""

from __future__ import annotations

from pathlib import Path

import pytest

from nl2opt.formulation.data import load
from nl2opt.formulation.diagnostics import Diagnostic, FormulationError
from nl2opt.formulation.text_parser import parse

SETS = """## Sets
P = {Lyon, Turin}
T = 1..3
A = {(a, b), (b, c)}
"""


def findings(sets: str = "", parameters: str = "", tables: dict | None = None, folder: Path | None = None) -> list:
    """The diagnostics of reading a formulation's data."""
    text = f"{SETS}{sets}\n## Parameters\n{parameters}\n## Objective\nsatisfy\n"
    with pytest.raises(FormulationError) as caught:
        load(parse(text), tables, folder)
    return list(caught.value.diagnostics)


def only(diagnostics: list[Diagnostic]) -> Diagnostic:
    """The one diagnostic."""
    assert len(diagnostics) == 1, [item.message for item in diagnostics]
    return diagnostics[0]


@pytest.mark.parametrize(
    ("parameters", "code", "words"),
    [
        ("u[P] = {Lyon: 1}", "missing-entry", "Turin"),
        ("u[P] = {Lyon: 1, Turin: 2, Torin: 3}", "extra-key", "Torin"),
        ("u[A] = {(a, b): 1, (b, c): 2, (a, c): 3}", "extra-key", "(a, c)"),
        ("u[P] = {Lyon: 1, Turin: 2, Lyon: 3}", "duplicate-key", "Lyon"),
        ("u[P, T] = {(Lyon, 1): 1, Lyon: 3}", "wrong-arity", "Lyon"),
        ("u[P] = [1, 2, 3]", "wrong-shape", "3 values"),
        ("u[P, T] = [[1, 2, 3], [4, 5]]", "wrong-shape", "row 2"),
        ("u[P, T] = [1, 2]", "wrong-shape", "2 levels"),
        ("u[P] = [[1, 2], [3, 4]]", "wrong-shape", "more than 1 level"),
        ("u", "missing-data", "'u'"),
        ("u[P]", "missing-data", "'u'"),
        ("v[T] = [1, 0, 2]\nu[t in T] = 1 / v[t]", "division-by-zero", "t = 2"),
        ("u = 3 % 0", "division-by-zero", "0"),
        ("v[T] = [1, 0, 2]\nu[t in T] = v[t - 1]", "index-out-of-range", "t = 1"),
        ("v[T] = [1, 0, 2]\nu[p in P, t in T] = v[t + 1]", "index-out-of-range", "p = Lyon, t = 3"),
        ("v[P] = [1, 0]\nu[p in P] = v[p - 1]", "index-out-of-range", "p = Lyon"),
        ("v[A] = [1, 0]\nu[(i, j) in A] = v[j, i]", "index-out-of-range", "i = a, j = b"),
        ("v[P] = [1, 0]\nu = v[Torin]", "unknown-name", "Torin"),
        ("v[P] = [1, 0]\nu = v[a]", "unknown-member", "a"),
        ("v[P] = [1, 0]\nu = v[Lyon, 1]", "wrong-arity", "1 index"),
        ("v[P] = [1, 0]\nu = v", "missing-index", "'v'"),
        ("u = w", "unknown-name", "'w'"),
        ("u[p in Q] = 1", "unknown-name", "'Q'"),
        ("u[p in P] = p", "not-a-number", "'p'"),
        ("u = Lyon", "not-a-number", "Lyon"),
        ("u = P", "not-a-number", "'P'"),
        ("u[(i, j, k) in A] = 1", "wrong-arity", "3"),
        ("u = log(0)", "not-finite", "finite"),
        ("u = sqrt(0 - 1)", "not-finite", "finite"),
        ("u = 1e200 * 1e200", "not-finite", "inf"),
        ("u[t in T] = min(s for s in T if s < t)", "empty-reduction", "'min'"),
        ("u[P, P] = {(Lyon, Turin): 3}\nv = u[Turin, Lyon]", "missing-entry", "(Turin, Lyon)"),
        ("u[p in P] = sum(1 for q in A[p])", "not-a-set", "'A'"),
        ("u = abs(1, 2)", "wrong-arity", "'abs'"),
    ],
)
def test_mistakes_in_parameters(parameters: str, code: str, words: str) -> None:
    """A parameter that cannot be read says what is wrong with which entry."""
    finding = only(findings(parameters=parameters))
    assert finding.code == code
    assert words in finding.message
    assert finding.element in ("u", "v")
    assert finding.where is not None


@pytest.mark.parametrize(
    ("declaration", "code", "words"),
    [
        ("X = {a, b, a}", "duplicate-member", "a"),
        ("X = {a, (b, c)}", "bad-member", "same number"),
        ("X = 1..2.5", "bad-range", "whole"),
        ("X = 1..100000000", "bad-range", "more than"),
        ("X = P | A", "bad-member", "2-tuples"),
        ("X = {t / 2 for t in T}", "bad-member", "whole"),
        ("X = Y | {a}", "unknown-name", "'Y'"),
        ("X", "missing-data", "'X'"),
        ("X[P] = {Lyon: {a}, Rome: {b}}", "extra-key", "Rome"),
        ("X[P] = {Lyon: {a}, Lyon: {b}}", "duplicate-key", "Lyon"),
    ],
)
def test_mistakes_in_sets(declaration: str, code: str, words: str) -> None:
    """A set that cannot be read says what is wrong with which member."""
    finding = only(findings(sets=declaration))
    assert (finding.code, finding.element) == (code, "X")
    assert words in finding.message


def test_definitions_in_a_circle_are_shown() -> None:
    """Parameters and sets that need each other are reported with the way round."""
    found = findings(parameters="u = v + 1\nv = w\nw = 2 * u")
    assert {item.code for item in found} == {"circular-definition"}
    assert "u -> v -> w -> u" in found[0].message
    assert findings(sets="X = Y\nY = X")[0].code == "circular-definition"


def test_every_element_that_fails_is_reported() -> None:
    """One reading finds the mistakes of all elements, each once."""
    found = findings(sets="X = {a, a}", parameters="u[P] = [1]\nv[x in X] = 1\nw = u[Lyon]")
    assert [(item.code, item.element) for item in found] == [("duplicate-member", "X"), ("wrong-shape", "u")]


@pytest.mark.parametrize(
    ("declaration", "given_value", "code", "words"),
    [
        ("u[T]", [1, 2, float("nan")], "not-finite", "3"),
        ("u[T]", [1, float("inf"), 2], "not-finite", "2"),
        ("u[T]", {1: 1, 2: "x", 3: 2}, "not-a-number", "'x'"),
        ("u[T]", {1: 1, 2: None, 3: 2}, "not-a-number", "None"),
        ("u[T]", {1: 1, 2: 2}, "missing-entry", "3"),
        ("u[T]", {1: 1, 2: 2, 3: 3, 4: 4}, "extra-key", "4"),
        ("u[T]", [1, 2], "wrong-shape", "2 values"),
        ("u", object(), "not-a-number", "object"),
        ("u", float("nan"), "not-finite", "nan"),
        ("u[T]", "missing.csv", "missing-file", "missing.csv"),
    ],
)
def test_mistakes_in_values_from_outside(declaration: str, given_value: object, code: str, words: str) -> None:
    """What a program passes in is checked like what the formulation says."""
    finding = only(findings(parameters=declaration, tables={"u": given_value}))
    assert (finding.code, finding.element) == (code, "u")
    assert words in finding.message


@pytest.mark.parametrize("given_value", [3, "missing.csv", ["a", "a"], [("a", "b"), "c"], [1.5], [None], {"a": 1}])
def test_mistakes_in_sets_from_outside(given_value: object) -> None:
    """A set takes a list of distinct labels."""
    finding = only(findings(sets="X", tables={"X": given_value}))
    assert finding.code in ("bad-member", "duplicate-member", "missing-file")
    assert finding.element == "X"


def test_unknown_names_in_the_data_are_reported() -> None:
    """A misspelled name among the data is an error with a suggestion."""
    finding = only(findings(parameters="demand[T] = 1", tables={"demnad": 2}))
    assert finding.code == "unknown-name"
    assert finding.hint == "Did you mean 'demand'?"


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("Lyon,1\nTurin,x1\n", "not-a-number", "Row 2, column 2"),
        ("plant,tons\nLyon,1\nTurin,\n", "not-a-number", "Row 3, column 2"),
        ("plant,tons\nLyon,1\nTurin\n", "wrong-shape", "row 3 (1)"),
        ("plant,region,tons\nLyon,n,1\n", "wrong-shape", "3 columns"),
        ("Lyon,1\n", "missing-entry", "Turin"),
        ("Lyon,1\nTurin,nan\n", "not-finite", "Row 2, column 2"),
        ("Lyon,1\nTurin,2\nRome,3\n", "extra-key", "Rome"),
        ("", "empty-table", "empty"),
    ],
)
def test_mistakes_in_csv_tables(tmp_path: Path, text: str, code: str, words: str) -> None:
    """A bad cell is named by row and column as an editor counts them."""
    (tmp_path / "u.csv").write_text(text, encoding="utf-8")
    finding = only(findings(parameters='u[P] = table "u.csv"', folder=tmp_path))
    assert finding.code == code
    assert words in finding.message


def test_tables_that_are_not_utf8_are_reported(tmp_path: Path) -> None:
    """A file in another encoding is an error, not nonsense labels."""
    (tmp_path / "u.csv").write_bytes("Lyon,1\nTürin,2\n".encode("latin-1"))
    assert only(findings(parameters='u[P] = table "u.csv"', folder=tmp_path)).code == "not-utf8"


def test_a_matrix_table_names_a_bad_cell(tmp_path: Path) -> None:
    """In the matrix layout, too, row and column of a bad cell are told."""
    (tmp_path / "u.csv").write_text("plant,1,2,3\nLyon,1,2,3\nTurin,4,?,6\n", encoding="utf-8")
    finding = only(findings(parameters='u[P, T] = table "u.csv"', folder=tmp_path))
    assert "Row 3, column 3" in finding.message
