"""Weights for transformers: of the embedded model's own GGUF file, or of any causal model."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nl2opt.errors import MissingExtraError, Nl2optError
from nl2opt.llm.hashes import file_hash

if TYPE_CHECKING:
    from transformers import PreTrainedModel, PreTrainedTokenizerBase


@dataclass(frozen=True, slots=True)
class Weights:
    """A model in memory.

    Attributes:
        model: dense weights, frozen.
        tokenizer: with its chat template.
        name: a file's name, a folder's, or what the hub calls it.
        sha256: of the GGUF file; empty for other models.
    """

    model: PreTrainedModel
    tokenizer: PreTrainedTokenizerBase
    name: str
    sha256: str = ""


def load_weights(source: str | Path, *, device: str | None = None) -> Weights:
    """Load a model to train: a ``.gguf`` file, a folder of transformers', or a name on the Hugging Face hub.

    GPUs that can hold bfloat16 numbers; processors hold single precision, since products of bfloat16 are slower
    than those wherever the processor has no instruction for them.

    Args:
        source: what to load.
        device: ``cpu`` or ``cuda``; the GPU where there is one if None.

    Raises:
        MissingExtraError: torch or transformers are not installed.
        Nl2optError: the model cannot be found or read.
    """
    try:
        import torch
        from transformers import AutoModelForCausalLM, AutoTokenizer
        from transformers.utils import logging
    except ImportError as error:
        raise MissingExtraError("A model of transformers", error.name or "transformers", "train") from None
    logging.disable_progress_bar()
    device = device or ("cuda" if torch.cuda.is_available() else "cpu")
    settings: dict[str, Any] = {"dtype": torch.bfloat16 if device == "cuda" else torch.float32}
    path = Path(source)
    digest = ""
    if path.suffix == ".gguf":
        if not path.is_file():
            raise Nl2optError(f"The model file '{path}' does not exist.", hint="Run: nl2opt model pull")
        from transformers import GgufConfig

        digest = file_hash(path)
        where = str(path.parent)
        settings |= {"gguf_file": path.name, "quantization_config": GgufConfig(dequantize=True)}
        tokenizer_settings = {"gguf_file": path.name}
    else:
        where, tokenizer_settings = str(source), {}
    try:
        tokenizer = AutoTokenizer.from_pretrained(where, **tokenizer_settings)
        model = AutoModelForCausalLM.from_pretrained(where, **settings)
    except (OSError, ValueError) as error:
        first = str(error).strip().splitlines()[0]
        raise Nl2optError(
            f"The model '{source}' cannot be loaded: {first}",
            hint="Name a GGUF file, a folder with weights of transformers, or a model of the Hugging Face hub.",
        ) from None
    model.config.use_cache = False  # keys and values are kept for decoding, not for training
    model.to(device)
    return Weights(model, tokenizer, path.name if path.exists() else str(source), digest)


@contextmanager
def without_chatter() -> Iterator[None]:
    """Hold back warnings of the libraries that tell a user of ours nothing."""
    with warnings.catch_warnings():
        # peft looks beside a GGUF file for a config.json, to see whether the vocabulary has grown; it has not.
        warnings.filterwarnings("ignore", message="Could not find a config file")
        # transformers 5.23 and trl 1.16 use names that transformers has deprecated.
        warnings.filterwarnings("ignore", message="`(is_)?gradient_checkpointing` is deprecated")
        yield
