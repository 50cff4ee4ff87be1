"""One finished job, made once and copied for each test that changes it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.synth.jobs.small_jobs import made


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the small job; not to be changed."""
    return made(tmp_path_factory.mktemp("jobs") / "finished", card=True).folder


@pytest.fixture
def own(finished: Path, tmp_path: Path) -> Path:
    """A copy of the finished folder that a test may damage."""
    return Path(shutil.copytree(finished, tmp_path / "own"))
