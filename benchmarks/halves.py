"""How well texts from one half of the stories and phrasings prepare for the other half.

    python benchmarks/halves.py [--examples 120] [--validation 24] [--out benchmarks/results/halves.json]

Two small adapters are trained, each on word problems from one half (stories and phrasings are split by a hash of their
names and words, so neither half has anything of the other). The loss of each on fresh problems of its own half and of
the other, and the loss of the model without an adapter, say how much of what is learnt is about language that comes
back and how much carries over. Runs that are stopped go on with the same command. It needs the extra ``train``.
"""

from __future__ import annotations

import argparse
import json
import platform
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from nl2opt.formulation.text_printer import to_text  # noqa: E402
from nl2opt.llm.protocol import Message  # noqa: E402
from nl2opt.llm.store import ModelStore  # noqa: E402
from nl2opt.llm.weights import Weights, load_weights  # noqa: E402
from nl2opt.synth.composer.composition import Options, compose  # noqa: E402
from nl2opt.training.examples import TrainingData, TrainingExample  # noqa: E402
from nl2opt.training.recipe import Recipe  # noqa: E402
from nl2opt.training.run import ADAPTER  # noqa: E402
from nl2opt.training.sft import train_sft  # noqa: E402
from nl2opt.training.tokens import Row, tokenise  # noqa: E402

HALVES = ("A", "B")
SYSTEM = Message("system", "Formulate.")
LONGEST = 1300
"""Characters of a problem and its formulation: short ones, so that a processor gets through many."""


def main() -> None:
    """Train, measure, print and write the losses."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, help="a GGUF file; the embedded model's by default")
    parser.add_argument("--examples", type=int, default=120, help="each adapter is trained on")
    parser.add_argument("--validation", type=int, default=24, help="problems of each half that losses are taken on")
    parser.add_argument("--learning-rate", type=float, default=2e-4)
    parser.add_argument("--first-layer", type=int, default=8, help="layers before it stay as they are")
    parser.add_argument("--folder", type=Path, default=Path("halves"), help="of the runs")
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    model = given.model or ModelStore().find().path
    recipe = Recipe(first_layer=given.first_layer, learning_rate=given.learning_rate, pack_tokens=512, rows_per_step=2)
    checked = {half: problems(half, given.validation, start=1_000_000) for half in HALVES}
    runs: dict[str, Path] = {}
    for half in HALVES:
        runs[half] = given.folder / half
        if not (runs[half] / "card.json").exists():
            data = TrainingData(problems(half, given.examples, start=0), {f"half {half}": str(given.examples)})
            train_sft(model, data, runs[half], recipe, on_step=lambda step: print(step, file=sys.stderr, flush=True))
    losses = measured(model, runs, checked)
    print(table(losses))
    if given.out:
        report = {
            "machine": platform.machine(),
            "model": model.name,
            "examples": given.examples,
            "validation": given.validation,
            "recipe": recipe.to_dict(),
            "losses": losses,
        }
        given.out.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")


def problems(half: str, count: int, start: int) -> tuple[TrainingExample, ...]:
    """Word problems that have nothing of the other half, by seeds from ``start`` on."""
    options = replace(Options(activities=(2, 4), clauses=(2, 5)), story_half=half, phrasing_half=half)
    found: list[TrainingExample] = []
    seed = start
    while len(found) < count:
        candidate = compose(seed, options=options)
        answer = to_text(candidate.formulation).strip()
        if len(candidate.text) + len(answer) <= LONGEST:
            found.append(TrainingExample((SYSTEM, Message("user", candidate.text)), answer, f"seed {seed}"))
        seed += 1
    return tuple(found)


def measured(model: Path, runs: dict[str, Path], checked: dict[str, tuple[TrainingExample, ...]]) -> dict[str, Any]:
    """The losses, in nats an answer token: by adapter (``none``, ``A``, ``B``) and by half of the problems."""
    from peft import PeftModel

    base = load_weights(model)
    losses: dict[str, Any] = {"none": _losses(base.model, base, checked)}
    adapted = PeftModel.from_pretrained(base.model, str(runs["A"] / ADAPTER), adapter_name="A")
    adapted.load_adapter(str(runs["B"] / ADAPTER), adapter_name="B")
    for half in HALVES:
        adapted.set_adapter(half)
        losses[half] = _losses(adapted, base, checked)
    return losses


def _losses(model: Any, base: Weights, checked: dict[str, tuple[TrainingExample, ...]]) -> dict[str, float]:
    from nl2opt.training.answer_trainer import mean_loss

    device = next(model.parameters()).device
    return {
        half: mean_loss(model, [Row((each,)) for each in tokenise(examples, base.tokenizer)], device)
        for half, examples in checked.items()
    }


def table(losses: dict[str, dict[str, float]]) -> str:
    """As Markdown: a row for each adapter."""
    lines = ["| adapter | problems of half A | problems of half B |", "| --- | ---: | ---: |"]
    names = {"none": "none", "A": "trained on half A", "B": "trained on half B"}
    lines += [f"| {names[name]} | {each['A']:.3f} | {each['B']:.3f} |" for name, each in losses.items()]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
