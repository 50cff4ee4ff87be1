"""The question about a scenario: its sentences in the order of a problem, or with its data in a table."""

from __future__ import annotations

from nl2opt.formulation.text_printer import to_text
from nl2opt.llm.protocol import Message
from nl2opt.synth.resocratic.composing import Composed

PLAIN = (
    "Write a word problem out of the scenario: background first, then data, then limits, the question last. Keep every "
    "number and every condition. Use no formulas and no names of variables. Write the problem only."
)
TABLE = (
    "Write a word problem out of the scenario: background first, then the data in a Markdown table, then limits, the "
    "question last. Numbers of the table are not repeated in the sentences; all other numbers and every condition are "
    "kept. Use no formulas and no names of variables. Write the problem only."
)


def question(composed: Composed, with_table: bool) -> tuple[Message, ...]:
    """Asks for the question of a scenario."""
    told = f"{composed.scenario.prose}\n\n{to_text(composed.formulation)}"
    return (Message("system", TABLE if with_table else PLAIN), Message("user", told))
