"""Hypothesis strategies for statements and for expressions with corners, over fixed names."""

from __future__ import annotations

from hypothesis import strategies as st


def logic(depth: int) -> st.SearchStrategy[str]:
    """Random statements over x, y (integer), z (continuous), a, b, u (binary)."""
    leaf = st.sampled_from(
        ("a", "b", "u[p]", "u[q]", "x >= 1", "x == y", "y != 1", "x < y", "z <= 1", "abs(x) >= 1", "max(x, y) <= 1")
    )
    if depth == 0:
        return leaf
    inner = logic(depth - 1)
    connective = st.sampled_from(("and", "or", "xor", "implies", "iff"))
    function = st.sampled_from(("at_most_one", "exactly_one", "at_least_one", "all", "any"))
    return st.one_of(
        leaf,
        st.tuples(inner, connective, inner).map(lambda parts: f"({parts[0]}) {parts[1]} ({parts[2]})"),
        inner.map(lambda part: f"not ({part})"),
        st.tuples(function, inner, inner, leaf).map(lambda p: f"{p[0]}({p[1]}, {p[2]}, {p[3]})"),
    )


def extremes(depth: int) -> st.SearchStrategy[str]:
    """Random expressions with absolute values, extremes and products of binaries."""
    leaf = st.sampled_from(("x", "y", "z", "a", "u[p]", "2", "x - y", "c[q]", "u[r]", "b*u[q]", "3*a*b"))
    if depth == 0:
        return leaf
    inner = extremes(depth - 1)
    pair = st.tuples(st.sampled_from(("max", "min")), inner, inner)
    return st.one_of(
        leaf,
        inner.map(lambda part: f"abs({part})"),
        pair.map(lambda p: f"{p[0]}({p[1]}, {p[2]})"),
        st.tuples(inner, st.sampled_from(("+", "-")), inner).map(lambda p: f"({p[0]} {p[1]} ({p[2]}))"),
        inner.map(lambda part: f"-2 * ({part})"),
        st.tuples(st.sampled_from(("max", "min")), inner).map(lambda p: f"{p[0]}({p[1]} + c[i]*u[i] for i in P)"),
    )
