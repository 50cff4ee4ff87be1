"""Directions in which an objective improves without end."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings

from nl2opt.formulation.data import load
from nl2opt.formulation.elements import Objective
from nl2opt.formulation.text_parser import parse
from nl2opt.solvers import evaluate
from nl2opt.solvers.api import solve_program
from nl2opt.solvers.explain.budget import Budget
from nl2opt.solvers.explain.direction import Direction, find_direction
from nl2opt.solvers.lowering import lower
from nl2opt.solvers.result import Status
from tests.solvers.explain.small_models import NAMES, SmallModel, small_models


def direction_of(text: str) -> Direction:
    """The direction of a model that has one."""
    formulation = parse(text)
    found = find_direction(formulation, load(formulation), Budget(60.0))
    assert found is not None
    return found


def moves(direction: Direction) -> dict[str, float]:
    """The step of each variable."""
    return {step.label: step.amount for step in direction.steps}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(small_models(goal=True))
def test_every_step_keeps_the_constraints_and_gains(model: SmallModel) -> None:
    """From a feasible point, any number of steps stays feasible, and each gains the same."""
    assume(model.status() is Status.UNBOUNDED)
    formulation = model.formulation()
    direction = find_direction(formulation, load(formulation), Budget(60.0))
    assert direction is not None
    assert direction.proven
    program = lower(formulation, load(formulation)).program
    start = solve_program(lower(replace(formulation, objective=Objective()), load(formulation)).program).x
    assert start is not None
    ray = np.array([moves(direction).get(name, 0.0) for name in NAMES[: len(model.variables)]])
    for count in (1, 7, 1000):
        point = start + count * ray
        assert evaluate.worst_violation(program, point).amount <= 1e-6
        gained = evaluate.objective(program, point) - evaluate.objective(program, start)
        assert direction.gain is not None
        assert gained == pytest.approx(count * direction.gain, rel=1e-6, abs=1e-6)
        assert gained > 0


def test_few_variables_in_small_numbers() -> None:
    """The direction has no variable too many, and whole steps."""
    direction = direction_of(
        "## Variables\ncakes >= 0 integer\npies >= 0 integer\nbread >= 0\n## Objective\n"
        "maximize 12*cakes + 9*pies + bread\n## Constraints\n"
        "ratio: 2*cakes == 3*pies\nshop: bread <= 7\nlow: pies >= 1\n"
    )
    assert moves(direction) == {"cakes": 3, "pies": 2}
    assert direction.gain == 54
    assert [member.text for member in direction.untouched] == ["2*cakes == 3*pies", "pies >= 1"]


def test_binaries_do_not_run_away() -> None:
    """A big-M row limits nothing where its binary is 1, but it limits the direction."""
    direction = direction_of(
        "## Variables\nx >= 0\ny >= 0\nopen binary\n## Objective\nminimize -x - y\n## Constraints\n"
        "link: x <= 100*open\nother: y >= x\n"
    )
    assert moves(direction) == {"y": 1}


def test_convex_quadratic() -> None:
    """Where the quadratic part is flat, the linear part runs away."""
    direction = direction_of(
        "## Variables\nx >= 0\ny >= 0\n## Objective\nmaximize 3*x + y - (x - y)**2\n## Constraints\nlow: x >= 1\n"
    )
    assert moves(direction) == {"x": 1, "y": 1}
    assert direction.gain == 4
    assert direction.proven


def test_nonlinear_is_seen_not_proven() -> None:
    """For other models, what goes to the ends of large boxes is reported as seen."""
    direction = direction_of(
        "## Variables\nx >= 0\ny >= 0\nw <= 7\n## Objective\nmaximize x*y + w\n## Constraints\n"
        "a: x <= 5\nb: x + y >= 1\n"
    )
    assert moves(direction) == {"y": 1}
    assert not direction.proven
    assert direction.gain is None


def test_no_time() -> None:
    """Without time nothing is found, and nothing is claimed."""
    formulation = parse("## Variables\nx\n## Objective\nmaximize x\n")
    assert find_direction(formulation, load(formulation), Budget(0.0)) is None
