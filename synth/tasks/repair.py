"""Repair: a broken formulation with its diagnostics, to the right one."""

from __future__ import annotations

import random
from collections.abc import Iterator

from nl2opt.formulation.checks import check
from nl2opt.formulation.diagnostics import Diagnostic, FormulationError, Severity
from nl2opt.formulation.text_parser import parse
from nl2opt.pipeline.grounding import ground
from nl2opt.pipeline.text_numbers import TextNumbers
from nl2opt.synth.pairs import Pair
from nl2opt.synth.tasks.slips import BROKEN, WRONG_MODELS
from nl2opt.synth.tasks.task import Example

_ASKS = (
    "This formulation of the problem has faults. Write it correctly.",
    "Correct the formulation below; the findings say what is wrong with it.",
    "Repair the formulation of this problem.",
)


class Repair:
    """One slip a pair, of those that the parser, the checks or the grounding of numbers notice."""

    name = "repair"

    def examples(self, pair: Pair, rng: random.Random) -> Iterator[Example]:
        """One example, or none where no drawn slip is noticed."""
        for slip in rng.sample((*BROKEN, *WRONG_MODELS), 4):
            broken = slip(pair.formulation, rng)
            findings = [] if broken is None or broken == pair.formulation else findings_of(broken, pair.text)
            if broken is not None and findings:
                said = "\n".join(f"- {finding}" for finding in findings[:4])
                words = f"{rng.choice(_ASKS)}\n\n{pair.text}\n\n{broken.strip()}\n\nFindings:\n{said}"
                yield Example(self.name, pair.id, words, pair.formulation.strip())
                return


TASK = Repair()


def findings_of(formulation: str, text: str) -> list[str]:
    """What parser, checks and grounding say about a printed formulation of a text."""
    try:
        parsed = parse(formulation)
    except FormulationError as error:
        return [_said(item, formulation) for item in error.diagnostics]
    errors = [_said(item, formulation) for item in check(parsed) if item.severity is Severity.ERROR]
    return errors or [finding.message for finding in ground(parsed, TextNumbers(text))]


def _said(item: Diagnostic, formulation: str) -> str:
    line = "" if item.where is None else f"line {formulation.count(chr(10), 0, item.where.start) + 1}: "
    return f"{line}{item.message}{f' {item.hint}' if item.hint else ''}"
