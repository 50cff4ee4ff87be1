"""Laws that hold for every family: its draws, its model, an independent optimum, its stories, and its telling."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from nl2opt.formulation.checks import check
from nl2opt.formulation.diagnostics import Severity
from nl2opt.formulation.elements import Kind, Sense, Variable
from nl2opt.formulation.sentences import sentences
from nl2opt.solvers.api import solve
from nl2opt.solvers.result import SolveOptions, Status
from nl2opt.synth.complexity.score import model_class
from nl2opt.synth.families.family import Family
from nl2opt.synth.families.instances import draw
from nl2opt.synth.families.ranges import Ranges
from nl2opt.synth.families.registry import family, names
from nl2opt.synth.language.templates import template
from nl2opt.synth.narrative.reading import read_back
from nl2opt.synth.narrative.same_model import same_model
from nl2opt.synth.narrative.statements import Goal, Narrative, Opening, Rule, Values
from nl2opt.synth.narrative.telling import tell
from nl2opt.synth.randomness import stream

REFERENCES = Path(__file__).parent.parent / "references"
DOMAINS = {
    "agriculture", "energy", "health", "retail", "environment", "education", "finance", "transport", "utilities",
    "manufacturing", "software", "construction", "legal", "customer service", "entertainment",
}  # fmt: skip
LIMIT = SolveOptions(time_limit=20)


@pytest.fixture(params=names())
def drawn(request: pytest.FixtureRequest) -> Family:
    """Each family in turn."""
    return family(request.param)


def reference_of(name: str) -> ModuleType:
    """The independent computation of a family's optimum."""
    spec = importlib.util.spec_from_file_location(f"reference_{name}", REFERENCES / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def narratives_of(chosen: Family) -> Iterator[Narrative]:
    """The common narrative and those of single settings."""
    yield chosen.narrative
    yield from chosen.narratives.values()


def test_model_is_sound_and_of_its_class(drawn: Family) -> None:
    """Instances depend on their seed alone, pass the checks, are of the declared class and have an optimum."""
    optimal = 0
    for seed in range(3):
        instance = draw(drawn, seed)
        assert draw(drawn, seed) == instance
        assert not [fault for fault in check(instance.formulation) if fault.severity is Severity.ERROR]
        optimal += solve(instance.formulation, LIMIT).status is Status.OPTIMAL
        if seed == 0:
            assert model_class(instance.formulation) == drawn.model_class
    assert optimal >= 2


def test_optimum_agrees_with_an_independent_one(drawn: Family) -> None:
    """At tiny size, enumeration or another method that knows nothing of our models finds the same optimum."""
    reference = reference_of(drawn.name)
    tiny = {name: replace(drawn.ranges[name], low=low, high=high) for name, (low, high) in reference.SIZES.items()}
    found = 0
    for seed in range(2):
        instance = draw(drawn, 100 + seed, ranges=Ranges(**{**drawn.ranges, **tiny}))
        solution = solve(instance.formulation, LIMIT)
        expected = reference.optimum(instance.data)
        if expected is None:
            assert solution.status is Status.INFEASIBLE
        else:
            found += 1
            assert solution.objective == pytest.approx(expected, rel=1e-5, abs=1e-5)
    assert found


def test_stories_vary(drawn: Family) -> None:
    """There are at least six settings, in at least three domains, with names of their own."""
    assert len({setting.name for setting in drawn.settings}) == len(drawn.settings) >= 6
    domains = {setting.domain for setting in drawn.settings}
    assert domains <= DOMAINS
    assert len(domains) >= 3
    labels = {name for setting in drawn.settings for pool in setting.members.values() for name in pool}
    assert not [name for name in labels if "," in name or " and " in name or '"' in name]


def test_everything_is_told(drawn: Family) -> None:
    """Open data are told once, constraints and domains of variables at least once, each in three ways or more."""
    model = drawn.model
    open_data = {parameter.name for parameter in model.parameters if parameter.value is None}
    to_tell = {constraint.name for constraint in model.constraints}
    to_tell |= {variable.name for variable in model.variables if _has_domain(variable)}
    assert model.objective.sense is not Sense.SATISFY
    for narrative in narratives_of(drawn):
        told = [set(statement.tells) for statement in narrative.statements]
        assert to_tell <= set().union(*told)
        assert not set().union(*told) - {element.name for element in model.elements()}
        assert _told_data(narrative) & open_data == open_data
        for statement in (*narrative.openings, *narrative.statements, narrative.goal):
            ways = sum(template(source).ways for source in statement.phrasings)
            if isinstance(statement, Values):
                ways += 3 * len(statement.captions)
            assert ways >= 3


def _has_domain(variable: Variable) -> bool:
    """Whether a variable is more than at least 0."""
    return variable.kind is not Kind.CONTINUOUS or variable.upper is not None


def _told_data(narrative: Narrative) -> set[str]:
    told: set[str] = set()
    for statement in (*narrative.openings, *narrative.statements, narrative.goal):
        if isinstance(statement, Values):
            told |= {measure.parameter for measure in statement.measures}
            if not statement.phrasings:
                continue
        first = template(statement.phrasings[0]).names
        if isinstance(statement, Rule | Opening | Goal):
            told |= first
    return told


def test_text_is_read_back(drawn: Family) -> None:
    """In each story, the text alone gives the model and its data again, sentence by sentence."""
    for number, setting in enumerate(drawn.settings):
        for seed in (number, 100 + number):
            instance = draw(drawn, seed, setting=setting.name)
            narrative = drawn.narrative_in(setting)
            told = tell(narrative, setting, drawn.model, instance.data, stream(seed, "tell"))
            read = read_back(narrative, setting, drawn.model, told.text, instance.data)
            assert same_model(read, instance.formulation), told.text
            prose = [block for block in told.text.split("\n\n") if "\n" not in block]
            assert all(sentences(block) for block in prose)


def test_another_text_is_not_read_back(drawn: Family) -> None:
    """A text without one of its rules does not pass for a complete one."""
    from nl2opt.synth.candidates import UnreadableError

    instance = draw(drawn, 1)
    narrative = drawn.narrative_in(instance.setting)
    kept = tuple(
        statement for statement in narrative.statements if not isinstance(statement, Rule) or statement.implied
    )
    if len(kept) == len(narrative.statements):
        kept = kept[1:]
    try:
        told = tell(
            replace(narrative, statements=kept), instance.setting, drawn.model, instance.data, stream(1, "tell")
        )
    except KeyError:
        return
    with pytest.raises(UnreadableError):
        read_back(narrative, instance.setting, drawn.model, told.text, instance.data)


def test_facts_about_it_stand_behind_what_they_are_about() -> None:
    """A fact that begins with "It" or "Its" follows the fact that names its subject, without a table in between."""
    chosen = family("farm_planning")
    setting = next(each for each in chosen.settings if each.name == "native_nursery")
    instance = draw(chosen, 1, setting=setting.name)
    told = [
        tell(chosen.narrative, setting, chosen.model, instance.data, stream(seed, "tell")).text for seed in range(12)
    ]
    referring = [text for text in told if "It was certified" in text]
    assert referring
    for text in referring:
        assert text[: text.index("It was certified")].rstrip().endswith(" parks.")


def test_shares_of_a_blended_material_are_not_more_than_all_of_it() -> None:
    """With many contents, too, the shares of each material sum to less than one."""
    chosen = family("blending")
    many = chosen.ranges.changed(contents=replace(chosen.ranges["contents"], low=9, high=9))
    data = draw(chosen, 1, ranges=many).data
    assert all(sum(data["share"][m, c] for c in data["CONTENTS"]) < 1 for m in data["MATERIALS"])
