"""The models of a user: which are known, which are here, which one is the default."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from nl2opt.errors import ModelFileError
from nl2opt.llm.catalogue import DEFAULT_MODEL, KNOWN_MODELS, KnownModel
from nl2opt.llm.folders import cache_folder
from nl2opt.llm.hashes import file_hash


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A model file that is here and has the hash that it should."""

    name: str
    path: Path
    sha256: str


class ModelStore:
    """The model files in the user's cache folder."""

    def __init__(self, folder: Path | None = None, catalogue: Sequence[KnownModel] = KNOWN_MODELS) -> None:
        self.folder = folder or cache_folder() / "models"
        self._catalogue = {model.name: model for model in catalogue}

    def find(self, name: str | None = None) -> ModelFile:
        """The file of a model, checked by size and by its remembered hash."""
        model = self._catalogue[name or DEFAULT_MODEL]
        path = self.folder / model.file_name
        if not path.exists():
            raise ModelFileError(
                f"The model '{model.name}' has not been fetched.", hint=f"Run: nl2opt model pull {model.name}"
            )
        digest = file_hash(path)
        if digest != model.sha256:
            raise ModelFileError(f"The model file {path} is damaged.", hint=f"Run: nl2opt model pull {model.name}")
        return ModelFile(model.name, path, digest)
