"""Small linear programs whose duals and reduced costs are known and unique, minimised and maximised.

The sign is that of ``EngineResult``: the change of the objective, as the user reads it, for one unit more of a row's
right side or of a variable.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from nl2opt.solvers.program import Program
from nl2opt.solvers.testing_programs import INF, MAX, MIN, dense


@dataclass(frozen=True, slots=True)
class DualCase:
    """A linear program, its optimum, and its only duals and reduced costs."""

    name: str
    program: Program
    objective: float
    row_duals: tuple[float, ...]
    reduced_costs: tuple[float, ...]


def dual_cases() -> Iterator[DualCase]:
    """Every case; none is degenerate."""
    box = ((0, 0), (INF, INF))
    shop = [(-INF, (1, 0), 4), (-INF, (0, 2), 12), (-INF, (3, 2), 18)]
    yield DualCase("profit", dense(MAX, (3, 5), *box, shop), 36, (0, 1.5, 1), (0, 0))
    turned = [(-INF, (1, 0), 4), (-INF, (0, 2), 12), (-INF, (3, 2), 18)]
    yield DualCase("loss", dense(MIN, (-3, -5), *box, turned, constant=50), 14, (0, -1.5, -1), (0, 0))
    diet = [(8, (2, 1), INF), (9, (1, 3), INF)]
    yield DualCase("diet", dense(MIN, (3, 4), *box, diet), 17, (1, 1), (0, 0))
    yield DualCase("demand-maximized", dense(MAX, (-3, -4), *box, diet), -17, (-1, -1), (0, 0))
    system = [(5, (1, 1), 5), (1, (1, -1), 1)]
    yield DualCase("equations-only", dense(MIN, (2, 1), (-INF,) * 2, (INF,) * 2, system), 8, (1.5, 0.5), (0, 0))
    wide = [(2, (1, 1), 6)]
    yield DualCase("range-at-its-upper-side", dense(MAX, (1, 2), *box, wide), 12, (2,), (-1, 0))
    yield DualCase("range-at-its-lower-side", dense(MIN, (1, 2), *box, wide), 2, (1,), (0, 1))
    yield DualCase("range-inside", dense(MIN, (1, -1), (1, 0), (9, 3), wide), -2, (0,), (1, -1))
    yield DualCase("bounds-only", dense(MAX, (3, -2), (0, 1), (4, 9), [(-INF, (1, 1), 99)]), 10, (0,), (3, -2))
    yield DualCase("fixed-variable", dense(MIN, (5, 1), (2, 0), (2, INF), [(6, (1, 1), INF)]), 14, (1,), (4, 0))
    yield DualCase("negative-side", dense(MIN, (1, 1), *box, [(-INF, (-1, -2), -4)]), 2, (-0.5,), (0.5, 0))
    empty = [(-INF, (0, 0), 3), (4, (1, 1), INF)]
    yield DualCase("empty-row", dense(MIN, (1, 2), *box, empty), 4, (0, 1), (0, 1))
