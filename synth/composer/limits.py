"""Clauses over data: what is available, what is required, the budget, the least profit."""

from __future__ import annotations

from nl2opt.synth.composer.clause import Clause, Model, Row, Rows, literal
from nl2opt.synth.composer.draft import Draft, Key, rounded
from nl2opt.synth.composer.lexicon import larger, measures
from nl2opt.synth.composer.wording import Meaning
from nl2opt.synth.stories.story import Kind


def _measure(draft: Draft, supply: bool) -> Meaning | None:
    resources = len(draft.story.resources)
    places = range(resources, len(measures(draft.story))) if supply else range(resources)
    free = [place for place in places if ("measure", place) not in draft.taken]
    if not free:
        return None
    place = draft.rng.choice(free)
    draft.take("measure", place)
    used = draft.used(f"measure:{place}")
    if used <= 0:
        return None
    bound = draft.below(used) if supply else draft.above(used)
    if " of " not in measures(draft.story)[place].noun:
        bound = rounded(bound, 1, up=not supply)
    if bound <= 0:
        return None
    bigger = larger(measures(draft.story)[place])
    if bigger and bound >= bigger[1] and draft.rng.random() < 0.5:
        in_larger = rounded(bound / bigger[1], 1 if bound > 20 * bigger[1] else 0.5, up=not supply)
        if in_larger > 0:
            return {"m": place, "n": in_larger, "scale": bigger[1]}
    return {"m": place, "n": bound}


def _measure_rows(operator: str) -> Rows:
    def rows(model: Model, said: Meaning) -> list[Row]:
        scale = f" * {literal(said['scale'])}" if "scale" in said else ""
        name, key = model.measure(said["m"]), f"measure:{said['m']}"
        return [(name, f"{model.weighted(key)} {operator} {literal(said['n'])}{scale}")]

    return rows


def _measure_key(said: Meaning) -> tuple[Key, ...]:
    return (f"measure:{said['m']}",)


def _budget(draft: Draft) -> Meaning | None:
    if draft.story.cost is None or ("cost",) in draft.taken or draft.has_fee or not draft.take("budget"):
        return None
    return {"n": rounded(draft.above(draft.used("cost")), 1, up=True)}


def _target(draft: Draft) -> Meaning | None:
    if draft.story.profit is None or ("gain",) in draft.taken or ("price",) in draft.taken:
        return None  # beside prices and costs, profits of their own would contradict them
    if draft.has_fee or not draft.take("target"):
        return None
    value = rounded(draft.below(draft.used("profit")), 1, up=False)
    return {"n": value} if value > 0 else None


AVAILABLE = (
    "there {are} {n:number} {m*n} available",
    "there {are} only {n:number} {m*n} available[ {when}|]",
    "{who} has {n:number} {m*n}[ available|]",
    "{who} has [a total of|only|up to|at most|no more than] {n:number} {m*n}[ available| at hand|]",
    "[at most|no more than|up to|not more than] {n:number} {m*n} can be {used}",
    "[at most|no more than] {n:number} {m*n} {are} available",
    "[in total|altogether], [only|at most|no more than|up to] {n:number} {m*n} can be {used}",
    "{who} can [count on|draw on|call on] [at most|no more than|up to] {n:number} {m*n}",
    "a total of {n:number} {m*n} is available[ {when}|]",
    "the total number of {m:plural} {used} [cannot|must not|may not] exceed {n:number}",
    "the {all:plural} {made} [cannot|must not|may not] {use} more than {n:number} {m*n} [in total|altogether|in all]",
    "[not more than|at most] {n:number} {m*n} may be {used} [in total|altogether]",
    "{who} must make sure that no more than {n:number} {m*n} {are} {used}",
    "all {all:plural} {made} taken together [cannot|must not|may not] {use} more than {n:number} {m*n}",
    "[in total|altogether], the {all:plural} {made} must {use} [at most|no more than] {n:number} {m*n}",
    "{who} cannot use more than {n:number} {m*n}",
    "{n:number} {m*n} {are} available[ in total|]",
    "the supply of {what} is limited to {n:number} {unit*n}",
    "the available {what} amounts to {n:number} {unit*n}",
)
AVAILABLE_LARGER = (
    "there {are} {n:number} {larger*n} available",
    "{who} has [a total of |only |]{n:number} {larger*n}[ available|]",
    "[at most|no more than|up to] {n:number} {larger*n} can be {used}",
    "the {all:plural} {made} [cannot|must not|may not] {use} more than {n:number} {larger*n} in total",
    "in total, only {n:number} {larger*n} {are} available",
    "{who} cannot use more than {n:number} {larger*n}",
)
REQUIRED = (
    "[at least|no less than] {n:number} {m*n} {are} [needed|required]",
    "{who} needs [at least|a minimum of|no less than] {n:number} {m*n}",
    "in total, at least {n:number} {m*n} must be {used}",
    "altogether, [no less than|at least] {n:number} {m*n} must be {used}",
    "the {all:plural} {made} [must|have to] {use} [at least|no less than] {n:number} {m*n} [in "
    "total|altogether|in all]",
    "[at least|no less than] {n:number} {m*n} [must|have to] be {used}[ {when}|]",
    "{who} must make sure that [at least|no less than] {n:number} {m*n} {are} {used}",
    "the total number of {m:plural} {used} [cannot|must not] be less than {n:number}",
    "all {all:plural} {made} taken together must {use} no less than {n:number} {m*n}",
    "[in total|altogether], the {all:plural} {made} [must|have to] {use} [at least|no less than] {n:number} {m*n}",
    "{who} must [get|reach|obtain] at least {n:number} {m*n}",
    "the number of {m:plural} must be at least {n:number}",
    "a total of at least {n:number} {m*n} is [needed|required]",
    "there must be [at least|no less than] {n:number} {m*n} in total",
    "{who} wants to have at least {n:number} {m*n}",
    "there must not be less than {n:number} {m*n} in all",
    "[overall|all in all], the requirement is at least {n:number} {m*n}",
)
REQUIRED_LARGER = (
    "[at least|no less than] {n:number} {larger*n} {are} [needed|required]",
    "{who} needs [at least|a minimum of] {n:number} {larger*n}",
    "in total, at least {n:number} {larger*n} must be {used}",
    "the {all:plural} {made} must {use} at least {n:number} {larger*n} in total",
)
BUDGET = (
    "{who} has a budget of {n:money}[ {when}|]",
    "the budget is {n:money}",
    "{who} can spend [at most|up to|no more than] {n:money}[ in total|]",
    "[at most|no more than|up to] {n:money} can be spent",
    "the total cost [cannot|must not|may not] exceed {n:money}",
    "total costs must stay within {n:money}",
    "the budget is limited to {n:money}",
    "there is a budget of {n:money}",
    "altogether, no more than {n:money} may be spent",
    "{who} does not want to spend more than {n:money}",
)
TARGET = (
    "the total {gain} must be at least {n:money}",
    "{who} [wants|needs] a total {gain} of at least {n:money}",
    "a total {gain} of at least {n:money} is required",
    "in total, {gain:a} of no less than {n:money} must be made",
    "the total {gain} [cannot|must not] [fall below|be less than] {n:money}",
    "{who} has to reach a total {gain} of at least {n:money}",
)
ALL = (Kind.COUNT, Kind.MEASURE, Kind.SELECT)
CLAUSES = (
    Clause(
        "resource limit",
        lambda draft: _measure(draft, supply=False),
        _measure_rows("<="),
        dict.fromkeys(ALL, (*AVAILABLE, *AVAILABLE_LARGER)),
        keys=_measure_key,
        weight=6,
    ),
    Clause(
        "requirement",
        lambda draft: _measure(draft, supply=True),
        _measure_rows(">="),
        dict.fromkeys(ALL, (*REQUIRED, *REQUIRED_LARGER)),
        keys=_measure_key,
        weight=3,
    ),
    Clause(
        "budget",
        _budget,
        lambda model, said: [("budget", f"{model.weighted('cost')} <= {literal(said['n'])}")],
        dict.fromkeys(ALL, BUDGET),
        keys=lambda _: ("cost",),
        weight=2,
    ),
    Clause(
        "target",
        _target,
        lambda model, said: [("target", f"{model.weighted('profit')} >= {literal(said['n'])}")],
        dict.fromkeys((*ALL, Kind.MONEY), TARGET),
        keys=lambda _: ("profit",),
        weight=0.7,
    ),
)
"""Weighted sums with an upper or a lower bound (types 3 and 7 of Li, Zhang and Mak-Hau, arXiv 2311.15271)."""
