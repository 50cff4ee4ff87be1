"""The elastic form of a formulation: each limit may move, at a price.

A constraint ``left <= right`` becomes ``left <= right + rise`` with a new variable ``rise >= 0`` for each row, and a
bound becomes such a constraint (G. G. Brown and G. W. Graves, Elastic programming, 1975; J. W. Chinneck, Feasibility
and Infeasibility in Optimization, 2008, chapter 6). The elastic form is a formulation again, so that logic and products
are lowered for limits that move.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from nl2opt.formulation.elements import Constraint, Formulation, Kind, Variable
from nl2opt.formulation.expressions import Binary, Comparison, Expression, Generator, Name, Number, Subscript
from nl2opt.solvers.explain.members import MemberKind
from nl2opt.solvers.explain.sub_formulation import mentioned

_RELAXABLE = frozenset({"<=", ">=", "<", ">", "=="})


@dataclass(frozen=True, slots=True)
class Slack:
    """A new variable that moves one limit of each row of a constraint, or of each bound of a variable.

    Attributes:
        variable: its name in the elastic form.
        kind: what it moves.
        element: the constraint or the variable that has the limit.
        limit: the expression of the limit; None where there are variables on both sides.
        direction: 1 where the slack raises the limit, -1 where it lowers it.
        index: of the rows.
        whole: whether it moves by whole numbers only.
    """

    variable: str
    kind: MemberKind
    element: str
    limit: Expression | None
    direction: int
    index: tuple[Generator, ...]
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Elastic:
    """A formulation whose limits can move, and the variables that move them."""

    formulation: Formulation
    slacks: tuple[Slack, ...]


def elastic_form(formulation: Formulation, fixed: frozenset[str], movable: frozenset[str]) -> Elastic:
    """Makes limits movable.

    Comparisons are movable. So are bounds that are not 0 and do not belong to binary variables: that an amount is not
    negative is hardly ever what somebody wants to give up.

    Args:
        formulation: as it is.
        fixed: constraints and variables whose limits stay.
        movable: variables all of whose bounds may move, 0 too.
    """
    return _Maker(formulation, fixed, movable).make()


class _Maker:
    """Collects the new variables and constraints."""

    def __init__(self, formulation: Formulation, fixed: frozenset[str], movable: frozenset[str]) -> None:
        self._formulation = formulation
        self._fixed = fixed
        self._movable = movable
        self._variables = {variable.name for variable in formulation.variables}
        self._whole = {variable.name for variable in formulation.variables if variable.kind is not Kind.CONTINUOUS}
        self._slacks: list[Slack] = []

    def make(self) -> Elastic:
        variables: list[Variable] = []
        constraints: list[Constraint] = []
        for variable in self._formulation.variables:
            kept, bounds = self._free(variable)
            variables.append(kept)
            constraints += bounds
        for constraint in self._formulation.constraints:
            constraints += self._loosen(constraint)
        slacks = [
            Variable(
                slack.variable,
                index=slack.index,
                kind=Kind.INTEGER if slack.whole else Kind.CONTINUOUS,
                lower=Number(0),
            )
            for slack in self._slacks
        ]
        elastic = replace(self._formulation, variables=(*variables, *slacks), constraints=tuple(constraints))
        return Elastic(elastic, tuple(self._slacks))

    def _loosen(self, constraint: Constraint) -> Iterator[Constraint]:
        body = constraint.body
        if (
            constraint.name in self._fixed
            or not isinstance(body, Comparison)
            or not _RELAXABLE.issuperset(body.operators)
        ):
            yield constraint
            return
        index = _with_targets(constraint.index)
        for left, operator, right in zip(body.operands, body.operators, body.operands[1:], strict=False):
            pair = self._pair(MemberKind.CONSTRAINT, constraint.name, index, left, operator, right)
            yield replace(constraint, index=index, body=pair)

    def _free(self, variable: Variable) -> tuple[Variable, list[Constraint]]:
        """The variable without the bounds that may move, and constraints instead of them."""
        if variable.kind is Kind.BINARY or variable.name in self._fixed:
            return variable, []
        index = _with_targets(variable.index)
        own = _subscript(variable.name, index)
        bounds = []
        for kind, operator, limit in (
            (MemberKind.LOWER, ">=", variable.lower),
            (MemberKind.UPPER, "<=", variable.upper),
        ):
            if limit is None or (limit == Number(0) and variable.name not in self._movable):
                continue
            body = self._pair(kind, variable.name, index, own, operator, limit)
            bounds.append(Constraint(variable.name, body=body, index=index))
            variable = replace(variable, lower=None) if kind is MemberKind.LOWER else replace(variable, upper=None)
        return variable, bounds

    def _pair(
        self,
        kind: MemberKind,
        name: str,
        index: tuple[Generator, ...],
        left: Expression,
        operator: str,
        right: Expression,
    ) -> Comparison:
        """``left operator right`` with slack on the right side."""
        # With whole numbers on both sides, 'x < y' is 'x <= y - 1', and stays so when the slack is whole.
        whole = operator in ("<", ">") and (mentioned(left) | mentioned(right)) & self._variables <= self._whole
        side = 1 if not mentioned(right) & self._variables else -1 if not mentioned(left) & self._variables else 0
        limit = right if side == 1 else left if side == -1 else None
        if operator in ("<=", "<", "=="):
            right = Binary("+", right, self._slack(kind, name, index, limit, side or 1, whole))
        if operator in (">=", ">", "=="):
            right = Binary("-", right, self._slack(kind, name, index, limit, -(side or 1), whole))
        return Comparison((left, right), (operator,))

    def _slack(
        self,
        kind: MemberKind,
        name: str,
        index: tuple[Generator, ...],
        limit: Expression | None,
        direction: int,
        whole: bool,
    ) -> Expression:
        variable = f"slack {len(self._slacks)} of {name}"  # the blanks keep it apart from every name of the language
        self._slacks.append(Slack(variable, kind, name, limit, direction, index, whole))
        return _subscript(variable, index)


def _with_targets(index: tuple[Generator, ...]) -> tuple[Generator, ...]:
    """The index with a name for each set; ``supply[PLANTS]`` has none of its own."""
    return tuple(
        generator if generator.targets else replace(generator, targets=(f"index {place}",))
        for place, generator in enumerate(index)
    )


def _subscript(name: str, index: tuple[Generator, ...]) -> Expression:
    targets = [target for generator in index for target in generator.targets]
    return Subscript(name, tuple(Name(target) for target in targets)) if targets else Name(name)
