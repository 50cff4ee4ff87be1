"""The text of an LP file: sections and tokens, and where they stand."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from nl2opt.solvers.readers.flat_model import ModelFileFault

_NAME = r"[^\s\d.+\-*^<>=\[\]:\\/][^\s+\-*^<>=\[\]:\\]*"
_TOKEN = re.compile(
    rf"""\s*(?:
      (?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)
    | (?P<relation><=|=<|>=|=>|<|>|=)
    | (?P<arrow>->)
    | (?P<half>\]\s*/\s*2(?![\d.]))
    | (?P<sign>[+-])
    | (?P<name>{_NAME})
    | (?P<mark>[\[\]*^:/])
    | (?P<other>\S)
    )""",
    re.VERBOSE,
)
_COMMENT = re.compile(r"\\[^\n]*")
_HEADING = re.compile(
    r"""^[^\S\n]*(?:
      (?:(?P<max>max(?:imi[sz]e|imum)?) | (?P<min>min(?:imi[sz]e|imum)?)) (?=[^\S\n]*$|[^\S\n]+[^\s:=<>])
    | (?P<rows>subject[^\S\n]+to|such[^\S\n]+that|st\.?|s\.t\.) (?=[^\S\n]*:?[^\S\n]*$|[^\S\n]*:?[^\S\n]+[^\s:=<>+-])
    | (?:(?P<bounds>bounds?)
    | (?P<general>gen(?:erals?)?|int(?:egers?)?)
    | (?P<binary>bin(?:ary|aries)?)
    | (?P<semi>semi-continuous|semis?)
    | (?P<sos>sos[12]?)
    | (?P<lazy>lazy[^\S\n]+constraints)
    | (?P<cuts>user[^\S\n]+cuts)
    | (?P<gencons>general[^\S\n]+constraints?|gencons?)
    | (?P<pwl>pwlobj)
    | (?P<multi>multi-objectives?)
    | (?P<scenario>scenario)
    | (?P<end>end)) (?=[^\S\n]*:?[^\S\n]*$)
    )""",
    re.VERBOSE | re.IGNORECASE | re.MULTILINE,
)


@dataclass(slots=True)
class Section:
    """The tokens of one section: kinds, words and places in the text, and how far they are read."""

    kinds: list[str]
    words: list[str]
    places: list[int]
    at: int = 0

    @property
    def kind(self) -> str:
        """The kind of the next token; ``end`` behind the last."""
        return self.kinds[self.at]

    @property
    def word(self) -> str:
        """The next token."""
        return self.words[self.at]


class LpText:
    """The text of one file.

    Args:
        text: the file's content.
        filename: for messages.
    """

    def __init__(self, text: str, filename: str) -> None:
        # Comments become blanks, so that every token keeps its place.
        self.text = _COMMENT.sub(lambda match: " " * len(match[0]), text.replace("\r", " "))
        self.filename = filename
        self._ends: list[int] = []

    def sections(self) -> Iterator[tuple[str, int, int, int]]:
        """The sections: heading, its place, and the ends of what stands below it."""
        heads = list(_HEADING.finditer(self.text))
        begin = heads[0].start() if heads else len(self.text)
        if self.text[:begin].strip():
            place = len(self.text) - len(self.text.lstrip())
            raise self.fault(
                f"'{self.text[place:begin].split()[0]}' stands before the objective.",
                "The file begins with 'Minimize' or 'Maximize' on a line of its own.",
                place,
            )
        for number, match in enumerate(heads):
            heading = match.lastgroup or ""
            if heading == "end":
                return
            last = heads[number + 1].start() if number + 1 < len(heads) else len(self.text)
            start = match.end()
            if self.text[start:last].lstrip().startswith(":") and heading == "rows":
                start = self.text.index(":", start) + 1
            yield heading, match.start() + len(match[0]) - len(match[0].lstrip()), start, last
        place = len(self.text.rstrip())
        raise self.fault("The file ends without 'End'.", "It may have been cut off; copy it again.", place)

    def tokens(self, start: int, end: int) -> Section:
        """What stands between two places of the text."""
        kinds: list[str] = []
        words: list[str] = []
        places: list[int] = []
        stop = start + len(self.text[start:end].rstrip())
        for match in _TOKEN.finditer(self.text, start, stop):
            kind = match.lastgroup or "other"
            kinds.append(kind)
            words.append(match[kind])
            places.append(match.start(kind))
            if kind == "other":
                raise self.fault(
                    f"'{match[kind]}' is not part of the format.",
                    "Remove it, or rename what it is part of.",
                    places[-1],
                )
        kinds.append("end")
        words.append("")
        places.append(stop)
        return Section(kinds, words, places)

    def fault(self, what: str, hint: str, place: int) -> ModelFileFault:
        """An error at a place of the text."""
        if not self._ends:
            self._ends = [match.start() for match in re.finditer("\n", self.text)]
        line = bisect_right(self._ends, place - 1) + 1 if place else 1
        return ModelFileFault(what, hint=hint, where=f"{self.filename}:{line}")

    def unexpected(self, section: Section, wanted: str, hint: str = "") -> ModelFileFault:
        """An error at the next token of a section."""
        place = section.places[section.at]
        found = f"'{section.word}'" if section.word else "the end of the section"
        return self.fault(
            f"{wanted} is expected, but {found} stands here.", hint or "Look at the line before too.", place
        )
