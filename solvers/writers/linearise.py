"""A formulation in the words that a target has: what it cannot say becomes auxiliary variables and linear rows.

This is the work of ``nl2opt.solvers.lowering.reformulations``, done on the formulation instead of the matrix, so that
a script can show it: a new variable has a name, an index and a note, an M is a parameter with a note on where it comes
from. After it the body of every constraint is one of

- a single comparison ``<=``, ``>=``, ``==`` of expressions, or a chain of two ``<=`` whose ends are data;
- ``binary == 1 implies comparison`` (or ``== 0``), for a target with ``Construct.INDICATOR``;
- a definition ``variable == function(variables)`` for ``EXTREME`` and ``ABSOLUTE``;
- anything, for a target with ``Construct.LOGIC``;
- a comparison of data alone, which a script can only assert.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
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
from nl2opt.solvers.writers.logic import Logic
from nl2opt.solvers.writers.protocol import Construct
from nl2opt.solvers.writers.python_code import reads

Index = tuple[Generator, ...]
"""The generators around an expression, outermost first; their targets all differ."""


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
    """Rewrites one formulation; see the module for what comes out.

    Attributes:
        native: what the target has words for.
        limits: bounds of expressions.
        variables: the variables by name, new ones too.
    """

    def __init__(self, formulation: Formulation, data: Data, native: Collection[Construct], title: str) -> None:
        self.source = formulation
        self.native = frozenset(native)
        self.title = title
        self.limits = Limits(formulation, data)
        self.variables = {variable.name: variable for variable in formulation.variables}
        self.element = ""
        self.logic = Logic(self)
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
        bounds = (None, None) if kind == Kind.BINARY else (_number(lower), _number(upper))
        self.variables[name] = Variable(name, index=index, kind=kind, lower=bounds[0], upper=bounds[1], note=note)
        targets = [Name(target) for generator in index for target in generator.targets]
        return Subscript(name, tuple(targets)) if targets else Name(name)

    def big(self, value: float, note: str) -> Expression:
        """A parameter for an M."""
        for known in self._parameters:
            if known.value == Number(_tidy(value)) and known.note == note:
                return Name(known.name)
        name = self.fresh(f"M_{self.element}")
        self._parameters.append(Parameter(name, value=Number(_tidy(value)), note=note))
        return Name(name)

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
                return self._product(node, left, right, index, use)
            case Binary("/", left, right) if not self.reads(right):
                return replace(node, left=self.value(left, index, self._turned(right, index, use)))
            case Binary("/", left, right):
                return self._nonlinear(node, index)
            case Binary("**", left, right):
                return self._power(node, left, right, index)
            case Call("abs", (operand,)):
                return self._absolute(node, operand, index, use)
            case Call(("min" | "max") as function, arguments):
                parts = [(argument, Index()) for argument in arguments]
                return self._extreme(node, function, parts, index, use)
            case Call():
                return self._nonlinear(node, index)
            case Reduction("sum", body, generators):
                return replace(node, body=self.value(body, (*index, *generators), use))
            case Reduction("prod", body, generators):
                return self._product_over(node, body, (*index, *generators), index)
            case Reduction(("min" | "max") as function, body, generators):
                return self._extreme(node, function, [(body, generators)], index, use)
            case Comparison() | Connective() | Not() | LogicalCall() | Reduction():
                return self.logic.literal(node, index, -use)
            case _:
                return node

    def _turned(self, factor: Expression, index: Index, use: Use) -> Use:
        return use * self.limits.sign(factor, index) if use != EXACT else EXACT

    def _nonlinear(self, node: Binary | Call | Reduction, index: Index) -> Expression:
        """A ratio, a power, a function or a product of many; where it needs a definition, a variable equal to it."""
        if Construct.NONLINEAR in self.native:
            return self._inside(node, index)
        self.require(Construct.FUNCTION, node)
        known = self._find(node, index, EXACT)
        if known is not None:
            return known
        before = self.native
        self.native = before | {Construct.NONLINEAR, Construct.PRODUCT}
        inside = self._inside(node, index)
        self.native = before
        own = self.needed(node, index)
        low, _ = self.limits.interval(node, index)
        word = (
            node.function
            if isinstance(node, (Call, Reduction))
            else {"/": "ratio", "**": "power"}.get(node.operator, "product")
        )
        result = self.variable(
            f"{word}_{self._word(node)}",
            own,
            kind=Kind.CONTINUOUS,
            lower=_floor(low),
            note=f"stands for {expression_text(node)}",
        )
        self.row(_compared(result, "==", inside), own, name=self.fresh(f"{_base(result)}_value"))
        return self._keep(node, index, EXACT, result)

    def _inside(self, node: Binary | Call | Reduction, index: Index) -> Expression:
        """The node with its parts rewritten."""
        match node:
            case Binary(_, left, right):
                return replace(node, left=self.value(left, index), right=self.value(right, index))
            case Call(_, arguments):
                return replace(node, arguments=tuple(self.value(argument, index) for argument in arguments))
            case Reduction(_, body, generators):
                return replace(node, body=self.value(body, (*index, *generators)))

    def _product(self, node: Binary, left: Expression, right: Expression, index: Index, use: Use) -> Expression:
        if not self.reads(left):
            return replace(node, right=self.value(right, index, self._turned(left, index, use)))
        if not self.reads(right):
            return replace(node, left=self.value(left, index, self._turned(right, index, use)))
        linear = self._degree(left) <= 1 and self._degree(right) <= 1
        if Construct.NONLINEAR not in self.native and not (Construct.PRODUCT in self.native and linear):
            for side, other in ((left, right), (right, left)):
                if isinstance(side, Binary) and side.operator == "*" and not self.reads(side.left):
                    # Data go outside, so that two binaries meet.
                    return self.value(Binary("*", side.left, Binary("*", side.right, other)), index, use)
        if Construct.NONLINEAR in self.native or (Construct.PRODUCT in self.native and linear):
            return self._inside(node, index)
        for switch, factor in ((left, right), (right, left)):
            if self.is_literal(switch, index):
                return self._switched(node, switch, factor, index)
        if Construct.MULTIPLICATION in self.native:
            return self._multiplied(node, left, right, index)
        self.require(Construct.PRODUCT, node)
        return self._nonlinear(node, index)

    def _degree(self, node: Expression) -> int:
        """The degree of an expression as it is written; that of a function is 1, because it gets a variable."""
        if not self.reads(node):
            return 0
        match node:
            case Binary("+" | "-", left, right):
                return max(self._degree(left), self._degree(right))
            case Binary("*", left, right):
                return self._degree(left) + self._degree(right)
            case Binary("**", left, _):
                return 2 * self._degree(left)
            case Binary("/", left, _) | Negation(left):
                return self._degree(left)
            case Reduction("sum", body):
                return self._degree(body)
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

    def _switched(self, node: Expression, switch: Expression, factor: Expression, index: Index) -> Expression:
        """``b * y`` by the rows of McCormick, which are exact for a binary b."""
        known = self._find(node, index, EXACT)
        if known is not None:
            return known
        if switch == factor:
            return self.value(switch, index)
        own = self.needed(node, index)
        low, high = self.limits.interval(factor, index)
        if not np.isfinite(low) or not np.isfinite(high):
            self.require(Construct.PRODUCT, node, f"'{expression_text(factor)}' needs a lower and an upper bound.")
        on, value = self.value(switch, index), self.value(factor, index)
        text = expression_text(node)
        kind = Kind.INTEGER if self.limits.whole(factor, index) else Kind.CONTINUOUS
        if self.is_literal(factor, index):
            kind = Kind.BINARY
        result = self.variable(
            "product", own, kind=kind, lower=min(low, 0.0), upper=max(high, 0.0), note=f"stands for {text}"
        )
        name = _base(result)
        off = Binary("-", Number(1), on)
        self.row(_compared(result, "<=", _times(high, on)), own, name=self.fresh(f"{name}_on"))
        if low < 0:
            self.row(_compared(result, ">=", _times(low, on)), own, name=self.fresh(f"{name}_on_below"))
        self.row(_compared(result, "<=", _plus(value, -low, off)), own, name=self.fresh(f"{name}_above"))
        self.row(_compared(result, ">=", _plus(value, -high, off)), own, name=self.fresh(f"{name}_below"))
        return self._keep(node, index, EXACT, result)

    def _multiplied(self, node: Expression, left: Expression, right: Expression, index: Index) -> Expression:
        """A variable that a definition makes equal to a product."""
        known = self._find(node, index, EXACT)
        if known is not None:
            return known
        factors = [self.value(side, index) for side in (left, right)]
        kinds = {self._kind(side, index) for side in factors}
        own = self.needed(node, index)
        low, high = self.limits.interval(node, index)
        result = self.variable(
            f"product_{self._word(node)}",
            own,
            kind=kinds.pop(),
            lower=low,
            upper=high,
            note=f"stands for {expression_text(node)}",
        )
        product = Binary("*", factors[0], factors[1])
        self.row(_compared(result, "==", product), own, name=self.fresh(f"{_base(result)}_value"))
        return self._keep(node, index, EXACT, result)

    def _product_over(self, node: Reduction, body: Expression, inner: Index, index: Index) -> Expression:
        if not self.is_literal(body, inner):
            return self._nonlinear(node, index)
        return self.logic.literal(Reduction("all", body, node.generators), index, EXACT)

    def _power(self, node: Binary, base: Expression, exponent: Expression, index: Index) -> Expression:
        if not self.reads(exponent) and not self.reads(base):
            return node
        fixed = None if self.reads(exponent) else self.limits.constant(exponent, index)
        if fixed == 0:
            return Number(1)
        if fixed == 1 or (fixed is not None and fixed > 0 and self.is_literal(base, index)):
            return self.value(base, index)
        if fixed == 2 and Construct.MULTIPLICATION in self.native:
            return self._multiplied(node, base, base, index)
        if fixed == 2 and Construct.NONLINEAR not in self.native and self._degree(base) <= 1:
            self.require(Construct.PRODUCT, node)
            return replace(node, left=self.value(base, index))
        return self._nonlinear(node, index)

    # Functions with corners

    def _find(self, node: Expression, index: Index, use: Use) -> Expression | None:
        return self._known.get((node, self.needed(node, index), use))

    def _keep(self, node: Expression, index: Index, use: Use, result: Expression) -> Expression:
        self._known[node, self.needed(node, index), use] = result
        return result

    def _absolute(self, node: Expression, operand: Expression, index: Index, use: Use) -> Expression:
        known = self._find(node, index, use)
        if known is not None:
            return known
        low, high = self.limits.interval(operand, index)
        if low >= 0:
            return self.value(operand, index, use)
        if high <= 0:
            return Negation(self.value(operand, index, -use))
        if self._is_smooth(operand):
            return Call("abs", (self.value(operand, index),))
        own = self.needed(node, index)
        inside = self.value(operand, index)
        text = expression_text(node)
        kind = self._kind(operand, index)
        result = self.variable(
            f"abs_{self._word(operand)}",
            own,
            kind=kind,
            lower=0.0,
            upper=max(-low, high) if kind is Kind.INTEGER else np.inf,
            note=f"stands for {text}",
        )
        name = _base(result)
        if use != UPPER and Construct.ABSOLUTE in self.native:
            argument = self._argument(operand, inside, own, name)
            self.row(_compared(result, "==", Call("abs", (argument,))), own, name=self.fresh(f"{name}_value"))
            return self._keep(node, index, use, result)
        self.row(_compared(result, ">=", inside), own, name=self.fresh(f"{name}_above"))
        self.row(_compared(result, ">=", Negation(inside)), own, name=self.fresh(f"{name}_below"))
        if use != UPPER:
            reason = f"{text} is no further than this from its argument, or from the negative of it"
            positive = self.variable(f"{name}_positive", own, kind=Kind.BINARY, note=f"1 if {name} is its argument")
            for on, sign, most, side in (
                (positive, 1, 2 * max(0.0, -low), "up"),
                (Binary("-", Number(1), positive), -1, 2 * max(0.0, high), "down"),
            ):
                wanted = inside if sign > 0 else Negation(inside)
                self.logic.enforce([on], result, "<=", wanted, own, most, reason, name=self.fresh(f"{name}_{side}"))
        return self._keep(node, index, use, result)

    def _kind(self, operand: Expression, index: Index) -> Kind:
        """The kind of a variable that stands for an expression: integer only where the target has nothing else."""
        if Construct.CONTINUOUS in self.native:
            return Kind.CONTINUOUS
        if not self.limits.whole(operand, index):
            self.require(Construct.CONTINUOUS, operand)
        return Kind.INTEGER

    def _is_smooth(self, operand: Expression) -> bool:
        """Whether the absolute value may stay: the target has functions, and the argument is one of them."""
        return Construct.NONLINEAR in self.native and self._degree(operand) > 1

    def _argument(self, operand: Expression, inside: Expression, index: Index, word: str) -> Expression:
        """A variable that equals an argument, for targets whose functions take variables only."""
        if isinstance(inside, (Name, Subscript)):
            return inside
        low, _ = self.limits.interval(operand, index)
        copy = self.variable(
            f"{word}_of",
            self.needed(operand, index),
            kind=self._kind(operand, index),
            lower=_floor(low),
            note=f"equals {expression_text(operand)}",
        )
        own = self.needed(operand, index)
        self.row(_compared(copy, "==", inside), own, name=self.fresh(f"{_base(copy)}_value"))
        return copy

    def _word(self, node: Expression) -> str:
        """The name of the first variable that an expression reads."""
        for part in walk(node):
            word = part.id if isinstance(part, Name) else part.base if isinstance(part, Subscript) else ""
            if word in self.variables:
                return word
        return "value"

    def _extreme(
        self, node: Expression, function: str, parts: Sequence[tuple[Expression, Index]], index: Index, use: Use
    ) -> Expression:
        """``min`` or ``max`` of parts, each over generators of its own."""
        known = self._find(node, index, use)
        if known is not None:
            return known
        if len(parts) == 1 and not parts[0][1]:
            return self.value(parts[0][0], index, use)
        own = self.needed(node, index)
        low, high = self.limits.interval(node, index)
        text = expression_text(node)
        largest = function == "max"
        one_sided = use == (UPPER if largest else LOWER)
        wanted = f"{function}_{self._word(node)}"
        kinds = {self._kind(part, (*index, *over)) for part, over in parts}
        kind = Kind.INTEGER if kinds == {Kind.INTEGER} else Kind.CONTINUOUS
        bounds = (low, high) if kind is Kind.INTEGER else (_floor(low), np.inf)
        result = self.variable(wanted, own, kind=kind, lower=bounds[0], upper=bounds[1], note=f"stands for {text}")
        name = _base(result)
        if not one_sided and Construct.EXTREME in self.native:
            arguments: list[Expression] = []
            for part, over in parts:
                inner = (*own, *over)
                copy = self._argument(part, self.value(part, inner), inner, name)
                arguments.append(Reduction(function, copy, over) if over else copy)
            body = arguments[0] if len(arguments) == 1 else Call(function, tuple(arguments))
            self.row(_compared(result, "==", body), own, name=self.fresh(f"{name}_value"))
            return self._keep(node, index, use, result)
        chosen: list[Expression] = []
        for number, (part, over) in enumerate(parts):
            inner = (*own, *over)
            tag = f"_{number + 1}" if len(parts) > 1 else ""
            inside = self.value(part, inner, use if one_sided else EXACT)
            if one_sided and largest and part == Number(0) and low >= 0:
                continue  # the variable's own bound
            self.row(_compared(result, ">=" if largest else "<=", inside), inner, name=self.fresh(f"{name}_bound{tag}"))
            if not one_sided:
                least, most = self.limits.interval(part, inner)
                picked = self.variable(f"{name}_at{tag}", inner, kind=Kind.BINARY, note=f"1 where {name} is attained")
                gap = high - least if largest else most - low
                reason = f"{text} is no further than this from any of its arguments"
                operator = "<=" if largest else ">="
                attained = self.fresh(f"{name}_attained{tag}")
                if gap <= 0:
                    # This part is the extreme wherever the others are.
                    self.row(_compared(result, operator, inside), inner, name=attained)
                else:
                    self.logic.enforce([picked], result, operator, inside, inner, gap, reason, name=attained)
                chosen.append(Reduction("sum", picked, over) if over else picked)
        if chosen:
            total = chosen[0]
            for other in chosen[1:]:
                total = Binary("+", total, other)
            self.row(_compared(total, "==", Number(1)), own, name=self.fresh(f"{name}_once"))
        return self._keep(node, index, use, result)


def _compared(left: Expression, operator: str, right: Expression) -> Comparison:
    return Comparison((left, right), (operator,))


def _tidy(value: float) -> int | float:
    """A bound without the margin and the noise of interval arithmetic, which lie in the ninth digit."""
    short = float(f"{value:.8g}")
    value = short if abs(short - value) <= 5e-9 * abs(value) + 5e-9 else value
    return int(value) if value.is_integer() else value


def _number(value: float) -> Expression | None:
    """A bound as an expression; None for an infinite one."""
    if not np.isfinite(value):
        return None
    size = _tidy(value)
    return Number(size) if size >= 0 else Negation(Number(-size))


def _floor(value: float) -> float:
    """A lower bound for a variable that its rows bound already: 0, which is what people expect, or none."""
    return 0.0 if value >= 0 else -np.inf


def _times(value: float, factor: Expression) -> Expression:
    if value == 1:
        return factor
    return Binary("*", _number(value) or Number(0), factor)


def _plus(left: Expression, value: float, factor: Expression) -> Expression:
    """``left + value * factor``."""
    if value == 0:
        return left
    return Binary("+" if value > 0 else "-", left, _times(abs(value), factor))


def _base(node: Expression) -> str:
    """The name of a variable that is read."""
    if isinstance(node, Subscript):
        return node.base
    assert isinstance(node, Name)
    return node.id
