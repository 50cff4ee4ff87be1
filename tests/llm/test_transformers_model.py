"""The transformers backend beside llama.cpp: the same model, the same words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

torch = pytest.importorskip("torch", reason="needs the extra 'train'")
pytest.importorskip("peft", reason="needs the extra 'train'")
torch.set_num_threads(1)

from nl2opt.errors import ModelError  # noqa: E402 - the extra may be missing
from nl2opt.llm.embedded import EmbeddedModel  # noqa: E402
from nl2opt.llm.protocol import Finish, Message, Request  # noqa: E402
from nl2opt.llm.transformers_model import TransformersModel  # noqa: E402
from nl2opt.training.gguf_adapter import from_gguf  # noqa: E402
from tests.llm.gguf_adapter import write_adapter  # noqa: E402
from tests.training.tiny_model import FEED_FORWARD, HIDDEN, write_tiny_model  # noqa: E402

ASK = Request((Message("system", "Formulate."), Message("user", "A bakery makes cakes.")), max_tokens=12)


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny model that both programs read."""
    return write_tiny_model(tmp_path_factory.mktemp("tiny") / "tiny.gguf")


@pytest.fixture(scope="module")
def gguf_adapter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An adapter that changes what the tiny model says."""
    path = tmp_path_factory.mktemp("adapters") / "noise.gguf"
    return write_adapter(path, scale=3.0, inputs=FEED_FORWARD, outputs=HIDDEN, layer=1)


@pytest.fixture(scope="module")
def model(tiny: Path, gguf_adapter: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TransformersModel]:
    """The tiny model with one adapter."""
    folder = tmp_path_factory.mktemp("adapters") / "noise"
    from_gguf(gguf_adapter, folder, "tiny")
    with TransformersModel(tiny, adapters={"noise": folder}, device="cpu") as opened:
        yield opened


def test_says_what_llama_cpp_says(model: TransformersModel, tiny: Path, gguf_adapter: Path, tmp_path: Path) -> None:
    """Prompt tokens, greedy words and log-probabilities agree, with the adapter and without."""
    requests = [replace(ASK, max_tokens=1, logprobs=True, adapter=name) for name in (None, "noise", None)]
    with EmbeddedModel(tiny, context_length=256, cache=tmp_path, adapters={"noise": gguf_adapter}) as served:
        theirs = served.complete(requests)
    ours = model.complete(requests)
    for one, other in zip(ours, theirs, strict=True):
        assert one.prompt_tokens == other.prompt_tokens
        assert one.logprobs[0] == pytest.approx(other.logprobs[0], abs=0.02)
    assert ours[0].logprobs != ours[1].logprobs
    assert ours[0].logprobs == ours[2].logprobs


def test_batches_change_nothing(model: TransformersModel) -> None:
    """Requests of different lengths in one batch have the answers that each has alone."""
    others = replace(ASK, messages=(Message("user", "A bakery makes cakes and pies; there are 10 eggs."),))
    alone = [model.complete([request])[0].text for request in (ASK, others)]
    together = [completion.text for completion in model.complete([ASK, others, ASK])]
    assert together == [*alone, alone[0]]


def test_seeds(model: TransformersModel) -> None:
    """A seed names a sample, whatever it is asked together with."""
    first, second = replace(ASK, temperature=1.0, seed=1), replace(ASK, temperature=1.0, seed=2)
    texts = [completion.text for completion in model.complete([first, second, first])]
    assert texts[0] == texts[2] != texts[1]


def test_ends(model: TransformersModel) -> None:
    """A text ends at the token limit or at a stop text, which is not part of it."""
    whole = model.complete([ASK])[0]
    assert whole.finish is Finish.LENGTH
    assert whole.completion_tokens == 12
    stop = whole.text[3:6]
    ended = model.complete([replace(ASK, stop=(stop,))])[0]
    assert ended.finish is Finish.STOP
    assert ended.text == whole.text[: whole.text.index(stop)]
    assert ended.completion_tokens < 12


def test_openings(model: TransformersModel, tiny: Path, tmp_path: Path) -> None:
    """A model goes on from an opening, which is part of the answer; so does llama.cpp."""
    request = replace(ASK, opening="## Variables\n", max_tokens=3)
    ours = model.complete([request])[0]
    with EmbeddedModel(tiny, context_length=256, cache=tmp_path) as served:
        theirs = served.complete([request])[0]
    assert ours.text.startswith("## Variables\n")
    assert ours.text != "## Variables\n"
    assert ours.text == theirs.text
    assert ours.prompt_tokens == theirs.prompt_tokens > model.complete([ASK])[0].prompt_tokens


def test_refusals(model: TransformersModel) -> None:
    """Unknown adapters, grammars and prompts over the context are refused."""
    for request, message in (
        (replace(ASK, adapter="define"), "The adapter 'define' is not known to this model."),
        (replace(ASK, grammar="root ::= [0-9]"), "The transformers backend follows no grammar."),
        (replace(ASK, messages=(Message("user", "cakes " * 600),)), "tokens, but the context of the model has room"),
    ):
        with pytest.raises(ModelError, match=message.replace(".", r"\.")):
            model.complete([request])
