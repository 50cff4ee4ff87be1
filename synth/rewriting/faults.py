"""What a text gets wrong about its formulation, found without solving: numbers, directions of limits, formulas.

This is the cheap part of verification of texts that a language model wrote; the forward model is the other.
"""

from __future__ import annotations

import re
from collections import Counter

from nl2opt.formulation.elements import Formulation
from nl2opt.formulation.numbers import numbers_in
from nl2opt.pipeline.grounding import ground, model_numbers
from nl2opt.pipeline.limit_cues import with_stated_directions
from nl2opt.pipeline.text_numbers import STRUCTURAL, TextNumbers

_FORMULA = re.compile(r"<=|>=|≤|≥|==|\\(?:sum|le|ge)\b|\bsum\(|\b[a-z]+\[[a-z, ]+\]|\b\w+_\d\b|\*\s*\w+\s*\+")
_HEADINGS = re.compile(r"^\s*#+\s*(?:Sets|Parameters|Variables|Objective|Constraints)\b", re.MULTILINE)
_ASKS = re.compile(
    r"\?|\b(?:minimi[sz]\w*|maximi[sz]\w*|as (?:much|many|low|high|little|small|large|cheap\w*|few) as possible|"
    r"lowest|highest|cheapest|(?<!at )least|greatest|smallest|largest|best|optimal|(?<!at )most|fewest)\b",
    re.IGNORECASE,
)


def faults(text: str, formulation: Formulation) -> list[str]:
    """What is wrong with a text, a sentence each; empty when nothing is seen.

    Every number of the formulation must be in the text and the other way round; a limit that the text gives a
    direction must have it in the formulation; the text holds no formulas, and it says what is wanted.
    """
    if not text.strip():
        return ["There is no text."]
    found = []
    if _FORMULA.search(text) or _HEADINGS.search(text):
        found.append("The text holds formulas or headings of the formulation instead of plain words.")
    name = _variable_named(text, formulation)
    if name:
        found.append(f"The text uses the name '{name}' of the formulation.")
    if not _ASKS.search(text):
        found.append("The text does not say what is to be maximized or minimized.")
    numbers = TextNumbers(text)
    # Grounding takes a number for explained that is simple arithmetic on others; a complete text states each.
    found += [
        f"The number {value:g} in '{words}' is not in the text."
        for _, value, words in model_numbers(formulation)
        if abs(value) not in STRUCTURAL and not numbers.states(value)
    ]
    found += [
        f"{finding.message[:1].upper()}{finding.message[1:]}."
        for finding in ground(formulation, numbers)
        if finding.kind == "unused"
    ]
    _, turned = with_stated_directions(formulation, numbers)
    return found + [f"A limit has the other direction: {said}" for said in turned]


def lost_numbers(before: str, after: str) -> list[str]:
    """The numbers of one text that another does not have as often, and the other way round, as sentences."""
    ours, theirs = _counted(before), _counted(after)
    lost = [f"The number {value:g} is missing." for value in (ours - theirs)]
    return lost + [f"The number {value:g} was not in the text." for value in (theirs - ours)]


def _counted(text: str) -> Counter[float]:
    return Counter(
        round(quantity.value, 9) for quantity in numbers_in(text) if not quantity.label and not quantity.incidental
    )


def _variable_named(text: str, formulation: Formulation) -> str:
    """A name with an underscore, or of one letter and digits, that stands in the text as in the formulation."""
    words = set(re.findall(r"\w+", text))
    for element in (*formulation.variables, *formulation.parameters, *formulation.sets):
        artificial = "_" in element.name or bool(re.fullmatch(r"[a-z]\d*", element.name) and element.name != "a")
        if artificial and element.name in words:
            return element.name
    return ""
