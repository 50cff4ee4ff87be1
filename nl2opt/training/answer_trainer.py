"""transformers' trainer with rows of packed examples and a loss on the answers alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

import torch
from torch.utils.data import Dataset, Sampler, SequentialSampler
from transformers import Trainer

from nl2opt.training.tokens import Row

IGNORED = -100
"""The target of a token that no loss is taken at."""


class RowDataset(Dataset[Row]):
    """Rows in the order in which they are trained on."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = rows

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, index: int) -> Row:
        return self._rows[index]


def collate(rows: Sequence[Row]) -> dict[str, torch.Tensor]:
    """One row as tensors of shape (1, tokens).

    Positions start again with each example, and there is no attention mask: from that transformers sees where one
    example ends, and keeps attention inside it. ``labels`` holds, at each token, the one that should follow.
    """
    (row,) = rows
    tokens: list[int] = []
    positions: list[int] = []
    targets: list[int] = []
    for example in row.examples:
        length = len(example.tokens)
        tokens += example.tokens
        positions += range(length)
        followers = [*example.tokens[1:], IGNORED]
        targets += [IGNORED] * (example.answer_start - 1) + followers[example.answer_start - 1 :]
    following = torch.tensor([targets])
    return {
        "input_ids": torch.tensor([tokens]),
        "position_ids": torch.tensor([positions]),
        "labels": following,
        "shift_labels": following,
    }


class AnswerTrainer(Trainer):
    """Trains on rows in their order; the vocabulary's logits are computed at answers alone.

    They take a seventh of the multiplications of a model of 1.5 billion parameters, and most of the memory of a
    step; prompts are two thirds of the tokens.
    """

    def _get_train_sampler(self, train_dataset: Any = None) -> Sampler[int]:
        return SequentialSampler(train_dataset if train_dataset is not None else self.train_dataset)

    def compute_loss(
        self,
        model: torch.nn.Module,
        inputs: dict[str, Any],
        return_outputs: bool = False,
        num_items_in_batch: torch.Tensor | int | None = None,
    ) -> Any:
        """Cross-entropy, summed over the answers of a row, divided by the answer tokens of the whole step."""
        targets = cast(torch.Tensor, inputs["labels"])
        answers = targets != IGNORED
        logits = model(
            input_ids=inputs["input_ids"], position_ids=inputs["position_ids"], logits_to_keep=answers
        ).logits
        total = torch.nn.functional.cross_entropy(logits.float(), targets[answers], reduction="sum")
        loss = total / (num_items_in_batch if num_items_in_batch is not None else int(answers.sum()))
        return (loss, {"logits": logits}) if return_outputs else loss


@torch.no_grad()
def mean_loss(model: torch.nn.Module, rows: Sequence[Row], device: torch.device) -> float:
    """The mean cross-entropy, in nats, of an answer token over all rows."""
    training = model.training
    model.eval()
    total, count = 0.0, 0
    for row in rows:
        batch: Mapping[str, torch.Tensor] = {name: each.to(device) for name, each in collate([row]).items()}
        answers = batch["labels"] != IGNORED
        logits = model(input_ids=batch["input_ids"], position_ids=batch["position_ids"], logits_to_keep=answers).logits
        total += float(torch.nn.functional.cross_entropy(logits.float(), batch["labels"][answers], reduction="sum"))
        count += int(answers.sum())
    model.train(training)
    return total / max(1, count)
