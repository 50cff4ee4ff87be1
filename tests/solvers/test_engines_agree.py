"""Random formulations of each class: every engine that takes one proves the same status and the same optimum.

Formulations are written as text, so that the whole way is tested: parser, lowering, engine and names. Objectives agree
to 1e-6 (relative to the larger of 1 and the optimum), and to 1e-5 where constraints are nonlinear, which solvers keep
to within tolerances only.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from nl2opt.errors import EngineError
from nl2opt.formulation.text_parser import parse
from nl2opt.solvers.api import solve
from nl2opt.solvers.engines import registry
from nl2opt.solvers.result import Solution, SolveOptions, Status

pytestmark = pytest.mark.usefixtures("kept_workers")

small = st.integers(-4, 4)
PROVEN = (Status.OPTIMAL, Status.INFEASIBLE, Status.UNBOUNDED)


def law(examples: int) -> Callable[[Callable[[str], None]], Callable[[str], None]]:
    """Settings of a law that solves each example with several engines."""
    return settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck))


def agree(text: str, able: Sequence[str], tolerance: float = 1e-6, gap: float = 1e-9) -> None:
    """Solve with every engine and compare; the engines in ``able`` must not refuse."""
    note(text)
    formulation = parse(text)
    found: dict[str, Solution] = {}
    for name in registry.names():
        options = SolveOptions(engine=name, time_limit=30, gap=gap)
        if name in able:
            found[name] = solve(formulation, options)
            continue
        try:
            found[name] = solve(formulation, options)
        except EngineError as error:
            if "does not take" not in error.what:
                raise
    outcomes = {name: (str(solution.status), solution.objective) for name, solution in found.items()}
    statuses = {solution.status for solution in found.values()}
    assert len(statuses) == 1, outcomes
    assert statuses <= set(PROVEN), outcomes
    first = found[able[0]].objective
    for name, solution in found.items():
        if first is not None:
            assert solution.objective == pytest.approx(first, rel=tolerance, abs=tolerance), (name, outcomes)
            assert solution.bound is None or solution.bound == pytest.approx(first, rel=1e-5, abs=1e-5), name


def combination(coefficients: Sequence[int], names: Sequence[str]) -> str:
    """``2*x - 3*y``; 0 of nothing."""
    terms = [f"{factor}*{name}" for factor, name in zip(coefficients, names) if factor]
    return " + ".join(terms).replace("+ -", "- ") or "0"


@st.composite
def bounded(draw: st.DrawFn, name: str, kind: str, open_ended: bool = False) -> str:
    """A variable's declaration; with ``open_ended``, a bound may be missing."""
    low = draw(small)
    high = low + draw(st.integers(0, 6))
    left = "" if open_ended and draw(st.booleans()) else f"{low} <= "
    right = "" if open_ended and draw(st.booleans()) else f" <= {high}"
    return f"{left}{name}{right} {kind}"


@st.composite
def linear(draw: st.DrawFn, kinds: Sequence[str], open_ended: bool = False, convex: bool = False) -> str:
    """A formulation with linear constraints: inequalities, equations and ranges, over an indexed variable, too."""
    names = [f"x{place}" for place in range(draw(st.integers(1, 3)))]
    chosen = [draw(st.sampled_from(kinds)) for _ in names]
    # Over unbounded integers, branch and bound need not end.
    declared = [draw(bounded(n, k, open_ended and k == "continuous")) for n, k in zip(names, chosen)]
    size = draw(st.integers(1, 3))
    kind = draw(st.sampled_from(kinds))
    declared.append(f"0 <= y[ITEMS] <= {draw(st.integers(1, 5))} {kind}")
    weights = [draw(small) for _ in range(size)]
    lines = []
    for place in range(draw(st.integers(0, 3))):
        body = combination([draw(small) for _ in names], names)
        inner = draw(st.sampled_from(["", " + sum(weight[i] * y[i] for i in ITEMS)"]))
        side = draw(st.integers(-6, 9))
        lines.append(
            draw(
                st.sampled_from(
                    [
                        f"c{place}: {body}{inner} <= {side}",
                        f"c{place}: {body}{inner} >= {-side}",
                        f"c{place}: {body}{inner} == {side}",
                        f"c{place}: {-side - 4} <= {body}{inner} <= {side + 4}",
                        f"c{place}[i in ITEMS]: y[i] + {body} <= {side}",
                    ]
                )
            )
        )
    sense = "minimize" if convex else draw(st.sampled_from(["minimize", "maximize"]))
    objective = f"{combination([draw(small) for _ in names], names)} + sum(weight[i] * y[i] for i in ITEMS)"
    objective += f" + {draw(st.integers(0, 9))}"
    if convex:
        squares = [f"({combination([draw(small) for _ in names], names)} - {draw(small)})**2" for _ in range(2)]
        objective += " + " + " + ".join((*squares, "sum((y[i] - 0.5)**2 for i in ITEMS)"))
    return "\n".join(
        [
            f"## Sets\nITEMS = 1..{size}",
            f"## Parameters\nweight[ITEMS] = {weights}",
            "## Variables",
            *declared,
            f"## Objective\n{sense} {objective}",
            *(["## Constraints", *lines] if lines else []),
        ]
    )


@st.composite
def logical(draw: st.DrawFn) -> str:
    """A formulation over binaries and small integers, with implications, alternatives and counting."""
    switches, counts = ["a", "b", "c"], ["x", "y"]
    lines = []
    for place in range(draw(st.integers(1, 3))):
        p, q = draw(st.permutations(switches))[:2]
        body = combination([draw(st.sampled_from([-2, -1, 1, 2])) for _ in counts], counts)
        side = draw(st.integers(-3, 6))
        lines.append(
            "s{}: {}".format(
                place,
                draw(
                    st.sampled_from(
                        [
                            f"{p} implies {body} <= {side}",
                            f"{p} implies {q}",
                            f"{p} or not {q}",
                            f"{p} xor {q}",
                            f"{p} iff x >= {side}",
                            f"not ({p} and {q})",
                            f"x + y >= {side} or {p}",
                            "at_most_one(a, b, c)",
                            "exactly_one(a, b, c)",
                            "all_different(x, y)",
                        ]
                    )
                ),
            )
        )
    objective = combination([draw(small) for _ in range(5)], [*switches, *counts])
    return "\n".join(
        [
            "## Variables\na binary\nb binary\nc binary",
            *(draw(bounded(name, "integer")) for name in counts),
            f"## Objective\n{draw(st.sampled_from(['minimize', 'maximize']))} {objective}",
            "## Constraints",
            *lines,
        ]
    )


@st.composite
def nonlinear(draw: st.DrawFn, kinds: Sequence[str]) -> str:
    """A small formulation with smooth nonlinear terms over variables in [1, 4]."""
    terms = ["exp(x/4)", "log(x + 1)", "sqrt(x*y)", "x*y", "y**2", "1/(x + y)", "x**1.5", "sin(y)", "abs(x - y - 1)"]
    chosen = draw(st.lists(st.sampled_from(terms), min_size=1, max_size=2, unique=True))
    factors = [draw(st.sampled_from([-2, -1, 1, 3])) for _ in chosen]
    limit = draw(st.sampled_from(["x*y <= 6", "x**2 + y**2 <= 12", "sqrt(x) + y <= 4", "x + y >= 3", "x*y >= 17"]))
    sense = draw(st.sampled_from(["minimize", "maximize"]))
    return "\n".join(
        [
            f"## Variables\n1 <= x <= 4 {draw(st.sampled_from(kinds))}\n1 <= y <= 4 {draw(st.sampled_from(kinds))}",
            f"## Objective\n{sense} {combination(factors, chosen)} + {draw(small)}*x",
            f"## Constraints\nlimit: {limit}",
        ]
    )


@law(12)
@given(linear(["continuous"], open_ended=True))
def test_linear(text: str) -> None:
    """Linear programs, with free variables, ranges and equations, feasible or not, bounded or not (law)."""
    agree(text, ["highs", "scip", "mathopt", "pyomo", "pulp"])


@law(12)
@given(linear(["continuous", "integer"], open_ended=True))
def test_mixed_integer(text: str) -> None:
    """Mixed-integer linear programs (law)."""
    agree(text, ["highs", "scip", "mathopt", "pyomo", "pulp"])


@law(12)
@given(linear(["integer"]))
def test_pure_integer(text: str) -> None:
    """Linear programs over bounded integers, which constraint programming takes, too (law)."""
    agree(text, ["highs", "scip", "cp_sat", "mathopt", "pyomo", "pulp"])


@law(15)
@given(logical())
def test_logic(text: str) -> None:
    """Implications, alternatives and counts over binaries and bounded integers (law)."""
    agree(text, ["scip", "cp_sat"])


@law(10)
@given(linear(["continuous"], convex=True))
def test_convex_quadratic(text: str) -> None:
    """Convex quadratic programs in a box (law)."""
    # SCIP proves curved optima within its feasibility tolerance, so a smaller gap than this may never close.
    agree(text, ["highs", "scip", "pyomo"], gap=1e-6)


@law(8)
@given(nonlinear(["continuous"]))
def test_nonlinear(text: str) -> None:
    """Small nonlinear programs with bounded variables (law)."""
    agree(text, ["scip", "pyomo"], tolerance=1e-5)


@law(6)
@given(nonlinear(["continuous", "integer"]).filter(lambda text: "integer" in text))
def test_mixed_integer_nonlinear(text: str) -> None:
    """Small mixed-integer nonlinear programs (law)."""
    agree(text, ["scip", "pyomo"], tolerance=1e-5)
