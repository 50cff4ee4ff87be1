"""Hypothesis strategies for everything that the formulation language can say.

The formulations are well formed, not meaningful: names may be undeclared. They are for laws of form (print and parse,
JSON, renderings that must not fail); a law about solving needs formulations that have a meaning.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from hypothesis import strategies as st

from nl2opt.formulation.elements import (
    Constraint,
    Entries,
    Formulation,
    Kind,
    Matrix,
    Objective,
    Parameter,
    Sense,
    SetDeclaration,
    TableFile,
    Variable,
)
from nl2opt.formulation.expressions import (
    ARITHMETIC,
    COMPARISONS,
    CONNECTIVES,
    FUNCTIONS,
    LOGICAL_REDUCTIONS,
    REDUCTIONS,
    SET_OPERATORS,
    Binary,
    Call,
    Comparison,
    Connective,
    Expression,
    Generator,
    LogicalCall,
    Name,
    Negation,
    Not,
    Number,
    Quoted,
    Range,
    Reduction,
    SetBuilder,
    SetLiteral,
    Subscript,
    TupleMember,
)
from nl2opt.formulation.lexer import is_name
from nl2opt.formulation.spans import Span
from nl2opt.formulation.statements import note_and_source


@cache
def names() -> st.SearchStrategy[str]:
    """Names of elements and indices: usual ones, ones that are words of the language elsewhere, and Unicode."""
    usual = st.sampled_from(["x", "y", "ship", "cost_of", "PLANTS", "T", "i", "j", "x1", "_", "été", "λ", "总数", "ℝ"])
    elsewhere = st.sampled_from(["table", "integer", "binary", "sum", "min", "len", "minimize", "satisfy", "e", "E5"])
    odd = st.text(st.characters(categories=["L", "Mn", "Nd", "Pc"]), min_size=1, max_size=6).filter(is_name)
    return st.one_of(usual, usual, elsewhere, odd)


@cache
def labels() -> st.SearchStrategy[str | int]:
    """Members of sets as they stand in keys: names, whole numbers, and any words."""
    return st.one_of(names(), st.integers(-(10**6), 10**6), st.text(max_size=8))


@cache
def keys() -> st.SearchStrategy[tuple[str | int, ...]]:
    """Keys of tables, of one to three labels."""
    return st.lists(labels(), min_size=1, max_size=3).map(tuple)


@cache
def finite_numbers() -> st.SearchStrategy[int | float]:
    """Numbers of tables, also negative."""
    return st.one_of(st.integers(), st.floats(allow_nan=False, allow_infinity=False))


@cache
def literals() -> st.SearchStrategy[Expression]:
    """Number nodes, which are never negative, and words."""
    numbers = st.one_of(st.integers(0, 9), st.integers(min_value=0), st.floats(0, 1e308, allow_subnormal=True))
    return st.one_of(numbers.map(Number), names().map(Name), names().map(Name), st.text(max_size=5).map(Quoted))


def _tuples(items: st.SearchStrategy[Any], least: int = 1, most: int = 3) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(items, min_size=least, max_size=most).map(tuple)


def _generators(inner: st.SearchStrategy[Expression], fewest_targets: int) -> st.SearchStrategy[Generator]:
    return st.builds(Generator, _tuples(names(), fewest_targets), inner, _tuples(inner, 0, 2))


def _grown(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    over = _tuples(_generators(inner, 1), 1, 2)
    return st.one_of(
        st.builds(Subscript, names(), _tuples(inner)),
        st.builds(Negation, inner),
        st.builds(Binary, st.sampled_from(sorted({*ARITHMETIC, *SET_OPERATORS})), inner, inner),
        st.builds(Call, st.sampled_from(FUNCTIONS), _tuples(inner)),
        st.builds(Reduction, st.sampled_from(REDUCTIONS), inner, over),
        st.builds(LogicalCall, st.sampled_from(LOGICAL_REDUCTIONS), _tuples(inner)),
        _comparisons(inner),
        st.builds(Connective, st.sampled_from(CONNECTIVES), inner, inner),
        st.builds(Not, inner),
        st.builds(Range, inner, inner),
        st.builds(SetLiteral, _tuples(inner, 0)),
        st.builds(TupleMember, _tuples(inner)),
        st.builds(SetBuilder, inner, over),
    )


def _comparisons(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Comparison]:
    return _tuples(inner, 2).flatmap(
        lambda operands: st.builds(
            Comparison,
            st.just(operands),
            _tuples(st.sampled_from(COMPARISONS), len(operands) - 1, len(operands) - 1),
        )
    )


@cache
def expressions(max_leaves: int = 12) -> st.SearchStrategy[Expression]:
    """Any expression, of every kind of node."""
    return st.recursive(literals(), _grown, max_leaves=max_leaves)


@cache
def generators() -> st.SearchStrategy[Generator]:
    """Items of an index list: a set alone, or with one or several indices, with conditions."""
    return _generators(expressions(4), 0)


@cache
def indexes() -> st.SearchStrategy[tuple[Generator, ...]]:
    """The domains of elements, often none."""
    return st.one_of(st.just(()), _tuples(generators(), 1, 2))


@cache
def bodies() -> st.SearchStrategy[Expression]:
    """Bodies of constraints: everything that is not arithmetic by its form."""
    inner = expressions(8)
    return st.one_of(
        _comparisons(inner),
        _comparisons(inner),
        st.builds(Connective, st.sampled_from(CONNECTIVES), inner, inner),
        st.builds(Not, inner),
        st.builds(LogicalCall, st.sampled_from(LOGICAL_REDUCTIONS), _tuples(inner)),
        st.builds(Reduction, st.sampled_from(LOGICAL_REDUCTIONS), inner, _tuples(_generators(inner, 1), 1, 2)),
        st.builds(Subscript, names(), _tuples(inner)),
        names().map(Name),
    )


@cache
def matrices() -> st.SearchStrategy[Matrix]:
    """Tables by position, with one to three axes, also ragged and empty."""
    rows = st.recursive(finite_numbers(), lambda inner: _tuples(inner, 0, 3).map(Matrix), max_leaves=9)
    return _tuples(rows, 0, 3).map(Matrix)


@cache
def _notes() -> st.SearchStrategy[str]:
    words = st.sampled_from(["", "", "tons a week", "see #3", "cost @[1:2] of", "a [b] 'c'"])
    other = st.text(max_size=12).map(lambda note: note.replace("\n", " ").strip())
    return st.one_of(words, other.filter(lambda note: note_and_source(f"# {note}") == (note, None)))


def _details() -> dict[str, st.SearchStrategy[Any]]:
    spans = st.builds(Span, st.integers(0, 999), st.integers(0, 999))
    return {"note": _notes(), "source": st.one_of(st.none(), spans)}


@cache
def set_declarations() -> st.SearchStrategy[SetDeclaration]:
    """Plain sets, and indexed sets by formula or by key."""
    members = _tuples(st.tuples(keys(), expressions(4)), 0)
    plain = st.builds(SetDeclaration, names(), st.one_of(st.none(), expressions(6)), **_details())
    index = _tuples(generators(), 1, 2)
    indexed = st.builds(SetDeclaration, names(), st.one_of(st.none(), expressions(6), members), index, **_details())
    return st.one_of(plain, indexed)


@cache
def parameters() -> st.SearchStrategy[Parameter]:
    """Parameters with every form of value."""
    entries = _tuples(st.tuples(keys(), finite_numbers()), 0).map(Entries)
    tables = st.text(max_size=9).map(TableFile)
    values = st.one_of(st.none(), expressions(8), entries, matrices(), tables)
    return st.builds(Parameter, names(), indexes(), values, **_details())


@cache
def variables() -> st.SearchStrategy[Variable]:
    """Variables of every kind, with and without bounds."""
    bounds = st.one_of(st.none(), expressions(5))
    kinds = st.sampled_from([Kind.CONTINUOUS, Kind.INTEGER])
    bounded = st.builds(Variable, names(), indexes(), kinds, bounds, bounds, **_details())
    return st.one_of(bounded, st.builds(Variable, names(), indexes(), st.just(Kind.BINARY), **_details()))


@cache
def objectives() -> st.SearchStrategy[Objective]:
    """Objectives of every sense."""
    directed = st.sampled_from([Sense.MINIMIZE, Sense.MAXIMIZE])
    return st.one_of(
        st.builds(Objective, sense=directed, expression=expressions(), **_details()),
        st.builds(Objective, **_details()),
    )


@cache
def constraints() -> st.SearchStrategy[Constraint]:
    """Constraints with and without an index."""
    return st.builds(Constraint, names(), bodies(), indexes(), **_details())


@cache
def formulations() -> st.SearchStrategy[Formulation]:
    """Whole formulations, with and without the problem's words."""
    return st.builds(
        Formulation,
        _tuples(set_declarations(), 0, 2),
        _tuples(parameters(), 0, 2),
        _tuples(variables(), 0, 2),
        objectives(),
        _tuples(constraints(), 0, 2),
        st.one_of(st.none(), st.text(max_size=30), st.text("> #\n\r\t"), st.just("A firm\nhas two plants.\n")),
    )
