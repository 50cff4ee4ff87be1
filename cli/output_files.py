"""Files that verbs write: refused before the work when they cannot be written, and written in one way."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from nl2opt.errors import Nl2optError

if TYPE_CHECKING:
    from nl2opt.formulation.elements import Formulation


def check_target(path: Path) -> None:
    """Refuse a file that cannot be written, before a minute of work is lost over it.

    Raises:
        Nl2optError: its folder does not exist, or it is a folder itself.
    """
    if path.is_dir():
        raise Nl2optError(f"'{path}' is a folder.", hint="Give the name of a file.")
    if not path.parent.is_dir():
        raise Nl2optError(f"There is no folder '{path.parent}' to write '{path.name}' to.", hint="Make it first.")


def save_formulation(formulation: Formulation, path: Path) -> None:
    """Write a formulation as a ``.5e`` file."""
    from nl2opt.formulation.text_printer import to_text

    path.write_text(to_text(formulation), encoding="utf-8")
