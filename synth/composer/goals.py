"""Openings, objectives and questions."""

from __future__ import annotations

import functools

from nl2opt.synth.stories.story import Kind

OPENINGS: dict[Kind, tuple[str, ...]] = {
    Kind.COUNT: (
        "{first} {makes} {ks:list}",
        "{first} [wants|has] to decide how many {ks:list} to {make}[ {when}|]",
        "{first} is [planning|thinking about] how many {ks:list} to {make}[ {when}|]",
        "{first} can {make} {ks:list}[ {when}|]",
        "{first} {makes} {size:number} kinds of {all:plural}: {ks:list}",
        "{first} [must|has to] choose how many {ks:list} to {make}[ {when}|]",
        "{first} plans to {make} {ks:list}[ {when}|]",
        "[{when}, |]{first} [wants|intends|is going] to {make} {ks:list}",
    ),
    Kind.MEASURE: (
        "{first} {makes} {ks:list}",
        "{first} [wants|has] to decide how much {ks:list} to {make}[ {when}|]",
        "{first} is [planning|thinking about] how much {ks:list} to {make}[ {when}|]",
        "{first} can {make} {ks:list}[ {when}|]",
        "{first} [must|has to] choose how much {ks:list} to {make}[ {when}|]",
        "{first} plans to {make} {ks:list}[ {when}|]",
        "[{when}, |]{first} [wants|intends|is going] to {make} {ks:list}",
    ),
    Kind.MONEY: (
        "{first} wants to {make} money in {ks:list}",
        "{first} has to decide how much to {make} in {ks:list}",
        "{first} can {make} money in {ks:list}",
        "{first} is [looking at|considering] {size:number} [choices|options]: {ks:list}",
        "{first} plans to {make} some money in {ks:list}",
    ),
    Kind.SELECT: (
        "{first} has to decide which of {size:number} {all:plural} to {make}: {ks:list}",
        "{first} is [looking at|considering] {size:number} {all:plural}: {ks:list}",
        "{first} can {make} {ks:list}[ {when}|]",
        "{first} has {size:number} {all:plural} to choose from: {ks:list}",
        "{first} must choose among {size:number} {all:plural}, namely {ks:list}",
        "{first} is thinking about {ks:list}",
    ),
}
AIMS: dict[str, tuple[str, ...]] = {
    "profit": (
        "to maximize the total {gain}",
        "to make the total {gain} as [large|high] as possible",
        "to [reach|get|obtain] the [highest|largest|greatest] possible total {gain}",
    ),
    "profit after fees": (
        "to maximize the total {gain} after all one-time payments",
        "to make the total {gain}, less all one-time payments, as large as possible",
    ),
    "margin": (
        "to maximize the difference between total sales and total costs",
        "to make total sales minus total costs as large as possible",
        "to maximize the money that is left of all sales after all costs are paid",
    ),
    "margin after fees": (
        "to maximize what is left of sales after all costs and one-time payments",
        "to make sales minus costs and one-time payments as large as possible",
    ),
    "revenue": (
        "to maximize total sales",
        "to make total sales as [large|high] as possible",
    ),
    "cost": (
        "to minimize the total cost",
        "to keep the total cost as [low|small] as possible",
        "to spend as little money as possible",
    ),
    "cost with fees": (
        "to minimize the total cost, one-time payments included",
        "to keep the total cost, with all one-time payments, as low as possible",
    ),
    "least measure": (
        "to minimize the {total}",
        "to keep the {total} as [low|small] as possible",
    ),
    "most measure": (
        "to maximize the {total}",
        "to make the {total} as [large|high] as possible",
    ),
    "count": (
        "to minimize the total number of {all:plural}",
        "to keep the total number of {all:plural} as small as possible",
        "to get by with as few {all:plural} as possible",
    ),
    "quality": ("to minimize the total {q}, weighted by the amounts",),
}
"""What is wanted, as it stands behind "wants" and behind a question."""

WANTS = (
    "{who} [wants|would like|aims|tries] AIM",
    "the [goal|aim|objective] is AIM",
    "the [goal|aim|objective] of {who} is AIM",
)
ASKS: dict[Kind, tuple[str, ...]] = {
    Kind.COUNT: (
        "how many {ks:list} should {who} {make}",
        "how many {ks:list} should be {made}",
        "how many of each should {who} {make}",
        "how many of each [kind|type] should be {made}",
        "how many {all:plural} of each [kind|type] should {who} {make}",
        "[determine|find|work out] how many {ks:list} {who} should {make}",
        "[determine|find|calculate] how many {all:plural} of each [kind|type] should be {made}",
        "[determine|find] the numbers of {ks:list} that {who} should {make}",
    ),
    Kind.MEASURE: (
        "how much {ks:list} should {who} {make}",
        "how much {ks:list} should be {made}",
        "how much of each should {who} {make}",
        "how much of each should be {made}",
        "[determine|find|work out] how much {ks:list} {who} should {make}",
        "[determine|find|calculate] how much of each should be {made}",
    ),
    Kind.MONEY: (
        "how much should {who} {make} in {ks:list}",
        "how much should be {made} in each",
        "how should {who} {make} the money",
        "[determine|find] how much {who} should {make} in {ks:list}",
        "[determine|find] the best way to {make} the money",
    ),
    Kind.SELECT: (
        "which of the {all:plural} should {who} {make}",
        "which {all:plural} should be {made}",
        "which of them should {who} {make}",
        "[determine|find|decide] which {all:plural} {who} should {make}",
        "[select|identify] the {all:plural} that should be {made}",
    ),
}
NEUTRAL = (
    "what is the best plan",
    "what should {who} do",
    "[find|determine] the best plan",
    "formulate this as an optimization problem and solve it",
)
RESULTS: dict[str, tuple[str, ...]] = {
    "profit": ("what is the [highest|largest|maximum] total {gain} that {who} can [reach|achieve|get]",),
    "revenue": ("what are the highest total sales that {who} can reach",),
    "cost": ("what is the [lowest|smallest|minimum] total cost",),
    "least measure": ("what is the smallest possible value of the {total}",),
    "most measure": ("what is the largest possible value of the {total}",),
    "count": ("what is the smallest total number of {all:plural} that {who} can get by with",),
}


@functools.cache
def wants(goal: str) -> tuple[str, ...]:
    """Sentences that say the objective."""
    return tuple(way.replace("AIM", aim) for way in WANTS for aim in AIMS[goal])


@functools.cache
def asks(kind: Kind, goal: str) -> tuple[str, ...]:
    """Questions and instructions that say the objective, too, without the mark at the end."""
    found = [f"{ask} {aim}" for ask in ASKS[kind] for aim in AIMS[goal]]
    found += [f"{aim}, {ask}" for ask in ASKS[kind] for aim in AIMS[goal] if not ask.startswith("[") and ";" not in aim]
    return (*found, *RESULTS.get(goal, ()))


def bare_asks(kind: Kind) -> tuple[str, ...]:
    """Questions that do not say the objective."""
    return (*ASKS[kind], *NEUTRAL)


def is_question(text: str) -> bool:
    """Whether a question mark belongs behind it."""
    words = text.casefold().replace(",", " ").split()
    return any(word in words for word in ("how", "which", "what")) and words[0] not in (
        "determine",
        "find",
        "work",
        "calculate",
        "decide",
        "select",
        "identify",
        "formulate",
    )
