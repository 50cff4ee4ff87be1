"""The inverse of the composer: from the text of a word problem, and its story, to what it says."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import Any, TypeAlias

from nl2opt.errors import Nl2optError
from nl2opt.formulation.elements import Formulation
from nl2opt.synth.candidates import UnreadableError
from nl2opt.synth.composer import goals
from nl2opt.synth.composer.assembly import Said, formulation_of
from nl2opt.synth.composer.clause import Clause
from nl2opt.synth.composer.data import DataReader, Datum
from nl2opt.synth.composer.lexicon import CLOSE, OPEN, lexicon_of
from nl2opt.synth.composer.registry import patterns
from nl2opt.synth.composer.wording import Meaning, Pattern, pattern
from nl2opt.synth.stories.story import Kind, Story

Finding: TypeAlias = tuple[str, Any]
"""What one sentence says: ``("clause", (name, meaning))``, ``("goal", (goal, measure))``, ``("data", data)`` ..."""

CONNECTIVES = ("also", "in addition", "moreover", "furthermore", "besides", "finally", "at the same time", "further")
JOINTS = (", and ", "; ", ", but ", ", while ")
_SENTENCE = re.compile(r"(?<=[.?!])(?<!\bM[rs]\.)(?<!\bDr\.) +(?=[A-Z0-9$€£])")
_CONNECTIVE = re.compile(rf"(?:{'|'.join(CONNECTIVES)}), ")
_WHY = rf"{OPEN}[^{CLOSE}]*;why\d+;[^{CLOSE}]*{CLOSE}"
_WHY_FIRST, _WHY_LAST = re.compile(f"{_WHY}, "), re.compile(f",? {_WHY}$")


class Reader:
    """Reads the texts of one story."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.lexicon = lexicon_of(story)
        self.data = DataReader(self.lexicon)
        self._idle = frozenset(context.casefold().rstrip(".") for context in story.contexts)
        self._facts = tuple(
            re.compile(re.sub(r"\\\{\w+\\\}", r"[\\w,.]+", re.escape(fact.casefold().rstrip("."))))
            for fact in story.facts
        )

    def formulation(self, text: str) -> Formulation:
        """The formulation that a text says.

        Raises:
            UnreadableError: a sentence is none of the composer's, or has two meanings.
        """
        try:
            return formulation_of(self.story, self.said(text))
        except (KeyError, ValueError, AssertionError, Nl2optError) as error:
            raise UnreadableError(f"the sentences together make no formulation: {error!r}") from error

    def said(self, text: str) -> Said:
        """What a text says.

        Raises:
            UnreadableError: as above.
        """
        said = Said()
        table: list[str] = []
        for line in text.split("\n"):
            if line.startswith("|"):
                table.append(line)
            elif line.startswith("- "):
                said.data += _known(self.data.line(line), line)
            else:
                for sentence in _SENTENCE.split(line.strip()):
                    if sentence:
                        self._add(said, sentence)
        if table:
            try:
                said.data += self.data.table(table)
            except (KeyError, ValueError) as error:
                raise UnreadableError(f"a table cannot be read: {error!r}") from error
        if not said.goal or not said.chosen:
            raise UnreadableError("there is no opening or no objective")
        return said

    def told(self, text: str) -> Iterator[tuple[str, list[Finding]]]:
        """Each sentence of the prose of a text, with what it says.

        Raises:
            UnreadableError: as above.
        """
        for line in text.split("\n"):
            if not line.startswith(("|", "- ")):
                for sentence in _SENTENCE.split(line.strip()):
                    if sentence:
                        yield sentence, self.sentence(sentence)

    def _add(self, said: Said, sentence: str) -> None:
        for sort, value in self.sentence(sentence):
            match sort:
                case "clause":
                    said.clauses.append(value)
                case "data":
                    said.data += value
                case "goal":
                    goal, measure = value
                    if said.goal and (said.goal, said.measure) != (goal, measure):
                        raise UnreadableError(f"a second objective: {sentence}")
                    said.goal, said.measure = goal, measure
                case "opening":
                    said.chosen = value
                case "asked" if value and set(value) != set(said.chosen):
                    raise UnreadableError(f"other activities are asked for: {sentence}")

    def sentence(self, sentence: str) -> list[Finding]:
        """What a sentence, or two joined ones, says; an empty list for facts that do not matter.

        Raises:
            UnreadableError: as above.
        """
        if sentence.endswith(":") and " " in sentence:
            return []
        plain = sentence.rstrip(".?!")
        lower = plain.casefold()
        if lower in self._idle or any(fact.fullmatch(lower) for fact in self._facts):
            return []
        for bare in (True, False):
            marked = self.lexicon.marked(plain, bare)
            found = self._part(marked)
            found = self._joined(marked) if found is None else found
            if found is not None:
                return found
        raise UnreadableError(f"no sentence of the composer: {sentence}")

    def _joined(self, marked: str) -> list[Finding] | None:
        for joint in JOINTS:
            start = marked.find(joint)
            while start >= 0:
                first, second = self._part(marked[:start]), self._part(marked[start + len(joint) :])
                if first is not None and second is not None:
                    return [*first, *second]
                start = marked.find(joint, start + 1)
        return None

    def _part(self, marked: str) -> list[Finding] | None:
        """What a part of a sentence says; None when it is none of the composer's."""
        marked = _CONNECTIVE.sub("", marked, count=1) if _CONNECTIVE.match(marked) else marked
        marked = _WHY_LAST.sub("", _WHY_FIRST.sub("", marked, count=1) if _WHY_FIRST.match(marked) else marked)
        readings: list[list[Finding]] = []
        for reading in self._readings(marked):
            if reading not in readings:
                readings.append(reading)
        if len(readings) > 1:
            raise UnreadableError(f"two meanings: {readings}")
        return readings[0] if readings else None

    def _readings(self, marked: str) -> Iterator[list[Finding]]:
        story = self.story
        near = [entry for entry in _clause_patterns(story.kind) if entry[0] in marked]
        for _, (clause, each, quality) in near:
            said = each.read(marked, story)
            if said is None or ("ks" in said and len(_places(said)) < 3):
                continue
            if quality is None or self._has(said, quality):
                yield [("clause", (clause.name, said))]
        for _, goal, each in [entry for entry in _goal_patterns(story.kind) if entry[0] in marked]:
            said = each.read(marked, story)
            if said is not None:
                found: list[Finding] = [("goal", (goal, said.get("m", -1)))] if goal else []
                yield [*found, ("asked", said.get("ks", ()))]
        for each in _opening_patterns(story.kind):
            said = each.read(marked, story)
            if said is not None and said.get("size", len(_places(said))) == len(_places(said)):
                yield [("opening", said["ks"])]
        data = self.data.sentence(marked)
        if data is not None:
            yield [("data", data)]

    def _has(self, said: Meaning, quality: tuple[bool, bool]) -> bool:
        place = said["q"]
        assert isinstance(place, int)
        meant = self.story.qualities[place]
        return (meant.least, meant.share) == quality


def _places(said: Meaning) -> tuple[int, ...]:
    places = said["ks"]
    assert isinstance(places, tuple)
    return places


def _known(data: list[Datum] | None, line: str) -> list[Datum]:
    if data is None:
        raise UnreadableError(f"no line of the composer: {line}")
    return data


@functools.cache
def _clause_patterns(kind: Kind) -> tuple[tuple[str, tuple[Clause, Pattern, tuple[bool, bool] | None]], ...]:
    """Patterns of clauses behind a text that stands in all sentences that they read, which is looked for first."""
    return tuple((entry[1].needle, entry) for entry in patterns(kind))


@functools.cache
def _goal_patterns(kind: Kind) -> tuple[tuple[str, str, Pattern], ...]:
    told = [(goal, source) for goal in goals.AIMS for source in (*goals.wants(goal), *goals.asks(kind, goal))]
    told += [("", source) for source in goals.bare_asks(kind)]
    return tuple((pattern(source).needle, goal, pattern(source)) for goal, source in told)


@functools.cache
def _opening_patterns(kind: Kind) -> tuple[Pattern, ...]:
    return tuple(pattern(source) for source in goals.OPENINGS[kind])


@functools.lru_cache(maxsize=500)
def reader_of(story: Story) -> Reader:
    """The reader of a story, made once."""
    return Reader(story)


def read_back(text: str, story: Story) -> Formulation:
    """The formulation that a text of the composer says, from the text and the story's words alone.

    Raises:
        UnreadableError: a sentence is none of the composer's, or has two meanings.
    """
    return reader_of(story).formulation(text)
