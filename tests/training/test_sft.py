"""Supervised fine-tuning: what is learnt from, and runs that are stopped, killed, or given other settings."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from nl2opt.errors import Nl2optError
from nl2opt.llm.weights import load_weights
from nl2opt.training.answer_trainer import collate, mean_loss
from nl2opt.training.checkpoints import last_checkpoint
from nl2opt.training.examples import read_examples
from nl2opt.training.recipe import Recipe
from nl2opt.training.run import DivergedError, Run
from nl2opt.training.sft import train_sft
from nl2opt.training.tokens import Row, tokenise
from nl2opt.training.watching import read_log

RECIPE = Recipe(rank=2, alpha=4, learning_rate=1e-2, pack_tokens=160, rows_per_step=2, checkpoint_steps=1, epochs=2)


def trained(model: Path, data: Path, folder: Path, recipe: Recipe = RECIPE) -> Run:
    """A run on the CPU, to its end."""
    return train_sft(model, read_examples([data]), folder, recipe, device="cpu")


def losses(run: Run) -> list[float]:
    """Of each step."""
    return [step.loss for step in run.steps]


def test_loss_of_answers_alone(tiny_model: Path, tiny_data: Path) -> None:
    """Packed examples, with logits at answers alone, have the losses that each has by itself with all its logits."""
    base = load_weights(tiny_model, device="cpu")
    examples = list(tokenise(read_examples([tiny_data]).examples[:4], base.tokenizer))
    total, count = 0.0, 0
    with torch.no_grad():
        for example in examples:
            tokens = torch.tensor([example.tokens])
            labels = tokens.clone()
            labels[0, : example.answer_start] = -100
            total += float(base.model(input_ids=tokens, labels=labels).loss) * example.answer_tokens
            count += example.answer_tokens
    packed = mean_loss(base.model, [Row(tuple(examples))], torch.device("cpu"))
    assert packed == pytest.approx(total / count, rel=1e-5)


def test_collate(tiny_model: Path, tiny_data: Path) -> None:
    """Positions start again with each example, and the label of a token is the next token of an answer."""
    base = load_weights(tiny_model, device="cpu")
    examples = tuple(tokenise(read_examples([tiny_data]).examples[:2], base.tokenizer))
    batch = collate([Row(examples)])
    first = examples[0]
    end = len(first.tokens)
    assert batch["position_ids"][0, end] == 0
    assert batch["labels"][0, end - 1] == -100
    assert batch["labels"][0, first.answer_start - 1 : end - 1].tolist() == list(first.tokens[first.answer_start :])
    assert (batch["labels"] != -100).sum() == sum(example.answer_tokens for example in examples)


def test_learns(tiny_model: Path, tiny_data: Path, tmp_path: Path) -> None:
    """The loss falls, the base stays as it is, and the run is described on disk."""
    run = trained(tiny_model, tiny_data, tmp_path / "run", replace(RECIPE, epochs=12))
    assert losses(run)[-1] < 0.6 * losses(run)[0]
    assert not run.paused
    card = json.loads((tmp_path / "run" / "card.json").read_text(encoding="utf-8"))
    assert card["examples"] == 12
    assert card["base"]["sha256"]
    assert list(card["data"]) == ["examples.jsonl"]
    assert (tmp_path / "run" / "adapter" / "adapter_model.safetensors").is_file()
    assert "<svg" in (tmp_path / "run" / "loss.svg").read_text(encoding="utf-8")


def test_goes_on_after_a_pause(tiny_model: Path, tiny_data: Path, tmp_path: Path) -> None:
    """A run in pieces has the losses of a run in one."""
    whole = trained(tiny_model, tiny_data, tmp_path / "whole")
    data = read_examples([tiny_data])
    for _ in range(len(whole.steps)):
        piece = train_sft(tiny_model, data, tmp_path / "pieces", RECIPE, stop_after=0.0, device="cpu")
        if not piece.paused:
            break
    assert losses(piece) == pytest.approx(losses(whole), rel=1e-6)
    assert len(read_log(tmp_path / "pieces" / "log.jsonl")) == len(whole.steps)


def test_goes_on_after_kill(tiny_model: Path, tiny_data: Path, tmp_path: Path) -> None:
    """A run that was killed goes on from its last whole checkpoint to the same losses."""
    recipe = replace(RECIPE, epochs=30)
    whole = trained(tiny_model, tiny_data, tmp_path / "whole", recipe)
    folder = tmp_path / "killed"
    command = [sys.executable, "-m", "nl2opt", "train", "sft", "--model", str(tiny_model), "--data", str(tiny_data)]
    settings = "--rank 2 --alpha 4 --learning-rate 0.01 --pack-tokens 160 --rows-per-step 2 --checkpoint-steps 1"
    command += [*settings.split(), "--epochs", "30", "--device", "cpu", "--out", str(folder)]
    one_thread = os.environ | {"OMP_NUM_THREADS": "1"}
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=one_thread)
    deadline = time.monotonic() + 300
    while len(read_log(folder / "log.jsonl")) < 4 and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.01)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert not (folder / "card.json").exists()
    assert losses(trained(tiny_model, tiny_data, folder, recipe)) == pytest.approx(losses(whole), rel=1e-6)


def test_half_written_checkpoints_are_passed_over(tmp_path: Path) -> None:
    """A checkpoint without all its parts is removed, and the one before it is taken."""
    good, bad = tmp_path / "checkpoint-9", tmp_path / "checkpoint-10"
    for folder in (good, bad):
        folder.mkdir()
        for part in ("adapter_model.safetensors", "optimizer.pt", "scheduler.pt"):
            (folder / part).touch()
    (good / "trainer_state.json").write_text('{"global_step": 9}', encoding="utf-8")
    (bad / "trainer_state.json").write_text('{"global_st', encoding="utf-8")
    assert last_checkpoint(tmp_path) == good
    assert not bad.exists()


def test_other_settings_are_refused(tiny_model: Path, tiny_data: Path, tmp_path: Path) -> None:
    """A folder of a run with another recipe, or with other things in it, is left alone."""
    trained(tiny_model, tiny_data, tmp_path / "run")
    with pytest.raises(Nl2optError, match="holds a run with another recipe"):
        trained(tiny_model, tiny_data, tmp_path / "run", replace(RECIPE, rank=4))
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "notes.txt").touch()
    with pytest.raises(Nl2optError, match="is not empty and holds no run"):
        trained(tiny_model, tiny_data, tmp_path / "other")


def test_long_examples_are_named(tiny_model: Path, tiny_data: Path, tmp_path: Path) -> None:
    """Examples over the limit are left out and named; where all are, that is an error."""
    run = trained(tiny_model, tiny_data, tmp_path / "run", replace(RECIPE, max_tokens=100))
    assert run.left_out
    assert all(place.startswith("examples.jsonl:") for place in run.left_out)
    with pytest.raises(Nl2optError, match="All 12 examples have more than 5 tokens"):
        trained(tiny_model, tiny_data, tmp_path / "none", replace(RECIPE, max_tokens=5))


def test_a_loss_that_is_no_number_stops(tiny_model: Path, tiny_data: Path, tmp_path: Path) -> None:
    """A model with a broken weight stops the run at once, with its step."""
    base = load_weights(tiny_model, device="cpu")
    base.model.get_input_embeddings().weight.data[:] = float("nan")
    base.model.save_pretrained(tmp_path / "broken")
    base.tokenizer.save_pretrained(tmp_path / "broken")
    with pytest.raises(DivergedError, match="The loss of step 1 is nan"):
        trained(tmp_path / "broken", tiny_data, tmp_path / "run")


def test_unusable_models(tiny_data: Path, tmp_path: Path) -> None:
    """A missing file and a folder without a model are named."""
    with pytest.raises(Nl2optError, match="does not exist"):
        trained(tmp_path / "none.gguf", tiny_data, tmp_path / "run")
    (tmp_path / "empty").mkdir()
    with pytest.raises(Nl2optError, match="cannot be loaded"):
        trained(tmp_path / "empty", tiny_data, tmp_path / "run")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"rank": 0}, "The recipe's rank is 0."),
        ({"learning_rate": 3.0}, "The recipe's learning_rate is 3.0."),
        ({"warmup": 1.0}, "The recipe's warmup is 1.0."),
        ({"modules": ()}, "The recipe names no modules to train."),
    ],
)
def test_wrong_recipes(changes: dict[str, object], message: str) -> None:
    """Values that no run could have are refused at once."""
    with pytest.raises(Nl2optError) as caught:
        Recipe.from_dict(RECIPE.to_dict() | changes)
    assert caught.value.what == message


def test_recipes_of_other_models(tiny_model: Path, tiny_data: Path, tmp_path: Path) -> None:
    """Layers and matrices that the model does not have are refused."""
    with pytest.raises(Nl2optError, match="the model has 2 layers"):
        trained(tiny_model, tiny_data, tmp_path / "a", replace(RECIPE, first_layer=2))
    with pytest.raises(Nl2optError, match="modules do not fit the model"):
        trained(tiny_model, tiny_data, tmp_path / "b", replace(RECIPE, modules=("query",)))
