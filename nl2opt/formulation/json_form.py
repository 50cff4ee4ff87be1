"""The formulation as JSON: the same five elements, with expressions in the notation of the text.

``from_json(to_json(f)) == f`` for every formulation that the text can say (see ``text_printer``). Numbers and tables
are JSON data; everything else that is an expression is a string:

- a set's ``value``: ``"1..T"``; of an indexed set ``{"entries": [[["a"], "{b, c}"]]}``; null when the data give it;
- a parameter's ``value``: ``500``, ``"price * 2"``, by position ``[[1, 2], [3, 4]]``, by key (a list of labels and a
  number) ``{"entries": [[["Lyon"], 120]]}``, ``{"table": "dist.csv"}``, or null;
- ``index``: a list of strings such as ``"p in PLANTS if p != Lyon"``;
- ``source``: ``[start, end]`` in ``problem``, or null.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from nl2opt.formulation.diagnostics import Diagnostic, FormulationError, Severity, did_you_mean
from nl2opt.formulation.elements import (
    Constraint,
    Element,
    Entries,
    Formulation,
    Key,
    Kind,
    Matrix,
    Objective,
    Parameter,
    ParameterValue,
    Sense,
    SetDeclaration,
    TableFile,
    Variable,
)
from nl2opt.formulation.expression_parser import parse_expression, parse_index
from nl2opt.formulation.expressions import Expression, Generator, Negation, Number
from nl2opt.formulation.spans import Span
from nl2opt.formulation.text_printer import element_text, expression_text, generator_text

_T = TypeVar("_T")
_COMMON = ("name", "note", "source")


def to_json(formulation: Formulation) -> dict[str, Any]:
    """The formulation as plain dictionaries, lists, strings and numbers, ready for ``json.dumps``.

    Raises:
        FormulationError: an element says what the language cannot (code ``unprintable``).
    """
    for element in formulation.elements():
        element_text(element)
    return {
        "problem": formulation.problem,
        "sets": [
            {"name": item.name, "index": _index_out(item.index), "value": _set_out(item.value), **_details_out(item)}
            for item in formulation.sets
        ],
        "parameters": [
            {"name": item.name, "index": _index_out(item.index), "value": _value_out(item.value), **_details_out(item)}
            for item in formulation.parameters
        ],
        "variables": [
            {
                "name": item.name,
                "index": _index_out(item.index),
                "kind": str(item.kind),
                "lower": None if item.lower is None else _expression_out(item.lower),
                "upper": None if item.upper is None else _expression_out(item.upper),
                **_details_out(item),
            }
            for item in formulation.variables
        ],
        "objective": {
            "sense": str(formulation.objective.sense),
            "expression": None
            if formulation.objective.expression is None
            else _expression_out(formulation.objective.expression),
            **_details_out(formulation.objective),
        },
        "constraints": [
            {
                "name": item.name,
                "index": _index_out(item.index),
                "body": expression_text(item.body),
                **_details_out(item),
            }
            for item in formulation.constraints
        ],
    }


def from_json(data: Any) -> Formulation:
    """The formulation in what ``json.loads`` gave; keys may be left out where they have a default.

    Raises:
        FormulationError: something is missing, unknown or of another type; the diagnostic names its path
            (``constraints[3].body``).
    """
    root = _Place("", data).mapping(("problem", "sets", "parameters", "variables", "objective", "constraints"))
    return Formulation(
        sets=root["sets"].each(_set_in),
        parameters=root["parameters"].each(_parameter_in),
        variables=root["variables"].each(_variable_in),
        objective=_objective_in(root["objective"]),
        constraints=root["constraints"].each(_constraint_in),
        problem=root["problem"].optional(lambda place: place.text()),
    )


class _Place:
    """A value in the JSON data and its path."""

    def __init__(self, path: str, value: Any) -> None:
        self.path = path
        self.value = value

    def fault(self, message: str, hint: str = "", code: str = "bad-json") -> FormulationError:
        return FormulationError([Diagnostic(Severity.ERROR, code, message, hint, element=self.path or "JSON")])

    def mapping(self, keys: tuple[str, ...]) -> dict[str, _Place]:
        """The entries of an object, null where a key is not there."""
        if not isinstance(self.value, Mapping):
            raise self.fault(f"An object is expected here, not {_kind_of(self.value)}.")
        for key in self.value:
            if key not in keys:
                raise self.fault(
                    f"The key '{key}' is unknown.", did_you_mean(str(key), keys) or f"Known are: {', '.join(keys)}."
                )
        prefix = f"{self.path}." if self.path else ""
        return {key: _Place(prefix + key, self.value.get(key)) for key in keys}

    def items(self, length: int | None = None) -> list[_Place]:
        """The items of a list."""
        if not isinstance(self.value, list | tuple):
            raise self.fault(f"A list is expected here, not {_kind_of(self.value)}.")
        if length is not None and len(self.value) != length:
            raise self.fault(f"A list of {length} items is expected here, not of {len(self.value)}.")
        return [_Place(f"{self.path}[{number}]", value) for number, value in enumerate(self.value)]

    def each(self, read: Callable[[_Place], _T]) -> tuple[_T, ...]:
        """A list read item by item; null is an empty list."""
        return () if self.value is None else tuple(read(item) for item in self.items())

    def optional(self, read: Callable[[_Place], _T]) -> _T | None:
        return None if self.value is None else read(self)

    def text(self) -> str:
        if not isinstance(self.value, str):
            raise self.fault(f"A string is expected here, not {_kind_of(self.value)}.")
        return self.value

    def integer(self) -> int:
        if not isinstance(self.value, int) or isinstance(self.value, bool):
            raise self.fault(f"A whole number is expected here, not {_kind_of(self.value)}.")
        return self.value

    def number(self) -> int | float:
        if isinstance(self.value, bool) or not isinstance(self.value, int | float):
            raise self.fault(f"A number is expected here, not {_kind_of(self.value)}.")
        return self.value

    def word(self, known: type[Kind] | type[Sense]) -> str:
        word = self.text()
        if word not in list(known):
            raise self.fault(
                f"'{word}' is unknown here.", did_you_mean(word, list(known)) or f"Known are: {', '.join(known)}."
            )
        return word

    def parsed(self, parse: Callable[..., _T]) -> _T:
        """A string read by the expression parser; its diagnostics get this path."""
        text = self.text()
        try:
            return parse(text, spans=False)
        except FormulationError as error:
            found = error.diagnostics[0]
            raise self.fault(f"{found.message} It is in '{text}'.", found.hint, found.code) from None

    def expression(self) -> Expression:
        """A number or a string."""
        if isinstance(self.value, str):
            return self.parsed(parse_expression)
        number = self.number()
        return Negation(Number(-number)) if number < 0 else Number(abs(number))

    def checked(self, element: _E) -> _E:
        """The element, when the text can say it."""
        try:
            element_text(element)
        except FormulationError as error:
            found = error.diagnostics[0]
            raise self.fault(found.message, found.hint, found.code) from None
        return element


_E = TypeVar("_E", bound=Element)


def _kind_of(value: Any) -> str:
    names = {str: "a string", bool: "true or false", int: "a number", float: "a number", list: "a list"}
    return "null" if value is None else names.get(type(value), "an object")


def _set_in(place: _Place) -> SetDeclaration:
    parts = place.mapping((*_COMMON, "index", "value"))
    value = parts["value"]
    members: Expression | tuple[tuple[Key, Expression], ...] | None
    if isinstance(value.value, Mapping):
        members = value.mapping(("entries",))["entries"].each(lambda entry: _entry_in(entry, _Place.expression))
    else:
        members = value.optional(_Place.expression)
    name, details = parts["name"].text(), _details_in(parts)
    return place.checked(SetDeclaration(name, members, _index_in(parts["index"]), **details))


def _parameter_in(place: _Place) -> Parameter:
    parts = place.mapping((*_COMMON, "index", "value"))
    name, details = parts["name"].text(), _details_in(parts)
    return place.checked(Parameter(name, _index_in(parts["index"]), _value_in(parts["value"]), **details))


def _variable_in(place: _Place) -> Variable:
    parts = place.mapping((*_COMMON, "index", "kind", "lower", "upper"))
    return place.checked(
        Variable(
            parts["name"].text(),
            _index_in(parts["index"]),
            Kind(parts["kind"].optional(lambda item: item.word(Kind)) or Kind.CONTINUOUS),
            parts["lower"].optional(_Place.expression),
            parts["upper"].optional(_Place.expression),
            **_details_in(parts),
        )
    )


def _objective_in(place: _Place) -> Objective:
    if place.value is None:
        raise place.fault('The key "objective" is missing.', 'Write {"sense": "satisfy"} when any point will do.')
    parts = place.mapping(("note", "source", "sense", "expression"))
    sense = Sense(parts["sense"].word(Sense))
    expression = parts["expression"].optional(_Place.expression)
    return place.checked(Objective(sense=sense, expression=expression, **_details_in(parts)))


def _constraint_in(place: _Place) -> Constraint:
    parts = place.mapping((*_COMMON, "index", "body"))
    body = parts["body"].parsed(parse_expression)
    return place.checked(Constraint(parts["name"].text(), body, _index_in(parts["index"]), **_details_in(parts)))


def _index_in(place: _Place) -> tuple[Generator, ...]:
    return place.each(lambda item: item.parsed(parse_index))


def _details_in(parts: dict[str, _Place]) -> dict[str, Any]:
    ends = parts["source"].optional(lambda place: [end.integer() for end in place.items(2)])
    note = parts["note"].optional(_Place.text) or ""
    return {"note": note, "source": None if ends is None else Span(ends[0], ends[1])}


def _value_in(place: _Place) -> ParameterValue:
    value = place.value
    if isinstance(value, list):
        return _matrix_in(place)
    if not isinstance(value, Mapping):
        return place.optional(_Place.expression)
    parts = place.mapping(("entries", "table"))
    if "table" in value:
        return TableFile(parts["table"].text())
    return Entries(parts["entries"].each(lambda entry: _entry_in(entry, _Place.number)))


def _matrix_in(place: _Place) -> Matrix:
    return Matrix(tuple(_matrix_in(item) if isinstance(item.value, list) else item.number() for item in place.items()))


def _entry_in(place: _Place, read: Callable[[_Place], _T]) -> tuple[Key, _T]:
    key, value = place.items(2)
    return tuple(item.value if isinstance(item.value, str) else item.integer() for item in key.items()), read(value)


def _details_out(element: Element) -> dict[str, Any]:
    source = element.source
    return {"note": element.note, "source": None if source is None else [source.start, source.end]}


def _index_out(index: tuple[Generator, ...]) -> list[str]:
    return [generator_text(generator) for generator in index]


def _expression_out(expression: Expression) -> int | float | str:
    match expression:
        case Number(value=value) if value >= 0:
            return value
        case Negation(operand=Number(value=value)) if value > 0:
            return -value
        case _:
            return expression_text(expression)


def _set_out(value: Expression | tuple[tuple[Key, Expression], ...] | None) -> Any:
    if isinstance(value, tuple):
        return {"entries": [[list(key), _expression_out(members)] for key, members in value]}
    return None if value is None else _expression_out(value)


def _value_out(value: ParameterValue) -> Any:
    match value:
        case None:
            return None
        case Entries(items=items):
            return {"entries": [[list(key), number] for key, number in items]}
        case Matrix():
            return _matrix_out(value)
        case TableFile(path=path):
            return {"table": path}
        case _:
            return _expression_out(value)


def _matrix_out(matrix: Matrix) -> list[Any]:
    return [_matrix_out(row) if isinstance(row, Matrix) else row for row in matrix.rows]
