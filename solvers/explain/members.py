"""What a conflict is made of: the constraints, bounds and whole-number requirements of a formulation."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from nl2opt.formulation.elements import Key


class MemberKind(StrEnum):
    """What a member says about the variables."""

    CONSTRAINT = "constraint"
    LOWER = "lower bound"
    UPPER = "upper bound"
    INTEGER = "whole number"
    BINARY = "zero or one"


@dataclass(frozen=True, slots=True)
class Member:
    """One row of a constraint, one bound of a variable, or the requirement that it is whole.

    Attributes:
        name: of the constraint or the variable.
        key: which row or which variable of an indexed one; ``()`` for a plain one.
        text: what it says with the numbers put in, such as ``3*cakes + 2*pies <= 60``.
    """

    kind: MemberKind
    name: str
    key: Key
    text: str = ""

    @property
    def label(self) -> str:
        """The name with its key, ``demand[Nice]``."""
        return f"{self.name}[{', '.join(map(str, self.key))}]" if self.key else self.name
