"""What a writer is, and what it can say, as data."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol

from nl2opt.formulation.elements import Formulation


class Construct(StrEnum):
    """What a target may or may not have words for; the values stand in sentences."""

    CONTINUOUS = "continuous variables"
    PRODUCT = "products of variables"
    FUNCTION = "functions such as exp, log or sin of variables"
    """In a definition ``variable == function(expression)`` of its own."""
    NONLINEAR = "nonlinear expressions"
    """Functions, ratios and powers of variables anywhere in an expression."""
    INDICATOR = "conditional constraints"
    EXTREME = "min and max of variables"
    ABSOLUTE = "absolute values of variables"
    LOGIC = "logic over variables"
    CLAUSE = "clauses over binary variables and all_different"
    """The statements of constraint programming: a clause, an implication between literals, a count, all_different."""
    MULTIPLICATION = "definitions of products"
    """A definition ``variable == expression * expression`` of its own."""


REWRITTEN = frozenset({Construct.INDICATOR, Construct.EXTREME, Construct.ABSOLUTE, Construct.LOGIC, Construct.CLAUSE})
"""What can be said with more variables and linear rows where a target has no words for it."""


class Writer(Protocol):
    """Prints a formulation in another form: a script for a modelling library, a model file, a document."""

    @property
    def name(self) -> str:
        """How the form is called on the command line, ``pyomo``."""

    @property
    def title(self) -> str:
        """How people call it, ``Pyomo``."""

    @property
    def extension(self) -> str:
        """The ending of its files, ``.py``."""

    @property
    def native(self) -> frozenset[Construct]:
        """What the form has words for; of the rest, ``REWRITTEN`` is rewritten and other constructs are refused."""

    def write(
        self, formulation: Formulation, *, tables: Mapping[str, Any] | None = None, folder: Path | None = None
    ) -> str:
        """The text.

        Args:
            formulation: what to print; it must have passed the checks.
            tables: data by the name of the set or parameter, as in ``nl2opt.formulation.data.load``.
            folder: where the formulation's table files are; None for the working directory.

        Raises:
            FormulationError: the formulation or its data cannot be read.
            Nl2optError: the form cannot say this model; the hint names forms that can.
        """
