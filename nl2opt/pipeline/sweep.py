"""The optimum as a function of one number: the formulation solved again for each of its values."""

from __future__ import annotations

import math
from collections.abc import Callable
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
        bends: whether the slope differs from the one before.
    """

    value: float
    status: Status
    objective: float | None
    slope: float | None = None
    bends: bool = False


@dataclass(frozen=True, slots=True)
class Sweep:
    """The optimum for each value of one number.

    Attributes:
        target: what was changed, ``supply[Lyon]``.
        formulation: what was solved, before the number was changed.
        points: in the order of the values.
        linear: whether the model is linear, so that the optimum is piecewise linear in a limit or a cost.
    """

    target: str
    formulation: Formulation
    points: tuple[SweepPoint, ...]
    linear: bool

    def to_dict(self) -> dict[str, Any]:
        """The sweep as JSON-ready data."""
        return {
            "target": self.target,
            "linear": self.linear,
            "points": [
                {
                    "value": point.value,
                    "status": str(point.status),
                    "objective": point.objective,
                    "slope": point.slope,
                    "bends": point.bends,
                }
                for point in self.points
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
        return self.render()

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
    points: list[SweepPoint] = []
    linear = True
    for place, value in enumerate(values):
        changed = apply_changes(start.formulation, [f"{target}={value!r}"], tables=start.tables, folder=given.folder)
        if not place:
            linear = _is_linear(changed.formulation, changed.tables, given)
        answer = solve_given(changed.formulation, options, tables=changed.tables, folder=given.folder)
        points.append(_point(value, answer, points[-1] if points else None))
        if on_point is not None:
            on_point(place + 1, len(values))
    return Sweep(target, start.formulation, tuple(points), linear)


def _point(value: float, answer: Answer, last: SweepPoint | None) -> SweepPoint:
    objective = answer.objective if answer.formulation.objective.sense is not Sense.SATISFY else None
    if last is None or objective is None or last.objective is None:
        return SweepPoint(value, answer.status, objective)
    slope = (objective - last.objective) / (value - last.value)
    size = max(1.0, abs(objective), abs(last.objective)) / abs(value - last.value)
    slope = 0.0 if abs(slope) <= 1e-9 * size else slope
    bends = last.slope is not None and abs(slope - last.slope) > max(1e-6 * abs(slope), 1e-7 * size)
    return SweepPoint(value, answer.status, objective, slope, bends)


def _is_linear(formulation: Formulation, tables: Any, given: Answer) -> bool:
    program = lower(formulation, load(formulation, tables=tables, folder=given.folder)).program
    return program.features <= {Feature.LINEAR, Feature.CONTINUOUS}
