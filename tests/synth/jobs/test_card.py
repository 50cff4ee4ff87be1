"""The card of a dataset, and the dataset as others read it."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
import yaml

from nl2opt.synth.allocation import Trials
from nl2opt.synth.jobs.card import card_text, write_card
from nl2opt.synth.jobs.folder import JobFolder
from nl2opt.synth.jobs.lookup import find_pair
from nl2opt.synth.jobs.parquet_rows import pairs_to_parquet, read_pairs
from nl2opt.synth.jobs.statistics import dataset_statistics
from tests.synth.jobs.small_jobs import made

DATA = "data/train-00000-of-00001.parquet"


def test_front_matter(finished: Path) -> None:
    """The card begins with what Hugging Face reads: licence, size, and the files of each configuration."""
    text = (finished / "README.md").read_text(encoding="utf-8")
    matter = yaml.safe_load(text.split("---\n")[1])
    assert matter["license"] == "apache-2.0"
    assert matter["size_categories"] == ["n<1K"]
    configs = {each["config_name"]: each for each in matter["configs"]}
    assert configs["pairs"]["default"]
    for config in configs.values():
        (files,) = config["data_files"]
        assert list(finished.glob(files["path"]))


def test_numbers_and_plots(finished: Path) -> None:
    """Counts, spread of the score, acceptance and the job are in the card; each plot that it shows is a PNG."""
    text = (finished / "README.md").read_text(encoding="utf-8")
    manifest, found = dataset_statistics(JobFolder(finished))
    rejected = sum(shard.rejected.rows for shard in manifest.shards.values())
    assert "16 verified pairs" in text
    assert "The job asked for 20" in text
    assert "| trivial | 16 | 100.0% |" in text
    assert "| trivial | 0 to 10 |" in text
    assert found.trials["family"] == (Trials("knapsack", 16 + rejected, 16),)
    assert f"| knapsack | {16 + rejected} | 16 | {16 / (16 + rejected):.1%} |" in text
    assert sum(found.rejections.values()) == rejected
    assert found.after.rows == found.before.rows == 16
    assert "OptMATH-Bench | 2,974" in text
    shown = [line.split("(")[1].rstrip(")") for line in text.splitlines() if line.startswith("![")]
    assert len(shown) == 4
    for name in shown:
        content = (finished / name).read_bytes()
        assert content[:8] == b"\x89PNG\r\n\x1a\n"
        assert min(struct.unpack(">II", content[16:24])) >= 300


def test_a_card_is_written_once_and_again_when_asked(own: Path) -> None:
    """A finished card stays as somebody has edited it, unless the dataset is renamed or the card is asked for."""
    card = own / "README.md"
    card.write_text(card.read_text(encoding="utf-8") + "Edited.\n", encoding="utf-8")
    made(own, card=True)
    assert card.read_text(encoding="utf-8").endswith("Edited.\n")
    made(own, name="renamed")
    text = card_text(*dataset_statistics(JobFolder(own)))
    assert "# renamed" in text
    assert write_card(own) == card
    assert card.read_text(encoding="utf-8") == text


def test_pairs_are_read_as_they_were_written(finished: Path) -> None:
    """Pairs survive Parquet, and equal pairs give equal bytes."""
    found = list(read_pairs(finished / DATA))
    assert pairs_to_parquet(found) == (finished / DATA).read_bytes()
    assert found[0].details == {"items": found[0].details["items"]}
    assert find_pair(finished, "3") == found[3] == find_pair(finished, found[3].id)


def test_datasets_loads_it(finished: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hugging Face's library loads the Parquet files, and the folder by its card, with the same rows."""
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setenv("HF_HOME", str(tmp_path / "home"))
    # The module, not the package: this repository has a folder of that name.
    load = pytest.importorskip("datasets.load", reason="the package 'datasets' (extra 'train') is not installed")
    found = list(read_pairs(finished / DATA))
    cache = str(tmp_path / "cache")
    files = str(finished / "data" / "*.parquet")
    rows = load.load_dataset("parquet", data_files=files, split="train", cache_dir=cache)
    assert rows["id"][:] == [pair.id for pair in found]
    assert rows[0]["fingerprint"][0] == {"status": "optimal", "value": found[0].objective}
    whole = load.load_dataset(str(finished), split="train", cache_dir=cache)
    assert whole["text"][:] == [pair.text for pair in found]
    rejected = load.load_dataset(str(finished), "rejected", split="train", cache_dir=cache)
    assert set(rejected["stage"]) <= {"band", "forward"}
