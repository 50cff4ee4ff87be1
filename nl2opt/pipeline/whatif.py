"""What if: the answer to a changed formulation beside the old one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from nl2opt.errors import MissingExtraError
from nl2opt.formulation.changed import apply_changes
from nl2opt.formulation.changes import Change, parse_changes
from nl2opt.formulation.elements import Key
from nl2opt.pipeline.answer import Answer
from nl2opt.pipeline.given import solve_given
from nl2opt.solvers.explain.analysis import limits_at
from nl2opt.solvers.explain.explanation import ExplainOptions
from nl2opt.solvers.explain.optimum import Limit
from nl2opt.solvers.result import SolveOptions

if TYPE_CHECKING:
    import pandas

Changes = str | Iterable[str | Change] | Mapping[str, object]
"""One change, several, or a mapping such as ``{"supply[Lyon]": 150}``."""

_Place = tuple[str, Key, bool, str]

_SAME = 1e-6
"""Values and objectives (relative) that are nearer than this are the same."""


@dataclass(frozen=True, slots=True)
class Move:
    """A variable that has another value than before; None where it is not there, or there is no solution."""

    name: str
    key: Key
    before: float | None
    after: float | None


@dataclass(frozen=True)
class Comparison:
    """Two answers beside each other.

    Attributes:
        changes: as they were written.
        said: what they did, a sentence each.
        before: the old answer.
        after: the new one; an infeasible or unbounded one is explained.
    """

    changes: tuple[str, ...]
    said: tuple[str, ...]
    before: Answer
    after: Answer

    @property
    def difference(self) -> float | None:
        """How much larger the new objective is; None unless both answers have one."""
        if self.before.objective is None or self.after.objective is None:
            return None
        change = self.after.objective - self.before.objective
        return 0.0 if abs(change) <= 1e-9 * max(1.0, abs(self.before.objective)) else change

    @property
    def percent(self) -> float | None:
        """The difference in percent of the old objective; None where that is 0."""
        if self.difference is None or not self.before.objective:
            return None
        return 100 * self.difference / abs(self.before.objective)

    @cached_property
    def moves(self) -> tuple[Move, ...]:
        """The variables whose values differ, in the order of the formulation; empty unless both have a solution."""
        old, new = self.before.solution.values, self.after.solution.values
        if not old or not new:
            return ()
        found = []
        for name in dict.fromkeys((*old, *new)):
            was = dict(old[name].items()) if name in old else {}
            now = dict(new[name].items()) if name in new else {}
            for key in dict.fromkeys((*was, *now)):
                before, after = was.get(key), now.get(key)
                if before is None or after is None or abs(after - before) > _SAME * max(1.0, abs(before)):
                    found.append(Move(name, key, before, after))
        return tuple(found)

    @cached_property
    def _binding(self) -> tuple[dict[_Place, Limit], dict[_Place, Limit]]:
        sides = []
        for answer in (self.before, self.after):
            limits = limits_at(answer.formulation, answer.solution, tables=answer.tables, folder=answer.folder)
            sides.append(
                {(limit.name, limit.key, limit.is_bound, limit.relation): limit for limit in limits if limit.binding}
            )
        return sides[0], sides[1]

    @property
    def reached_now(self) -> tuple[Limit, ...]:
        """Limits that the new answer reaches and the old one did not."""
        before, after = self._binding
        return tuple(limit for place, limit in after.items() if place not in before)

    @property
    def no_longer_reached(self) -> tuple[Limit, ...]:
        """Limits that the old answer reached and the new one does not."""
        before, after = self._binding
        return tuple(limit for place, limit in before.items() if place not in after)

    def to_dict(self) -> dict[str, Any]:
        """The comparison as JSON-ready data."""
        return {
            "changes": list(self.changes),
            "said": list(self.said),
            "before": {"status": str(self.before.status), "objective": self.before.objective},
            "after": {"status": str(self.after.status), "objective": self.after.objective},
            "difference": self.difference,
            "percent": self.percent,
            "variables": [
                {"variable": move.name, "index": list(move.key), "before": move.before, "after": move.after}
                for move in self.moves
            ],
            "reached_now": [_limit_data(limit) for limit in self.reached_now],
            "no_longer_reached": [_limit_data(limit) for limit in self.no_longer_reached],
            "explanation": self.after.explanation.to_dict() if self.after.explanation is not None else None,
        }

    def to_frame(self) -> pandas.DataFrame:
        """Every variable as a table of pandas, with the columns ``variable, index, before, after, change``.

        Raises:
            MissingExtraError: pandas is not installed.
        """
        try:
            import pandas
        except ImportError:
            raise MissingExtraError("A comparison as a DataFrame", "pandas", "notebook") from None
        old, new = self.before.solution.values, self.after.solution.values
        rows = []
        for name in dict.fromkeys((*old, *new)):
            was = dict(old[name].items()) if name in old else {}
            now = dict(new[name].items()) if name in new else {}
            rows += [(name, key, was.get(key), now.get(key)) for key in dict.fromkeys((*was, *now))]
        frame = pandas.DataFrame(rows, columns=["variable", "index", "before", "after"])
        frame["change"] = frame["after"] - frame["before"]
        return frame

    def render(self, width: int = 80) -> str:
        """The comparison for a terminal ``width`` characters wide."""
        from nl2opt.render.comparison import comparison_sections
        from nl2opt.render.sections import sections_text

        return sections_text(comparison_sections(self), width)

    def __str__(self) -> str:
        return self.render().rstrip()

    def __repr__(self) -> str:
        return (
            f"<Comparison: {self.before.status} {self.before.objective} -> {self.after.status} {self.after.objective}>"
        )

    def _repr_html_(self) -> str:
        from nl2opt.render.comparison import comparison_sections
        from nl2opt.render.sections import sections_html

        return sections_html(comparison_sections(self))


def compare(
    before: Answer,
    changes: Changes,
    options: SolveOptions | None = None,
    *,
    explain: ExplainOptions | None = None,
) -> Comparison:
    """Solve the formulation of an answer again with changes.

    Args:
        before: the answer so far.
        changes: see ``nl2opt.formulation.changes``.
        options: of the solver.
        explain: how to explain a new answer that is infeasible or unbounded; None for the usual way.

    Raises:
        Nl2optError: a change cannot be applied, or the engine cannot be used.
        FormulationError: the changed formulation has mistakes.
    """
    listed = parse_changes(changes)
    changed = apply_changes(before.formulation, listed, tables=before.tables, folder=before.folder)
    after = solve_given(
        changed.formulation,
        options or before.options or SolveOptions(),
        tables=changed.tables,
        folder=before.folder,
        explain=explain or ExplainOptions(),
    )
    return Comparison(tuple(change.text for change in listed), changed.said, before, after)


def _limit_data(limit: Limit) -> dict[str, Any]:
    return {
        "kind": "bound" if limit.is_bound else "constraint",
        "name": limit.name,
        "index": list(limit.key),
        "relation": limit.relation,
        "limit": limit.value,
    }
