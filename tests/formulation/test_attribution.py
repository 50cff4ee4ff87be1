"""Which sentence of the problem each element came from."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nl2opt.formulation.attribution import attribute, stem, stems
from nl2opt.formulation.elements import Formulation
from nl2opt.formulation.sentences import sentences
from nl2opt.formulation.spans import Span
from nl2opt.formulation.text_parser import parse
from tests.formulation.strategies import formulations

PROBLEM = """\
A workshop builds desks and shelves. Each desk earns $120 and each shelf earns $45. A desk takes 3.5 hours of \
carpentry and a shelf takes 1.5 hours. There are 1,400 hours of carpentry a month. At least 60% of all pieces must be \
shelves. The workshop has promised a dozen desks to a school; storage holds at most 800 pieces. \
Twice as many brackets as shelves are bought. How many desks and shelves should be built to maximize profit?"""

MODEL = """\
## Parameters
carpentry_hours = 1400
## Variables
desks >= 0 integer
shelves >= 0 integer
brackets >= 0
unrelated_thing
## Objective
maximize 120*desks + 45*shelves
## Constraints
carpentry: 3.5*desks + 1.5*shelves <= carpentry_hours
share: shelves >= 0.6*(desks + shelves)
school: desks >= 12
storage: desks + shelves <= 800
fixings: brackets == 2*shelves
zq: unrelated_thing <= 77777
"""


def sources(formulation: Formulation) -> dict[str, str | None]:
    """The words of the source of each element."""
    attributed = attribute(formulation)
    assert attributed.problem is not None
    return {
        element.name: None if element.source is None else element.source.of(attributed.problem)
        for element in attributed.elements()
    }


def test_sources_of_a_small_model() -> None:
    """Limits, shares, number words and multiples lead to the sentence that states them."""
    found = sources(replace(parse(MODEL), problem=PROBLEM))
    assert found["carpentry_hours"] == "There are 1,400 hours of carpentry a month."
    assert found["carpentry"] == "There are 1,400 hours of carpentry a month."
    assert found["share"] == "At least 60% of all pieces must be shelves."
    assert found["school"] == "The workshop has promised a dozen desks to a school;"
    assert found["storage"] == "storage holds at most 800 pieces."
    assert found["fixings"] == "Twice as many brackets as shelves are bought."
    assert found["objective"] == "How many desks and shelves should be built to maximize profit?"
    assert found["desks"] is not None
    assert "desk" in found["desks"].lower()


def test_nothing_shared_gives_no_source() -> None:
    """An element with no word and no number of the text keeps no source."""
    found = sources(replace(parse(MODEL), problem=PROBLEM))
    assert found["unrelated_thing"] is None
    assert found["zq"] is None


def test_tables_and_lists() -> None:
    """Rows of tables and items of lists are sentences of their own."""
    problem = (
        "Choose projects to maximize value.\n\n| Project | Cost | Value |\n|---|---|---|\n| bridge | 31 | 90 |\n"
        "| tunnel | 47 | 110 |\n\nRules:\n- The budget is 65 million.\n- Build at most one of the two.\n"
    )
    text = (
        "## Sets\nPROJECTS = {bridge, tunnel}\n## Parameters\nbridge_cost = 31\n## Variables\nbuild[PROJECTS] binary\n"
        "## Objective\nmaximize 90*build[bridge] + 110*build[tunnel]\n## Constraints\n"
        "budget: bridge_cost*build[bridge] + 47*build[tunnel] <= 65\none: at_most_one(build[p] for p in PROJECTS)\n"
    )
    found = sources(replace(parse(text), problem=problem))
    assert found["bridge_cost"] == "bridge | 31 | 90"
    assert found["budget"] == "The budget is 65 million."
    assert found["one"] == "Build at most one of the two."
    assert found["objective"] == "Choose projects to maximize value."


def test_given_sources_stay() -> None:
    """A source that is there already is not changed."""
    formulation = parse(MODEL)
    kept = replace(formulation.variables[0], source=Span(0, 5))
    formulation = replace(formulation, variables=(kept, *formulation.variables[1:]), problem=PROBLEM)
    assert attribute(formulation).variables[0].source == Span(0, 5)


@pytest.mark.parametrize("problem", [None, "", "   "])
def test_without_words_nothing_changes(problem: str | None) -> None:
    """Without a problem text there is nothing to attribute."""
    formulation = replace(parse(MODEL), problem=problem)
    assert attribute(formulation) == formulation


def test_stems() -> None:
    """Forms of one word have one stem; names are cut at underscores and capitals; small words do not count."""
    assert stem("shelves") == stem("shelve")
    assert stem("boxes") == stem("box")
    assert stem("companies") == stem("company")
    assert stem("promised") == stem("promises")
    assert stems("hoursOf_carpentry") == [stem("hours"), stem("carpentry")]
    assert stems("the number of x1") == []


TEXTS = st.lists(
    st.sampled_from(
        ["A desk costs $3.50.", "Use e.g. 60%", "twice as many x", "- item 5;", "| a | 2 |", "ship 12", "\n"]
    )
).map(" ".join)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(formulations(), TEXTS)
def test_sources_are_sentences_of_the_problem(formulation: Formulation, problem: str) -> None:
    """Every source that is found is a sentence of the problem, and nothing else changes."""
    given_before = [element.source for element in formulation.elements()]
    attributed = attribute(replace(formulation, problem=problem))
    boundaries = set(sentences(problem))
    for before, element in zip(given_before, attributed.elements(), strict=True):
        assert element.source == before or (before is None and element.source in boundaries)
    stripped = [replace(element, source=None) for element in attributed.elements()]
    assert stripped == [replace(element, source=None) for element in formulation.elements()]
