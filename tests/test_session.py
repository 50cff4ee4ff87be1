"""What ``import nl2opt`` offers."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import nl2opt
from nl2opt.formulation.diagnostics import FormulationError

PLAN = "## Variables\nx <= 4 integer\ny <= 3\n## Objective\nmaximize 3*x + y\n"


def test_import_loads_nothing() -> None:
    """``import nl2opt`` loads no other module of the package, and no library."""
    code = "import sys, nl2opt; print([n for n in sys.modules if n.startswith('nl2opt.') or n in ('numpy', 'highspy')])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "[]"


@pytest.mark.parametrize("name", nl2opt.__all__)
def test_every_name_is_there(name: str) -> None:
    """Every public name can be used."""
    assert getattr(nl2opt, name) is not None


def test_the_facade_is_small() -> None:
    """The facade has at most sixty names, all of them shown by ``dir``."""
    assert len(nl2opt.__all__) <= 60
    assert set(nl2opt.__all__) <= set(dir(nl2opt))


def test_unknown_name() -> None:
    """A name that is not there is an ``AttributeError``, as for any module."""
    with pytest.raises(AttributeError, match="no attribute 'sovle'"):
        nl2opt.sovle  # noqa: B018


def test_solve_a_formulation() -> None:
    """A formulation is solved without a language model, and the answer holds it."""
    plan = nl2opt.parse(PLAN)
    answer = nl2opt.solve(plan)
    assert (answer.status, answer.objective) == (nl2opt.Status.OPTIMAL, 15)
    assert answer.formulation == plan
    assert (answer.cost.drafts, answer.cost.solves, answer.run) == (0, 1, None)


@pytest.mark.parametrize("as_path", [True, False])
def test_solve_a_file(tmp_path: Path, as_path: bool) -> None:
    """A ``.5e`` file is solved by its path or by its name."""
    path = tmp_path / "plan.5e"
    path.write_text(PLAN)
    assert nl2opt.solve(path if as_path else str(path)).objective == 15


def test_solve_a_formulation_text() -> None:
    """A text in the formulation language is recognized and needs no language model."""
    assert nl2opt.solve(PLAN).objective == 15


def test_options_reach_the_solver() -> None:
    """The engine is the one that was asked for."""
    assert nl2opt.solve(PLAN, solver="scip").solution.engine == "scip"


def test_mistakes_are_raised_with_their_place() -> None:
    """A formulation with mistakes is not solved; the error shows where they are."""
    with pytest.raises(FormulationError, match="<text>:5:12: error") as caught:
        nl2opt.solve(PLAN.replace("3*x", "3*z"))
    assert [item.code for item in caught.value.diagnostics] == ["unknown-name"]


def test_mistakes_in_the_data_are_raised_with_their_place() -> None:
    """What shows only in the data is raised with line and column too."""
    with pytest.raises(FormulationError, match="<text>:3:"):
        nl2opt.solve("## Parameters\na = 0\nb = 1 / a\n## Variables\nx <= b\n## Objective\nmaximize x\n")


def test_warnings_are_checks_that_did_not_pass() -> None:
    """A warning does not stop a solve, and is shown beside the answer."""
    answer = nl2opt.solve("## Parameters\nspare = 3\n" + PLAN)
    assert answer.objective == 15
    assert any("spare" in check.message and not check.passed for check in answer.checks)


@pytest.mark.parametrize(
    ("problem", "codes"),
    [(PLAN, []), (PLAN.replace("3*x", "3*xx"), ["unknown-name"]), ("## Nonsense\n", None)],
)
def test_check(problem: str, codes: list[str] | None) -> None:
    """``check`` returns findings and raises nothing, whatever is wrong."""
    found = [item.code for item in nl2opt.check(problem) if item.severity == "error"]
    assert found == codes if codes is not None else found


def test_check_a_formulation() -> None:
    """A formulation made by code is checked like its text."""
    assert nl2opt.check(nl2opt.parse(PLAN)) == []


def test_text_of_a_formulation() -> None:
    """``to_text`` and ``parse`` are inverse to each other."""
    plan = nl2opt.parse(PLAN)
    assert nl2opt.parse(nl2opt.to_text(plan)) == plan


def test_answer_for_a_notebook() -> None:
    """An answer shows itself as LaTeX and as HTML with a table."""
    answer = nl2opt.solve(PLAN)
    assert "\\max" in answer._repr_latex_()
    assert "<table>" in answer._repr_html_()


@pytest.mark.model
def test_the_model_stays_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second problem is solved by the model that the first one opened; another model replaces it."""
    from nl2opt import session

    monkeypatch.setenv("NL2OPT_RUNS", str(tmp_path))
    problem = "Choose how many apples and pears to buy, at most 4 apples and at most {} pears, to have the most fruit."
    first = nl2opt.solve(problem.format(3))
    opened = session._kept_session(None, None, None, None).model
    second = nl2opt.solve(problem.format(6))
    assert session._kept_session(None, None, None, None).model is opened
    assert (first.objective, second.objective) == (7, 10)
    assert second.run is not None
    assert second.run.parent == tmp_path
    session._close_kept()
