"""Sets and parameters as arrays: every way of writing them, and of giving them from outside."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nl2opt.formulation.data import Data, load
from nl2opt.formulation.data.keys import Keys
from nl2opt.formulation.text_parser import parse

SETS = """## Sets
P = {Lyon, Turin}
S = {Nice, "New York", Genoa}
T = 1..4
A = {(a, b), (b, c), (a, c)}
"""


def read(sets: str = "", parameters: str = "", tables: dict | None = None, folder: Path | None = None) -> Data:
    """The data of a formulation with the usual sets and some more."""
    return load(parse(f"{SETS}{sets}\n## Parameters\n{parameters}\n## Objective\nsatisfy\n"), tables, folder)


def members(declaration: str, name: str = "X", **tables: object) -> list:
    """The members of a set, labels for plain sets and tuples for others."""
    found = read(declaration, tables=tables).set(name)
    return found.labels(0) if found.arity == 1 else found.tuples()


def values(parameters: str, name: str = "u", sets: str = "", **tables: object) -> object:
    """A parameter's values as (nested) lists."""
    return read(sets, parameters, tables).table(name).values.tolist()


@pytest.mark.parametrize(
    ("declaration", "expected"),
    [
        ("X = {b, a}", ["b", "a"]),
        ("X = {3, 1, -2}", [3, 1, -2]),
        ('X = {"New York", a}', ["New York", "a"]),
        ("X = 2..5", [2, 3, 4, 5]),
        ("X = 5..4", []),
        ("X = {}", []),
        ("X = P | {Rome, Lyon}", ["Lyon", "Turin", "Rome"]),
        ("X = T & {4, 1, 9}", [1, 4]),
        ("X = T - {2}", [1, 3, 4]),
        ("X = P * T", [(p, t) for p in ("Lyon", "Turin") for t in (1, 2, 3, 4)]),
        ("X = A - {(b, c)}", [("a", "b"), ("a", "c")]),
        ("X = A | {(c, a), (a, b)}", [("a", "b"), ("b", "c"), ("a", "c"), ("c", "a")]),
        ("X = {t for t in T if t % 2 == 0}", [2, 4]),
        ("X = {t + 1 for t in T}", [2, 3, 4, 5]),
        ("X = {2 * t for t in T if t > 2}", [6, 8]),
        ("X = {i for (i, j) in A}", ["a", "b"]),
        ("X = {(j, i) for (i, j) in A}", [("b", "a"), ("c", "b"), ("c", "a")]),
        ("X = {(i, j) for i in P for j in P if i != j}", [("Lyon", "Turin"), ("Turin", "Lyon")]),
        ("X = {(t, s) for t in T for s in 1..t if s < t and t < 4}", [(2, 1), (3, 1), (3, 2)]),
        ("X = {(i, j) for (i, j) in A if i == a}", [("a", "b"), ("a", "c")]),
        ("X = {(i, k) for (i, j) in A for (j2, k) in A if j2 == j}", [("a", "c")]),
        ("N[P] = {Lyon: {a, b}, Turin: {c}}\nX = N[Lyon]", ["a", "b"]),
        (
            "N[P] = {Lyon: {a, b}, Turin: {c}}\nX = {(p, q) for p in P for q in N[p]}",
            [("Lyon", "a"), ("Lyon", "b"), ("Turin", "c")],
        ),
        ("N[t in T] = 1..t\nX = {(t, s) for t in T for s in N[t] if t < 3}", [(1, 1), (2, 1), (2, 2)]),
        ("N[t in T] = {s for s in T if s > t}\nX = {(t, s) for t in T for s in N[t] if t > 2}", [(3, 4)]),
        ("X = 1..len(A)", [1, 2, 3]),
    ],
)
def test_sets_have_their_members_in_order(declaration: str, expected: list) -> None:
    """A set expression has these members, in the order in which they are written or found."""
    assert members(declaration) == expected


def test_ranges_reach_to_what_the_data_say() -> None:
    """The ends of a range may be parameters."""
    data = read("X = first..2 * n", "n = 3\nfirst = 4")
    assert data.set("X").labels(0) == [4, 5, 6]


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ("u = 5", 5.0),
        ("u = -2.5", -2.5),
        ("u[P] = {Turin: 2, Lyon: 1}", [1.0, 2.0]),
        ("u[P] = [3, 4]", [3.0, 4.0]),
        ("u[P, T] = [[1, 2, 3, 4], [5, 6, 7, 8]]", [[1, 2, 3, 4], [5, 6, 7, 8]]),
        ("u[A] = {(a, c): 3, (a, b): 1, (b, c): 2}", [1.0, 2.0, 3.0]),
        ("u[A] = [1, 2, 3]", [1.0, 2.0, 3.0]),
        ("u[P] = 7", [7.0, 7.0]),
        ("u[t in T if t > 2] = t", [3.0, 4.0]),
        ("u[(i, j) in A if i != b] = 2", [2.0, 2.0]),
        ("v[P] = [3, 4]\nu[p in P] = v[p] ** 2 - 1", [8.0, 15.0]),
        ("v[P, T] = [[1, 2, 3, 4], [5, 6, 7, 8]]\nu[t in T] = sum(v[p, t] for p in P)", [6.0, 8.0, 10.0, 12.0]),
        ("v[P, T] = [[1, 2, 3, 4], [5, 6, 7, 8]]\nu[t in T, p in P] = v[p, t]", [[1, 5], [2, 6], [3, 7], [4, 8]]),
        ("v[T] = [1, 2, 3, 4]\nu[t in T] = sum(v[t - 1] for k in 1..1 if t > 1)", [0.0, 1.0, 2.0, 3.0]),
        ("u[p in P] = sum(1 for q in P if q == p - 1)", [0.0, 1.0]),
        ("u[p in P] = sum(1 for q in P if q < p)", [0.0, 1.0]),
        ("u[t in T] = sum(s for s in 1..t)", [1.0, 3.0, 6.0, 10.0]),
        ("u[t in T] = prod(s for s in T if s <= t)", [1.0, 2.0, 6.0, 24.0]),
        ("u[t in T] = max(s for s in T if s != t)", [4.0, 4.0, 4.0, 3.0]),
        ("u[t in T] = min(t, 2) + abs(t - 3) + floor(t / 2)", [3.0, 4.0, 3.0, 5.0]),
        ("v[T] = [1, 2, 3, 4]\nu[t in T] = (t > 1 and v[t - 1] > 1) + 2 * (t == 1 or v[t - 1] < 3)", [2, 2, 3, 1]),
        ("v[T] = [1, 2, 3, 4]\nu[t in T] = sum(1 for s in T if t < 4 implies v[t + 1] == s)", [1, 1, 1, 4]),
        ("u = len(A) + len(P)", 5.0),
        ("u[i in {a, b, c}] = sum(1 for (k, j) in A if k == i)", [2.0, 1.0, 0.0]),
        ("u[i in {a, b, c}] = sum(1 for j in {a, b, c} if (i, j) in A)", [2.0, 1.0, 0.0]),
        ("u[t in T] = (t > 1 and t != 3) + 10 * (t in {1, 2} or t == 4)", [10.0, 11.0, 0.0, 11.0]),
        ("u = 0.1 + 0.2", pytest.approx(0.3)),
        ("u = 2 ** 3 ** 2 / 2 % 5", 256 % 5),
        ("u = all(t > 0 for t in T) + any(t > 4 for t in T) + all_different(1, 2, 2)", 1.0),
        ("u = exactly_one(t == 2 for t in T) + at_most_one(t < 3 for t in T)", 1.0),
        ("u[t in T] = all_different(s * t for s in T) + all_different(s % t for s in T)", [1.0, 1.0, 1.0, 2.0]),
    ],
)
def test_parameters_have_their_values(parameters: str, expected: object) -> None:
    """A parameter written in any form has these values along its axes."""
    assert values(parameters) == expected


@pytest.mark.parametrize(
    ("declaration", "given_value", "expected"),
    [
        ("u", 3, 3.0),
        ("u", np.float64(3.5), 3.5),
        ("u[P]", [1, 2], [1.0, 2.0]),
        ("u[P]", {"Turin": 2, "Lyon": 1}, [1.0, 2.0]),
        ("u[P]", 4, [4.0, 4.0]),
        ("u[T]", {"1": 1, "2": 2, 3: 3, np.int64(4): 4}, [1.0, 2.0, 3.0, 4.0]),
        ("u[P, T]", np.arange(8).reshape(2, 4), [[0, 1, 2, 3], [4, 5, 6, 7]]),
        (
            "u[P, T]",
            {("Lyon", 1): 1, **{("Turin", t): t for t in range(1, 5)}, **{("Lyon", t): 0 for t in (2, 3, 4)}},
            [[1, 0, 0, 0], [1, 2, 3, 4]],
        ),
        (
            "u[P, T]",
            {"Lyon": {t: t for t in range(1, 5)}, "Turin": {t: 0 for t in range(1, 5)}},
            [[1, 2, 3, 4], [0, 0, 0, 0]],
        ),
        ("u[A]", {("a", "b"): 1, ("b", "c"): 2, ("a", "c"): 3}, [1.0, 2.0, 3.0]),
        ("u[P] = [1, 2]", [5, 6], [5.0, 6.0]),
    ],
)
def test_parameters_come_from_outside(declaration: str, given_value: object, expected: object) -> None:
    """Numbers, lists, arrays and dictionaries fill a parameter that is left open, or replace its value."""
    assert values(declaration, u=given_value) == expected


def test_sets_come_from_outside() -> None:
    """Lists, arrays and dictionaries of members fill sets that are left open."""
    assert members("X", X=["a", "b"]) == ["a", "b"]
    assert members("X", X=np.array([3, 1])) == [3, 1]
    assert members("X", X=[("a", 1), ["b", 2]]) == [("a", 1), ("b", 2)]
    data = read("N[P]", tables={"N": {"Lyon": ["x", "y"], "Turin": []}})
    assert data.indexed_set("N").relation.tuples() == [("Lyon", "x"), ("Lyon", "y")]


def test_words_given_from_outside_are_labels() -> None:
    """A member that only the data name can be written in a condition."""
    data = read("X", "u[x in X] = (x == special)", {"X": ["plain", "special"]})
    assert data.table("u").values.tolist() == [0.0, 1.0]


@pytest.mark.parametrize(
    ("declaration", "text", "expected"),
    [
        ("u[P]", "Turin,2\nLyon,1\n", [1.0, 2.0]),
        ("u[P]", "plant;tons\nLyon;1.5\nTurin;2\n", [1.5, 2.0]),
        ("u[T]", "T,value\n2,20\n1,10\n3,30\n4,40\n", [10.0, 20.0, 30.0, 40.0]),
        ("u[p in P]", "tons,region,p\n1,north,Lyon\n2,south,Turin\n".replace("tons", "u"), [1.0, 2.0]),
        ("u[P, S]", "plant,Nice,New York,Genoa\nTurin,4,5,6\nLyon,1,2,3\n", [[1, 2, 3], [4, 5, 6]]),
        ("u[A]", "from,to,cost\na,b,1\na,c,3\nb,c,2\n", [1.0, 2.0, 3.0]),
        ("u[P]", "\ufeffLyon\t1\n\nTurin\t2\n", [1.0, 2.0]),
    ],
)
def test_tables_are_read_from_csv(tmp_path: Path, declaration: str, text: str, expected: list) -> None:
    """Long and matrix layouts, with and without headings, with any usual separator, fill a parameter."""
    (tmp_path / "u.csv").write_text(text, encoding="utf-8")
    inside = read("", f'{declaration} = table "u.csv"', folder=tmp_path)
    assert inside.table("u").values.tolist() == expected
    outside = read("", declaration, {"u": str(tmp_path / "u.csv")})
    assert outside.table("u").values.tolist() == expected


def test_sets_are_read_from_csv(tmp_path: Path) -> None:
    """A CSV file with a member in each row fills a set; a heading with the set's name is no member."""
    (tmp_path / "x.csv").write_text("X\nb\na\n", encoding="utf-8")
    (tmp_path / "y.csv").write_text("a,1\nb,2\n", encoding="utf-8")
    data = read("X\nY", tables={"X": str(tmp_path / "x.csv"), "Y": tmp_path / "y.csv"})
    assert data.set("X").labels(0) == ["b", "a"]
    assert data.set("Y").tuples() == [("a", 1), ("b", 2)]


def test_a_table_over_several_axes_may_have_gaps_that_nobody_reads() -> None:
    """A diagonal that is never read needs no values."""
    data = read("", "d[P, P] = {(Lyon, Turin): 3, (Turin, Lyon): 4}\nu = sum(d[p, q] for p in P for q in P if p != q)")
    assert data.table("u").values == 7.0


def test_keys_are_a_sequence_of_tuples() -> None:
    """Lazy keys index, slice, compare, hash and find like the tuple that they stand for."""
    space = read("", "u[P, T] = 1").table("u").space
    keys = space.keys()
    plain = tuple((p, t) for p in ("Lyon", "Turin") for t in (1, 2, 3, 4))
    assert keys == plain
    assert plain == keys
    assert tuple(keys) == plain
    assert hash(keys) == hash(plain)
    assert keys[-1] == plain[-1]
    assert keys[1:3] == plain[1:3]
    assert keys.index(("Turin", 2)) == plain.index(("Turin", 2))
    assert ("Turin", 9) not in keys
    assert len(keys) == 8
    with pytest.raises(IndexError):
        keys[8]
    assert Keys((), ()) == ((),)


def test_sparse_sums_take_time_in_their_entries() -> None:
    """Joins over 60,000 arcs among 20,000 nodes never touch the 400,000,000 pairs."""
    generator = np.random.default_rng(0)
    ends = generator.integers(1, 20_001, (60_000, 2))
    arcs = sorted({(int(i), int(j)) for i, j in ends})
    text = """## Sets
N = 1..20000
ARCS
## Parameters
c[ARCS]
out[n in N] = sum(c[i, j] for (i, j) in ARCS if i == n)
into[n in N] = sum(c[i, n] for i in N if (i, n) in ARCS)
## Objective
satisfy
"""
    costs = np.arange(len(arcs)) % 7
    data = load(parse(text), {"ARCS": arcs, "c": costs})
    first, second = np.array(arcs).T - 1
    assert (data.table("out").values == np.bincount(first, costs, 20_000)).all()
    assert (data.table("into").values == np.bincount(second, costs, 20_000)).all()
