"""Proposals by a language model: it reads the model, the target and what came of earlier ranges, and writes new ones.

It never writes data (OptMATH, arXiv 2502.11102, algorithm 1). Its answer is read tolerantly, and ends are moved to what
the family allows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from nl2opt.llm.protocol import LanguageModel, Message, Request
from nl2opt.synth.complexity.bands import Band
from nl2opt.synth.complexity.numeric_search import size_values
from nl2opt.synth.complexity.proposals import Proposal, Round
from nl2opt.synth.complexity.score import OPTMATH_WEIGHTS
from nl2opt.synth.complexity.subjects import Subject
from nl2opt.synth.families.ranges import Range, Ranges

_SYSTEM = f"""You choose the sizes of random optimization models so that they have a wanted complexity.
The score S of a model adds {OPTMATH_WEIGHTS.binary:g} for each binary variable, {OPTMATH_WEIGHTS.integer:g} for each \
other integer variable, {OPTMATH_WEIGHTS.continuous:g} for each continuous variable, {OPTMATH_WEIGHTS.linear:g} for \
each linear constraint, {OPTMATH_WEIGHTS.indicator:g} for each logical one, {OPTMATH_WEIGHTS.quadratic:g} for each \
quadratic one, {OPTMATH_WEIGHTS.general:g} for each other nonlinear one, and {OPTMATH_WEIGHTS.big_m:g} for each \
percent of the constraints that are big-M constraints.
Answer with one line for each range that you want to change, "name: low..high" in whole numbers, and nothing else."""

_NUMBER = r"[-+]?\d[\d,_]*(?:\.\d+)?"


class ModelProposer:
    """Asks a language model.

    Args:
        model: who is asked.
        temperature: 0 answers alike to equal statistics; then repeated answers end the loop early.
    """

    def __init__(self, model: LanguageModel, temperature: float = 0.0) -> None:
        self._model = model
        self._temperature = temperature

    @property
    def name(self) -> str:
        """The name of the model."""
        return self._model.name

    def propose(self, subject: Subject, band: Band, rounds: Sequence[Round]) -> Proposal:
        """The ranges that the model wants to try.

        Raises:
            ModelError: it cannot be reached, refuses, or returns nonsense.
        """
        request = Request(
            messages=(Message("system", _SYSTEM), Message("user", prompt(subject, band, rounds))),
            shared=1,
            max_tokens=32 * max(1, len(subject.ranges.sizes)) + 64,
            temperature=self._temperature,
            seed=len(rounds),
        )
        [completion] = self._model.complete([request])
        ranges, note = read_answer(completion.text, rounds[-1].ranges if rounds else subject.ranges)
        if rounds and self._temperature == 0 and any(_same(ranges, each.ranges) for each in rounds):
            again = f"{self.name} proposed ranges that it had tried before"
            return Proposal(None, f"{again}, and {rounds[-1].statistics.shortfall(band)}")
        return Proposal(ranges, note)


def prompt(subject: Subject, band: Band, rounds: Sequence[Round]) -> str:
    """What the model reads; it holds no times, which differ from run to run."""
    lines = [f"Model: {subject.title}", subject.model, "", "Ranges that you may change:"]
    for name in subject.ranges.sizes:
        declared = subject.ranges[name]
        values = size_values(declared)
        step = f" in steps of {declared.step}" if declared.step != 1 else ""
        lines.append(f"{name}: {declared.low}..{declared.high} (allowed: {values[0]} to {values[-1]}{step})")
    lines += ["", f"Wanted: a mean S from {band.least:g} to {band.most:g}, best in the middle."]
    for number, each in enumerate(rounds, start=1):
        tried = ", ".join(f"{name} {each.ranges[name].low}..{each.ranges[name].high}" for name in each.ranges.sizes)
        lines.append(f"Round {number}: with {tried}, {_result(each, band)}.")
    lines.append("")
    lines.append("New ranges:")
    return "\n".join(lines)


def _result(round_: Round, band: Band) -> str:
    statistics = round_.statistics
    if not statistics.scores:
        return "no instance could be made"
    spread = (
        f"S was {statistics.mean:.1f} on average, from {min(statistics.scores):.1f} to {max(statistics.scores):.1f}"
    )
    if not statistics.solved:
        return f"{spread}, {'too low' if statistics.mean < band.least else 'too high'}"
    return f"{spread}; {statistics.shortfall(band)}"


def read_answer(answer: str, ranges: Ranges) -> tuple[Ranges, str]:
    """The ranges that an answer says, and what of it could not be taken.

    Read are ``items: 5..9``, ``items = [5, 9]``, ``"items": {"low": 5, "high": 9}``, ``items from 5 to 9``,
    ``items: 7``; of several lines for one name the last. Ends are put in order and moved into what the range allows.
    """
    changed: dict[str, Range] = {}
    for name in ranges.sizes:
        words = re.escape(name).replace("_", r"[_\W]?")
        pattern = rf"(?<![\w]){words}(?!\w)[^\d\n+-]{{0,40}}(?P<low>{_NUMBER})(?:[^\d\n]{{1,24}}?(?P<high>{_NUMBER}))?"
        found = list(re.finditer(pattern, answer.replace("\n  ", " "), re.IGNORECASE))
        if found:
            low = _whole(found[-1]["low"])
            changed[name] = clipped(ranges[name], low, low if found[-1]["high"] is None else _whole(found[-1]["high"]))
    missing = [name for name in ranges.sizes if name not in changed]
    if not changed:
        return ranges, "no range could be read in the answer"
    note = f"kept as they were: {', '.join(missing)}" if missing else ""
    return ranges.changed(**changed), note


def clipped(declared: Range, low: float, high: float) -> Range:
    """The range from ``low`` to ``high``, in order, on the steps and between the ends that the declared one allows."""
    values = size_values(declared)
    first, last = sorted((min(values, key=lambda value: abs(value - low)), min(values, key=lambda v: abs(v - high))))
    return replace(declared, low=first, high=last)


def _whole(text: str) -> float:
    return float(text.replace(",", "").replace("_", ""))


def _same(one: Ranges, two: Ranges) -> bool:
    return all(one[name] == two[name] for name in one)
