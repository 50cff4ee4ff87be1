"""Whole texts: sections, elements, notes, places, several mistakes at once, and speed."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nl2opt.errors import Nl2optError
from nl2opt.formulation.diagnostics import FormulationError
from nl2opt.formulation.elements import (
    Entries,
    Formulation,
    Kind,
    Matrix,
    Objective,
    Parameter,
    Sense,
    SetDeclaration,
    TableFile,
    Variable,
)
from nl2opt.formulation.expressions import Binary, Generator, Name, Negation, Number, SetLiteral
from nl2opt.formulation.spans import Span, line_and_column
from nl2opt.formulation.text_parser import MAX_DIAGNOSTICS, parse, parse_file
from nl2opt.formulation.text_printer import to_text

README = Path(__file__).parents[2] / "nl2opt" / "formulation" / "README.md"


def read(heading: str, line: str) -> Formulation:
    """The formulation with one element."""
    end = "" if heading == "Objective" else "## Objective\nsatisfy\n"
    return parse(f"## {heading}\n{line}\n{end}")


def mistakes(text: str) -> list[tuple[str, int]]:
    """The codes and lines of what is wrong with a text."""
    with pytest.raises(FormulationError) as caught:
        parse(text)
    return [(item.code, line_and_column(text, item.where.start)[0]) for item in caught.value.diagnostics if item.where]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("x", Variable("x")),
        ("x continuous", Variable("x")),
        ("x >= 0", Variable("x", lower=Number(0))),
        ("x <= 9 integer", Variable("x", kind=Kind.INTEGER, upper=Number(9))),
        ("x integer <= 9", Variable("x", kind=Kind.INTEGER, upper=Number(9))),
        ("0 <= x", Variable("x", lower=Number(0))),
        ("9 >= x integer", Variable("x", kind=Kind.INTEGER, upper=Number(9))),
        ("0 <= x <= 9", Variable("x", lower=Number(0), upper=Number(9))),
        ("9 >= x >= 0", Variable("x", lower=Number(0), upper=Number(9))),
        ("x >= 0 <= 9", Variable("x", lower=Number(0), upper=Number(9))),
        ("x <= 9 >= 0 integer", Variable("x", kind=Kind.INTEGER, lower=Number(0), upper=Number(9))),
        ("x >= 0 integer <= 9", Variable("x", kind=Kind.INTEGER, lower=Number(0), upper=Number(9))),
        ("0 <= x integer <= 9", Variable("x", kind=Kind.INTEGER, lower=Number(0), upper=Number(9))),
        ("a <= b <= c", Variable("b", lower=Name("a"), upper=Name("c"))),
        ("a >= b", Variable("a", lower=Name("b"))),
        ("x >= -M", Variable("x", lower=Negation(Name("M")))),
        ("x <= n + integer integer", Variable("x", kind=Kind.INTEGER, upper=Binary("+", Name("n"), Name("integer")))),
        ("open[P] binary", Variable("open", (Generator((), Name("P")),), Kind.BINARY)),
        ("integer integer", Variable("integer", kind=Kind.INTEGER)),
        ("table binary", Variable("table", kind=Kind.BINARY)),
    ],
)
def test_variables(line: str, expected: Variable) -> None:
    """Bounds stand before or behind the name, and the kind anywhere behind it."""
    assert read("Variables", line).variables == (expected,)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("p", Parameter("p")),
        ("p = 500", Parameter("p", value=Number(500))),
        ("p = -2.5", Parameter("p", value=Negation(Number(2.5)))),
        ("p = table", Parameter("p", value=Name("table"))),
        ('p = table "a.csv"', Parameter("p", value=TableFile("a.csv"))),
        ("p = {}", Parameter("p", value=Entries(()))),
        ("p = ({})", Parameter("p", value=SetLiteral(()))),
        ("p = {a: 1, (b, 2): -3, \"c d\": 1e3}",
         Parameter("p", value=Entries(((("a",), 1), (("b", 2), -3), (("c d",), 1000.0))))),
        ("p = {-1: 5, (-2, a): 6}", Parameter("p", value=Entries((((-1,), 5), ((-2, "a"), 6))))),
        ("p = []", Parameter("p", value=Matrix(()))),
        ("p = [1, -2.5]", Parameter("p", value=Matrix((1, -2.5)))),
        ("p = [[1, 2], [3, 4],]", Parameter("p", value=Matrix((Matrix((1, 2)), Matrix((3, 4)))))),
    ],
)  # fmt: skip
def test_parameters(line: str, expected: Parameter) -> None:
    """Every form of data has its value."""
    assert read("Parameters", line).parameters == (expected,)


@pytest.mark.parametrize(
    ("line", "note", "source"),
    [
        ("x  # tons shipped", "tons shipped", None),
        ("x  # tons shipped @[12:40]", "tons shipped", Span(12, 40)),
        ("x  # @[12:40]", "", Span(12, 40)),
        ("x #@[12:40]", "", Span(12, 40)),
        ("x # a @[1:2] b", "a @[1:2] b", None),
        ("x # a @[1:2] @[3:4]", "a @[1:2]", Span(3, 4)),
        ("x #", "", None),
        ("x # see # 3", "see # 3", None),
        ("x >= ( # first\n 0) # last", "last", None),
        ("x >= ( # first\n 1 # between\n + 0)", "first", None),
        ("# before\nx", "", None),
    ],
)
def test_notes(line: str, note: str, source: Span | None) -> None:
    """The comment behind an element is its note, with the source mark at its end; other comments are dropped."""
    (variable,) = read("Variables", line).variables
    assert (variable.note, variable.source) == (note, source)


def test_sections_in_any_order_and_case() -> None:
    """Headings may stand in any order and case, with the mark of order marks, tabs and line ends of other systems."""
    text = "\ufeff## CONSTRAINTS\r\nc: x >= 1\r\n\r\n##objective ##\r\n\tminimize x\r\n## Variables\r\nx\r\n"
    assert to_text(parse(text)) == "## Variables\nx continuous\n## Objective\nminimize x\n## Constraints\nc: x >= 1\n"


def test_words_of_the_problem() -> None:
    """The quoted lines are the problem, character for character, whatever ends the lines of the file."""
    text = "## Problem\n> A firm\n>\n>  makes ## Sets\n\n# a comment\n> x\n## Objective\nsatisfy\n"
    assert parse(text).problem == "A firm\n\n makes ## Sets\nx"
    assert parse(text.replace("\n", "\r\n")).problem == "A firm\n\n makes ## Sets\nx"
    assert parse("## Problem\n## Objective\nsatisfy").problem is None


def test_every_element_has_its_place() -> None:
    """An element's place is its words, without the comment."""
    text = "## Sets\nS = {a,\n  b} # note\n## Variables\n  0 <= x[S] <= 3\n## Objective\nminimize x[a]\n"
    formulation = parse(text)
    assert [element.where.of(text) for element in formulation.elements() if element.where] == [
        "S = {a,\n  b}",
        "0 <= x[S] <= 3",
        "minimize x[a]",
    ]


def test_a_name_alone_has_no_value() -> None:
    """Sets and parameters without a value are left to the data."""
    assert read("Sets", "DAYS").sets == (SetDeclaration("DAYS"),)
    assert read("Sets", "NEXT[i in DAYS]").sets == (SetDeclaration("NEXT", index=(Generator(("i",), Name("DAYS")),)),)


def test_satisfy() -> None:
    """An objective may ask for any feasible point."""
    assert read("Objective", "satisfy # any").objective == Objective(note="any")
    assert read("Objective", "maximize x").objective == Objective(sense=Sense.MAXIMIZE, expression=Name("x"))


def test_several_mistakes_are_reported_together_in_order() -> None:
    """A mistake does not hide the ones in other lines and sections."""
    text = (
        "## Sets\nA = {1, 2\nB = {3}\n## Variable\nx intger\ny >= 0 binary\n## Objective\nminimise x\n"
        "## Constraints\nx + y <= 3\nc: x = 3\nd: x <= 3\ne: sum(x[i] for i in A\n  for j in A\nf: 2x >= 1\n"
    )
    assert mistakes(text) == [
        ("missing-bracket", 2),
        ("unknown-heading", 4),
        ("unknown-kind", 5),
        ("binary-with-bounds", 6),
        ("unknown-sense", 8),
        ("missing-colon", 10),
        ("single-equals", 11),
        ("missing-bracket", 13),
        ("unexpected-token", 15),
    ]


def test_an_open_bracket_does_not_swallow_the_next_section() -> None:
    """Behind a bracket that is never closed the next lines are read as usual."""
    assert mistakes("## Variables\nx[A >= 0\ny intger\n## Objective\nminimize (x\n") == [
        ("missing-bracket", 2),
        ("unknown-kind", 3),
        ("missing-bracket", 5),
    ]


def test_the_number_of_mistakes_is_limited() -> None:
    """A text that is something else altogether does not fill the screen."""
    assert len(mistakes("## Objective\nsatisfy\n## Constraints\n" + "what is this\n" * 1000)) == MAX_DIAGNOSTICS


def test_the_error_shows_file_line_and_column() -> None:
    """The message has the place as editors jump to it, the line, carets and the hint."""
    with pytest.raises(FormulationError) as caught:
        parse("## Objective\n\tminimize 3 * x ≤ 2\n", "plan.5e")
    assert str(caught.value) == (
        "plan.5e:2:17: error: '≤' is not part of the language. [stray-character]\n"
        "    \tminimize 3 * x ≤ 2\n"
        "    \t               ^\n"
        "  Did you mean '<='?"
    )


def test_the_error_shows_a_part_of_a_long_line() -> None:
    """Of a line of thousands of characters the part around the mistake is shown."""
    with pytest.raises(FormulationError) as caught:
        parse(f"## Objective\nminimize {' + '.join(['x'] * 3000)} + ? + {' + '.join(['y'] * 3000)}\n")
    row, carets = str(caught.value).splitlines()[1:3]
    assert len(row) < 120
    assert row[carets.index("^")] == "?"


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """A missing file is an error for people."""
    with pytest.raises(Nl2optError, match="cannot be read"):
        parse_file(tmp_path / "none.5e")


def test_a_file_with_a_byte_order_mark(tmp_path: Path) -> None:
    """A file from Windows reads like any other."""
    path = tmp_path / "plan.5e"
    path.write_bytes(b"\xef\xbb\xbf## Objective\r\nsatisfy\r\n")
    assert parse_file(path) == Formulation()


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(
    ["## Sets", "## Parameters", "## Variables", "## Objective", "## Constraints", "## Problem", "\n", "\n", " ", "x",
     "y", "A", "[", "]", "{", "}", "(", ")", ":", ",", "=", "<=", ">=", "1", "2.5", "..", "for", "in", "if", "sum(",
     "minimize", "satisfy", "binary", "integer", '"', "#", "> ", "\\", "%", "@[1:2]", "table", "\t", "≤", "not"]),
    max_size=40).map(" ".join))  # fmt: skip
def test_any_text_gives_a_formulation_or_a_formulation_error(text: str) -> None:
    """No text leads to another exception than the one for people, and what is read can be printed."""
    with suppress(FormulationError):
        formulation = parse(text)
        assert parse(to_text(formulation)) == formulation


def test_the_examples_of_the_reference_are_formulations() -> None:
    """Every example in the language reference is read, and the first is in canonical form."""
    blocks = README.read_text(encoding="utf-8").split("```5e\n")[1:]
    examples = [block.split("```")[0] for block in blocks]
    assert len(examples) >= 2
    assert to_text(parse(examples[0])) == examples[0]
    for example in examples[1:]:
        parse(example)
