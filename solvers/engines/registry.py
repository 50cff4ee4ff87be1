"""Names of engines, and the engine behind each name; nothing is imported before it is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import cast

from nl2opt.errors import Nl2optError
from nl2opt.formulation.diagnostics import did_you_mean
from nl2opt.solvers.engines.protocol import Engine, HostedEngine

_MODULES = {
    "highs": "nl2opt.solvers.engines.highs:Highs",
    "scip": "nl2opt.solvers.engines.scip:Scip",
}
"""Engines by name; ``auto`` takes the first, in this order, that supports the program."""

AUTO = "auto"


def names() -> tuple[str, ...]:
    """Every engine's name, in the order in which ``auto`` tries them."""
    return tuple(_MODULES)


def engine(name: str) -> Engine:
    """The engine called ``name``, whether its package is installed or not.

    Raises:
        Nl2optError: there is no such engine.
    """
    target = _MODULES.get(name)
    if target is None:
        guess = did_you_mean(name, (*_MODULES, AUTO))
        known = f"The engines are {', '.join((AUTO, *_MODULES))}."
        raise Nl2optError(f"There is no engine '{name}'.", hint=f"{guess} {known}".strip())
    module, attribute = target.split(":")
    return cast(Engine, getattr(import_module(module), attribute)())


def hosted(name: str) -> HostedEngine:
    """The engine called ``name``, to be run inside a worker process; only engines that host themselves get there."""
    return cast(HostedEngine, engine(name))


def engines() -> Iterator[Engine]:
    """Every engine, in the order of ``names``, each imported when it is reached."""
    return (engine(name) for name in names())
