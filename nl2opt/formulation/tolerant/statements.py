"""Objective and constraint lines, turned into the language."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from nl2opt.formulation.tolerant.mends import Notebook
from nl2opt.formulation.tolerant.names import Renaming, as_name
from nl2opt.formulation.tolerant.notation import mend_notation
from nl2opt.formulation.tolerant.variables import split_note

_BULLET = re.compile(r"^\s*(?:[-*•]\s+|\d+[.)]\s+|\(\d+\)\s+|\|\s*)")
_DIRECTION = re.compile(r"^\s*(?:\*\*)?(?P<word>maximi[sz]e|minimi[sz]e|max|min)\b\s*(?:\*\*)?\s*:?\s*", re.IGNORECASE)
_NAMED_VALUE = re.compile(r"^\s*[A-Za-z_][\w ]*?(?:\([^()]*\))?\s*(?:==|=|:)\s*(?=[^=])")
_LABEL = re.compile(
    r"^\s*(?P<label>[A-Za-z_][\w .,'/%$-]*?|\d[\w .'-]*?)\s*(?P<index>\[[^\]]*\])?\s*:(?!=)\s*(?P<body>.*)$"
)
_COMPARISON = re.compile(r"<=|>=|==|!=|<|>|=")
_LOGIC = re.compile(r"\b(?:implies|iff|xor|or|not|at_most_one|exactly_one|at_least_one|all_different)\b")
_SUFFIX_INDEX = re.compile(r"^(?P<body>.*?)[,\s]\s*for\s+(?:all\s+|each\s+|every\s+)?(?P<index>[^()]*\bin\b[^()]*)$")
_INTEGRALITY = re.compile(
    r"^\s*(?P<names>[A-Za-z_]\w*(?:\s*(?:,|and)\s*(?:and\s+)?[A-Za-z_]\w*)*)\s*(?:is|are|must be|:)?\s*"
    r"(?:an?\s+|all\s+)?"
    r"(?P<kind>integers?|int|whole numbers?|binary|continuous)\s*(?:variables?|numbers?)?\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class StatementDraft:
    """One constraint in the language, and the line that it was read from."""

    label: str
    index: str
    body: str
    note: str
    written: str

    def line(self) -> str:
        """The constraint in the language."""
        text = f"{self.label}{self.index}: {self.body}"
        return f"{text}  # {self.note}" if self.note else text


@dataclass(frozen=True, slots=True)
class KindStatement:
    """A line among the constraints that only says what kind some variables are."""

    names: tuple[str, ...]
    kind: str


def read_objective(lines: list[str], known: AbstractSet[str], renaming: Renaming, notebook: Notebook) -> str | None:
    """The objective in the language, or None when no line states one; a comment line above it is its note."""
    sense = ""
    above = ""
    for position, line in enumerate(lines):
        text, note = split_note(_BULLET.sub("", line))
        if not text:
            above = note
            continue
        note = note or above
        match = _DIRECTION.match(text)
        if match:
            sense = "maximize" if match.group("word").lower().startswith("max") else "minimize"
            text = text[match.end() :]
            if sense != match.group("word"):
                notebook.note("direction", match.group("word"), sense)
        if not sense:
            continue
        text = renaming(text)
        bare = _NAMED_VALUE.sub("", text)
        if bare != text and bare.strip():
            notebook.note("objective-name", text, bare)
            text = bare
        if not text.strip() or (not match and position and not re.search(r"[\d+*]", text)):
            continue
        body = mend_notation(text, known, notebook)
        return f"{sense} {body}  # {note}" if note else f"{sense} {body}"
    if any(re.fullmatch(r"\s*(satisfy|feasib\w*)\b.*", line, re.IGNORECASE) for line in lines):
        return "satisfy"
    return None


def read_constraint(
    line: str, known: AbstractSet[str], renaming: Renaming, notebook: Notebook
) -> list[StatementDraft | KindStatement]:
    """The constraints on one line; several when the line lists several comparisons."""
    text, note = split_note(_BULLET.sub("", line))
    text = text.strip("| ").replace("**", "") if text.startswith("**") else text.strip("| ")
    if not text:
        return []
    text = renaming(text)
    label, index, body = "", "", text
    match = _LABEL.match(text)
    if match and "[" not in match.group("label"):
        label, index, body = as_name(match.group("label").lower()), match.group("index") or "", match.group("body")
    integrality = _INTEGRALITY.match(body)
    if integrality:
        names = tuple(re.split(r"\s*(?:,|\band\b)\s*", integrality.group("names")))
        if all(name in known for name in names if name):
            return [KindStatement(tuple(name for name in names if name), integrality.group("kind").lower())]
    if not index:
        suffixed = _SUFFIX_INDEX.match(body)
        if suffixed and _COMPARISON.search(suffixed.group("body")) and _balanced(suffixed.group("body")):
            notebook.note("for-all", body, suffixed.group("body"))
            index, body = f"[{suffixed.group('index').strip()}]", suffixed.group("body")
    pieces = [mend_notation(piece, known, notebook) for piece in _split_list(body)]
    return [StatementDraft(label, index, piece, note, line.strip()) for piece in pieces if piece]


def _balanced(text: str) -> bool:
    return text.count("(") == text.count(")") and text.count("[") == text.count("]")


def _split_list(body: str) -> list[str]:
    """``a >= 0, b >= 0`` as two comparisons, ``a, b >= 0`` as well; commas inside brackets do not count."""
    pieces: list[str] = []
    depth, start = 0, 0
    for position, character in enumerate(body):
        if character in "([{":
            depth += 1
        elif character in ")]}":
            depth -= 1
        elif character in ",;" and depth == 0 and not re.match(r"\d{3}(?!\d)", body[position + 1 :]):
            pieces.append(body[start:position])
            start = position + 1
    pieces.append(body[start:])
    pieces = [piece.strip() for piece in pieces if piece.strip()]
    if len(pieces) > 1 and all(re.fullmatch(r"[A-Za-z_]\w*", piece) for piece in pieces[:-1]):
        tail = re.match(r"^[A-Za-z_]\w*\s*((?:<=|>=|=|<|>).*)$", pieces[-1])
        if tail:
            return [f"{piece} {tail.group(1)}" for piece in pieces[:-1]] + [pieces[-1]]
    if len(pieces) > 1 and not all(_COMPARISON.search(piece) or _LOGIC.search(piece) for piece in pieces):
        stated = [piece for piece in pieces if _COMPARISON.search(piece)]
        return stated or [body]
    return pieces
