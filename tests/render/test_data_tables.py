"""Data are shown as tables that a person can check against the problem."""

from __future__ import annotations

from nl2opt.formulation.text_parser import parse
from nl2opt.pipeline.given import solve_given
from nl2opt.render.answer import render_answer
from nl2opt.render.data_tables import MOST_ROWS, data_lines, data_tables
from nl2opt.render.html import data_html
from tests.golden_files import GOLDEN, assert_golden

SHIPPING = """## Sets
PLANTS = {Lyon, Turin}
STORES = {Nice, Milan, Genoa}
## Parameters
budget = 500  # dollars
capacity[PLANTS] = {Lyon: 120, Turin: 90.5}
staff[PLANTS] = {Lyon: 7, Turin: 12}
cost[PLANTS, STORES] = {(Lyon, Nice): 4, (Lyon, Milan): 6, (Lyon, Genoa): 5,
  (Turin, Nice): 7, (Turin, Milan): 3, (Turin, Genoa): 2.25}
double[p in PLANTS] = 2 * staff[p]
## Variables
ship[PLANTS, STORES] >= 0
## Objective
maximize sum(ship[p, s] for p in PLANTS for s in STORES)
## Constraints
supply[p in PLANTS]: sum(ship[p, s] for s in STORES) <= capacity[p]
spend: sum(cost[p, s] * ship[p, s] for p in PLANTS for s in STORES) <= budget
hands[p in PLANTS]: sum(ship[p, s] for s in STORES) <= double[p] * 10
"""


def test_data_stand_between_the_model_and_the_verdict() -> None:
    """Scalars, one table for each set, one for each matrix."""
    text = render_answer(solve_given(parse(SHIPPING)))
    data = text[text.index("with\n") : text.index("Optimal")]
    assert_golden(GOLDEN / "answers" / "data_tables.txt", data)


def test_long_tables_are_cut_and_wide_ones_summed_up() -> None:
    """The reader is told how much is not shown."""
    items = ", ".join(f"{number}: {number}" for number in range(1, 31))
    pairs = ", ".join(f"({i}, {j}): 1" for i in range(1, 31) for j in range(1, 31))
    plan = parse(
        f"## Sets\nI = 1..30\n## Parameters\na[I] = {{{items}}}\nb[I, I] = {{{pairs}}}\n"
        "## Variables\nx[I] >= 0\n## Objective\nminimize sum(a[i]*x[i] for i in I)\n"
    )
    (table,) = data_tables(plan)
    assert (len(table.rows), table.more) == (MOST_ROWS, 30 - MOST_ROWS)
    lines = list(data_lines(plan))
    assert lines[0] == "  b[I, I]: 900 numbers"
    assert lines[-1] == f"  and {30 - MOST_ROWS} more rows"


def test_a_formulation_without_data_shows_none() -> None:
    """Nothing is printed for the flat case."""
    plan = parse("## Variables\nx >= 0\n## Objective\nminimize x\n")
    assert list(data_lines(plan)) == []
    assert data_html(plan) == ""


def test_labels_are_escaped_in_html() -> None:
    """A label cannot end the table."""
    plan = parse(
        '## Sets\nI = {"<b>", c}\n## Parameters\na[I] = {"<b>": 1, c: 2}\n'
        "## Variables\nx[I] >= 0\n## Objective\nminimize sum(a[i]*x[i] for i in I)\n"
    )
    assert "&lt;b&gt;" in data_html(plan)
    assert "<b>" not in data_html(plan)
