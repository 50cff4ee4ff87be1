from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from nl2opt.errors import ModelError, Nl2optError
from nl2opt.formulation.elements import Formulation
from nl2opt.formulation.text_parser import parse
from nl2opt.llm.protocol import Completion, Finish, Request
from nl2opt.llm.replay import RecordingModel, ReplayModel
from nl2opt.synth.complexity.bands import BANDS, Band, band, band_of
from nl2opt.synth.complexity.feedback import BandUnreachable, Tuned, tune
from nl2opt.synth.complexity.model_proposer import ModelProposer, prompt, read_answer
from nl2opt.synth.complexity.statistics import Solve
from nl2opt.synth.complexity.subjects import Subject, family_subject
from nl2opt.synth.complexity.tuned_ranges import TunedRanges
from nl2opt.synth.families.knapsack import FAMILY
from nl2opt.synth.families.ranges import Range, Ranges
from nl2opt.synth.randomness import stream

KNAPSACK = family_subject(FAMILY)


def grid(seed: int, ranges: Ranges) -> Formulation:
    """An assignment of random size, whose score grows with the product of two sizes."""
    rng = stream(seed, "grid")
    rows, columns = (rng.randint(int(ranges[name].low), int(ranges[name].high)) for name in ("rows", "columns"))
    return parse(
        f"""## Sets
I = 1..{rows}
J = 1..{columns}
## Variables
x[I, J] binary
## Objective
maximize sum(i * x[i, j] for i in I for j in J)
## Constraints
once[i in I]: sum(x[i, j] for j in J) <= 1
"""
    )


GRID = Subject(
    "grid",
    "Assignment",
    "",
    Ranges(rows=Range(2, 4, size=True, least=1, most=40), columns=Range(3, 5, size=True, most=30), cost=Range(1, 9)),
    grid,
)


def solver_that_says(status: str, seconds: float) -> Solve:
    """A solver that answers the same to every model."""

    def solve(formulation: Formulation, limit: float) -> tuple[str, float]:
        return status, seconds

    return solve


instant = solver_that_says("optimal", 0.0)


class Scripted:
    """A language model that answers from a list, for recordings."""

    name = "scripted"
    context_length = 4096

    def __init__(self, *answers: str) -> None:
        self.answers = list(answers)

    def count_tokens(self, text: str) -> int:
        """The length of the text."""
        return len(text)

    def complete(self, requests: Sequence[Request]) -> list[Completion]:
        """The next answers."""
        return [Completion(self.answers.pop(0), Finish.STOP, 1, 0, 1, 0.0) for _ in requests]

    def close(self) -> None:
        """Nothing is open."""


@pytest.mark.parametrize("name", BANDS)
def test_the_search_reaches_every_band_of_a_family_that_grows(name: str) -> None:
    """Within five rounds the mean score is in the band, and the ranges stay where they may be."""
    found = tune(GRID, BANDS[name], solve=instant)
    assert isinstance(found, Tuned)
    assert found.statistics.mean in BANDS[name]
    assert len(found.rounds) <= 5
    for size in GRID.ranges.sizes:
        declared, tuned = GRID.ranges[size], found.ranges[size]
        assert (declared.least or declared.low) <= tuned.low <= tuned.high <= (declared.most or 0)
    assert found.ranges["cost"] == GRID.ranges["cost"]


def test_real_solves_are_part_of_the_loop() -> None:
    """A knapsack of easy size is solved ten times, and equal seeds tune equally."""
    found, again = (tune(KNAPSACK, BANDS["easy"], seed=3) for _ in range(2))
    assert isinstance(found, Tuned)
    assert found.statistics.statuses == {"optimal": 10}
    assert found == again


def test_a_band_beyond_the_largest_sizes_is_reported() -> None:
    """The result says why, without an exception, and before the rounds are used up."""
    found = tune(KNAPSACK, BANDS["extreme"], solve=instant)
    assert isinstance(found, BandUnreachable)
    assert "at the largest sizes, the mean score" in found.reason
    assert len(found.rounds) < 5
    assert str(found).startswith("knapsack does not reach the band 'extreme': at the largest sizes")


def test_a_subject_without_sizes_is_only_measured() -> None:
    """The declared ranges are tried, and that is all that there is."""
    fixed = replace(KNAPSACK, ranges=KNAPSACK.ranges.changed(items=replace(KNAPSACK.ranges["items"], size=False)))
    found = tune(fixed, BANDS["hard"], solve=instant)
    assert isinstance(found, BandUnreachable)
    assert "no range of the family sets its size" in found.reason


def test_infeasible_and_slow_instances_do_not_count() -> None:
    """The search asks for smaller sizes of the same band, and says in the end what was wrong."""
    infeasible = tune(GRID, BANDS["medium"], solve=solver_that_says("infeasible", 0.0))
    slow = tune(GRID, BANDS["medium"], solve=solver_that_says("optimal", 99.0))
    assert isinstance(infeasible, BandUnreachable)
    assert "only 0% of the instances have a proven optimum (10 infeasible)" in infeasible.reason
    assert isinstance(slow, BandUnreachable)
    assert "solving takes longer than 30 s" in slow.reason
    means = [each.statistics.mean for each in slow.rounds if each.statistics.solved]
    assert means == sorted(means, reverse=True)


def test_samplers_that_fail_are_told() -> None:
    """A sampler that cannot make an instance makes the band unreachable, with its own words."""

    def broken(seed: int, ranges: Ranges) -> Formulation:
        raise ValueError("sample larger than population")

    found = tune(replace(GRID, draw=broken), BANDS["easy"], solve=instant)
    assert isinstance(found, BandUnreachable)
    assert "no instance could be made (ValueError: sample larger than population)" in found.reason


def test_a_language_model_tunes_from_the_statistics(tmp_path: Path) -> None:
    """Answers in words are read, clipped, measured and given back; a recording replays to the same end."""
    recording = tmp_path / "model.jsonl"
    model = RecordingModel(Scripted("items: 900..500", "I suggest:\n- **items**: from 12 to 16 items"), recording)
    found = tune(KNAPSACK, BANDS["easy"], ModelProposer(model))
    assert isinstance(found, Tuned)
    assert [(each.ranges["items"].low, each.ranges["items"].high) for each in found.rounds] == [(60, 60), (12, 16)]
    assert found.proposer == "scripted"
    assert tune(KNAPSACK, BANDS["easy"], ModelProposer(ReplayModel(recording))) == replace(
        found, proposer="replay:scripted"
    )


def test_a_language_model_that_repeats_itself_ends_the_loop() -> None:
    """Greedy answers that come back once are no use any more; a model that is gone is an error for the job."""
    found = tune(KNAPSACK, BANDS["easy"], ModelProposer(Scripted("items: 3..4", "items: 3..4")), solve=instant)
    assert isinstance(found, BandUnreachable)
    assert "scripted proposed ranges that it had tried before" in found.reason

    class Gone(Scripted):
        def complete(self, requests: Sequence[Request]) -> list[Completion]:
            raise ModelError(f"The model is gone, with {len(requests)} request.")

    with pytest.raises(ModelError, match="gone"):
        tune(KNAPSACK, BANDS["easy"], ModelProposer(Gone()), solve=instant)


def test_the_prompt_has_the_statistics_and_no_times() -> None:
    """What the model reads depends on the sample alone, so that recordings replay."""
    found = tune(GRID, BANDS["medium"], solve=instant)
    text = prompt(GRID, BANDS["medium"], found.rounds)
    assert "rows: 2..4 (allowed: 1 to 40)" in text
    assert "Round 1: with rows 2..4, columns 3..5, S was" in text
    assert "too low" in text
    assert "cost" not in text


@pytest.mark.parametrize(
    "answer",
    [
        "rows: 5..9\ncolumns: 6",
        "rows = [5, 9]; columns=[6, 6]",
        '{"rows": {"low": 5, "high": 9}, "columns": {"low": 6, "high": 6}}',
        "Rows from 5 to 9, columns between 6 and 6.",
        "rows: 1..2\ncolumns: 6\nBetter:\nrows: 9..5",
    ],
)
def test_answers_are_read_tolerantly(answer: str) -> None:
    """Many ways to say two ranges, the last word counts."""
    ranges, note = read_answer(answer, GRID.ranges)
    assert (ranges["rows"].low, ranges["rows"].high) == (5, 9)
    assert (ranges["columns"].low, ranges["columns"].high) == (6, 6)
    assert note == ""


def test_answers_without_ranges_change_nothing() -> None:
    """What cannot be read is told, and the ranges stay."""
    ranges, note = read_answer("I cannot help with that.", GRID.ranges)
    assert all(ranges[name] == GRID.ranges[name] for name in ranges)
    assert note == "no range could be read in the answer"
    assert read_answer("rows: 7..8", GRID.ranges)[1] == "kept as they were: columns"


def test_tuned_ranges_are_kept(tmp_path: Path) -> None:
    """A store gives ranges back after it was read again, knows what is unreachable, and forgets other declarations."""
    path = tmp_path / "tuned.json"
    store = TunedRanges(path)
    easy, extreme = tune(KNAPSACK, BANDS["easy"], solve=instant), tune(KNAPSACK, BANDS["extreme"], solve=instant)
    assert isinstance(easy, Tuned)
    store.add(KNAPSACK, BANDS["easy"], easy)
    store.add(KNAPSACK, BANDS["extreme"], extreme)
    again = TunedRanges(path)
    assert len(again) == 2
    ranges = again.ranges(KNAPSACK, BANDS["easy"])
    assert ranges is not None
    assert dict(ranges) == dict(easy.ranges)
    assert again.ranges(KNAPSACK, BANDS["extreme"]) is None
    assert again.unreachable(KNAPSACK, BANDS["extreme"]).startswith("at the largest sizes")
    assert again.unreachable(KNAPSACK, BANDS["easy"]) == ""
    other = replace(KNAPSACK, ranges=KNAPSACK.ranges.changed(items=Range(4, 9, size=True)))
    assert again.ranges(other, BANDS["easy"]) is None


@pytest.mark.parametrize("content", ["{broken", "[1, 2]", '{"a": 1}'])
def test_a_file_that_holds_no_tuned_ranges_is_refused(tmp_path: Path, content: str) -> None:
    """The error says what to do."""
    path = tmp_path / "tuned.json"
    path.write_text(content)
    with pytest.raises(Nl2optError, match="tuned ranges") as caught:
        TunedRanges(path)
    assert "Delete the file" in caught.value.hint


def test_bands_cover_all_scores() -> None:
    """Every score has one band, and impossible bands are refused."""
    ordered = list(BANDS.values())
    assert [each.least for each in ordered[1:]] == [each.most for each in ordered[:-1]]
    assert [band_of(score).name for score in (0, 10, 49.9, 50, 499, 10_000)] == [
        "trivial",
        "easy",
        "easy",
        "medium",
        "hard",
        "extreme",
    ]
    with pytest.raises(Nl2optError, match="no band 'huge'"):
        band("huge")
    with pytest.raises(Nl2optError, match="goes from 50 to 10"):
        Band("own", 50, 10, 5)
    with pytest.raises(Nl2optError, match="asked for 0 rounds"):
        tune(GRID, BANDS["easy"], rounds=0)
