"""Fixtures of all tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from nl2opt.llm.embedded import EmbeddedModel
from nl2opt.llm.store import ModelStore
from nl2opt.solvers.engines import host


@pytest.fixture(scope="session")
def embedded_model() -> Iterator[EmbeddedModel]:
    """The default model with two slots, from the user's store; fetched if it is not there.

    Its context is the default one, so that processes which tests start find the same prefixes on disk.
    """
    file = ModelStore().pull()
    with EmbeddedModel(file.path, name=file.name, sha256=file.sha256, slots=2) as model:
        yield model


@pytest.fixture(scope="module")
def kept_workers() -> Iterator[None]:
    """Solves of one module share worker processes; starting one takes longer than solving a small program."""
    with host.kept_workers():
        yield
