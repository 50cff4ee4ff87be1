"""Choosing a model by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from nl2opt.errors import ModelError, ModelFileError, Nl2optError
from nl2opt.llm.openai_compatible import OpenAICompatibleModel
from nl2opt.llm.selection import open_model


@pytest.fixture(autouse=True)
def empty_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cache folder of the test's own, and no network."""
    monkeypatch.setenv("NL2OPT_CACHE", str(tmp_path))
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.delenv("PIP_FIND_LINKS", raising=False)


def test_endpoint() -> None:
    """``openai:NAME`` is a model on the given endpoint; the name may hold colons."""
    model = open_model("openai:qwen3:8b", base_url="http://localhost:11434/v1/")
    assert isinstance(model, OpenAICompatibleModel)
    assert model.name == "openai:qwen3:8b@localhost:11434"


@pytest.mark.parametrize(
    ("spec", "hint"),
    [
        ("embeded", "Did you mean 'embedded'?"),
        ("opnai:gpt-x", "Use embedded, embedded:NAME, openai:NAME or transformers:NAME."),
        ("qwen2.5-coder-1.5b", "Did you mean 'embedded:qwen2.5-coder-1.5b'?"),
        ("my/model.gguf", "Did you mean 'embedded:my/model.gguf'?"),
        ("openai:", "Give --model openai:NAME."),
        ("embedded:qwen2.5-coder-15b", "Did you mean 'qwen2.5-coder-1.5b'?"),
    ],
)
def test_unknown_spec(spec: str, hint: str) -> None:
    """A spec that names nothing is met with what was probably meant."""
    with pytest.raises(Nl2optError) as caught:
        open_model(spec)
    assert caught.value.hint == hint


def test_base_url_without_endpoint() -> None:
    """A base URL for the embedded model is a mistake."""
    with pytest.raises(Nl2optError, match="no --base-url"):
        open_model(base_url="http://localhost/v1")


def test_model_that_is_not_here() -> None:
    """A missing model is not fetched where that is not wished, and is tried to be fetched where it is."""
    with pytest.raises(ModelFileError, match="not on this machine"):
        open_model(pull=False)
    with pytest.raises(ModelError, match="could not be fetched from any source"):
        open_model()


def test_file_that_is_no_model(tmp_path: Path) -> None:
    """A path to something else than a GGUF file is refused before llama.cpp sees it."""
    path = tmp_path / "plan.gguf"
    path.write_text("## Variables")
    with pytest.raises(ModelFileError, match="not a GGUF file"):
        open_model(f"embedded:{path}")
    with pytest.raises(ModelFileError, match="cannot be read"):
        open_model(f"embedded:{tmp_path / 'none.gguf'}")
