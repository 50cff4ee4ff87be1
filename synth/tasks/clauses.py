"""The clauses of a word problem: sentence, type and constraints (Li et al., arXiv 2311.15271)."""

from __future__ import annotations

from dataclasses import dataclass

from nl2opt.formulation.text_parser import parse
from nl2opt.formulation.text_printer import element_text
from nl2opt.synth.candidates import UnreadableError
from nl2opt.synth.composer.assembly import model_of
from nl2opt.synth.composer.reading import reader_of
from nl2opt.synth.composer.registry import clauses
from nl2opt.synth.pairs import Pair, Route
from nl2opt.synth.stories.registry import story


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause.

    Attributes:
        sentence: of the text.
        kind: the type of clause.
        lines: the lines of the formulation that say it.
    """

    sentence: str
    kind: str
    lines: tuple[str, ...]


def clauses_of(pair: Pair) -> list[Clause]:
    """The sentences of a word problem that state one clause each; none for other pairs, or those of other versions.

    Constraints stand in the order of their sentences, since that is how word problems are composed and read back.
    """
    if not pair.family.startswith("word_problem_") or pair.route is not Route.CODE:
        return []
    told_in = story(pair.setting)
    reader = reader_of(told_in)
    formulation = parse(pair.formulation)
    rows = iter(formulation.constraints)
    try:
        model = model_of(told_in, reader.said(pair.text))
        sentences = list(reader.told(pair.text))
    except UnreadableError:  # a dataset of another version, whose phrasings were others
        return []
    found = []
    for sentence, findings in sentences:
        kinds: list[str] = []
        lines: list[str] = []
        for sort, value in findings:
            if sort == "clause":
                name, meaning = value
                kinds.append(name)
                lines += [element_text(next(rows)) for _ in clauses()[name].rows(model, meaning)]
            elif sort == "goal":
                kinds.append(f"objective: {value[0]}")
                lines.append(element_text(formulation.objective))
        if len(kinds) == 1:
            found.append(Clause(sentence, kinds[0], tuple(lines)))
    return found
