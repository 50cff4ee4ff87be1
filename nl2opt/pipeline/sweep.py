"""The optimum as a function of one number: the formulation solved again for each of its values."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from nl2opt.errors import MissingExtraError, Nl2optError
from nl2opt.formulation.changed import apply_changes
from nl2opt.formulation.changes import Action, parse_change
from nl2opt.formulation.data import load
from nl2opt.formulation.elements import Formulation, Sense
from nl2opt.pipeline.answer import Answer
from nl2opt.pipeline.given import solve_given
from nl2opt.pipeline.whatif import Changes
from nl2opt.solvers.lowering import lower
from nl2opt.solvers.program import Feature
from nl2opt.solvers.result import SolveOptions, Status

if TYPE_CHECKING:
    import pandas

MOST_VALUES = 1000
"""Solves of one sweep."""


@dataclass(frozen=True, slots=True)
class SweepPoint:
    """The answer for one value.

    Attributes:
        slope: the change of the objective for each unit since the point before; None at the first point and where one
            of the two has no objective.
    """

    value: float
    status: Status
    objective: float | None
    slope: float | None = None


@dataclass(frozen=True, slots=True)
class Bend:
    """Where the optimum of a linear model changes its slope.

    Attributes:
        first, last: the bend lies between them, or at them where they are equal.
        before, after: the slopes on both sides.
    """

    first: float
    last: float
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Sweep:
    """The optimum for each value of one number.

    Attributes:
        target: what was changed, ``supply[Lyon]``.
        formulation: what was solved, before the number was changed.
        points: in the order of the values.
        bends: of a linear model, whose optimum is piecewise linear in a limit or a cost.
    """

    target: str
    formulation: Formulation
    points: tuple[SweepPoint, ...]
    bends: tuple[Bend, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The sweep as JSON-ready data."""
        return {
            "target": self.target,
            "points": [
                {
                    "value": point.value,
                    "status": str(point.status),
                    "objective": point.objective,
                    "slope": point.slope,
                }
                for point in self.points
            ],
            "bends": [
                {"from": bend.first, "to": bend.last, "slope_before": bend.before, "slope_after": bend.after}
                for bend in self.bends
            ],
        }

    def to_frame(self) -> pandas.DataFrame:
        """The points as a table of pandas, with the columns ``value, status, objective, slope``.

        Raises:
            MissingExtraError: pandas is not installed.
        """
        try:
            import pandas
        except ImportError:
            raise MissingExtraError("A sweep as a DataFrame", "pandas", "notebook") from None
        rows = [(point.value, str(point.status), point.objective, point.slope) for point in self.points]
        return pandas.DataFrame(rows, columns=["value", "status", "objective", "slope"])

    def render(self, width: int = 80) -> str:
        """The sweep for a terminal ``width`` characters wide."""
        from nl2opt.render.comparison import sweep_sections
        from nl2opt.render.sections import sections_text

        return sections_text(sweep_sections(self), width)

    def __str__(self) -> str:
        return self.render().rstrip()

    def __repr__(self) -> str:
        return f"<Sweep of {self.target}: {len(self.points)} points>"

    def _repr_html_(self) -> str:
        from nl2opt.render.comparison import sweep_sections
        from nl2opt.render.sections import sections_html

        return sections_html(sweep_sections(self))


def sweep_values(text: str) -> tuple[str, tuple[float, ...]]:
    """The target and the values of ``supply[Lyon]=100:200:10``, both ends included.

    Raises:
        Nl2optError: it is no sweep, or has more than ``MOST_VALUES`` values.
    """
    hint = "Write supply[Lyon]=100:200:10, for 100, 110, ..., 200."
    target, equals, span = text.rpartition("=")
    parts = span.split(":")
    try:
        first, last, step = (float(part) for part in parts)
    except ValueError:
        raise Nl2optError(f"'{text}' is no sweep.", hint=hint) from None
    if not equals or not target.strip() or not all(map(math.isfinite, (first, last, step))):
        raise Nl2optError(f"'{text}' is no sweep.", hint=hint)
    if not step or (last - first) / step < 0:
        raise Nl2optError(f"The sweep '{text}' never gets from {first:g} to {last:g}.", hint=hint)
    count = math.floor((last - first) / step + 1e-9) + 1
    if count > MOST_VALUES:
        raise Nl2optError(
            f"The sweep '{text}' has {count:,} values; {MOST_VALUES:,} is the most.", hint="Widen the step."
        )
    return target.strip(), tuple(float(f"{first + place * step:.12g}") for place in range(count))


def sweep(
    given: Answer,
    text: str,
    changes: Changes = (),
    options: SolveOptions | None = None,
    *,
    on_point: Callable[[int, int], None] | None = None,
) -> Sweep:
    """Solve the formulation of an answer for each value of one number.

    Args:
        given: the answer whose formulation and data are used.
        text: what is changed and its values, ``supply[Lyon]=100:200:10``.
        changes: made once, before.
        options: of the solver.
        on_point: told how many of how many values are done.

    Raises:
        Nl2optError: the text or a change cannot be read or applied, or the engine cannot be used.
        FormulationError: a changed formulation has mistakes.
    """
    target, values = sweep_values(text)
    if parse_change(f"{target}=0").action is not Action.SET:
        raise Nl2optError(f"'{text}' is no sweep.", hint="Write supply[Lyon]=100:200:10.")
    options = options or given.options or SolveOptions()
    start = apply_changes(given.formulation, changes, tables=given.tables, folder=given.folder)

    def solved(value: float) -> Answer:
        changed = apply_changes(start.formulation, [f"{target}={value!r}"], tables=start.tables, folder=given.folder)
        return solve_given(changed.formulation, options, tables=changed.tables, folder=given.folder)

    points: list[SweepPoint] = []
    for place, value in enumerate(values):
        points.append(_point(value, solved(value), points[-1] if points else None))
        if on_point is not None:
            on_point(place + 1, len(values))
    program = lower(start.formulation, load(start.formulation, start.tables, given.folder)).program
    linear = program.features <= {Feature.LINEAR, Feature.CONTINUOUS}
    bends = _Bends(points, lambda value: solved(value).objective).found() if linear else ()
    return Sweep(target, start.formulation, tuple(points), tuple(bends))


def _point(value: float, answer: Answer, last: SweepPoint | None) -> SweepPoint:
    objective = answer.objective if answer.formulation.objective.sense is not Sense.SATISFY else None
    if last is None or objective is None or last.objective is None:
        return SweepPoint(value, answer.status, objective)
    slope = (objective - last.objective) / (value - last.value)
    size = max(1.0, abs(objective), abs(last.objective)) / abs(value - last.value)
    return SweepPoint(value, answer.status, objective, 0.0 if abs(slope) <= 1e-9 * size else slope)


class _Bends:
    """Looks for the bends of a piecewise linear function that is known at some points and can be asked for more.

    Args:
        points: in order.
        ask: the function.
    """

    def __init__(self, points: list[SweepPoint], ask: Callable[[float], float | None]) -> None:
        self.points = points
        self.ask = ask

    def found(self) -> Iterator[Bend]:
        """The bends in order; each is pinned down where solving once or twice more can do it."""
        slopes = [point.slope for point in self.points]
        segment = 2
        while segment < len(slopes):
            before, here = slopes[segment - 1], slopes[segment]
            if before is None or here is None or self._same(segment, before, here):
                segment += 1
                continue
            after = slopes[segment + 1] if segment + 1 < len(slopes) else None
            inside = None if after is None or self._same(segment, here, after) else self._inside(segment, before, after)
            if inside is not None and after is not None:
                yield Bend(inside, inside, before, after)
                segment += 2
                continue
            one, two = self.points[segment - 2], self.points[segment]
            straight = self._straight(segment - 1) and self._straight(segment)
            at = self.points[segment - 1].value
            yield Bend(at, at, before, here) if straight else Bend(one.value, two.value, before, here)
            segment += 1

    def _same(self, segment: int, one: float, two: float) -> bool:
        width = abs(self.points[segment].value - self.points[segment - 1].value)
        size = max(1.0, abs(self.points[segment].objective or 0.0))
        return abs(one - two) <= max(1e-6 * max(abs(one), abs(two)), 1e-7 * size / width)

    def _inside(self, segment: int, before: float, after: float) -> float | None:
        """Where the lines of the segments on both sides meet, if that is within this segment and on the function."""
        one, two = self.points[segment - 1], self.points[segment]
        if one.objective is None or two.objective is None or before == after:
            return None
        meeting = (two.objective - one.objective + before * one.value - after * two.value) / (before - after)
        low, high = sorted((one.value, two.value))
        margin = 1e-6 * (high - low)
        if not low + margin < meeting < high - margin:
            return None
        meeting = float(f"{meeting:.9g}")
        value = self.ask(meeting)
        expected = one.objective + before * (meeting - one.value)
        return meeting if value is not None and math.isclose(value, expected, rel_tol=1e-6, abs_tol=1e-6) else None

    def _straight(self, segment: int) -> bool:
        one, two = self.points[segment - 1], self.points[segment]
        if one.objective is None or two.objective is None:
            return False
        value = self.ask((one.value + two.value) / 2)
        middle = (one.objective + two.objective) / 2
        return value is not None and math.isclose(value, middle, rel_tol=1e-7, abs_tol=1e-7)
