"""Adapters for llama.cpp: the same numbers there as in transformers, and cards that vouch for them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from peft import PeftModel
from safetensors.numpy import load_file

from nl2opt.errors import ModelFileError, Nl2optError
from nl2opt.llm.adapters import find_adapter
from nl2opt.llm.embedded import EmbeddedModel
from nl2opt.llm.protocol import Message, Request
from nl2opt.llm.weights import load_weights
from nl2opt.training.examples import TrainingExample, read_examples
from nl2opt.training.export import export_run
from nl2opt.training.gguf_adapter import from_gguf, to_gguf
from nl2opt.training.merging import write_merged
from nl2opt.training.sft import train_sft
from nl2opt.training.tokens import tokenise
from tests.training.test_sft import RECIPE

MESSAGES = (Message("user", "A bakery makes cakes. A cake needs 3 eggs. There are 30 eggs."),)
ANSWER = "maximize 3 * cakes"


@pytest.fixture(scope="module")
def run(tiny_model: Path, tiny_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a finished run."""
    folder = tmp_path_factory.mktemp("runs") / "run"
    train_sft(tiny_model, read_examples([tiny_data]), folder, replace(RECIPE, epochs=10), device="cpu")
    return folder


def test_the_same_logits(tiny_model: Path, run: Path, tmp_path: Path) -> None:
    """With the adapter, llama.cpp gives the next token the probability that transformers and peft give it."""
    adapter = export_run(run, tmp_path / "mine")
    base = load_weights(tiny_model, device="cpu")
    (tokens,) = tokenise([TrainingExample(MESSAGES, ANSWER, "")], base.tokenizer)
    prompt = torch.tensor([tokens.tokens[: tokens.answer_start]])
    with torch.no_grad():
        plain = base.model(prompt).logits[0, -1].log_softmax(-1)
        adapted = PeftModel.from_pretrained(base.model, str(run / "adapter"))
        tuned = adapted(prompt).logits[0, -1].log_softmax(-1)
    with EmbeddedModel(tiny_model, context_length=256, cache=tmp_path, adapters={"mine": adapter.path}) as served:
        first = [
            served.complete([Request(MESSAGES, max_tokens=1, logprobs=True, adapter=name)])[0].logprobs[0]
            for name in (None, "mine", None)
        ]
    expected = [float(plain.max()), float(tuned.max()), float(plain.max())]
    assert first == pytest.approx(expected, abs=0.02)
    assert abs(expected[1] - expected[0]) > 0.2  # the adapter matters


def test_there_and_back(run: Path, tmp_path: Path) -> None:
    """An adapter that was written for llama.cpp and read back has the same factors, in half precision."""
    to_gguf(run / "adapter", tmp_path / "adapter.gguf", "qwen2", 2)
    from_gguf(tmp_path / "adapter.gguf", tmp_path / "back", "tiny")
    before = load_file(run / "adapter" / "adapter_model.safetensors")
    after = load_file(tmp_path / "back" / "adapter_model.safetensors")
    assert set(before) == set(after)
    assert all(abs(before[name] - after[name]).max() < 1e-3 for name in before)
    settings = json.loads((tmp_path / "back" / "adapter_config.json").read_text(encoding="utf-8"))
    assert (settings["r"], settings["lora_alpha"]) == (RECIPE.rank, RECIPE.alpha)


def test_the_card(tiny_model: Path, run: Path, tmp_path: Path) -> None:
    """The card names base, data, recipe and prompt; the adapter is refused on another base."""
    adapter = export_run(run, tmp_path / "mine", system="Formulate.", table_cells=30, figures={"nl4opt": 0.8})
    assert (adapter.name, adapter.system, adapter.table_cells) == ("mine", "Formulate.", 30)
    assert adapter.card["figures"] == {"nl4opt": 0.8}
    assert adapter.card["recipe"]["rank"] == RECIPE.rank
    assert find_adapter(str(tmp_path / "mine" / "adapter.gguf")) == adapter
    adapter.require_base(adapter.base)
    with pytest.raises(ModelFileError, match="was trained on another model"):
        adapter.require_base("0" * 64)


def test_damaged_adapters(run: Path, tmp_path: Path) -> None:
    """A truncated file, a file without its card, a broken card and a missing folder are refused."""
    path = export_run(run, tmp_path / "mine").path
    whole, card = path.read_bytes(), path.with_name("card.json")
    path.write_bytes(whole[:-100])
    with pytest.raises(ModelFileError, match="is not the one that its card describes"):
        find_adapter(str(path))
    path.write_bytes(whole)
    text = card.read_text(encoding="utf-8")
    card.write_text(text.replace('"sha256"', '"hash"'), encoding="utf-8")
    with pytest.raises(ModelFileError, match="cannot be read"):
        find_adapter(str(path.parent))
    card.unlink()
    with pytest.raises(ModelFileError, match="has no card"):
        find_adapter(str(path.parent))
    with pytest.raises(ModelFileError, match="There is no adapter 'defin'"):
        find_adapter("defin")


def test_what_cannot_be_exported(run: Path, tiny_data: Path, tiny_model: Path, tmp_path: Path) -> None:
    """Unfinished runs, runs on other models than GGUF files, and other architectures are refused."""
    with pytest.raises(Nl2optError, match="is no finished run"):
        export_run(tmp_path, tmp_path / "out")
    with pytest.raises(Nl2optError, match="cannot be written for llama"):
        to_gguf(run / "adapter", tmp_path / "a.gguf", "llama", 2)
    base = load_weights(tiny_model, device="cpu")
    base.model.save_pretrained(tmp_path / "model")
    base.tokenizer.save_pretrained(tmp_path / "model")
    train_sft(tmp_path / "model", read_examples([tiny_data]), tmp_path / "run", RECIPE, device="cpu")
    with pytest.raises(Nl2optError, match="which is no GGUF file"):
        export_run(tmp_path / "run", tmp_path / "out")
    with pytest.raises(ModelFileError, match="is no adapter of llama"):
        from_gguf(run / "card.json", tmp_path / "back", "tiny")


def test_merged_weights(tiny_model: Path, run: Path, tmp_path: Path) -> None:
    """Weights with the adapter added say what base and adapter say together, within bfloat16."""
    write_merged(tiny_model, run / "adapter", tmp_path / "merged")
    merged, base = load_weights(tmp_path / "merged", device="cpu"), load_weights(tiny_model, device="cpu")
    (tokens,) = tokenise([TrainingExample(MESSAGES, ANSWER, "")], merged.tokenizer)
    prompt = torch.tensor([tokens.tokens])
    with torch.no_grad():
        plain = base.model(prompt).logits.softmax(-1)
        adapted = PeftModel.from_pretrained(base.model, str(run / "adapter"))(prompt).logits.softmax(-1)
        found = merged.model(prompt).logits.softmax(-1)
    assert (found - adapted).abs().max() < 0.05
    assert (found - plain).abs().max() > 0.2
    with pytest.raises(ModelFileError, match="cannot be added"):
        write_merged(tiny_model, tmp_path, tmp_path / "none")
