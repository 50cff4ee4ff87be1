"""The variables and rows that a formulation gets while it is rewritten, and which part rewrites what."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import numpy as np

from nl2opt.errors import Nl2optError
from nl2opt.formulation.data import Data
from nl2opt.formulation.data.faults import shallow
from nl2opt.formulation.data.spines import binary_spine
from nl2opt.formulation.elements import Constraint, Formulation, Kind, Parameter, Variable
from nl2opt.formulation.expressions import (
    Binary,
    Call,
    Comparison,
    Connective,
    Expression,
    Generator,
    LogicalCall,
    Name,
    Negation,
    Not,
    Number,
    Reduction,
    Subscript,
    walk,
)
from nl2opt.formulation.text_printer import expression_text
from nl2opt.solvers.lowering.uses import EXACT, LOWER, UPPER, Use
from nl2opt.solvers.writers.limits import Limits
from nl2opt.solvers.writers.linearise.comparisons import Comparisons
from nl2opt.solvers.writers.linearise.corners import Corners
from nl2opt.solvers.writers.linearise.literals import Literals
from nl2opt.solvers.writers.linearise.logic import Logic
from nl2opt.solvers.writers.linearise.products import Products
from nl2opt.solvers.writers.linearise.terms import Index, as_number, tidy
from nl2opt.solvers.writers.protocol import Construct
from nl2opt.solvers.writers.queries import reads


def linearised(formulation: Formulation, data: Data, native: Collection[Construct], title: str) -> Formulation:
    """The formulation in the words of a target.

    Args:
        formulation: resolved.
        data: its sets and parameters.
        native: what the target has words for.
        title: the target's name, for messages.

    Raises:
        Nl2optError: what is left cannot be said, or an M would be infinite.
    """
    with np.errstate(all="ignore"), shallow():
        return Lineariser(formulation, data, native, title).formulation()


class Lineariser:
    """Rewrites one formulation; see the package for what comes out.

    Attributes:
        native: what the target has words for.
        limits: bounds of expressions.
        variables: the variables by name, new ones too.
        element: the constraint that is being rewritten, or ``objective``.
    """

    def __init__(self, formulation: Formulation, data: Data, native: Collection[Construct], title: str) -> None:
        self.source = formulation
        self.native = frozenset(native)
        self.title = title
        self.limits = Limits(formulation, data)
        self.variables = {variable.name: variable for variable in formulation.variables}
        self.element = ""
        self.logic = Logic(self)
        self.literals = Literals(self)
        self.comparisons = Comparisons(self)
        self.products = Products(self)
        self.corners = Corners(self)
        self._taken = {element.name for element in formulation.elements()}
        self._parameters: list[Parameter] = []
        self._rows: list[Constraint] = []
        self._known: dict[tuple[Expression, Index, Use], Expression] = {}

    def formulation(self) -> Formulation:
        """The rewritten formulation."""
        source = self.source
        for variable in source.variables:
            if variable.kind == Kind.CONTINUOUS and Construct.CONTINUOUS not in self.native:
                raise self.refusal(
                    f"has no continuous variables, and '{variable.name}' is one",
                    Construct.CONTINUOUS,
                    "Declare it integer if whole numbers will do.",
                )
        goal = source.objective.expression
        if goal is not None:
            self.element = "objective"
            use = {"minimize": UPPER, "maximize": LOWER}[source.objective.sense]
            goal = self.value(goal, (), use)
        for constraint in source.constraints:
            self.element = constraint.name
            self._constrain(constraint)
        return replace(
            source,
            parameters=(*source.parameters, *self._parameters),
            variables=tuple(self.variables.values()),
            objective=replace(source.objective, expression=goal),
            constraints=tuple(self._rows),
        )

    def _constrain(self, constraint: Constraint) -> None:
        before = len(self._rows)
        self.logic.hold(constraint.body, constraint.index)
        made = [place for place in range(before, len(self._rows)) if self._rows[place].name == constraint.name]
        for number, place in enumerate(made):
            row = self._rows[place]
            name = constraint.name if len(made) == 1 else self.fresh(f"{constraint.name}_{number + 1}")
            self._rows[place] = replace(
                row, name=name, note=constraint.note if number == 0 else row.note, source=constraint.source
            )

    # What is added

    def fresh(self, wanted: str) -> str:
        """A name that nothing else has."""
        name, number = wanted, 2
        while name in self._taken:
            name, number = f"{wanted}_{number}", number + 1
        self._taken.add(name)
        return name

    def row(self, body: Expression, index: Index, *, name: str = "", note: str = "") -> None:
        """Adds a constraint; without a name it is the constraint that is being rewritten."""
        self._rows.append(Constraint(name or self.element, body=body, index=index, note=note))

    def variable(
        self,
        wanted: str,
        index: Index,
        *,
        kind: Kind,
        lower: float = -np.inf,
        upper: float = np.inf,
        note: str = "",
    ) -> Expression:
        """Adds a variable for each place of ``index``; returns the expression that reads it there."""
        name = self.fresh(wanted)
        bounds = (None, None) if kind == Kind.BINARY else (as_number(lower), as_number(upper))
        self.variables[name] = Variable(name, index=index, kind=kind, lower=bounds[0], upper=bounds[1], note=note)
        targets = [Name(target) for generator in index for target in generator.targets]
        return Subscript(name, tuple(targets)) if targets else Name(name)

    def big(self, value: float, note: str) -> Expression:
        """A parameter for an M."""
        for known in self._parameters:
            if known.value == Number(tidy(value)) and known.note == note:
                return Name(known.name)
        name = self.fresh(f"M_{self.element}")
        self._parameters.append(Parameter(name, value=Number(tidy(value)), note=note))
        return Name(name)

    def find(self, node: Expression, index: Index, use: Use) -> Expression | None:
        """What already stands for an expression in the given use."""
        return self._known.get((node, self.needed(node, index), use))

    def keep(self, node: Expression, index: Index, use: Use, result: Expression) -> Expression:
        """Notes that ``result`` stands for an expression, and returns it."""
        self._known[node, self.needed(node, index), use] = result
        return result

    # What is asked

    def reads(self, expression: Expression) -> bool:
        """Whether an expression reads a variable."""
        return reads(expression, self.variables)

    def require(self, construct: Construct, node: Expression, hint: str = "") -> None:
        """Refuses what the target cannot say.

        Raises:
            Nl2optError: it has no words for the construct.
        """
        if construct not in self.native:
            raise self.refusal(f"has no {construct}, which '{expression_text(node)}' needs", construct, hint)

    def refusal(self, reason: str, construct: Construct, hint: str = "") -> Nl2optError:
        """The error for a model that the target cannot say."""
        from nl2opt.solvers.writers.registry import writers

        wanted = {construct}
        if any(variable.kind == Kind.CONTINUOUS for variable in self.source.variables):
            wanted.add(Construct.CONTINUOUS)
        able = [writer.name for writer in writers() if wanted <= writer.native]
        where = " in the objective" if self.element == "objective" else f" in '{self.element}'" if self.element else ""
        advice = f"Use --to {' or --to '.join(able)}." if able else "No form of nl2opt can say it."
        return Nl2optError(f"{self.title} {reason}{where}.", hint=f"{hint} {advice}".strip())

    def needed(self, expression: Expression, index: Index) -> Index:
        """The generators that an expression depends on."""
        names = {node.id for node in walk(expression) if isinstance(node, Name)}
        kept: list[Generator] = []
        for generator in reversed(index):
            if names & set(generator.targets):
                kept.append(generator)
                parts = (generator.domain, *generator.conditions)
                names |= {node.id for part in parts for node in walk(part) if isinstance(node, Name)}
        return tuple(reversed(kept))

    def degree(self, node: Expression) -> int:
        """The degree of an expression as it is written; that of a function is 1, because it gets a variable."""
        if not self.reads(node):
            return 0
        match node:
            case Binary("+" | "-", left, right):
                return max(self.degree(left), self.degree(right))
            case Binary("*", left, right):
                return self.degree(left) + self.degree(right)
            case Binary("**", left, _):
                return 2 * self.degree(left)
            case Binary("/", left, _) | Negation(left):
                return self.degree(left)
            case Reduction("sum", body):
                return self.degree(body)
            case _:
                return 1

    def is_literal(self, node: Expression, index: Index) -> bool:
        """Whether an expression is 0 or 1 whatever the variables are."""
        match node:
            case Name(name) | Subscript(name) if name in self.variables:
                return self.variables[name].kind == Kind.BINARY
            case Binary("-", Number(1), other):
                return self.is_literal(other, index)
            case Comparison() | Connective() | Not() | LogicalCall():
                return True
            case _:
                return False

    def kind(self, operand: Expression, index: Index) -> Kind:
        """The kind of a variable that stands for an expression: integer only where the target has nothing else."""
        if Construct.CONTINUOUS in self.native:
            return Kind.CONTINUOUS
        if not self.limits.whole(operand, index):
            self.require(Construct.CONTINUOUS, operand)
        return Kind.INTEGER

    def word(self, node: Expression) -> str:
        """The name of the first variable that an expression reads."""
        for part in walk(node):
            word = part.id if isinstance(part, Name) else part.base if isinstance(part, Subscript) else ""
            if word in self.variables:
                return word
        return "value"

    # Values

    def value(self, node: Expression, index: Index, use: Use = EXACT) -> Expression:
        """An expression that stands for ``node`` in the words of the target.

        Args:
            node: a number, or logic in 0 and 1.
            index: the generators around it.
            use: what is asked of the value, as in lowering.
        """
        if not self.reads(node):
            return node
        match node:
            case Name() | Subscript():
                return node
            case Negation(operand):
                return replace(node, operand=self.value(operand, index, -use))
            case Binary("+" | "-"):
                first, steps = binary_spine(node, ("+", "-"))
                result = self.value(first, index, use)
                for step in steps:
                    turned = use if step.operator == "+" else -use
                    result = replace(step, left=result, right=self.value(step.right, index, turned))
                return result
            case Binary("*", left, right):
                return self.products.product(node, left, right, index, use)
            case Binary("/", left, right) if not self.reads(right):
                return replace(node, left=self.value(left, index, self.turned(right, index, use)))
            case Binary("/", left, right):
                return self.products.nonlinear(node, index)
            case Binary("**", left, right):
                return self.products.power(node, left, right, index)
            case Call("abs", (operand,)):
                return self.corners.absolute(node, operand, index, use)
            case Call(("min" | "max") as function, arguments):
                parts = [(argument, Index()) for argument in arguments]
                return self.corners.extreme(node, function, parts, index, use)
            case Call():
                return self.products.nonlinear(node, index)
            case Reduction("sum", body, generators):
                return replace(node, body=self.value(body, (*index, *generators), use))
            case Reduction("prod", body, generators):
                return self.products.product_over(node, body, (*index, *generators), index)
            case Reduction(("min" | "max") as function, body, generators):
                return self.corners.extreme(node, function, [(body, generators)], index, use)
            case Comparison() | Connective() | Not() | LogicalCall() | Reduction():
                return self.literals.literal(node, index, -use)
            case _:
                return node

    def turned(self, factor: Expression, index: Index, use: Use) -> Use:
        """The use of the other factor of a product with data: turned round where the data are negative."""
        return use * self.limits.sign(factor, index) if use != EXACT else EXACT
