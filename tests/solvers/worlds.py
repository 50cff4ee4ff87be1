"""Hypothesis strategies for formulations that mean something: random data, sums, filters and joins over fixed names."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from hypothesis import strategies as st

WORDS = ("a", "b", "c")
PERIODS = (1, 2, 3, 4)
PAIRS = tuple((i, j) for i in WORDS for j in WORDS)


@dataclass(frozen=True)
class Scope:
    """The indices that are bound: over words, over periods, over periods after the first, and pairs of arcs."""

    words: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    arcs: tuple[tuple[str, str], ...] = ()
    fresh: int = 0
    targets: tuple[str, ...] = field(default=())


@st.composite
def data(draw: st.DrawFn) -> str:
    """Sets and parameters with random members and numbers."""
    number = st.integers(-3, 5)
    arcs = draw(st.lists(st.sampled_from(PAIRS), min_size=1, max_size=6, unique=True))
    successors = {i: draw(st.lists(st.sampled_from(WORDS), max_size=3, unique=True)) for i in WORDS}
    listed = ", ".join(f"({i}, {j})" for i, j in arcs)
    following = ", ".join(f"{i}: {{{', '.join(js)}}}" for i, js in successors.items())

    def vector(keys: list[str]) -> str:
        return "{" + ", ".join(f"{key}: {draw(number)}" for key in keys) + "}"

    matrix = "[" + ", ".join("[" + ", ".join(str(draw(number)) for _ in PERIODS) + "]" for _ in WORDS) + "]"
    return f"""## Sets
P = {{{", ".join(WORDS)}}}
T = 1..4
A = {{{listed}}}
NEXT[P] = {{{following}}}
## Parameters
k = {draw(number)}
c[P] = {vector(list(WORDS))}
d[P, T] = {matrix}
e[A] = {vector([f"({i}, {j})" for i, j in arcs])}
g[p in P] = c[p] + sum(d[p, t] for t in T if t > 1)
h[p in P, t in T] = d[p, t] * k - c[p]
"""


VARIABLES = """## Variables
x[P] >= 0 <= 3 integer
y[P, T] >= -1 <= 4
f[A] >= 0
w[(i, j) in A if i != j] >= 0
z
b[P] binary
"""


@st.composite
def generators(draw: st.DrawFn, scope: Scope, count: int) -> tuple[str, Scope]:
    """``for ... if ...`` clauses, and the scope inside."""
    text = []
    for _ in range(count):
        clause, scope = draw(generator(scope))
        text.append(clause)
    return " ".join(text), scope


@st.composite
def generator(draw: st.DrawFn, scope: Scope) -> tuple[str, Scope]:
    """One ``for i in I if condition``."""
    one, two = f"i{scope.fresh}", f"i{scope.fresh + 1}"
    scope = replace(scope, fresh=scope.fresh + 2)
    word = draw(st.sampled_from((*scope.words, *WORDS)))
    kind = draw(st.sampled_from(("words", "periods", "later", "arcs", "next", "member", "range", "minus", "builder")))
    if kind == "words":
        condition = draw(st.sampled_from(("", f" if {one} != {word}", f" if c[{one}] > k", f" if {one} == {word}")))
        return f"for {one} in P{condition}", replace(scope, words=(*scope.words, one))
    if kind == "periods":
        other = draw(st.sampled_from((*scope.periods, "2")))
        condition = draw(
            st.sampled_from(("", f" if {one} <= {other}", f" if {one} % 2 == 0", f" if {one} == {other} - 1"))
        )
        return f"for {one} in T{condition}", replace(scope, periods=(*scope.periods, one))
    if kind == "later":
        more = replace(scope, periods=(*scope.periods, one), later=(*scope.later, one))
        return f"for {one} in T if {one} > 1", more
    if kind == "range":
        last = draw(st.sampled_from((*scope.periods, "3")))
        return f"for {one} in 1..{last}", replace(scope, periods=(*scope.periods, one))
    if kind == "next":
        return f"for {one} in NEXT[{word}]", replace(scope, words=(*scope.words, one))
    if kind == "minus":
        return f"for {one} in P - {{{word}}}", replace(scope, words=(*scope.words, one))
    if kind == "builder":
        return f"for {one} in {{q for q in P if q != {word}}}", replace(scope, words=(*scope.words, one))
    if kind == "member":
        more = replace(scope, words=(*scope.words, one))
        condition = draw(st.sampled_from((f"({one}, {word}) in A", f"({word}, {one}) in A", f"{one} in NEXT[{word}]")))
        return f"for {one} in P if {condition}", more
    condition = draw(
        st.sampled_from(
            ("", f" if {one} == {word}", f" if {two} == {word}", f" if {one} != {two}", f" if {two} in NEXT[{word}]")
        )
    )
    more = replace(scope, words=(*scope.words, one, two), arcs=(*scope.arcs, (one, two)))
    return f"for ({one}, {two}) in A{condition}", more


@st.composite
def number_text(draw: st.DrawFn, scope: Scope, depth: int = 2) -> str:
    """An expression of data."""
    choices = ["literal", "scalar", "vector", "matrix"]
    if scope.periods:
        choices.append("index")
    if scope.arcs:
        choices.append("arc")
    if depth:
        choices += ["sum", "plus", "times", "function"]
    word = draw(st.sampled_from((*scope.words, *WORDS)))
    match draw(st.sampled_from(choices)):
        case "literal":
            return str(draw(st.integers(0, 4)))
        case "scalar":
            return "k"
        case "vector":
            return f"{draw(st.sampled_from('cg'))}[{word}]"
        case "matrix":
            return f"{draw(st.sampled_from('dh'))}[{word}, {draw(period(scope))}]"
        case "index":
            return draw(st.sampled_from(scope.periods))
        case "arc":
            i, j = draw(st.sampled_from(scope.arcs))
            return f"e[{i}, {j}]"
        case "sum":
            clauses, inner = draw(generators(scope, draw(st.integers(1, 2))))
            return f"sum({draw(number_text(inner, depth - 1))} {clauses})"
        case "plus":
            return f"({draw(number_text(scope, depth - 1))} - {draw(number_text(scope, depth - 1))})"
        case "times":
            return f"{draw(number_text(scope, 0))} * {draw(number_text(scope, 0))}"
        case _:
            pair = f"{draw(number_text(scope, depth - 1))}, {draw(number_text(scope, depth - 1))}"
            return draw(st.sampled_from((f"max({pair})", f"min({pair})", f"abs({draw(number_text(scope, 0))})")))


@st.composite
def period(draw: st.DrawFn, scope: Scope) -> str:
    """An index over the periods that is never out of range."""
    moved = tuple(f"{name} - 1" for name in scope.later)
    return draw(st.sampled_from((*scope.periods, *moved, "1", "4")))


@st.composite
def affine_text(draw: st.DrawFn, scope: Scope, depth: int = 2) -> str:
    """An affine expression of the variables."""
    choices = ["x", "y", "z", "b", "data"]
    if scope.arcs:
        choices += ["f", "f"]
    if depth:
        choices += ["sum", "sum", "plus", "minus", "times", "divided"]
    word = draw(st.sampled_from((*scope.words, *WORDS)))
    match draw(st.sampled_from(choices)):
        case ("x" | "b") as name:
            return f"{name}[{word}]"
        case "y":
            return f"y[{word}, {draw(period(scope))}]"
        case "z":
            return "z"
        case "f":
            i, j = draw(st.sampled_from(scope.arcs))
            return f"f[{i}, {j}]"
        case "data":
            return draw(number_text(scope, 1))
        case "sum":
            clauses, inner = draw(generators(scope, draw(st.integers(1, 2))))
            return f"sum({draw(affine_text(inner, depth - 1))} {clauses})"
        case "plus":
            return f"{draw(affine_text(scope, depth - 1))} + {draw(affine_text(scope, depth - 1))}"
        case "minus":
            return f"{draw(affine_text(scope, depth - 1))} - ({draw(affine_text(scope, depth - 1))})"
        case "times":
            return f"{draw(number_text(scope, 1))} * ({draw(affine_text(scope, depth - 1))})"
        case _:
            return f"({draw(affine_text(scope, depth - 1))}) / {draw(st.sampled_from(('2', '(k**2 + 1)', '-4')))}"


@st.composite
def indexed_names(draw: st.DrawFn) -> tuple[str, Scope]:
    """The index brackets of a constraint, and the scope of its body."""
    return draw(
        st.sampled_from(
            (
                ("", Scope()),
                ("[p in P]", Scope(words=("p",))),
                ("[p in P, t in T]", Scope(words=("p",), periods=("t",))),
                ("[t in T if t > 1]", Scope(periods=("t",), later=("t",))),
                ("[(i, j) in A]", Scope(words=("i", "j"), arcs=(("i", "j"),))),
                ("[i in P, j in P if (i, j) in A]", Scope(words=("i", "j"), arcs=(("i", "j"),))),
                ("[p in P, q in NEXT[p], t in T if d[p, t] > k]", Scope(words=("p", "q"), periods=("t",))),
                ("[p in P, q in P if p != q]", Scope(words=("p", "q"))),
            )
        )
    )
