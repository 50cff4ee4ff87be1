"""A file that grows over several tries is the same as one that came in one go."""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nl2opt.llm import partial_file
from nl2opt.llm.partial_file import PartialFile

CONTENT = bytes(range(256)) * 20


@given(
    tries=st.lists(st.lists(st.integers(0, 900), max_size=5), max_size=6),
    torn=st.lists(st.booleans(), min_size=6, max_size=6),
    checkpoint=st.integers(1, 2000),
)
def test_interrupted_tries_add_up(tries: list[list[int]], torn: list[bool], checkpoint: int) -> None:
    """However often writing stops, cleanly or with the process, the bytes kept are a beginning of the file."""
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as folder:
        patch.setattr(partial_file, "CHECKPOINT_BYTES", checkpoint)
        target = Path(folder) / "model"
        for lengths, dies in zip(tries, torn, strict=False):
            file = PartialFile(target, len(CONTENT), "identity", lambda _: None)
            for length in lengths:
                file.append(CONTENT[file.size : file.size + length])
            if dies:
                file._file.close()
            else:
                file.close()
        seen: list[int] = []
        last = PartialFile(target, len(CONTENT), "identity", seen.append)
        assert last.digest == hashlib.sha256(CONTENT[: last.size]).hexdigest()
        last.append(CONTENT[last.size :])
        last.finish()
        assert target.read_bytes() == CONTENT
        assert seen == sorted(seen)
        assert [path.name for path in Path(folder).iterdir()] == ["model"]


def test_other_file_is_dropped(tmp_path: Path) -> None:
    """What was begun of another file is not continued."""
    first = PartialFile(tmp_path / "model", 100, "one", lambda _: None)
    first.append(bytes(50))
    first.close()
    second = PartialFile(tmp_path / "model", 100, "other", lambda _: None)
    assert (second.size, second.resumed) == (0, False)
    second.close()


def test_too_much_is_refused(tmp_path: Path) -> None:
    """More bytes than the whole file has are refused and not written."""
    file = PartialFile(tmp_path / "model", 100, "one", lambda _: None)
    with pytest.raises(OverflowError):
        file.append(bytes(101))
    assert file.missing == 100
    file.close()
