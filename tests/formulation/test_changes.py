"""Changes in a line: what they do is what editing the file does, and mistakes say what was meant."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nl2opt.errors import Nl2optError
from nl2opt.formulation.changed import apply_changes
from nl2opt.formulation.changes import Action, parse_change, parse_changes
from nl2opt.formulation.elements import Formulation
from nl2opt.formulation.text_parser import parse
from nl2opt.formulation.text_printer import to_text
from nl2opt.solvers.api import solve

SHIP = """## Sets
PLANTS = {Lyon, Turin}
STORES = {Nice, Milan, Genoa}
ARCS = {(Lyon, Nice), (Turin, Nice)}
## Parameters
capacity[PLANTS] = {Lyon: 120, Turin: 90}  # tons a week
need[STORES] = [50, 40, 30]
cost[PLANTS, STORES] = [[4, 6, 9], [5, 3, 2]]
rate = 2
margin[p in PLANTS] = capacity[p] / 10
toll[ARCS] = {(Lyon, Nice): 1, (Turin, Nice): 2}
## Variables
ship[PLANTS, STORES] >= 0 continuous  # tons shipped
0 <= extra[p in PLANTS] <= margin[p]
open[PLANTS] binary
0 <= spare <= 5
road[ARCS] >= 0 <= 70
## Objective
minimize sum(cost[p, s] * ship[p, s] for p in PLANTS for s in STORES) + 7*sum(extra[p] for p in PLANTS) - rate*spare + 100*sum(open[p] for p in PLANTS) + sum(toll[i, j]*road[i, j] for (i, j) in ARCS)
## Constraints
supply[p in PLANTS]: sum(ship[p, s] for s in STORES) - extra[p] <= capacity[p]
use[p in PLANTS]: sum(ship[p, s] for s in STORES) <= 200*open[p]
demand[s in STORES]: sum(ship[p, s] for p in PLANTS) >= need[s]
band: 10 <= spare + ship[Lyon, Nice] <= 90
roads[(i, j) in ARCS]: ship[i, j] <= road[i, j]
"""  # noqa: E501


def edited(*replacements: tuple[str, str]) -> Formulation:
    """The same formulation after editing its text."""
    text = SHIP
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new)
    return parse(text)


BY_HAND: list[tuple[list[str], list[tuple[str, str]]]] = [
    (["rate=3"], [("rate = 2", "rate = 3")]),
    (["rate*=1.5"], [("rate = 2", "rate = 3")]),
    (["rate=1+2"], [("rate = 2", "rate = 3")]),
    (["capacity[Lyon]=60"], [("Lyon: 120", "Lyon: 60")]),
    (["capacity[Lyon]-=60"], [("Lyon: 120", "Lyon: 60")]),
    (["capacity[Lyon]/=2"], [("Lyon: 120", "Lyon: 60")]),
    (["capacity=70"], [("{Lyon: 120, Turin: 90}  #", "{Lyon: 70, Turin: 70}  #")]),
    (["capacity={Lyon: 70, Turin: 80}"], [("{Lyon: 120, Turin: 90}  #", "{Lyon: 70, Turin: 80}  #")]),
    (["capacity+=10"], [("{Lyon: 120, Turin: 90}  #", "{Lyon: 130, Turin: 100}  #")]),
    (["need[Milan]=80"], [("[50, 40, 30]", "[50, 80, 30]")]),
    (["need=[1, 2, 3]"], [("[50, 40, 30]", "[1, 2, 3]")]),
    (["need*=1.1"], [("[50, 40, 30]", "[55, 44, 33]")]),
    (["cost[Turin, Milan]=9"], [("[5, 3, 2]", "[5, 9, 2]")]),
    (["cost[(Turin, Milan)]=9"], [("[5, 3, 2]", "[5, 9, 2]")]),
    (["margin[Turin]=0"], [("= capacity[p] / 10", "= {Lyon: 12, Turin: 0}")]),
    (["margin*=2"], [("= capacity[p] / 10", "= capacity[p] / 5")]),
    (["toll[Turin, Nice]=9"], [("(Turin, Nice): 2", "(Turin, Nice): 9")]),
    (["supply[Turin]=40"], [("<= capacity[p]\nuse", "<= limit[p]\nuse"), ("## Variables", "limit[PLANTS] = {Lyon: 120, Turin: 40}\n## Variables")]),  # noqa: E501
    (["demand[Nice]=70"], [("[50, 40, 30]", "[70, 40, 30]")]),
    (["demand=20"], [(">= need[s]", ">= 20")]),
    (["demand+=5"], [("[50, 40, 30]", "[55, 45, 35]")]),
    (["band<=30"], [("<= 90", "<= 30")]),
    (["band>=60"], [("band: 10", "band: 60")]),
    (["-demand"], [("demand[s in STORES]: sum(ship[p, s] for p in PLANTS) >= need[s]\n", "")]),
    (["drop band"], [("band: 10 <= spare + ship[Lyon, Nice] <= 90\n", "")]),
    (["spare<=3"], [("<= spare <= 5", "<= spare <= 3")]),
    (["spare ≥ 2"], [("0 <= spare", "2 <= spare")]),
    (["spare=4"], [("0 <= spare <= 5", "4 <= spare <= 4")]),
    (["ship<=35"], [("ship[PLANTS, STORES] >= 0", "0 <= ship[PLANTS, STORES] <= 35")]),
    (["ship[Lyon, Nice]<=20"], [("roads[", "one: ship[Lyon, Nice] <= 20\nroads[")]),
    (["ship[Turin, Genoa]=4"], [("roads[", "one: ship[Turin, Genoa] == 4\nroads[")]),
    (["open[Lyon]=0"], [("roads[", "one: open[Lyon] == 0\nroads[")]),
    (["road[Lyon, Nice]<=90", "toll[Lyon, Nice]=-1"], [(">= 0 <= 70", ">= 0 <= 90"), ("(Lyon, Nice): 1", "(Lyon, Nice): -1"), ("roads[", "one: road[Turin, Nice] <= 70\nroads[")]),  # noqa: E501
    (["STORES={Nice}", "need=[50]", "cost=[[4], [5]]"], [("STORES = {Nice, Milan, Genoa}", "STORES = {Nice}"), ("[50, 40, 30]", "[50]"), ("[[4, 6, 9], [5, 3, 2]]", "[[4], [5]]")]),  # noqa: E501
    (["capacity[Lyon]=60", "need[Nice]+=5", "-band"], [("Lyon: 120", "Lyon: 60"), ("[50, 40", "[55, 40"), ("band: 10 <= spare + ship[Lyon, Nice] <= 90\n", "")]),  # noqa: E501
]  # fmt: skip


@pytest.mark.parametrize(("changes", "edits"), BY_HAND, ids=lambda value: " ".join(map(str, value))[:40])
def test_a_change_is_what_editing_by_hand_is(changes: list[str], edits: list[tuple[str, str]]) -> None:
    """The changed formulation has the optimum of the edited file, and its text parses back to itself."""
    changed = apply_changes(parse(SHIP), changes)
    assert len(changed.said) == len(changes)
    assert parse(to_text(changed.formulation)) == changed.formulation
    ours, theirs = solve(changed.formulation), solve(edited(*edits))
    assert ours.status == theirs.status
    assert ours.objective == pytest.approx(theirs.objective)


@pytest.mark.parametrize(
    ("change", "message", "hint"),
    [
        ("supplly[Lyon]=1", "no parameter, set, variable or constraint 'supplly'", "Did you mean 'supply'?"),
        ("capacity[Lyons]=1", "'Lyons' is no member of the set", "Did you mean 'Lyon'?"),
        ("capacity[Oslo]=1", "'Oslo' is no member of the set", "Its members are: Lyon, Turin."),
        ("capacity[Lyon, Nice]=1", "has 2 labels, but 'capacity' takes 1 label", "capacity[Lyon]=..."),
        ("rate[Lyon]=1", "has 1 label, but 'rate' takes no index", "rate="),
        ("toll[Lyon, Milan]=1", "'Milan' is no member", "Nice"),
        ("demand[Oslo]=1", "'Oslo' is no member", "Nice, Milan, Genoa"),
        ("use[Lyon]=3", "'use' has no number of its own to change", "drop it with -use"),
        ("band=15", "'band' has two limits", "band<=..."),
        ("demand<=15", "'demand' has no limit with <=", "demand=80"),
        ("spare*=2", "'spare' is a variable", "spare<=4"),
        ("rate<=2", "'rate' is data", "rate=..."),
        ("open=1", "'open' is a family of binary variables", "open[...]=1"),
        ("ship[Lyon]=1", "has 1 label, but 'ship' takes 2 labels", "ship[Lyon, Nice]"),
        ("STORES=3*", "cannot be read", "price=5"),
        ("STORES+=1", "'STORES' is a set", "STORES={a, b}"),
        ("-suply", "no constraint 'suply'", "Did you mean 'supply'?"),
        ("-rate", "no constraint 'rate'", "supply"),
        ("rate", "is no change", "price=5"),
        ("rate=", "has no value", "price=5"),
        ("=3", "is no change", "price=5"),
        ("rate=(3", "cannot be read", "price=5"),
        ("rate/=0", "divides by zero", "another number"),
        ("capacity[Lyon]=need[Nice]", "does not give a number", "Write a number"),
        ("capacity[1.5]=3", "named by members of its sets", "supply[Lyon]"),
        ("band[Lyon]<=3", "'band' has no index", "band="),
        ("capacity={Lyon: 3", "cannot be read", "price=5"),
    ],
)
def test_mistakes_are_explained(change: str, message: str, hint: str) -> None:
    """Every mistake has one sentence and one way out."""
    with pytest.raises(Nl2optError) as caught:
        apply_changes(parse(SHIP), change)
    assert message in caught.value.what
    assert hint in caught.value.hint


def test_data_from_outside_are_changed_too(tmp_path: Path) -> None:
    """A number in a table file or in given data can be changed; the rest of the data stays."""
    (tmp_path / "need.csv").write_text("store,need\nNice,50\nMilan,40\nGenoa,30\n")
    text = SHIP.replace("need[STORES] = [50, 40, 30]", 'need[STORES] = table "need.csv"')
    changed = apply_changes(parse(text), "need[Milan]=80", folder=tmp_path)
    assert "need[STORES] = {Nice: 50, Milan: 80, Genoa: 30}" in to_text(changed.formulation)
    text = SHIP.replace("need[STORES] = [50, 40, 30]", "need[STORES]")
    given = {"need": [50, 40, 30], "rate": 4}
    changed = apply_changes(parse(text), "need[Milan]=80", tables=given)
    assert "need[STORES] = {Nice: 50, Milan: 80, Genoa: 30}" in to_text(changed.formulation)
    assert changed.tables == {"rate": 4}


def test_several_changes_come_one_after_the_other() -> None:
    """A later change starts from what an earlier one made."""
    changed = apply_changes(parse(SHIP), ["rate=10", "rate*=2", "rate+=1"])
    assert "rate = 21" in to_text(changed.formulation)
    assert changed.said == (
        "rate is 10 instead of 2.",
        "rate is multiplied by 2: 20 instead of 10.",
        "rate is raised by 1: 21 instead of 20.",
    )


def test_a_mapping_sets_numbers() -> None:
    """In Python, a dictionary says the same as lines with ``=``."""
    assert parse_changes({"supply[Lyon]": 150, "rate": 2.5}) == parse_changes(["supply[Lyon]=150", "rate=2.5"])


def test_names_for_what_is_added_are_free() -> None:
    """Two entries that are fixed have two constraints of different names."""
    changed = apply_changes(parse(SHIP), ["open[Lyon]=1", "open[Turin]=0"])
    names = [constraint.name for constraint in changed.formulation.constraints]
    assert names[-2:] == ["open_fixed", "open_fixed_2"]


@given(st.text(max_size=30))
def test_no_text_breaks_the_reader(text: str) -> None:
    """Any line is a change or a mistake that is explained."""
    try:
        change = parse_change(text)
    except Nl2optError:
        return
    assert change.name
    assert (change.value is None) == (change.action is Action.DROP)
