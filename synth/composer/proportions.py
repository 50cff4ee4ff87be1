"""Clauses on shares of the total and on the ratio or the difference of two activities, and averages over all."""

from __future__ import annotations

import math

from nl2opt.synth.composer.clause import Clause, Model, Row, Rows, amounts, literal
from nl2opt.synth.composer.draft import Draft, nice, rounded, tidy
from nl2opt.synth.composer.wording import Meaning
from nl2opt.synth.stories.story import Kind


def _share(draft: Draft, up: bool) -> Meaning | None:
    if draft.total <= 0:
        return None
    place = draft.rng.choice(draft.chosen)
    share = draft.plan[place] / draft.total
    if up:
        value = math.ceil(share * draft.rng.uniform(1, 1.3) * 20) / 20
    else:
        value = math.floor(share * draft.rng.uniform(0.6, 1) * 20) / 20
    value = tidy(value)
    if not 0.05 <= value <= 0.9 or not draft.take("share", place):
        return None
    return {"a": place, "p": value}


def _pair_share(draft: Draft) -> Meaning | None:
    if len(draft.chosen) < 3:
        return None
    one, two = draft.pair()
    share = (draft.plan[one] + draft.plan[two]) / draft.total
    value = tidy(math.floor(share * draft.rng.uniform(0.6, 1) * 20) / 20)
    if not 0.1 <= value <= 0.9 or not draft.take("share", one, two):
        return None
    return {"a": one, "b": two, "p": value}


def _share_rows(prefix: str, operator: str) -> Rows:
    def rows(model: Model, said: Meaning) -> list[Row]:
        name = model.name(said["a"])
        return [(f"{prefix}_{name}", f"{name} {operator} {literal(said['p'])}*({model.total()})")]

    return rows


def _pair_share_rows(model: Model, said: Meaning) -> list[Row]:
    one, two = model.name(said["a"]), model.name(said["b"])
    return [(f"share_{one}_{two}", f"{one} + {two} >= {literal(said['p'])}*({model.total()})")]


def _ordered(draft: Draft) -> tuple[int, int, float] | None:
    """Two activities that are not compared yet, the larger first, and how many times larger it is."""
    one, two = draft.pair()
    if draft.plan[one] < draft.plan[two]:
        one, two = two, one
    if draft.plan[two] <= 0 or not draft.take("compare", frozenset((one, two))):
        return None
    return one, two, draft.plan[one] / draft.plan[two]


def _times_least(draft: Draft) -> Meaning | None:
    found = _ordered(draft)
    if found is None:
        return None
    one, two, ratio = found
    fitting = [times for times in (1.5, 2, 3, 4) if times <= ratio]
    return {"a": one, "b": two, "d": tidy(draft.rng.choice(fitting[-2:]))} if fitting else None


def _times_most(draft: Draft) -> Meaning | None:
    found = _ordered(draft)
    if found is None:
        return None
    one, two, ratio = found
    if draft.rng.random() < 0.3:
        return {"a": two, "b": one, "d": 0.5} if ratio >= 2 else None
    fitting = [times for times in (1.5, 2, 3, 4, 5) if times >= ratio]
    return {"a": one, "b": two, "d": tidy(fitting[0])} if fitting else None


def _times_exact(draft: Draft) -> Meaning | None:
    """Changes the plan, so it is drawn before all other clauses."""
    if draft.taken or not draft.take("equal"):
        return None
    one, two = draft.pair()
    times = draft.rng.choice((2, 2, 3))
    draft.take("compare", frozenset((one, two)))
    draft.plan[one] = times * draft.plan[two]
    return {"a": one, "b": two, "d": times}


def _as_many(draft: Draft) -> Meaning | None:
    found = _ordered(draft)
    return {"a": found[0], "b": found[1]} if found else None


def _difference(draft: Draft, up: bool) -> Meaning | None:
    found = _ordered(draft)
    if found is None:
        return None
    one, two, _ = found
    gap = draft.plan[one] - draft.plan[two]
    value = nice(gap * (draft.rng.uniform(1, 1.5) if up else draft.rng.uniform(0.5, 1)), up)
    if draft.whole:
        value = rounded(value, 1, up)
    return {"a": one, "b": two, "k": value} if value > 0 else None


def _for_every(draft: Draft) -> Meaning | None:
    one, two = draft.pair()
    if draft.plan[two] <= 0 or not draft.take("compare", frozenset((one, two))):
        return None
    ratio = draft.plan[one] / draft.plan[two]
    fitting = [(n, d) for d in (2, 3, 4, 5) for n in (1, 2, 3, 4) if math.gcd(n, d) == 1 and n / d <= ratio]
    close = sorted(fitting, key=lambda each: each[1] * ratio / each[0])[:3]
    if not close:
        return None
    n, d = draft.rng.choice(close)
    return {"a": one, "b": two, "n": n, "d": d}


def _compared(prefix: str, operator: str) -> Rows:
    def rows(model: Model, said: Meaning) -> list[Row]:
        one, two = model.name(said["a"]), model.name(said["b"])
        if "d" in said:
            two_times = f"{literal(said['d'])}*{two}"
        else:
            two_times = f"{two} + {literal(said['k'])}" if "k" in said else two
        return [(f"{one}_{prefix}_{two}", f"{one} {operator} {two_times}")]

    return rows


def _for_every_rows(model: Model, said: Meaning) -> list[Row]:
    one, two = model.name(said["a"]), model.name(said["b"])
    left = one if said["d"] == 1 else f"{literal(said['d'])}*{one}"
    right = two if said["n"] == 1 else f"{literal(said['n'])}*{two}"
    return [(f"{one}_per_{two}", f"{left} >= {right}")]


_OF_ALL = "[all|the] {all:plural}"
CLAUSES = (
    Clause(
        "share lower bound",
        lambda draft: _share(draft, up=False),
        _share_rows("share", ">="),
        {
            **amounts(
                f"[at least|no less than|a minimum of] {{p:fraction}} of {_OF_ALL} {{made}} must be {{a:plural}}",
                f"{{a:plural}} must make up at least {{p:percent}} of {_OF_ALL} {{made}}",
                "of all {all:plural} {made}, at least {p:percent} must be {a:plural}",
                "{who} wants [at least|no less than] {p:fraction} of the {all:plural} to be {a:plural}",
                "the share of {a:plural} among all {all:plural} [must|has to] be at least {p:percent}",
                "the number of {a:plural} must be at least {p:percent} of the total number of {all:plural}",
                "{a:plural} must account for [at least|no less than] {p:percent} of the total number of {all:plural}",
                "the proportion of {a:plural} among the {all:plural} [cannot|must not|may not] [fall below|be "
                "less than] {p:percent}",
                "no less than {p:percent} of the total number of {all:plural} [should|must] be {a:plural}",
                "{a:plural} must [represent|constitute] at least {p:fraction} of all {all:plural}",
            ),
            Kind.MONEY: (
                "at least {p:fraction} of the total amount {made} must be in {ak}",
                "at least {p:percent} of all the money {made} must go into {ak}",
                "the amount in {ak} must be at least {p:percent} of the total amount {made}",
                "{ak} must receive no less than {p:percent} of the total amount {made}",
            ),
        },
        "mix",
        weight=1.4,
    ),
    Clause(
        "share upper bound",
        lambda draft: _share(draft, up=True),
        _share_rows("share", "<="),
        {
            **amounts(
                f"[at most|no more than|a maximum of] {{p:fraction}} of {_OF_ALL} {{made}} [can|may] be {{a:plural}}",
                f"{{a:plural}} [can|may] make up [at most|no more than] {{p:percent}} of {_OF_ALL} {{made}}",
                "of all {all:plural} {made}, no more than {p:percent} [can|may] be {a:plural}",
                "{who} wants [at most|no more than] {p:fraction} of the {all:plural} to be {a:plural}",
                "the share of {a:plural} among all {all:plural} [cannot|must not|may not] exceed {p:percent}",
                "the number of {a:plural} can be at most {p:percent} of the total number of {all:plural}",
                "{a:plural} may account for [at most|no more than] {p:percent} of the total number of {all:plural}",
                "the proportion of {a:plural} among the {all:plural} is limited to {p:percent}",
                "not more than {p:percent} of the total number of {all:plural} [should|may] be {a:plural}",
                "{a:plural} cannot [represent|constitute] more than {p:percent} of all {all:plural}",
            ),
            Kind.MONEY: (
                "at most {p:fraction} of the total amount {made} can be in {ak}",
                "no more than {p:percent} of all the money {made} may go into {ak}",
                "the amount in {ak} cannot exceed {p:percent} of the total amount {made}",
                "{ak} may receive at most {p:percent} of the total amount {made}",
            ),
        },
        "mix",
        weight=1.4,
    ),
    Clause(
        "pair share",
        _pair_share,
        _pair_share_rows,
        {
            **amounts(
                "{a:plural} and {b:plural} together must make up at least {p:percent} of all {all:plural}",
                "taken together, {a:plural} and {b:plural} must account for no less than {p:percent} of the "
                "{all:plural}",
                "{a:plural} and {b:plural} combined must be at least {p:percent} of the total number of {all:plural}",
                counted=("at least {p:percent} of all {all:plural} {made} must be either {a:plural} or {b:plural}",),
                measured=(
                    "{ak} and {bk} together must make up at least {p:percent} of all {all:plural} {made}",
                    "at least {p:percent} of the {all:plural} {made} must be {ak} or {bk}",
                ),
            ),
            Kind.MONEY: (
                "at least {p:percent} of the total amount {made} must be in {ak} and {bk} together",
                "{ak} and {bk} combined must receive at least {p:percent} of the total amount {made}",
            ),
        },
        "mix",
        weight=0.5,
    ),
    Clause(
        "at least times",
        _times_least,
        _compared("vs", ">="),
        {
            **amounts(
                "the number of {a:plural} must be at least {d:times} the number of {b:plural}",
                "{who} must {make} at least {d:times} as many {a:plural} as {b:plural}",
                "at least {d:times} as many {a:plural} as {b:plural} [must|have to] be {made}",
                "there must be at least {d:times} as many {a:plural} as {b:plural}",
                "the number of {a:plural} [cannot|must not] be less than {d:times} the number of {b:plural}",
                "{who} [wants|needs] at least {d:times} as many {a:plural} as {b:plural}",
                "compared with {b:plural}, at least {d:times} as many {a:plural} must be {made}",
                "the number of {a:plural} {made} has to be {d:times} the number of {b:plural} or more",
                "no fewer than {d:times} as many {a:plural} as {b:plural} must be {made}",
                counted=("{a:plural} must outnumber {b:plural} by a factor of at least {d:number}",),
                measured=(
                    "the amount of {ak} must be at least {d:times} the amount of {bk}",
                    "at least {d:times} as much {ak} as {bk} must be {made}",
                    "{who} must {make} at least {d:times} as much {ak} as {bk}",
                ),
            ),
            Kind.MONEY: (
                "the amount {made} in {ak} must be at least {d:times} the amount in {bk}",
                "{who} must {make} at least {d:times} as much in {ak} as in {bk}",
                "at least {d:times} as much money must go into {ak} as into {bk}",
            ),
        },
        "mix",
    ),
    Clause(
        "at most times",
        _times_most,
        _compared("vs", "<="),
        {
            **amounts(
                "the number of {a:plural} [can|must] be at most {d:times} the number of {b:plural}",
                "{who} can {make} at most {d:times} as many {a:plural} as {b:plural}",
                "no more than {d:times} as many {a:plural} as {b:plural} [can|may] be {made}",
                "there can be at most {d:times} as many {a:plural} as {b:plural}",
                "the number of {a:plural} [cannot|must not|may not] exceed {d:times} the number of {b:plural}",
                "{who} wants no more than {d:times} as many {a:plural} as {b:plural}",
                "the number of {a:plural} [cannot|must not] be more than {d:times} [that|the number] of {b:plural}",
                "compared with {b:plural}, at most {d:times} as many {a:plural} [can|may] be {made}",
                "the number of {a:plural} is limited to {d:times} the number of {b:plural}",
                "not more than {d:times} as many {a:plural} as {b:plural} are allowed",
                measured=(
                    "the amount of {ak} can be at most {d:times} the amount of {bk}",
                    "at most {d:times} as much {ak} as {bk} can be {made}",
                    "{who} may {make} no more than {d:times} as much {ak} as {bk}",
                ),
            ),
            Kind.MONEY: (
                "the amount {made} in {ak} cannot exceed {d:times} the amount in {bk}",
                "{who} may {make} at most {d:times} as much in {ak} as in {bk}",
                "no more than {d:times} as much money may go into {ak} as into {bk}",
            ),
        },
        "mix",
    ),
    Clause(
        "exactly times",
        _times_exact,
        _compared("vs", "=="),
        {
            **amounts(
                "the number of {a:plural} must be exactly {d:times} the number of {b:plural}",
                "{who} must {make} exactly {d:times} as many {a:plural} as {b:plural}",
                "exactly {d:times} as many {a:plural} as {b:plural} must be {made}",
                "there must be exactly {d:times} as many {a:plural} as {b:plural}",
                "the number of {a:plural} must equal {d:times} the number of {b:plural}",
                "{a:plural} and {b:plural} must be {made} in a ratio of exactly {d:digits} to 1",
                "for each {b}, exactly {d:number} {a*d} must be {made}",
                measured=(
                    "the amount of {ak} must be exactly {d:times} the amount of {bk}",
                    "exactly {d:times} as much {ak} as {bk} must be {made}",
                    "{ak} and {bk} must be {made} in a ratio of exactly {d:digits} to 1",
                ),
            ),
            Kind.MONEY: (
                "the amount {made} in {ak} must be exactly {d:times} the amount in {bk}",
                "exactly {d:times} as much must be {made} in {ak} as in {bk}",
                "the amount in {ak} has to equal {d:times} the amount in {bk}",
                "{who} will {make} exactly {d:times} as much in {ak} as in {bk}",
            ),
        },
        "mix",
        weight=1.5,
    ),
    Clause(
        "at least as many",
        _as_many,
        _compared("vs", ">="),
        {
            **amounts(
                "there must be at least as many {a:plural} as {b:plural}",
                "{who} must {make} at least as many {a:plural} as {b:plural}",
                "at least as many {a:plural} as {b:plural} [must|have to] be {made}",
                "the number of {a:plural} must be [at least|no less than] the number of {b:plural}",
                "the number of {a:plural} must be greater than or equal to the number of {b:plural}",
                "the number of {b:plural} [cannot|must not|may not] exceed the number of {a:plural}",
                "no more {b:plural} than {a:plural} [can|may] be {made}",
                "{who} [cannot|must not|does not want to] {make} more {b:plural} than {a:plural}",
                "the number of {b:plural} [can|may] be at most the number of {a:plural}",
                "the number of {b:plural} cannot be larger than that of {a:plural}",
                counted=("{b:plural} must not outnumber {a:plural}",),
                measured=(
                    "at least as much {ak} as {bk} must be {made}",
                    "the amount of {bk} [cannot|must not] exceed the amount of {ak}",
                    "no more {bk} than {ak} may be {made}",
                ),
            ),
            Kind.MONEY: (
                "at least as much must be {made} in {ak} as in {bk}",
                "the amount in {bk} cannot exceed the amount in {ak}",
                "no more money may go into {bk} than into {ak}",
            ),
        },
        "mix",
        weight=0.8,
    ),
    Clause(
        "difference lower bound",
        lambda draft: _difference(draft, up=False),
        _compared("over", ">="),
        {
            **amounts(
                "there must be at least {k:number} more {a:plural} than {b:plural}",
                "{who} must {make} at least {k:number} more {a:plural} than {b:plural}",
                "at least {k:number} more {a:plural} than {b:plural} [must|have to] be {made}",
                "the number of {a:plural} must exceed the number of {b:plural} by at least {k:number}",
                "the number of {a:plural} must be at least {k:number} more than the number of {b:plural}",
                "the number of {a:plural} has to be higher than that of {b:plural} by {k:number} or more",
                counted=("{a:plural} must outnumber {b:plural} by at least {k:number}",),
            ),
            Kind.MONEY: (
                "the amount in {ak} must exceed the amount in {bk} by at least {k:money}",
                "{who} must {make} at least {k:money} more in {ak} than in {bk}",
                "the amount {made} in {ak} has to be at least {k:money} higher than the amount in {bk}",
                "at least {k:money} more must be {made} in {ak} than in {bk}",
            ),
        },
        "mix",
        weight=0.6,
    ),
    Clause(
        "difference upper bound",
        lambda draft: _difference(draft, up=True),
        _compared("over", "<="),
        {
            **amounts(
                "there can be at most {k:number} more {a:plural} than {b:plural}",
                "{who} can {make} at most {k:number} more {a:plural} than {b:plural}",
                "no more than {k:number} more {a:plural} than {b:plural} [can|may] be {made}",
                "the number of {a:plural} must not exceed the number of {b:plural} by more than {k:number}",
                "the number of {a:plural} [can|may] be at most {k:number} higher than the number of {b:plural}",
                counted=("{a:plural} may outnumber {b:plural} by no more than {k:number}",),
            ),
            Kind.MONEY: ("the amount in {ak} must not exceed the amount in {bk} by more than {k:money}",),
        },
        "mix",
        weight=0.5,
    ),
    Clause(
        "for every",
        _for_every,
        _for_every_rows,
        {
            **amounts(
                "for every {d:number} {b*d}, [at least|no fewer than] {n:number} {a*n} must be {made}",
                "for every {d:number} {b*d} {made}, there must be at least {n:number} {a*n}",
                "{who} must {make} at least {n:number} {a*n} for every {d:number} {b*d}",
                "at least {n:number} {a*n} [must|have to] be {made} for every {d:number} {b*d}",
                "the ratio of {a:plural} to {b:plural} [must|has to] be at least {n:digits}:{d:digits}",
                "the ratio of {a:plural} to {b:plural} must not be less than {n:digits} to {d:digits}",
                "with every {d:number} {b*d}, {who} needs at least {n:number} {a*n}",
                "every {d:number} {b*d} must be accompanied by at least {n:number} {a*n}",
            ),
        },
        "mix",
        weight=0.9,
    ),
)
"""Types 4, 8 and 9 of Li, Zhang and Mak-Hau (arXiv 2311.15271), and our own."""
