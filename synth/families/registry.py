"""The families by name; a file of this folder that holds ``FAMILY = Family(...)`` is one, and nothing else lists it."""

from __future__ import annotations

import functools
import re
from importlib import import_module
from pathlib import Path

from nl2opt.errors import Nl2optError
from nl2opt.formulation.diagnostics import did_you_mean
from nl2opt.synth.families.family import Family

_DEFINITION = re.compile(r"^FAMILY\b.*=", re.MULTILINE)


@functools.cache
def names() -> tuple[str, ...]:
    """The name of every family, sorted; no family is imported."""
    files = Path(__file__).parent.glob("*.py")
    return tuple(sorted(file.stem for file in files if _DEFINITION.search(file.read_text(encoding="utf-8"))))


def family(name: str) -> Family:
    """The family of that name.

    Raises:
        Nl2optError: there is none.
    """
    if name not in names():
        raise Nl2optError(
            f"There is no family '{name}'.",
            hint=did_you_mean(name, names()) or "Run 'nl2opt synth families' to see them all.",
        )
    found = import_module(f"nl2opt.synth.families.{name}").FAMILY
    assert isinstance(found, Family)
    return found


def all_families() -> tuple[Family, ...]:
    """All families, in alphabetical order."""
    return tuple(family(name) for name in names())
