"""Answers as text and as HTML: golden files, and what must never be shown."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from nl2opt.formulation.text_parser import parse
from nl2opt.pipeline.answer import Answer, Check, Cost
from nl2opt.render.answer import render_answer, render_solution, verdict
from nl2opt.render.html import answer_html, solution_html
from nl2opt.render.rows import solution_rows
from nl2opt.solvers.result import BlockValues, Limit, Solution, Status
from tests.golden_files import GOLDEN, assert_golden

BAKERY = parse(
    """## Problem
> A bakery makes cakes and pies.
## Variables
cakes >= 0 integer  # cakes baked a day
pies >= 0 continuous  # @[25:29]
## Objective
maximize 12 * cakes + 9.5 * pies  # income in dollars
## Constraints
oven: cakes + pies <= 25
"""
)
SHIPPING = parse(
    """## Sets
PLANTS = {Lyon, Turin, Genoa, Nice}
DAYS = 1..5
## Variables
ship[PLANTS, DAYS] >= 0  # tons shipped
open[PLANTS] binary  # whether the plant runs
spare[DAYS] >= 0
## Objective
minimize sum(ship[p, d] for p in PLANTS for d in DAYS)
## Constraints
need[d in DAYS]: sum(ship[p, d] for p in PLANTS) >= 1
"""
)
COST = Cost(seconds=4.2, prompt_tokens=1451, cached_tokens=1380, completion_tokens=91, solves=1, drafts=1)
FOUND = Solution(
    Status.OPTIMAL,
    "highs",
    objective=281.5,
    bound=281.5,
    engine_reason="HiGHS, because the model is linear with integer variables",
    values={
        "cakes": BlockValues(((),), np.array([2.9999999])),
        "pies": BlockValues(((),), np.array([24.25])),
    },
)


def indexed() -> Solution:
    """A solution of ``SHIPPING`` with zeros and more values than a table should list."""
    keys = tuple((plant, day) for plant in ("Lyon", "Turin", "Genoa", "Nice") for day in range(1, 6))
    amounts = np.zeros(20)
    amounts[[1, 7]] = [30, 2.5]
    return Solution(
        Status.FEASIBLE,
        "scip",
        objective=32.5,
        bound=30.0,
        limit=Limit.TIME,
        values={
            "ship": BlockValues(keys, amounts),
            "open": BlockValues((("Lyon",), ("Turin",), ("Genoa",), ("Nice",)), np.array([1.0, 1, 0, 0])),
            "spare": BlockValues(tuple((day,) for day in range(1, 6)), np.zeros(5)),
        },
    )


ANSWERS = {
    "bakery": Answer(
        BAKERY,
        FOUND,
        mends=("'$12' was read as 12.",),
        assumptions=("'cakes' is a whole number, because cakes are counted.",),
        checks=(
            Check("numbers of the model", True, "every number of the model comes from the text"),
            Check("numbers of the text", False, "the number 30 of the text is not used, as far as can be seen; " * 2),
        ),
        cost=COST,
        run=Path("runs/20261123-134001-1f6954"),
    ),
    "shipping": Answer(SHIPPING, indexed(), cost=Cost(seconds=0.1234, solves=1)),
    "infeasible": Answer(BAKERY, Solution(Status.INFEASIBLE, "highs"), cost=COST),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_answer_as_text(name: str) -> None:
    """The answer for a terminal is what was read and found right."""
    assert_golden(GOLDEN / "answers" / f"{name}.txt", render_answer(ANSWERS[name], 80))


@pytest.mark.parametrize("name", ANSWERS)
def test_answer_as_html(name: str) -> None:
    """The answer for a notebook is what was read and found right."""
    assert_golden(GOLDEN / "answers" / f"{name}.html", answer_html(ANSWERS[name]) + "\n")


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_width(width: int) -> None:
    """What is said about the answer stays within the width of the terminal."""
    text = render_answer(ANSWERS["bakery"], width)
    assert max(map(len, text[text.index("Assumed") :].splitlines())) <= width


@pytest.mark.parametrize(
    ("solution", "said"),
    [
        (Solution(Status.UNKNOWN, "highs", limit=Limit.TIME), "Stopped (time limit) before any solution was found."),
        (Solution(Status.INFEASIBLE, "highs"), "Infeasible:"),
        (Solution(Status.UNBOUNDED, "highs"), "Unbounded:"),
        (Solution(Status.ERROR, "scip", message="out of memory"), "The engine scip failed: out of memory"),
    ],
)
def test_no_values_without_a_solution(solution: Solution, said: str) -> None:
    """Without a solution the verdict stands alone: no table and no objective."""
    assert solution_rows(BAKERY, solution) == []
    text = render_solution(BAKERY, solution)
    assert text.startswith(said)
    assert "\n" not in text
    assert "<table>" not in solution_html(BAKERY, solution)


@pytest.mark.parametrize(
    ("bound", "said"),
    [(300.0, "The maximum is at most 300, a gap of 6.57 %."), (None, "is not known."), (math.inf, "is not known.")],
)
def test_verdict_at_a_limit(bound: float | None, said: str) -> None:
    """A value at a limit is never called the optimum, and says how far off it can be."""
    text = verdict(BAKERY, replace(FOUND, status=Status.FEASIBLE, bound=bound, limit=Limit.INTERRUPT))
    assert text.startswith("Stopped (interrupted) at 281.5 (income in dollars).")
    assert text.endswith(said)
    assert "Optimal" not in text


def test_verdict_of_satisfy() -> None:
    """Without an objective the answer is called feasible and shows no number."""
    plan = parse("## Variables\nx <= 3 integer\n## Objective\nsatisfy\n")
    assert verdict(plan, replace(FOUND, objective=0.0)) == "Feasible: these values satisfy every constraint."


def test_words_of_the_problem() -> None:
    """A variable without a note is explained by the words that it came from."""
    assert [row.words for row in solution_rows(BAKERY, FOUND)] == ["cakes baked a day", "pies"]


def test_many_values_are_folded() -> None:
    """A table lists at most forty values of a variable, and says how many it leaves out."""
    plan = parse("## Sets\nI = 1..90\n## Variables\nx[I]\n## Objective\nsatisfy\n")
    numbers = np.where(np.arange(90) < 60, 1.0, 0.0)
    values = {"x": BlockValues(tuple((place,) for place in range(1, 91)), numbers)}
    rows = solution_rows(plan, Solution(Status.OPTIMAL, "highs", values=values))
    assert len(rows) == 42
    assert [row.words for row in rows[40:]] == ["and 20 more that are not zero", "the other 30 are 0"]


def test_html_is_escaped() -> None:
    """Words of a problem cannot bring markup into a notebook."""
    plan = parse("## Variables\nx <= 3  # <script>alert(1)</script>\n## Objective\nmaximize x\n")
    values = {"x": BlockValues(((),), np.array([3.0]))}
    answer = Answer(plan, Solution(Status.OPTIMAL, "highs", objective=3.0, values=values), mends=("<b>",))
    assert "<script>" not in answer_html(answer)
    assert "<b>" not in answer_html(answer)


def test_engines_noise_is_not_shown() -> None:
    """An integer that the engine returned as 2.9999999 is shown as 3."""
    assert solution_rows(BAKERY, FOUND)[0].number == "3"
