"""Small programs with known optima, one for each thing that an engine may get wrong."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from nl2opt.formulation.elements import Sense
from nl2opt.solvers.program import (
    Affine,
    AllDifferent,
    Columns,
    Indicator,
    NonlinearRow,
    Operation,
    Program,
    Quadratic,
    Rows,
)
from nl2opt.solvers.result import Status

INF = math.inf
MIN, MAX, SATISFY = Sense.MINIMIZE, Sense.MAXIMIZE, Sense.SATISFY


@dataclass(frozen=True, slots=True)
class Case:
    """A program and what is known of it.

    Attributes:
        name: what it tests, in a word or two with dashes.
        program: at most a few columns, solved in well under a second.
        status: what an engine must prove.
        objective: the optimum; None without one.
    """

    name: str
    program: Program
    status: Status
    objective: float | None = None


def dense(
    sense: Sense,
    cost: Sequence[float],
    lower: Sequence[float],
    upper: Sequence[float],
    rows: Sequence[tuple[float, Sequence[float], float]] = (),
    *,
    integer: Sequence[int] = (),
    constant: float = 0.0,
    quadratic: Mapping[tuple[int, int], float] | None = None,
    objective: Operation | None = None,
    nonlinear: Sequence[NonlinearRow] = (),
    indicators: Sequence[Indicator] = (),
    all_different: Sequence[AllDifferent] = (),
) -> Program:
    """A program from plain numbers: n columns, ``rows`` of (lower, n coefficients, upper), ``integer`` columns."""
    n, m = len(cost), len(rows)
    matrix = np.array([row[1] for row in rows], dtype=np.float64).reshape(m, n)
    columns_of, rows_of = np.nonzero(matrix.T)
    terms = None
    if quadratic is not None:
        terms = Quadratic(
            np.array([i for i, _ in quadratic], np.int32),
            np.array([j for _, j in quadratic], np.int32),
            np.array(list(quadratic.values()), np.float64),
        )
    return Program(
        sense=sense,
        columns=Columns(
            np.array(lower, np.float64),
            np.array(upper, np.float64),
            np.isin(np.arange(n), np.array(integer, np.int64)),
        ),
        cost=np.array(cost, np.float64),
        rows=Rows(
            np.searchsorted(columns_of, np.arange(n + 1)).astype(np.int32),
            rows_of.astype(np.int32),
            matrix.T[columns_of, rows_of].astype(np.float64),
            np.array([row[0] for row in rows], np.float64),
            np.array([row[2] for row in rows], np.float64),
        ),
        constant=constant,
        quadratic=terms,
        nonlinear_objective=objective,
        nonlinear=tuple(nonlinear),
        indicators=tuple(indicators),
        all_different=tuple(all_different),
    )


def term(column: int, coefficient: float = 1.0, constant: float = 0.0) -> Affine:
    """``coefficient * x[column] + constant``."""
    return Affine((column,), (float(coefficient),), float(constant))


def number(value: float) -> Affine:
    """A constant as a leaf."""
    return Affine((), (), float(value))


def apply(kind: str, *arguments: Operation | Affine) -> Operation:
    """``kind(*arguments)``."""
    return Operation(kind, arguments)


def cases() -> tuple[Case, ...]:
    """Every case, linear ones first."""
    return (
        *_linear(),
        *_integer(),
        *_whole(),
        *_convex(),
        *_nonconvex(),
        *_nonlinear(),
        *_indicators(),
        *_all_different(),
    )


def _linear() -> Iterator[Case]:
    optimal, infeasible, unbounded = Status.OPTIMAL, Status.INFEASIBLE, Status.UNBOUNDED
    small = [(-INF, (1, 1), 4), (-INF, (1, 3), 6)]
    yield Case("maximize", dense(MAX, (3, 2), (0, 0), (3, INF), small), optimal, 11)
    yield Case("minimize-with-constant", dense(MIN, (-3, -2), (0, 0), (3, INF), small, constant=100), optimal, 89)
    free = [(2, (1, 1), 2), (-1, (1, -1), 5)]
    yield Case("free-variables-and-ranges", dense(MIN, (1, 2), (-INF, -INF), (INF, INF), free), optimal, 0.5)
    yield Case("negative-bounds", dense(MAX, (1, -1), (-9, -8), (-2, -3), [(-10, (1, 1), -10)]), optimal, 6)
    yield Case("fixed-variable", dense(MIN, (1, 1), (2, 0), (2, 9), [(5, (1, 1), INF)]), optimal, 5)
    yield Case("no-rows", dense(MIN, (1, -1), (0, 2), (3, 5)), optimal, -5)
    yield Case("nothing-to-optimize", dense(SATISFY, (0, 0), (0, 0), (9, 9), [(3, (1, 1), 3)]), optimal, 0)
    yield Case("no-columns", dense(MIN, (), (), (), [(-1, (), 1)], constant=7), optimal, 7)
    yield Case("nothing-at-all", dense(MIN, (), (), (), constant=7), optimal, 7)
    yield Case("no-columns-false-row", dense(MIN, (), (), (), [(1, (), 2)]), infeasible)
    yield Case("empty-false-row", dense(MIN, (1,), (0,), (5,), [(1, (0,), 2)]), infeasible)
    yield Case("empty-true-row", dense(MIN, (1,), (1,), (5,), [(-1, (0,), 2)]), optimal, 1)
    yield Case("infeasible", dense(MIN, (1, 1), (0, 0), (1, 1), [(3, (1, 1), INF)]), infeasible)
    yield Case("crossed-bounds", dense(MIN, (1,), (3,), (2,)), infeasible)
    yield Case("crossed-row", dense(MIN, (1,), (0,), (5,), [(3, (1,), 2)]), infeasible)
    yield Case("unbounded", dense(MAX, (1, 0), (0, 0), (INF, INF), [(-INF, (1, -1), 2)]), unbounded)
    yield Case("unbounded-without-rows", dense(MIN, (1,), (-INF,), (INF,)), unbounded)
    both = [(1, (1, -1), 1), (3, (1, -1), 3)]
    yield Case("infeasible-with-a-ray", dense(MAX, (1, 1), (0, 0), (INF, INF), both), infeasible)
    degenerate = [(-INF, (1, 1, 0), 1), (-INF, (1, 0, 1), 1), (-INF, (0, 1, 1), 1), (-INF, (1, 1, 1), 1.5)]
    yield Case("degenerate", dense(MAX, (1, 1, 1), (0, 0, 0), (INF, INF, INF), degenerate), optimal, 1.5)


def _integer() -> Iterator[Case]:
    optimal, infeasible, unbounded = Status.OPTIMAL, Status.INFEASIBLE, Status.UNBOUNDED
    knapsack = [(-INF, (5, 4, 3, 2), 10)]
    yield Case("knapsack", dense(MAX, (10, 40, 30, 50), (0,) * 4, (1,) * 4, knapsack, integer=range(4)), optimal, 120)
    yield Case(
        "general-integers",
        dense(MAX, (5, 4), (0, 0), (INF, INF), [(-INF, (6, 4), 24), (-INF, (1, 2), 6)], integer=(0, 1)),
        optimal,
        20,
    )
    mixed = [(-INF, (1, 1), 5.5)]
    yield Case("mixed", dense(MAX, (3, 2), (0, 0), (3.7, 10), mixed, integer=(0,)), optimal, 14)
    yield Case("negative-integers", dense(MIN, (1, 1), (-7.5, -2.5), (3, 3), integer=(0, 1)), optimal, -9)
    yield Case("between-integers", dense(MIN, (1,), (2.2,), (2.8,), integer=(0,)), infeasible)
    yield Case("parity", dense(MIN, (1, 1), (0, 0), (9, 9), [(3, (2, 4), 3)], integer=(0, 1)), infeasible)
    yield Case("integer-ray", dense(MAX, (1, 1), (0, 0), (INF, INF), [(0, (1, -1), 0)], integer=(0, 1)), unbounded)
    blocked = [(1, (2, -2, 0), 1), (-INF, (0, 0, -1), 3)]
    yield Case(
        "integer-infeasible-with-a-ray",
        dense(MAX, (0, 0, 1), (0, 0, 0), (50, 50, INF), blocked, integer=(0, 1)),
        infeasible,
    )
    charge = [(-INF, (1, -100), 0), (7, (1, 0), INF)]
    yield Case("fixed-charge", dense(MIN, (2, 30), (0, 0), (INF, 1), charge, integer=(1,)), optimal, 44)


def _whole() -> Iterator[Case]:
    """Integer variables only, which solvers of whole numbers take, with data that are none."""
    optimal, infeasible, unbounded = Status.OPTIMAL, Status.INFEASIBLE, Status.UNBOUNDED
    both = (0, 1)
    tenths = [(-INF, (0.3, 0.7), 2.9), (-INF, (1.5, -0.25), 10)]
    yield Case("whole-tenths", dense(MAX, (0.1, 0.25), (0, 0), (9, 9), tenths, integer=both), optimal, 1.0)
    thirds = [(1, (1 / 3, 1 / 7), 1)]
    yield Case("whole-thirds", dense(MAX, (1, 1), (0, 0), (9, 9), thirds, integer=both, constant=0.5), optimal, 7.5)
    between = [(0.4, (0.5, 0.5), 0.45)]
    yield Case("whole-between", dense(MIN, (1, 1), (0, 0), (9, 9), between, integer=both), infeasible)
    paid = [(7.5, (1, 1), INF), (-3, (1, -1), INF)]
    yield Case("whole-bounded-by-cost", dense(MIN, (1, 2), (0, 0), (INF, INF), paid, integer=both), optimal, 8)
    yield Case("whole-free", dense(MAX, (1, -1), (-INF, 0), (2.9, INF), integer=both), optimal, 2)
    yield Case("whole-ray", dense(MIN, (1, 3), (-INF, 0), (INF, INF), [(0, (1, 4), INF)], integer=both), unbounded)
    stuck = [(1, (2, -2, 0), 1), (-INF, (0, 1, -1), 3)]
    yield Case(
        "whole-infeasible-with-a-ray",
        dense(MAX, (0, 0, 1), (0, 0, 0), (50, 50, INF), stuck, integer=range(3)),
        infeasible,
    )
    yield Case("whole-satisfied", dense(SATISFY, (0, 0), (0, 0), (9, 9), [(4, (2, 2), 5)], integer=both), optimal, 0)
    far = [(-INF, (1e6, 1), 1e9), (-INF, (1e-3, 1e-3), 2e3)]
    yield Case("whole-far-apart", dense(MAX, (1e3, 3e-3), (0, 0), (1e6, 1e6), far, integer=both), optimal, 1002000)
    at_most_four, switch = term(0, 1, -4), (1,)
    for name, active, cost, value in (("on", True, (1, 3.5), 10), ("off", False, (1, -2.5), 7.5)):
        condition = (Indicator(1, active, at_most_four),)
        program = dense(MAX, cost, (0, 0), (10, 1), integer=(0, *switch), indicators=condition)
        yield Case(f"whole-if-{name}", program, optimal, value)
    halves = (Indicator(1, True, Affine((0, 2), (0.5, 0.25), -2.2)),)
    yield Case(
        "whole-if-fraction",
        dense(MAX, (1, 9, 0.75), (0, 0, 0), (10, 1, 10), integer=range(3), indicators=halves),
        optimal,
        17.5,
    )
    assign = {(0, 3): 4.0, (1, 2): 1.0, (0, 2): 6.0, (1, 3): 6.0}
    each = [(1, (1, 1, 0, 0), 1), (1, (0, 0, 1, 1), 1), (1, (1, 0, 1, 0), 1), (1, (0, 1, 0, 1), 1)]
    yield Case(
        "whole-products", dense(MIN, (0,) * 4, (0,) * 4, (1,) * 4, each, integer=range(4), quadratic=assign), optimal, 1
    )
    square = {(0, 0): 1.0, (0, 1): -0.5}
    yield Case("whole-squares", dense(MIN, (-5, 0), (-9, -2), (9, 3), integer=both, quadratic=square), optimal, -10.5)


def _convex() -> Iterator[Case]:
    optimal, infeasible, unbounded = Status.OPTIMAL, Status.INFEASIBLE, Status.UNBOUNDED
    squares = {(0, 0): 1.0, (1, 1): 1.0}
    minus = {(0, 0): -1.0, (1, 1): -1.0}
    box = ((0, 0), (INF, INF))
    yield Case("qp-inside", dense(MIN, (-2, -5), *box, [(-INF, (1, 1), 10)], quadratic=squares), optimal, -7.25)
    yield Case("qp-at-a-row", dense(MIN, (-2, -5), *box, [(-INF, (1, 1), 1)], quadratic=squares), optimal, -4)
    yield Case("qp-concave-maximized", dense(MAX, (2, 5), *box, [(-INF, (1, 1), 1)], quadratic=minus), optimal, 4)
    yield Case("qp-without-rows", dense(MIN, (-2, -5), *box, quadratic=squares), optimal, -7.25)
    cross = {(0, 0): 1.0, (0, 1): 1.0, (1, 1): 1.5}
    yield Case("qp-cross-term", dense(MIN, (-20, -5), (-INF,) * 2, (INF,) * 2, quadratic=cross), optimal, -105)
    flat = {(0, 0): 1.0, (0, 1): -2.0, (1, 1): 1.0}
    yield Case("qp-singular", dense(MIN, (1, 1), (2, 0), (9, 9), [(6, (1, 1), INF)], quadratic=flat), optimal, 6)
    yield Case("qp-small-numbers", dense(MIN, (-1e-4,), (0,), (INF,), quadratic={(0, 0): 1e-6}), optimal, -0.0025)
    yield Case("qp-infeasible", dense(MIN, (0, 0), *box, [(-INF, (1, 1), -1)], quadratic=squares), infeasible)
    ray = [(-INF, (1, -1), 1)]
    yield Case("qp-unbounded", dense(MIN, (-2, -5), *box, ray, quadratic={(0, 0): 1.0}), unbounded)
    yield Case(
        "qp-with-integers",
        dense(MIN, (-2, -5), *box, [(-INF, (1, 1), 10)], integer=(0, 1), quadratic=squares),
        optimal,
        -7,
    )


def _nonconvex() -> Iterator[Case]:
    optimal = Status.OPTIMAL
    fence = [(-INF, (2, 2), 100)]
    yield Case(
        "largest-rectangle", dense(MAX, (0, 0), (0, 0), (INF, INF), fence, quadratic={(0, 1): 1.0}), optimal, 625
    )
    saddle = {(0, 0): 1.0, (1, 1): -1.0}
    yield Case("saddle", dense(MIN, (1, 0), (-2, -3), (2, 1), quadratic=saddle), optimal, -9.25)
    yield Case(
        "bilinear-integers",
        dense(MAX, (-1, 0), (0, 0), (INF, INF), [(-INF, (3, 2), 20)], integer=(0, 1), quadratic={(0, 1): 1.0}),
        optimal,
        12,
    )


def _nonlinear() -> Iterator[Case]:
    optimal, infeasible = Status.OPTIMAL, Status.INFEASIBLE

    def one(sense: Sense, tree: Operation, lower: float, upper: float, cost: float = 0.0) -> Program:
        return dense(sense, (cost,), (lower,), (upper,), objective=tree)

    x, y = term(0), term(1)
    yield Case("square", one(MIN, apply("pow", term(0, 1, -3), number(2)), -INF, INF), optimal, 0)
    yield Case("cube", one(MIN, apply("pow", x, number(3)), -2, 5, cost=-12), optimal, -16)
    yield Case("root-power", one(MAX, apply("pow", x, number(0.5)), 0, INF, cost=-0.25), optimal, 1)
    yield Case("inverse", one(MIN, apply("div", number(9), x), 0.1, INF, cost=1), optimal, 6)
    yield Case("negative-power", one(MIN, apply("pow", x, number(-1)), 0.1, INF, cost=4), optimal, 4)
    yield Case("variable-power", one(MAX, apply("pow", number(2), x), -1, 3, cost=-1), optimal, 5)
    yield Case("exp", one(MIN, apply("exp", x), -INF, INF, cost=-1), optimal, 1)
    yield Case("log", one(MAX, apply("log", x), 0, INF, cost=-0.5), optimal, math.log(2) - 1)
    yield Case("sqrt", one(MAX, apply("sqrt", term(0, 4)), 0, INF, cost=-1), optimal, 1)
    yield Case("sin", one(MAX, apply("sin", x), 0, 5), optimal, 1)
    yield Case("cos", one(MIN, apply("cos", term(0, 2)), 0, 2), optimal, -1)
    yield Case("abs-convex", one(MIN, apply("abs", term(0, 1, -3)), -9, 9, cost=0.5), optimal, 1.5)
    yield Case("abs-concave", one(MAX, apply("abs", term(0, 1, -3)), -9, 9), optimal, 12)
    yield Case("constant-tree", one(MIN, apply("sqrt", number(4)), 1, 3, cost=1), optimal, 3)
    area = apply("prod", number(math.pi), apply("pow", x, number(2)), y)
    metal = apply("sum", apply("prod", number(2 * math.pi), x, x), apply("prod", number(2 * math.pi), x, y))
    radius = (355 / (2 * math.pi)) ** (1 / 3)
    yield Case(
        "can",
        dense(MIN, (0, 0), (0, 0), (INF, INF), objective=metal, nonlinear=(NonlinearRow(area, 355, INF),)),
        optimal,
        6 * math.pi * radius**2,
    )
    circle = apply("sum", apply("pow", x, number(2)), apply("pow", y, number(2)))
    disc = (NonlinearRow(circle, -INF, 1),)
    yield Case("disc", dense(MAX, (1, 1), (-INF,) * 2, (INF,) * 2, nonlinear=disc), optimal, math.sqrt(2))
    ring = (NonlinearRow(circle, 1, 4),)
    yield Case("ring", dense(MIN, (0, 1), (0, 0), (0.5, INF), nonlinear=ring), optimal, math.sqrt(0.75))
    product = NonlinearRow(apply("prod", x, y), 1, INF)
    yield Case(
        "nonlinear-infeasible", dense(MIN, (1, 1), (-INF,) * 2, (INF,) * 2, nonlinear=(*disc, product)), infeasible
    )
    ratio = apply("div", Affine((0, 1), (1.0, 2.0), 3.0), term(0, 1, 1))
    yield Case("ratio", dense(MAX, (0, 0), (2, 0), (INF, INF), [(-INF, (1, 1), 10)], objective=ratio), optimal, 7)
    curve = apply("prod", x, apply("sqrt", y))
    whole = NonlinearRow(apply("sum", x, apply("pow", y, number(2))), -INF, 8)
    yield Case(
        "integer-nonlinear",
        dense(MAX, (0, 0), (0, 0), (10, 10), integer=(0,), objective=curve, nonlinear=(whole,)),
        optimal,
        6 * 2**0.25,
    )
    straight = (NonlinearRow(Affine((0, 1), (1.0, 1.0), -1.0), -INF, 4), NonlinearRow(number(3), 1, 5))
    yield Case("straight-nonlinear", dense(MAX, (1, 2), (0, 0), (9, 3), nonlinear=straight), optimal, 8)
    yield Case(
        "false-constant-row", dense(MAX, (1,), (0,), (9,), nonlinear=(NonlinearRow(number(3), 4, 5),)), infeasible
    )


def _indicators() -> Iterator[Case]:
    optimal, infeasible = Status.OPTIMAL, Status.INFEASIBLE
    at_most_four = term(0, 1, -4)
    on, off = Indicator(1, True, at_most_four), Indicator(1, False, at_most_four)
    yield Case("if-on", dense(MAX, (1, 3), (0, 0), (10, 1), integer=(1,), indicators=(on,)), optimal, 10)
    yield Case("if-on-paid", dense(MAX, (1, 7), (0, 0), (10, 1), integer=(1,), indicators=(on,)), optimal, 11)
    yield Case("if-off", dense(MAX, (1, -2), (0, 0), (10, 1), integer=(1,), indicators=(off,)), optimal, 8)
    yield Case("both-ways", dense(MAX, (1, 0), (0, 0), (10, 1), integer=(1,), indicators=(on, off)), optimal, 4)
    never = Indicator(1, True, number(1))
    yield Case("never-on", dense(MAX, (0, 1), (0, 0), (10, 1), integer=(1,), indicators=(never,)), optimal, 0)
    always = Indicator(1, True, number(-1))
    yield Case("free-on", dense(MAX, (0, 1), (0, 0), (10, 1), integer=(1,), indicators=(always,)), optimal, 1)
    yield Case(
        "indicator-infeasible",
        dense(MIN, (1, 0), (5, 0), (INF, 1), integer=(1,), indicators=(on, off)),
        infeasible,
    )
    yield Case(
        "unbounded-variable-under-an-indicator",
        dense(MIN, (1, 8), (0, 0), (INF, 1), [(6, (1, 0), INF)], integer=(1,), indicators=(off,)),
        optimal,
        14,
    )


def _all_different() -> Iterator[Case]:
    optimal, infeasible = Status.OPTIMAL, Status.INFEASIBLE
    three = range(3)
    plain = (AllDifferent((term(0), term(1), term(2))),)
    yield Case("different", dense(MIN, (3, 2, 1), (1,) * 3, (9,) * 3, integer=three, all_different=plain), optimal, 10)
    full = dense(MAX, (1, 1, 1), (0,) * 3, (1,) * 3, integer=three, all_different=plain)
    yield Case("different-but-too-few-values", full, infeasible)
    affine = (AllDifferent((Affine((0, 1), (1.0, 1.0)), term(2, -2, 9), number(5))),)
    yield Case(
        "different-expressions",
        dense(MAX, (1, 2, -1), (0,) * 3, (3, 2, 3), [(1, (0, 0, 1), INF)], integer=three, all_different=affine),
        optimal,
        5,
    )
    queens = tuple(AllDifferent(tuple(term(column, 1, slope * column) for column in range(6))) for slope in (-1, 0, 1))
    yield Case(
        "queens", dense(MIN, (1, 0, 0, 0, 0, 0), (1,) * 6, (6,) * 6, integer=range(6), all_different=queens), optimal, 2
    )
    apart = (AllDifferent((term(0), term(1))), AllDifferent((term(0, 1, 1), term(1))))
    yield Case(
        "different-without-bounds",
        dense(MIN, (1, 2), (0, 0), (INF, INF), integer=(0, 1), all_different=apart),
        optimal,
        1,
    )
