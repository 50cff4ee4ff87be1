"""The words and plausible numbers of a story, in which the composer tells word problems.

A story is a world of 6 to 10 activities that somebody decides about: tables and chairs to make, trucks to send, acres
to plant, projects to choose. The composer draws a few of the activities and clauses over them; the story only has
words, never sentences about the model. A file ``synth/stories/<domain>.py`` holds ``STORIES = (Story(...), ...)``, and
is found by its place alone.

Four kinds of activities, one kind in a story:

=============  =====================================================================================================
``COUNT``      whole things, integer variables; the noun is singular: ``oak table``, ``bus trip``, ``radio spot``
``MEASURE``    divisible amounts, continuous; the noun begins with its unit: ``acre of wheat``, ``ton of gravel``,
               ``hour of tutoring``; what stands behind " of " is used alone as well ("wheat is planted"), so it must be
               a mass noun or an activity: not ``ton of apples`` but ``ton of apple juice``
``MONEY``      dollars put into something, continuous; the noun is what they go into, as it stands behind "in":
               ``municipal bonds``, ``the solar fund``; ``profit`` is the yearly return as a share: (0.02, 0.12, 0.005)
``SELECT``     things chosen or not, binary; the noun is complete and singular: ``the harbor bridge``,
               ``Project Aurora``
=============  =====================================================================================================

Sentences that the words must fit, with ``COUNT`` and ``MEASURE``; say them aloud before you write a story:

- [first] makes oak tables, pine desks, and stools. [first] [verb.third] [plurals].
- Each oak table needs 3 hours of carpentry. Each [noun] [measure verb.third] 3 [measure noun in the plural].
- There are 120 hours of carpentry available. At most 120 hours of carpentry can be used.
- To keep a contract, at least 20 oak tables must be made. [reason], at least 20 [nouns] must be [verb.done].
- The workshop can make at most 80 pieces of furniture in total. [again] can [verb.base] at most 80 [collectives].
- At least 30% of the pieces of furniture [verb.done] must be oak tables.
- If any stools are made, a set-up cost of $200 is paid. / If wheat is planted, a permit fee of $90 is paid.
- An oak table brings a profit of $40, costs $25, and sells for $65.

Rules:

- Words are lower case (names excepted), American English, without digits, number words ("one", "double", "pair",
  "dozen", "half") and without commas (``Decider.first`` may have them); no word is used for two different things of one
  story, and no noun of it is part of another noun where a reader could mistake them.
- Plurals are made with inflect, which turns the head of ``hour of carpentry``; avoid nouns whose plural it gets wrong.
- Numbers are those that a reader would believe: ``low`` to ``high`` for one unit of an activity, in steps of ``step``.
  ``Activity.size`` scales them for activities that are larger than others (a truck of size 3 beside a van of size 1).
- Reasons can begin a sentence, with a comma behind them, and end one: ``because storage space is limited``,
  ``to keep a contract with a hotel``, ``due to safety rules``. They must fit any activity of the story, and give no
  number and no direction of their own.
- Contexts and facts are whole sentences that change nothing in the model: nobody may read them as a limit, a price or
  a number of the activities. ``facts`` have numbers: ``{n}`` from 2 to 99, ``{big}`` from 100 to 5000, ``{year}`` from
  1950 to 2020. A noun behind ``{n}`` is in the plural.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from enum import StrEnum

from nl2opt.synth.language.english import plural

Number = int | float
Span = tuple[Number, Number, Number]
"""``(low, high, step)``: numbers from low to high in steps; whole numbers where all three are."""


class Kind(StrEnum):
    """What is decided about an activity; see the module."""

    COUNT = "count"
    MEASURE = "measure"
    MONEY = "money"
    SELECT = "select"


@dataclass(frozen=True, slots=True)
class Verb:
    """The forms of a verb: ``make, makes, made, making``."""

    base: str
    third: str
    done: str
    doing: str


@functools.cache
def verb(forms: str) -> Verb:
    """The verb of four forms parted by commas: ``verb("set up, sets up, set up, setting up")``."""
    base, third, done, doing = (form.strip() for form in forms.split(","))
    return Verb(base, third, done, doing)


NEEDS = (
    verb("need, needs, needed, needing"),
    verb("require, requires, required, requiring"),
    verb("use, uses, used, using"),
    verb("take, takes, taken, taking"),
)
"""What an activity does to a resource, unless the story has better words."""

GIVES = (verb("provide, provides, provided, providing"), verb("supply, supplies, supplied, supplying"))
"""What an activity does for a requirement, unless the story has better words (contain, produce, reach, carry)."""


@dataclass(frozen=True, slots=True)
class Decider:
    """Who decides, always in the third person singular.

    Attributes:
        first: at the first mention, as the subject of a sentence: ``a furniture workshop in Leeds``, ``Marta``,
            ``Omar, the head of a small print shop,``.
        again: afterwards: ``the workshop``, ``Marta``, ``Omar``.
        pronoun: ``it``, ``she``, ``he`` or ``they``.
    """

    first: str
    again: str
    pronoun: str = "it"


@dataclass(frozen=True, slots=True)
class Activity:
    """Something that can be done more or less (or, with ``SELECT``, done or not).

    Attributes:
        noun: as the kind of the story says.
        size: scales the numbers of the story for it.
        name: of its variable; made of the noun by default (``oak_tables``, ``wheat``, ``harbor_bridge``).
    """

    noun: str
    size: float = 1
    name: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """Something that each unit of an activity uses up, or gives.

    Attributes:
        noun: one unit of it, singular: ``hour of carpentry``, ``screw``, ``gram of protein``, ``square foot of shelf
            space``, ``delivery van``. What stands behind " of " is a mass noun or a plural; it is used alone, too.
        span: how much of it one unit of an activity uses or gives.
        verbs: ``Each table [third] 3 hours of carpentry``. Its passive is said, too ("at most 90 students can be
            [done]") and is left empty where nobody would say it: ``contain, contains, , containing``.
        total: behind "the", when it is the objective: ``total carpentry time``, ``number of people reached``. Empty:
            it is never the objective.
        name: of its constraint; made of the noun by default: ``carpentry``, ``screws``.
        reasons: why it is limited (or required), as the module says.
    """

    noun: str
    span: Span
    verbs: tuple[Verb, ...] = ()
    total: str = ""
    name: str = ""
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quality:
    """A property of each activity whose average over everything is limited, as in blending.

    Attributes:
        noun: a mass noun for shares (``protein``: "Corn meal is 9% protein"), else what is rated (``quality score``:
            "Each ... has a quality score of 7").
        span: shares of one where ``share`` is set: (0.05, 0.4, 0.01).
        least: whether the average must be at least something; otherwise at most.
        share: whether it is a percentage of the amount.
        whole: for shares, what all activities make up, with article: ``the mix``, ``the blend``.
    """

    noun: str
    span: Span
    least: bool = True
    share: bool = False
    whole: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """See the module.

    Attributes:
        name: unique, in snake_case: ``furniture_workshop``.
        domain: one of LLMOPT's fifteen: agriculture, energy, health, retail, environment, education, finance,
            transport, utilities, manufacturing, software, construction, legal, customer service, entertainment.
        kind: of the activities.
        deciders: at least 3, of different sorts: a firm, a person's name, a role.
        verbs: at least 2 for what is done with activities, each fitting all of them: make, produce; hire, employ.
        activities: 6 to 10.
        collective: the singular noun for a unit of any of them: ``piece of furniture``, ``acre of crops``, ``vehicle``,
            ``project``; ``dollar`` with ``MONEY``. No activity's noun is equal to it.
        quantity: from how many to how many of one activity is plausible; with ``MONEY`` dollars, ``SELECT`` (0, 1, 1).
        resources: 2 to 5 that are limited (none are needed with ``MONEY``).
        supplies: 0 to 4 that activities give and that are required (nutrients, capacity, people reached).
        profit: money gained by a unit ((0.02, 0.12, 0.005) as shares with ``MONEY``); None where nothing is earned.
        price: money that a unit sells for, above ``cost``; None where nothing is sold.
        cost: money that a unit costs; None where that is not natural.
        gains: nouns for what ``profit`` is: ``profit``, ``net income``, ``margin``, with ``MONEY`` ``return``.
        fixed: nouns with article for a sum paid once if an activity is done at all: ``a set-up cost``.
        fixed_span: its range.
        qualities: see ``Quality``; may be empty.
        periods: when: ``this week``, ``in the coming month``, ``each day``: fits the end of "how many tables to make".
        lower_reasons: why some amount must be done at least.
        upper_reasons: why no more than some amount can be done.
        mix_reasons: why shares and ratios between activities are kept.
        contexts: 3 or more sentences without numbers.
        facts: 3 or more sentences with numbers that do not matter.
    """

    name: str
    domain: str
    kind: Kind
    deciders: tuple[Decider, ...]
    verbs: tuple[Verb, ...]
    activities: tuple[Activity, ...]
    collective: str
    quantity: Span
    resources: tuple[Measure, ...] = ()
    supplies: tuple[Measure, ...] = ()
    profit: Span | None = None
    price: Span | None = None
    cost: Span | None = None
    gains: tuple[str, ...] = ("profit",)
    fixed: tuple[str, ...] = ()
    fixed_span: Span = (100, 1000, 50)
    qualities: tuple[Quality, ...] = ()
    periods: tuple[str, ...] = ()
    lower_reasons: tuple[str, ...] = ()
    upper_reasons: tuple[str, ...] = ()
    mix_reasons: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()

    def __hash__(self) -> int:
        """By its name, which is unique; readers are kept by story."""
        return hash(self.name)


def kind_phrase(story: Story, activity: Activity) -> str:
    """The activity as such, without an amount: ``oak tables``, ``wheat``, ``municipal bonds``, ``the old bridge``."""
    if story.kind is Kind.COUNT:
        return plural(activity.noun)
    return activity.noun.partition(" of ")[2] if story.kind is Kind.MEASURE else activity.noun


def variable_name(story: Story, activity: Activity) -> str:
    """The name of an activity's variable: ``oak_tables``."""
    return activity.name or snake_case(kind_phrase(story, activity))


def measure_name(measure: Measure) -> str:
    """The name of a measure's constraint: ``carpentry``, ``screws``."""
    return measure.name or snake_case(measure.noun.partition(" of ")[2] or plural(measure.noun))


def snake_case(phrase: str) -> str:
    """A phrase as a name, without an article before it."""
    words = re.findall(r"[a-z0-9]+", phrase.lower().replace("'", ""))
    if words[0] in ("the", "a", "an") and len(words) > 1:
        words = words[1:]
    return "_".join(words)
