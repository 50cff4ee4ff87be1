"""Solves as synthesis needs them: short, with one thread, and not twice for one model."""

from __future__ import annotations

import functools

from nl2opt.formulation.data import load
from nl2opt.formulation.elements import Formulation
from nl2opt.solvers.api import name_values, solve, solve_program
from nl2opt.solvers.lowering import lower
from nl2opt.solvers.program import STRUCTURES, Program
from nl2opt.solvers.result import Solution, SolveOptions

SOLVE_SECONDS = 5.0
"""A model that takes longer is rejected."""

_REMEMBERED = 32
_OPTIONS = SolveOptions(time_limit=SOLVE_SECONDS, threads=1)
"""One thread, so that equal models give equal numbers everywhere."""


@functools.lru_cache(maxsize=_REMEMBERED)
def lowered(formulation: Formulation) -> Program:
    """The program of a model with its data, logic kept as it is; of the last models it is remembered.

    Raises:
        FormulationError: the model cannot be lowered.
    """
    return lower(formulation, load(formulation), STRUCTURES).program


@functools.lru_cache(maxsize=_REMEMBERED)
def solved(formulation: Formulation) -> Solution:
    """The solution of a model with its data; of the last models it is remembered.

    Whoever makes a model looks whether it can be solved, and whoever judges it does so again.

    Raises:
        FormulationError, EngineError: as ``nl2opt.solvers.api.solve``.
    """
    program = lowered(formulation)
    if program.features & STRUCTURES:
        return solve(formulation, _OPTIONS)
    return name_values(program, solve_program(program, _OPTIONS))


def solve_briefly(formulation: Formulation) -> tuple[str, float | None]:
    """Status and optimum, for fingerprints."""
    solution = solved(formulation)
    return str(solution.status), solution.objective
