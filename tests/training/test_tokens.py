"""Examples as tokens, and rows packed of them."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from nl2opt.llm.embedded import EmbeddedModel
from nl2opt.llm.protocol import Message
from nl2opt.llm.weights import load_weights
from nl2opt.training.examples import TrainingExample
from nl2opt.training.tokens import TokenisedExample, pack, tokenise, within


@given(st.lists(st.integers(1, 90), max_size=60), st.integers(1, 120), st.integers(0, 9))
def test_packing_loses_nothing(lengths: list[int], limit: int, seed: int) -> None:
    """Every example is in one row, and no row of several is longer than it may be."""
    examples = [TokenisedExample((number,) * length, 0) for number, length in enumerate(lengths)]
    rows = pack(examples, limit, random.Random(seed))
    assert Counter(example for row in rows for example in row.examples) == Counter(examples)
    assert all(row.length <= limit or len(row.examples) == 1 for row in rows)
    assert rows == pack(examples, limit, random.Random(seed))


def test_packing_fills_rows() -> None:
    """Rows of short examples are nearly full."""
    draw = random.Random(1)
    examples = [TokenisedExample((0,) * draw.randint(50, 400), 0) for _ in range(500)]
    rows = pack(examples, 1024, random.Random(0))
    assert sum(row.length for row in rows) > 0.95 * 1024 * len(rows)


def test_within() -> None:
    """Longer examples are set apart."""
    short, long = TokenisedExample((1, 2), 1), TokenisedExample((1, 2, 3), 1)
    assert within([short, long, short], 2) == ([short, short], [long])


def test_same_tokens_as_llama_cpp(tiny_model: Path, tmp_path: Path) -> None:
    """A prompt has the tokens in training that it has when llama.cpp serves the model."""
    messages = (Message("system", "Formulate."), Message("user", "A bakery makes 12 cakes, <|im_end|> & more: 5 €."))
    base = load_weights(tiny_model)
    (example,) = tokenise([TrainingExample(messages, "cakes <= 3", "")], base.tokenizer)
    with EmbeddedModel(tiny_model, context_length=256, cache=tmp_path) as served:
        prompt = served.count_tokens("cakes <= 3")
        completion = _asked(served, messages)
    assert example.answer_start == completion
    assert example.answer_tokens == prompt + 1
    assert example.tokens[-1] == base.tokenizer.eos_token_id


def _asked(model: EmbeddedModel, messages: tuple[Message, ...]) -> int:
    from nl2opt.llm.protocol import Request

    return model.complete([Request(messages, max_tokens=1)])[0].prompt_tokens
