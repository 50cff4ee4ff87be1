"""LP files of several dialects, each against HiGHS's own reader where that can read it."""

from __future__ import annotations

from pathlib import Path

import pytest

from nl2opt.errors import Nl2optError
from nl2opt.formulation.text_parser import parse
from nl2opt.formulation.text_printer import to_text
from nl2opt.solvers.api import solve
from nl2opt.solvers.readers.lp import read_lp
from nl2opt.solvers.readers.read import import_model
from nl2opt.solvers.result import Status
from tests.solvers.readers.highs_reader import highs_optimum

PLAIN = r"""\ a comment
Maximize
 profit: 3 x + 2 y
   - 4 z \ another one
Subject To
 c1: x + y <= 5
 c2: x + z >= -3
Bounds
 -inf <= y <= 10
 z free
 0 <= x <= 4
Generals
 x
End
"""


def ours(folder: Path, text: str) -> float | None:
    """The optimum of the imported formulation, which must survive being printed and parsed."""
    path = folder / "model.lp"
    path.write_text(text)
    formulation = import_model(path).formulation
    assert parse(to_text(formulation)) == formulation
    return solve(formulation).objective


def test_reads_what_highs_reads(tmp_path: Path) -> None:
    """A model with comments, wrapped lines, a free and an integer variable has HiGHS's optimum."""
    assert ours(tmp_path, PLAIN) == pytest.approx(42.0)
    assert highs_optimum(tmp_path / "model.lp") == pytest.approx(42.0)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Maximize", "max"),
        ("Maximize", "MAXIMIZE"),
        ("Maximize", "min"),
        (" profit: 3 x", "3 x"),
        ("3 x + 2 y", "3x+2y"),
        ("3 x + 2 y", "2.5e-01 x + 2.E+0 y"),
        ("3 x + 2 y", "3 x + 2 y + 7"),
        ("3 x + 2 y", "7 + 3 x - - 2 y"),
        ("Subject To", "st"),
        ("Subject To", "s.t."),
        ("Subject To", "such that"),
        (" c1: x + y <= 5\n c2: ", " x + y <= 5\n "),
        ("c1: x + y <= 5", "c1:x+y<=5"),
        ("c1: x + y <= 5", "c1: x\n + y\n <=\n 5"),
        ("<= 5", "= 5"),
        (" z free", " z >= -infinity"),
        (" z free", " z >= -1e30"),
        ("z free", "z FREE"),
        ("0 <= x <= 4", "x <= 4"),
        ("0 <= x <= 4", "x = 3"),
        ("0 <= x <= 4", "4 >= x\n 1 <= x"),
        ("0 <= x <= 4", "x <= 4\n unused <= 3"),
        ("Generals", "General"),
        ("Generals", "integer"),
        ("Generals", "gen"),
        (" 0 <= x <= 4\nGenerals", "Binaries"),
        (" z free", " z free\n -2 <= w <= -1"),
    ],
)
def test_dialects_mean_what_highs_says(tmp_path: Path, old: str, new: str) -> None:
    """Ways to write the same model have the optimum that HiGHS's reader and solver find."""
    assert old in PLAIN
    found = ours(tmp_path, PLAIN.replace(old, new))
    expected = highs_optimum(tmp_path / "model.lp")
    assert found == (None if expected is None else pytest.approx(expected))


@pytest.mark.parametrize(
    ("row", "optimum"),
    [
        ("c1: -5 <= x + y <= 5", 42.0),
        ("c1: 5 >= x + y >= -5", 42.0),
        ("c1: 5 >= x + y", 42.0),
        ("c1: x + y < 5", 42.0),
        ("c1: x + y =< 5", 42.0),
        ("c1: -5 <= x + y <= 4\n c1b: 2 <= x <= 3", 35.0),
        ("c1: x + y - 2 <= 3", 42.0),
        ("c1: 2 * x + 2 * y <= 10", 42.0),
        ("c1: [ y ^2 ] <= 4\n c1b: x + y <= 5", 42.0),
        ("c1: x + [ 2 y ^2 - y * y ] <= 5", 42.0),
    ],
)
def test_reads_ranges_constants_and_products(tmp_path: Path, row: str, optimum: float) -> None:
    """Constraints of CPLEX's dialect that HiGHS's reader refuses have the optimum that hand calculation gives."""
    assert ours(tmp_path, PLAIN.replace("c1: x + y <= 5", row)) == pytest.approx(optimum)


def test_reads_quadratic_objectives(tmp_path: Path) -> None:
    """The brackets of an objective are halved, and a constant may stand behind them."""
    text = PLAIN.replace("3 x + 2 y\n   - 4 z", "3 x + 2 y - 4 z + [ - 2 y ^2 + 2 y * z - 4 z ^2 ] / 2 + 10")
    assert ours(tmp_path, text.replace("Generals\n x\n", "")) == pytest.approx(24.2857142857)
    model = read_lp(text, "model.lp")
    assert model.products == {(1, 1): -1.0, (1, 2): 1.0, (2, 2): -2.0}


def test_reads_indicators(tmp_path: Path) -> None:
    """``b = 1 -> ...`` holds only where the binary variable says so."""
    text = "Max\n 3 x - 5 b\nst\n on: b = 0 -> x <= 2\n off: b = 1 -> x <= 3\nBounds\n x <= 9\nBinaries\n b\nEnd\n"
    path = tmp_path / "model.lp"
    path.write_text(text)
    formulation = import_model(path).formulation
    assert "on: not b implies x <= 2" in to_text(formulation)
    assert solve(formulation).objective == pytest.approx(6.0)


def test_keeps_names_or_says_how_they_changed(tmp_path: Path) -> None:
    """A legal name stays; another becomes legal, stays unique, and the old one is its note."""
    path = tmp_path / "model.lp"
    path.write_text("Min\n a(1) + a.1 + a_1 + sum + b\nst\n c(1): a(1) + a.1 + a_1 + sum + b >= 1\nEnd\n")
    result = import_model(path)
    assert result.renamed == {"a(1)": "a_1_2", "a.1": "a_1_3", "sum": "sum_", "c(1)": "c_1"}
    notes = {variable.name: variable.note for variable in result.formulation.variables}
    assert notes == {"a_1_2": "a(1)", "a_1_3": "a.1", "a_1": "", "sum_": "sum", "b": ""}


def test_contradicting_bounds_are_infeasible(tmp_path: Path) -> None:
    """Bounds that cross, and an empty row that is false, make a model infeasible, not wrong."""
    for text in (
        "Min\n x\nst\n c: x >= 1\nBounds\n 3 <= x <= 2\nEnd\n",
        "Min\n x\nst\n c: 0 x >= 1\nEnd\n",
    ):
        (tmp_path / "model.lp").write_text(text)
        assert solve(import_model(tmp_path / "model.lp").formulation).status is Status.INFEASIBLE


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("Min\n x\nst\n c: x >= y\nEnd\n", 4, "one number"),
        ("Min\n x\nst\n c: x + y 3\nEnd\n", 4, "'3' stands here"),
        ("Min\n x\nst\n c: x >= 1\n c: x <= 2\nEnd\n", 5, "'c' comes twice"),
        ("Min\n x\nst\n c: x >= 1\n", 4, "without 'End'"),
        ("Min\n x + \nst\n c: x >= 1\nEnd\n", 2, "the end of the section"),
        ("x + y\nst\n c: x >= 1\nEnd\n", 1, "before the objective"),
        ("\n\nst\n c: x >= 1\nEnd\n", 1, "no objective"),
        ("Min\n x\nMax\n y\nst\n c: x >= 1\nEnd\n", 3, "second objective"),
        ("Min\n x\nst\n c: x >= 1\nBounds\n x = y\nEnd\n", 6, "A number is expected"),
        ("Min\n x\nst\n c: x >= 1\nBounds\n x <= -inf\nEnd\n", 6, "no value"),
        ("Min\n x\nst\n c: x >= 1\nGenerals\n x 3\nEnd\n", 6, "'3' is no variable"),
        ("Min\n x\nst\n c: x >= 1\nSemi-continuous\n x\nEnd\n", 6, "'x' is semi-continuous"),
        ("Min\n x\nst\n c: x >= 1\nSOS\n s1: S1:: x:1\nEnd\n", 5, "special ordered sets"),
        ("Min\n x\nst\n c: [ x ^3 ] >= 1\nEnd\n", 4, "The exponent 2"),
        ("Min\n x\nst\n c: [ x + y * x ] >= 1\nEnd\n", 4, "'^2' or '*'"),
        ("Min\n x\nst\n c: b = 2 -> x >= 1\nEnd\n", 4, "condition of an indicator"),
        ("Min\n x\nst\n c: 3 <= 4\nEnd\n", 4, "A variable is expected"),
        ("Min\n x\nst\n c: x + y ] >= 1\nEnd\n", 4, "']' stands here"),
        ("Min\n x\nst\n c: x @ y >= 1\nEnd\n", 4, "'@' stands here"),
        ("Min\n x\nst\n c: 3 / x >= 1\nEnd\n", 4, "'/' stands here"),
        ("Min\n x\nst\n c: x.. >= .\nEnd\n", 4, "'.' is not part"),
    ],
)
def test_mistakes_name_their_line(text: str, line: int, what: str) -> None:
    """An error says in which line what is wrong, and what to do."""
    with pytest.raises(Nl2optError) as caught:
        read_lp(text, "model.lp")
    assert caught.value.where == f"model.lp:{line}"
    assert what in f"{caught.value.what} {caught.value.hint}"
    assert caught.value.hint
