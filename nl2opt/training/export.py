"""From a finished run to an adapter that ``nl2opt solve --adapter FOLDER`` takes: GGUF file and card."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nl2opt.errors import Nl2optError
from nl2opt.llm.adapters import CARD, FILE, Adapter, find_adapter
from nl2opt.llm.hashes import file_hash
from nl2opt.training.card import CARD as RUN_CARD
from nl2opt.training.gguf_adapter import to_gguf
from nl2opt.training.run import ADAPTER


def export_run(
    run: Path,
    out: Path,
    *,
    name: str = "",
    system: str = "",
    opening: str = "",
    table_cells: int = 12,
    figures: Mapping[str, Any] | None = None,
) -> Adapter:
    """Write the adapter of a finished run for llama.cpp.

    Args:
        run: the folder of the run.
        out: the folder to write; its name is the adapter's if ``name`` is empty.
        name: of the adapter.
        system: the system message of its training examples.
        opening: what its drafts are made to open with; empty to leave it to the adapter.
        table_cells: numbers up to which it was trained to copy tables from the words of a problem.
        figures: what was measured with it, for its card.

    Raises:
        Nl2optError: the run is not finished, was not on a GGUF file, or the folder cannot be written.
        ModelFileError: the run's adapter is damaged.
    """
    try:
        card = json.loads((run / RUN_CARD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise Nl2optError(
            f"'{run}' is no finished run.", hint="Name the folder that 'nl2opt train' was given with --out."
        ) from None
    if not card["base"]["sha256"]:
        raise Nl2optError(
            f"The run '{run}' trained '{card['base']['name']}', which is no GGUF file.",
            hint=f"vLLM and transformers read the folder '{run / ADAPTER}' as it is.",
        )
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Nl2optError(f"'{out}' cannot be made: {error.strerror}.", hint="Choose another folder.") from None
    to_gguf(run / ADAPTER, out / FILE, card["base"]["architecture"], int(card["base"]["layers"]))
    described = {
        "name": name or out.resolve().name,
        "sha256": file_hash(out / FILE, fresh=True),
        "prompt": {"system": system, "opening": opening, "table_cells": table_cells},
        "figures": dict(figures or {}),
        **card,
    }
    (out / CARD).write_text(json.dumps(described, indent=2) + "\n", encoding="utf-8")
    return find_adapter(str(out))
