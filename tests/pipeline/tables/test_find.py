"""Tables are found in every notation that people paste, and prose is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nl2opt.pipeline.tables.text_data import find_tables

MARKDOWN = """Costs are as follows.

| Plant | Oslo | Rome |
|:------|-----:|-----:|
| Lyon  | 4    | 6    |
| Turin | 5    | 3    |

Every city needs 10 tons."""
BARE_BARS = "Plant | Oslo | Rome\nLyon | 4 | 6\nTurin | 5 | 3"
LATEX = r"""Costs are as follows.
\begin{table}[h]
\caption{Costs of \textbf{transport}}
\begin{tabular}{|l|r|r|}
\hline
Plant & Oslo & Rome \\ \hline
Lyon & 4 & \textbf{6} \\
Turin & $5$ & 3 \\ \hline
\end{tabular}
\end{table}
Every city needs 10 tons."""
ARRAY = r"""$$\begin{array}{lrr} \text{Plant} & \text{Oslo} & \text{Rome} \\ \text{Lyon} & 4 & 6 \\ \text{Turin} & 5 & 3
\end{array}$$"""
COMMAS = "Plant,Oslo,Rome\nLyon,4,6\nTurin,5,3"
SEMICOLONS = "Costs:\nPlant;Oslo;Rome\nLyon;4;6\nTurin;5;3\n\nThe rest is prose; it has 3 parts; none is a table."
TABS = "Plant\tOslo\tRome\nLyon\t4\t6\nTurin\t5\t3"
BLANKS = "Plant   Oslo  Rome\nLyon    4     6\nTurin   5     3"


@pytest.mark.parametrize("text", [MARKDOWN, BARE_BARS, LATEX, ARRAY, COMMAS, SEMICOLONS, TABS, BLANKS])
def test_the_same_table_in_every_notation(text: str) -> None:
    """Bars, LaTeX, separators and aligned columns give the same cells."""
    (table,) = find_tables(text)
    assert table.heads == ("Plant", "Oslo", "Rome")
    assert table.body == (("Lyon", "4", "6"), ("Turin", "5", "3"))


def test_the_place_of_a_table_leaves_the_prose() -> None:
    """What is outside the span is what the person wrote around the table."""
    (table,) = find_tables(MARKDOWN)
    assert MARKDOWN[: table.span.start] == "Costs are as follows.\n\n"
    assert MARKDOWN[table.span.end :] == "\n\nEvery city needs 10 tons."
    (float_,) = find_tables(LATEX)
    assert LATEX[: float_.span.start] == "Costs are as follows.\n"
    assert LATEX[float_.span.end :] == "\nEvery city needs 10 tons."
    assert float_.caption == "Costs of transport"


@pytest.mark.parametrize(
    "text",
    [
        "A farm grows wheat, corn and rice.\nIt has 10 acres, 5 tractors, and 3 workers.\nProfit is 4, 6, and 9.",
        "Minimize |x - 3| + |y - 4| where x | 2.\nThe value |x| is at most 5.",
        "Steps:\n1. buy, 2. sell\n3. hold, 4. wait",
        "",
        "|",
        "||||\n||||",
        "\\begin{tabular}{ll} a & b \\end{tabular}",
    ],
)
def test_prose_is_no_table(text: str) -> None:
    """Commas, bars of absolute values and lists do not make a table."""
    assert find_tables(text) == []


@given(st.text(alphabet="ab1 |,;\t\n-&\\{}$.", max_size=120))
def test_any_text_can_be_searched(text: str) -> None:
    """The search never fails, and tables lie in order inside the text without overlap."""
    end = 0
    for table in find_tables(text):
        assert end <= table.span.start < table.span.end <= len(text)
        assert table.rectangular
        end = table.span.end
