"""Clauses of the form "at least twice as many A as B", written as constraints by rule.

Li et al. (arXiv 2311.15271) leave linking constraints to code, because models turn them round; the same holds for these
comparisons (their type 9), where both activities, the factor and the direction can be read off the clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from nl2opt.formulation.elements import Constraint, Formulation
from nl2opt.formulation.expressions import Binary, Comparison, Name, Node, Number, walk
from nl2opt.formulation.text_printer import expression_text
from nl2opt.pipeline.text_numbers import TextNumbers, number_key
from nl2opt.pipeline.word_stems import distinguishing_stems, stems

_FACTORS = {"twice": 2, "double": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10, "triple": 3}
_CLAUSE = re.compile(
    r"(?P<sense>at least|at most|no more than|no less than|not more than|not less than)?\s*"
    r"(?P<factor>twice|double|triple|(?:two|three|four|five|six|ten|\d+(?:\.\d+)?) times)\s+"
    r"(?:as (?:many|much)|more)\s+(?P<more>[^.;,?!]*?)\s+(?:as|than)\s+(?P<less>[^.;,?!]*)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class StatedRatio:
    """``more operator factor * less``, as a clause of the text states it."""

    more: str
    operator: str
    factor: int | float
    less: str

    def body(self) -> Comparison:
        """The comparison as an expression."""
        return Comparison(
            (Name(self.more), Binary("*", Number(self.factor), Name(self.less))), operators=(self.operator,)
        )


def with_stated_ratios(formulation: Formulation, text: TextNumbers) -> tuple[Formulation, tuple[str, ...]]:
    """The formulation with every ratio that the text states, and a sentence for each that was put in or set right.

    A constraint between variables alone that uses the factor, or that compares just the two, is taken to be the
    model's version of the clause.
    """
    constraints = list(formulation.constraints)
    said: list[str] = []
    for ratio in _stated(formulation, text):
        body = ratio.body()
        place = next((index for index, item in enumerate(constraints) if _is_version(item, ratio)), None)
        if place is None:
            constraints.append(Constraint(_free_name(constraints), body))
            said.append(f"'{expression_text(body)}' was added, as the text says")
        elif not _says(constraints[place], ratio):
            before = expression_text(constraints[place].body)
            constraints[place] = replace(constraints[place], body=body)
            said.append(f"'{before}' was changed to '{expression_text(body)}', as the text says")
    return (replace(formulation, constraints=tuple(constraints)) if said else formulation), tuple(said)


def _stated(formulation: Formulation, text: TextNumbers) -> Iterator[StatedRatio]:
    own = distinguishing_stems(formulation)
    plain = {variable.name for variable in formulation.variables if not variable.index}
    for match in _CLAUSE.finditer(text.problem):
        more, less = _named(match["more"], own), _named(match["less"], own)
        if more is None or less is None or more == less or not {more, less} <= plain:
            continue
        word = match["factor"].lower().split()[0]
        factor = _FACTORS.get(word) or (float(word) if "." in word else int(word))
        sense = (match["sense"] or "").lower()
        operator = "<=" if sense in ("at most", "no more than", "not more than") else ">="
        yield StatedRatio(more, operator, factor, less)


def _named(words: str, own: dict[str, set[str]]) -> str | None:
    """The one variable that the words name."""
    found = stems(words)
    named = [name for name, names in own.items() if names & found]
    return named[0] if len(named) == 1 else None


def _is_version(constraint: Constraint, ratio: StatedRatio) -> bool:
    body = constraint.body
    if not isinstance(body, Comparison) or len(body.operands) != 2 or constraint.index:
        return False
    if any(isinstance(side, Number) and side.value for side in body.operands):
        return False
    names = {node.id for node in walk(body) if isinstance(node, Name)}
    numbers = _numbers(body)
    return names == {ratio.more, ratio.less} and (
        not numbers or number_key(float(ratio.factor)) in numbers or number_key(1 / ratio.factor) in numbers
    )


def _says(constraint: Constraint, ratio: StatedRatio) -> bool:
    """Whether a constraint already says the ratio (or states it as an equation), one way round or the other."""
    wanted = ratio.body()
    left, right = wanted.operands
    mirrored = Comparison((right, left), operators=("<=" if ratio.operator == ">=" else ">=",))
    swapped = Comparison((left, Binary("*", Name(ratio.less), Number(ratio.factor))), operators=wanted.operators)
    equation = replace(wanted, operators=("==",))
    return constraint.body in (wanted, mirrored, swapped, equation)


def _numbers(body: Node) -> set[float]:
    return {number_key(float(node.value)) for node in walk(body) if isinstance(node, Number)} - {1.0, 0.0}


def _free_name(constraints: list[Constraint]) -> str:
    used = {constraint.name for constraint in constraints}
    return next(name for number in range(1, len(used) + 2) if (name := f"stated_ratio_{number}") not in used)
