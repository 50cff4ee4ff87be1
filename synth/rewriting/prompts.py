"""The prompts of the four steps. Each is plain text around the formulation or the text at hand."""

from __future__ import annotations

from nl2opt.llm.protocol import Message

GENERATOR = (
    "You write word problems for a course in operations research. You get a formulation: sets, parameters, variables, "
    "objective and constraints. Tell it as a problem in plain English, as a person would who faces it. State every "
    "number and every constraint exactly once. Use no formulas, no symbols and no names of variables. End with the "
    "question. Write the problem only."
)
CRITIC = (
    "You compare a word problem with the formulation that it should say. Check every number, every constraint, the "
    "kind of every variable and the objective. If the text says all of it rightly and nothing else, answer COMPLETE. "
    "Otherwise list what is missing, wrong or invented, one short line each."
)
REFINER = (
    "You correct a word problem so that it says its formulation completely and exactly. You get the formulation, the "
    "text and a list of faults. Write the corrected problem only, in plain English without formulas."
)
PARAPHRASER = (
    "You rewrite a word problem in other words. Change the sentences, their order and their structure, and keep every "
    "number, every condition and the question exactly as they are meant. Add nothing and leave nothing out. Write the "
    "new text only."
)

SCENARIOS = (
    "a small family business",
    "a hospital",
    "a farm",
    "a transport company",
    "a factory",
    "a city administration",
    "a school or university",
    "an energy supplier",
    "a shop or supermarket",
    "an investment firm",
    "a software company",
    "a construction firm",
    "a charity",
    "a film or music festival",
    "a law firm",
)
"""Where a generated story may play, when it is not to stay in the setting of its source."""


def generator(formulation: str, scenario: str) -> tuple[Message, ...]:
    """Asks for a text."""
    return (
        Message("system", GENERATOR),
        Message("user", f"{formulation}\nThe story takes place in {scenario}."),
    )


def critic(formulation: str, text: str) -> tuple[Message, ...]:
    """Asks for faults."""
    return (Message("system", CRITIC), Message("user", f"{formulation}\n## Text\n{text}"))


def refiner(formulation: str, text: str, faults: str) -> tuple[Message, ...]:
    """Asks for a corrected text."""
    return (Message("system", REFINER), Message("user", f"{formulation}\n## Text\n{text}\n## Faults\n{faults}"))


def paraphraser(text: str) -> tuple[Message, ...]:
    """Asks for other words."""
    return (Message("system", PARAPHRASER), Message("user", text))
