"""Scripts for modelling libraries, as two tasks ask for them."""

from __future__ import annotations

from nl2opt.errors import Nl2optError
from nl2opt.formulation.text_parser import parse
from nl2opt.solvers.writers.registry import writer

LIBRARIES = {
    "pyomo": "Pyomo",
    "pulp": "PuLP",
    "mathopt": "OR-Tools MathOpt",
    "cpsat": "OR-Tools CP-SAT",
    "highspy": "highspy",
    "gurobipy": "gurobipy",
}
"""Writers of scripts, and what people call the library."""


def script(formulation: str, library: str) -> str | None:
    """The script for a formulation; None where the library has no words for such a model."""
    try:
        return writer(library).write(parse(formulation))
    except Nl2optError:
        return None
