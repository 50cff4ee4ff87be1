"""Checkpoints of a run: which one is whole, and whether it belongs to the run that wants to go on."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nl2opt.errors import Nl2optError

SETTING = "setting.json"
"""In the folder of a run: what it was told. A run goes on only with the same."""
_PREFIX = "checkpoint-"
_PARTS = ("adapter_model.safetensors", "optimizer.pt", "scheduler.pt", "trainer_state.json")


def claim(folder: Path, setting: Mapping[str, Any]) -> None:
    """Make the folder of a run, or make sure that an earlier start of the same run made it.

    Raises:
        Nl2optError: the folder belongs to a run with other settings, holds something else, or cannot be written.
    """
    file = folder / SETTING
    told = json.loads(json.dumps(setting))
    try:
        if file.exists():
            before = json.loads(file.read_text(encoding="utf-8"))
            if before != told:
                changed = sorted(key for key in {*before, *told} if before.get(key) != told.get(key))
                raise Nl2optError(
                    f"'{folder}' holds a run with another {' and '.join(changed)}.",
                    hint="Choose another --out, or give the settings that the run was started with to go on with it.",
                )
            return
        if folder.exists() and any(folder.iterdir()):
            raise Nl2optError(f"'{folder}' is not empty and holds no run.", hint="Choose another --out.")
        folder.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        raise Nl2optError(
            f"The folder '{folder}' cannot be written: {error.strerror}.", hint="Choose another --out, or free space."
        ) from None


def last_checkpoint(folder: Path) -> Path | None:
    """The newest whole checkpoint of a run; those that a kill left half written are removed."""
    found = sorted(folder.glob(f"{_PREFIX}*"), key=_step, reverse=True)
    for checkpoint in found:
        if _is_whole(checkpoint):
            return checkpoint
        shutil.rmtree(checkpoint, ignore_errors=True)
    return None


def _step(checkpoint: Path) -> int:
    number = checkpoint.name.removeprefix(_PREFIX)
    return int(number) if number.isdigit() else -1


def _is_whole(checkpoint: Path) -> bool:
    if not all((checkpoint / part).is_file() for part in _PARTS):
        return False
    try:
        state = json.loads((checkpoint / "trainer_state.json").read_text(encoding="utf-8"))
    except ValueError:
        return False
    return bool(state.get("global_step") == _step(checkpoint))
