"""A model with its adapter added to its weights, for programs that serve weights of transformers (vLLM)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nl2opt.errors import ModelFileError, Nl2optError
from nl2opt.llm.weights import load_weights


def write_merged(source: str | Path, adapter: Path | None, out: Path) -> None:
    """Write a folder of transformers' weights in bfloat16, with the tokenizer.

    Args:
        source: the base model, as ``load_weights`` takes it.
        adapter: a folder of peft's to add; None writes the base alone, such as a GGUF file's dense weights.
        out: the folder to write.

    Raises:
        ModelFileError: the adapter cannot be added.
        Nl2optError: the folder cannot be written.
    """
    import torch

    base = load_weights(source, device="cpu")
    model: Any = base.model
    if adapter is not None:
        from peft import PeftModel

        try:
            model = PeftModel.from_pretrained(model, str(adapter)).merge_and_unload()
        except (OSError, ValueError, RuntimeError) as error:
            first = str(error).strip().splitlines()[0]
            raise ModelFileError(
                f"The adapter '{adapter}' cannot be added to '{base.name}': {first}",
                hint="Name a folder of peft's that was trained on this model.",
            ) from None
    # A file of blocks was read; what is written is dense, and must not say otherwise.
    if hasattr(model.config, "quantization_config"):
        del model.config.quantization_config
    model.config.use_cache = True
    try:
        model.to(torch.bfloat16).save_pretrained(str(out))
        base.tokenizer.save_pretrained(str(out))
    except OSError as error:
        raise Nl2optError(
            f"'{out}' cannot be written: {error.strerror or error}.", hint="Weights take two bytes each; free space."
        ) from None
