"""The nouns of a story in all their surfaces, and sentences in which they are replaced by marks.

A sentence is read in two steps: the nouns of its story are replaced by marks that say what they may stand for, then it
is matched with patterns that hold for all stories and are compiled once.
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict

from nl2opt.synth.language.english import plural
from nl2opt.synth.stories.story import Kind, Measure, Story, kind_phrase

_WORD = re.compile(r"\w+(?:['-]\w+)*")
OPEN, CLOSE = "\x02", "\x03"
_BARE = re.compile(rf"{OPEN};(?:(?:what|total)\d+;)+{CLOSE}")

LARGER = {
    "minute": ("hour", 60),
    "gram": ("kilogram", 1000),
    "milligram": ("gram", 1000),
    "kilogram": ("ton", 1000),
    "milliliter": ("liter", 1000),
    "centimeter": ("meter", 100),
    "meter": ("kilometer", 1000),
    "kilowatt-hour": ("megawatt-hour", 1000),
}
"""Units that limits may be told in, where the data are in a smaller one: how many make one of the larger."""


def measures(story: Story) -> tuple[Measure, ...]:
    """What its activities use or give, in one order: resources, then supplies."""
    return (*story.resources, *story.supplies)


def unit_of(measure: Measure) -> str:
    """The unit in the noun of a measure: ``hour``, or all of ``screw``."""
    return measure.noun.partition(" of ")[0]


def what_of(measure: Measure) -> str:
    """What is measured: ``carpentry``, or ``screws``."""
    return measure.noun.partition(" of ")[2] or plural(measure.noun)


def larger(measure: Measure) -> tuple[str, int] | None:
    """The noun of a measure in a larger unit, and how many of its own make one of those."""
    unit, of, what = measure.noun.partition(" of ")
    if unit not in LARGER:
        return None
    bigger, factor = LARGER[unit]
    return bigger + of + what, factor


class Lexicon:
    """The nouns of a story.

    Attributes:
        surfaces: for each (class, number of the phrase in its class): the phrase.
    """

    def __init__(self, story: Story) -> None:
        self.story = story
        self._marks: dict[str, list[tuple[str, int]]] = defaultdict(list)
        self._classes: dict[str, dict[str, None]] = defaultdict(dict)
        self._enter(story)
        self._first: dict[str, list[tuple[tuple[str, ...], str, bool]]] = defaultdict(list)
        for surface, classes in self._classes.items():
            words = tuple(_WORD.findall(surface))
            if words:
                mark = f"{OPEN};{';'.join(classes)};{CLOSE}"
                self._first[words[0]].append((words, mark, surface.endswith(",")))
        for entries in self._first.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    def _enter(self, story: Story) -> None:
        for place, activity in enumerate(story.activities):
            self._add("kind", place, "", kind_phrase(story, activity))
            if story.kind in (Kind.COUNT, Kind.MEASURE):
                self._both("activity", place, activity.noun)
        if story.kind is not Kind.MONEY:  # "dollars" are amounts of money
            self._both("collective", 0, story.collective)
        for place, measure in enumerate(measures(story)):
            self._both("measure", place, measure.noun)
            self._both("unit", place, unit_of(measure))
            self._add("what", place, "", what_of(measure))
            if measure.total:
                self._add("total", place, "", measure.total)
            if bigger := larger(measure):
                self._both("larger", place, bigger[0])
        for place, quality in enumerate(story.qualities):
            self._add("quality", place, "", quality.noun)
            if quality.whole:
                self._add("whole", place, "", quality.whole)
        for name, phrases in (("gain", story.gains), ("fee", story.fixed), ("when", story.periods)):
            for place, phrase in enumerate(phrases):
                self._add(name, place, "", phrase)
        for place, decider in enumerate(story.deciders):
            self._add("first", place, "", decider.first)
            self._add("who", place, "", decider.again)
        for place, reason in enumerate((*story.lower_reasons, *story.upper_reasons, *story.mix_reasons)):
            self._add("why", place, "", reason)
        for measure in measures(story):
            for reason in measure.reasons:
                self._add("why", 0, "", reason)

    def _both(self, name: str, place: int, noun: str) -> None:
        self._add(name, place, "s", noun)
        self._add(name, place, "p", plural(noun))

    def _add(self, name: str, place: int, form: str, phrase: str) -> None:
        self._classes[phrase.casefold()][f"{name}{place}{form}"] = None

    def marked(self, text: str, bare: bool = True) -> str:
        """The text in lower case, with each noun of the story, the longest first, replaced by its mark.

        Without ``bare``, what is measured stays where it stands without its unit, and so do names of totals: "planning"
        may be the verb, and "the number of visitors" a number of visitors.
        """
        text = text.casefold()
        words = list(_WORD.finditer(text))
        parts: list[str] = []
        done = index = 0
        while index < len(words):
            for surface, mark, comma in self._first.get(words[index].group(), ()):
                last = index + len(surface)
                if not bare and _BARE.fullmatch(mark):
                    continue
                if last <= len(words) and all(words[index + step].group() == word for step, word in enumerate(surface)):
                    parts += [text[done : words[index].start()], mark]
                    done, index = words[last - 1].end(), last - 1
                    done += comma and text.startswith(",", done)
                    break
            index += 1
        return "".join(parts) + text[done:]


@functools.lru_cache(maxsize=500)
def lexicon_of(story: Story) -> Lexicon:
    """The lexicon of a story, made once."""
    return Lexicon(story)
