"""Templates of the composer: their slots, how they are filled for a story, and the patterns that read them back.

Slots of all templates:

- ``a``, ``b``, ``c``: activities (``{a}``, ``{a:plural}``, ``{a*n}``, ``{a:a}``); ``ak``, ``bk``, ``ck``: the same
  without an amount (``wheat``); ``ks``: a list of such;
- ``m``: one unit of a measure (``{m*n}``), ``what`` and ``total``: the same measure in other words, ``larger``: in a
  larger unit; ``unit``: its unit alone, which says nothing by itself; ``q``, ``whole``: a quality;
- ``who``, ``he``, ``when``, ``all``, ``gain``, ``fee``, ``is`` (of activities without an amount), ``are`` (of the
  number ``n`` or ``v``), and verbs: ``make``, ``makes``, ``made``, ``making`` of the story, ``use``, ``uses``,
  ``used`` of the measure: chosen by whoever tells, without a meaning of their own;
- all others hold numbers.
"""

from __future__ import annotations

import functools
import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from nl2opt.synth.composer.lexicon import CLOSE, OPEN, larger, measures, unit_of, what_of
from nl2opt.synth.language.quantities import PATTERNS, Form, Number, NumberStyle, read
from nl2opt.synth.language.templates import Choice, Parts, Slot, Value, template
from nl2opt.synth.stories.story import GIVES, NEEDS, Kind, Story, Verb, kind_phrase, verb

Meaning: TypeAlias = "dict[str, Number | tuple[int, ...]]"
"""What a sentence says: activities, measures and qualities by their places in the story, and numbers."""

CLASSES = {
    **dict.fromkeys(("a", "b", "c"), "activity"),
    **dict.fromkeys(("ak", "bk", "ck", "ks"), "kind"),
    "all": "collective",
    "m": "measure",
    "unit": "unit",
    "what": "what",
    "total": "total",
    "larger": "larger",
    "q": "quality",
    "whole": "whole",
    "gain": "gain",
    "fee": "fee",
    "who": "who",
    "first": "first",
    "when": "when",
}
VERBS = ("make", "makes", "made", "making", "use", "uses", "used")
_USES = frozenset(("use", "uses", "used"))
WORDS = {"he": "(?:it|she|he|they)", "is": "(?:is|are)", "are": "(?:is|are)"}
_SAME = {"ak": "a", "bk": "b", "ck": "c", "what": "m", "total": "m", "larger": "m", "whole": "q"}
_SILENT = frozenset((*VERBS, *WORDS, "all", "gain", "fee", "who", "first", "when", "unit"))
PLAIN_USE = verb("use, uses, used, using")
"""What is needed or taken is used in limits: ``at most 9 hours can be needed`` would not sound like a limit."""


def meant(name: str) -> str:
    """The name under which a slot's value is kept; empty where it says nothing."""
    return "" if name in _SILENT else _SAME.get(name, name)


@dataclass(frozen=True, slots=True)
class _Group:
    slot: Slot
    kind: str  # class, "verb", "word" or "number"


_LAZY = "[a-z]+(?:[ -][a-z]+){0,2}?"


class Pattern:
    """What reads the sentences of one template, in any story."""

    def __init__(self, source: str) -> None:
        self._groups: list[_Group] = []
        self._parts = parts = template(source).parts
        self._regex = re.compile(self._expression(parts))
        literals = [part.casefold() for part in parts if isinstance(part, str)]
        self.needle = max(literals, key=len, default="")
        names = [slot.name for slot in template(source).slots]
        self.meaning = frozenset(filter(None, map(meant, names))) | ({"scale"} if "larger" in names else set())

    def read(self, marked: str, story: Story) -> Meaning | None:
        """What a sentence with marks says; None when it is none of the template's."""
        if self.needle not in marked:
            return None
        match = self._regex.fullmatch(marked)
        if match is None:
            return None
        if self._verbs_of(match) <= _verb_forms(story):
            return self._meaning_of(match, story)
        match = self._greedy.fullmatch(marked)  # "set out bears": the first verb is the longer one
        return self._meaning_of(match, story) if match and self._verbs_of(match) <= _verb_forms(story) else None

    @functools.cached_property
    def _greedy(self) -> re.Pattern[str]:
        self._groups.clear()
        return re.compile(self._expression(self._parts).replace(_LAZY, _LAZY.removesuffix("?")))

    def _verbs_of(self, match: re.Match[str]) -> set[str | None]:
        """The words at the places of verbs, where these are in the alternative taken."""
        return {match[f"g{place}"] for place, group in enumerate(self._groups) if group.kind == "verb"} - {None}

    def _meaning_of(self, match: re.Match[str], story: Story) -> Meaning | None:
        found: Meaning = {}
        for place, group in enumerate(self._groups):
            words = match[f"g{place}"]
            name = meant(group.slot.name)
            if words is None:
                continue
            if group.kind == "verb" or not name:
                continue
            value = self._value(group, words)
            if value is None or found.setdefault(name, value) != value:
                return None
            if group.slot.name == "larger" and isinstance(value, int):
                bigger = larger(measures(story)[value])
                if bigger is None:
                    return None
                found["scale"] = bigger[1]
        return found

    def _value(self, group: _Group, words: str) -> Number | tuple[int, ...] | None:
        if group.kind == "number":
            return read(words, group.slot.form or Form.NUMBER)
        if group.slot.modifier == "list":
            return tuple(int(place) for place in re.findall(r";kind(\d+);", words))
        return int(words)

    def _expression(self, parts: Parts) -> str:
        return "".join(self._part(part) for part in parts)

    def _part(self, part: str | Slot | Choice) -> str:
        if isinstance(part, str):
            return re.escape(part.casefold())
        if isinstance(part, Choice):
            return f"(?:{'|'.join(self._expression(way) for way in part.ways)})"
        place = len(self._groups)
        if part.name in WORDS:
            return WORDS[part.name]
        if part.name in VERBS:
            self._groups.append(_Group(part, "verb"))
            return f"(?P<g{place}>{_LAZY})"
        if part.name not in CLASSES:
            self._groups.append(_Group(part, "number"))
            return f"(?P<g{place}>{PATTERNS[part.form or Form.NUMBER]})"
        self._groups.append(_Group(part, CLASSES[part.name]))
        if part.modifier == "list":
            one = f"{OPEN}[^{CLOSE}]*;kind\\d+;[^{CLOSE}]*{CLOSE}"
            return f"(?P<g{place}>{one}(?:(?:, and |, or |, | and | or ){one})*)"
        return ("an? " if part.modifier == "a" else "") + _mark(part, place)


def _mark(slot: Slot, place: int) -> str:
    name = CLASSES[slot.name]
    form = ""
    if name in ("activity", "collective", "measure", "unit", "larger"):
        form = "[sp]" if slot.count else "p" if slot.modifier == "plural" else "s"
    return f"{OPEN}[^{CLOSE}]*;{name}(?P<g{place}>\\d+){form};[^{CLOSE}]*{CLOSE}"


@functools.cache
def pattern(source: str) -> Pattern:
    """The pattern of a template, compiled once for all stories."""
    return Pattern(source)


@functools.lru_cache(maxsize=500)
def _verb_forms(story: Story) -> frozenset[str]:
    verbs: list[Verb] = [*story.verbs, *NEEDS, *GIVES]
    for measure in measures(story):
        verbs += measure.verbs
    return frozenset(form for verb in verbs for form in (verb.base, verb.third, verb.done, verb.doing))


class Teller:
    """Fills templates for one text: it keeps to one decider, one verb, one style of numbers.

    Args:
        story: whose words are used.
        rng: chooses.
        style: of numbers.
    """

    def __init__(self, story: Story, rng: random.Random, style: NumberStyle) -> None:
        self.story = story
        self.rng = rng
        self.style = style
        self.decider = rng.choice(story.deciders)
        self.verb = rng.choice([verb for verb in story.verbs if verb.base != "put"] or story.verbs)
        self.gain = rng.choice(story.gains)
        self.fee = rng.choice(story.fixed) if story.fixed else ""
        self.when = rng.choice(story.periods) if story.periods else ""
        resources = len(story.resources)
        self._uses = [
            rng.choice(measure.verbs or (NEEDS if place < resources else GIVES))
            for place, measure in enumerate(measures(story))
        ]

    def fits(self, source: str, meaning: Mapping[str, object]) -> bool:
        """Whether a template says exactly a meaning with words that the story has.

        What has a verb of its own (carbon dioxide is emitted, students are carried) is named together with it alone:
        nobody says that carbon dioxide is available, or that students are needed. Nutrients, though, are needed.
        """
        names = template(source).names
        if pattern(source).meaning != set(meaning) or ("when" in names and not self.when):
            return False
        place = meaning.get("m")
        if not isinstance(place, int):
            return True
        if "unit" in names and " of " not in measures(self.story)[place].noun:
            return False
        if "unit" in names and " of " not in measures(self.story)[place].noun:
            return False
        supply = place >= len(self.story.resources)
        counted = self.story.kind is not Kind.SELECT
        if counted and supply and "v" in names and ("making" in names or "used" in names):
            return False  # it is the courier who delivers letters, not the hiring of the courier
        if not measures(self.story)[place].verbs or "total" in names:
            return True
        nutrient = supply and not self._uses[place].done
        return (nutrient or not _USES.isdisjoint(names)) and ("used" not in names or bool(self._uses[place].done))

    def choose(self, sources: tuple[str, ...], meaning: Mapping[str, object]) -> str:
        """One of the templates that fit; empty when there is none."""
        fitting = [source for source in sources if self.fits(source, meaning)]
        return self.rng.choice(fitting) if fitting else ""

    def say(self, source: str, meaning: Meaning) -> str:
        """A template filled, without a capital at its beginning."""
        values: dict[str, Value] = {}
        for slot in template(source).slots:
            for name in filter(None, (slot.name, slot.count)):
                values[name] = self._word(name, meaning)
        return template(source).phrase(values, self.rng, self.style)

    def _word(self, name: str, meaning: Meaning) -> Value:
        story = self.story
        key = meant(name)
        if key:
            value = meaning[key]
            if isinstance(value, tuple):
                return tuple(kind_phrase(story, story.activities[place]) for place in value)
            return self._noun(name, int(value)) if name in CLASSES else value
        match name:
            case "he":
                return self.decider.pronoun
            case "is":
                return "are" if story.kind is Kind.COUNT else "is"
            case "are":
                return "is" if meaning.get("n", meaning.get("v")) == 1 else "are"
            case "who":
                return self.decider.again
            case "first":
                return self.decider.first
            case "when":
                return self.when
            case "all":
                return story.collective
            case "gain":
                return self.gain
            case "fee":
                return self.fee
            case "unit":
                return unit_of(measures(story)[int(_number(meaning["m"]))])
        if name.startswith("use"):
            place = int(_number(meaning["m"]))
            use = self._uses[place]
            if name != "uses" and place < len(story.resources) and not measures(story)[place].verbs:
                use = PLAIN_USE
            return {"use": use.base, "uses": use.third, "used": use.done}[name]
        does = self.verb
        return {"make": does.base, "makes": does.third, "made": does.done, "making": does.doing}[name]

    def _noun(self, name: str, place: int) -> str:
        story = self.story
        match CLASSES[name]:
            case "activity":
                return story.activities[place].noun
            case "kind":
                return kind_phrase(story, story.activities[place])
            case "measure":
                return measures(story)[place].noun
            case "what":
                return what_of(measures(story)[place])
            case "total":
                return measures(story)[place].total
            case "larger":
                bigger = larger(measures(story)[place])
                assert bigger is not None
                return bigger[0]
            case "quality":
                return story.qualities[place].noun
        return story.qualities[place].whole


def _number(value: Number | tuple[int, ...]) -> Number:
    assert not isinstance(value, tuple)
    return value


def sources_of(*groups: tuple[str, ...]) -> Iterator[str]:
    """All templates of several groups."""
    for group in groups:
        yield from group
