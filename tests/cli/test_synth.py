"""``nl2opt synth``: a job made and verified as a user does it."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run

JOB = "count: 4\nbands: [trivial, extreme]\nfamilies: [knapsack]\nshard_size: 4\nworkers: 1\n"


def test_run_and_verify(nl2opt: Run, tmp_path: Path) -> None:
    """A job is made into a folder of its name, told and verified; a changed file is exit code 1."""
    (tmp_path / "small.yaml").write_text(JOB)
    done = nl2opt("synth", "run", "small.yaml", "--no-card")
    assert done.returncode == 0, done.stderr
    assert "1 of 1 shards" in done.stderr
    told = dict(line.split(maxsplit=1) for line in done.stdout.splitlines())
    assert (told["folder"], told["pairs"]) == ("small", "2")
    assert "1 kind of rows" in done.stdout
    verified = nl2opt("synth", "verify", "small", "--workers", "1")
    assert (verified.returncode, verified.stdout) == (0, "4 files and 2 rows (all) are right.\n")
    written = nl2opt(
        "synth", "tasks", "small", "-o", "tasks.jsonl", "--task", "text_to_formulation", "--task", "repair=1"
    )
    assert written.returncode == 0, written.stderr
    rows = [json.loads(line) for line in (tmp_path / "tasks.jsonl").read_text().splitlines()]
    assert [row["task"] for row in rows].count("text_to_formulation") == 2
    assert all(row["messages"][1]["content"].startswith("## Sets") for row in rows)
    next((tmp_path / "small").glob("data/*.parquet")).write_bytes(b"no Parquet")
    wrong = nl2opt("synth", "verify", "small")
    assert wrong.returncode == 1
    assert "train-00000-of-00001.parquet: The file has another SHA-256" in wrong.stderr


def test_sample(nl2opt: Run) -> None:
    """A pair is shown with its text and formulation; one that cannot be had is an error with a way out."""
    shown = nl2opt("synth", "sample", "fencing", "--band", "trivial", "--json")
    assert shown.returncode == 0, shown.stderr
    pair = json.loads(shown.stdout)
    assert (pair["family"], pair["verdict"], pair["model_class"]) == ("fencing", "inverse", "NLP")
    assert pair["formulation"].startswith("## ")
    unreachable = nl2opt("synth", "sample", "fencing", "--band", "hard")
    assert unreachable.returncode == 1
    assert "fencing does not reach the band 'hard'" in unreachable.stderr
    misspelt = nl2opt("synth", "sample", "knapsacks")
    assert misspelt.returncode == 1
    assert "Did you mean 'knapsack'?" in misspelt.stderr


def test_bad_tasks(nl2opt: Run, tmp_path: Path) -> None:
    """A task that is not there, and a share that is no number, are errors before anything is written."""
    for task, said in (("repairs", "Did you mean 'repair'?"), ("repair=much", "'much' is no share")):
        done = nl2opt("synth", "tasks", ".", "-o", "tasks.jsonl", "--task", task)
        assert done.returncode == 1
        assert said in done.stderr
    assert not list(tmp_path.glob("tasks.jsonl*"))


def test_bad_jobs(nl2opt: Run, tmp_path: Path) -> None:
    """Mistakes are two sentences on standard error, before anything is made."""
    (tmp_path / "bad.yaml").write_text("count: 4\nfamilys: all\n")
    done = nl2opt("synth", "run", "bad.yaml")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "bad.yaml:2:1: The job has no key 'familys'.\n\nDid you mean 'families'?\n"
    assert not (tmp_path / "bad").exists()
