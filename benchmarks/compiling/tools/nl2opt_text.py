"""nl2opt as in ``nl2opt.py``, with the formulation's text read inside the clock."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from benchmarks.compiling.models import Instance
from benchmarks.compiling.tools.nl2opt import compiled, highs, tables_of, text
from nl2opt.formulation.text_parser import parse

if TYPE_CHECKING:
    import highspy

__all__ = ["builder", "highs"]


def builder(instance: Instance) -> Callable[[], highspy.Highs]:
    """From a formulation's text and arrays to the solver with the model."""
    written, tables = text(instance), tables_of(instance)
    return lambda: compiled(parse(written), tables)
