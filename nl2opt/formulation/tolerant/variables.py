"""Variable declarations in the many ways in which models write them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nl2opt.formulation.elements import Kind
from nl2opt.formulation.tolerant.mends import Notebook
from nl2opt.formulation.tolerant.names import Renaming, as_name
from nl2opt.formulation.tolerant.notation import mend_notation

_BULLET = re.compile(r"^\s*(?:[-*•]\s+|\d+[.)]\s+)")
_NOTE = re.compile(r"\s*(?:#+|//|--)\s*")
_KINDS = (
    (Kind.BINARY, re.compile(r"\b(?:binary|boolean|bool)\b|\bin\s*\{\s*0\s*,\s*1\s*\}|\b0-1\b|\b0/1\b", re.IGNORECASE)),
    (Kind.INTEGER, re.compile(r"\b(?:integers?|int|whole|discrete)\b", re.IGNORECASE)),
    (Kind.CONTINUOUS, re.compile(r"\b(?:continuous|real|float|reals|decimal)\b", re.IGNORECASE)),
)
_FREE = re.compile(r"\b(?:free|unrestricted|unbounded|any sign)\b", re.IGNORECASE)
_BOUND = re.compile(r"(<=|>=|==|<|>|=)\s*([^<>=,#]+?)(?=\s*(?:<=|>=|<|>|,|$|\b(?:integer|continuous|binary|and)\b))")
_LEADING = re.compile(r"^\s*([^<>=]+?)\s*(<=|>=)\s*(?=[A-Za-z_])")
_HEAD = re.compile(r"^\s*(?P<name>[\w'`*][\w '`*-]*?)\s*(?P<index>\[[^\]]*\])?\s*(?=$|[:=<>(,]|∈)")
_KIND_WORD = (
    r"(?:integers?|int|whole|discrete|continuous|real|float|binary|boolean|free|units?|kg|hours?|dollars?|tons?|acres?)"
)
_NAME_THEN_KIND = re.compile(
    rf"^\s*(?P<name>[\w'`*][\w '`*-]*?)\s*(?P<index>\[[^\]]*\])?\s+(?:as\s+)?{_KIND_WORD}\b", re.IGNORECASE
)
_COUNTED = re.compile(r"\b(?:number|numbers|count|how many)\b", re.IGNORECASE)
_WHETHER = re.compile(r"\b(?:whether|1 if|if .* is (?:used|open|selected|chosen))\b", re.IGNORECASE)


@dataclass(slots=True)
class VariableDraft:
    """A declaration as read; bounds are expressions as text, ``index`` keeps its brackets."""

    name: str
    kind: Kind
    lower: str | None
    upper: str | None
    index: str = ""
    note: str = ""

    def line(self) -> str:
        """The declaration in the language."""
        target = f"{self.name}{self.index}"
        if self.kind is Kind.BINARY:
            text = f"{target} binary"
        elif self.lower is not None and self.upper is not None:
            text = f"{self.lower} <= {target} <= {self.upper} {self.kind}"
        elif self.lower is not None:
            text = f"{target} >= {self.lower} {self.kind}"
        elif self.upper is not None:
            text = f"{target} <= {self.upper} {self.kind}"
        else:
            text = f"{target} {self.kind}"
        return f"{text}  # {self.note}" if self.note else text


def read_variables(line: str, renaming: Renaming, notebook: Notebook) -> list[VariableDraft]:
    """The declarations on one line; empty when the line declares nothing that can be read."""
    head, note = split_note(_BULLET.sub("", line))
    lower, rest = _take_leading_bound(head, notebook)
    names, rest, index = _take_names(rest)
    if not names:
        return []
    kind = _kind(rest, note, notebook, names[0])
    upper: str | None = None
    for operator, bound in _BOUND.findall(rest):
        value = mend_notation(bound, frozenset(), notebook)
        if not re.fullmatch(r"[-+*/(). \d\w\[\]]+", value) or not re.search(r"[\d\]]|[A-Za-z_]\w*$", value):
            continue
        if operator in {">=", ">"}:
            lower = value
        elif operator in {"<=", "<"}:
            upper = value
    words = _words_of(rest)
    drafts = []
    for written in names:
        name = as_name(written)
        if not name:
            continue
        renaming.add(written, name, notebook)
        this_lower = lower
        if this_lower is None and kind is not Kind.BINARY and not _FREE.search(rest):
            this_lower = "0"
            notebook.say("nonnegative", f"'{name}' is taken to be at least 0", assumption=True)
        drafts.append(VariableDraft(name, kind, this_lower, upper, index, note or words))
    return drafts


def split_note(line: str) -> tuple[str, str]:
    """A line without its comment, and the comment without its mark."""
    parts = _NOTE.split(line, maxsplit=1)
    note = parts[1].replace("#", "").strip() if len(parts) > 1 else ""
    return parts[0].strip(), note


def _take_leading_bound(head: str, notebook: Notebook) -> tuple[str | None, str]:
    """``0 <= x`` gives the lower bound and the rest of the line."""
    match = _LEADING.match(head)
    if match is None or not re.fullmatch(r"[-\d.,$%eE ]+", match.group(1)):
        return None, head
    return mend_notation(match.group(1), frozenset(), notebook), head[match.end() :]


def _take_names(head: str) -> tuple[list[str], str, str]:
    """The declared names, what follows them, and the index list in brackets."""
    listed = re.match(r"^\s*([A-Za-z_]\w*(?:\s*,\s*[A-Za-z_]\w*)+)\s*(?=$|[:=<>(]|\b\w+)", head)
    if listed and "[" not in head[: listed.end()]:
        return [name.strip() for name in listed.group(1).split(",")], head[listed.end() :], ""
    match = _NAME_THEN_KIND.match(head) or _HEAD.match(head)
    if match is None:
        first = re.match(r"^\s*(?P<name>[A-Za-z_]\w*)(?P<index>\[[^\]]*\])?", head)
        if first is None:
            return [], head, ""
        match = first
    end = match.end("index") if match.group("index") else match.end("name")
    return [match.group("name")], head[end:], match.group("index") or ""


def _kind(rest: str, note: str, notebook: Notebook, name: str) -> Kind:
    for kind, pattern in _KINDS:
        if pattern.search(rest):
            return kind
    text = f"{rest} {note}"
    kind = Kind.CONTINUOUS
    if _WHETHER.search(text):
        kind = Kind.BINARY
    elif _COUNTED.search(text):
        kind = Kind.INTEGER
    notebook.say("kind", f"'{name}' is taken to be {kind}", assumption=True)
    return kind


def _words_of(rest: str) -> str:
    """The description in ``x: number of cakes (integer)``, without bounds and kinds."""
    match = re.match(r"^\s*[:=]\s*([A-Za-z][^<>=#]*)", rest)
    if match is None:
        return ""
    words = re.sub(r"[(,]?\s*\b(?:integers?|continuous|binary|real|non-?negative)\b\s*[),]?", " ", match.group(1))
    return " ".join(words.split()).strip(" ,;()")
