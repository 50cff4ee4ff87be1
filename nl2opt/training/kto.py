"""Alignment on verdicts: KTO (Kahneman-Tversky optimization, arXiv 2402.01306), as LLMOPT uses it, by trl.

An answer is desirable or not by what a solver showed: its fingerprint is that of the verified formulation, or is not.
No pairs of answers to one question are needed.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from nl2opt.errors import MissingExtraError, Nl2optError
from nl2opt.llm.weights import Weights, load_weights, without_chatter
from nl2opt.training.card import RunCard, write_card
from nl2opt.training.checkpoints import claim
from nl2opt.training.examples import TrainingData
from nl2opt.training.recipe import Recipe
from nl2opt.training.run import LOG, OnStep, Run, arguments, carry_out, setting_of, steps_done
from nl2opt.training.tokens import TokenisedExample, tokenise, within


@dataclass(frozen=True, slots=True)
class Alignment:
    """What KTO is told besides a recipe.

    Attributes:
        beta: how far the adapter may go from what it starts from; smaller is further.
        batch: answers that are read together, at least two: the divergence is estimated from mismatched pairs in it.
    """

    beta: float = 0.1
    batch: int = 2

    def __post_init__(self) -> None:
        if self.beta <= 0 or self.batch < 2:
            raise Nl2optError(
                f"KTO cannot have beta {self.beta} and a batch of {self.batch}.",
                hint="beta is above 0, and a batch has at least 2 answers.",
            )


DEFAULT_ALIGNMENT = Alignment()


def weights_of(verdicts: Sequence[bool]) -> tuple[float, float]:
    """Weights of desirable and undesirable answers that make up for unequal numbers.

    Weight times number is the same for both, as the paper advises (a ratio from 1 to 4/3); the rarer kind gets more.

    Raises:
        Nl2optError: there is only one kind.
    """
    right = sum(verdicts)
    wrong = len(verdicts) - right
    if not right or not wrong:
        kind = "desirable" if right else "undesirable"
        raise Nl2optError(
            f"All {len(verdicts)} answers are {kind}.",
            hint="KTO learns from both kinds: rows with label true and false.",
        )
    return (wrong / right, 1.0) if wrong > right else (1.0, right / wrong)


def train_kto(
    source: str | Path,
    data: TrainingData,
    folder: Path,
    recipe: Recipe,
    alignment: Alignment = DEFAULT_ALIGNMENT,
    *,
    start_from: Path | None = None,
    stop_after: float | None = None,
    device: str | None = None,
    on_step: OnStep | None = None,
) -> Run:
    """Train an adapter to prefer right answers; arguments and results are those of ``train_sft``.

    The recipe's ``rows_per_step`` counts batches. What the adapter may not go far from is the one that it starts from.

    Raises:
        MissingExtraError: the extra ``train`` is not installed.
        Nl2optError: rows have no verdict, all have the same, or what ``train_sft`` raises.
        DivergedError: a loss is not a number; the last checkpoint is kept.
    """
    without = [each.place for each in data.examples if each.desirable is None]
    if without:
        raise Nl2optError(
            f"{len(without)} rows have no verdict, the first at {without[0]}.",
            hint="KTO needs 'prompt', 'completion' and 'label'; 'nl2opt synth tasks --task preference' writes them.",
        )
    base = load_weights(source, device=device)
    tokens = list(tokenise(data.examples, base.tokenizer))
    kept, left_out = within(tokens, recipe.max_tokens)
    places = {each.place for each in kept}
    examples = [each for each in data.examples if each.place in places]
    weights = weights_of([bool(each.desirable) for each in examples])
    setting = setting_of("kto", recipe.to_dict(), base, data.hashes)
    claim(
        folder,
        setting
        | {"start_from": str(start_from) if start_from else None, "beta": alignment.beta, "batch": alignment.batch},
    )
    rows = [
        {
            "prompt": [{"role": message.role, "content": message.content} for message in each.messages],
            "completion": [{"role": "assistant", "content": each.answer}],
            "label": bool(each.desirable),
        }
        for each in examples
    ]
    run = _train(base, rows, kept, folder, recipe, alignment, weights, start_from, stop_after, on_step)
    if not run.paused:
        write_card(folder, RunCard.of(base, recipe, data, kept, left_out, run.steps, "kto"))
    return Run(folder, run.steps, run.paused, tuple(each.place for each in left_out))


@without_chatter()
def _train(
    base: Weights,
    rows: list[dict[str, object]],
    kept: Sequence[TokenisedExample],
    folder: Path,
    recipe: Recipe,
    alignment: Alignment,
    weights: tuple[float, float],
    start_from: Path | None,
    stop_after: float | None,
    on_step: OnStep | None,
) -> Run:
    try:
        from transformers import set_seed
        from trl import KTOConfig, KTOTrainer

        from datasets import Dataset
        from nl2opt.training.lora import with_adapter
        from nl2opt.training.watching import Log, Watch
    except ImportError as error:
        raise MissingExtraError("Alignment with KTO", error.name or "trl", "train") from None
    set_seed(recipe.seed)
    model = with_adapter(base, recipe, start_from)
    steps = math.ceil(recipe.epochs * len(rows) / (alignment.batch * recipe.rows_per_step))
    settings = KTOConfig(
        per_device_train_batch_size=alignment.batch,
        gradient_accumulation_steps=recipe.rows_per_step,
        gradient_checkpointing=False,
        beta=alignment.beta,
        desirable_weight=weights[0],
        undesirable_weight=weights[1],
        max_length=recipe.max_tokens,
        **arguments(recipe, folder, steps, base),
    )
    mean = sum(len(each.tokens) for each in kept) / len(kept)
    log = Log(folder / LOG, steps_done(folder))
    # trl draws the batches, so tokens are counted by the mean length; each is read by the adapter and by its start.
    watch = Watch(log, lambda _: round(mean * alignment.batch * recipe.rows_per_step), None, 0, stop_after, on_step)
    trainer = KTOTrainer(
        model=model,
        args=settings,
        train_dataset=Dataset.from_list(rows).shuffle(seed=recipe.seed),
        processing_class=base.tokenizer,
        callbacks=[watch],
    )
    carry_out(trainer, model, watch, folder, recipe)
    return Run(folder, tuple(log.steps), watch.paused, ())
