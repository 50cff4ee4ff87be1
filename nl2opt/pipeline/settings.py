"""How the pipeline works on one problem."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """Choices that belong to the way from text to formulation.

    Attributes:
        repairs: repair rounds at most, each one more draft.
        max_tokens: tokens that one draft may have.
        temperature: 0 drafts greedily.
        seed: of the sampling.
        table_cells: numbers from which on the tables of a problem are read as data; smaller ones stay in its words.
        adapter: a LoRA adapter by name; None for the base model.
        system: what the adapter was trained to be told before a problem, instead of instructions and examples; None
            for those. Tables that are read as data, and repairs, are left to the base model and its examples.
        opening: what a draft of the adapter is made to open with, such as the heading of its first element.
    """

    repairs: int = 2
    max_tokens: int = 1024
    temperature: float = 0.0
    seed: int = 0
    table_cells: int = 12
    adapter: str | None = None
    system: str | None = None
    opening: str = ""
