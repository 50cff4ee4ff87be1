"""Exports from Python: from a formulation, from a file's text, and from an answer with its data."""

from __future__ import annotations

import pytest

import nl2opt

PLAN = """## Sets
STORES
## Parameters
need[STORES]
## Variables
ship[STORES] >= 0
## Objective
minimize sum(ship[s] for s in STORES)
## Constraints
demand[s in STORES]: ship[s] >= need[s]
"""


def test_an_answer_is_exported_with_its_data() -> None:
    """What an answer was solved with goes into the script, and newer data replace it."""
    answer = nl2opt.solve(nl2opt.parse(PLAN), data={"need": {"Oslo": 4, "Rome": 5}})
    assert '{"Oslo": 4, "Rome": 5}' in nl2opt.export(answer, to="pulp")
    assert '{"Oslo": 7, "Rome": 5}' in nl2opt.export(answer, to="pulp", data={"need": {"Oslo": 7, "Rome": 5}})


def test_data_that_are_missing_are_asked_for() -> None:
    """A formulation whose data come from outside is not exported without them."""
    with pytest.raises(nl2opt.FormulationError, match="need"):
        nl2opt.export(nl2opt.parse(PLAN), to="pulp")
