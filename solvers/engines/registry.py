"""Names of engines, and the engine behind each name; nothing is imported before it is asked for.

An engine that reaches several solvers takes the name of one after a colon: ``mathopt:pdlp``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import cast

from nl2opt.errors import Nl2optError
from nl2opt.formulation.diagnostics import did_you_mean
from nl2opt.solvers.engines.protocol import Engine, HostedEngine
from nl2opt.solvers.program import STRUCTURES, Feature

_MODULES = {
    "highs": "nl2opt.solvers.engines.highs:Highs",
    "scip": "nl2opt.solvers.engines.scip:Scip",
    "cp_sat": "nl2opt.solvers.engines.cp_sat:CpSat",
    "mathopt": "nl2opt.solvers.engines.mathopt:MathOpt",
    "pyomo": "nl2opt.solvers.engines.pyomo:Pyomo",
    "pulp": "nl2opt.solvers.engines.pulp:Pulp",
}
"""The class behind each name."""

AUTO = "auto"

_AUTOMATIC: dict[str, frozenset[Feature]] = {
    "highs": frozenset(Feature),
    "cp_sat": frozenset({Feature.LINEAR, Feature.INTEGER, Feature.INDICATOR}) | STRUCTURES,
    "scip": frozenset(Feature),
}
"""What ``auto`` may take, and for which features: the first, in this order, that is installed and takes the program.

CP-SAT comes before SCIP for integers and logic (a job shop of 6 x 4 with a horizon of 2e7: 2 s, where SCIP is at a gap
of 40 % after 20 s), and not at all for products of integers (15 of them, nonconvex: SCIP 9 s, CP-SAT more than 20 s).
"""


def names() -> tuple[str, ...]:
    """Every engine's name, without solvers after a colon."""
    return tuple(_MODULES)


def engine(name: str) -> Engine:
    """The engine called ``name``, whether its package is installed or not.

    Args:
        name: an engine, or an engine and one of its solvers: ``mathopt:pdlp``.

    Raises:
        Nl2optError: there is no such engine, or it has no such solver.
    """
    base, colon, solver = name.partition(":")
    target = _MODULES.get(base)
    if target is None:
        guess = did_you_mean(base, (*_MODULES, AUTO))
        known = f"The engines are {', '.join((AUTO, *_MODULES))}."
        raise Nl2optError(f"There is no engine '{base}'.", hint=f"{guess} {known}".strip())
    module, attribute = target.split(":")
    made = getattr(import_module(module), attribute)
    return cast(Engine, made(_solver(made(), solver)) if colon else made())


def _solver(chosen: Engine, solver: str) -> str:
    """The solver as its engine spells it.

    Raises:
        Nl2optError: the engine has no such solver.
    """
    known = chosen.variants.known
    if not known and not chosen.variants.others:
        raise Nl2optError(
            f"The engine '{chosen.name}' takes no solver after a colon.", hint=f"Write --solver {chosen.name}."
        )
    spelled = {item.casefold(): item for item in known}.get(solver.casefold())
    if spelled is not None:
        return spelled
    if solver and chosen.variants.others:
        return solver
    what = f"The engine '{chosen.name}' has no solver '{solver}'." if solver else "No solver is named after the colon."
    choices = (
        f"Its solvers are {', '.join(known)}." if solver else f"Solvers of '{chosen.name}' are {', '.join(known)}."
    )
    raise Nl2optError(what, hint=f"{did_you_mean(solver, known)} {choices}".strip())


def hosted(name: str) -> HostedEngine:
    """The engine called ``name``, to be run inside a worker process; only engines that host themselves get there."""
    return cast(HostedEngine, engine(name))


def engines() -> Iterator[Engine]:
    """Every engine, in the order of ``names``, each imported when it is reached."""
    return (engine(name) for name in names())


def automatic(features: Iterable[Feature]) -> Iterator[Engine]:
    """The engines that ``auto`` may take for a program with these features, in the order in which it tries them."""
    present = frozenset(features)
    return (engine(name) for name, good_at in _AUTOMATIC.items() if present <= good_at)
