"""Scenarios step by step: our demonstrations, what is cut, and what every prefix must be."""

from __future__ import annotations

import pytest

from nl2opt.synth.resocratic.composing import kept_of
from nl2opt.synth.resocratic.demonstrations import Demonstration, demonstrations
from nl2opt.synth.resocratic.scenario import ScenarioError, read_scenario

SCENARIO = """Here is a scenario.
## Define Variables
A mason lays walls and paths, in meters.
// walls >= 0 continuous  # meters of wall
// paths >= 0 continuous  # meters of path
## Define Objective Function
A meter of wall pays $70 and a meter of path $30; he wants the highest pay.
// maximize 70*walls + 30*paths
## Generate Constraint-1
A meter of wall takes 3 hours and a meter of path 1 hour, in a week of 45 hours.
// hours: 3*walls + paths <= 45
## Generate Constraint-2
At most 10 meters of wall can be laid.
// limit: walls <= 10
"""


@pytest.mark.parametrize("demonstration", demonstrations(), ids=lambda each: each.name)
def test_every_prefix_of_a_demonstration_is_a_problem(demonstration: Demonstration) -> None:
    """Each step checks, states its numbers, and gives a problem with an optimum."""
    scenario = demonstration.scenario
    assert read_scenario(str(scenario)) == scenario
    assert len(kept_of(str(scenario), (demonstration.name,))) == len(scenario.constraints)


def test_there_are_enough_demonstrations() -> None:
    """At least 13 linear and 14 nonlinear ones, as ReSocratic has, from most domains."""
    linear = [each for each in demonstrations() if each.linear]
    assert len(linear) >= 13
    assert len(demonstrations()) - len(linear) >= 14
    assert len({each.domain for each in demonstrations()}) >= 12


def test_prefixes_grow_by_a_step() -> None:
    """The first prefix has one constraint, the last has all."""
    kept = kept_of(SCENARIO, ("mason",))
    assert [len(each.formulation.constraints) for each in kept] == [1, 2]
    assert kept[0].formulation.variables == kept[1].formulation.variables
    assert "10 meters" not in kept[0].scenario.prose


@pytest.mark.parametrize(
    ("old", "new", "left"),
    [
        ("limit: walls <= 10", "limit: wall <= 10", 1),  # an unknown name
        ("limit: walls <= 10", "limit: walls <= 12", 1),  # a number that the step does not state
        ("limit: walls <= 10", "limit: walls <= (10", 1),  # not to be read
        ("At most 10 meters", "At least 10 meters", 1),  # the other direction
        ("// limit", "limit", 1),  # no formal line
        ("Generate Constraint-2", "Generate Constraint-3", 1),  # a step is missing
        ("hours: 3*walls + paths <= 45", "hours: 3*walls + path <= 45", 0),
        ("// maximize 70*walls + 30*paths", "// maximize 70*walls + 35*paths", 0),
        ("At most 10 meters of wall can be laid.\n// limit: walls <= 10",
         "At least 16 meters of wall must be laid.\n// limit: walls >= 16", 1),  # infeasible with the first
    ],
)  # fmt: skip
def test_bad_steps_end_a_scenario(old: str, new: str, left: int) -> None:
    """What comes behind the first bad step is cut, and what stands before it is kept."""
    assert old in SCENARIO
    assert len(kept_of(SCENARIO.replace(old, new), ("mason",))) == left


@pytest.mark.parametrize("text", ["", "## Define Variables\nNothing.\n", SCENARIO.partition("## Generate")[0]])
def test_other_texts_are_no_scenarios(text: str) -> None:
    """Variables, objective and one constraint are the least."""
    with pytest.raises(ScenarioError):
        read_scenario(text)
    assert kept_of(text, ()) == []


def test_notation_is_mended() -> None:
    """Signs that models write instead of ours do not cost a scenario."""
    kept = kept_of(SCENARIO.replace("3*walls + paths <= 45", "3 walls + paths ≤ 45"), ("mason",))
    assert len(kept) == 2
