"""Adapters by name: which one a model gets, and which are refused."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from nl2opt.errors import ModelFileError, Nl2optError
from nl2opt.llm.adapters import DEFAULT, find_adapter, shipped_adapters
from nl2opt.llm.catalogue import KNOWN_MODELS
from nl2opt.llm.selection import select_adapter
from nl2opt.pipeline.settings import Settings
from nl2opt.session import Session
from tests.llm.gguf_adapter import write_adapter

DEFAULT_BASE = KNOWN_MODELS[0].sha256


@pytest.fixture(autouse=True)
def empty_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cache folder of the test's own: no model is here."""
    monkeypatch.setenv("NL2OPT_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An adapter of the default model with its card."""
    return written(tmp_path / "mine", DEFAULT_BASE)


def written(folder: Path, base: str) -> Path:
    """An adapter for a base, as ``nl2opt train export`` writes it."""
    folder.mkdir()
    path = write_adapter(folder / "adapter.gguf", scale=1.0)
    card = {
        "name": folder.name,
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "base": {"name": "model.gguf", "sha256": base},
        "prompt": {"system": "Formulate.", "opening": "## Variables\n", "table_cells": 40},
    }
    (folder / "card.json").write_text(json.dumps(card), encoding="utf-8")
    return folder


def test_a_folder_or_its_file(folder: Path) -> None:
    """An adapter is found by its folder and by its file."""
    adapter = find_adapter(str(folder))
    assert adapter == find_adapter(str(folder / "adapter.gguf"))
    assert adapter.label == f"mine@{adapter.sha256[:12]}"


def test_on_the_right_base(folder: Path) -> None:
    """It goes with the model that it was trained on, also before that model is fetched."""
    chosen = select_adapter(None, str(folder))
    assert chosen is not None
    assert chosen.system == "Formulate."


def test_on_another_base(folder: Path, tmp_path: Path) -> None:
    """It is refused on another model file."""
    other = tmp_path / "other.gguf"
    other.write_bytes(b"GGUF of another model")
    with pytest.raises(ModelFileError, match="was trained on another model"):
        select_adapter(f"embedded:{other}", str(folder))


def test_none_and_endpoints(folder: Path) -> None:
    """``none`` is the base model alone; an endpoint serves adapters under names of its own."""
    assert select_adapter(None, "none") is None
    assert select_adapter("openai:gpt-x", None) is None
    with pytest.raises(Nl2optError, match="goes with the embedded model"):
        select_adapter("openai:gpt-x", str(folder))


def test_a_name_that_nobody_knows() -> None:
    """What is neither shipped nor a path is named, with what there is."""
    with pytest.raises(ModelFileError, match="There is no adapter 'formulator'"):
        select_adapter(None, "formulator")


def test_settings_of_a_session(folder: Path, tmp_path: Path) -> None:
    """A session tells the pipeline the adapter, its words, and how large a table it copies."""
    settings = Session(adapter=folder).adapted(Settings(seed=3))
    assert settings.adapter == find_adapter(str(folder)).label
    assert (settings.system, settings.opening) == ("Formulate.", "## Variables\n")
    assert (settings.table_cells, settings.seed) == (40, 3)
    assert Session(adapter="none").adapted(Settings()) == Settings()


@pytest.mark.parametrize("name", shipped_adapters())
def test_shipped_adapters(name: str) -> None:
    """Each shipped adapter is whole, for the default model, at most 24 MB, and says what it was measured to do."""
    adapter = find_adapter(name)
    adapter.require_base(DEFAULT_BASE)
    assert adapter.path.stat().st_size <= 24_000_000
    assert adapter.card["figures"]
    assert adapter.card["data"]


def test_the_default_is_shipped_or_nothing() -> None:
    """Without a word about adapters, the default model gets the shipped one."""
    chosen = select_adapter(None, None)
    assert (chosen.name if chosen else None) == (DEFAULT if DEFAULT in shipped_adapters() else None)
