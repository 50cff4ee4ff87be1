"""The solvers that PuLP reaches, as data: what users call them, and what PuLP calls them in its versions 3 and 4."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class PulpSolver:
    """One solver behind PuLP.

    Attributes:
        title: what users read.
        classes: names of PuLP's classes that run it; the first that is available does.
        seed: options that set its seed, with ``{}`` for the number; empty where PuLP has no way to pass one on.
        install: how to get it.
    """

    title: str
    classes: tuple[str, ...]
    seed: tuple[str, ...] = field(default=())
    install: str = ""


CBC = PulpSolver(
    "CBC",
    ("PULP_CBC_CMD", "COIN_CMD"),
    seed=("randomSeed {}", "randomCbcSeed {}"),
    install="Run: pip install 'nl2opt[pulp]', and with PuLP 4 also: pip install 'pulp[cbc]'",
)
"""What ``pulp`` alone means: it comes with PuLP's package."""

KNOWN = {
    "cbc": CBC,
    "highs": PulpSolver("HiGHS", ("HiGHS", "HiGHS_CMD"), install="Run: pip install highspy"),
    "glpk": PulpSolver(
        "GLPK", ("GLPK_CMD",), install="Install GLPK so that 'glpsol' is found on the PATH: apt install glpk-utils"
    ),
    "scip": PulpSolver("SCIP", ("SCIP_PY", "SCIP_CMD"), install="Run: pip install pyscipopt"),
    "gurobi": PulpSolver(
        "Gurobi", ("GUROBI", "GUROBI_CMD"), install="Run: pip install gurobipy (small models need no licence)"
    ),
    "cplex": PulpSolver("CPLEX", ("CPLEX_PY", "CPLEX_CMD"), install="Run: pip install cplex"),
    "xpress": PulpSolver("Xpress", ("XPRESS_PY", "XPRESS"), install="Run: pip install xpress"),
    "mosek": PulpSolver("MOSEK", ("MOSEK",), install="Run: pip install mosek"),
    "copt": PulpSolver("COPT", ("COPT", "COPT_CMD"), install="Run: pip install coptpy"),
}
"""Solvers by the name that users write after ``pulp:``; PuLP's own names are taken, too."""


def solver(name: str) -> PulpSolver:
    """The solver called ``name``: one of ``KNOWN``, or a class of PuLP under its own name."""
    return CBC if not name else KNOWN.get(name) or PulpSolver(f"solver '{name}'", (name,))
