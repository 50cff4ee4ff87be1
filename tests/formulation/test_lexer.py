"""Tokens: what belongs together, what is kept apart, and what is never lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nl2opt.formulation.lexer import SyntaxFault, is_name, number_value, quoted, string_value, tokenize


def words(text: str) -> list[str]:
    """The texts of the tokens, without the end."""
    return [token.text for token in tokenize(text)[:-1]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1..6", ["1", "..", "6"]),
        ("1.5..2.5", ["1.5", "..", "2.5"]),
        ("1.", ["1."]),
        (".5+5.", [".5", "+", "5."]),
        ("1e-3*2E+4", ["1e-3", "*", "2E+4"]),
        ("2e", ["2", "e"]),
        ("2x", ["2", "x"]),
        ("x1y", ["x1y"]),
        ("t-1", ["t", "-", "1"]),
        ("a<=-b", ["a", "<=", "-", "b"]),
        ("a**-b", ["a", "**", "-", "b"]),
        ("x≤3", ["x", "≤", "3"]),
        ("été_2λ", ["été_2λ"]),
        ("हिंदी+x", ["हिंदी", "+", "x"]),
        ("x²+½", ["x", "²", "+", "½"]),
        ("x\u00a0+\u00a0y", ["x", "+", "y"]),
        ('"a\\"b"c', ['"a\\"b"', "c"]),
        ("'it''s'", ["'it'", "'s'"]),
        ("x # a # b\ny", ["x", "# a # b", "\n", "y"]),
        ('"a # b" # c', ['"a # b"', "# c"]),
        ("a => b", ["a", "=>", "b"]),
        ("a -> b", ["a", "->", "b"]),
        ("{a, ...}", ["{", "a", ",", "...", "}"]),
        ("   ", []),
        ("x   ", ["x"]),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    """A text falls into the words that a reader sees."""
    assert words(text) == expected


def test_kinds() -> None:
    """Keywords, operators and brackets are their own kind; the rest has one of a few."""
    kinds = [token.kind for token in tokenize('for x in "a" 3 <= ≤ \n # c')]
    assert kinds == ["for", "name", "in", "string", "number", "<=", "stray", "newline", "comment", "end"]
    assert [token.kind for token in tokenize('x "abc\ny')] == ["name", "unterminated", "newline", "name", "end"]


@given(st.text())
def test_no_character_is_lost(text: str) -> None:
    """The tokens and the blanks between them are the whole text, in order."""
    position = 0
    for token in tokenize(text):
        assert text[position : token.start].strip() == ""
        assert text[token.start : token.end] == token.text
        position = token.end
    assert text[position:].strip() == ""


@given(st.text())
def test_quoted_words_are_one_line_and_read_back(label: str) -> None:
    """Any words in quotes are one string token on one line, with the same value."""
    text = quoted(label)
    token, _ = tokenize(text)
    assert token.kind == "string"
    assert string_value(token) == label
    assert len(text.splitlines()) == 1


@given(st.text())
def test_every_name_is_one_token(word: str) -> None:
    """A word is read as one name exactly when ``is_name`` says so."""
    tokens = tokenize(word)
    assert is_name(word) == (len(tokens) == 2 and tokens[0].kind == "name" and tokens[0].text == word)


def test_a_part_of_a_text_keeps_its_places() -> None:
    """Tokens of a part have their places in the whole text."""
    tokens = tokenize("abc def ghi", 4, 8)
    assert [(token.text, token.start, token.end) for token in tokens] == [("def", 4, 7), ("", 7, 7)]


@pytest.mark.parametrize(("text", "value"), [("007", 7), ("1e3", 1000.0), (".5", 0.5), ("1.", 1.0), ("12", 12)])
def test_values_of_numbers(text: str, value: float) -> None:
    """Whole numbers stay whole; a point or an exponent makes a float."""
    read = number_value(tokenize(text)[0])
    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize("text", ["1e999", "9" * 400, "9" * 5000])
def test_numbers_beyond_a_double_are_refused(text: str) -> None:
    """A number that no solver can hold is an error, not infinity."""
    with pytest.raises(SyntaxFault, match="too large"):
        number_value(tokenize(text)[0])


def test_escapes() -> None:
    """The known escapes are read, another one is an error with its place."""
    assert string_value(tokenize(r'"\"\\\n\t\r\u00e9\'"')[0]) == "\"\\\n\t\ré'"
    with pytest.raises(SyntaxFault) as caught:
        string_value(tokenize(r'  "ab\q"')[0])
    where = caught.value.diagnostic.where
    assert where is not None
    assert (where.start, where.end) == (5, 7)
