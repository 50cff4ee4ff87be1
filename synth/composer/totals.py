"""Clauses that bound two activities, or all of them, together."""

from __future__ import annotations

from nl2opt.synth.composer.bounds import whole_amount
from nl2opt.synth.composer.clause import Clause, Model, Row, Rows, amounts, literal
from nl2opt.synth.composer.draft import Draft
from nl2opt.synth.composer.wording import Meaning
from nl2opt.synth.stories.story import Kind


def _sum_lower(draft: Draft) -> Meaning | None:
    if not draft.take("sum", "lower"):
        return None
    value = whole_amount(draft, draft.total * draft.rng.uniform(0.6, 1), up=False)
    return {"n": value} if value > 0 else None


def _sum_upper(draft: Draft) -> Meaning | None:
    if not draft.take("sum", "upper"):
        return None
    value = whole_amount(draft, draft.total * draft.rng.uniform(1, 1.3), up=True)
    if draft.story.kind is Kind.SELECT and value >= len(draft.chosen):
        return None  # all of them are no limit
    return {"n": value}


def _sum_exact(draft: Draft) -> Meaning | None:
    if not (draft.take("sum", "lower") and draft.take("sum", "upper")):
        return None
    return {"n": draft.total}


def _sum_between(draft: Draft) -> Meaning | None:
    if not (draft.take("sum", "lower") and draft.take("sum", "upper")):
        return None
    low = whole_amount(draft, draft.total * draft.rng.uniform(0.5, 0.9), up=False)
    high = whole_amount(draft, draft.total * draft.rng.uniform(1.05, 1.3), up=True)
    return {"low": low, "high": high} if 0 < low < high else None


def _pair_upper(draft: Draft) -> Meaning | None:
    if len(draft.chosen) < 3:
        return None
    one, two = draft.pair()
    if not draft.take("pair", "upper", frozenset((one, two))):
        return None
    return {"a": one, "b": two, "n": whole_amount(draft, (draft.plan[one] + draft.plan[two]) * 1.1, up=True)}


def _pair_lower(draft: Draft) -> Meaning | None:
    if len(draft.chosen) < 3:
        return None
    one, two = draft.pair()
    if not draft.take("pair", "lower", frozenset((one, two))):
        return None
    value = whole_amount(draft, (draft.plan[one] + draft.plan[two]) * draft.rng.uniform(0.6, 1), up=False)
    return {"a": one, "b": two, "n": value} if value > 0 else None


def _row_sum(name: str, operator: str) -> Rows:
    return lambda model, said: [(name, f"{model.total()} {operator} {literal(said['n'])}")]


def _row_pair(operator: str) -> Rows:
    def rows(model: Model, said: Meaning) -> list[Row]:
        one, two = model.name(said["a"]), model.name(said["b"])
        return [(f"{one}_and_{two}", f"{one} + {two} {operator} {literal(said['n'])}")]

    return rows


CLAUSES = (
    Clause(
        "sum lower bound",
        _sum_lower,
        _row_sum("total_least", ">="),
        {
            **amounts(
                "at least {n:number} {all*n} must be {made} in total",
                "in total, at least {n:number} {all*n} must be {made}",
                "{who} [must|has to|needs to] {make} [at least|no fewer than|no less than] {n:number} {all*n} "
                "[altogether|in total|overall]",
                "the total number of {all:plural} [must|has to] be at least {n:number}",
                "the total number of {all:plural} {made} [cannot|must not] [be less than|fall below] {n:number}",
                "altogether, {who} needs [at least|a minimum of] {n:number} {all*n}",
                "a total of at least {n:number} {all*n} is required",
                "{who} is expected to {make} at least {n:number} {all*n} altogether",
                "overall, a minimum of {n:number} {all*n} has to be {made}",
                counted=("all in all, no fewer than {n:number} {all*n} [must|have to] be {made}",),
            ),
            Kind.SELECT: (
                "at least {n:number} of the {all:plural} must be {made}",
                "{who} [must|has to|wants to] {make} at least {n:number} of the {all:plural}",
                "no fewer than {n:number} {all*n} must be {made}",
                "the number of {all:plural} {made} must be at least {n:number}",
                "a minimum of {n:number} {all*n} has to be {made}",
            ),
            Kind.MONEY: (
                "at least {n:money} must be {made} in total",
                "in total, {who} [must|wants to] {make} at least {n:money}",
                "the total amount {made} must be [at least|no less than] {n:money}",
            ),
        },
        "lower",
        weight=1.2,
    ),
    Clause(
        "sum upper bound",
        _sum_upper,
        _row_sum("total_most", "<="),
        {
            **amounts(
                "at most {n:number} {all*n} can be {made} in total",
                "in total, [no more than|at most|up to] {n:number} {all*n} [can|may] be {made}",
                "{who} can {make} [at most|no more than|up to] {n:number} {all*n} [altogether|in total|overall]",
                "the total number of {all:plural} [must|can] be at most {n:number}",
                "the total number of {all:plural} {made} [cannot|must not|may not] [exceed|be more than|be "
                "greater than] {n:number}",
                "the total number of {all:plural} is limited to {n:number}",
                "all in all, not more than {n:number} {all*n} can be {made}",
                "there is a limit of {n:number} {all*n} in total",
                "{who} cannot {make} more than {n:number} {all*n} overall",
                "overall, {who} may {make} a maximum of {n:number} {all*n}",
                counted=(
                    "altogether, {who} [has room for|can handle|can manage] [at most|no more than] {n:number} {all*n}",
                ),
            ),
            Kind.SELECT: (
                "at most {n:number} of the {all:plural} can be {made}",
                "{who} [can|may] {make} [at most|no more than|up to] {n:number} of the {all:plural}",
                "no more than {n:number} {all*n} can be {made}",
                "the number of {all:plural} {made} cannot exceed {n:number}",
                "a maximum of {n:number} {all*n} can be {made}",
            ),
            Kind.MONEY: (
                "{who} has {n:money} to {make}",
                "at most {n:money} can be {made} in total",
                "the total amount {made} [cannot|must not|may not] exceed {n:money}",
                "in total, {who} can {make} [up to|at most|no more than] {n:money}",
                "no more than {n:money} can be {made} altogether",
            ),
        },
        "upper",
        weight=1.6,
    ),
    Clause(
        "sum equality",
        _sum_exact,
        _row_sum("total", "=="),
        {
            **amounts(
                "exactly {n:number} {all*n} must be {made} in total",
                "{who} [must|has to|wants to|will] {make} exactly {n:number} {all*n} [altogether|in total]",
                "the total number of {all:plural} must be exactly {n:number}",
                "in total, exactly {n:number} {all*n} [will|must|have to] be {made}",
                "a total of exactly {n:number} {all*n} is needed",
                "altogether, precisely {n:number} {all*n} must be {made}",
                "the total number of {all:plural} must equal {n:number}",
                "overall, exactly {n:number} {all*n} {are} to be {made}",
                "{who} needs exactly {n:number} {all*n} in total, no more and no less",
                "the numbers of {all:plural} {made} must add up to {n:number}",
            ),
            Kind.SELECT: (
                "exactly {n:number} of the {all:plural} must be {made}",
                "{who} [must|will|has to] {make} exactly {n:number} of the {all:plural}",
                "the number of {all:plural} {made} must be exactly {n:number}",
            ),
            Kind.MONEY: (
                "exactly {n:money} must be {made} in total",
                "{who} wants to {make} all of {n:money}",
                "the whole sum of {n:money} must be {made}",
                "the amounts must add up to exactly {n:money}",
            ),
        },
        weight=0.7,
    ),
    Clause(
        "sum range",
        _sum_between,
        lambda model, said: [("total_range", f"{literal(said['low'])} <= {model.total()} <= {literal(said['high'])}")],
        amounts(
            "the total number of {all:plural} must be between {low:number} and {high:number}",
            "in total, between {low:number} and {high:number} {all:plural} must be {made}",
            "{who} must {make} at least {low:number} and at most {high:number} {all:plural} in total",
            "altogether, at least {low:number} but no more than {high:number} {all:plural} [must|have to] be {made}",
            "the total number of {all:plural} {made} has to lie between {low:number} and {high:number}",
            "overall, {who} wants to {make} between {low:number} and {high:number} {all:plural}",
        ),
        weight=0.4,
    ),
    Clause(
        "pair upper bound",
        _pair_upper,
        _row_pair("<="),
        {
            **amounts(
                "the combined number of {a:plural} and {b:plural} [cannot|must not] exceed {n:number}",
                "the total number of {a:plural} and {b:plural} is limited to {n:number}",
                "the sum of {a:plural} and {b:plural} must be at most {n:number}",
                counted=(
                    "{who} can {make} at most {n:number} {a:plural} and {b:plural} combined",
                    "[together|combined], [no more than|at most] {n:number} {a:plural} and {b:plural} [can|may] be "
                    "{made}",
                    "there can be no more than {n:number} {a:plural} and {b:plural} [together|in total]",
                    "{a:plural} and {b:plural} together [cannot|must not|may not] number more than {n:number}",
                ),
                measured=(
                    "{ak} and {bk} together [cannot|must not|may not] amount to more than {n:number} {all*n}",
                    "[no more than|at most] {n:number} {all*n} [can|may] be {ak} or {bk}",
                ),
            ),
            Kind.MONEY: (
                "at most {n:money} can be {made} in {ak} and {bk} together",
                "the combined amount in {ak} and {bk} cannot exceed {n:money}",
                "{ak} and {bk} together may receive no more than {n:money}",
            ),
        },
        "upper",
        weight=0.7,
    ),
    Clause(
        "pair lower bound",
        _pair_lower,
        _row_pair(">="),
        {
            **amounts(
                "the combined number of {a:plural} and {b:plural} must be at least {n:number}",
                "the total number of {a:plural} and {b:plural} [cannot|must not] be less than {n:number}",
                "the sum of {a:plural} and {b:plural} [must|has to] be at least {n:number}",
                counted=(
                    "{who} must {make} at least {n:number} {a:plural} and {b:plural} combined",
                    "[together|combined], at least {n:number} {a:plural} and {b:plural} must be {made}",
                    "there must be no fewer than {n:number} {a:plural} and {b:plural} [together|in total]",
                    "{a:plural} and {b:plural} together must number at least {n:number}",
                ),
                measured=(
                    "{ak} and {bk} together [must|have to] amount to at least {n:number} {all*n}",
                    "at least {n:number} of the {all:plural} {made} must be {ak} or {bk}",
                ),
            ),
            Kind.MONEY: (
                "at least {n:money} must be {made} in {ak} and {bk} together",
                "the combined amount in {ak} and {bk} must be at least {n:money}",
            ),
        },
        "lower",
        weight=0.7,
    ),
)
"""Bounds of sums (types 2 and 6 of Li, Zhang and Mak-Hau, arXiv 2311.15271), and our own."""
