"""Formulations that mean nothing: lowering them fails with a message for people, or not at all."""

from __future__ import annotations

import contextlib
from dataclasses import fields, is_dataclass, replace
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nl2opt.formulation.data import load
from nl2opt.formulation.diagnostics import FormulationError
from nl2opt.formulation.elements import Constraint, Formulation, Objective, Sense
from nl2opt.formulation.expressions import Generator, Name, Subscript
from nl2opt.formulation.text_parser import parse
from nl2opt.solvers.lowering import lower
from tests.formulation.strategies import bodies, expressions, formulations, indexes

RANDOM = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
WORLD = parse("""## Sets
P = {a, b, c}
T = 1..3
A = {(a, b), (b, c)}
NEXT[P] = {a: {b}, b: {c, a}}
## Parameters
k = 2
v[P] = [1, 2, 0]
m[P, T] = [[1, 2, 3], [0, 0, 0], [-1, 2, 1]]
## Variables
x[P] >= 0 <= 4
n[T] integer >= 0 <= 3
f[A] >= 0
z
y binary
## Objective
satisfy
""")
NAMES = ("P", "T", "A", "NEXT", "k", "v", "m", "x", "n", "f", "z", "y", "a", "b", "i", "j", "t", "x", "z", "y", "k")


def renamed(part: Any) -> Any:
    """A random expression with its names replaced by those that the world declares."""
    if isinstance(part, tuple):
        return tuple(renamed(item) for item in part)
    if not is_dataclass(part) or isinstance(part, type):
        return part
    changes = {item.name: renamed(getattr(part, item.name)) for item in fields(part) if item.name != "span"}
    if isinstance(part, Name):
        changes["id"] = NAMES[sum(map(ord, part.id)) % len(NAMES)]
    if isinstance(part, Subscript):
        changes["base"] = NAMES[sum(map(ord, part.base)) % len(NAMES)]
    if isinstance(part, Generator):
        changes["targets"] = tuple(NAMES[14 + sum(map(ord, name)) % 3] for name in part.targets)
    return replace(part, **changes)


@RANDOM
@given(formulations())
def test_nonsense_is_reported(formulation: Formulation) -> None:
    """No formulation that can be written makes lowering fail with anything but diagnostics."""
    with contextlib.suppress(FormulationError):
        lower(formulation, load(formulation))


@RANDOM
@given(bodies(), indexes(), expressions(), st.sampled_from(("minimize", "maximize")))
def test_nonsense_over_known_names_is_reported(body: Any, index: Any, objective: Any, sense: str) -> None:
    """The same where every name means something, so that most parts are lowered."""
    formulation = replace(
        WORLD,
        objective=Objective(sense=Sense(sense), expression=renamed(objective)),
        constraints=(Constraint("c", renamed(body)), Constraint("d", renamed(body), index=renamed(index))),
    )
    with contextlib.suppress(FormulationError):
        lower(formulation, load(formulation))
