"""Job files: what they say, and what is refused with the line in which it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from nl2opt.errors import Nl2optError
from nl2opt.synth.families import registry
from nl2opt.synth.jobs.job import Engine
from nl2opt.synth.jobs.job_file import apportioned, read_job, with_engine
from nl2opt.synth.pairs import Origin, Route
from nl2opt.synth.production_plan import Allocation, ModelChoice

FULL = """
name: sample
counts: {easy: 30, hard: 10}
seed: 12
families: [knapsack, blending]
origins: {family: 0.5, composer: 0.3, augmentation: 0.2}
routes: {code: 0.75, model: 0.25}
allocation: proportional
tries: 5
forward_share: 0.02
model: {name: "openai:qwen", base_url: "http://127.0.0.1:8000/v1", temperature: 0.5}
shard_size: 7
texts_per_model: 2
near_duplicates: 0.9
contamination: [bench.jsonl]
licence: cc-by-4.0
workers: 3
engine: ray
address: 10.0.0.1:6379
"""


def read(folder: Path, text: str, name: str = "job.yaml") -> str:
    """The error that a job file gives."""
    (folder / name).write_text(text, encoding="utf-8")
    with pytest.raises(Nl2optError) as caught:
        read_job(folder / name)
    return str(caught.value)


def test_every_key(tmp_path: Path) -> None:
    """A file with every key gives what it says."""
    (tmp_path / "bench.jsonl").write_text("{}")
    (tmp_path / "job.yaml").write_text(FULL)
    job = read_job(tmp_path / "job.yaml")
    assert (job.name, job.count, job.shards, job.seed, job.tries) == ("sample", 40, 6, 12, 5)
    assert job.families == ("blending", "knapsack")
    assert job.origins[Origin.COMPOSER] == 0.3
    assert job.routes[Route.MODEL] == 0.25
    assert job.allocation is Allocation.PROPORTIONAL
    assert job.model == ModelChoice("openai:qwen", "http://127.0.0.1:8000/v1", temperature=0.5)
    assert job.contamination == (tmp_path / "bench.jsonl",)
    assert (job.engine, job.address, job.workers) == (Engine.RAY, "10.0.0.1:6379", 3)
    assert (job.texts_per_model, job.near_duplicates, job.licence) == (2, 0.9, "cc-by-4.0")


def test_defaults(tmp_path: Path) -> None:
    """A count alone is a job: all families, all bands alike, texts by code, no model."""
    (tmp_path / "first.yaml").write_text("count: 12")
    job = read_job(tmp_path / "first.yaml")
    assert job.name == "first"
    assert job.families == registry.names()
    assert job.counts == {"trivial": 3, "easy": 3, "medium": 2, "hard": 2, "extreme": 2}
    assert job.model is None


@pytest.mark.parametrize(
    ("text", "where", "said"),
    [
        ("count: 5\nfamilys: all", ":2:1", "Did you mean 'families'?"),
        ("count: 5\nseed: 1\nseed: 1", ":3:1", "stands twice, the first time in line 2"),
        ("count: many", ":1:8", "'count' is 'many'"),
        ("count: true", ":1:8", "'count' is True"),
        ("count: 0", ":1:8", "whole number from 1"),
        ("count: -3", ":1:8", "whole number from 1"),
        ("count: 2.5", ":1:8", "'count' is 2.5"),
        ("count: [1]", ":1:8", "'count' is a list"),
        ("count:", ":1:7", "'count' is empty"),
        ("seed: 1", ":1:1", "either 'count' or 'counts'"),
        ("count: 5\ncounts: {easy: 5}", ":2:9", "either 'count' or 'counts'"),
        ("counts: {easy: 5}\nbands: [easy]", ":2:8", "says already"),
        ("counts: {easy: 0}", ":1:9", "add up to 0"),
        ("counts: {eazy: 5}", ":1:10", "Did you mean 'easy'?"),
        ("counts: 5", ":1:9", "has no keys"),
        ("count: 5\nbands: [easy, haard]", ":2:15", "Did you mean 'hard'?"),
        ("count: 5\nbands: [easy, easy]", ":2:15", "stands twice"),
        ("count: 5\nbands: []", ":2:8", "empty list"),
        ("count: 5\nbands: {easy: 0.5, hard: 0.4}", ":2:8", "add up to 0.9"),
        ("count: 5\nbands: {easy: 1.5}", ":2:15", "from 0 to 1"),
        ("count: 5\nbands: {easy: .nan}", ":2:15", "from 0 to 1"),
        ("count: 5\nbands: impossible", ":2:8", "no list"),
        ("count: 5\nfamilies: [knapsak]", ":2:12", "Did you mean 'knapsack'?"),
        ("count: 5\nfamilies: everything", ":2:11", "no list"),
        ("count: 5\nfamilies: [3]", ":2:12", "is 3"),
        ("count: 5\norigins: {families: 1}", ":2:11", "Did you mean 'family'?"),
        ("count: 5\norigins: {family: 0.6, composer: 0.6}", ":2:10", "add up to 1.2"),
        ("count: 5\nroutes: {code: 0.5}", ":2:9", "add up to 0.5"),
        ("count: 5\nroutes: {code: half}", ":2:16", "is 'half'"),
        ("count: 5\nallocation: proportionate", ":2:13", "Did you mean 'proportional'?"),
        ("count: 5\nforward_share: 2", ":2:16", "from 0 to 1"),
        ("count: 5\nshard_size: 0", ":2:13", "from 1"),
        ("count: 50000000\nshard_size: 10", ":2:13", "at least 5000"),
        ("count: 5\nmodel: gpt", ":2:8", "no model backend for 'gpt'"),
        ("count: 5\nmodel: openai", ":2:8", "no model backend"),
        ("count: 5\nmodel: {base_ulr: x}", ":2:9", "Did you mean 'base_url'?"),
        ("count: 5\nmodel: {name: embedded, base_url: x}", ":2:8", "has no base_url"),
        ("count: 5\ncontamination: [none.jsonl]", ":2:16", "There is no file"),
        ("count: 5\ncontamination: bench.jsonl", ":2:16", "no list"),
        ("count: 5\nengine: rays", ":2:9", "Did you mean 'ray'?"),
        ("count: 5\naddress: auto", ":2:10", "no cluster"),
        ("count: 5\nworkers: -1", ":2:10", "from 0"),
        ("count: 5\nname: 7", ":2:7", "in quotes"),
        ("- count: 5", ":1:1", "has no keys"),
        ("[1, 2]: 3", ":1:1", "is no word"),
        ("count: {", ":1:9", "no YAML"),
        ("count: 5\n\tseed: 1", ":2:1", "no YAML"),
        ("count: !!python/name:os.system x", ":1:8", "cannot be read"),
        ("", "", "is empty"),
    ],
)
def test_mistakes(text: str, where: str, said: str, tmp_path: Path) -> None:
    """Each mistake is one error that names line and column and says what to do."""
    message = read(tmp_path, text)
    assert f"job.yaml{where}" in message
    assert said in message
    assert len(message.split("\n\n")) == 2


def test_no_file_and_no_text(tmp_path: Path) -> None:
    """A file that is not there, or is no text, is a clear error."""
    with pytest.raises(Nl2optError, match="cannot be read"):
        read_job(tmp_path / "none.yaml")
    (tmp_path / "job.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(Nl2optError, match="not UTF-8"):
        read_job(tmp_path / "job.yaml")


def test_digest_is_of_the_content(tmp_path: Path) -> None:
    """Who makes the shards does not change the job; what is in them does."""
    (tmp_path / "job.yaml").write_text("count: 12")
    job = read_job(tmp_path / "job.yaml")
    assert with_engine(job, "ray", "auto", 8).digest == job.digest
    (tmp_path / "job.yaml").write_text("count: 12\nseed: 1")
    assert read_job(tmp_path / "job.yaml").digest != job.digest
    with pytest.raises(Nl2optError, match="no engine 'rai'"):
        with_engine(job, "rai", None, None)
    with pytest.raises(Nl2optError, match="no cluster"):
        with_engine(job, None, "auto", None)


def test_apportioned() -> None:
    """Whole numbers add up and are at most one away from the exact shares."""
    assert apportioned({"a": 0.5, "b": 0.25, "c": 0.25}, 7) == {"a": 3, "b": 2, "c": 2}
    assert apportioned({"a": 1 / 3, "b": 2 / 3}, 3) == {"a": 1, "b": 2}
