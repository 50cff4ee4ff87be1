"""The card of a run: what was trained on what, and how the loss went; as JSON and as a plot."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nl2opt.llm.weights import Weights
from nl2opt.training.examples import TrainingData
from nl2opt.training.recipe import Recipe
from nl2opt.training.tokens import TokenisedExample

if TYPE_CHECKING:
    from nl2opt.training.watching import StepRecord

CARD = "card.json"


@dataclass(frozen=True, slots=True)
class RunCard:
    """What a run was.

    Attributes:
        method: ``sft`` or ``kto``.
        base: the model's name, hash, architecture and number of layers.
        recipe: how it was trained.
        data: the hash of each file.
        examples: trained on; ``empty`` and ``too_long`` were left out.
        tokens, answer_tokens: of the examples.
        seconds: of training.
        loss: mean over the last tenth of the steps.
        validation: the last loss on examples that were not trained on.
        versions: of the packages that did the work.
    """

    method: str
    base: Mapping[str, Any]
    recipe: Mapping[str, Any]
    data: Mapping[str, str]
    examples: int
    empty: int
    too_long: int
    tokens: int
    answer_tokens: int
    seconds: float
    loss: float
    validation: float | None
    versions: Mapping[str, str]

    @classmethod
    def of(
        cls,
        base: Weights,
        recipe: Recipe,
        data: TrainingData,
        examples: Sequence[TokenisedExample],
        left_out: Sequence[TokenisedExample],
        steps: Sequence[StepRecord],
        method: str = "sft",
    ) -> RunCard:
        """The card of a finished run."""
        last = steps[-max(1, len(steps) // 10) :]
        validations = [step.validation for step in steps if step.validation is not None]
        return cls(
            method=method,
            base={
                "name": base.name,
                "sha256": base.sha256,
                "architecture": base.model.config.model_type,
                "layers": int(base.model.config.num_hidden_layers),
            },
            recipe=recipe.to_dict(),
            data=dict(data.hashes),
            examples=len(examples),
            empty=len(data.empty),
            too_long=len(left_out),
            tokens=sum(len(each.tokens) for each in examples),
            answer_tokens=sum(each.answer_tokens for each in examples),
            seconds=steps[-1].seconds,
            loss=sum(step.loss for step in last) / len(last),
            validation=validations[-1] if validations else None,
            versions={name: version(name) for name in ("torch", "transformers", "peft")},
        )


def write_card(folder: Path, card: RunCard) -> None:
    """Write ``card.json``, and ``loss.svg`` where matplotlib is installed."""
    (folder / CARD).write_text(json.dumps(asdict(card), indent=2) + "\n", encoding="utf-8")
    from nl2opt.training.watching import read_log

    plot_losses(read_log(folder / "log.jsonl"), folder / "loss.svg")


def plot_losses(steps: Sequence[StepRecord], path: Path) -> bool:
    """Draw the loss of each step, and that of validations; returns whether matplotlib is there to do it."""
    try:
        from matplotlib.figure import Figure
    except ImportError:
        return False
    figure = Figure(figsize=(7, 3.5), layout="constrained")
    axes = figure.add_subplot()
    axes.plot([step.step for step in steps], [step.loss for step in steps], linewidth=0.8, label="training")
    checked = [(step.step, step.validation) for step in steps if step.validation is not None]
    if checked:
        axes.plot(*zip(*checked), marker="o", label="validation")
    axes.set_xlabel("step")
    axes.set_ylabel("loss (nats an answer token)")
    axes.set_ylim(bottom=0)
    axes.legend()
    figure.savefig(path)
    return True
