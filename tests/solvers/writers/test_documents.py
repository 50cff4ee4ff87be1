"""JSON and LaTeX: data inside, and text that a compiler takes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from nl2opt.formulation.json_form import from_json
from nl2opt.formulation.text_parser import parse, parse_file
from nl2opt.solvers.api import solve
from nl2opt.solvers.writers.json import JsonWriter
from nl2opt.solvers.writers.latex import LatexWriter, words
from nl2opt.solvers.writers.materialised import materialised
from tests.golden_files import GOLDEN, assert_golden

FORMULATIONS = Path(__file__).parent / "formulations"
NAMES = sorted(path.stem for path in FORMULATIONS.glob("*.5e"))


@pytest.mark.parametrize("name", NAMES)
def test_json_needs_no_other_file(name: str) -> None:
    """The formulation that JSON holds has the same optimum, in a folder without its tables."""
    formulation = parse_file(FORMULATIONS / f"{name}.5e")
    again = from_json(json.loads(JsonWriter().write(formulation, folder=FORMULATIONS)))
    if name != "tables":
        assert again == formulation
    assert solve(again).objective == pytest.approx(solve(formulation, folder=FORMULATIONS).objective)


def test_data_from_outside_are_written_out() -> None:
    """Sets, indexed sets and parameters that are given stand in the filled formulation as literals."""
    text = "## Sets\nI\nPAIRS\nNEXT[I]\n## Parameters\na[I]\nb\n## Variables\nx[PAIRS] binary\n## Objective\nsatisfy\n"
    tables = {"I": [3, 4, 5], "PAIRS": [("p q", -1)], "NEXT": {3: [4], 4: []}, "a": [1, -2.5, 1e30], "b": -7}
    filled = materialised(parse(text), tables)
    assert (
        parse(text.replace("I\nPAIRS\nNEXT[I]\n", "I = 3..5\nPAIRS = {}\nNEXT[I] = {3: {4}}\n")).sets[0]
        == (filled.sets[0])
    )
    from nl2opt.formulation.text_printer import to_text

    assert to_text(filled).splitlines()[1:7] == [
        "I = 3..5",
        'PAIRS = {("p q", -1)}',
        "NEXT[I] = {3: {4}}",
        "## Parameters",
        "a[I] = {3: 1, 4: -2.5, 5: 1e+30}",
        "b = -7",
    ]


@pytest.mark.parametrize("name", NAMES)
def test_latex_is_balanced(name: str) -> None:
    """Braces and environments close in their order, mathematics ends, and special characters are escaped."""
    text = LatexWriter().write(parse_file(FORMULATIONS / f"{name}.5e"), folder=FORMULATIONS)
    assert_balanced(text)


@pytest.mark.parametrize("name", ["facilities", "tables", "indexed_sets"])
def test_latex_documents(name: str) -> None:
    """The document is the one that has been looked at."""
    text = LatexWriter().write(parse_file(FORMULATIONS / f"{name}.5e"), folder=FORMULATIONS)
    assert_golden(GOLDEN / "latex" / f"{name}.tex", text)


def test_special_characters_are_escaped() -> None:
    """Words hold nothing that LaTeX would take for a command."""
    text = words('50 % of $3 & #1_a {b} ^c ~d \\e <f> "g" x ≤ y')
    assert re.search(r"(?<!\\)[%#&_]", text) is None
    assert_balanced(f"\\begin{{document}}{text}\\end{{document}}")


def assert_balanced(text: str) -> None:
    """A document whose groups, environments and formulas are closed."""
    text = re.sub(r"\\[{}$%&#_]", "", text)
    depth = 0
    for letter in text:
        depth += (letter == "{") - (letter == "}")
        assert depth >= 0
    assert depth == 0
    open_environments: list[str] = []
    for kind, name in re.findall(r"\\(begin|end)\{(\w+\*?)\}", text):
        if kind == "begin":
            open_environments.append(name)
        else:
            assert open_environments.pop() == name
    assert not open_environments
    assert text.count("$") % 2 == 0
    assert text.count(r"\left") == text.count(r"\right")
