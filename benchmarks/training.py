"""Training throughput beside a plain loop of transformers and peft: tokens a second, and peak memory.

    python benchmarks/training.py [--data FILE.jsonl] [--examples 16] [--out benchmarks/results/training.json]

Both train the same adapter on the same examples of the same model, each in its own process. The plain loop is what
tutorials show: examples in batches, padded to the longest, with logits at every token and the loss where labels are.
Ours packs examples into rows and takes logits at answers alone. Tokens are those of the examples, padding not counted.
It needs the extra ``train``.
"""

from __future__ import annotations

import argparse
import json
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from nl2opt.llm.store import ModelStore  # noqa: E402
from nl2opt.llm.weights import Weights, load_weights  # noqa: E402
from nl2opt.training.examples import TrainingData, read_examples  # noqa: E402
from nl2opt.training.lora import with_adapter  # noqa: E402
from nl2opt.training.recipe import Recipe  # noqa: E402
from nl2opt.training.sft import train_sft  # noqa: E402
from nl2opt.training.tokens import TokenisedExample, tokenise  # noqa: E402

WAYS = ("ours", "plain")
BATCH = 4
"""Examples of a step of the plain loop, and about as many of ours."""


def main() -> None:
    """Measure both ways and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, help="a GGUF file; the embedded model's by default")
    parser.add_argument("--data", type=Path, default=ROOT / "datasets" / "define" / "round1.jsonl")
    parser.add_argument("--examples", type=int, default=16)
    parser.add_argument("--first-layer", type=int, default=0, help="of our recipe and of the plain loop's")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--way", choices=WAYS, help=argparse.SUPPRESS)
    given = parser.parse_args()
    model = given.model or ModelStore().find().path
    if given.way:
        print(json.dumps(one_way(given.way, model, given.data, given.examples, given.first_layer)))
        return
    rows = {}
    for way in WAYS:
        command = [sys.executable, __file__, "--way", way, "--model", str(model), "--data", str(given.data)]
        command += ["--examples", str(given.examples), "--first-layer", str(given.first_layer)]
        rows[way] = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    ratio = rows["ours"]["tokens_per_second"] / rows["plain"]["tokens_per_second"]
    print("| loop | tokens a second | peak memory |", "| --- | ---: | ---: |", sep="\n")
    for way, row in rows.items():
        print(f"| {way} | {row['tokens_per_second']:.1f} | {row['peak_mb']:,.0f} MB |")
    print(f"\nratio {ratio:.2f}")
    if given.out:
        report = {"machine": platform.machine(), "model": model.name, "rows": rows, "ratio": ratio}
        given.out.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")


def one_way(way: str, model: Path, data: Path, count: int, first_layer: int) -> dict[str, Any]:
    """Train in this process; loading is not counted."""
    whole = read_examples([data])
    examples = TrainingData(whole.examples[:count], whole.hashes)
    recipe = Recipe(first_layer=first_layer, pack_tokens=512, rows_per_step=2, checkpoint_steps=10**6)
    if way == "ours":
        with tempfile.TemporaryDirectory() as folder:
            last = train_sft(model, examples, Path(folder) / "run", recipe).steps[-1]
        tokens, seconds = last.tokens, last.seconds
    else:
        tokens, seconds = plain_loop(load_weights(model), examples, recipe)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"tokens": tokens, "seconds": seconds, "tokens_per_second": tokens / seconds, "peak_mb": peak}


def plain_loop(base: Weights, data: TrainingData, recipe: Recipe) -> tuple[int, float]:
    """Batches padded to the longest example, logits at every token; returns tokens and seconds."""
    import torch

    model: Any = with_adapter(base, recipe)
    model.train()
    optimizer = torch.optim.AdamW([each for each in model.parameters() if each.requires_grad], lr=recipe.learning_rate)
    examples = list(tokenise(data.examples, base.tokenizer))
    start = time.monotonic()
    for first in range(0, len(examples), BATCH):
        tokens, mask, labels = padded(examples[first : first + BATCH])
        device = model.device
        loss = model(input_ids=tokens.to(device), attention_mask=mask.to(device), labels=labels.to(device)).loss
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
    if torch.cuda.is_available():
        torch.cuda.synchronize()
    return sum(len(each.tokens) for each in examples), time.monotonic() - start


def padded(batch: Sequence[TokenisedExample]) -> tuple[Any, Any, Any]:
    """Tokens, attention mask and labels of a batch, each of shape (examples, longest)."""
    import torch

    width = max(len(each.tokens) for each in batch)
    tokens = [[*each.tokens, *[0] * (width - len(each.tokens))] for each in batch]
    mask = [[1] * len(each.tokens) + [0] * (width - len(each.tokens)) for each in batch]
    labels = [
        [-100] * each.answer_start + list(each.tokens[each.answer_start :]) + [-100] * (width - len(each.tokens))
        for each in batch
    ]
    return torch.tensor(tokens), torch.tensor(mask), torch.tensor(labels)


if __name__ == "__main__":
    main()
