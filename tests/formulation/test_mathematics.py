"""Formulations as mathematics: in a terminal, in LaTeX and in HTML."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nl2opt.formulation.elements import Formulation
from nl2opt.formulation.expression_parser import parse_expression
from nl2opt.formulation.expressions import Expression
from nl2opt.formulation.latex import expression_latex, to_html, to_latex
from nl2opt.formulation.mathematics import UnicodeNotation, columns, to_math, wrap
from nl2opt.formulation.text_parser import parse, parse_file
from tests.formulation.strategies import expressions, formulations

GOLDEN = Path(__file__).parents[1] / "golden" / "mathematics"
FILES = sorted(GOLDEN.glob("*.5e"))


def compare(path: Path, told: str) -> None:
    """Compares with a golden file, or writes it when NL2OPT_REGENERATE is set."""
    if os.environ.get("NL2OPT_REGENERATE"):
        path.write_text(told, encoding="utf-8", newline="\n")
    assert told == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_mathematics_of_a_formulation(path: Path) -> None:
    """The mathematics for a terminal is what was read and found right."""
    compare(path.with_suffix(".txt"), to_math(parse_file(path), 80) + "\n")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_latex_of_a_formulation(path: Path) -> None:
    """The LaTeX is what was read and found right."""
    compare(path.with_suffix(".tex"), to_latex(parse_file(path)) + "\n")


@pytest.mark.parametrize(
    ("text", "unicode", "latex"),
    [
        ("3 * x", "3 x", r"3 \, x"),
        ("x * 3 * y", "x·3 y", r"x \cdot 3 \, y"),
        ("2 * 3", "2·3", r"2 \cdot 3"),
        ("a - (b + c)", "a − (b + c)", "a - (b + c)"),
        ("a - -b", "a + b", "a + b"),
        ("-3 * x + y", "−3 x + y", r"-3 \, x + y"),
        ("a + -3 * x", "a − 3 x", r"a - 3 \, x"),
        ("-(a + b)", "−(a + b)", "-(a + b)"),
        ("a / b / c", "a/b/c", r"\frac{\frac{a}{b}}{c}"),
        ("a / (b * c)", "a/(b·c)", r"\frac{a}{b \, c}"),
        ("(a + b) / 2 * c", "(a + b)/2·c", r"\frac{a + b}{2} \, c"),
        ("(a / b) ** 2", "(a/b)²", r"\left(\frac{a}{b}\right)^{2}"),
        ("x ** 0.5", "x^0.5", "x^{0.5}"),
        ("(-x) ** 2", "(−x)²", "(-x)^{2}"),
        ("x1 ** 2", "x1²", "x_{1}^{2}"),
        ("cost_of[p, s]", "cost_of[p,s]", r"\mathit{cost\_of}_{p, s}"),
        ("x1[p]", "x1[p]", r"{x_{1}}_{p}"),
        ("sum(x[i] for i in I) + 1", "∑(i ∈ I) x[i] + 1", r"\sum_{i \in I} x_{i} + 1"),
        ("sum(x[i] + 1 for i in I)", "∑(i ∈ I) (x[i] + 1)", r"\sum_{i \in I} (x_{i} + 1)"),
        ("2 * sum(x[i] for i in I) / 3", "(2 ∑(i ∈ I) x[i])/3", r"\frac{2 \, \sum_{i \in I} x_{i}}{3}"),
        ("sum(x[i] for i in I) * y", "(∑(i ∈ I) x[i])·y", r"\left(\sum_{i \in I} x_{i}\right) \, y"),
        (
            "prod(x[i, j] for (i, j) in A if i != j)",
            "∏((i, j) ∈ A : i ≠ j) x[i,j]",
            r"\prod_{(i, j) \in A :\, i \ne j} x_{i, j}",
        ),
        ("max(x, y) + abs(z)", "max(x, y) + |z|", r"\max\left(x, y\right) + \left|z\right|"),
        ("not (x >= 1) and b", "¬(x ≥ 1) ∧ b", r"\lnot (x \ge 1) \land b"),
        ("(a or b) and c", "(a ∨ b) ∧ c", r"(a \lor b) \land c"),
        ("(a implies b) implies c", "(a ⇒ b) ⇒ c", r"(a \Rightarrow b) \Rightarrow c"),
        ("a implies b iff c", "a ⇒ b ⇔ c", r"a \Rightarrow b \Leftrightarrow c"),
        ("i in P | Q - {a}", "i ∈ P ∪ (Q ∖ {a})", r"i \in P \cup (Q \setminus \{\text{a}\})"),
        ("i not in 1..n", "i ∉ 1..n", r"i \notin \{1, \dots, n\}"),
        ("len(P) <= 1e21", "|P| ≤ 1e+21", r"\left|P\right| \le 1 \times 10^{21}"),
        ('x["100% sure_"]', 'x["100% sure_"]', r"x_{\text{100}\%\text{ sure}\_}"),
        ("exactly_one(a, b)", "exactly one(a, b)", r"\text{exactly one}\left(a, b\right)"),
    ],
)
def test_expressions(text: str, unicode: str, latex: str) -> None:
    """Each construct has its mathematics, with the parentheses that it needs."""
    expression = parse_expression(text)
    assert UnicodeNotation().text(expression) == unicode
    assert expression_latex(expression) == latex


def test_set_members_are_upright_in_latex() -> None:
    """With the formulation at hand, a free word is known to be a member of a set."""
    formulation = parse("## Sets\nI = {Lyon}\n## Variables\nx[I]\n## Objective\nminimize x[Lyon]\n")
    assert formulation.objective.expression is not None
    assert expression_latex(formulation.objective.expression, formulation) == r"x_{\text{Lyon}}"


def test_domains_use_the_indices_of_the_constraints() -> None:
    """A declaration without index names uses the names that the constraints use, else free letters."""
    text = (
        "## Sets\nPLANTS = {a}\nARCS = {(a, b)}\n## Variables\nx[PLANTS]\ny[PLANTS, PLANTS]\nf[ARCS]\np\n"
        "## Objective\nminimize p\n## Constraints\nc[q in PLANTS]: x[q] >= 1\n"
    )
    told = to_math(parse(text))
    assert "x[q]   ∈ ℝ  ∀ q ∈ PLANTS" in told
    assert "y[q,i] ∈ ℝ  ∀ q ∈ PLANTS, i ∈ PLANTS" in told
    assert "f[i,j] ∈ ℝ  ∀ (i, j) ∈ ARCS" in told


def test_html_is_escaped() -> None:
    """The HTML holds no bare ampersand or angle bracket besides its own tags."""
    formulation = parse("## Variables\nx\n## Objective\nminimize x\n## Constraints\nc: 1 < x\nd: x > 3\n")
    html = to_html(formulation)
    inside = html.removeprefix("<div class='nl2opt-formulation'>").removesuffix("</div>")
    assert "<" not in inside
    assert not re.search(r"&(?!amp;|lt;|gt;)", inside)
    assert "$$" in inside


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(formulations())
def test_every_formulation_has_mathematics(formulation: Formulation) -> None:
    """Whatever the language can say is rendered, and names every variable and constraint."""
    told, latex = to_math(formulation), to_latex(formulation)
    assert all(constraint.name in told for constraint in formulation.constraints)
    assert all(variable.name in told for variable in formulation.variables)
    assert latex.startswith("\\begin{aligned}\n")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(expressions())
def test_latex_is_balanced(expression: Expression) -> None:
    """Braces, and left and right delimiters, come in pairs; special characters are escaped."""
    latex = expression_latex(expression)
    bare = re.sub(r"\\[\\{}]", "", latex)
    depth = 0
    for letter in bare:
        depth += (letter == "{") - (letter == "}")
        assert depth >= 0
    assert depth == 0
    assert len(re.findall(r"\\left\b", latex)) == len(re.findall(r"\\right\b", latex))
    assert not re.search(r"(?<!\\)[%$#&~]", latex)


@given(st.lists(st.sampled_from(["3 x", "stock[t − 1]", "∑(p ∈ P, s ∈ S) cost[p,s]·ship[p,s]", "(a + b)", "long" * 8])))
def test_wrapping_loses_nothing(terms: list[str]) -> None:
    """A wrapped sum has the same words in the same order, and no line is wider than it must be."""
    text = " + ".join(terms)
    lines = wrap(text, 40)
    assert " ".join(lines).split() == text.split()
    assert all(columns(line) <= 40 for line in lines)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
@pytest.mark.parametrize("width", [60, 80, 100, 200])
def test_lines_fit(path: Path, width: int) -> None:
    """No line is wider than the terminal, in columns as the terminal counts them."""
    assert all(columns(line) <= width for line in to_math(parse_file(path), width).splitlines())


def test_long_sums_are_rendered() -> None:
    """A sum of many thousand terms is rendered without recursion."""
    terms = " + ".join(f"{place} * x" for place in range(1, 5001))
    formulation = parse(f"## Variables\nx >= 0\n## Objective\nminimize {terms}\n")
    assert "5000 x" in to_math(formulation)
    assert r"5000 \, x" in to_latex(formulation)
