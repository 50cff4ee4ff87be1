"""Clauses on whether activities are done at all: implications, choices, minimum lots and fixed costs."""

from __future__ import annotations

from nl2opt.synth.composer.clause import Clause, Drawn, Model, Row, Rows, amounts, literal
from nl2opt.synth.composer.draft import Draft, draw, nice, rounded
from nl2opt.synth.composer.wording import Meaning
from nl2opt.synth.language.quantities import Number
from nl2opt.synth.stories.story import Kind


def _pair(draft: Draft, accepted: frozenset[tuple[bool, bool]]) -> tuple[int, int] | None:
    """Two activities that no other clause of logic names, done in the plan as accepted."""
    one, two = draft.pair()
    if (draft.plan[one] > 0, draft.plan[two] > 0) not in accepted:
        return None
    return (one, two) if draft.take("logic", frozenset((one, two))) else None


_IMPLIES = frozenset({(True, True), (False, True), (False, False)})
_ONE = frozenset({(True, False), (False, True)})
_SOME = frozenset({(True, False), (False, True), (True, True)})
_NOT_BOTH = frozenset({(True, False), (False, True), (False, False)})
_SAME = frozenset({(True, True), (False, False)})


def _two(accepted: frozenset[tuple[bool, bool]]) -> Drawn:
    def draws(draft: Draft) -> Meaning | None:
        found = _pair(draft, accepted)
        return {"a": found[0], "b": found[1]} if found else None

    return draws


def _excluding(draft: Draft) -> Meaning | None:
    """Two activities of which one is dropped from the plan, unless something is said about it already."""
    one, two = draft.pair()
    if len(draft.chosen) < 3 or draft.story.kind is Kind.SELECT:
        found = _pair(draft, _NOT_BOTH)
        return {"a": found[0], "b": found[1]} if found else None
    if draft.taken:
        return None
    draft.take("logic", frozenset((one, two)))
    draft.plan[two] = 0
    return {"a": one, "b": two}


def _some_of(draft: Draft, exactly: bool) -> Meaning | None:
    if len(draft.chosen) < 4:
        return None
    places = tuple(sorted(draft.rng.sample(draft.chosen, draft.rng.randint(3, len(draft.chosen) - 1))))
    done = sum(draft.plan[place] for place in places)
    if not draft.take("logic of", places):
        return None
    if exactly:
        return {"ks": places} if done == 1 else None
    return {"ks": places} if done <= 1 else None


def _lot(draft: Draft) -> Meaning | None:
    place = draft.rng.choice(draft.chosen)
    if ("lower", place) in draft.taken or not draft.take("lower", place):
        return None
    amount = draft.plan[place] or draft.story.quantity[0] * 2
    value = nice(amount * draft.rng.uniform(0.5, 1), up=False)
    value = rounded(value, 1, up=False) if draft.whole else value
    return {"a": place, "n": value} if value > 1 else None


def _implied_lot(draft: Draft) -> Meaning | None:
    one, two = draft.pair()
    if draft.plan[two] <= 0 or not draft.take("logic", frozenset((one, two))):
        return None
    value = nice(draft.plan[two] * draft.rng.uniform(0.4, 1), up=False)
    value = rounded(value, 1, up=False) if draft.whole else value
    return {"a": one, "b": two, "n": value} if value > 1 else None


def _must(draft: Draft) -> Meaning | None:
    done = [place for place in draft.chosen if draft.plan[place] > 0]
    if not done or not draft.take("must"):
        return None
    return {"a": draft.rng.choice(done)}


def _fee(draft: Draft) -> Meaning | None:
    place = draft.rng.choice(draft.chosen)
    if not draft.story.fixed or {("budget",), ("target",)} & draft.taken or not draft.take("fee", place):
        return None
    amount: Number = draw(draft.story.fixed_span, draft.rng)
    return {"a": place, "f": amount}


def _binary(body: str, name: str) -> Rows:
    """Rows over binary variables."""

    def rows(model: Model, said: Meaning) -> list[Row]:
        one, two = model.name(said["a"]), model.name(said["b"])
        return [(name.format(a=one, b=two), body.format(a=one, b=two))]

    return rows


def _done(body: str, name: str) -> Rows:
    """Rows over amounts, or over binary variables where things are selected."""

    def rows(model: Model, said: Meaning) -> list[Row]:
        one, two = model.name(said["a"]), model.name(said["b"])
        return [(name.format(a=one, b=two), body.format(a=one, b=two, n=literal(said.get("n", 1))))]

    return rows


def _of(operator: str) -> Rows:
    def rows(model: Model, said: Meaning) -> list[Row]:
        places = said["ks"]
        assert isinstance(places, tuple)
        return [("choice", f"{model.total(places)} {operator} 1")]

    return rows


def _no_rows(model: Model, said: Meaning) -> list[Row]:
    """A fixed cost: its variable and its part in the objective are added with the objective."""
    name = model.name(said["a"])
    return [(f"fee_{name}", f"not use_{name} implies {name} == 0")]


CLAUSES = (
    Clause(
        "select implies",
        _two(_IMPLIES),
        _binary("{a} <= {b}", "{a}_needs_{b}"),
        {
            Kind.SELECT: (
                "if {ak} is {made}, [then |]{bk} must [also be {made}|be {made} as well|be {made}, too]",
                "{ak} can only be {made} if {bk} is {made} [as well|too]",
                "{ak} requires that {bk} is {made} as well",
                "{who} can {make} {ak} only if {he} also {makes} {bk}",
                "{making} {ak} is possible only if {bk} is {made}",
                "{ak} cannot be {made} [without {bk}|unless {bk} is also {made}]",
                "whenever {ak} is {made}, {bk} has to be {made}, too",
                "if {who} {makes} {ak}, {bk} must be {made} as well",
                "unless {bk} is {made}, {ak} cannot be {made}",
                "{ak} depends on {bk}: the former can only be {made} together with the latter",
            )
        },
        weight=2,
    ),
    Clause(
        "select exactly one",
        _two(_ONE),
        _binary("{a} + {b} == 1", "one_of_{a}_{b}"),
        {
            Kind.SELECT: (
                "exactly one of {ak} and {bk} must be {made}",
                "either {ak} or {bk} must be {made}, but not both",
                "{who} must {make} either {ak} or {bk}, but not both",
                "of {ak} and {bk}, exactly one [must|has to] be {made}",
                "one and only one of {ak} and {bk} must be {made}",
                "precisely one of the two, {ak} or {bk}, must be {made}",
                "if {ak} is not {made}, {bk} must be, and the two cannot be {made} together",
            )
        },
        weight=1.5,
    ),
    Clause(
        "select at least one",
        _two(_SOME),
        _binary("{a} + {b} >= 1", "some_of_{a}_{b}"),
        {
            Kind.SELECT: (
                "at least one of {ak} and {bk} must be {made}",
                "{ak} or {bk}, or both, must be {made}",
                "{who} must {make} at least one of {ak} and {bk}",
                "if {ak} is not {made}, {bk} must be {made}",
                "{ak} and {bk} cannot both be left out",
                "of {ak} and {bk}, no fewer than one must be {made}",
                "leaving out both {ak} and {bk} is not allowed",
            )
        },
        weight=1.5,
    ),
    Clause(
        "select at most one",
        _two(_NOT_BOTH),
        _binary("{a} + {b} <= 1", "not_both_{a}_{b}"),
        {
            Kind.SELECT: (
                "at most one of {ak} and {bk} can be {made}",
                "{ak} and {bk} cannot both be {made}",
                "{who} cannot {make} both {ak} and {bk}",
                "if {ak} is {made}, {bk} cannot be {made}",
                "{ak} and {bk} exclude each other",
                "not more than one of {ak} and {bk} may be {made}",
                "{making} {ak} rules out {making} {bk}",
                "{ak} and {bk} are mutually exclusive",
            )
        },
        weight=2,
    ),
    Clause(
        "select both or neither",
        _two(_SAME),
        _binary("{a} == {b}", "{a}_with_{b}"),
        {
            Kind.SELECT: (
                "{ak} and {bk} must be {made} together or not at all",
                "either both {ak} and {bk} are {made} or neither of them",
                "{who} must {make} both {ak} and {bk} or neither",
                "{ak} is {made} if and only if {bk} is {made}",
                "if one of {ak} and {bk} is {made}, the other must be {made} as well",
            )
        },
        weight=0.8,
    ),
    Clause(
        "select one of several",
        lambda draft: _some_of(draft, exactly=True),
        _of("=="),
        {
            Kind.SELECT: (
                "exactly one of {ks:list} must be {made}",
                "of {ks:list}, exactly one [must|has to] be {made}",
                "{who} must {make} exactly one of {ks:list}",
            )
        },
        weight=0.8,
    ),
    Clause(
        "select at most one of several",
        lambda draft: _some_of(draft, exactly=False),
        _of("<="),
        {
            Kind.SELECT: (
                "at most one of {ks:list} can be {made}",
                "of {ks:list}, no more than one [can|may] be {made}",
                "{who} can {make} at most one of {ks:list}",
            )
        },
        weight=0.8,
    ),
    Clause(
        "must be selected",
        _must,
        lambda model, said: [(f"must_{model.name(said['a'])}", f"{model.name(said['a'])} == 1")],
        {
            Kind.SELECT: (
                "{ak} must be {made} in any case",
                "{ak} has to be {made}",
                "{who} must {make} {ak} in any case",
                "it has been decided already that {ak} will be {made}",
            )
        },
        weight=0.4,
    ),
    Clause(
        "minimum lot",
        _lot,
        lambda model, said: [
            (
                f"lot_{model.name(said['a'])}",
                f"{model.name(said['a'])} == 0 or {model.name(said['a'])} >= {literal(said['n'])}",
            )
        ],
        {
            **amounts(
                "if any {a:plural} are {made} at all, at least {n:number} must be {made}",
                "{a:plural} are {made} in lots of {n:number} or more, or not at all",
                "the number of {a:plural} must be either zero or at least {n:number}",
                "{who} {makes} either no {a:plural} at all or at least {n:number}",
                "{making} {a:plural} is only worthwhile from {n:number} on: there must be at least that many or none",
                counted=(
                    "either no {a:plural} are {made}, or at least {n:number} of them",
                    "if {who} {makes} any {a:plural}, [then |]{he} must {make} at least {n:number}",
                ),
                measured=(
                    "if any {ak} is {made} at all, at least {n:number} {a*n} must be {made}",
                    "either no {ak} is {made}, or at least {n:number} {a*n}",
                    "if {who} {makes} any {ak}, [then |]{he} must {make} at least {n:number} {a*n}",
                ),
            ),
            Kind.MONEY: (
                "if anything is {made} in {ak}, it must be at least {n:money}",
                "{who} will {make} either nothing or at least {n:money} in {ak}",
                "either nothing is {made} in {ak}, or at least {n:money}",
                "the amount in {ak} must be either zero or at least {n:money}",
            ),
        },
        weight=0.6,
    ),
    Clause(
        "implied amount",
        _implied_lot,
        _done("{a} == 0 or {b} >= {n}", "{a}_needs_{b}"),
        {
            **amounts(
                "if any {a:plural} are {made}, at least {n:number} {b*n} must be {made}",
                "if {who} {makes} any {a:plural}, {he} must {make} at least {n:number} {b*n}",
                "{a:plural} can be {made} only if at least {n:number} {b*n} {are} {made}",
                "unless at least {n:number} {b*n} {are} {made}, no {a:plural} can be {made}",
                "{making} any {a:plural} requires that at least {n:number} {b*n} {are} {made}",
                measured=(
                    "if any {ak} is {made}, at least {n:number} {b*n} must be {made}",
                    "{ak} can be {made} only if at least {n:number} {b*n} {are} {made}",
                ),
            ),
            Kind.MONEY: ("if anything is {made} in {ak}, at least {n:money} must be {made} in {bk}",),
        },
        weight=0.5,
    ),
    Clause(
        "implies",
        _two(frozenset({(True, True)})),
        _done("{a} >= 1 implies {b} >= 1", "{a}_needs_{b}"),
        {
            Kind.COUNT: (
                "if any {a:plural} are {made}, at least one {b} must be {made} as well",
                "{a:plural} can only be {made} if at least one {b} is {made} [as well|too]",
                "if {who} {makes} any {a:plural}, {he} must also {make} at least one {b}",
                "no {a:plural} can be {made} unless at least one {b} is {made}",
                "{making} any {a:plural} requires {making} at least one {b}",
            )
        },
        weight=0.5,
    ),
    Clause(
        "not both",
        _excluding,
        _done("{a} == 0 or {b} == 0", "not_both_{a}_{b}"),
        {
            **amounts(
                "{ak} and {bk} cannot both be {made}",
                "{who} cannot {make} both {ak} and {bk}",
                "if {who} {makes} {ak}, {he} cannot {make} {bk}",
                "if {ak} {is} {made}, {bk} cannot be {made}",
                "at most one of the two, {ak} or {bk}, can be {made}",
                "{who} can {make} {ak} or {bk}, but not both",
                "{making} {ak} rules out {making} {bk}",
            ),
            Kind.MONEY: (
                "{who} cannot {make} money in both {ak} and {bk}",
                "money can be {made} in {ak} or in {bk}, but not in both",
            ),
        },
        weight=0.9,
    ),
    Clause(
        "at least one of two",
        _two(_SOME),
        _done("{a} + {b} >= 1", "some_{a}_or_{b}"),
        {
            Kind.COUNT: (
                "at least one {a} or one {b} must be {made}",
                "{who} must {make} at least one {a} or at least one {b}",
                "if no {a:plural} are {made}, at least one {b} must be {made}",
            )
        },
        weight=0.3,
    ),
    Clause(
        "fixed cost",
        _fee,
        _no_rows,
        {
            **amounts(
                "if any {a:plural} are {made}, {fee} of {f:money} is incurred",
                "if {who} {makes} any {a:plural} at all, {fee} of {f:money} must be paid",
                "{fee} of {f:money} is due if any {a:plural} are {made}",
                "{fee} of {f:money} has to be paid once if {ak} {is} {made} at all",
                counted=(
                    "as soon as a first {a} is {made}, {fee} of {f:money} has to be paid once",
                    "{making} {a:plural} at all comes with {fee} of {f:money}, however many are {made}",
                ),
                measured=(
                    "if any {ak} is {made}, {fee} of {f:money} is incurred",
                    "{fee} of {f:money} is due once {ak} is {made}, whatever the amount",
                    "if {who} {makes} any {ak} at all, {fee} of {f:money} must be paid",
                    "{making} {ak} comes with {fee} of {f:money}, however much of it is {made}",
                ),
            ),
            Kind.MONEY: (
                "if any money is {made} in {ak}, {fee} of {f:money} must be paid",
                "{fee} of {f:money} is due once if anything is {made} in {ak}",
            ),
        },
        weight=0.8,
    ),
)
"""Types 10 to 13 of Li, Zhang and Mak-Hau (arXiv 2311.15271) for selections and for amounts, and our own.

For amounts, logic is written with comparisons, so that no bound has to be invented that the text does not give.
"""
