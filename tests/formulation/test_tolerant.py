"""What models are seen to write, and what it is read as."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nl2opt.formulation.checks import check
from nl2opt.formulation.diagnostics import Severity
from nl2opt.formulation.elements import Formulation, Kind
from nl2opt.formulation.text_parser import parse
from nl2opt.formulation.text_printer import expression_text, to_text
from nl2opt.formulation.tolerant import read_draft, without_lines
from nl2opt.formulation.tolerant.mends import Notebook
from nl2opt.formulation.tolerant.notation import mend_notation

FRAME = """## Variables
x integer >= 0 # number of cakes
y continuous >= 0 # kilograms of flour
## Objective
maximize 3*x + 2*y
## Constraints
{}
"""


def read(constraints: str) -> Formulation:
    """The formulation that the constraint lines make with two variables."""
    reading = read_draft(FRAME.format(constraints))
    assert reading.formulation is not None, [item.message for item in reading.diagnostics]
    return reading.formulation


def bodies(constraints: str) -> list[str]:
    """The constraints as printed expressions."""
    return [expression_text(constraint.body) for constraint in read(constraints).constraints]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("budget: 2*x + y <= $1,200", "2 * x + y <= 1200"),
        ("share: x >= 60%*(x + y)", "x >= 0.6 * (x + y)"),
        ("share: x >= 12.5% of (x + y)", "x >= 0.125 * (x + y)"),
        ("total: 2x + 3(x + y) ≤ 10", "2 * x + 3 * (x + y) <= 10"),
        ("total: x^2 + y = 4", "x ** 2 + y == 4"),
        ("total: x + y =< 5.", "x + y <= 5"),
        ("total: x \\leq 7", "x <= 7"),
        ("total: \\frac{1}{2} * x \\geq y", "1 / 2 * x >= y"),
        ("hours: 2*x + 4*y <= 40 hours", "2 * x + 4 * y <= 40"),
        ("- x + y >= 3", "x + y >= 3"),
        ("1. x + y >= 3", "x + y >= 3"),
        ("x + y >= 3", "x + y >= 3"),
        ("at least three: x >= 3", "x >= 3"),
        ("**total**: x + y <= 1e3", "x + y <= 1000.0"),
    ],
)
def test_notation_is_mended(written: str, meant: str) -> None:
    """Money, percent, missing products, single equals signs, LaTeX and units are read as the language writes them."""
    assert bodies(written) == [meant]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("nonnegative: x >= 0, y >= 1", ["x >= 0", "y >= 1"]),
        ("each: x, y >= 5", ["x >= 5", "y >= 5"]),
        ("limit: x <= 4; y <= 6", ["x <= 4", "y <= 6"]),
    ],
)
def test_lists_are_split(written: str, meant: list[str]) -> None:
    """Several comparisons on one line are several constraints."""
    assert bodies(written) == meant


def test_kinds_among_the_constraints_change_the_variables() -> None:
    """A line that only says that a variable is whole is no constraint."""
    formulation = read("c: x + y <= 3\ny is an integer")
    assert [variable.kind for variable in formulation.variables] == [Kind.INTEGER, Kind.INTEGER]
    assert len(formulation.constraints) == 1


@pytest.mark.parametrize(
    ("line", "printed"),
    [
        ("cakes integer >= 0 # number of cakes", "cakes >= 0 integer  # number of cakes"),
        ("chocolate cakes integer >= 0", "chocolate_cakes >= 0 integer"),
        ("2_piece_suits integer >= 0", "n2_piece_suits >= 0 integer"),
        ("cakes: number of cakes (integer)", "cakes >= 0 integer  # number of cakes"),
        ("0 <= cakes <= 10 integer", "0 <= cakes <= 10 integer"),
        ("cakes in {0, 1}", "cakes binary"),
        ("cakes kg >= 0", "cakes >= 0 continuous"),
        ("cakes continuous free", "cakes continuous"),
        ("- `cakes` integer", "cakes >= 0 integer"),
    ],
)
def test_declarations_are_mended(line: str, printed: str) -> None:
    """A variable is declared whatever the order of its name, kind, bounds and description."""
    reading = read_draft(f"## Variables\n{line}\n## Objective\nmaximize 3\n")
    assert reading.formulation is not None, [item.message for item in reading.diagnostics]
    assert printed in to_text(reading.formulation)


def test_names_with_blanks_are_renamed_everywhere() -> None:
    """The objective and the constraints follow a name that had to change."""
    reading = read_draft(
        "## Variables\nchocolate cakes integer >= 0\n## Objective\nmaximize 3*chocolate cakes\n"
        "## Constraints\nc: chocolate cakes <= 4\n"
    )
    assert reading.formulation is not None
    assert "maximize 3 * chocolate_cakes" in to_text(reading.formulation)
    assert any("chocolate_cakes" in mend.message for mend in reading.mends)


def test_an_undeclared_name_is_the_one_it_can_only_mean() -> None:
    """``dining`` is read as ``dining_tables``, and said so."""
    reading = read_draft(
        "## Variables\ndining_tables integer >= 0\nchairs integer >= 0\n## Objective\nmaximize dining + chairs\n"
        "## Constraints\nc: dining + chair <= 4\n"
    )
    assert reading.formulation is not None
    assert "maximize dining_tables + chairs" in to_text(reading.formulation)
    assert {mend.code for mend in reading.mends} == {"undeclared"}


def test_the_label_of_a_constraint_stands_for_its_left_side() -> None:
    """A later line that limits ``capital`` limits what the constraint of that name adds up."""
    assert bodies("capital: 100*x + 5*y <= 900\nlimit: capital <= 800") == [
        "100 * x + 5 * y <= 900",
        "100 * x + 5 * y <= 800",
    ]


def test_what_stands_under_a_foreign_heading_is_left_out() -> None:
    """A solution that a model appends is no part of the formulation."""
    reading = read_draft(FRAME.format("c: x + y <= 4") + "## Solution\nMake 3 cakes: x = 3\n")
    assert reading.formulation is not None
    assert len(reading.formulation.constraints) == 1
    assert any(mend.code == "foreign-heading" for mend in reading.mends)


def test_headings_in_other_forms_are_found() -> None:
    """Bold headings, code fences and "Subject to" are read as the five headings."""
    reading = read_draft(
        "Here is the model:\n```\n**Decision Variables:**\nx integer >= 0\n**Objective Function:**\nMaximize Z = 3x\n"
        "Subject to:\nc1: x <= 4\n```\n"
    )
    assert reading.formulation is not None
    assert "maximize 3 * x" in to_text(reading.formulation)


def test_comment_lines_become_notes() -> None:
    """The clause that a model copied above a constraint stays with it."""
    mended = read_draft(FRAME.format("# at most four cakes\nc: x = 4"))
    assert mended.formulation is not None
    assert mended.formulation.constraints[0].note == "at most four cakes"


def test_a_line_that_makes_no_sense_is_reported_and_can_be_left_out() -> None:
    """One unreadable constraint is a diagnostic; as the last resort the rest is used without it."""
    raw = FRAME.format("good: x + y <= 4\nbad: x + <= y <=")
    reading = read_draft(raw)
    assert reading.formulation is None
    assert reading.diagnostics
    rest = without_lines(reading)
    assert rest.formulation is not None
    assert [constraint.name for constraint in rest.formulation.constraints] == ["good"]
    assert any(mend.assumption and "bad" in mend.message for mend in rest.mends)


def test_a_mistake_at_the_very_end_can_be_left_out() -> None:
    """A bracket that never closes is reported behind the last line, which is then the one that goes."""
    rest = without_lines(read_draft(FRAME.format("good: x + y <= 4\nbad: sum(x, (y <= 3")))
    assert rest.formulation is not None
    assert [constraint.name for constraint in rest.formulation.constraints] == ["good"]


def test_assumptions_are_told_apart_from_notation() -> None:
    """A sign that the draft did not state is an assumption; a percent sign is notation."""
    reading = read_draft("## Variables\nx integer\n## Objective\nmaximize 50%*x\n## Constraints\nc: x <= 4\n")
    kinds = {mend.code: mend.assumption for mend in reading.mends}
    assert kinds == {"nonnegative": True, "percent": False}


@pytest.mark.parametrize(
    "raw", ["", "I cannot help with that.", "## Objective\nmaximize 3*x\n", "## Variables\nx >= 0\n"]
)
def test_what_is_no_formulation_is_none(raw: str) -> None:
    """Without variables or without an objective there is nothing to solve, and a diagnostic says so."""
    reading = read_draft(raw)
    usable = reading.formulation is not None and not any(
        item.severity is Severity.ERROR for item in check(reading.formulation)
    )
    assert not usable


def test_a_formulation_in_the_language_passes_unchanged() -> None:
    """Sets, indices and data of a sound formulation are left as they are."""
    text = (
        "## Sets\nP = {a, b}\n## Parameters\nc[P] = {a: 1, b: 2}\n## Variables\nx[P] >= 0 integer\n"
        "## Objective\nmaximize sum(c[p] * x[p] for p in P)\n## Constraints\ncap[p in P]: x[p] <= 3\n"
    )
    reading = read_draft(text)
    assert reading.formulation == parse(text)
    assert reading.mends == ()


@given(st.floats(min_value=0.01, max_value=1e6).map(lambda value: round(value, 3)), st.integers(1, 10**6))
def test_mending_is_idempotent(value: float, whole: int) -> None:
    """A mended line is not mended again: notation of the language means itself."""
    known = frozenset({"x", "y"})
    once = mend_notation(f"{value}x + {whole:,} y <= {value}%", known, Notebook())
    assert mend_notation(once, known, Notebook()) == once


@given(st.text(max_size=300))
def test_any_text_is_read_without_a_crash(raw: str) -> None:
    """Whatever a model writes, the reader returns a reading."""
    reading = read_draft(raw)
    assert reading.formulation is not None or reading.diagnostics
