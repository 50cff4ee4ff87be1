"""What lowering makes of small formulations: shapes, kinds of rows, warnings and errors."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nl2opt.formulation.data import load
from nl2opt.formulation.diagnostics import Diagnostic, FormulationError
from nl2opt.formulation.text_parser import parse
from nl2opt.solvers import evaluate
from nl2opt.solvers.lowering import Lowering, lower
from nl2opt.solvers.program import Affine, Feature, Indicator, Operation, Program
from tests.solvers.interpreter import Interpreter

WORLD = """## Sets
P = {p, q}
T = 1..3
A = {(a, b), (b, c)}
## Parameters
c[P] = {p: 2, q: 3}
## Variables
x[P] >= 0 <= 10
y[T] integer >= 0
f[A] >= 0
z
b binary
n integer >= 0 <= 5
"""


def lowered(*constraints: str, objective: str = "satisfy", world: str = WORLD) -> Lowering:
    """The program of the world with an objective and constraints named r0, r1, ..."""
    rows = "\n".join(text if ":" in text else f"r{place}: {text}" for place, text in enumerate(constraints))
    formulation = parse(f"{world}## Objective\n{objective}\n## Constraints\n{rows}\n")
    return lower(formulation, load(formulation))


def program(*constraints: str, objective: str = "satisfy", world: str = WORLD) -> Program:
    """The same without the warnings."""
    return lowered(*constraints, objective=objective, world=world).program


def dense(of: Program) -> np.ndarray:
    """The matrix, shape (rows, columns)."""
    matrix = np.zeros((len(of.rows), len(of.columns)))
    columns = np.repeat(np.arange(len(of.columns)), np.diff(of.rows.starts))
    np.add.at(matrix, (of.rows.rows, columns), of.rows.values)
    return matrix


def failure(*constraints: str, objective: str = "satisfy", world: str = WORLD) -> Diagnostic:
    """The only diagnostic of a formulation that cannot be lowered."""
    with pytest.raises(FormulationError) as caught:
        lowered(*constraints, objective=objective, world=world)
    assert len(caught.value.diagnostics) == 1
    return caught.value.diagnostics[0]


def test_columns_follow_the_declarations() -> None:
    """Blocks name the columns in order, with bounds, integrality and keys."""
    found = program()
    blocks = [(block.name, block.kind, block.first, tuple(block.keys)) for block in found.variable_blocks]
    assert blocks == [
        ("x", "columns", 0, (("p",), ("q",))),
        ("y", "columns", 2, ((1,), (2,), (3,))),
        ("f", "columns", 5, (("a", "b"), ("b", "c"))),
        ("z", "columns", 7, ((),)),
        ("b", "columns", 8, ((),)),
        ("n", "columns", 9, ((),)),
    ]
    inf = np.inf
    assert found.columns.lower.tolist() == [0, 0, 0, 0, 0, 0, 0, -inf, 0, 0]
    assert found.columns.upper.tolist() == [10, 10, inf, inf, inf, inf, inf, inf, 1, 5]
    assert found.columns.integer.tolist() == [False] * 2 + [True] * 3 + [False] * 3 + [True] * 2
    assert found.rows.starts.tolist() == [0] * 11
    assert found.rows.starts.dtype == found.rows.rows.dtype == np.int32


def test_rows_of_a_small_model() -> None:
    """Constants move to the right side, sums become entries, and a band is one row."""
    found = program(
        "cap[i in P]: x[i] + 1 <= c[i] * b", "10 <= sum(x[i] for i in P) + 2 * z <= 20", objective="maximize z + 4"
    )
    assert dense(found)[:, [0, 1, 7, 8]].tolist() == [[1, 0, 0, -2], [0, 1, 0, -3], [1, 1, 2, 0]]
    assert found.rows.lower.tolist() == [-np.inf, -np.inf, 10]
    assert found.rows.upper.tolist() == [-1, -1, 20]
    assert (found.cost[7], found.constant) == (1.0, 4.0)
    assert [(block.name, tuple(block.keys)) for block in found.constraint_blocks] == [
        ("cap", (("p",), ("q",))),
        ("r1", ((),)),
    ]


def test_data_on_the_left_turn_the_row_round() -> None:
    """``3 <= x`` is the row ``x >= 3``, so that its dual has the expected sign."""
    found = program("3 <= x[p]")
    assert (dense(found)[0, 0], found.rows.lower[0], found.rows.upper[0]) == (1.0, 3.0, np.inf)


def test_repeated_entries_are_added_up() -> None:
    """A variable that a row names several times has one entry, and none when it cancels."""
    found = program(
        "x[p] + x[p] + sum(z for t in T) <= 1",
        "sum(c[i] * z for i in P for t in T if t > 1) == 1",
        "x[p] - x[p] + z <= 1",
        "sum(x[i] for i in P) + sum(x[i] for i in P if i != p) <= 1",
        "sum(f[i, j] for (i, j) in A) - sum(f[i, j] for (i, j) in A if i == a) <= 1",
    )
    assert dense(found)[:, [0, 1, 5, 6, 7]].tolist() == [
        [2, 0, 0, 0, 3],
        [0, 0, 0, 0, 10],
        [0, 0, 0, 0, 1],
        [1, 2, 0, 0, 0],
        [0, 0, 0, 1, 0],
    ]
    assert (np.diff(found.rows.starts)[[0, 1, 5, 6, 7]] == [2, 1, 0, 1, 3]).all()


def test_true_rows_are_dropped_and_false_rows_are_reported() -> None:
    """A row without variables vanishes when it is true; when it is false it stays and a warning names its key."""
    result = lowered("r[i in P]: 0 * x[i] >= c[i] - 2", "t: 3 <= 4")
    assert [(block.name, tuple(block.keys)) for block in result.program.constraint_blocks] == [("r", (("q",),))]
    assert result.program.rows.lower[0] > 0
    assert result.program.rows.starts[-1] == 0
    assert [(warning.code, warning.element) for warning in result.warnings] == [("contradiction", "r")]
    assert " q." in result.warnings[0].message


def test_convex_uses_need_no_binaries() -> None:
    """abs, max and min that are only pushed towards their value become linear rows over continuous columns."""
    found = program(
        "abs(x[p] - x[q]) <= 3",
        "max(x[i] for i in P) <= z",
        "min(x[p], x[q], 7) >= 2",
        "-2 * max(x[p], z) >= abs(x[q] - 1) - 5",
        objective="minimize max(abs(x[i] - c[i]) for i in P) - 3 * min(x[p], x[q])",
    )
    assert found.columns.integer.sum() == 5
    assert found.features == {Feature.LINEAR, Feature.CONTINUOUS, Feature.INTEGER}


def test_unbounded_conditions_become_indicators() -> None:
    """Where no finite M exists, the condition is an indicator over the binary itself; bounded ones are rows."""
    found = program("b implies z <= 5", "not b implies x[p] + z >= 2", "b implies x[p] <= 5")
    assert found.indicators == (
        Indicator(8, True, Affine((7,), (1.0,), -5.0)),
        Indicator(8, False, Affine((0, 7), (-1.0, -1.0), 2.0)),
    )
    assert dense(found)[:, [0, 8]].tolist() == [[1, 5]]
    assert found.rows.upper.tolist() == [10]


def test_the_big_m_is_the_smallest_that_the_bounds_allow() -> None:
    """``b implies x >= 4`` with ``x >= 0`` is ``x >= 4 b``."""
    found = program("b implies x[p] + x[q] >= 4")
    assert dense(found)[:, [0, 1, 8]].tolist() == [[-1, -1, 4]]
    assert found.rows.upper.tolist() == [0]


@pytest.mark.parametrize(
    ("statement", "row", "lower_bound", "upper_bound"),
    [
        ("b implies u", [-1, 1, 0], 0, np.inf),
        ("b or u or v", [1, 1, 1], 1, np.inf),
        ("(b and u) implies v", [-1, -1, 1], -1, np.inf),
        ("b iff u", [1, -1, 0], 0, 0),
        ("b xor u", [1, 1, 0], 1, 1),
        ("not (b and u)", [-1, -1, 0], -1, np.inf),
        ("at_most_one(b, u, v)", [1, 1, 1], -np.inf, 1),
        ("exactly_one(b, u, v)", [1, 1, 1], 1, 1),
        ("(b == 1) implies (u == 0)", [-1, -1, 0], -1, np.inf),
    ],
)
def test_logic_over_binaries_is_one_row(statement: str, row: list[int], lower_bound: float, upper_bound: float) -> None:
    """Statements about binary variables need no further variables."""
    found = program(statement, world="## Variables\nb binary\nu binary\nv binary\n")
    assert len(found.columns) == 3
    assert dense(found).tolist() == [row]
    assert (found.rows.lower[0] + 2, found.rows.upper[0]) == (lower_bound + 2, upper_bound)


def test_quadratic_objectives_keep_their_shape() -> None:
    """Squares and products of continuous variables are quadratic terms, each unordered pair once."""
    found = program(objective="minimize (x[p] - x[q])**2 + sum(c[i] * x[i] * x[j] for i in P for j in P) + x[p]*3")
    assert found.quadratic is not None
    terms = zip(found.quadratic.first, found.quadratic.second, found.quadratic.values, strict=True)
    assert [(int(i), int(j), float(v)) for i, j, v in terms] == [(0, 0, 3), (0, 1, 3), (1, 1, 4)]
    assert (found.cost[:2].tolist(), found.nonlinear_objective) == ([3, 0], None)
    assert program(objective="minimize (z - 1)**2").features >= {Feature.CONVEX_QUADRATIC}


def test_quadratic_constraints_are_nonlinear_rows() -> None:
    """A product of continuous variables in a constraint is a tree of affine leaves."""
    found = program("x[p] * x[q] + z <= 4")
    assert len(found.rows) == 0
    row = found.nonlinear[0]
    assert (row.lower, row.upper) == (-np.inf, 4)
    assert row.expression == Operation(
        "sum", (Operation("prod", (Affine((0,), (1.0,)), Affine((1,), (1.0,)))), Affine((7,), (1.0,), 0.0))
    )


def test_ratios_with_a_divisor_of_one_sign_are_linear() -> None:
    """``x / (x + y) <= 0.3`` is multiplied out when the divisor cannot be negative, and left alone otherwise."""
    found = program("x[p] / (x[p] + x[q]) <= 0.3", "3 >= 100 * x[q] / (1 + x[p]) - 2", "z / (0 - x[p] - 1) <= 2")
    assert dense(found)[:, [0, 1, 7]] == pytest.approx(np.array([[0.7, -0.3, 0], [-5, 100, 0], [2, 0, 1]]))
    assert found.rows.upper[:2].tolist() == [0, 5]
    assert found.rows.lower[2] == -2
    assert program("x[p] / z <= 2").features >= {Feature.NONLINEAR}


def test_constants_are_folded() -> None:
    """Powers of 0 and 1, products with data and sums of data leave no nonlinear parts."""
    found = program("z**1 + z**0 + 0 * x[p] * x[q] + exp(0) * z + sqrt(4) <= 9", objective="minimize z * 3**2 / 3")
    assert dense(found)[0, [0, 7]].tolist() == [0, 2]
    assert found.rows.upper[0] == 9 - 1 - 2
    assert found.cost[7] == 3


def test_strict_orders_of_whole_numbers_are_exact() -> None:
    """``n < 3`` is ``n <= 2`` without a warning; ``z < 3`` is ``z <= 3`` with one."""
    exact = lowered("n < 3", "2 * n + y[1] > 3.5")
    assert (exact.program.rows.upper[0], exact.program.rows.lower[1], exact.warnings) == (2, 4, ())
    relaxed = lowered("z < 3")
    assert relaxed.program.rows.upper[0] == 3
    assert [warning.code for warning in relaxed.warnings] == ["strict-order"]


def test_data_in_logic_are_conditions() -> None:
    """``t > 1 implies ...`` and ``t == 1 or ...`` ask for nothing where data decide, and guard ``t - 1``."""
    found = program(
        "r[t in T]: t > 1 implies y[t] >= y[t - 1]",
        "s[t in T]: t == 1 or y[t] <= y[t - 1] + 1 or b",
        "u[t in T]: not (t < 3 and b)",
    )
    keys = {block.name: tuple(block.keys) for block in found.constraint_blocks if block.kind == "rows"}
    assert keys == {"r": ((2,), (3,)), "u": ((1,), (2,))}
    assert dense(found)[:2, 2:5].tolist() == [[-1, 1, 0], [0, -1, 1]]
    assert [block.name for block in found.constraint_blocks if block.kind == "indicators"] == ["s"]


def test_constraints_over_empty_sets_have_no_rows() -> None:
    """Filters that leave nothing leave no rows and no errors."""
    found = program("r[t in T if t > 9]: y[t] <= 1", "sum(y[t] for t in T if t > 9) <= 0")
    assert len(found.rows) == 0


@pytest.mark.parametrize(
    ("constraint", "code", "words"),
    [
        ("r[t in T]: y[t - 1] <= 1", "index-out-of-range", "t = 1"),
        ("x[r] <= 1", "unknown-name", "'r'"),
        ("x[a] <= 1", "unknown-member", "a"),
        ("x[p, q] <= 1", "wrong-arity", "1 index"),
        ("x <= 1", "missing-index", "'x'"),
        ("w <= 1", "unknown-name", "'w'"),
        ("f[a, c] <= 1", "index-out-of-range", "no member"),
        ("b implies x[p]", "not-logical", "binary"),
        ("b implies n", "not-logical", "binary"),
        ("floor(z) <= 1", "data-only", "'floor'"),
        ("z % 2 <= 1", "data-only", "'%'"),
        ("max(x[i] for i in P if i != i) <= 1", "empty-reduction", "'max'"),
        ("all_different(y[t] for t in T)", "unbounded", "bounded"),
        ("all_different(x[p], x[q])", "not-whole", "whole"),
        ("z / 0 <= 1", "division-by-zero", "0"),
        ("z * 1e200 * 1e200 <= 1", "not-finite", "finite"),
        ("n in {1, 2}", "unsupported-set", "membership"),
        ("sum(z for t in T if z > 1) <= 1", "not-a-number", "'z'"),
        ("(0 - 2)**z <= 1", "not-finite", "positive"),
        ("1 / (z - z) <= 1", "not-finite", "division by zero"),
    ],
)
def test_mistakes_in_constraints(constraint: str, code: str, words: str) -> None:
    """A constraint that cannot be lowered says what is wrong and where."""
    finding = failure(constraint)
    assert finding.code == code
    assert words in finding.message
    assert finding.element in ("r", "r0")
    assert finding.where is not None


@pytest.mark.parametrize(
    ("variable", "code", "words"),
    [
        ("w[i in P] >= c[i] <= 2.5", "bounds-cross", "w[q], 3, is above the upper, 2.5"),
        ("w integer >= 0.2 <= 0.9", "bounds-cross", "w, 1, is above the upper, 0"),
        ("w >= 1e200 * 1e200", "not-finite", "'w'"),
        ("w <= z", "not-a-number", "'z'"),
    ],
)
def test_mistakes_in_bounds(variable: str, code: str, words: str) -> None:
    """Bounds that cross, or that are no data, are reported at their variable."""
    finding = failure(world=WORLD + variable + "\n")
    assert (finding.code, finding.element) == (code, "w")
    assert words in finding.message


def test_bounds_of_integers_are_whole() -> None:
    """Integer variables are bounded by whole numbers inside their interval."""
    found = program(world="## Variables\nw integer >= 0.5 <= 3.99999999999\n")
    assert (found.columns.lower[0], found.columns.upper[0]) == (1, 4)


def nonlinear(depth: int) -> st.SearchStrategy[str]:
    """Random smooth expressions over the variables that stay finite on the unit box."""
    leaf = st.sampled_from(("x[p]", "x[q]", "z", "2", "c[p]", "n", "sum(c[i] * x[i] for i in P)", "x[p] - z"))
    if depth == 0:
        return leaf
    inner = nonlinear(depth - 1)
    return st.one_of(
        leaf,
        st.tuples(inner, st.sampled_from(("+", "-", "*")), inner).map(lambda t: f"({t[0]}) {t[1]} ({t[2]})"),
        st.tuples(st.sampled_from(("sin", "cos")), inner).map(lambda t: f"{t[0]}({t[1]})"),
        inner.map(lambda text: f"sqrt(1 + ({text})**2)"),
        inner.map(lambda text: f"exp(sin({text}))"),
        inner.map(lambda text: f"log(2 + sin({text}))"),
        inner.map(lambda text: f"({text}) / (3 + cos({text}))"),
        inner.map(lambda text: f"({text})**3"),
        inner.map(lambda text: f"sum(({text}) * x[i]**2 for i in P if i != p)"),
        inner.map(lambda text: f"prod(x[i] + sin({text}) for i in P)"),
    )


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(nonlinear(3), nonlinear(2), st.integers(0, 99))
def test_nonlinear_parts_agree_with_a_slow_reading(objective: str, side: str, seed: int) -> None:
    """At a random point, trees and quadratic terms are worth what plain Python computes."""
    text = f"{WORLD}## Objective\nminimize {objective}\n## Constraints\nr[t in T]: {side} + t * z <= 1\n"
    formulation = parse(text)
    found = lower(formulation, load(formulation)).program
    x = np.random.default_rng(seed).uniform(0, 1, len(found.columns))
    point = {
        (block.name, key): float(x[block.first + place])
        for block in found.variable_blocks
        for place, key in enumerate(block.keys)
    }
    slow = Interpreter(formulation, point)
    assert evaluate.objective(found, x) == pytest.approx(slow.objective(), rel=1e-9, abs=1e-9)
    excess = [
        slow.number(formulation.constraints[0].body.operands[0], scope) - 1
        for _, scope in slow.bindings(formulation.constraints[0].index, {})
    ]
    if found.nonlinear:
        assert [evaluate.value(row.expression, x) - row.upper for row in found.nonlinear] == pytest.approx(excess)
    else:
        assert dense(found) @ x - found.rows.upper == pytest.approx(excess)
