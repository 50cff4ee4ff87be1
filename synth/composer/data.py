"""Data of activities in sentences, lists and tables, and read back from them."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from nl2opt.synth.composer.data_phrases import (
    CAPTIONS,
    CONTINUED,
    EACH,
    IN_LIST,
    INVESTED,
    PREDICATES,
    RESPECTIVE,
    SELECTED,
    SINGLE,
)
from nl2opt.synth.composer.draft import Key
from nl2opt.synth.composer.lexicon import CLOSE, OPEN, Lexicon, measures, unit_of, what_of
from nl2opt.synth.composer.wording import Meaning, Pattern, Teller, pattern
from nl2opt.synth.language.english import capitalized, listed, plural
from nl2opt.synth.language.quantities import PATTERNS, Form, Number, digits, read, written
from nl2opt.synth.stories.story import Kind, Story

Datum: TypeAlias = tuple[Key, int, Number]
"""The key, the place of the activity in the story, the number."""

_SPLIT = re.compile(r", while |, and |; |, | and ")


def form_of(story: Story, key: Key) -> Form:
    """How numbers of a key are written."""
    sort = sort_of(story, key)
    if sort == "share" or (sort == "profit" and story.kind is Kind.MONEY):
        return Form.PERCENT
    return Form.MONEY if sort in ("profit", "price", "cost") else Form.NUMBER


def sort_of(story: Story, key: Key) -> str:
    """The sort of a key, by which its phrasings are found."""
    name, _, place = key.partition(":")
    return "share" if name == "quality" and story.qualities[int(place)].share else name


def _said(key: Key, activity: int, value: Number) -> Meaning:
    name, _, place = key.partition(":")
    meaning: Meaning = {"a": activity, "v": value}
    if name == "measure":
        meaning["m"] = int(place)
    elif name == "quality":
        meaning["q"] = int(place)
    return meaning


def _key(sort: str, said: Meaning) -> Key:
    if sort == "measure":
        return f"measure:{said['m']}"
    return f"quality:{said['q']}" if sort in ("quality", "share") else sort


class DataTeller:
    """Tells data in one text.

    Args:
        teller: the words and numbers.
    """

    def __init__(self, teller: Teller) -> None:
        self.teller = teller
        self.story = teller.story
        self.rng: random.Random = teller.rng
        self._each = self.rng.choice(EACH)
        self._predicates = {sort: self.rng.choice(ways) for sort, ways in PREDICATES.items()}
        self._in_list = {sort: self.rng.choice(ways) for sort, ways in IN_LIST.items()}

    def by_activity(self, activity: int, data: Sequence[tuple[Key, Number]]) -> str:
        """``Each oak table needs 3 hours of carpentry and 4 boards of lumber, and sells for $40``."""
        groups: dict[str, list[str]] = {}
        for key, value in data:
            sort = sort_of(self.story, key)
            said = _said(key, activity, value)
            piece = self.teller.say(self._predicates[sort], said)
            verb = self.teller.say("{uses}", said) if sort == "measure" else piece
            groups.setdefault(verb, []).append(piece.removeprefix(verb + " "))
        pieces = [verb if items == [verb] else f"{verb} {listed(items)}" for verb, items in groups.items()]
        return f"{self._subject(activity)} {_in_a_row(pieces, long=len(pieces) < len(data))}"

    def by_measure(self, key: Key, data: Sequence[tuple[int, Number]]) -> str:
        """``An oak table needs 3 hours of carpentry, a pine desk 2 hours, and a bar stool 1 hour``."""
        sort = sort_of(self.story, key)
        if self.story.kind is Kind.MONEY:
            return self._money_by_measure(key, data)
        if sort in RESPECTIVE and self.story.kind is not Kind.SELECT and self.rng.random() < 0.35:
            return self._respectively(sort, data)
        continued = self.rng.choice(CONTINUED[sort])
        if sort == "price":
            continued = "for {v:money}" if " for {v" in self._predicates[sort] else "{v:money}"
        full = sort == "measure" and self.rng.random() < 0.4
        pieces = []
        for place, (activity, value) in enumerate(data):
            said = _said(key, activity, value)
            words = self._predicates[sort] if place == 0 or full else continued
            pieces.append(f"{self._subject(activity)} {self.teller.say(words, said)}")
        if len(pieces) == 2 and full and self.rng.random() < 0.5:
            return f"{pieces[0]}, while {pieces[1]}"
        return listed(pieces) if len(pieces) > 2 else f"{pieces[0]} and {pieces[1]}" if len(pieces) > 1 else pieces[0]

    def _money_by_measure(self, key: Key, data: Sequence[tuple[int, Number]]) -> str:
        head = "the {gain} is" if key == "profit" else "the {q} is"
        said = _said(key, data[0][0], data[0][1])
        items = [
            f"{written(value, form_of(self.story, key), self.teller.style, self.rng)} for "
            + self.teller.say("{ak}", _said(key, activity, value))
            for activity, value in data
        ]
        return f"{self.teller.say(head, said)} {listed(items)}"

    def _respectively(self, sort: str, data: Sequence[tuple[int, Number]]) -> str:
        head = self.teller.say(RESPECTIVE[sort], {})
        if len(data) == 1:
            return f"{self._subject(data[0][0])} {self.teller.say(self._predicates[sort], _said(sort, *data[0]))}"
        kinds = self.teller.say("{ks:list}", {"ks": tuple(activity for activity, _ in data)})
        numbers = listed([written(value, Form.MONEY, self.teller.style, self.rng) for _, value in data])
        return f"for {kinds}, {head} is {numbers}, respectively"

    def single(self, key: Key, activity: int, value: Number) -> str:
        """A sentence on one number."""
        sort = sort_of(self.story, key)
        said = _said(key, activity, value)
        bank = {Kind.SELECT: SELECTED, Kind.MONEY: INVESTED}.get(self.story.kind, SINGLE)
        return self.teller.say(self.teller.choose(bank[sort], said), said)

    def bullets(self, keys: Sequence[Key], data: dict[Key, dict[int, Number]], chosen: Sequence[int]) -> str:
        """A caption and one line for each activity."""
        lines = [self._caption("table")]
        for activity in chosen:
            items = []
            for key in keys:
                if activity in data[key]:
                    said = _said(key, activity, data[key][activity])
                    sort = sort_of(self.story, key)
                    words = (
                        "{v:percent} {gain}" if form_of(self.story, key) is Form.PERCENT and sort == "profit" else ""
                    )
                    items.append(self.teller.say(words or self._in_list[sort], said))
            lines.append(f"- {capitalized(self._label(activity))}: {', '.join(items)}")
        return "\n".join(lines)

    def table(self, keys: Sequence[Key], data: dict[Key, dict[int, Number]], chosen: Sequence[int]) -> str:
        """A caption and a table in Markdown."""
        sign = CURRENCY_SIGNS.get(self.teller.style.currency, self.teller.style.currency)
        headings = [heading(self.story, key, self.teller.gain, sign) for key in keys]
        rows = [["", *headings], ["---"] * (len(keys) + 1)]
        for activity in chosen:
            cells = [_cell(self.story, key, data[key].get(activity)) for key in keys]
            rows.append([capitalized(self._label(activity)), *cells])
        return "\n".join([self._caption("list"), *(f"| {' | '.join(row)} |" for row in rows)])

    def _caption(self, unfit: str) -> str:
        ways = [way for way in CAPTIONS if unfit not in way] + [CAPTIONS[0]]
        text = self.teller.say(self.rng.choice(ways), {})
        return text.replace("list ", "table ") if unfit == "list" else text

    def _label(self, activity: int) -> str:
        noun = self.story.activities[activity].noun
        return noun.removeprefix("the ") if self.story.kind is Kind.SELECT else noun

    def _subject(self, activity: int) -> str:
        if self.story.kind in (Kind.SELECT, Kind.MONEY):
            return self.teller.say("{ak}", {"a": activity})
        return self.teller.say(self._each, {"a": activity})


CURRENCY_SIGNS = {"dollars": "$", "euros": "€", "pounds": "£"}


def _in_a_row(pieces: list[str], long: bool) -> str:
    """Predicates as a list; where some are lists themselves, a comma stands before the last "and"."""
    if long and len(pieces) > 1:
        return f"{', '.join(pieces[:-1])}, and {pieces[-1]}"
    return listed(pieces)


def heading(story: Story, key: Key, gain: str, sign: str = "$") -> str:
    """The heading of a column, with the sign of the currency that the text keeps to."""
    name, _, place = key.partition(":")
    if name == "measure":
        measure = measures(story)[int(place)]
        what = capitalized(what_of(measure))
        return f"{what} ({plural(unit_of(measure))})" if " of " in measure.noun else what
    if name == "quality":
        quality = story.qualities[int(place)]
        return capitalized(quality.noun) + (" (%)" if quality.share else "")
    if name == "profit":
        return f"{capitalized(gain)} ({'%' if story.kind is Kind.MONEY else sign})"
    return {"price": f"Selling price ({sign})", "cost": f"Cost ({sign})"}[name]


def _cell(story: Story, key: Key, value: Number | None) -> str:
    if value is None:
        return "-"
    if form_of(story, key) is Form.PERCENT:
        return digits(float(f"{value * 100:.10g}"))
    return digits(value)


class DataReader:
    """Reads data sentences, lists and tables of a story."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.story = lexicon.story
        self.lexicon = lexicon
        story = self.story
        by_kind = {Kind.SELECT: SELECTED, Kind.MONEY: INVESTED}.get(story.kind, SINGLE)
        self._single = [(sort, pattern(way)) for sort, ways in by_kind.items() for way in ways]
        self._predicates = [(sort, pattern(way)) for sort, ways in PREDICATES.items() for way in ways]
        self._continued = [(sort, pattern(way)) for sort, ways in CONTINUED.items() for way in ways]
        self._items = [(sort, pattern(way)) for sort, ways in IN_LIST.items() for way in ways]
        self._items.append(("profit", pattern("{v:percent} {gain}")))
        self._bare = [("measure", pattern("{v:number} {m*v}"))]
        self._labels = {
            label.casefold(): place
            for place, activity in enumerate(story.activities)
            for label in (activity.noun, activity.noun.removeprefix("the "))
        }
        keys = [f"measure:{place}" for place in range(len(measures(story)))]
        keys += [f"quality:{place}" for place in range(len(story.qualities))]
        self._headings = {heading(story, key, "").casefold(): key for key in keys}
        for sign in CURRENCY_SIGNS.values():
            for gain in story.gains:
                self._headings[heading(story, "profit", gain, sign).casefold()] = "profit"
            self._headings |= {heading(story, key, "", sign).casefold(): key for key in ("price", "cost")}

    def sentence(self, marked: str) -> list[Datum] | None:
        """The data of a sentence with marks, without its full stop; None when it tells none."""
        return self._one(marked) or self._respective(marked) or self._money(marked) or self._several(marked)

    def _one(self, marked: str) -> list[Datum] | None:
        for sort, each in self._single:
            said = each.read(marked, self.story)
            if said is not None:
                return [self._datum(sort, said, said["a"])]
        return None

    def _datum(self, sort: str, said: Meaning, activity: Number | tuple[int, ...]) -> Datum:
        value = said["v"]
        assert isinstance(activity, int)
        assert not isinstance(value, tuple)
        return _key(sort, said), activity, value

    def _several(self, marked: str) -> list[Datum] | None:
        """Pieces in a row: each has a subject, or goes on about the last one."""
        found: list[Datum] = []
        activity: int | None = None
        sort = ""
        first: Meaning = {}
        for piece in _SPLIT.split(marked):
            match = _SUBJECT.match(piece)
            if match:
                activity, piece = int(match["count"] or match["kind"]), piece[match.end() :]
            if activity is None:
                return None
            candidates = [*self._predicates] if match or sort == "" else [*self._predicates, *self._bare]
            if match and found:
                candidates = [*self._predicates, *(each for each in self._continued if each[0] == sort)]
            read_piece = self._piece(piece, candidates)
            if read_piece is None:
                return None
            sort, said = read_piece
            said = {**{name: first[name] for name in ("m", "q") if name in first and name not in said}, **said}
            if sort in ("measure",) and "m" not in said:
                return None
            first = said
            found.append(self._datum(sort, said, activity))
        return found or None

    def _piece(self, piece: str, candidates: Sequence[tuple[str, Pattern]]) -> tuple[str, Meaning] | None:
        for sort, each in candidates:
            said = each.read(piece, self.story)
            if said is not None and (sort != "share" or self._is_share(said, True)):
                return sort, said
        return None

    def _is_share(self, said: Meaning, wanted: bool) -> bool:
        place = said.get("q")
        return not isinstance(place, int) or self.story.qualities[place].share is wanted

    def _respective(self, marked: str) -> list[Datum] | None:
        match = _RESPECTIVELY.fullmatch(marked)
        if match is None:
            return None
        for sort, head in RESPECTIVE.items():
            if pattern(head).read(match["head"], self.story) is not None:
                places = [int(place) for place in re.findall(r";kind(\d+);", match["kinds"])]
                values = [read(words, Form.MONEY) for words in re.split(r", and |, | and ", match["numbers"])]
                if len(places) != len(values):
                    return None
                return [(sort, place, value) for place, value in zip(places, values, strict=True) if value is not None]
        return None

    def _money(self, marked: str) -> list[Datum] | None:
        if self.story.kind is not Kind.MONEY:
            return None
        match = _MONEY_HEAD.match(marked)
        if match is None:
            return None
        key = "profit" if match["gain"] else f"quality:{match['quality']}"
        found: list[Datum] = []
        for piece in re.split(r", and |, | and ", marked[match.end() :]):
            item = _MONEY_ITEM.fullmatch(piece)
            value = read(item["value"], form_of(self.story, key)) if item else None
            if item is None or value is None:
                return None
            found.append((key, int(item["kind"]), value))
        return found

    def line(self, line: str) -> list[Datum] | None:
        """The data of a bullet, ``- Oak table: 3 hours of carpentry, $40 profit``."""
        label, _, rest = line.removeprefix("- ").partition(": ")
        activity = self._labels.get(label.casefold())
        if activity is None:
            return None
        found: list[Datum] = []
        for piece in self.lexicon.marked(rest).split(", "):
            read_piece = self._piece(piece, self._items)
            if read_piece is None:
                return None
            found.append(self._datum(read_piece[0], read_piece[1], activity))
        return found

    def table(self, lines: Sequence[str]) -> Iterator[Datum]:
        """The data of a table in Markdown.

        Raises:
            KeyError: a heading or label that the story does not have.
            ValueError: a cell that is no number.
        """
        rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]
        keys = [self._headings[cell.casefold()] for cell in rows[0][1:]]
        for row in rows[2:]:
            activity = self._labels[row[0].casefold()]
            for key, cell in zip(keys, row[1:], strict=True):
                if cell == "-":
                    continue
                value = read(cell, Form.DIGITS)
                if value is None:
                    raise ValueError(cell)
                percent = form_of(self.story, key) is Form.PERCENT
                yield key, activity, float(f"{value / 100:.10g}") if percent else value


_ANY = f"[^{CLOSE}]*"
_SUBJECT = re.compile(
    rf"(?:(?:each|every|an?|one) {OPEN}{_ANY};activity(?P<count>\d+)s;{_ANY}{CLOSE} "
    rf"|{OPEN}{_ANY};kind(?P<kind>\d+);{_ANY}{CLOSE} )"
)
_RESPECTIVELY = re.compile(
    rf"for (?P<kinds>{OPEN}{_ANY}{CLOSE}(?:(?:, and |, | and ){OPEN}{_ANY}{CLOSE})*), "
    rf"(?P<head>.+?) is (?P<numbers>[^{OPEN}]+), respectively"
)
_MONEY_HEAD = re.compile(
    rf"the {OPEN}{_ANY};(?:(?P<gain>gain\d+)|quality(?P<quality>\d+));{_ANY}{CLOSE} is (?=[^ ]+(?: per ?cent)? for )"
)
_MONEY_ITEM = re.compile(
    rf"(?P<value>{PATTERNS[Form.PERCENT]}|{PATTERNS[Form.NUMBER]}) for {OPEN}{_ANY};kind(?P<kind>\d+);{_ANY}{CLOSE}"
)
