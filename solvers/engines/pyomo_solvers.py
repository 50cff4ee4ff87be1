"""The solvers that Pyomo reaches, as data: what each takes, what its options are called, and how it is installed."""

from __future__ import annotations

from dataclasses import dataclass

from nl2opt.solvers.program import STRUCTURES, Feature

_LINEAR = frozenset({Feature.LINEAR, Feature.CONTINUOUS})
_MIXED = _LINEAR | {Feature.INTEGER}
_CONVEX = _MIXED | {Feature.CONVEX_QUADRATIC}
# Pyomo has no conditional constraints of its own (Pyomo.GDP rewrites disjunctions with limits that it must be given).
_ALGEBRAIC = frozenset(Feature) - {Feature.INDICATOR} - STRUCTURES
_SMOOTH = _ALGEBRAIC - {Feature.INTEGER}


@dataclass(frozen=True, slots=True)
class PyomoSolver:
    """One solver behind Pyomo.

    Attributes:
        title: what users read.
        supports: features of programs that it takes through Pyomo.
        excludes: sets of these features that it does not take together.
        interface: its name in ``pyomo.contrib.solver``, or else in Pyomo's older ``SolverFactory``.
        curved: the interface for programs that are not linear, where it is another one.
        older: whether ``interface`` is one of the older factory.
        gap, threads, seed: names of its options; empty where Pyomo's own option does, or there is none.
        local: whether its optima are local ones, and proofs only for convex programs.
        install: how to get it.
    """

    title: str
    supports: frozenset[Feature]
    interface: str
    curved: str = ""
    older: bool = False
    gap: str = ""
    threads: str = ""
    seed: str = ""
    local: bool = False
    install: str = ""
    excludes: tuple[frozenset[Feature], ...] = ()


_GUROBI = "Run: pip install gurobipy (small models need no licence of your own)"
_COIN = "Install CBC so that 'cbc' is found on the PATH: apt install coinor-cbc, or pip install 'nl2opt[pulp]'"
_GLPK = (
    "Install GLPK so that 'glpsol' is found on the PATH: apt install glpk-utils, or conda install -c conda-forge glpk"
)
_IPOPT = "Install Ipopt so that 'ipopt' is found on the PATH: conda install -c conda-forge ipopt"
_OF_VENDOR = "Install it with its vendor's instructions, its program or Python package where Pyomo finds it"

DEFAULT = PyomoSolver(
    "HiGHS or SCIP",
    _ALGEBRAIC,
    "highs",
    curved="scip_direct",
    seed="random_seed",
)
"""What ``pyomo`` alone means: solvers that come with nl2opt, and no other program."""

KNOWN = {
    "highs": PyomoSolver(
        "HiGHS", _CONVEX, "highs", seed="random_seed",
        excludes=(frozenset({Feature.INTEGER, Feature.CONVEX_QUADRATIC}),),
    ),
    "appsi_highs": PyomoSolver(
        "HiGHS", _MIXED, "appsi_highs", older=True, gap="mip_rel_gap", threads="threads", seed="random_seed"
    ),
    "scip_direct": PyomoSolver("SCIP", _ALGEBRAIC, "scip_direct", seed="randomization/randomseedshift"),
    "scip": PyomoSolver(
        "SCIP", _ALGEBRAIC, "scip", older=True, gap="limits/gap", seed="randomization/randomseedshift",
        install=_OF_VENDOR,
    ),
    "cbc": PyomoSolver(
        "CBC", _MIXED, "cbc", older=True, gap="ratioGap", threads="threads", seed="randomCbcSeed", install=_COIN
    ),
    "glpk": PyomoSolver("GLPK", _MIXED, "glpk", older=True, gap="mipgap", seed="seed", install=_GLPK),
    "gurobi": PyomoSolver(
        "Gurobi", _ALGEBRAIC, "gurobi_direct", curved="gurobi_direct_minlp", seed="Seed", install=_GUROBI
    ),
    "gurobi_direct": PyomoSolver("Gurobi", _MIXED, "gurobi_direct", seed="Seed", install=_GUROBI),
    "gurobi_direct_minlp": PyomoSolver("Gurobi", _ALGEBRAIC, "gurobi_direct_minlp", seed="Seed", install=_GUROBI),
    "ipopt": PyomoSolver("Ipopt", _SMOOTH, "ipopt", local=True, install=_IPOPT),
    "bonmin": PyomoSolver("Bonmin", _ALGEBRAIC, "bonmin", older=True, local=True, install=_OF_VENDOR),
    "couenne": PyomoSolver("Couenne", _ALGEBRAIC, "couenne", older=True, install=_OF_VENDOR),
    "baron": PyomoSolver(
        "BARON", _ALGEBRAIC, "baron", older=True, gap="EpsR", threads="threads", install=_OF_VENDOR
    ),
    "knitro": PyomoSolver("Knitro", _ALGEBRAIC, "knitro_direct", local=True, install="Run: pip install knitro"),
    "cplex": PyomoSolver(
        "CPLEX", _CONVEX, "cplex_direct", older=True, gap="mip_tolerances_mipgap", threads="threads", seed="randomseed",
        install="Run: pip install cplex",
    ),
    "xpress": PyomoSolver(
        "Xpress", _CONVEX, "xpress_direct", older=True, gap="miprelstop", threads="threads", seed="randomseed",
        install="Run: pip install xpress",
    ),
    "mosek": PyomoSolver(
        "MOSEK", _CONVEX, "mosek_direct", older=True, gap="dparam.mio_tol_rel_gap", threads="iparam.num_threads",
        seed="iparam.mio_seed", install="Run: pip install mosek",
    ),
}  # fmt: skip
"""Solvers by the name that users write after ``pyomo:``."""


def solver(name: str) -> PyomoSolver:
    """The solver called ``name``; one that is not known here is handed to Pyomo under its name."""
    if not name:
        return DEFAULT
    return KNOWN.get(name) or PyomoSolver(f"solver '{name}'", _ALGEBRAIC, name, older=True)
