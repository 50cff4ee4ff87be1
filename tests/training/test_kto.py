"""Alignment on verdicts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nl2opt.errors import Nl2optError
from nl2opt.training.examples import read_examples
from nl2opt.training.kto import Alignment, train_kto, weights_of
from nl2opt.training.recipe import Recipe

RECIPE = Recipe(rank=2, alpha=4, learning_rate=5e-3, rows_per_step=2, checkpoint_steps=2, epochs=6)


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Right and wrong answers to the same questions."""
    path = tmp_path_factory.mktemp("data") / "verdicts.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for number in range(1, 9):
            right = number % 3 != 0
            prompt = [{"role": "user", "content": f"A cake needs {number} eggs."}]
            answer = f"eggs: {number} * cakes <= 10" if right else f"eggs: {number} * cakes >= 10"
            completion = [{"role": "assistant", "content": answer}]
            file.write(json.dumps({"prompt": prompt, "completion": completion, "label": right}) + "\n")
    return path


def test_learns_and_goes_on(tiny_model: Path, verdicts: Path, tmp_path: Path) -> None:
    """The loss falls, and a run in pieces has the losses of a run in one."""
    data = read_examples([verdicts])
    whole = train_kto(tiny_model, data, tmp_path / "whole", RECIPE, device="cpu")
    assert whole.steps[-1].loss < whole.steps[0].loss
    assert (tmp_path / "whole" / "adapter" / "adapter_model.safetensors").is_file()
    assert json.loads((tmp_path / "whole" / "card.json").read_text(encoding="utf-8"))["method"] == "kto"
    paused = train_kto(tiny_model, data, tmp_path / "pieces", RECIPE, stop_after=0.0, device="cpu")
    assert paused.paused
    rest = train_kto(tiny_model, data, tmp_path / "pieces", RECIPE, device="cpu")
    assert [step.loss for step in rest.steps] == pytest.approx([step.loss for step in whole.steps], rel=1e-4)


@given(st.lists(st.booleans(), min_size=2).filter(lambda verdicts: 0 < sum(verdicts) < len(verdicts)))
def test_weights_make_up_for_numbers(verdicts: list[bool]) -> None:
    """Both kinds count the same together, and none counts less than 1."""
    right, wrong = weights_of(verdicts)
    assert right * sum(verdicts) == pytest.approx(wrong * (len(verdicts) - sum(verdicts)))
    assert min(right, wrong) == 1.0


def test_what_kto_cannot_learn_from(tiny_model: Path, tiny_data: Path, tmp_path: Path) -> None:
    """Rows without verdicts, verdicts of one kind, and impossible settings are refused."""
    with pytest.raises(Nl2optError, match=r"12 rows have no verdict, the first at examples\.jsonl:1"):
        train_kto(tiny_model, read_examples([tiny_data]), tmp_path / "run", RECIPE, device="cpu")
    with pytest.raises(Nl2optError, match="All 3 answers are desirable"):
        weights_of([True] * 3)
    with pytest.raises(Nl2optError, match="a batch has at least 2 answers"):
        Alignment(batch=1)
