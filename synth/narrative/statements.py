"""The statements that tell a model over data: what is said, in which phrasings, and which elements it covers.

Each phrasing is one sentence, a template of ``nl2opt.synth.language.templates``. Slots that are always there:

- the words of the story setting, by their keys: ``{truck}``, ``{ton}``;
- for a set ``STORES``: ``{STORES:list}`` (its members) and ``{STORES_size}`` (their number);
- every parameter without an index, by its name: ``{budget:money}``; the ends of a set that is a range, such as the
  number of periods ``T``, are parameters, too.

A statement that names a set's size or a scalar's value also hands it to whoever reads the text back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from nl2opt.synth.language.quantities import Form


@dataclass(frozen=True, slots=True)
class Opening:
    """The first sentence or sentences: who decides about what. ``sets`` are those whose members it lists."""

    phrasings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """One sentence that states constraints, domains of variables or scalar data.

    Attributes:
        tells: the constraints and variables of the formulation that it states; a variable stands for its domain
            (integer, binary, bounds). Empty for scalar data alone.
        phrasings: its sentences.
        implied: whether a reader may be left to know it (ships cannot be negative, trucks come whole): it is then said
            in some of the texts only.
        essential: whether nothing is left to decide without it (how many sites are chosen, what a ratio is): no variant
            of the problem goes without it.
    """

    tells: tuple[str, ...]
    phrasings: tuple[str, ...]
    implied: bool = False
    essential: bool = False


@dataclass(frozen=True, slots=True)
class Measure:
    """A parameter over sets, as texts name it.

    Attributes:
        parameter: its name in the formulation.
        heading: the column or caption in tables, with unit; a template without number slots: ``Cost per {ton} ($)``.
        form: how its numbers are written in sentences; tables hold plain digits (percentages as such).
        unit: words behind the number in bullet lists, a template: ``{ton*value}``, where ``value`` is the number.
    """

    parameter: str
    heading: str
    form: Form = Form.NUMBER
    unit: str = ""

    @property
    def listed(self) -> Form:
        """The form of its numbers in bullet lists, where they stand behind the heading or before the unit."""
        money_in_heading = self.form is Form.MONEY and not self.unit and "$" in self.heading
        return Form.DIGITS if self.form is Form.NUMBER or money_in_heading else self.form


@dataclass(frozen=True, slots=True)
class Values:
    """Data over one set, over pairs of sets, or over the members of a tuple set: sentences, a list or a table.

    Attributes:
        measures: parameters with one and the same index that are told together.
        labels: the slot name of each index, in order: ``("plant_name", "store_name")``; none of them is a word of a
            setting. The phrasings name members by it: ``{plant_name}`` as it is, ``{the_plant_name}`` with "the" before
            it where the setting's members are common nouns.
        phrasings: one sentence for one key; it names every label and every measure (``{supply:number}``).
        listings: pairs of a lead and an item for all keys in one sentence: the lead ends where the items begin
            ("The [daily|] supplies are"), an item is "{supply} tons in {plant}". For one axis only.
        captions: sentences in front of a table or bullet list, ended by a colon: "The [freight|shipping] costs are:".
        sets: the sets of the formulation that the labels run over; one tuple set for several labels.
        tells: constraints or variables that this statement states besides the data (a demand that must be met).
        prose_to: more keys than these are never told in sentences.
    """

    measures: tuple[Measure, ...]
    labels: tuple[str, ...]
    sets: tuple[str, ...]
    phrasings: tuple[str, ...]
    captions: tuple[str, ...]
    listings: tuple[tuple[str, str], ...] = ()
    tells: tuple[str, ...] = ()
    prose_to: int = 8


@dataclass(frozen=True, slots=True)
class Goal:
    """What is asked for: an instruction ("Determine ... so that cost is minimal.") or a question ("What is ...?")."""

    phrasings: tuple[str, ...]


Statement: TypeAlias = Opening | Rule | Values | Goal


@dataclass(frozen=True, slots=True)
class Setting:
    """A story in which a model is told.

    Attributes:
        name: of the setting, unique in its family: ``relief_flights``.
        domain: one of LLMOPT's fifteen: agriculture, energy, health, retail, environment, education, finance,
            transport, utilities, manufacturing, software, construction, legal, customer service, entertainment.
        words: phrases for the slots of the phrasings, in the singular and in lower case unless they are names.
        members: for each set of labels, names that its members may have, at least as many as the set may be large in
            the easy bands; more are made by numbering ``words[...]``: see ``Sampler.members``.
        common: sets whose members are common nouns (``tent``), so that sentences say "the tent".
        distractors: sentences with facts that change nothing ("The warehouse opened in {year}."), templates whose
            own number slots are filled at random from 2 to 99 (``year``: 1950 to 2020).
    """

    name: str
    domain: str
    words: Mapping[str, str]
    members: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    common: tuple[str, ...] = ()
    distractors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Narrative:
    """All that a text about a model says; ``statements`` stand in an order that makes sense to a reader."""

    openings: tuple[Opening, ...]
    statements: tuple[Rule | Values, ...]
    goal: Goal
