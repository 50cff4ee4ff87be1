"""Solves as synthesis needs them: short, with one thread, and not twice for one model."""

from __future__ import annotations

import functools

from nl2opt.formulation.elements import Formulation
from nl2opt.solvers.api import solve
from nl2opt.solvers.result import Solution, SolveOptions

SOLVE_SECONDS = 5.0
"""A model that takes longer is rejected."""

_OPTIONS = SolveOptions(time_limit=SOLVE_SECONDS, threads=1)
"""One thread, so that equal models give equal numbers everywhere."""


@functools.lru_cache(maxsize=32)
def solved(formulation: Formulation) -> Solution:
    """The solution of a model with its data; of the last models it is remembered.

    Whoever makes a model looks whether it can be solved, and whoever judges it does so again.

    Raises:
        FormulationError, EngineError: as ``nl2opt.solvers.api.solve``.
    """
    return solve(formulation, _OPTIONS)


def solve_briefly(formulation: Formulation) -> tuple[str, float | None]:
    """Status and optimum, for fingerprints."""
    solution = solved(formulation)
    return str(solution.status), solution.objective
