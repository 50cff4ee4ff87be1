"""Clauses that bound one activity."""

from __future__ import annotations

from nl2opt.synth.composer.clause import Clause, Model, Row, Rows, amounts, literal
from nl2opt.synth.composer.draft import Draft, nice, rounded
from nl2opt.synth.composer.wording import Meaning
from nl2opt.synth.language.quantities import Number
from nl2opt.synth.stories.story import Kind


def whole_amount(draft: Draft, value: float, up: bool) -> Number:
    """A round amount beside a value, whole where amounts are."""
    found = nice(value, up)
    return rounded(found, 1, up) if draft.whole else found


def _one(draft: Draft, *sides: str) -> int | None:
    """An activity of the plan that has none of the bounds yet, and whose bounds are then noted."""
    free = [
        place
        for place in draft.chosen
        if draft.plan[place] > 0 and not any((side, place) in draft.taken for side in (*sides, "exact"))
    ]
    if not free:
        return None
    place = draft.rng.choice(free)
    for side in sides:
        draft.take(side, place)
    return place


def _lower(draft: Draft) -> Meaning | None:
    place = _one(draft, "lower")
    if place is None:
        return None
    value = whole_amount(draft, draft.plan[place] * draft.rng.uniform(0.4, 1), up=False)
    return {"a": place, "n": value} if value > 0 else None


def _upper(draft: Draft) -> Meaning | None:
    place = _one(draft, "upper")
    if place is None:
        return None
    return {"a": place, "n": whole_amount(draft, draft.plan[place] * draft.rng.uniform(1, 1.4), up=True)}


def _exact(draft: Draft) -> Meaning | None:
    if len(draft.chosen) < 3 or ("exact",) in draft.taken:
        return None
    place = _one(draft, "lower", "upper", "exact")
    if place is None:
        return None
    draft.take("exact")
    return {"a": place, "n": draft.plan[place]}


def _between(draft: Draft) -> Meaning | None:
    place = _one(draft, "lower", "upper")
    if place is None:
        return None
    low = whole_amount(draft, draft.plan[place] * draft.rng.uniform(0.3, 0.9), up=False)
    high = whole_amount(draft, draft.plan[place] * draft.rng.uniform(1.05, 1.6), up=True)
    return {"a": place, "low": low, "high": high} if 0 < low < high else None


def _row_one(prefix: str, operator: str) -> Rows:
    def rows(model: Model, said: Meaning) -> list[Row]:
        name = model.name(said["a"])
        return [(f"{prefix}_{name}", f"{name} {operator} {literal(said['n'])}")]

    return rows


def _rows_between(model: Model, said: Meaning) -> list[Row]:
    name = model.name(said["a"])
    return [(f"range_{name}", f"{literal(said['low'])} <= {name} <= {literal(said['high'])}")]


LEAST = "[at least|no fewer than|no less than|a minimum of|not less than]"
MOST = "[at most|no more than|up to|a maximum of|not more than]"

CLAUSES = (
    Clause(
        "lower bound",
        _lower,
        _row_one("least", ">="),
        {
            **amounts(
                f"{LEAST} {{n:number}} {{a*n}} must be {{made}}",
                f"{LEAST} {{n:number}} {{a*n}} [need|have] to be {{made}}[ {{when}}|]",
                f"{{who}} [must|has to|needs to] {{make}} {LEAST} {{n:number}} {{a*n}}",
                "the number of {a:plural} [must|has to] be [at least|no less than|not less than] {n:number}",
                "the number of {a:plural} {made} [must not|cannot|may not] be [less than|below|under] {n:number}",
                "{who} [has agreed|has undertaken|is obliged|has promised] to {make} at least {n:number} {a*n}",
                "a minimum of {n:number} {a*n} is required",
                "of all {all:plural}, at least {n:number} must be {a:plural}",
                "it is required that at least {n:number} {a*n} [{are}|be] {made}",
                "{who} will {make} {n:number} or more {a:plural}",
                counted=(
                    "{who} does not want to {make} fewer than {n:number} {a*n}",
                    "at least {n:number} of the {all:plural} {made} must be {a:plural}",
                ),
                measured=("{who} does not want to {make} less than {n:number} {a*n}",),
            ),
            Kind.MONEY: (
                "at least {n:money} must be {made} in {ak}",
                "{who} [must|has to|wants to] {make} [at least|no less than|a minimum of] {n:money} in {ak}",
                "the amount {made} in {ak} [must|has to] be [at least|no less than] {n:money}",
                "no less than {n:money} [has to|must] be {made} in {ak}",
                "the amount in {ak} cannot be [below|less than] {n:money}",
                "a minimum of {n:money} must go into {ak}",
            ),
        },
        "lower",
        weight=2,
    ),
    Clause(
        "upper bound",
        _upper,
        _row_one("most", "<="),
        {
            **amounts(
                f"{MOST} {{n:number}} {{a*n}} [can|may] be {{made}}",
                f"{{who}} [can|may] {{make}} {MOST} {{n:number}} {{a*n}}",
                "{who} cannot {make} more than {n:number} {a*n}[ {when}|]",
                "the number of {a:plural} [must|can] be [at most|no more than] {n:number}",
                "the number of {a:plural} {made} [must not|cannot|may not] [exceed|be more than|be above] {n:number}",
                "no more than {n:number} {a*n} {are} [allowed|possible]",
                "{who} does not want to {make} more than {n:number} {a*n}",
                "the number of {a:plural} is limited to {n:number}",
                "{making} more than {n:number} {a*n} is not possible",
                "there is a limit of {n:number} on the number of {a:plural}",
                counted=(
                    "there is room for {n:number} {a*n} at most",
                    "not more than {n:number} of the {all:plural} may be {a:plural}",
                    "only {n:number} or fewer {a:plural} can be {made}",
                ),
                measured=("only {n:number} {a*n} or less can be {made}",),
            ),
            Kind.MONEY: (
                "at most {n:money} [can|may] be {made} in {ak}",
                "{who} [can|may|will] {make} [at most|no more than|up to] {n:money} in {ak}",
                "the amount {made} in {ak} [cannot|must not|may not] exceed {n:money}",
                "no more than {n:money} [may|can] go into {ak}",
                "{who} does not want to {make} more than {n:money} in {ak}",
                "the amount in {ak} is limited to {n:money}",
            ),
        },
        "upper",
        weight=2,
    ),
    Clause(
        "exact amount",
        _exact,
        _row_one("exact", "=="),
        {
            **amounts(
                "exactly {n:number} {a*n} must be {made}",
                "{who} [must|has to|will] {make} exactly {n:number} {a*n}",
                "the number of {a:plural} must be exactly {n:number}",
                "{who} has already decided to {make} exactly {n:number} {a*n}",
                "precisely {n:number} {a*n} [must|have to] be {made}[ {when}|]",
                "the number of {a:plural} is fixed at {n:number}",
                "it is settled that exactly {n:number} {a*n} will be {made}",
                "{who} needs exactly {n:number} {a*n}, no more and no less",
                "there must be exactly {n:number} {a*n}",
                counted=("neither more nor fewer than {n:number} {a*n} may be {made}",),
                measured=("neither more nor less than {n:number} {a*n} may be {made}",),
            ),
            Kind.MONEY: (
                "exactly {n:money} must be {made} in {ak}",
                "{who} has decided to {make} exactly {n:money} in {ak}",
                "the amount {made} in {ak} is fixed at {n:money}",
            ),
        },
        weight=0.4,
    ),
    Clause(
        "range",
        _between,
        _rows_between,
        {
            **amounts(
                "the number of {a:plural} must be between {low:number} and {high:number}",
                "between {low:number} and {high:number} {a:plural} must be {made}",
                "{who} [wants to|must|has to] {make} between {low:number} and {high:number} {a:plural}",
                "at least {low:number} but [no|not] more than {high:number} {a:plural} must be {made}",
                "{who} must {make} at least {low:number} and at most {high:number} {a:plural}",
                "the number of {a:plural} has to lie between {low:number} and {high:number}",
                "at least {low:number} {a*low} must be {made}, but not more than {high:number}",
                "from {low:number} to {high:number} {a:plural} must be {made}",
                "{who} needs at least {low:number} {a*low} and can use up to {high:number}",
                counted=(
                    "no fewer than {low:number} and no more than {high:number} {a:plural} [should|must] be {made}",
                ),
            ),
            Kind.MONEY: (
                "between {low:money} and {high:money} must be {made} in {ak}",
                "the amount {made} in {ak} must be between {low:money} and {high:money}",
                "{who} wants to {make} at least {low:money} but no more than {high:money} in {ak}",
            ),
        },
        weight=1.2,
    ),
)
"""Bounds of one activity (types 1 and 5 of Li, Zhang and Mak-Hau, arXiv 2311.15271), and our own."""
