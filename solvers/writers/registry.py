"""Names of writers, and the writer behind each name; nothing is imported before it is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import cast

from nl2opt.errors import Nl2optError
from nl2opt.formulation.diagnostics import did_you_mean
from nl2opt.solvers.writers.protocol import Writer

_MODULES = {
    "pyomo": "nl2opt.solvers.writers.pyomo:PyomoWriter",
    "pulp": "nl2opt.solvers.writers.pulp:PulpWriter",
    "mathopt": "nl2opt.solvers.writers.mathopt:MathOptWriter",
    "cpsat": "nl2opt.solvers.writers.cp_sat:CpSatWriter",
    "gurobipy": "nl2opt.solvers.writers.gurobipy:GurobipyWriter",
    "highspy": "nl2opt.solvers.writers.highspy:HighspyWriter",
    "lp": "nl2opt.solvers.writers.lp:LpWriter",
    "mps": "nl2opt.solvers.writers.mps:MpsWriter",
    "json": "nl2opt.solvers.writers.json:JsonWriter",
    "latex": "nl2opt.solvers.writers.latex:LatexWriter",
}
"""Writers by name, in the order in which they are listed and proposed."""


def names() -> tuple[str, ...]:
    """Every writer's name."""
    return tuple(_MODULES)


def writer(name: str) -> Writer:
    """The writer called ``name``; the library that it writes for need not be installed.

    Raises:
        Nl2optError: there is no such writer.
    """
    target = _MODULES.get(name)
    if target is None:
        guess = did_you_mean(name, _MODULES)
        raise Nl2optError(
            f"There is no form '{name}' to export to.", hint=f"{guess} The forms are {', '.join(_MODULES)}.".strip()
        )
    module, attribute = target.split(":")
    return cast(Writer, getattr(import_module(module), attribute)())


def writers() -> Iterator[Writer]:
    """Every writer, in the order of ``names``, each imported when it is reached."""
    return (writer(name) for name in names())
