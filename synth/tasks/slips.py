"""Slips that people and models make in a printed formulation: some break it, others make it another model.

Each takes the text and a source of chance, and gives another text, or None where it has nothing to take hold of.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from typing import TypeAlias

Slip: TypeAlias = Callable[[str, random.Random], "str | None"]

_NUMBER = re.compile(r"(?<![\w.])(?!0+(?:\.0*)?\b)\d+(?:\.\d+)?(?![\w.])")
_RELATION = re.compile(r"<=|>=")
_CONSTRAINT = re.compile(r"^\w+(?:\[[^\]\n]*\])?: .*$", re.MULTILINE)
_VARIABLE = re.compile(
    r"^(?:[\d.]+ <= )?([A-Za-z_]\w*)(?:\[[^\]\n]*\])?.*\b(?:continuous|integer|binary)\b.*$", re.MULTILINE
)


def _constraints(text: str) -> tuple[str, str]:
    """The text up to the heading of the constraints, and from there on."""
    head, mark, body = text.partition("## Constraints\n")
    return head + mark, body


def _one(pattern: re.Pattern[str], text: str, rng: random.Random, change: Callable[[re.Match[str]], str]) -> str | None:
    found = list(pattern.finditer(text))
    if not found:
        return None
    match = rng.choice(found)
    return text[: match.start()] + change(match) + text[match.end() :]


def turned_relation(text: str, rng: random.Random) -> str | None:
    """A limit with the other direction."""
    head, body = _constraints(text)
    changed = _one(_RELATION, body, rng, lambda match: ">=" if match.group() == "<=" else "<=")
    return None if changed is None else head + changed


def other_number(text: str, rng: random.Random) -> str | None:
    """A number that was misread: a digit more or less, two digits exchanged, or percent instead of a share."""

    def change(match: re.Match[str]) -> str:
        digits = match.group()
        ways = {f"{digits}0", f"{digits}5", digits[1:], f"{digits[1:2]}{digits[:1]}{digits[2:]}"}
        usable = [way for way in sorted(ways) if way[:1].isdigit() and float(way) != float(digits) and way[0] != "0"]
        return rng.choice(usable)

    changed = _one(_NUMBER, text, rng, change)
    return None if changed is None or changed == text else changed


def left_out(text: str, rng: random.Random) -> str | None:
    """A constraint that was forgotten."""
    head, body = _constraints(text)
    lines = _CONSTRAINT.findall(body)
    if not lines:
        return None
    line = rng.choice(lines)
    return head + body.replace(line + "\n", "", 1)


def other_sense(text: str, rng: random.Random) -> str | None:  # noqa: ARG001 - there is one objective
    """The objective in the other direction."""
    for one, other in (("maximize ", "minimize "), ("minimize ", "maximize ")):
        if f"## Objective\n{one}" in text:
            return text.replace(f"## Objective\n{one}", f"## Objective\n{other}", 1)
    return None


def other_kind(text: str, rng: random.Random) -> str | None:
    """Whole things as divisible ones, or the other way round."""
    return _one(
        re.compile(r"\b(?:integer|continuous)\b"),
        text,
        rng,
        lambda match: "continuous" if match.group() == "integer" else "integer",
    )


def misspelt_name(text: str, rng: random.Random) -> str | None:
    """A variable that a constraint or the objective spells differently than its declaration."""
    names = [match[1] for match in _VARIABLE.finditer(text) if len(match[1]) > 2]
    if not names:
        return None
    name = rng.choice(names)
    before, mark, after = text.partition("## Objective\n")
    wrong = name[:-1] if name.endswith("s") else f"{name}s"
    changed = _one(re.compile(rf"\b{name}\b"), after, rng, lambda _: wrong)
    return None if changed is None else before + mark + changed


def undeclared_variable(text: str, rng: random.Random) -> str | None:
    """A variable that is used and was never declared."""
    lines = [match.group() for match in _VARIABLE.finditer(text)]
    if len(lines) < 2:
        return None
    return text.replace(rng.choice(lines) + "\n", "", 1)


def single_equals(text: str, rng: random.Random) -> str | None:
    """``=`` instead of ``==``."""
    head, body = _constraints(text)
    changed = _one(re.compile("=="), body, rng, lambda _: "=")
    return None if changed is None else head + changed


def open_bracket(text: str, rng: random.Random) -> str | None:
    """A closing bracket that was forgotten."""
    before, mark, after = text.partition("## Objective\n")
    changed = _one(re.compile(r"[)\]]"), after, rng, lambda _: "")
    return None if changed is None else before + mark + changed


def implicit_product(text: str, rng: random.Random) -> str | None:
    """A number beside a name without the sign of multiplication."""
    before, mark, after = text.partition("## Objective\n")
    changed = _one(re.compile(r"(?<=\d)\*(?=[A-Za-z(])"), after, rng, lambda _: " ")
    return None if changed is None else before + mark + changed


WRONG_MODELS: tuple[Slip, ...] = (turned_relation, other_number, left_out, other_sense, other_kind)
"""Slips whose result can be read, and is another model in most cases."""

BROKEN: tuple[Slip, ...] = (misspelt_name, undeclared_variable, single_equals, open_bracket, implicit_product)
"""Slips whose result cannot be read or does not check."""
