"""Word problems: equal seeds, the law of reading back, every type of clause, and errors."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from nl2opt.errors import Nl2optError
from nl2opt.formulation.checks import check
from nl2opt.formulation.text_printer import to_text
from nl2opt.solvers.api import solve
from nl2opt.synth.candidates import Candidate, UnreadableError
from nl2opt.synth.composer.composition import Options, compose, half_of
from nl2opt.synth.composer.registry import clauses, fitting
from nl2opt.synth.stories.registry import all_stories, names
from nl2opt.synth.stories.story import Kind


def inverse(candidate: Candidate, text: str) -> object:
    """What the candidate's own inverse makes of a text."""
    assert candidate.read_back is not None
    return candidate.read_back(text)


@pytest.mark.parametrize("name", names())
def test_texts_are_read_back_into_their_formulation(name: str) -> None:
    """In every story, the text alone gives the formulation that it was made from, without a finding of the checks."""
    found = compose(20, stories=[name])
    assert inverse(found, found.text) == found.formulation
    assert not check(found.formulation)


@pytest.mark.parametrize("seed", range(8))
def test_optimum_exists_and_something_is_done(seed: int) -> None:
    """A solve ends at an optimum that is not zero, and some variable is not zero."""
    solution = solve(compose(seed).formulation)
    assert solution.objective
    assert any(value for value in solution.values.values())


def test_equal_seeds_give_equal_texts_whatever_the_hashes() -> None:
    """A process with another seed of Python's hashes composes the same text and formulation."""
    program = (
        "from nl2opt.synth.composer.composition import compose\n"
        "print([(each.text, each.formulation) for each in map(compose, (3, 14))])"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "1"}
    elsewhere = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, check=True, text=True
    ).stdout
    assert elsewhere.strip() == str([(each.text, each.formulation) for each in map(compose, (3, 14))])


@pytest.mark.parametrize("name", sorted(clauses()))
def test_every_type_of_clause_occurs_and_is_read_back(name: str) -> None:
    """A problem that may have one type of clause has it, and its text is read back."""
    stories = [story.name for story in all_stories() if name in {each.name for each in fitting(story)}]
    for seed in range(60):
        found = compose(seed, stories=stories, clauses=[name], options=Options(activities=(4, 6), clauses=(2, 4)))
        if name in found.details["clauses"]:
            assert inverse(found, found.text) == found.formulation
            return
    pytest.fail(f"'{name}' never occurs")


def test_another_number_is_another_formulation() -> None:
    """A number of a limit that is changed in the text is changed in what is read."""
    changed = 0
    for seed in range(40, 52):
        found = compose(seed, stories=["furniture_workshop"], clauses=["upper bound", "resource limit"])
        number = re.findall(r"[\d.]+$", to_text(found.formulation).strip())[0]
        value = f"{int(number):,}" if "," in found.text and number.isdigit() else number
        text = re.sub(rf"(?<![\d,.]){re.escape(value)}(?![\d,]|\.\d)", "987", found.text)
        if text != found.text:  # it does not stand in words
            assert inverse(found, text) != found.formulation
            changed += 1
    assert changed > 5


def test_a_foreign_sentence_is_not_read() -> None:
    """A sentence that the composer never writes is refused by name, and so is a text without an objective."""
    found = compose(5)
    with pytest.raises(UnreadableError, match="moon"):
        inverse(found, f"{found.text} At least three of them must be sent to the moon.")
    with pytest.raises(UnreadableError, match="no opening or no objective"):
        inverse(found, found.text.split(". ")[0] + ".")


@pytest.mark.parametrize("half", ["A", "B"])
def test_halves_keep_to_their_stories(half: str) -> None:
    """Half of the stories is told, and both halves have at least a third of all."""
    found = compose(1, options=Options(story_half=half, phrasing_half=half))
    assert half_of(found.setting) == half
    assert sum(half_of(name) == half for name in names()) > len(names()) / 3
    assert inverse(found, found.text) == found.formulation


def test_sizes_are_kept() -> None:
    """Problems have as many activities as the options say."""
    for seed in range(6):
        found = compose(seed, options=Options(activities=(5, 5), clauses=(3, 3)))
        assert len([each for each in found.formulation.variables if not each.name.startswith("use_")]) == 5


def test_unknown_names_are_told() -> None:
    """Stories and clause types that do not exist are refused with what to do."""
    with pytest.raises(Nl2optError, match="no story 'furniture_worksop'"):
        compose(1, stories=["furniture_worksop"])
    with pytest.raises(Nl2optError, match="no clause type 'uper bound'"):
        compose(1, clauses=["uper bound"])


def test_impossible_options_are_told() -> None:
    """Sizes that no story has, and halves that do not exist, are refused."""
    with pytest.raises(Nl2optError, match="No feasible word problem"):
        compose(1, stories=["mixed_farm"], options=Options(activities=(40, 50)))
    with pytest.raises(Nl2optError, match="no clauses from 3 to 2"):
        Options(clauses=(3, 2))
    with pytest.raises(Nl2optError, match="another name than A or B"):
        Options(story_half="C")


def test_all_kinds_of_stories_are_told() -> None:
    """There are stories with whole, measured and invested amounts, and with things to choose."""
    assert {story.kind for story in all_stories()} == set(Kind)
