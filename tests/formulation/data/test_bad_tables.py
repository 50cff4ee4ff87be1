"""Named bad tables: each file in ``tests/bad_tables`` is refused with the message in ``NAME.expected`` beside it.

A table whose name begins with ``cost`` is given as ``cost[PLANTS, STORES]`` of ``plan.5e``, any other as
``need[STORES]``. After a change of a message, write the files again with ``NL2OPT_REGENERATE=1 python -m pytest
tests/formulation/data/test_bad_tables.py`` and read the difference.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from nl2opt.session import findings
from nl2opt.source import read_file

BAD_TABLES = Path(__file__).parents[2] / "bad_tables"
FILES = sorted(path.name for path in BAD_TABLES.iterdir() if path.suffix not in (".5e", ".expected"))


@pytest.mark.parametrize("name", FILES)
def test_a_bad_table_has_its_message(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message for a bad table is the one that was read and found clear."""
    monkeypatch.chdir(BAD_TABLES)
    cost = name.startswith("cost")
    values = {"cost": Path(name), "need": 5} if cost else {"cost": 1, "need": Path(name)}
    found = findings(read_file(Path("plan.5e")), values)
    told = "".join(
        f"{item.severity} in '{item.element}': {item.message} [{item.code}]\n  {item.hint}\n" for item in found
    )
    expected = Path(f"{name}.expected")
    if os.environ.get("NL2OPT_REGENERATE"):
        expected.write_bytes(told.encode())
    assert found
    assert all(item.where is not None for item in found)
    assert told == expected.read_bytes().decode()


def test_every_expected_message_belongs_to_a_table() -> None:
    """No expected message is left behind when its table goes."""
    assert sorted(path.stem for path in BAD_TABLES.glob("*.expected")) == FILES
