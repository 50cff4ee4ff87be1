"""Reads a told text back into its model with data: the inverse of telling, over the same statements.

Every sentence must be read by exactly one statement, every statement that is not implied must be there, and whatever is
said twice must agree. Numbers, tables and lists are read by the pipeline's readers for texts of users.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from nl2opt.formulation.elements import Formulation
from nl2opt.formulation.expressions import Label, Range
from nl2opt.formulation.sentences import sentences
from nl2opt.synth.candidates import UnreadableError
from nl2opt.synth.embedding import with_data
from nl2opt.synth.language.names import Names
from nl2opt.synth.language.quantities import Number, read
from nl2opt.synth.language.templates import Reader, Value, template
from nl2opt.synth.narrative.statements import Goal, Measure, Narrative, Opening, Rule, Setting, Statement, Values
from nl2opt.synth.narrative.table_reading import table_in
from nl2opt.synth.narrative.vocabulary import label_sets, own_names, vocabulary_of

_Distractor = str
_CACHE: dict[tuple[int, int, tuple[str, ...]], NarrativeReader] = {}
_CACHED = 2_000


def read_back(
    narrative: Narrative, setting: Setting, model: Formulation, text: str, data: Mapping[str, Any]
) -> Formulation:
    """The model with the data that the text states.

    Args:
        narrative: the statements that it was told with.
        setting: its story.
        model: the formulation without data.
        text: as told.
        data: lend the names of members that no pool has, and nothing else.

    Raises:
        UnreadableError: a sentence is read by no statement or by two, or something is missing or contradictory.
    """
    key = (id(narrative), id(setting), own_names(setting, data))
    reader = _CACHE.get(key)
    if reader is None:
        if len(_CACHE) > _CACHED:
            _CACHE.clear()
        reader = _CACHE[key] = NarrativeReader(narrative, setting, model, data)
    return reader.read(text)


class NarrativeReader:
    """The statements of a narrative in a setting, compiled."""

    def __init__(self, narrative: Narrative, setting: Setting, model: Formulation, data: Mapping[str, Any]) -> None:
        self.narrative, self.setting, self.model = narrative, setting, model
        vocabulary = vocabulary_of(narrative, setting, model, data)
        self._sentences: list[tuple[Statement | _Distractor, Reader]] = []
        self._listings: list[tuple[Values, Reader, Reader]] = []
        self._captions: list[tuple[Values, Reader]] = []
        for statement in (*narrative.openings, *narrative.statements, narrative.goal):
            for source in statement.phrasings:
                self._sentences.append((statement, template(source).reader(vocabulary)))
            if isinstance(statement, Values):
                for lead, item in statement.listings:
                    first, each = (template(source).reader(vocabulary) for source in (lead, item))
                    self._listings.append((statement, first, each))
                self._captions += [(statement, template(source).reader(vocabulary)) for source in statement.captions]
        self._sentences += [(source, template(source).reader(vocabulary)) for source in setting.distractors]
        self._vocabulary = vocabulary
        self._readers: dict[str, Reader] = {}

    def read(self, text: str) -> Formulation:
        """The model with the data that a text states; see ``read_back``."""
        found = _Found(self)
        for block in text.split("\n\n"):
            caption, line_end, rest = block.partition("\n")
            if line_end:
                found.take_block(caption, rest)
                continue
            for span in sentences(block):
                found.take_sentence(block[span.start : span.end])
        return found.model()

    def sentence(self, sentence: str) -> tuple[Statement | _Distractor, list[dict[str, Value]]]:
        """The one statement that reads a sentence, with the values of each of its keys.

        Raises:
            UnreadableError: none does, or two do.
        """
        readings: list[tuple[Statement | _Distractor, list[dict[str, Value]]]] = []
        for statement, reader in self._sentences:
            values = reader.read(sentence)
            if values is not None and (statement, [values]) not in readings:
                readings.append((statement, [values]))
        for listing, lead, item in self._listings:
            items = _listed_items(sentence, lead, item)
            if items is not None and (listing, items) not in readings:
                readings.append((listing, items))
        if len(readings) != 1:
            how = "no statement says" if not readings else f"{len(readings)} statements say"
            raise UnreadableError(f"{how}: {sentence}")
        return readings[0]

    def captioned(self, caption: str) -> Values:
        """The statement that a caption announces.

        Raises:
            UnreadableError: there is none, or more than one.
        """
        found = {id(statement): statement for statement, reader in self._captions if reader.read(caption) is not None}
        if len(found) != 1:
            raise UnreadableError(f"{len(found)} statements are announced by: {caption}")
        return next(iter(found.values()))

    def _reader(self, source: str) -> Reader:
        """The reader of a heading or unit, compiled when it is first asked for: tables ask again for every column."""
        found = self._readers.get(source)
        if found is None:
            found = self._readers[source] = template(source).reader(self._vocabulary)
        return found

    def heading(self, source: str, heading: str) -> bool:
        """Whether a column's heading is the one that a template prints."""
        return self._reader(source).read(heading) is not None

    def unit(self, source: str, words: str, value: Number) -> bool:
        """Whether the words behind a number are the unit that a template prints for it."""
        return self._reader(source).read(words, {"value": value}) is not None

    def member(self, words: str, set_name: str) -> str | None:
        """The member of a set that words name; None when they name none."""
        names = self._vocabulary[set_name]
        assert isinstance(names, Names)
        return names.named(words)


class _Found:
    """What has been read so far."""

    def __init__(self, reader: NarrativeReader) -> None:
        self.reader = reader
        self.told: set[int] = set()
        self.data: dict[str, Any] = {}
        self.lists: dict[str, list[Label]] = {}
        self.sizes: dict[str, int] = {}
        model = reader.model
        self.sets = {element.name: element for element in model.sets}
        self.open = {element.name for element in model.sets if element.value is None}
        self.open |= {parameter.name for parameter in model.parameters if parameter.value is None}

    def take_sentence(self, sentence: str) -> None:
        statement, readings = self.reader.sentence(sentence)
        if isinstance(statement, str):
            return
        self.told.add(id(statement))
        for values in readings:
            if isinstance(statement, Values):
                self._take_row(statement, values)
            else:
                self._take_scalars(values)

    def take_block(self, caption: str, rest: str) -> None:
        statement = self.reader.captioned(caption)
        self.told.add(id(statement))
        rows = self._bullets(statement, rest) if rest.startswith("- ") else table_in(rest, statement, self.reader)
        for key, numbers in rows:
            self._take(statement, key, numbers)

    def _bullets(self, statement: Values, text: str) -> Iterator[tuple[list[str], dict[str, Number]]]:
        for line in text.split("\n"):
            label, _, said = line.removeprefix("- ").partition(": ")
            yield [label], dict(self._amounts(statement, said))

    def _amounts(self, statement: Values, said: str) -> Iterator[tuple[str, Number]]:
        measures = statement.measures
        if len(measures) == 1 and measures[0].unit:
            measure = measures[0]
            for cut in range(len(said), 0, -1):
                value = read(said[:cut], measure.listed) if cut == len(said) or said[cut] == " " else None
                if value is not None and self.reader.unit(measure.unit, said[cut:].strip(), value):
                    yield measure.parameter, value
                    return
            raise UnreadableError(f"no amount in: {said}")
        # Headings may hold commas; amounts end where the next heading begins.
        parts = said.split(", ")
        taken: list[str] = []
        place = 0
        for part in parts:
            taken.append(part)
            value = self._headed(measures[place], ", ".join(taken)) if place < len(measures) else None
            if value is not None:
                yield measures[place].parameter, value
                place, taken = place + 1, []
        if place != len(measures) or taken:
            raise UnreadableError(f"not all of the amounts can be read: {said}")

    def _headed(self, measure: Measure, said: str) -> Number | None:
        """The amount behind a measure's heading, of one word or more ("20 dollars"); None where it is not there."""
        words = said.split(" ")
        for cut in range(len(words) - 1, 0, -1):
            value = read(" ".join(words[cut:]), measure.listed)
            if value is not None and self.reader.heading(measure.heading, " ".join(words[:cut])):
                return value
        return None

    def _take_row(self, statement: Values, values: Mapping[str, Value]) -> None:
        key = []
        for label in statement.labels:
            member = values.get(label, values.get(f"the_{label}"))
            if not isinstance(member, str):
                raise UnreadableError(
                    f"a sentence about {statement.measures[0].parameter} does not say for which {label}"
                )
            key.append(member)
        numbers = {}
        for measure in statement.measures:
            number = values.get(measure.parameter)
            if not isinstance(number, int | float):
                raise UnreadableError(f"a sentence does not say the number of {measure.parameter}")
            numbers[measure.parameter] = number
        self._take(statement, key, numbers)
        own = {*statement.labels, *(f"the_{label}" for label in statement.labels), *numbers}
        self._take_scalars({name: value for name, value in values.items() if name not in own})

    def _take(self, statement: Values, key: Sequence[str], numbers: Mapping[str, Number]) -> None:
        labels = tuple(self._label(words, set_name) for words, set_name in zip(key, label_sets(statement), strict=True))
        if len(statement.sets) == 1 and statement.sets[0] in self.open:
            member = labels if len(labels) > 1 else labels[0]
            told = self.data.setdefault(statement.sets[0], [])
            if member not in told:
                told.append(member)
        for set_name, label in zip(statement.sets, labels, strict=len(statement.sets) > 1):
            if len(statement.sets) > 1 and set_name in self.open:
                told = self.data.setdefault(set_name, [])
                if label not in told:
                    told.append(label)
        entry = labels if len(labels) > 1 else labels[0]
        for parameter, number in numbers.items():
            table = self.data.setdefault(parameter, {})
            if table.setdefault(entry, number) != number:
                raise UnreadableError(f"{parameter} of {entry} is said twice, differently")

    def _label(self, words: str, set_name: str) -> Label:
        name = self.reader.member(words, set_name)
        if name is None or (isinstance(self.sets[set_name].value, Range) and not name.isdigit()):
            raise UnreadableError(f"'{words}' is no member of {set_name}")
        return int(name) if name.isdigit() else name

    def _take_scalars(self, values: Mapping[str, Value]) -> None:
        for name, value in values.items():
            if name.endswith("_size") and isinstance(value, int):
                self._agree(self.sizes, name.removesuffix("_size"), value)
            elif isinstance(value, tuple):
                self._agree(self.lists, name, [self._label(str(words), name) for words in value])
            elif name in self.open and isinstance(value, int | float):
                self._agree(self.data, name, value)

    @staticmethod
    def _agree(known: dict[str, Any], name: str, value: Any) -> None:
        if known.setdefault(name, value) != value:
            raise UnreadableError(f"{name} is said twice, differently: {known[name]} and {value}")

    def model(self) -> Formulation:
        """The model with all that was read.

        Raises:
            UnreadableError: something is missing, or sets and data do not go together.
        """
        reader = self.reader
        for statement in (*reader.narrative.statements, reader.narrative.goal):
            implied = isinstance(statement, Rule) and statement.implied
            if id(statement) not in self.told and not implied:
                raise UnreadableError(f"this is not said: {_named(statement)}")
        for name, members in self.lists.items():
            if name in self.open and name not in self.data:
                self.data[name] = members
            elif name in self.data and set(self.data[name]) != set(members):
                raise UnreadableError(f"the members of {name} are said twice, differently")
        for name, size in self.sizes.items():
            if name in self.data and len(self.data[name]) != size:
                raise UnreadableError(f"{name} should have {size} members, and has {len(self.data[name])}")
        missing = sorted(self.open - set(self.data))
        if missing:
            raise UnreadableError(f"this is not said: {', '.join(missing)}")
        return with_data(reader.model, self.data)


def _named(statement: Statement) -> str:
    match statement:
        case Values():
            return ", ".join(measure.parameter for measure in statement.measures)
        case Rule():
            return statement.phrasings[0]
        case Opening():
            return "the opening"
        case Goal():
            return "the goal"


def _listed_items(sentence: str, lead: Reader, item: Reader) -> list[dict[str, Value]] | None:
    """The values of each item of an enumerating sentence; None when it is none of the lead's and item's."""
    head = lead.prefix(sentence, " ")
    if head is None or not sentence.endswith("."):
        return None
    values, end = head[0], head[1] + 1
    found: list[dict[str, Value]] = []
    rest = sentence[end:-1]
    while rest:
        step = item.prefix(rest, ", | and |$")
        if step is None:
            return None
        values_of_item, length = step
        found.append({**values, **values_of_item})
        rest = rest[length:]
        for joint in (", and ", ", ", " and "):
            if rest.startswith(joint):
                rest = rest[len(joint) :]
                break
        else:
            if rest:
                return None
    return found or None
