"""The formulation as JSON, with all its data, as ``nl2opt.formulation.json_form.from_json`` reads it back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

from nl2opt.formulation.elements import Formulation
from nl2opt.formulation.json_form import to_json
from nl2opt.solvers.writers.materialised import materialised
from nl2opt.solvers.writers.protocol import Construct


class JsonWriter:
    """Writes JSON."""

    name: ClassVar[str] = "json"
    title: ClassVar[str] = "JSON"
    extension: ClassVar[str] = ".json"
    native: ClassVar[frozenset[Construct]] = frozenset(Construct)

    def write(
        self, formulation: Formulation, *, tables: Mapping[str, Any] | None = None, folder: Path | None = None
    ) -> str:
        """The JSON text; see ``Writer.write``."""
        whole = to_json(materialised(formulation, tables, folder))
        return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"
