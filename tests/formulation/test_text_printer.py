"""The canonical print of formulations and its law: what is printed reads back as the same formulation."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nl2opt.formulation.diagnostics import FormulationError
from nl2opt.formulation.elements import (
    Constraint,
    Element,
    Entries,
    Formulation,
    Kind,
    Matrix,
    Objective,
    Parameter,
    Sense,
    SetDeclaration,
    Variable,
)
from nl2opt.formulation.expression_parser import MAX_DEPTH, parse_expression
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
    Number,
    Reduction,
    SetBuilder,
    SetLiteral,
    Subscript,
    TupleMember,
)
from nl2opt.formulation.spans import Span
from nl2opt.formulation.text_parser import parse, parse_file
from nl2opt.formulation.text_printer import element_text, expression_text, to_text
from tests.formulation.strategies import expressions, formulations

GOLDEN = Path(__file__).parents[1] / "golden" / "text"
x, y, z = Name("x"), Name("y"), Name("z")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(formulations())
def test_a_printed_formulation_reads_back_as_itself(formulation: Formulation) -> None:
    """Parsing the print of any well-formed formulation gives an equal formulation."""
    assert parse(to_text(formulation)) == formulation


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(expressions())
def test_a_printed_expression_reads_back_as_itself(expression: Expression) -> None:
    """Parsing the print of any well-formed expression gives an equal expression."""
    assert parse_expression(expression_text(expression)) == expression


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(expressions(6), st.data())
def test_every_pair_of_parentheses_is_needed(expression: Expression, data: st.DataObject) -> None:
    """A print without one of its grouping pairs of parentheses means something else, or nothing."""
    text = expression_text(expression)
    pairs = grouping_pairs(text)
    if pairs:
        first, last = data.draw(st.sampled_from(pairs))
        shorter = text[:first] + " " + text[first + 1 : last] + " " + text[last + 1 :]
        try:
            read = parse_expression(shorter)
        except FormulationError:
            return
        assert read != expression


def grouping_pairs(text: str) -> list[tuple[int, int]]:
    """The places of parentheses that only group: no call, no tuple, no targets of a generator, nothing in quotes."""
    pairs, stack, quote = [], [], False
    position = 0
    while position < len(text):
        letter = text[position]
        if quote:
            position += letter == "\\"
            quote = letter != '"'
        elif letter == '"':
            quote = True
        elif letter in "([{":
            before = text[:position].rstrip(" ")
            called = text[position - 1 : position].isidentifier() or before.endswith(" for") or before == "for"
            stack.append([position, letter == "(" and not called])
        elif letter == "," and stack:
            stack[-1][1] = False
        elif letter in ")]}":
            first, groups = stack.pop()
            if groups:
                pairs.append((first, position))
        position += 1
    return pairs


@pytest.mark.parametrize("messy", sorted(GOLDEN.glob("*.messy.5e")), ids=lambda path: path.name.split(".")[0])
def test_canonical_print(messy: Path) -> None:
    """A text written freely is printed in the canonical form that stands beside it, which prints as itself."""
    canonical = messy.with_name(messy.name.replace(".messy", ""))
    assert to_text(parse_file(messy)) == canonical.read_text(encoding="utf-8")
    assert to_text(parse_file(canonical)) == canonical.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        (Binary("-", x, Binary("-", y, z)), "x - (y - z)"),
        (Binary("-", Binary("-", x, y), z), "x - y - z"),
        (Binary("*", Binary("+", x, y), z), "(x + y) * z"),
        (Binary("**", Negation(x), Number(2)), "(-x) ** 2"),
        (Negation(Binary("**", x, Number(2))), "-x ** 2"),
        (Binary("**", x, Negation(y)), "x ** -y"),
        (Binary("**", Binary("**", x, y), z), "(x ** y) ** z"),
        (Binary("*", x, Negation(y)), "x * -y"),
        (Connective("implies", Connective("implies", x, y), z), "(x implies y) implies z"),
        (Connective("and", Connective("or", x, y), z), "(x or y) and z"),
        (Comparison((Comparison((x, y), ("<=",)), z), ("==",)), "(x <= y) == z"),
        (Reduction("sum", Binary("+", x, y), (Generator(("i", "j"), z, (x,)),)), "sum(x + y for (i, j) in z if x)"),
        (TupleMember((x,)), "(x,)"),
        (SetLiteral(()), "{}"),
    ],
)  # fmt: skip
def test_parentheses_of_an_expression(expression: Expression, text: str) -> None:
    """Parentheses stand where the levels of the operators ask for them."""
    assert expression_text(expression) == text


def test_a_number_below_zero_is_printed_as_a_negation() -> None:
    """A literal below zero, which the parser never makes, keeps its meaning."""
    assert expression_text(Binary("**", Number(-2), Number(2))) == "(-2) ** 2"
    assert expression_text(Binary("-", x, Number(-2.5))) == "x - -2.5"


def test_a_sum_of_thousands_of_terms_is_printed_and_read() -> None:
    """A flat sum is as deep as it has terms, and needs no stack for any of print, parse, equality and hash."""
    terms: Expression = x
    for number in range(5000):
        terms = Binary("+", terms, Binary("*", Number(number), Name(f"x{number}")))
    formulation = Formulation(objective=Objective(sense=Sense.MINIMIZE, expression=terms))
    again = parse(to_text(formulation))
    assert again == formulation
    assert hash(again) == hash(formulation)
    assert again != Formulation(objective=Objective(sense=Sense.MINIMIZE, expression=Binary("+", terms, x)))


def test_what_is_printed_at_the_greatest_depth_can_be_read() -> None:
    """The printer's limit of nesting is the parser's, for brackets, signs and functions."""
    for wrap in (Negation, lambda node: Call("abs", (node,)), lambda node: Binary("-", y, Binary("-", x, node))):
        node, printed = x, [""]
        with suppress(FormulationError):
            for _ in range(MAX_DEPTH + 1):
                printed.append(expression_text(node))
                node = wrap(node)
        assert MAX_DEPTH // 5 < len(printed) <= MAX_DEPTH + 1
        assert expression_text(parse_expression(printed[-1])) == printed[-1]
        with pytest.raises(FormulationError, match="nested more than"):
            expression_text(node)


@pytest.mark.parametrize(
    ("element", "reason"),
    [
        (Variable("two words"), "no name"),
        (Variable("implies"), "no name"),
        (Variable("x", kind=Kind.BINARY, lower=Number(0)), "no bounds"),
        (Variable("x", note="a\nb"), "note"),
        (Variable("x", note=" a"), "note"),
        (Variable("x", note="a @[1:2]"), "note"),
        (Variable("x", source=Span(-1, 2)), "negative"),
        (Parameter("p", value=Number(float("inf"))), "not finite"),
        (Parameter("p", value=Entries(((("a",), float("nan")),))), "not finite"),
        (Parameter("p", value=Entries((((), 1),))), "no label"),
        (Parameter("p", value=Number(10**5000)), "cannot be written"),
        (Parameter("p", value=Matrix((Matrix((float("-inf"),)),))), "not finite"),
        (SetDeclaration("S", ((("a",), Name("b")),)), "no index"),
        (Objective(sense=Sense.MINIMIZE), "'satisfy' has none"),
        (Objective(expression=x), "'satisfy' has none"),
        (Objective("cost"), "always 'objective'"),
        (Constraint("c", Binary("+", x, y)), "neither true nor false"),
        (Constraint("c", Comparison((x,), ())), "one operator fewer"),
        (Constraint("c", Comparison((x, y), ("=",))), "not one of"),
        (Constraint("c", Connective("nand", x, y)), "no operator"),
        (Constraint("c", Subscript("x", ())), "index is missing"),
        (Constraint("c", LogicalCall("most", (x,))), "not one of"),
        (Constraint("c", Reduction("all", x, (Generator((), y),))), "'for' needs"),
        (Parameter("p", value=SetBuilder(x, ())), "'for' needs"),
        (Parameter("p", value=Binary("//", x, y)), "no operator"),
        (Element("x"), "no element"),
    ],
)  # fmt: skip
def test_what_the_language_cannot_say_is_refused(element: Element, reason: str) -> None:
    """An element that would read back as another one, or not at all, is an error that names it."""
    with pytest.raises(FormulationError, match=reason) as caught:
        element_text(element)
    assert caught.value.diagnostics[0].code == "unprintable"
    assert caught.value.diagnostics[0].element == element.name


def test_labels_with_line_breaks_are_quoted_on_one_line() -> None:
    """Whatever stands in a label, its element is one line."""
    label = 'a\nb\r\t"\\\x00\u2028\x85\ud800'
    formulation = Formulation(parameters=(Parameter("p", value=Entries((((label,), 1),))),))
    text = to_text(formulation)
    assert len(text.splitlines()) == 4
    assert parse(text) == formulation
