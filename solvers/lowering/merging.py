"""Terms of rows without repeated entries: ``x + x`` becomes ``2 x``, and ``stock[t] - stock[t - 1]`` is left alone.

Most terms cannot repeat an entry, and that is seen in linear time from how their columns lie; only the others are
sorted and added up.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

import numpy as np

from nl2opt.formulation.data.grid import Array
from nl2opt.solvers.lowering.layouts import Layout
from nl2opt.solvers.lowering.values import Term, flat_term

MOST_TERMS = 16
"""More terms than this are sorted at once; to look at every pair of them would take longer."""


def merged_terms(terms: Sequence[Term], sizes: tuple[int, ...]) -> list[tuple[Term, Layout]]:
    """Terms of degree 1 over a grid of these sizes, so that no entry is 0 and none comes twice."""
    kept = [_without_repeats(term) for term in terms if all(term.sizes) and term.coefficients.any()]
    kept = [_without_zeros(term, sizes) for term in kept if term.coefficients.any()]
    if len(kept) > MOST_TERMS:
        merged = _merged(kept, sizes)
        return [(merged, Layout.of(merged.columns[0]))] if merged.columns[0].size else []
    laid = [(term, term.layout or Layout.of(term.columns[0])) for term in kept]
    if any(_may_repeat(*item, sizes) for item in laid) or _may_collide(laid, sizes):
        merged = _merged(kept, sizes)
        laid = [(merged, Layout.of(merged.columns[0]))] if merged.columns[0].size else []
    return laid


def _without_repeats(term: Term) -> Term:
    """Adds up over axes that neither the column nor the row depends on (``sum(y for j in J)``)."""
    used = {link.axis for link in term.links}
    loose = tuple(a for a in range(len(term.sizes)) if a not in used and term.columns[0].shape[a] == 1)
    if not any(term.sizes[axis] > 1 for axis in loose):
        return term
    coefficients = term.coefficients
    repeated = 1
    for axis in loose:
        if coefficients.shape[axis] == 1:
            repeated *= term.sizes[axis]
    coefficients = coefficients.sum(axis=loose, keepdims=True) * repeated
    sizes = tuple(1 if axis in loose else size for axis, size in enumerate(term.sizes))
    return Term(sizes, term.links, term.columns, coefficients, term.layout)


def _without_zeros(term: Term, sizes: tuple[int, ...]) -> Term:
    """The term without entries whose coefficient is 0."""
    if term.coefficients.all():
        return term
    keep = np.flatnonzero(term.full(term.coefficients))
    rows = term.full(term.rows(sizes))[keep]
    return flat_term(rows, term.full(term.columns[0])[keep], term.full(term.coefficients)[keep], sizes)


def _may_repeat(term: Term, layout: Layout, sizes: tuple[int, ...]) -> bool:
    """Whether one row has a column twice within the term."""
    if term.single:
        return False
    if layout.distinct:
        linked = {link.axis for link in term.links if link.positions is None}
        free = [axis for axis, length in enumerate(term.columns[0].shape) if length == 1 and term.sizes[axis] > 1]
        if all(axis in linked for axis in free):
            return False
    key = _key(term, sizes)
    return len(np.unique(key)) < len(key)


def _key(term: Term, sizes: tuple[int, ...]) -> Array:
    """One number for the row and the column of each entry."""
    rows = term.full(term.rows(sizes)).astype(np.int64)
    return rows << 32 | term.full(term.columns[0])


def _may_collide(laid: Sequence[tuple[Term, Layout]], sizes: tuple[int, ...]) -> bool:
    """Whether two terms have an entry in one place."""
    for k, (term, layout) in enumerate(laid):
        for other, other_layout in laid[:k]:
            if layout.first < other_layout.last and other_layout.first < layout.last:
                known = _same_columns(term, layout, other, other_layout, sizes)
                if known is None:
                    known = _collide(term, layout, other, sizes)
                if known is None:
                    known = _collide(other, other_layout, term, sizes)
                if known is None:
                    known = len(np.intersect1d(_key(term, sizes), _key(other, sizes))) > 0
                if known:
                    return True
    return False


def _same_columns(term: Term, layout: Layout, other: Term, other_layout: Layout, sizes: tuple[int, ...]) -> bool | None:
    """Whether two terms that read one block of a variable, each column once, have one of them in one row; else None."""
    if layout.box is None or layout != other_layout or term.sizes != other.sizes:
        return None
    if prod(term.sizes) != term.columns[0].size:
        return None
    return bool((term.rows(sizes) == other.rows(sizes)).any())


def _collide(term: Term, layout: Layout, other: Term, sizes: tuple[int, ...]) -> bool | None:
    """Whether two terms have an entry in one place; None if the first term is not of a kind that tells quickly."""
    if term.single:
        return bool((other.spread(term.columns[0]) == other.columns[0]).any())
    if layout.distinct and term.columns[0].size == int(np.prod(term.sizes)):
        return _shares_row(term, layout, other, sizes)
    return None


def _shares_row(term: Term, layout: Layout, other: Term, sizes: tuple[int, ...]) -> bool:
    """Whether a term that has each column once has one of them in a row where the other term has it."""
    row_of = np.full(layout.last - layout.first, -1, dtype=np.intp)
    row_of[term.full(term.columns[0]) - layout.first] = term.full(term.rows(sizes))
    columns, rows = other.full(other.columns[0]), other.full(other.rows(sizes))
    inside = (columns >= layout.first) & (columns < layout.last)
    return bool((row_of[columns[inside] - layout.first] == rows[inside]).any())


def _merged(terms: Sequence[Term], sizes: tuple[int, ...]) -> Term:
    """All entries in one term, those of one place added up, in the order of rows."""
    key = np.concatenate([_key(term, sizes) for term in terms])
    values = np.concatenate([term.full(term.coefficients) for term in terms])
    places, where = np.unique(key, return_inverse=True)
    added = np.bincount(where, weights=values, minlength=len(places))
    keep = np.flatnonzero(added)
    places = places[keep]
    return flat_term(places >> 32, places & 0xFFFFFFFF, added[keep], sizes)
