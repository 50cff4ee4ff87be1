from __future__ import annotations

import json
from pathlib import Path

import pytest

from nl2opt.errors import Nl2optError
from nl2opt.formulation.elements import Formulation
from nl2opt.formulation.fingerprint import Fingerprint, fingerprint
from nl2opt.formulation.text_parser import parse
from nl2opt.solvers.api import solve
from nl2opt.synth.duplicates.contamination import Benchmarks, Contamination, Overlap

QUESTION = (
    "A tailor sews coats and capes. A coat needs 3 yards of wool and a cape 2 yards, and there are 41 yards of wool. "
    "Coats bring $70 and capes $40. How many of each should the tailor sew?"
)
FORMULATION = """
## Variables
coats >= 0 integer
capes >= 0 integer
## Objective
maximize 70*coats + 40*capes
## Constraints
wool: 3*coats + 2*capes <= 41
"""
SAME = """
## Parameters
need = 3
## Variables
huts >= 0 integer
tents >= 0 integer
## Objective
maximize 40*tents + 70*huts
## Constraints
cloth: 41 >= 2*tents + need*huts
"""


def fingerprint_of(formulation: Formulation) -> Fingerprint:
    """With the settings of these tests."""

    def solved(each: Formulation) -> tuple[str, float | None]:
        solution = solve(each)
        return str(solution.status), solution.objective

    return fingerprint(formulation, solved, k=2)


def written(folder: Path, *rows: object) -> Path:
    """A benchmark file of these rows."""
    path = folder / "tailors.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows) + "\n")
    return path


def test_thirteen_words_in_a_row_are_an_overlap(tmp_path: Path) -> None:
    """A run of thirteen words counts, whatever stands between them; twelve do not."""
    benchmarks = Benchmarks([written(tmp_path, {"id": "t1", "question": QUESTION, "answer": 950})], fingerprint_of)
    print_of = fingerprint_of(parse(FORMULATION))
    words = QUESTION.replace(".", " --").upper().split()
    words = [word for word in words if word != "--"]
    for start in range(5):
        long = "Once, " + " ".join(words[start : start + 13]) + ", they say."
        short = "Once, " + " ".join(words[start : start + 12]) + ", they say."
        assert benchmarks.find(long, print_of) == Contamination("tailors.jsonl", "t1", Overlap.WORDS)
        assert benchmarks.find(short, print_of) is None
    assert benchmarks.rows == {"tailors.jsonl": 1}
    assert dict(benchmarks.removed) == {("tailors.jsonl", Overlap.WORDS): 5}


def test_the_same_model_in_other_words_is_an_overlap(tmp_path: Path) -> None:
    """Where the file has formulations, models that do the same are found; others are not."""
    path = written(tmp_path, {"text": QUESTION, "formulation": FORMULATION}, {"problem": "Another one."})
    benchmarks = Benchmarks([path], fingerprint_of)
    told = "A scout troop puts up huts and tents from what cloth it has."
    assert benchmarks.find(told, fingerprint_of(parse(SAME))) == Contamination("tailors.jsonl", "1", Overlap.MODEL)
    other = parse(SAME.replace("40*tents", "45*tents"))
    assert benchmarks.find(told, fingerprint_of(other)) is None


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{broken", "no JSON"),
        ('{"answer": 3}', "no text"),
        ("[1, 2]", "no text"),
        ('{"question": "q", "formulation": "maximize"}', "formulation of this row is wrong"),
        ("", "is empty"),
    ],
)
def test_wrong_benchmark_files_are_told(tmp_path: Path, line: str, message: str) -> None:
    """The error has the file and the line, and what to do."""
    path = tmp_path / "tailors.jsonl"
    path.write_text(line)
    with pytest.raises(Nl2optError, match=message) as caught:
        Benchmarks([path], fingerprint_of)
    assert "tailors.jsonl" in str(caught.value)
    assert caught.value.hint


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    """A name that is wrong, and bytes that are no text."""
    with pytest.raises(Nl2optError, match="cannot be read"):
        Benchmarks([tmp_path / "none.jsonl"], fingerprint_of)
    path = tmp_path / "latin.jsonl"
    path.write_bytes('{"question": "café"}'.encode("latin-1"))
    with pytest.raises(Nl2optError, match="not UTF-8"):
        Benchmarks([path], fingerprint_of)
