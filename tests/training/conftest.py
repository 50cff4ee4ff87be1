"""A tiny model and a few examples to train it on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

torch = pytest.importorskip("torch", reason="needs the extra 'train'")
pytest.importorskip("peft", reason="needs the extra 'train'")
torch.set_num_threads(1)  # for tiny matrices, threads that wait for each other take longer than the work

from tests.training.tiny_model import write_tiny_model  # noqa: E402 - the extra may be missing


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A GGUF file that transformers and llama.cpp read."""
    return write_tiny_model(tmp_path_factory.mktemp("tiny") / "tiny.gguf")


@pytest.fixture(scope="session")
def tiny_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve examples of different lengths, as JSON lines."""
    path = tmp_path_factory.mktemp("data") / "examples.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for number in range(1, 13):
            text = f"A bakery makes cakes. A cake needs {number} eggs. There are {10 * number} eggs." * (number % 3 + 1)
            answer = f"maximize {number} * cakes\neggs: {number} * cakes <= {10 * number}"
            messages = [{"role": "user", "content": text}, {"role": "assistant", "content": answer}]
            file.write(json.dumps({"messages": messages}) + "\n")
    return path
