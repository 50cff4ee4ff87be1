"""Sums over sparse sets: arrays stay as long as the arcs, never as long as all pairs of nodes."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest

from nl2opt.formulation.data import load
from nl2opt.formulation.text_parser import parse
from nl2opt.solvers.lowering import lower
from nl2opt.solvers.program import Program

NODES = 2000
ARCS = 6000
DECLARED = """## Sets
NODES = 1..{nodes}
ARCS{next}
## Variables
flow[ARCS] >= 0
## Objective
satisfy
## Constraints
balance[k in NODES]: {leaving} <= {arriving} + k
"""
FORMS = {
    "members of a product that are listed": (
        "sum(flow[k, j] for j in NODES if (k, j) in ARCS)",
        "sum(flow[i, k] for i in NODES if (i, k) in ARCS)",
    ),
    "tuples with one label given": (
        "sum(flow[i, j] for (i, j) in ARCS if i == k)",
        "sum(flow[i, j] for (i, j) in ARCS if k == j)",
    ),
    "tuples read by the outer index": (
        "sum(flow[k, j] for (i, j) in ARCS if i == k)",
        "sum(flow[i, k] for (i, j) in ARCS if j == k)",
    ),
    "an indexed set": (
        "sum(flow[k, j] for j in NEXT[k])",
        "sum(flow[i, j] for (i, j) in ARCS if j == k)",
    ),
}


def arcs_among(nodes: int, count: int) -> np.ndarray:
    """Distinct pairs of different nodes, in no order."""
    random = np.random.default_rng(3)
    codes = random.permutation(np.unique(random.integers(0, nodes * nodes, 2 * count)))
    codes = codes[codes // nodes != codes % nodes][:count]
    return np.stack([codes // nodes, codes % nodes], axis=1) + 1


def compiled(form: str, arcs: np.ndarray, nodes: int) -> Program:
    """The program of one way to write the balance."""
    leaving, arriving = FORMS[form]
    following = "\nNEXT[k in NODES] = {j for (i, j) in ARCS if i == k}" if "NEXT" in leaving else ""
    text = DECLARED.format(nodes=nodes, next=following, leaving=leaving, arriving=arriving)
    formulation = parse(text)
    return lower(formulation, load(formulation, {"ARCS": arcs})).program


@pytest.mark.parametrize("form", FORMS)
def test_the_matrix_is_the_incidence_of_the_arcs(form: str) -> None:
    """Each arc's column has 1 in the row of its tail and -1 in the row of its head."""
    arcs = arcs_among(9, 30)
    rows = compiled(form, arcs, 9).rows
    dense = np.zeros((9, len(arcs)))
    dense[rows.rows, np.repeat(np.arange(len(arcs)), np.diff(rows.starts))] = rows.values
    expected = np.zeros_like(dense)
    for column, (tail, head) in enumerate(arcs.tolist()):
        expected[tail - 1, column] += 1
        expected[head - 1, column] -= 1
    assert (dense == expected).all()
    assert (rows.upper == np.arange(1, 10)).all()


@pytest.mark.parametrize("form", FORMS)
def test_memory_is_proportional_to_the_arcs(form: str) -> None:
    """No array is as long as all pairs of nodes: at a bit for each pair it would already be seen."""
    arcs = arcs_among(NODES, ARCS)
    compiled(form, arcs[:100], NODES)  # imports and caches are not counted
    tracemalloc.start()
    try:
        compiled(form, arcs, NODES)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < NODES * NODES


def test_an_array_of_members_with_one_twice_is_refused_by_name() -> None:
    """Arrays of labels are read whole; a repeated one is still found and named."""
    formulation = parse("## Sets\nARCS\n## Variables\nflow[ARCS]\n## Objective\nsatisfy\n")
    with pytest.raises(Exception, match=r"\(1, 2\) is listed twice in 'ARCS'"):
        load(formulation, {"ARCS": np.array([[1, 2], [2, 1], [1, 2]])})


def test_arcs_that_are_filtered_keep_their_columns() -> None:
    """A condition on the arcs of a sum leaves the columns of the others alone."""
    arcs = arcs_among(9, 30)
    text = DECLARED.format(
        nodes=9, next="", leaving="sum(flow[i, j] for (i, j) in ARCS if i == k if i < j)", arriving="0"
    )
    formulation = parse(text)
    rows = lower(formulation, load(formulation, {"ARCS": arcs})).program.rows
    columns = np.repeat(np.arange(len(arcs)), np.diff(rows.starts))
    rising = np.flatnonzero(arcs[:, 0] < arcs[:, 1])
    assert (columns == rising).all()
