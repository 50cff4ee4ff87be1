"""The families that there are, found by their files."""

from __future__ import annotations

import functools
import importlib
import pkgutil

from nl2opt.errors import Nl2optError
from nl2opt.formulation.diagnostics import did_you_mean
from nl2opt.synth import families as package
from nl2opt.synth.families.family import Family

_NOT_FAMILIES = frozenset({"family", "instances", "ranges", "registry", "sampler"})


@functools.cache
def names() -> tuple[str, ...]:
    """The names of all families, in alphabetical order, without importing any."""
    found = (module.name for module in pkgutil.iter_modules(package.__path__))
    return tuple(sorted(name for name in found if name not in _NOT_FAMILIES))


def family(name: str) -> Family:
    """The family of that name.

    Raises:
        Nl2optError: there is none.
    """
    if name not in names():
        hint = did_you_mean(name, names()) or "See 'nl2opt synth families' for all."
        raise Nl2optError(f"There is no family '{name}'.", hint=hint)
    found = importlib.import_module(f"nl2opt.synth.families.{name}").FAMILY
    assert isinstance(found, Family)
    return found


def all_families() -> tuple[Family, ...]:
    """All families, in alphabetical order."""
    return tuple(family(name) for name in names())
