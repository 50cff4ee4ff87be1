"""Scripts of random models mean what the formulation means, whatever sets, conditions and data they have."""

from __future__ import annotations

import contextlib
import io

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from nl2opt.formulation.diagnostics import FormulationError
from nl2opt.formulation.text_parser import parse
from nl2opt.solvers.api import solve
from nl2opt.solvers.result import Status
from nl2opt.solvers.writers.registry import writer
from tests.solvers.worlds import VARIABLES, affine_text, data, indexed_names
from tests.solvers.writers.scripts import objective_of


def printed_by(code: str) -> str:
    """What a script prints; run in this process, which HiGHS shares with us anyway."""
    screen = io.StringIO()
    with contextlib.redirect_stdout(screen):
        exec(compile(code, "script.py", "exec"), {"__name__": "__main__"})
    return screen.getvalue()


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    phases=[Phase.generate],
)
@given(data(), indexed_names(), st.sampled_from(("<=", ">=")), st.integers(-9, 9), st.data())
def test_random_script_finds_our_optimum(
    world: str, head: tuple[str, object], operator: str, side: int, more: st.DataObject
) -> None:
    """A script for highspy and our own engine agree on random affine models (law)."""
    index, scope = head
    body = more.draw(affine_text(scope))
    goal = more.draw(affine_text(type(scope)()))
    text = f"{world}{VARIABLES}## Objective\nminimize {goal} + sum(x[p] for p in P)\n## Constraints\n"
    text += f"row{index}: {body} {operator} {side}\nbox: -50 <= z <= 50\nsome[i in A]: f[i] <= 9\n"
    formulation = parse(text)
    try:
        solution = solve(formulation)
    except FormulationError:
        assume(False)
    assume(solution.status is Status.OPTIMAL)
    code = writer("highspy").write(formulation)
    assert objective_of(printed_by(code)) == pytest.approx(solution.objective, rel=1e-6, abs=1e-6), code
