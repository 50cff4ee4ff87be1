"""Processed prefixes on disk: found when intact, dropped when damaged, never too many."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from nl2opt.llm.prefix_cache import PrefixCache

TOKENS = (1, 2, 3)


def save(cache: PrefixCache, key: str, content: bytes) -> None:
    """Do what the engine does: write a file, then have it kept."""
    name = cache.temporary_name()
    (cache.folder / name).write_bytes(content)
    cache.keep(key, name, len(content))


def test_kept_prefix_is_found(tmp_path: Path) -> None:
    """What was kept under a key is found under it, by another object too."""
    cache = PrefixCache(tmp_path / "prefixes", ("model",))
    key = cache.key(TOKENS, "")
    assert cache.find(key) is None
    save(cache, key, b"state")
    name = PrefixCache(tmp_path / "prefixes", ("model",)).find(key)
    assert name is not None
    assert (tmp_path / "prefixes" / name).read_bytes() == b"state"


def test_keys_depend_on_everything(tmp_path: Path) -> None:
    """Other tokens, another adapter or other settings are another prefix."""
    keys = {
        PrefixCache(tmp_path, ("model",)).key(TOKENS, ""),
        PrefixCache(tmp_path, ("model",)).key((1, 2), ""),
        PrefixCache(tmp_path, ("model",)).key(TOKENS, "adapter"),
        PrefixCache(tmp_path, ("other",)).key(TOKENS, ""),
    }
    assert len(keys) == 4


@pytest.mark.parametrize("damaged", [b"stat", b"stale", b"", b"state and more"])
def test_damaged_file_is_deleted(tmp_path: Path, damaged: bytes) -> None:
    """A file that is truncated or altered is not given to the engine, which would abort."""
    cache = PrefixCache(tmp_path, ("model",))
    save(cache, "key", b"state")
    (path,) = tmp_path.iterdir()
    path.write_bytes(damaged)
    assert cache.find("key") is None
    assert list(tmp_path.iterdir()) == []


def test_short_write_is_not_kept(tmp_path: Path) -> None:
    """A file with fewer bytes than the engine meant to write is dropped."""
    cache = PrefixCache(tmp_path, ("model",))
    (tmp_path / "saving.tmp").write_bytes(b"sta")
    cache.keep("key", "saving.tmp", 5)
    assert list(tmp_path.iterdir()) == []


def test_least_used_prefix_goes_first(tmp_path: Path) -> None:
    """Of too many files the one that was not used for the longest time is deleted, and the newest always stays."""
    cache = PrefixCache(tmp_path, ("model",), keep_files=2)
    for age, key in ((30, "a"), (20, "b")):
        save(cache, key, b"state")
        (path,) = tmp_path.glob(f"{key}-*")
        os.utime(path, (time.time() - age, time.time() - age))
    assert cache.find("a") is not None
    save(cache, "c", b"state")
    assert [cache.find(key) is not None for key in "abc"] == [True, False, True]
    small = PrefixCache(tmp_path, ("model",), keep_bytes=3)
    save(small, "d", b"state")
    assert [small.find(key) is not None for key in "abcd"] == [False, False, False, True]


def test_file_of_a_dead_process_goes(tmp_path: Path) -> None:
    """What a process left behind while it saved is deleted after a while, and not before."""
    cache = PrefixCache(tmp_path, ("model",))
    old, new = (tmp_path / cache.temporary_name() for _ in range(2))
    for path in (old, new):
        path.write_bytes(b"sta")
    os.utime(old, (0, 0))
    save(cache, "key", b"state")
    assert (old.exists(), new.exists()) == (False, True)
