"""Word problems of the composer as values that operations change, and their texts."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from nl2opt.errors import Nl2optError
from nl2opt.formulation.elements import Formulation
from nl2opt.synth.candidates import Candidate
from nl2opt.synth.composer.assembly import MAXIMIZED, Said, formulation_of
from nl2opt.synth.composer.data import Datum
from nl2opt.synth.composer.draft import Draft, Key
from nl2opt.synth.composer.reading import reader_of
from nl2opt.synth.composer.registry import clause, phrasings
from nl2opt.synth.composer.text import Writer
from nl2opt.synth.composer.wording import Meaning, Teller
from nl2opt.synth.language.quantities import Number, draw_style
from nl2opt.synth.stories.registry import story as story_of
from nl2opt.synth.stories.story import Story

FEES = MappingProxyType({"profit": "profit after fees", "margin": "margin after fees", "cost": "cost with fees"})
"""What a goal becomes where sums are paid once."""

_UPPER = frozenset(("resource limit", "budget", "upper bound", "sum upper bound", "sum equality", "sum range", "range"))
_LOWER = frozenset(("requirement", "target", "lower bound", "sum lower bound", "sum equality", "sum range", "range"))

_TELLERS = 8
"""How many choices of words are tried for a text; some clauses cannot be said with all of them."""


@dataclass(frozen=True, slots=True)
class WordProblem:
    """What a word problem says.

    Attributes:
        story: in whose words.
        seed: of the problem that it was at first.
        chosen: the activities, by their places in the story.
        data: numbers for one unit of each activity.
        clauses: pairs of a type's name and what is said; see ``nl2opt.synth.composer``.
        goal: what is optimized.
        measure: the measure that the goal is about; -1 for none.
    """

    story: Story
    seed: int
    chosen: tuple[int, ...]
    data: tuple[Datum, ...]
    clauses: tuple[tuple[str, Meaning], ...]
    goal: str
    measure: int = -1

    @property
    def formulation(self) -> Formulation:
        """What it is as a formulation.

        Raises:
            KeyError: data are missing.
        """
        return formulation_of(self.story, self.said)

    @property
    def said(self) -> Said:
        """The same for the composer, which may change it."""
        clauses = [(name, dict(meaning)) for name, meaning in self.clauses]
        return Said(self.chosen, list(self.data), clauses, self.goal, self.measure)

    @property
    def table(self) -> dict[Key, dict[int, Number]]:
        """The data by key and activity."""
        found: dict[Key, dict[int, Number]] = {}
        for key, activity, value in self.data:
            found.setdefault(key, {})[activity] = value
        return found

    def with_table(self, table: Mapping[Key, Mapping[int, Number]]) -> WordProblem:
        """With other data."""
        return replace(
            self, data=tuple((key, place, value) for key, row in table.items() for place, value in row.items())
        )

    def with_clauses(self, *clauses: tuple[str, Meaning]) -> WordProblem:
        """With other clauses, and without the data that none of them needs."""
        fees = any(name == "fixed cost" for name, _ in clauses)
        plain = next((goal for goal, dear in FEES.items() if dear == self.goal), self.goal)
        goal = FEES.get(plain, plain) if fees else plain
        changed = replace(self, clauses=clauses, goal=goal)
        needed = set(changed.keys)
        return replace(changed, data=tuple(datum for datum in self.data if datum[0] in needed))

    @property
    def keys(self) -> tuple[Key, ...]:
        """The data that its clauses and its goal need."""
        found = [key for name, meaning in self.clauses for key in clause(name).keys(meaning)]
        return tuple(dict.fromkeys([*found, *goal_keys(self.goal, self.measure)]))


def goal_keys(goal: str, measure: int) -> tuple[Key, ...]:
    """The data that a goal needs."""
    match goal.split(" ")[0]:
        case "profit":
            return ("profit",)
        case "margin":
            return ("cost", "price")
        case "revenue":
            return ("price",)
        case "cost":
            return ("cost",)
        case "least" | "most":
            return (f"measure:{measure}",)
    return ()


def has_reason(goal: str, clauses: Iterable[tuple[str, Meaning]]) -> bool:
    """Whether a clause works against a goal: a limit where something is maximized, a requirement where minimized."""
    against = _UPPER if goal in MAXIMIZED else _LOWER
    return any(name in against for name, _ in clauses)


def word_problem(candidate: Candidate) -> WordProblem:
    """The word problem that a candidate of the composer tells.

    Raises:
        UnreadableError: the text is none of the composer's.
    """
    story = story_of(candidate.setting)
    said = reader_of(story).said(candidate.text)
    return WordProblem(
        story, candidate.seed, said.chosen, tuple(said.data), tuple(said.clauses), said.goal, said.measure
    )


def draft_of(problem: WordProblem, rng: random.Random) -> Draft:
    """The problem as a draft to go on with: its data, and what its clauses have said already."""
    draft = Draft(problem.story, rng, problem.chosen)
    draft.data = problem.table
    draft.taken = set(said_already(problem))
    return draft


def said_already(problem: WordProblem) -> list[tuple[object, ...]]:
    """What no further clause may say, in the notes of ``Draft.take``."""
    found: list[tuple[object, ...]] = []
    for key in goal_keys(problem.goal, problem.measure):
        name, _, place = key.partition(":")
        found.append((name, int(place)) if place else ("gain" if name == "profit" else name,))
    if problem.goal == "count":
        found += [("sum", "lower"), ("sum", "upper")]
    for name, meaning in problem.clauses:
        found += _noted(name, meaning)
    return found


def _noted(name: str, said: Meaning) -> list[tuple[object, ...]]:
    one = said.get("a")
    both = frozenset((one, said.get("b")))
    match name:
        case "resource limit" | "requirement":
            return [("measure", said["m"])]
        case "average quality":
            return [("quality", said["q"])]
        case "budget" | "target":
            return [(name,)]
        case "lower bound" | "minimum lot":
            return [("lower", one)]
        case "upper bound":
            return [("upper", one)]
        case "range":
            return [("lower", one), ("upper", one)]
        case "exact amount":
            return [("lower", one), ("upper", one), ("exact", one), ("exact",)]
        case "sum lower bound" | "sum upper bound":
            return [("sum", name.split(" ")[1])]
        case "sum equality" | "sum range":
            return [("sum", "lower"), ("sum", "upper")]
        case "pair lower bound" | "pair upper bound":
            return [("pair", name.split(" ")[1], both)]
        case "share lower bound" | "share upper bound":
            return [("share", one)]
        case "pair share":
            return [("share", one, said["b"]), ("share", said["b"], one)]
        case "fixed cost":
            return [("fee", one)]
        case "must be selected":
            return [("must",)]
    if "ks" in said:
        return [("logic of", said["ks"])]
    return [("compare", both), ("logic", both)]


def tell(problem: WordProblem, rng: random.Random) -> tuple[str, Formulation]:
    """A text of the problem, and its formulation with the constraints in the text's order.

    Raises:
        Nl2optError: one of its clauses cannot be said in the words of the story.
    """
    draft = Draft(problem.story, rng, problem.chosen)
    for _ in range(_TELLERS):
        teller = Teller(problem.story, rng, draw_style(rng))
        said = problem.said
        if all(teller.choose(phrasings(clause(name), draft, meaning), meaning) for name, meaning in said.clauses):
            text = Writer(draft, said, teller).text()
            return text, formulation_of(problem.story, said)
    raise Nl2optError("A clause cannot be said in the words of this story.", hint="Take another story.")
