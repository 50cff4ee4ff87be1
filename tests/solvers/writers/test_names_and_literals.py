"""Laws of what every script is made of: identifiers, literals, lines."""

from __future__ import annotations

import ast
import keyword
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nl2opt.solvers.writers.identifiers import Identifiers, identifier
from nl2opt.solvers.writers.layout import wrapped
from nl2opt.solvers.writers.literals import (
    WIDTH,
    key_code,
    list_code,
    nested_code,
    number_code,
    string_code,
    table_code,
)
from nl2opt.solvers.writers.script import docstring

labels = st.one_of(st.text(max_size=8), st.integers(-(10**6), 10**6))
numbers = st.one_of(st.integers(-(10**9), 10**9), st.floats(allow_nan=False, allow_infinity=False))
keys = st.integers(1, 3).flatmap(lambda arity: st.tuples(*[labels] * arity))
LAWS = settings(deadline=None, max_examples=80)


@LAWS
@given(st.lists(st.text(min_size=1, max_size=6), unique=True), st.sets(st.sampled_from(("model", "m", "pulp"))))
def test_identifiers_are_identifiers_and_differ(names: list[str], reserved: set[str]) -> None:
    """Whatever the names, Python takes the identifiers, no two are equal and none is a keyword or reserved (law)."""
    identifiers = Identifiers(names, reserved)
    made = [identifiers[name] for name in names]
    assert len(set(made)) == len(made)
    for word in made:
        assert word.isidentifier()
        assert not keyword.iskeyword(word)
        assert word not in reserved
        # Python's own reading of the name, which is NFKC, is the name that was printed.
        (node,) = ast.parse(f"{word} = 1").body
        assert isinstance(node, ast.Assign)
        assert isinstance(node.targets[0], ast.Name)
        assert node.targets[0].id == word


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("lambda", "lambda_"),
        ("print", "print_"),
        ("None", "None_"),
        ("ship", "ship"),
        ("3d", "_3d"),
        ("n°", "n_"),
        ("__x", "_x"),
        ("__", "_"),
    ],
)
def test_awkward_names(name: str, expected: str) -> None:
    """Keywords and builtins get an underscore, characters that Python does not take become one."""
    assert identifier(name) == expected


@LAWS
@given(st.text(), numbers)
def test_strings_and_numbers_read_back(text: str, number: float) -> None:
    """A literal evaluates to what it was made of (law)."""
    assert ast.literal_eval(string_code(text)) == text
    assert ast.literal_eval(number_code(number)) == number


@LAWS
@given(keys.flatmap(lambda key: st.lists(st.tuples(*[labels] * len(key)), max_size=30)), st.integers(0, 40))
def test_sets_read_back(members: list[tuple[str | int, ...]], used: int) -> None:
    """A list of members evaluates to the members, in order, within the width unless one alone is wider (law)."""
    code = list_code(members, used)
    assert ast.literal_eval(code.removesuffix("  # fmt: skip")) == [m[0] if len(m) == 1 else m for m in members]
    longest = max((len(key_code(member)) for member in members), default=0)
    assert all(len(line) <= max(WIDTH, longest + 5) for line in code.split("\n")[1:-1])


@LAWS
@given(keys.flatmap(lambda key: st.dictionaries(st.tuples(*[labels] * len(key)), numbers, max_size=30)))
def test_tables_read_back(table: dict[tuple[str | int, ...], float]) -> None:
    """A dictionary from keys to numbers evaluates to itself (law)."""
    code = table_code(table).removesuffix("  # fmt: skip")
    assert ast.literal_eval(code) == {key[0] if len(key) == 1 else key: value for key, value in table.items()}


@LAWS
@given(st.lists(labels, min_size=1, max_size=4, unique=True), st.lists(labels, min_size=1, max_size=20, unique=True))
def test_nested_tables_read_back(rows: list[str | int], columns: list[str | int]) -> None:
    """A table by two labels evaluates to a dictionary of dictionaries (law)."""
    table = {(row, column): len(str(row)) - 0.5 for row in rows for column in columns}
    code = nested_code(table).removesuffix("  # fmt: skip")
    assert ast.literal_eval(code) == {row: {column: table[row, column] for column in columns} for row in rows}


names = st.sampled_from(("cost", "capacity_of_the_plant", "x", "demand_in_the_north"))


@cache
def expressions(depth: int) -> st.SearchStrategy[str]:
    """Python expressions of the kinds that scripts have."""
    leaf = st.one_of(names, names.map(lambda name: f'{name}["New York", p]'), st.just("12.5"), st.just('"a, (b"'))
    if depth == 0:
        return leaf
    inner = expressions(depth - 1)
    return st.one_of(
        leaf,
        st.tuples(inner, st.sampled_from(("+", "-", "*", "<=", "==", "and", "or")), inner).map(
            lambda parts: f"({parts[0]}) {parts[1]} ({parts[2]})"
        ),
        st.tuples(inner, st.sampled_from(("+", "-")), inner, inner).map(
            lambda parts: f"f({parts[0]}) {parts[1]} -f({parts[2]}) + f({parts[3]})"
        ),
        st.tuples(inner, inner).map(lambda parts: f"gp.quicksum({parts[0]} for p, q in PAIRS if {parts[1]})"),
        st.lists(inner, min_size=1, max_size=4).map(lambda parts: f"[{', '.join(parts)}]"),
        st.tuples(inner, inner).map(lambda parts: f"g({parts[0]}, name={parts[1]})"),
        inner.map(lambda part: f"{{p: {part} for p in PLANTS}}"),
        inner.map(lambda part: f"Var(PLANTS, bounds=lambda m, p: (0, {part}))"),
    )


@LAWS
@given(st.sampled_from(("", "return ", "name = ", "model += ")), expressions(3), st.integers(0, 3))
def test_wrapping_keeps_the_code(head: str, expression: str, level: int) -> None:
    """A line that is laid out over several ones says the same to Python (law)."""
    line = head + expression
    lines = wrapped(line, 4 * level)
    text = "\n".join(part[4 * level :] for part in lines)
    assert ast.dump(ast.parse(text)) == ast.dump(ast.parse(line))
    assert all(part.startswith(" " * 4 * level) for part in lines)


@LAWS
@given(st.text())
def test_docstring_holds_any_words(problem: str) -> None:
    """The problem's words make a docstring, whatever quotes and backslashes they have (law)."""
    lines = docstring(problem, "A model.")
    (statement,) = ast.parse("\n".join(lines)).body
    assert isinstance(statement, ast.Expr)
    said = ast.literal_eval(statement.value)
    words = "".join(letter for letter in problem if letter.isprintable()).split()
    assert "".join(said.split()) == ("".join(words) or "Amodel.")
