"""Sentences with slots and alternatives, which print a text and read the same text back.

``[Each|Every] {truck} [carries|can carry] [at most|up to] {load:number} {ton*load}[ of {cargo}|].`` stands for
sixteen sentences. A template is data: brackets part alternatives (the last or any one may be empty), braces are slots:

=====================  ===============================================================================================
``{truck}``            a word or phrase, as it is given; a number, in the form ``number``
``{truck:plural}``     the phrase in the plural
``{truck:a}``          the phrase behind ``a`` or ``an``
``{PLANTS:list}``      a sequence of phrases: ``Lyon, Turin, and Nice``
``{ton*load}``         the phrase, in the plural unless the number slot ``load`` is 1
``{price:money}``      a number in a form of ``quantities.Form``: number, digits, money, percent, times, fraction
=====================  ===============================================================================================

``[``, ``]``, ``|``, ``{``, ``}`` have no other use in templates. The same template, compiled for a vocabulary, reads a
sentence back into the values of its slots; no code is shared between the two directions but the parsing of templates.
"""

from __future__ import annotations

import functools
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from nl2opt.synth.language.english import capitalized, listed, plural, with_article
from nl2opt.synth.language.names import Names
from nl2opt.synth.language.quantities import PATTERNS, PLAIN_STYLE, Form, Number, NumberStyle, read, written

Value: TypeAlias = str | Number | Sequence[str]
"""What a slot takes: words, a number, or several phrases for a list."""

Vocabulary: TypeAlias = Mapping[str, Sequence[str]]
"""The phrases that each word slot may hold; slots that are not in it hold numbers."""

_TOKEN = re.compile(r"\{(?P<slot>[^{}]*)\}|(?P<mark>[\[\]|])|(?P<stray>[{}])|(?P<text>[^\[\]|{}]+)")
_SLOT = re.compile(r"(?P<name>\w+)(?::(?P<modifier>\w+)|\*(?P<count>\w+))?")
_WORD_MODIFIERS = ("plural", "a", "list")


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for a value; at most one of ``modifier`` and ``count`` is not empty."""

    name: str
    modifier: str = ""
    count: str = ""

    @property
    def form(self) -> Form | None:
        """The form of a number slot; None where the modifier is one of words."""
        if self.modifier in _WORD_MODIFIERS or self.count:
            return None
        return Form(self.modifier or "number")


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several sequences."""

    ways: tuple[Parts, ...]


Parts: TypeAlias = "tuple[str | Slot | Choice, ...]"


class Template:
    """A sentence with slots; see the module.

    Raises:
        ValueError: brackets or braces are not closed, or a slot is not written as above.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self.parts = _parse(source)
        self.slots = tuple(dict.fromkeys(_slots(self.parts)))

    def __repr__(self) -> str:
        return f"Template({self.source!r})"

    @property
    def names(self) -> frozenset[str]:
        """The names of all slots, those that only count among them."""
        return frozenset(slot.name for slot in self.slots) | {slot.count for slot in self.slots if slot.count}

    @property
    def ways(self) -> int:
        """How many sentences it has before slots are filled."""
        return _ways(self.parts)

    def render(self, values: Mapping[str, Value], rng: random.Random, style: NumberStyle = PLAIN_STYLE) -> str:
        """One of its sentences.

        Args:
            values: what the slots hold; a slot without a value is an error.
            rng: chooses alternatives.
            style: of numbers.

        Raises:
            KeyError: a slot has no value.
        """
        return capitalized(self.phrase(values, rng, style))

    def phrase(self, values: Mapping[str, Value], rng: random.Random, style: NumberStyle = PLAIN_STYLE) -> str:
        """As ``render``, without a capital at its beginning: a part of a sentence."""
        return "".join(_rendered(self.parts, values, rng, style))

    def reader(self, vocabulary: Vocabulary) -> Reader:
        """What reads its sentences back, over the phrases that its slots may hold."""
        return Reader(self, vocabulary)


@functools.lru_cache(maxsize=50_000)
def template(source: str) -> Template:
    """The template that a text says, parsed once."""
    return Template(source)


class Reader:
    """A template compiled for a vocabulary."""

    def __init__(self, of: Template, vocabulary: Vocabulary) -> None:
        self.template = of
        self._groups: list[Slot] = []
        self._vocabulary = vocabulary
        self._surfaces: list[dict[str, str]] = []
        self._pattern = re.compile(self._expression(of.parts), re.IGNORECASE)
        self._prefixes: dict[str, re.Pattern[str]] = {}

    def read(self, sentence: str, known: Mapping[str, Value] | None = None) -> dict[str, Value] | None:
        """The values of the slots of a whole sentence; None when it is none of the template's.

        Word slots give the phrase of the vocabulary; slots in alternatives that were not taken are absent. A slot that
        stands twice must say the same twice, and nouns must agree with their numbers. ``known`` are numbers that stand
        elsewhere, for nouns to agree with.
        """
        match = self._pattern.fullmatch(sentence)
        return None if match is None else self._values(match, known)

    def prefix(self, text: str, then: str) -> tuple[dict[str, Value], int] | None:
        """The values of the slots where a text begins with one of the template's sentences, and where that ends.

        ``then`` is a regular expression for what must follow.
        """
        pattern = self._prefixes.get(then)
        if pattern is None:
            pattern = self._prefixes[then] = re.compile(f"{self._pattern.pattern}(?={then})", re.IGNORECASE)
        match = pattern.match(text)
        values = None if match is None else self._values(match, None)
        return None if match is None or values is None else (values, match.end())

    def _values(self, match: re.Match[str], known: Mapping[str, Value] | None) -> dict[str, Value] | None:
        found: dict[str, Value] = dict(known or {})
        counted: list[tuple[str, str, str]] = []
        for place, (slot, surfaces) in enumerate(zip(self._groups, self._surfaces, strict=True)):
            words = match[f"g{place}"]
            if words is None:
                continue
            if slot.count:
                counted.append((slot.name, slot.count, words))
                continue
            value = self._value(slot, words, surfaces)
            if value is None or found.setdefault(slot.name, value) != value:
                return None
        for name, count, words in counted:
            phrase = self._agreed(name, words, found.get(count))
            if phrase is None or found.setdefault(name, phrase) != phrase:
                return None
        return found

    def _value(self, slot: Slot, words: str, surfaces: dict[str, str]) -> Value | None:
        if slot.name not in self._vocabulary:
            return read(words, slot.form or Form.NUMBER)
        names = self._vocabulary[slot.name]
        named = names.named if isinstance(names, Names) else lambda part: surfaces.get(part.casefold())
        if slot.modifier == "list":
            members = [named(part) for part in re.split(r",? and |, ", words)]
            return None if None in members else tuple(member for member in members if member)
        return named(words)

    def _agreed(self, name: str, words: str, count: Value | None) -> str | None:
        for phrase in self._vocabulary[name]:
            if words.casefold() == (phrase if count == 1 else plural(phrase)).casefold():
                return phrase
        return None

    def _expression(self, parts: Parts) -> str:
        return "".join(self._part(part) for part in parts)

    def _part(self, part: str | Slot | Choice) -> str:
        match part:
            case str(text):
                return re.escape(text)
            case Choice(ways):
                return f"(?:{'|'.join(self._expression(way) for way in ways)})"
            case Slot():
                return self._slot(part)

    def _slot(self, slot: Slot) -> str:
        place = len(self._groups)
        self._groups.append(slot)
        if slot.name not in self._vocabulary:
            self._surfaces.append({})
            return f"(?P<g{place}>{PATTERNS[slot.form or Form.NUMBER]})"
        phrases = self._vocabulary[slot.name]
        if isinstance(phrases, Names):
            self._surfaces.append({})
            return self._alternatives(place, slot, phrases.expression)
        surfaces = {_surface(slot, phrase).casefold(): phrase for phrase in phrases}
        self._surfaces.append(surfaces)
        words = {*surfaces, *(plural(phrase).casefold() for phrase in phrases)} if slot.count else set(surfaces)
        one = "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
        return self._alternatives(place, slot, one)

    @staticmethod
    def _alternatives(place: int, slot: Slot, one: str) -> str:
        if slot.modifier == "list":
            return f"(?P<g{place}>(?:{one})(?:(?:, and |, | and )(?:{one}))*)"
        return f"(?P<g{place}>{one})"


def _surface(slot: Slot, phrase: str) -> str:
    if slot.modifier == "plural":
        return plural(phrase)
    return with_article(phrase) if slot.modifier == "a" else phrase


def _rendered(parts: Parts, values: Mapping[str, Value], rng: random.Random, style: NumberStyle) -> Iterator[str]:
    for part in parts:
        match part:
            case str():
                yield part
            case Choice(ways):
                yield from _rendered(rng.choice(ways), values, rng, style)
            case Slot():
                yield _filled(part, values, rng, style)


def _filled(slot: Slot, values: Mapping[str, Value], rng: random.Random, style: NumberStyle) -> str:
    value = values[slot.name]
    if isinstance(value, int | float):
        form = slot.form
        if form is None:
            raise ValueError(f"the slot {slot.name} holds a number, and is written for words")
        return written(value, form, style, rng)
    if not isinstance(value, str):
        return listed(value)
    if slot.count:
        return value if values[slot.count] == 1 else plural(value)
    return _surface(slot, value)


def _slots(parts: Parts) -> Iterator[Slot]:
    for part in parts:
        if isinstance(part, Slot):
            yield part
        elif isinstance(part, Choice):
            for way in part.ways:
                yield from _slots(way)


def _ways(parts: Parts) -> int:
    number = 1
    for part in parts:
        if isinstance(part, Choice):
            number *= sum(_ways(way) for way in part.ways)
    return number


def _parse(source: str) -> Parts:
    """The parts of a template, with a stack of the alternatives that are open."""
    stack: list[list[list[str | Slot | Choice]]] = [[[]]]
    for token in _TOKEN.finditer(source):
        if token["text"]:
            stack[-1][-1].append(token["text"])
        elif token["slot"] is not None:
            stack[-1][-1].append(_parse_slot(token["slot"], source))
        elif token["mark"] == "[":
            stack.append([[]])
        elif token["mark"] == "|" and len(stack) > 1:
            stack[-1].append([])
        elif token["mark"] == "]" and len(stack) > 1:
            ways = tuple(tuple(way) for way in stack.pop())
            stack[-1][-1].append(Choice(ways))
        else:
            raise ValueError(f"'{token.group()}' at {token.start()} has no partner in the template: {source}")
    if len(stack) > 1:
        raise ValueError(f"a bracket is not closed in the template: {source}")
    return tuple(stack[0][0])


def _parse_slot(text: str, source: str) -> Slot:
    match = _SLOT.fullmatch(text)
    if match is None:
        raise ValueError(f"'{{{text}}}' is no slot, in the template: {source}")
    slot = Slot(match["name"], match["modifier"] or "", match["count"] or "")
    if slot.modifier and slot.modifier not in (*_WORD_MODIFIERS, *(form.value for form in Form)):
        raise ValueError(f"'{slot.modifier}' is no way to write a slot, in the template: {source}")
    return slot
