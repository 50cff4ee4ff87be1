"""Fixtures of all tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from nl2opt.llm.embedded import EmbeddedModel
from nl2opt.llm.store import ModelStore


@pytest.fixture(scope="session")
def embedded_model() -> Iterator[EmbeddedModel]:
    """The default model with two slots, from the user's store; fetched if it is not there.

    Its context is the default one, so that processes which tests start find the same prefixes on disk.
    """
    file = ModelStore().pull()
    with EmbeddedModel(file.path, name=file.name, sha256=file.sha256, slots=2) as model:
        yield model
