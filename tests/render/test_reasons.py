"""Explanations as people read them: golden files of real ones."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nl2opt.formulation.text_parser import parse
from nl2opt.pipeline.answer import Answer, Cost
from nl2opt.pipeline.explaining import with_explanation
from nl2opt.render.answer import render_answer
from nl2opt.render.html import answer_html
from nl2opt.render.reasons import as_printed, reason_sections
from nl2opt.render.sections import sections_text
from nl2opt.solvers.api import solve
from nl2opt.solvers.explain.conflict import Conflict
from nl2opt.solvers.explain.explanation import ExplainOptions, Infeasibility, Unboundedness
from nl2opt.solvers.explain.members import Member, MemberKind
from tests.golden_files import GOLDEN, assert_golden

BAKERY = """## Problem
> A bakery has 60 eggs. A cake takes 3 of them and a pie 2. 15 cakes and 10 pies are ordered.
## Variables
cakes >= 0 integer  # cakes baked
pies >= 0 integer  # pies baked
## Objective
maximize 12*cakes + 9*pies  # income
## Constraints
eggs: 3*cakes + 2*pies <= 60  # eggs used @[0:21]
min_cakes: cakes >= 15  # @[57:91]
min_pies: pies >= 10  # @[57:91]
"""
CITIES = """## Sets
PLANTS = {Lyon, Turin}
STORES = 1..12
## Parameters
capacity[PLANTS] = {Lyon: 40, Turin: 50}
## Variables
ship[PLANTS, STORES] >= 0  # tons
## Objective
minimize sum(s * ship[Lyon, s] for s in STORES)
## Constraints
supply[p in PLANTS]: sum(ship[p, s] for s in STORES) <= capacity[p]  # what a plant makes
demand[s in STORES]: sum(ship[p, s] for p in PLANTS) >= 8  # what a store needs
"""
DAYS = """## Sets
DAYS = {mon, tue, wed}
## Variables
work[DAYS] >= 0 integer
rest binary
## Objective
minimize sum(work[d] for d in DAYS)
## Constraints
rise[d in DAYS if d != mon]: work[d] >= work[d - 1] + 1
cap: work[wed] <= 1
free: rest >= 2
"""
LOGIC = """## Variables
open binary
ship >= 0  # tons
## Objective
minimize ship
## Constraints
closed: not open
link: ship >= 5 implies open
need: ship >= 20
"""
GROWTH = """## Variables
cakes >= 0 integer
pies >= 0 integer
flour >= 0
## Objective
maximize 12*cakes + 9*pies - flour  # income
## Constraints
ratio: 2*cakes == 3*pies  # a set menu
order: pies >= 10
bags: flour <= 40
"""
FREE = """## Variables
x
## Objective
minimize x
"""
MODELS = {"bakery": BAKERY, "cities": CITIES, "days": DAYS, "logic": LOGIC, "growth": GROWTH, "free": FREE}


def explained(text: str, *, relax: bool = False, seconds: float = 60.0) -> Answer:
    """A solved and explained answer, with times that do not change from run to run."""
    formulation = parse(text)
    answer = Answer(formulation, solve(formulation), cost=Cost(seconds=0.25, solves=1))
    answer = with_explanation(answer, ExplainOptions(seconds, relax))
    reason = answer.explanation
    if isinstance(reason, Infeasibility) and reason.conflict is not None:
        reason = replace(reason, conflict=replace(reason.conflict, seconds=0.12, solves=7))
    return replace(answer, explanation=reason)


@pytest.mark.parametrize("name", MODELS)
def test_reasons_as_text(name: str) -> None:
    """The explanation for a terminal is what was read and found right."""
    assert_golden(GOLDEN / "reasons" / f"{name}.txt", render_answer(explained(MODELS[name], relax=True), 80))


@pytest.mark.parametrize("name", ["bakery", "growth"])
def test_reasons_as_html(name: str) -> None:
    """The explanation for a notebook is what was read and found right."""
    assert_golden(GOLDEN / "reasons" / f"{name}.html", answer_html(explained(MODELS[name], relax=True)) + "\n")


def test_data_for_programs() -> None:
    """The JSON of an answer has the conflict, its proof and the changes under one key."""
    explanation = explained(BAKERY, relax=True).to_dict()["explanation"]
    assert explanation["kind"] == "infeasible"
    assert [member["text"] for member in explanation["conflict"]["members"]] == [
        "3*cakes + 2*pies <= 60",
        "cakes >= 15",
        "pies >= 10",
    ]
    assert explanation["conflict"]["contradiction"] == "65 <= 60"
    assert explanation["relaxation"]["changes"][0]["new"] == 65
    assert explanation["relaxation"]["status_of_relaxed_model"] == "optimal"
    assert explained(BAKERY).to_dict()["status"] == "infeasible"


def test_what_was_not_found_is_said() -> None:
    """Without time, the explanation says that it found nothing, beside a status that stands."""
    for text in (BAKERY, GROWTH):
        answer = explained(text, seconds=0.0)
        assert isinstance(answer.explanation, Infeasibility | Unboundedness)
        assert "was not found in the time allowed" in render_answer(answer, 80)


def test_a_conflict_that_is_perhaps_too_large() -> None:
    """A search that was stopped does not claim that every member is needed."""
    members = (Member(MemberKind.CONSTRAINT, "eggs", (), "x <= 1"), Member(MemberKind.LOWER, "cakes", (), "cakes >= 2"))
    conflict = Conflict(members, False, 9, 5.0)
    text = sections_text(reason_sections(parse(BAKERY), Infeasibility(conflict)), 200)
    assert text.startswith("Among these 2 there is a conflict:")
    assert "Perhaps not all of them are needed" in text
    assert "proven" not in text


def test_nothing_is_explained_unasked() -> None:
    """Without options, as in an evaluation, an answer costs no more than its solve."""
    formulation = parse(BAKERY)
    answer = Answer(formulation, solve(formulation))
    assert with_explanation(answer, None) is answer
    optimal = Answer(
        parse("## Variables\nx <= 3\n## Objective\nmaximize x\n"),
        solve(parse("## Variables\nx <= 3\n## Objective\nmaximize x\n")),
    )
    assert with_explanation(optimal, ExplainOptions()) is optimal


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("3*cakes + 12.5 * pies <= 60", "3 cakes + 12.5 pies ≤ 60"),
        ("x1*y == 2*x ** 2", "x1·y = 2 x ** 2"),
        ("ship[1, 2]*open[a] >= 0", "ship[1, 2]·open[a] ≥ 0"),
    ],
)
def test_signs(text: str, printed: str) -> None:
    """Products and relations are printed as formulations are."""
    assert as_printed(text) == printed
