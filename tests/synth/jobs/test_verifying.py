"""Verification of a dataset: what is right passes, and each kind of wrong file and row is found and named."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from nl2opt.errors import Nl2optError
from nl2opt.formulation.fingerprint import Fingerprint, Outcome
from nl2opt.synth.jobs.parquet_rows import pair_schema, pairs_to_parquet, read_pairs, read_rows
from nl2opt.synth.jobs.verifying import Verified, WrongRowError, row_fault, verify_dataset
from nl2opt.synth.pairs import Pair

DATA = "data/train-00000-of-00001.parquet"


def test_all_is_right(finished: Path) -> None:
    """A finished dataset is verified, in two processes, with its progress."""
    steps: list[tuple[int, int]] = []
    found = verify_dataset(finished, workers=2, on_progress=lambda *step: steps.append(step))
    assert found == Verified(files=10, rows=16, all_rows=16)
    assert steps[-1] == (16, 16)


def test_a_sample(own: Path) -> None:
    """A sample checks so many rows; other seeds draw other ones, and together they find what is wrong."""
    assert verify_dataset(own, sample=3) == Verified(files=10, rows=3, all_rows=16)
    rewrite(own, 7, lambda pair: replace(pair, objective=-1.0))
    outcomes = set()
    for seed in range(3):
        try:
            outcomes.add(verify_dataset(own, sample=8, seed=seed).rows)
        except WrongRowError as error:
            outcomes.add(error.where.rsplit(" ", 1)[-1])
    assert outcomes == {8, "7"}


def test_a_published_dataset(own: Path) -> None:
    """A dataset without its shards and rejected candidates is verified by what is there."""
    for folder in ("shards", "rejected"):
        for file in (own / folder).iterdir():
            file.unlink()
        (own / folder).rmdir()
    assert verify_dataset(own, sample=1).files == 2


@pytest.mark.parametrize("name", [DATA, "hard.jsonl", "shards/shard-00002.parquet", "rejected/shard-00000.parquet"])
def test_a_changed_or_missing_file(name: str, own: Path) -> None:
    """A file with one more byte and a file that is gone are named."""
    file = own / name
    file.write_bytes(file.read_bytes() + b"\n")
    with pytest.raises(WrongRowError, match="another SHA-256") as caught:
        verify_dataset(own)
    assert caught.value.where.endswith(name)
    file.unlink()
    with pytest.raises(WrongRowError, match="is missing"):
        verify_dataset(own)


def other_outcomes(pair: Pair) -> Fingerprint:
    """A fingerprint with another last optimum."""
    *rest, last = pair.fingerprint.outcomes
    value = (last.exact or 0) + 1
    return Fingerprint((*rest, Outcome(last.status, value, value)))


WRONG: dict[str, tuple[Callable[[Pair], Pair], str]] = {
    "optimum": (lambda pair: replace(pair, objective=(pair.objective or 0) + 1), "it says optimal"),
    "no optimum": (lambda pair: replace(pair, objective=None), "it says optimal None"),
    "status": (lambda pair: replace(pair, status="infeasible"), "it says infeasible"),
    "fingerprint": (lambda pair: replace(pair, fingerprint=other_outcomes(pair)), "the fingerprint is another one"),
    "copies": (
        lambda pair: replace(pair, fingerprint=Fingerprint(pair.fingerprint.outcomes[:1])),
        "the fingerprint is another one",
    ),
    "syntax": (lambda pair: replace(pair, formulation=f"{pair.formulation}\n)"), "cannot be parsed"),
    "print": (lambda pair: replace(pair, formulation=f"\n{pair.formulation}"), "is not printed as"),
    "data": (lambda pair: replace(pair, formulation=pair.formulation.replace("capacity =", "capacity = 1 +")), ""),
    "checks": (lambda pair: replace(pair, formulation=pair.formulation.replace("value[i]", "worth[i]")), "worth"),
    "score": (lambda pair: replace(pair, complexity=pair.complexity + 0.5), "its complexity is"),
    "class": (lambda pair: replace(pair, model_class="LP"), "its class is LP"),
    "band": (lambda pair: replace(pair, band="hard"), "outside its band 'hard'"),
    "no band": (lambda pair: replace(pair, band="huge"), "outside its band 'huge'"),
}


@pytest.mark.parametrize("kind", WRONG)
def test_a_wrong_row(kind: str, finished: Path) -> None:
    """Each kind of wrong row has a fault, and the row as it was has none."""
    change, said = WRONG[kind]
    pair = next(iter(read_pairs(finished / DATA)))
    assert row_fault(flat(finished, pair)) == ""
    fault = row_fault(flat(finished, change(pair)))
    assert fault
    assert said in fault


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("id", "0" * 16, "its id is"),
        ("text", "Other words.", "its id is"),
        ("route", "pigeon", "it is no pair"),
        ("details", "{", "it is no pair"),
        ("fingerprint", None, "it is no pair"),
    ],
)
def test_a_wrong_column(column: str, value: Any, said: str, finished: Path) -> None:
    """Rows whose columns do not fit together, or have impossible values, are found."""
    row = next(iter(read_rows(finished / DATA, pair_schema())))
    assert said in row_fault({**row, column: value})


def test_the_first_wrong_row_is_named(own: Path) -> None:
    """Of several wrong rows the first one is said, with its file and its number, whoever checks it."""
    rewrite(own, 11, lambda pair: replace(pair, objective=-1.0))
    rewrite(own, 4, lambda pair: replace(pair, complexity=99.0))
    with pytest.raises(WrongRowError, match="its complexity is 99") as caught:
        verify_dataset(own)
    assert caught.value.where == f"{own / DATA}, row 4"


def test_a_row_that_is_there_twice(own: Path) -> None:
    """Two rows of one id are a fault of the second."""
    found = list(read_pairs(own / DATA))
    rewrite(own, 5, lambda _: found[2])
    with pytest.raises(WrongRowError, match=r"is also that of data/train-00000-of-00001.parquet, row 2"):
        verify_dataset(own)


def test_other_columns(own: Path) -> None:
    """A file of another schema is named."""
    (own / DATA).write_bytes((own / "rejected" / "shard-00000.parquet").read_bytes())
    restamp(own)
    with pytest.raises(Nl2optError, match="The columns are text, formulation, stage"):
        verify_dataset(own)


def test_no_dataset(tmp_path: Path, own: Path) -> None:
    """A folder without a manifest, and a job that is not finished, are said to be so."""
    with pytest.raises(Nl2optError, match="There is no dataset"):
        verify_dataset(tmp_path / "nowhere")
    manifest = json.loads((own / "manifest.json").read_text())
    (own / "manifest.json").write_text(json.dumps({**manifest, "final": None}))
    with pytest.raises(Nl2optError, match="is not finished"):
        verify_dataset(own)


def flat(folder: Path, pair: Pair) -> dict[str, Any]:
    """A pair as a row of Parquet."""
    file = folder.parent / "row.parquet"
    file.write_bytes(pairs_to_parquet([pair]))
    return next(iter(read_rows(file, pair_schema())))


def rewrite(folder: Path, number: int, change: Callable[[Pair], Pair]) -> None:
    """Change one row of the dataset, and the hash in the manifest with it."""
    found = list(read_pairs(folder / DATA))
    found[number] = change(found[number])
    (folder / DATA).write_bytes(pairs_to_parquet(found))
    restamp(folder)


def restamp(folder: Path) -> None:
    """Write the hash of the dataset's file into the manifest."""
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["final"]["files"][0]["sha256"] = hashlib.sha256((folder / DATA).read_bytes()).hexdigest()
    (folder / "manifest.json").write_text(json.dumps(manifest))
