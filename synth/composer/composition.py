"""Composes a word problem by seed: a story, activities, an objective, clauses, and their text."""

from __future__ import annotations

import functools
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zlib import crc32

from nl2opt.errors import Nl2optError
from nl2opt.formulation.elements import Formulation
from nl2opt.solvers.result import Status
from nl2opt.synth.candidates import Candidate
from nl2opt.synth.composer.assembly import MAXIMIZED, Said, formulation_of
from nl2opt.synth.composer.clause import Clause
from nl2opt.synth.composer.draft import Draft, Key
from nl2opt.synth.composer.lexicon import measures
from nl2opt.synth.composer.reading import read_back
from nl2opt.synth.composer.registry import clause, fitting, phrasings
from nl2opt.synth.composer.text import Writer
from nl2opt.synth.composer.wording import Teller
from nl2opt.synth.language.quantities import NumberStyle, draw_style
from nl2opt.synth.pairs import Origin, Route
from nl2opt.synth.randomness import stream
from nl2opt.synth.solving import solved
from nl2opt.synth.stories.registry import all_stories
from nl2opt.synth.stories.registry import story as story_of
from nl2opt.synth.stories.story import Kind, Story

TRIES = 60
MONEY_GOALS = {"profit": "profit after fees", "margin": "margin after fees", "cost": "cost with fees"}
UPPER = ("resource limit", "budget", "sum upper bound", "sum equality")
LOWER = ("requirement", "target", "sum lower bound", "sum equality")
CHANGING = ("exactly times", "not both")


@dataclass(frozen=True, slots=True)
class Options:
    """What a word problem may be.

    Attributes:
        activities: from how many to how many.
        clauses: from how many to how many, the objective not counted.
        story_half: ``A`` or ``B`` for one half of the stories; empty for all.
        phrasing_half: ``A`` or ``B`` for one half of the phrasings of clauses, objectives and openings; empty for all.
    """

    activities: tuple[int, int] = (2, 6)
    clauses: tuple[int, int] = (2, 6)
    story_half: str = ""
    phrasing_half: str = ""

    def __post_init__(self) -> None:
        for name, (least, most) in (("activities", self.activities), ("clauses", self.clauses)):
            if not 1 <= least <= most:
                raise Nl2optError(f"There are no {name} from {least} to {most}.", hint="Give 1 <= from <= to.")
        if not {self.story_half, self.phrasing_half} <= {"", "A", "B"}:
            raise Nl2optError("A half of stories or phrasings has another name than A or B.", hint="Give A or B.")


DEFAULT_OPTIONS = Options()


def half_of(text: str) -> str:
    """The half, ``A`` or ``B``, that a name or template belongs to, for experiments on generalization."""
    return "AB"[crc32(text.encode()) % 2]


def compose(
    seed: int,
    *,
    stories: Sequence[str] | None = None,
    clauses: Sequence[str] | None = None,
    options: Options = DEFAULT_OPTIONS,
) -> Candidate:
    """The word problem of a seed; its optimum exists and does not have all variables at zero.

    Args:
        seed: names it; equal arguments give an equal problem.
        stories: names of stories to draw from; None for all.
        clauses: names of clause types to draw from, besides those that the objective needs; None for all.
        options: sizes, and halves of the material.

    Raises:
        Nl2optError: a name is unknown, or no problem was found that meets the arguments.
    """
    pool = tuple(map(story_of, stories)) if stories else all_stories()
    pool = tuple(each for each in pool if not options.story_half or half_of(each.name) == options.story_half)
    if not pool:
        raise Nl2optError("No story is left to tell the problem in.", hint="Name more stories, or drop the half.")
    allowed = tuple(clause(name).name for name in clauses) if clauses is not None else None
    for attempt in range(TRIES):
        rng = stream(seed, "word problem", attempt)
        found = _attempt(rng, rng.choice(pool), allowed, options)
        if found is not None and _worthwhile(found[1]):
            text, formulation, story, said = found
            return _candidate(seed, text, formulation, story, said)
    raise Nl2optError(
        f"No feasible word problem was found for seed {seed} in {TRIES} tries.", hint="Allow more stories or clauses."
    )


def _attempt(
    rng: random.Random, story: Story, allowed: tuple[str, ...] | None, options: Options
) -> tuple[str, Formulation, Story, Said] | None:
    least, most = options.activities
    sizes = range(least, min(most, len(story.activities)) + 1)
    if story.kind is Kind.SELECT:
        sizes = range(min(max(3, least), len(story.activities)), min(max(most, 3), len(story.activities)) + 1)
    if not sizes:
        return None
    size = rng.choices(sizes, [1 / (each - 0.5) ** 1.3 for each in sizes])[0]
    draft = Draft(story, rng, tuple(rng.sample(range(len(story.activities)), size)))
    said = Said(chosen=draft.chosen)
    _draw_goal(draft, said)
    if not said.goal:
        return None
    _draw_clauses(draft, said, allowed, options)
    needed = list(dict.fromkeys(key for name, meaning in said.clauses for key in clause(name).keys(meaning)))
    needed += [key for key in _goal_keys(said) if key not in needed]
    said.data = [(key, place, value) for key in needed for place, value in draft.numbers(key).items()]
    teller = HalvedTeller(story, rng, draw_style(rng), options.phrasing_half)
    for name, meaning in said.clauses:
        if not teller.choose(phrasings(clause(name), draft, meaning), meaning):
            return None
    text = Writer(draft, said, teller).text()
    return text, formulation_of(story, said), story, said


class HalvedTeller(Teller):
    """A teller that keeps to one half of the templates wherever that half has any that fit."""

    def __init__(self, story: Story, rng: random.Random, style: NumberStyle, half: str) -> None:
        super().__init__(story, rng, style)
        self._half = half

    def choose(self, sources: tuple[str, ...], meaning: Mapping[str, object]) -> str:
        """One of the templates that fit; empty when there is none."""
        if self._half:
            own = tuple(source for source in sources if half_of(source) == self._half)
            found = super().choose(own, meaning)
            if found:
                return found
        return super().choose(sources, meaning)


def _draw_goal(draft: Draft, said: Said) -> None:
    story = draft.story
    resources = len(story.resources)
    ways: list[tuple[str, int, float]] = []
    if story.profit:
        ways.append(("profit", -1, 5))
    if story.kind is not Kind.MONEY:
        if story.price and story.cost:
            ways.append(("margin", -1, 2))
        if story.price:
            ways.append(("revenue", -1, 1))
        if story.cost and (story.supplies or story.kind is not Kind.SELECT):
            ways.append(("cost", -1, 3 if story.supplies else 1))
        for place, measure in enumerate(measures(story)):
            if measure.total and place < resources and story.supplies:
                ways.append(("least measure", place, 1))
            elif measure.total and place >= resources:
                ways.append(("most measure", place, 1.5))
        if story.supplies and story.kind is not Kind.SELECT:
            ways.append(("count", -1, 1))
    if not ways:
        return
    said.goal, said.measure, _ = draft.rng.choices(ways, [way[2] for way in ways])[0]
    for key in _goal_keys(said):
        name, _, number = key.partition(":")
        draft.take(*((name, int(number)) if number else ("gain" if name == "profit" else name,)))
        if name == "price" and story.cost is not None:
            draft.numbers("cost")  # prices are drawn above costs
        draft.numbers(key)
    if said.goal == "count":
        draft.take("sum", "lower")
        draft.take("sum", "upper")


def _goal_keys(said: Said) -> tuple[Key, ...]:
    match said.goal.split(" ")[0]:
        case "profit":
            return ("profit",)
        case "margin":
            return ("cost", "price")
        case "revenue":
            return ("price",)
        case "cost":
            return ("cost",)
        case "least" | "most":
            return (f"measure:{said.measure}",)
    return ()


def _draw_clauses(draft: Draft, said: Said, allowed: tuple[str, ...] | None, options: Options) -> None:
    story, rng = draft.story, draft.rng
    usable = {each.name: each for each in fitting(story)}
    pool = [each for each in usable.values() if allowed is None or each.name in allowed]
    wanted = rng.randint(*options.clauses)
    changing = [each for each in pool if each.name in CHANGING]
    if changing and (allowed is not None or rng.random() < 0.12):
        own = draft.taken
        draft.taken = set()
        _add(draft, said, rng.choice(changing))
        draft.taken |= own
    bounding = UPPER if said.goal in MAXIMIZED else LOWER
    needed = [usable[name] for name in bounding if name in usable and (allowed is None or name in allowed)]
    needed = needed or [usable[name] for name in bounding if name in usable]
    for _ in range(8):
        if not needed or _add(draft, said, rng.choices(needed, [each.weight for each in needed])[0]):
            break
    pool = [each for each in pool if each.name != "fixed cost" or said.goal in MONEY_GOALS]
    tries = 0
    while pool and len(said.clauses) < wanted and tries < 30:
        _add(draft, said, rng.choices(pool, [each.weight if allowed is None else 1 for each in pool])[0])
        tries += 1
    if any(name == "fixed cost" for name, _ in said.clauses):
        said.goal = MONEY_GOALS[said.goal]


def _add(draft: Draft, said: Said, each: Clause) -> bool:
    meaning = each.draws(draft)
    if meaning is None:
        return False
    said.clauses.append((each.name, meaning))
    return True


def _worthwhile(formulation: Formulation) -> bool:
    """Whether it has an optimum that is not to do nothing."""
    solution = solved(formulation)
    return solution.status is Status.OPTIMAL and solution.objective is not None and abs(solution.objective) > 1e-6


def _candidate(seed: int, text: str, formulation: Formulation, story: Story, said: Said) -> Candidate:
    logical = any(name in ("minimum lot", "implied amount", "not both", "fixed cost") for name, _ in said.clauses)
    whole = story.kind in (Kind.COUNT, Kind.SELECT)
    return Candidate(
        text=text,
        formulation=formulation,
        route=Route.CODE,
        origin=Origin.COMPOSER,
        family=f"word_problem_{story.kind.value}",
        setting=story.name,
        domain=story.domain,
        problem_class="integer" if whole else "mixed-integer" if logical else "linear",
        seed=seed,
        read_back=functools.partial(read_back, story=story),
        details={"goal": said.goal, "clauses": [name for name, _ in said.clauses]},
    )
