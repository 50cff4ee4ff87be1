"""Named bad inputs: each ``tests/bad_inputs/NAME.5e`` is refused with the message in ``NAME.expected`` beside it.

A file is parsed and, when that succeeds, checked. After a change of a message, write the files again with
``NL2OPT_REGENERATE=1 python -m pytest tests/formulation/test_bad_inputs.py`` and read the difference.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from nl2opt.formulation.checks import check
from nl2opt.formulation.diagnostics import FormulationError
from nl2opt.formulation.text_parser import parse_file

BAD_INPUTS = Path(__file__).parents[1] / "bad_inputs"
FILES = sorted(path.name for path in BAD_INPUTS.glob("*.5e"))


def findings(name: str) -> str:
    """What a person is told about a file of the current folder."""
    try:
        formulation = parse_file(name)
    except FormulationError as error:
        return str(error)
    text = Path(name).read_bytes().decode("utf-8-sig")
    return "\n".join(item.render(text, name) for item in check(formulation))


@pytest.mark.parametrize("name", FILES)
def test_a_bad_input_has_its_message(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message for a bad input is the one that was read and found clear."""
    monkeypatch.chdir(BAD_INPUTS)
    told = findings(name) + "\n"
    expected = Path(name).with_suffix(".expected")
    if os.environ.get("NL2OPT_REGENERATE"):
        expected.write_bytes(told.encode())
    assert told.strip()
    assert told == expected.read_bytes().decode()


def test_every_expected_message_belongs_to_a_file() -> None:
    """No expected message is left behind when its bad input goes."""
    assert sorted(path.with_suffix(".5e").name for path in BAD_INPUTS.glob("*.expected")) == FILES
