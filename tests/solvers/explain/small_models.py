"""Random small models as lists of lines, so that a test can leave lines out without the code that it tests."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from hypothesis import strategies as st

from nl2opt.formulation.elements import Formulation
from nl2opt.formulation.text_parser import parse
from nl2opt.solvers.api import solve
from nl2opt.solvers.explain.members import Member, MemberKind
from nl2opt.solvers.result import Status

NAMES = ("u", "v", "w")


@dataclass(frozen=True)
class SmallModel:
    """Up to three variables, each with ``(lower, upper, whole)``, and rows ``(coefficients, sign, right side)``."""

    variables: tuple[tuple[int | None, int | None, bool], ...]
    rows: tuple[tuple[tuple[int, ...], str, int], ...]
    goal: tuple[int, ...] = ()

    def parts(self) -> list[tuple[MemberKind, str]]:
        """Everything that can be left out."""
        found: list[tuple[MemberKind, str]] = []
        for name, (lower, upper, whole) in zip(NAMES, self.variables):
            found += [(MemberKind.LOWER, name)] if lower is not None else []
            found += [(MemberKind.UPPER, name)] if upper is not None else []
            found += [(MemberKind.INTEGER, name)] if whole else []
        return found + [(MemberKind.CONSTRAINT, f"row{place}") for place in range(len(self.rows))]

    def text(self, kept: Collection[tuple[MemberKind, str]] | None = None) -> str:
        """The model with some of its parts; with all of them by default."""
        parts = set(self.parts() if kept is None else kept)
        lines = ["## Variables"]
        for name, (lower, upper, whole) in zip(NAMES, self.variables):
            low = f"{lower} <= " if (MemberKind.LOWER, name) in parts and lower is not None else ""
            up = f" <= {upper}" if (MemberKind.UPPER, name) in parts and upper is not None else ""
            if low and not up:
                low, up = "", f" >= {lower}"
            lines.append(
                f"{low}{name}{up} {'integer' if whole and (MemberKind.INTEGER, name) in parts else ''}".strip()
            )
        goal = " + ".join(f"{c}*{name}" for c, name in zip(self.goal, NAMES))
        lines += ["## Objective", f"maximize {goal}" if goal else "satisfy", "## Constraints"]
        for place, (coefficients, sign, right) in enumerate(self.rows):
            if (MemberKind.CONSTRAINT, f"row{place}") in parts:
                left = " + ".join(f"{c}*{name}" for c, name in zip(coefficients, NAMES))
                lines.append(f"row{place}: {left} {sign} {right}")
        return "\n".join(lines) + "\n"

    def formulation(self, kept: Collection[tuple[MemberKind, str]] | None = None) -> Formulation:
        """The model, parsed."""
        return parse(self.text(kept))

    def status(self, kept: Collection[tuple[MemberKind, str]] | None = None) -> Status:
        """What a solve of the model says."""
        return solve(self.formulation(kept)).status


def part_of(member: Member) -> tuple[MemberKind, str]:
    """The line that a member of a conflict stands for."""
    return member.kind, member.name


@st.composite
def small_models(draw: st.DrawFn, *, boxed: bool = False, goal: bool = False) -> SmallModel:
    """Models with small whole numbers; ``boxed`` ones have all bounds, whole variables, and no right side of 0."""
    count = draw(st.integers(1, 3))
    coefficient = st.integers(-4, 4)
    variables = []
    for _ in range(count):
        if boxed:
            variables.append((draw(st.integers(0, 1)), draw(st.integers(2, 3)), True))
            continue
        lower = draw(st.none() | st.integers(-3, 3))
        upper = draw(st.none() | st.integers(0 if lower is None else lower, 6))
        # (0, 1) would be shown as one member that is binary.
        whole = draw(st.booleans()) and (lower, upper) != (0, 1)
        variables.append((lower, upper, whole))
    right = st.integers(-9, 9).filter(bool) if boxed else st.integers(-9, 9)
    row = st.tuples(st.tuples(*[coefficient] * count).filter(any), st.sampled_from(["<=", ">=", "=="]), right)
    rows = draw(st.lists(row, min_size=1, max_size=5))
    costs = draw(st.tuples(*[coefficient] * count).filter(any)) if goal else ()
    return SmallModel(tuple(variables), tuple(rows), costs)
