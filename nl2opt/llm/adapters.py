"""Adapters that nl2opt ships or that ``nl2opt train export`` has written: a GGUF file and a card that vouches for it.

A folder holds ``adapter.gguf`` and ``card.json``. The card names the hash of the file and of the base model that it
was trained on; an adapter on another base would change its numbers without any error, so it is refused.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any

from nl2opt.errors import ModelFileError
from nl2opt.llm.hashes import file_hash

FILE, CARD = "adapter.gguf", "card.json"
NONE = "none"
"""What a user says for the base model alone."""
DEFAULT = "define"
"""The shipped adapter that formulates, used unless another or none is asked for."""


@dataclass(frozen=True, slots=True)
class Adapter:
    """A LoRA adapter for llama.cpp.

    Attributes:
        name: of the shipped adapter or of its folder.
        path: its GGUF file.
        base: the SHA-256 of the model file that it was trained on.
        sha256: of its own file.
        system: the system message that it was trained with.
        opening: what its drafts are made to open with; empty to leave it to the adapter.
        table_cells: numbers up to which it copies a table from the words itself; larger ones are for the base model.
        card: all that the card says.
    """

    name: str
    path: Path
    base: str
    sha256: str
    system: str
    opening: str
    table_cells: int
    card: Mapping[str, Any] = field(default_factory=dict, compare=False)

    @property
    def label(self) -> str:
        """What requests and run records call it: the name, and the first digits of its file's hash."""
        return f"{self.name}@{self.sha256[:12]}"

    def require_base(self, sha256: str) -> None:
        """Make sure that a model file is the one that the adapter was trained on.

        Raises:
            ModelFileError: it is another one.
        """
        if sha256 != self.base:
            raise ModelFileError(
                f"The adapter '{self.name}' was trained on another model (SHA-256 {self.base[:12]}...) than this one "
                f"({sha256[:12]}...).",
                hint="Use --adapter none with this model, or train an adapter on it: nl2opt train sft.",
            )


def shipped_adapters() -> tuple[str, ...]:
    """The names of the adapters in this package."""
    folder = resources.files("nl2opt.llm").joinpath("shipped")
    if not folder.is_dir():
        return ()
    return tuple(sorted(entry.name for entry in folder.iterdir() if entry.joinpath(CARD).is_file()))


def find_adapter(spec: str) -> Adapter:
    """The adapter of a shipped name, or of a folder or GGUF file with its card beside it; its hash is checked.

    Raises:
        ModelFileError: there is none, it is damaged, or it has no card.
    """
    names = shipped_adapters()
    if spec in names:
        return _read(Path(str(resources.files("nl2opt.llm").joinpath("shipped", spec))), spec)
    path = Path(spec).expanduser()
    folder = path.parent if path.suffix == ".gguf" else path
    if not path.exists():
        near = difflib.get_close_matches(spec, names, n=1)
        known = ", ".join(names) or "none are shipped"
        raise ModelFileError(
            f"There is no adapter '{spec}'.",
            hint=f"Did you mean '{near[0]}'?" if near else f"Shipped: {known}. Or name a folder, or '{NONE}'.",
        )
    return _read(folder, folder.resolve().name, file=path if path.suffix == ".gguf" else None)


def _read(folder: Path, name: str, file: Path | None = None) -> Adapter:
    path = file or folder / FILE
    card_file = folder / CARD
    if not card_file.is_file():
        raise ModelFileError(
            f"The adapter '{path}' has no card ({CARD}) beside it, so nobody knows which model it belongs to.",
            hint="Write it with: nl2opt train export",
        )
    try:
        card = json.loads(card_file.read_text(encoding="utf-8"))
        adapter = Adapter(
            name=str(card.get("name", name)),
            path=path,
            base=str(card["base"]["sha256"]),
            sha256=str(card["sha256"]),
            system=str(card["prompt"]["system"]),
            opening=str(card["prompt"].get("opening", "")),
            table_cells=int(card["prompt"]["table_cells"]),
            card=card,
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelFileError(
            f"The card '{card_file}' cannot be read: {error}.", hint="Write the adapter again with: nl2opt train export"
        ) from None
    if file_hash(path) != adapter.sha256:
        raise ModelFileError(
            f"The adapter file '{path}' is not the one that its card describes: its hash differs.",
            hint="It is truncated or was changed; copy the folder again, or write it with: nl2opt train export",
        )
    return adapter
