"""Jobs from beginning to end: the same rows however they are made, and nothing finished is lost."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from nl2opt.errors import Nl2optError
from nl2opt.evaluation.benchmark import read_benchmark
from nl2opt.synth.jobs.card import card_text
from nl2opt.synth.jobs.folder import FolderLock, JobFolder
from nl2opt.synth.jobs.parquet_rows import read_pairs
from nl2opt.synth.jobs.process_executor import ProcessExecutor
from nl2opt.synth.jobs.runner import Progress, run_job
from nl2opt.synth.jobs.statistics import dataset_statistics
from nl2opt.synth.pairs import Pair
from tests.synth.jobs import knapsacks
from tests.synth.jobs.small_jobs import JOB, InThisProcess, contents, made

ROOT = Path(__file__).parents[3]


def pairs(folder: Path) -> list[Pair]:
    """The rows of a dataset."""
    return [pair for file in sorted(folder.glob("data/*.parquet")) for pair in read_pairs(file)]


def test_a_finished_job(finished: Path) -> None:
    """Every wanted row that exists is there once, in a dataset, and rejected candidates stand beside it."""
    manifest = JobFolder(finished).require_manifest()
    assert manifest.final is not None
    assert sorted(manifest.shards) == [0, 1, 2, 3]
    found = pairs(finished)
    assert len({pair.id for pair in found}) == len(found) == manifest.final.rows == 16
    assert {pair.band for pair in found} == {"trivial"}
    assert sum(shard.rejected.rows for shard in manifest.shards.values()) > 0


def test_a_band_that_is_not_reached_is_said(finished: Path) -> None:
    """An order that cannot be had is in the manifest and in the card, and the job has gone on."""
    manifest = JobFolder(finished).require_manifest()
    short = [each for shard in manifest.shards.values() for each in shard.short]
    assert sum(each.wanted for each in short) == 4
    assert {(each.family, each.band, each.made, each.reason) for each in short} == {
        ("knapsack", "extreme", 0, "no knapsack is that large")
    }
    assert "| knapsack | family | extreme | code | 4 | 0 | no knapsack is that large |" in (
        finished / "README.md"
    ).read_text(encoding="utf-8")


def test_hard_problems_are_a_benchmark(finished: Path) -> None:
    """What the forward model did not solve is a file that 'nl2opt eval' reads, with the right answers."""
    rows = read_benchmark(finished / "hard.jsonl")
    assert rows
    assert {row.question for row in rows}.isdisjoint(pair.text for pair in pairs(finished))
    assert all(float(row.answers[0]) > 0 for row in rows)


def test_processes_give_the_same_bytes(finished: Path, tmp_path: Path) -> None:
    """Two worker processes and one process, in another order, write equal files; one worker is killed on the way."""
    steps: list[Progress] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NL2OPT_TEST_MARK", str(tmp_path / "mark"))
        run_job(JOB, tmp_path / "two", producer=knapsacks.mortal, workers=ProcessExecutor(2), on_progress=steps.append)
    assert (tmp_path / "mark").exists()
    assert contents(tmp_path / "two") == contents(finished)
    making = [step for step in steps if step.stage == "making"]
    assert [step.shards for step in making] == [0, 1, 2, 3, 4]
    assert making[-1].rows == 16
    assert making[-1].left == 0
    assert making[2].rate is not None
    assert making[2].rate > 0
    assert 0 < (making[-1].acceptance or 0) < 1


def test_a_finished_job_is_not_made_again(own: Path) -> None:
    """The second run finds everything there."""
    before = {file: file.stat().st_mtime_ns for file in own.glob("*/*.parquet")}
    assert made(own).made == 0
    assert {file: file.stat().st_mtime_ns for file in own.glob("*/*.parquet")} == before


def test_damaged_files_are_made_again(own: Path, finished: Path) -> None:
    """A shard with one changed byte, a missing one and a damaged dataset are noticed and made as they were."""
    shard = own / "shards" / "shard-00001.parquet"
    data = bytearray(shard.read_bytes())
    data[len(data) // 2] ^= 1
    shard.write_bytes(data)
    (own / "rejected" / "shard-00003.parquet").unlink()
    next(own.glob("data/*.parquet")).write_bytes(b"")
    report = made(own)
    assert report.remade == (1, 3)
    assert contents(own) == contents(finished)


def test_equal_seeds_in_two_folders_and_another_seed(finished: Path, tmp_path: Path) -> None:
    """A repeated seed gives the same dataset, another one shares no row with it."""
    assert contents(made(tmp_path / "again").folder) == contents(finished)
    other = made(tmp_path / "other", seed=6, counts={"trivial": 5}).folder
    assert {pair.id for pair in pairs(other)}.isdisjoint(pair.id for pair in pairs(finished))


def test_another_job_is_refused(own: Path) -> None:
    """The folder of another job is not touched, and the error says in what they differ."""
    with pytest.raises(Nl2optError, match="belongs to another job: its 'seed' is 5, here it is 6"):
        made(own, seed=6)


def test_another_version_is_refused(own: Path) -> None:
    """A job is not finished by another version, which might draw other rows."""
    manifest = json.loads((own / "manifest.json").read_text())
    (own / "manifest.json").write_text(json.dumps({**manifest, "version": "0.0.1"}))
    with pytest.raises(Nl2optError, match=r"begun by nl2opt 0\.0\.1"):
        made(own)


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"format": 7}', "{"])
def test_a_damaged_manifest_is_refused(content: str, own: Path) -> None:
    """A manifest that is none is an error, not a traceback, and nothing is overwritten."""
    (own / "manifest.json").write_text(content)
    with pytest.raises(Nl2optError, match="is no manifest of a job"):
        made(own)


def test_other_folders_are_refused(tmp_path: Path) -> None:
    """A folder with other files, or a file, is no place for a job."""
    (tmp_path / "thesis.tex").touch()
    with pytest.raises(Nl2optError, match=r"holds other files, such as 'thesis\.tex'"):
        made(tmp_path)
    with pytest.raises(Nl2optError, match="cannot be written"):
        made(tmp_path / "thesis.tex")


def test_two_jobs_in_one_folder_are_refused(tmp_path: Path) -> None:
    """While one job is at work in a folder, another one is turned away at once."""
    with FolderLock(tmp_path), pytest.raises(Nl2optError, match="Another job is at work"):
        made(tmp_path)


def test_duplicates_between_shards_are_removed(finished: Path, tmp_path: Path) -> None:
    """Pairs of one model stay once in the dataset, the first of them, and are counted."""
    report = made(tmp_path / "twins", knapsacks.twins, counts={"trivial": 20})
    found = pairs(report.folder)
    assert report.final.duplicates == {"the same model": 10}
    assert len(found) == 10
    assert "| duplicate: the same model | 10 |" in card_text(*dataset_statistics(JobFolder(report.folder)))
    assert len(pairs(made(report.folder, knapsacks.twins, counts={"trivial": 20}, texts_per_model=2).folder)) == 20


def test_overlaps_with_benchmarks_are_removed(own: Path, tmp_path: Path) -> None:
    """Naming a benchmark file takes the pairs out that share words with it, and makes no shard again."""
    taken = pairs(own)[3]
    bench = tmp_path / "bench.jsonl"
    bench.write_text(json.dumps({"id": "p1", "question": f"Once more. {taken.text}", "answer": 1}))
    report = made(own, contamination=(bench,))
    assert report.made == 0
    assert report.final.contaminated == {"bench.jsonl": {"13 words in a row": 1}}
    assert taken.id not in {pair.id for pair in pairs(own)}
    text = card_text(*dataset_statistics(JobFolder(own)))
    assert "| overlap with `bench.jsonl`: 13 words in a row | 1 |" in text


def test_a_wrong_benchmark_is_said_before_the_work(tmp_path: Path) -> None:
    """A benchmark file that cannot be read stops the job before its first shard."""
    (tmp_path / "bench.jsonl").write_text("no JSON")
    with pytest.raises(Nl2optError, match="The line is no JSON"):
        made(tmp_path / "job", contamination=(tmp_path / "bench.jsonl",))
    assert not (tmp_path / "job").exists()


def test_an_endpoint_that_dies(finished: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The finished shards are kept, the error is the model's own, and the next run goes on from there."""
    monkeypatch.setenv("NL2OPT_TEST_MARK", str(tmp_path / "answers"))
    folder = tmp_path / "job"
    with pytest.raises(Nl2optError, match="does not answer") as caught:
        run_job(JOB, folder, producer=knapsacks.endpoint_then_dead, workers=InThisProcess())
    assert caught.value.retryable
    assert caught.value.exit_code == 5
    assert sorted(JobFolder(folder).require_manifest().shards) == [2, 3]
    (tmp_path / "answers").touch()
    assert made(folder, knapsacks.endpoint_then_dead).made == 2
    assert contents(folder) == contents(finished)


def test_a_mistake_in_a_producer(tmp_path: Path) -> None:
    """An unexpected error names the shard; it is not taken for the user's."""
    with pytest.raises(Nl2optError, match="Shard 3 cannot be made: ZeroDivisionError: a mistake") as caught:
        made(tmp_path / "job", knapsacks.faulty)
    assert caught.value.exit_code == 6


FULL_DISK = """
import resource, sys
sys.path.insert(0, {root!r})
from pathlib import Path
from nl2opt.errors import Nl2optError
from tests.synth.jobs.small_jobs import made
resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))
try:
    made(Path({folder!r}))
except Nl2optError as error:
    print(type(error).__name__, error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits of file size are of POSIX systems")
def test_a_full_disk(finished: Path, tmp_path: Path) -> None:
    """A disk that refuses a file is one clear error, leaves no half of a file, and the job goes on afterwards."""
    sizes = [file.stat().st_size for file in finished.glob("shards/*.parquet")]
    script = FULL_DISK.format(root=str(ROOT), limit=min(sizes) + 1, folder=str(tmp_path / "job"))
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=120)
    assert "because the disk is full" in done.stdout, done.stderr
    assert "Make room and run the same command again" in done.stdout
    assert not list((tmp_path / "job").glob("**/*.part"))
    made(tmp_path / "job")
    assert contents(tmp_path / "job") == contents(finished)


KILLED = """
import sys
sys.path.insert(0, {root!r})
from pathlib import Path
from nl2opt.synth.jobs.process_executor import ProcessExecutor
from nl2opt.synth.jobs.runner import run_job
from tests.synth.jobs import knapsacks
from tests.synth.jobs.small_jobs import JOB
if __name__ == "__main__":
    run_job(JOB, Path({folder!r}), producer=knapsacks.slow, workers=ProcessExecutor(1), card=False)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is of POSIX systems")
def test_kill_and_resume(finished: Path, tmp_path: Path) -> None:
    """After kill -9 of a running job its workers end, finished shards are kept, and the end is the same dataset."""
    folder = tmp_path / "job"
    script = tmp_path / "killed.py"
    script.write_text(KILLED.format(root=str(ROOT), folder=str(folder)))
    running = subprocess.Popen([sys.executable, str(script)])
    try:
        end = time.monotonic() + 120
        while not JobFolder(folder).read_manifest() or not JobFolder(folder).require_manifest().shards:
            assert time.monotonic() < end
            assert running.poll() is None
            time.sleep(0.02)
        workers = _children(running.pid)
        assert workers
    finally:
        running.send_signal(signal.SIGKILL)
        running.wait()
    before = {file.name: file.read_bytes() for file in folder.glob("shards/*.parquet")}
    kept = sorted(JobFolder(folder).require_manifest().shards)
    assert 0 < len(kept) < 4
    report = made(folder)
    assert report.made == 4 - len(kept)
    assert contents(folder) == contents(finished)
    assert all(contents(folder)[f"shards/{name}"] == content for name, content in before.items())
    while any(map(_alive, workers)):
        assert time.monotonic() < end
        time.sleep(0.05)


def _children(pid: int) -> list[int]:
    listed = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False)
    return [int(word) for word in listed.stdout.split()]


def _alive(pid: int) -> bool:
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout
    return bool(state.strip()) and not state.strip().startswith("Z")


def test_a_manifest_is_read_as_it_was_written(finished: Path) -> None:
    """Reading the manifest and writing it gives the same bytes."""
    folder = JobFolder(finished)
    assert folder.require_manifest().to_json() == folder.manifest_path.read_bytes()


def test_a_moved_dataset_is_the_same(finished: Path, tmp_path: Path) -> None:
    """A copy of the folder at another place goes on as the same job."""
    shutil.copytree(finished, tmp_path / "moved")
    assert made(tmp_path / "moved").made == 0
