"""The operations that there are, found by their files."""

from __future__ import annotations

import functools
import importlib
import pkgutil

from nl2opt.errors import Nl2optError
from nl2opt.formulation.diagnostics import did_you_mean
from nl2opt.synth.augmentation import operations as package
from nl2opt.synth.augmentation.operation import Operation


@functools.cache
def names() -> tuple[str, ...]:
    """The names of all operations, in alphabetical order."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(package.__path__)))


def operation(name: str) -> Operation:
    """The operation of that name.

    Raises:
        Nl2optError: there is none.
    """
    if name not in names():
        hint = did_you_mean(name, names()) or f"There are: {', '.join(names())}."
        raise Nl2optError(f"There is no operation '{name}'.", hint=hint)
    found = importlib.import_module(f"{package.__name__}.{name}").OPERATION
    assert isinstance(found, Operation)
    return found


def all_operations() -> tuple[Operation, ...]:
    """All operations, in alphabetical order."""
    return tuple(operation(name) for name in names())
