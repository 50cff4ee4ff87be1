"""Data as a user gives them: ``--data cost=cost.csv`` in a terminal, ``data={"cost": frame}`` in Python."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

from nl2opt.errors import Nl2optError
from nl2opt.formulation.elements import Formulation

GivenData: TypeAlias = Mapping[str, object] | Sequence[str] | str | Path | None
"""Values by name, or words such as ``cost=cost.csv``."""


def assigned(formulation: Formulation, given: GivenData) -> dict[str, object]:
    """Values by the name of a set or parameter, ready for :func:`nl2opt.formulation.data.load`.

    Args:
        formulation: what declares the names.
        given: ``NAME=FILE`` or ``NAME=NUMBER``, one or several; or a mapping. Paths start in the working directory.

    Raises:
        Nl2optError: a word without a name, or a name that is given twice.
    """
    if given is None:
        return {}
    if isinstance(given, Mapping):
        return dict(given)
    words = [given] if isinstance(given, (str, Path)) else list(given)
    tables: dict[str, object] = {}
    for word in map(str, words):
        name, equals, value = word.partition("=")
        if not equals or not name.strip().isidentifier():
            raise Nl2optError(f"'{word}' does not say what it gives.", hint="Write --data NAME=FILE.")
        if name.strip() in tables:
            raise Nl2optError(f"The data give '{name.strip()}' twice.", hint="Keep one of them.")
        tables[name.strip()] = _number_or_path(value.strip())
    del formulation
    return tables


def _number_or_path(text: str) -> object:
    try:
        return float(text)
    except ValueError:
        return Path(text).expanduser().absolute()
