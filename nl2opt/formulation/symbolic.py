"""Scalar expressions as sympy's, and back: made node by node from our own tree, never from text.

Sympy is imported when a function here is first called.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nl2opt.formulation.elements import Formulation, Kind, Parameter, Variable
from nl2opt.formulation.expressions import Binary, Call, Expression, Name, Negation, Number

_FUNCTIONS = ("abs", "sqrt", "exp", "log", "sin", "cos", "min", "max", "floor")
_NAMES = {"Abs": "abs", "exp": "exp", "log": "log", "sin": "sin", "cos": "cos", "Min": "min", "Max": "max"}


class NotScalarError(ValueError):
    """The expression has an index, a set or logic, which sympy is not asked about."""


def symbols_of(formulation: Formulation) -> dict[str, Any]:
    """A real symbol for each scalar variable and parameter, with what is known of its sign and wholeness."""
    import sympy

    found: dict[str, Any] = {}
    declared: tuple[Variable | Parameter, ...] = (*formulation.variables, *formulation.parameters)
    for element in declared:
        if element.index:
            continue
        known: dict[str, bool] = {}
        if isinstance(element, Variable):
            if element.kind is not Kind.CONTINUOUS:
                known["integer"] = True
            if element.kind is Kind.BINARY or (isinstance(element.lower, Number) and element.lower.value >= 0):
                known["nonnegative"] = True
        found[element.name] = sympy.Symbol(element.name, real=True, **known)
    return found


def to_sympy(expression: Expression, symbols: Mapping[str, Any]) -> Any:
    """The expression for sympy; decimal numbers become exact fractions.

    Args:
        expression: arithmetic over scalars.
        symbols: sympy's symbol (or number) for each name, as from ``symbols_of``.

    Raises:
        NotScalarError: it has anything else in it.
    """
    import sympy

    match expression:
        case Number(value):
            return sympy.Integer(value) if isinstance(value, int) else sympy.Rational(str(value))
        case Name(word) if word in symbols:
            return symbols[word]
        case Negation(operand):
            return -to_sympy(operand, symbols)
        case Binary("+" | "-"):
            return sympy.Add(*_terms(expression, symbols))
        case Binary("*", left, right):
            return to_sympy(left, symbols) * to_sympy(right, symbols)
        case Binary("/", left, right):
            return to_sympy(left, symbols) / to_sympy(right, symbols)
        case Binary("**", left, right):
            return to_sympy(left, symbols) ** to_sympy(right, symbols)
        case Call(function, arguments) if function in _FUNCTIONS:
            own = {"abs": "Abs", "min": "Min", "max": "Max"}.get(function, function)
            return getattr(sympy, own)(*(to_sympy(argument, symbols) for argument in arguments))
    raise NotScalarError(f"{type(expression).__name__} is no scalar arithmetic")


def _terms(expression: Expression, symbols: Mapping[str, Any]) -> list[Any]:
    """The terms of a long sum in a loop; a sum of a thousand terms is a thousand nodes deep."""
    terms = []
    while isinstance(expression, Binary) and expression.operator in ("+", "-"):
        right = to_sympy(expression.right, symbols)
        terms.append(right if expression.operator == "+" else -right)
        expression = expression.left
    terms.append(to_sympy(expression, symbols))
    return terms[::-1]


def from_sympy(expression: Any) -> Expression:
    """The expression of the formulation language that says the same; fractions become decimals where that is exact.

    Raises:
        NotScalarError: the language has no such operation.
    """
    if expression.is_Symbol:
        return Name(expression.name)
    if expression.is_Rational or expression.is_Float or expression.is_NumberSymbol:
        return _number(expression)
    arguments = expression.args
    if expression.is_Add:
        ordered = expression.as_ordered_terms()
        result = from_sympy(ordered[0])
        for term in ordered[1:]:
            if term.could_extract_minus_sign():
                result = Binary("-", result, from_sympy(-term))
            else:
                result = Binary("+", result, from_sympy(term))
        return result
    if expression.is_Mul:
        return _product(expression)
    if expression.is_Pow:
        base, exponent = arguments
        if exponent.is_Rational and exponent.q == 2 and exponent.p == 1:
            return Call("sqrt", (from_sympy(base),))
        if exponent.is_number and exponent.is_negative:
            return Binary("/", Number(1), from_sympy(base**-exponent))
        return Binary("**", from_sympy(base), from_sympy(exponent))
    name = _NAMES.get(type(expression).__name__)
    if name is None:
        raise NotScalarError(f"the language has no {type(expression).__name__}")
    return Call(name, tuple(from_sympy(argument) for argument in arguments))


def _product(expression: Any) -> Expression:
    if expression.could_extract_minus_sign():
        return Negation(from_sympy(-expression))
    above, below = expression.as_numer_denom()
    if below != 1 and not (below.is_number and above.is_number):
        if below.is_Rational and _is_decimal(1 / below):  # x/4 is 0.25*x
            above, below = expression, type(below)(1)
        else:
            return Binary("/", from_sympy(above), from_sympy(below))
    factors = above.as_ordered_factors()
    result = from_sympy(factors[0])
    for factor in factors[1:]:
        result = Binary("*", result, from_sympy(factor))
    return result


def _number(value: Any) -> Expression:
    if value.is_negative:
        return Negation(_number(-value))
    if value.is_Integer:
        return Number(int(value))
    if value.is_Rational and not _is_decimal(value):
        return Binary("/", Number(int(value.p)), Number(int(value.q)))
    return Number(float(value))


def _is_decimal(value: Any) -> bool:
    """Whether a fraction has a short decimal form: its denominator has the factors 2 and 5 only."""
    rest = int(value.q)
    for factor in (2, 5):
        while rest % factor == 0:
            rest //= factor
    return rest == 1


def simplified(expression: Expression, formulation: Formulation) -> Expression:
    """The expression with like terms collected and constants worked out; itself where it is not scalar arithmetic."""
    import sympy

    try:
        return from_sympy(sympy.expand(to_sympy(expression, symbols_of(formulation))))
    except NotScalarError:
        return expression
