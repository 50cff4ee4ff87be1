"""Fixtures of all tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from nl2opt.llm.embedded import EmbeddedModel
from nl2opt.llm.store import ModelStore


@pytest.fixture(scope="session")
def embedded_model() -> Iterator[EmbeddedModel]:
    """The default model with two slots, from the user's store; fetched if it is not there."""
    file = ModelStore().pull()
    with EmbeddedModel(file.path, name=file.name, sha256=file.sha256, slots=2, context_length=2048) as model:
        yield model
