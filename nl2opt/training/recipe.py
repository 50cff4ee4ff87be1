"""What a fine-tuning run is told, as data that its card and its checkpoints repeat."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from nl2opt.errors import Nl2optError

LINEAR_MODULES = ("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj")
"""The weight matrices of a decoder layer of the Llama kind, by transformers' names."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """How an adapter is trained. The defaults suit 1.5 billion parameters and short formulations.

    Attributes:
        rank: of the two factors of each update (LoRA, arXiv 2106.09685).
        alpha: updates are scaled by ``alpha / rank``.
        modules: which matrices of a layer get an update.
        first_layer: layers before this one stay as they are: nothing is propagated back through them, which saves
            a part of the work that is proportional to them.
        learning_rate: at its peak, reached after ``warmup`` of the steps; then a cosine down to a tenth.
        warmup: share of the steps.
        pack_tokens: tokens of a row of packed examples; longer examples are a row of their own.
        rows_per_step: rows of a device whose gradients are added up for a step.
        max_tokens: examples with more are left out, counted and named.
        epochs: times that each example is seen.
        weight_decay: of AdamW.
        clip: the largest norm of a step's gradient.
        seed: of the order of examples and of the first values of the updates.
        checkpoint_steps: steps between two checkpoints.
        validate_steps: steps between two validations; 0 for one at the end alone.
    """

    rank: int = 8
    alpha: int = 16
    modules: tuple[str, ...] = LINEAR_MODULES
    first_layer: int = 0
    learning_rate: float = 1e-4
    warmup: float = 0.05
    pack_tokens: int = 1024
    rows_per_step: int = 4
    max_tokens: int = 2048
    epochs: int = 1
    weight_decay: float = 0.01
    clip: float = 1.0
    seed: int = 0
    checkpoint_steps: int = 10
    validate_steps: int = 0

    def __post_init__(self) -> None:
        at_least_one = ("rank", "alpha", "pack_tokens", "rows_per_step", "max_tokens", "epochs", "checkpoint_steps")
        for name in at_least_one:
            if getattr(self, name) < 1:
                raise Nl2optError(f"The recipe's {name} is {getattr(self, name)}.", hint="It must be at least 1.")
        if not 0 < self.learning_rate < 1:
            raise Nl2optError(
                f"The recipe's learning_rate is {self.learning_rate}.", hint="Values from 1e-5 to 5e-4 are usual."
            )
        if not 0 <= self.warmup < 1:
            raise Nl2optError(f"The recipe's warmup is {self.warmup}.", hint="It is a share of the steps, below 1.")
        if not self.modules:
            raise Nl2optError("The recipe names no modules to train.", hint=f"Usual are {', '.join(LINEAR_MODULES)}.")

    def to_dict(self) -> dict[str, Any]:
        """The recipe as JSON values."""
        return asdict(self) | {"modules": list(self.modules)}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Recipe:
        """The recipe of JSON values.

        Raises:
            Nl2optError: a key or a value is not one of a recipe's.
        """
        known = {each.name for each in fields(cls)}
        for key in values:
            if key not in known:
                raise Nl2optError(f"'{key}' is no setting of a recipe.", hint=f"Settings: {', '.join(sorted(known))}.")
        return cls(**(dict(values) | ({"modules": tuple(values["modules"])} if "modules" in values else {})))
