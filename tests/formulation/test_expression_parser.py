"""Expressions from text: levels, forms, places, and clear errors."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nl2opt.formulation.diagnostics import FormulationError
from nl2opt.formulation.expression_parser import MAX_DEPTH, parse_expression, parse_index
from nl2opt.formulation.expressions import (
    Binary,
    Call,
    Comparison,
    Expression,
    Generator,
    LogicalCall,
    Name,
    Negation,
    Node,
    Number,
    Quoted,
    Range,
    Reduction,
    SetBuilder,
    SetLiteral,
    Subscript,
    TupleMember,
    children,
    walk,
)
from nl2opt.formulation.text_printer import expression_text
from tests.formulation.strategies import expressions

x, y, z = Name("x"), Name("y"), Name("z")


def grouped(text: str) -> str:
    """The expression with a pair of parentheses around each operation."""

    def show(node: Node) -> str:
        match node:
            case Binary(operator=sign, left=left, right=right):
                return f"({show(left)} {sign} {show(right)})"
            case Comparison(operands=operands, operators=operators):
                tail = "".join(f" {sign} {show(item)}" for sign, item in zip(operators, operands[1:]))
                return f"({show(operands[0])}{tail})"
            case Negation(operand=operand):
                return f"(-{show(operand)})"
            case Range(first=first, last=last):
                return f"({show(first)} .. {show(last)})"
            case Name() | Number() | Subscript() | SetLiteral():
                return expression_text(node)
        below = [show(item) for item in children(node)]
        word = getattr(node, "operator", "not")
        return f"({below[0]} {word} {below[1]})" if len(below) == 2 else f"({word} {below[0]})"

    return show(parse_expression(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a + b * c", "(a + (b * c))"),
        ("a - b - c", "((a - b) - c)"),
        ("a / b * c % d", "(((a / b) * c) % d)"),
        ("a ** b ** c", "(a ** (b ** c))"),
        ("-a ** 2", "(-(a ** 2))"),
        ("a ** -b ** c", "(a ** (-(b ** c)))"),
        ("-a * b", "((-a) * b)"),
        ("a - -b", "(a - (-b))"),
        ("--a", "(-(-a))"),
        ("+a + +b", "(a + b)"),
        ("a <= b + 1 <= c", "(a <= (b + 1) <= c)"),
        ("a == b != c < d > e >= f", "(a == b != c < d > e >= f)"),
        ("t not in S and u in 1..3", "((t not in S) and (u in (1 .. 3)))"),
        ("not a == b", "(not (a == b))"),
        ("not a and not not b", "((not a) and (not (not b)))"),
        ("a or b and c xor d", "((a or (b and c)) xor d)"),
        ("a implies b iff c or d", "(a implies (b iff (c or d)))"),
        ("a and b implies not c", "((a and b) implies (not c))"),
        ("a | b & c", "(a | (b & c))"),
        ("1..3 | 5..T + 1", "((1 .. 3) | (5 .. (T + 1)))"),
        ("a * b - {c}", "((a * b) - {c})"),
        ("x[i + 1, j] * 2", "(x[i + 1, j] * 2)"),
    ],
)
def test_levels(text: str, expected: str) -> None:
    """Operators bind as in Python, with the logic words and sets where the language puts them."""
    assert grouped(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sum(x for i in I)", Reduction("sum", x, (Generator(("i",), Name("I")),))),
        (
            "sum(x[i] for i in I if y if z for j in J)",
            Reduction(
                "sum",
                Subscript("x", (Name("i"),)),
                (Generator(("i",), Name("I"), (y, z)), Generator(("j",), Name("J"))),
            ),
        ),
        ("prod(x for i, j in A)", Reduction("prod", x, (Generator(("i", "j"), Name("A")),))),
        ("max(x for (i, j) in A)", Reduction("max", x, (Generator(("i", "j"), Name("A")),))),
        ("min(x, y)", Call("min", (x, y))),
        ("abs(x)", Call("abs", (x,))),
        ("len(S)", Call("len", (Name("S"),))),
        ("at_most_one(x, y)", LogicalCall("at_most_one", (x, y))),
        ("all(x for i in 1..3)", Reduction("all", x, (Generator(("i",), Range(Number(1), Number(3))),))),
        ("min + sum", Binary("+", Name("min"), Name("sum"))),
        ("{}", SetLiteral(())),
        ('{a, "New York", -1, (b, 2),}', SetLiteral((Name("a"), Quoted("New York"), Negation(Number(1)),
                                                    TupleMember((Name("b"), Number(2)))))),
        ("{i for i in S}", SetBuilder(Name("i"), (Generator(("i",), Name("S")),))),
        ("(x,)", TupleMember((x,))),
        ("(x)", x),
        ("x[(a, b)]", Subscript("x", (TupleMember((Name("a"), Name("b"))),))),
        ("x\n+\ny", Binary("+", x, y)),
    ],
)  # fmt: skip
def test_forms(text: str, expected: Expression) -> None:
    """Each form of the language becomes its node."""
    assert parse_expression(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PLANTS", Generator((), Name("PLANTS"))),
        ("p in PLANTS", Generator(("p",), Name("PLANTS"))),
        ("(i, j) in A if i != j", Generator(("i", "j"), Name("A"), (Comparison((Name("i"), Name("j")), ("!=",)),))),
        ("1..T", Generator((), Range(Number(1), Name("T")))),
        ("(a, b)", Generator((), TupleMember((Name("a"), Name("b"))))),
        ("(A | B) - C if x", Generator((), Binary("-", Binary("|", Name("A"), Name("B")), Name("C")), (x,))),
    ],
)
def test_items_of_an_index(text: str, expected: Generator) -> None:
    """An item of an index list names its indices or leaves them out."""
    assert parse_index(text) == expected


def test_every_node_has_its_place() -> None:
    """The span of a node covers its words, without outer parentheses."""
    text = "sum((c[p] + 1) * ship[p, s] for p in P if p != q) <= -limit"
    spans = {type(node).__name__: node.span.of(text) for node in walk(parse_expression(text)) if node.span}
    assert spans == {
        "Comparison": "p != q",
        "Reduction": "sum((c[p] + 1) * ship[p, s] for p in P if p != q)",
        "Binary": "c[p] + 1",
        "Subscript": "ship[p, s]",
        "Number": "1",
        "Generator": "for p in P if p != q",
        "Negation": "-limit",
        "Name": "limit",
    }
    assert all(node.span for node in walk(parse_expression(text)))
    assert not any(node.span for node in walk(parse_expression(text, spans=False)))


@given(expressions())
@settings(deadline=None)
def test_spans_contain_the_spans_below(expression: Expression) -> None:
    """A node's place holds the places of the nodes below it, in order."""
    read = parse_expression(expression_text(expression))
    for node in walk(read):
        assert node.span is not None
        below = [item.span for item in children(node)]
        assert all(span is not None and node.span.start <= span.start <= span.end <= node.span.end for span in below)
        assert below == sorted(below)


@given(st.text("xy12(){}[],.:<=>+-*/%|&# \"'\nfor in if not and sum min", max_size=40))
def test_any_text_gives_an_expression_or_a_formulation_error(text: str) -> None:
    """No text leads to another exception than the one for people, and what is read can be printed."""
    with suppress(FormulationError):
        assert parse_expression(expression_text(parse_expression(text))) == parse_expression(text)


@pytest.mark.parametrize("text", ["(" * 5000, "-" * 5000 + "x", "not " * 5000 + "x", "x ** " * 5000 + "x",
                                  "a implies " * 5000 + "a", "abs(" * 5000, "x[" * 5000, "{" * 5000])  # fmt: skip
def test_deep_nesting_is_a_clear_error(text: str) -> None:
    """Nesting that would exhaust the stack is refused with its place."""
    with pytest.raises(FormulationError, match="nested more than 100 levels deep") as caught:
        parse_expression(text)
    assert caught.value.diagnostics[0].code == "nested-too-deep"


def test_the_greatest_depth_is_read() -> None:
    """Nesting up to the limit is fine."""
    deep = "(" * (MAX_DEPTH - 1) + "x" + ")" * (MAX_DEPTH - 1)
    assert parse_expression(deep) == x
    with pytest.raises(FormulationError):
        parse_expression(f"({deep})")


def test_nothing_is_evaluated() -> None:
    """Python that is no expression of the language is an error and never runs."""
    for text in ("__import__('os').getcwd()", "(lambda: 1)()", "[i for i in x]", "x.y", "f'{x}'", "x if y else z"):
        with pytest.raises(FormulationError):
            parse_expression(text)


@pytest.mark.parametrize(
    ("text", "code", "place", "hint"),
    [
        ("x = 3", "single-equals", 2, "Did you mean '=='?"),
        ("x ≤ 3", "stray-character", 2, "Did you mean '<='?"),
        ("x ^ 2", "stray-character", 2, "Did you mean '**'?"),
        ("2x", "unexpected-token", 1, "2 * x"),
        ("2(x)", "unexpected-token", 1, "'*'"),
        ("60% * x", "percent-sign", 2, "0.6"),
        ("x + 60%", "percent-sign", 6, "0.6"),
        ("x +", "unexpected-end", 3, ""),
        ("", "unexpected-end", 0, ""),
        ("big x", "unexpected-token", 4, "An operator is missing"),
        ("sum(x fro i in I)", "unexpected-token", 6, "Did you mean 'for'?"),
        ("sum(x for i in I", "unexpected-end", 16, ""),
        ("sum(x for i in I <= 3)", "unexpected-token", 17, ""),
        ("sum(x for i in I, j in J)", "unexpected-token", 16, "for i in I for j in J"),
        ("sum(a, b)", "reduction-without-for", 0, "a + b"),
        ("sum(x)", "reduction-without-for", 0, "sum(x[i] for i in I)"),
        ("prod(a, b)", "reduction-without-for", 0, "a * b"),
        ("sum(a, b for i in I)", "unexpected-token", 9, "tuple in parentheses"),
        ("abs(x for i in I)", "not-a-reduction", 0, "Known with 'for'"),
        ("summ(x for i in I)", "unknown-function", 0, "Did you mean 'sum'?"),
        ("cost(i)", "unknown-function", 0, "cost[i]"),
        ("min()", "unexpected-token", 4, ""),
        ("x[]", "unexpected-token", 2, "'x' alone"),
        ("x[i][j]", "unexpected-token", 4, "x[i, j]"),
        ("x[i for i in I]", "unexpected-token", 4, "sum(x[i] for i in I)"),
        ("a + not b", "unexpected-token", 4, "parentheses"),
        ("1..2..3", "unexpected-token", 4, "parentheses"),
        ("(a, b", "unexpected-end", 5, ""),
        ("()", "unexpected-token", 1, ""),
        ("(x for i in I)", "unexpected-token", 3, "sum"),
        ("if a then b", "unexpected-token", 0, "implies"),
        ("{a: 3}", "unexpected-token", 2, "table"),
        ("[1, 2]", "unexpected-token", 0, "Parameters"),
        ("x <= 3 forall i in I", "unexpected-token", 7, "behind its name"),
        ('"abc', "unterminated-quote", 0, "Close it"),
        ('"a\\q"', "unknown-escape", 2, "backslash"),
        ("1e999", "number-too-large", 0, "1.8e308"),
        ("x # note", "unexpected-token", 2, ""),
        ("x for i in I", "unexpected-token", 2, "sum(x[i] for i in I)"),
        ("sum(x for (i, (j, k)) in A)", "unexpected-token", 14, "(i, j) in A"),
        ("sum(x for in in A)", "unexpected-token", 10, "for i in I"),
    ],
)  # fmt: skip
def test_errors(text: str, code: str, place: int, hint: str) -> None:
    """A mistake is reported with its kind, its place and the way out."""
    with pytest.raises(FormulationError) as caught:
        parse_expression(text)
    (found,) = caught.value.diagnostics
    assert found.where is not None
    assert (found.code, found.where.start) == (code, place)
    assert hint in found.hint
