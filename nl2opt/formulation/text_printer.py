"""The canonical print of a formulation: one element a line, minimal parentheses.

``parse(to_text(f)) == f`` for every formulation that ``to_text`` prints. What the language cannot say is refused and
never printed as something else:

- names of elements and indices are identifiers and no keywords; members and keys that are not are printed in quotes;
- numbers are finite; a negative literal is a ``Negation`` (a ``Number`` below zero is printed, and read back as one);
- a note is one line, without outer blanks and without a source mark at its end;
- functions and operators are those of ``expressions``, lists of arguments and indices are not empty;
- a constraint's body is not arithmetic; a binary variable has no bounds; ``satisfy`` has no expression;
- expressions nest at most ``MAX_DEPTH`` levels deep.
"""

from __future__ import annotations

from collections.abc import Sequence

from nl2opt.formulation.diagnostics import Diagnostic, FormulationError, Severity
from nl2opt.formulation.element_parser import is_arithmetic
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
from nl2opt.formulation.expression_parser import MAX_DEPTH, Level
from nl2opt.formulation.expression_printer import (
    Unprintable,
    index_text,
    label_text,
    name_text,
    number_text,
    print_node,
)
from nl2opt.formulation.expressions import Expression, Generator, SetLiteral
from nl2opt.formulation.lexer import quoted
from nl2opt.formulation.statements import note_and_source


def to_text(formulation: Formulation) -> str:
    """The formulation as text, ending with an end of line; sections without elements are left out.

    Raises:
        FormulationError: an element says what the language cannot (code ``unprintable``).
    """
    lines: list[str] = []
    if formulation.problem is not None:
        lines.append("## Problem")
        lines += [f"> {line}" if line else ">" for line in formulation.problem.split("\n")]
    sections: tuple[tuple[str, Sequence[Element]], ...] = (
        ("Sets", formulation.sets),
        ("Parameters", formulation.parameters),
        ("Variables", formulation.variables),
        ("Objective", (formulation.objective,)),
        ("Constraints", formulation.constraints),
    )
    for heading, elements in sections:
        if elements:
            lines.append(f"## {heading}")
            lines += [element_text(element) for element in elements]
    return "\n".join(lines) + "\n"


def element_text(element: Element) -> str:
    """The line of one element, with its note and source mark.

    Raises:
        FormulationError: the element says what the language cannot (code ``unprintable``).
    """
    try:
        match element:
            case SetDeclaration():
                line = _set_line(element)
            case Parameter():
                line = _parameter_line(element)
            case Variable():
                line = _variable_line(element)
            case Objective():
                line = _objective_line(element)
            case Constraint():
                line = _constraint_line(element)
            case _:
                raise Unprintable(f"{type(element).__name__} is no element of a formulation")
        comment = _comment(element)
    except Unprintable as error:
        raise _refused(str(error), element.name) from None
    return f"{line}  {comment}" if comment else line


def expression_text(expression: Expression) -> str:
    """The expression in the notation of the language, with as few parentheses as it needs.

    Raises:
        FormulationError: the language cannot say it (code ``unprintable``).
    """
    try:
        return print_node(expression)
    except Unprintable as error:
        raise _refused(str(error), "") from None


def generator_text(generator: Generator) -> str:
    """One item of an index list, as between the brackets of ``ship[p in PLANTS, STORES]``.

    Raises:
        FormulationError: the language cannot say it (code ``unprintable``).
    """
    try:
        return index_text((generator,))
    except Unprintable as error:
        raise _refused(str(error), "") from None


def _refused(reason: str, element: str) -> FormulationError:
    message = f"This cannot be written as text: {reason}."
    hint = "Change it where the formulation is made."
    return FormulationError([Diagnostic(Severity.ERROR, "unprintable", message, hint, element=element)])


def _comment(element: Element) -> str:
    note, source = element.note, element.source
    mark = ""
    if source is not None:
        if source.start < 0 or source.end < 0:
            raise Unprintable("its source span is negative")
        mark = f"@[{source.start}:{source.end}]"
    words = " ".join(part for part in (note, mark) if part)
    comment = f"# {words}" if words else ""
    if "\n" in note or note_and_source(comment) != (note, source):
        raise Unprintable("its note is not one line without outer blanks and without '@[0:1]' at its end")
    return comment


def _head(name: str, index: tuple[Generator, ...]) -> str:
    return f"{name_text(name)}[{index_text(index)}]" if index else name_text(name)


def _set_line(element: SetDeclaration) -> str:
    head = _head(element.name, element.index)
    value = element.value
    if value is None:
        return head
    if isinstance(value, tuple):
        if not element.index:
            raise Unprintable("it has members by key, but no index")
        return f"{head} = {{{', '.join(f'{_key_text(key)}: {print_node(members)}' for key, members in value)}}}"
    # An indexed set with {} is a table without entries, so the empty set itself needs parentheses.
    text = print_node(value)
    return f"{head} = ({text})" if element.index and text == "{}" else f"{head} = {text}"


def _parameter_line(element: Parameter) -> str:
    head = _head(element.name, element.index)
    return head if element.value is None else f"{head} = {value_text(element.value)}"


def value_text(value: ParameterValue) -> str:
    """The value of a parameter as it stands behind ``=``; raises ``Unprintable``."""
    match value:
        case None:
            return ""
        case Entries(items=items):
            return f"{{{', '.join(f'{_key_text(key)}: {number_text(number)}' for key, number in items)}}}"
        case Matrix():
            return _matrix_text(value, 1)
        case TableFile(path=path):
            return f"table {quoted(path)}"
        case SetLiteral(members=()):
            return "({})"
        case _:
            return print_node(value)


def _matrix_text(matrix: Matrix, depth: int) -> str:
    if depth > MAX_DEPTH:
        raise Unprintable(f"its table is nested more than {MAX_DEPTH} levels deep")
    rows = (_matrix_text(row, depth + 1) if isinstance(row, Matrix) else number_text(row) for row in matrix.rows)
    return f"[{', '.join(rows)}]"


def _key_text(key: Key) -> str:
    if not key:
        raise Unprintable("a key of its table has no label")
    labels = [label_text(label) for label in key]
    return labels[0] if len(labels) == 1 else f"({', '.join(labels)})"


def _variable_line(element: Variable) -> str:
    head = _head(element.name, element.index)
    if element.kind is Kind.BINARY and (element.lower is not None or element.upper is not None):
        raise Unprintable("a binary variable has no bounds")
    lower = None if element.lower is None else print_node(element.lower, Level.UNION)
    upper = None if element.upper is None else print_node(element.upper, Level.UNION)
    if lower is not None and upper is not None:
        return f"{lower} <= {head} <= {upper} {element.kind}"
    if lower is not None:
        return f"{head} >= {lower} {element.kind}"
    if upper is not None:
        return f"{head} <= {upper} {element.kind}"
    return f"{head} {element.kind}"


def _objective_line(element: Objective) -> str:
    if element.name != "objective":
        raise Unprintable("the name of the objective is always 'objective'")
    if (element.expression is None) != (element.sense is Sense.SATISFY):
        raise Unprintable("'minimize' and 'maximize' have an expression, 'satisfy' has none")
    return str(element.sense) if element.expression is None else f"{element.sense} {print_node(element.expression)}"


def _constraint_line(element: Constraint) -> str:
    if is_arithmetic(element.body):
        raise Unprintable("the body of a constraint is neither true nor false")
    return f"{_head(element.name, element.index)}: {print_node(element.body)}"
