"""The adapter that is trained: two thin factors beside each chosen matrix (LoRA, arXiv 2106.09685), by peft."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from nl2opt.errors import Nl2optError
from nl2opt.llm.weights import Weights
from nl2opt.training.recipe import Recipe

if TYPE_CHECKING:
    from peft import PeftModel


def with_adapter(base: Weights, recipe: Recipe, start_from: Path | None = None) -> PeftModel:
    """The base model, frozen, with a new adapter or with one to go on with.

    Raises:
        Nl2optError: the recipe does not fit the model, or ``start_from`` holds no adapter for it.
    """
    from peft import LoraConfig, PeftModel, get_peft_model

    if start_from is not None:
        try:
            return PeftModel.from_pretrained(base.model, str(start_from), is_trainable=True)
        except (OSError, ValueError, RuntimeError) as error:
            first = str(error).strip().splitlines()[0]
            raise Nl2optError(
                f"The adapter '{start_from}' cannot be gone on with: {first}",
                hint="Name the folder 'adapter' of a finished run on the same model.",
            ) from None
    layers = int(base.model.config.num_hidden_layers)
    if recipe.first_layer >= layers:
        raise Nl2optError(
            f"The recipe's first_layer is {recipe.first_layer}, but the model has {layers} layers.",
            hint=f"Choose a number from 0 to {layers - 1}.",
        )
    config = LoraConfig(
        r=recipe.rank,
        lora_alpha=recipe.alpha,
        target_modules=list(recipe.modules),
        layers_to_transform=list(range(recipe.first_layer, layers)) if recipe.first_layer else None,
        task_type="CAUSAL_LM",
    )
    try:
        adapted = get_peft_model(base.model, config)
    except ValueError as error:
        raise Nl2optError(
            f"The recipe's modules do not fit the model: {str(error).splitlines()[0]}",
            hint="Choose names of the model's linear layers with --modules.",
        ) from None
    assert isinstance(adapted, PeftModel)
    return adapted
