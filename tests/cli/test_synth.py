"""``nl2opt synth``: a job made and verified as a user does it."""

from __future__ import annotations

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
    next((tmp_path / "small").glob("data/*.parquet")).write_bytes(b"no Parquet")
    wrong = nl2opt("synth", "verify", "small")
    assert wrong.returncode == 1
    assert "train-00000-of-00001.parquet: The file has another SHA-256" in wrong.stderr


def test_bad_jobs(nl2opt: Run, tmp_path: Path) -> None:
    """Mistakes are two sentences on standard error, before anything is made."""
    (tmp_path / "bad.yaml").write_text("count: 4\nfamilys: all\n")
    done = nl2opt("synth", "run", "bad.yaml")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "bad.yaml:2:1: The job has no key 'familys'.\n\nDid you mean 'families'?\n"
    assert not (tmp_path / "bad").exists()
