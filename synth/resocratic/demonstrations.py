"""Our own step-by-step demonstrations, files beside this module: what a language model is shown before it composes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

from nl2opt.synth.resocratic.scenario import Scenario, read_scenario

_HEAD = re.compile(r"^(\w+): (.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Demonstration:
    """One demonstration.

    Attributes:
        name: of its file.
        domain: one of LLMOPT's fifteen.
        problem_class: of LLMOPT's taxonomy.
        linear: whether objective and constraints are linear.
        scenario: its steps.
    """

    name: str
    domain: str
    problem_class: str
    linear: bool
    scenario: Scenario


@cache
def demonstrations() -> tuple[Demonstration, ...]:
    """All demonstrations, by name."""
    folder = resources.files("nl2opt.synth.resocratic").joinpath("demonstrations")
    files = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".txt")), key=lambda entry: entry.name)
    return tuple(_read(entry.name.removesuffix(".txt"), entry.read_text(encoding="utf-8")) for entry in files)


def _read(name: str, text: str) -> Demonstration:
    head, _, body = text.partition("\n\n")
    said = dict(_HEAD.findall(head))
    return Demonstration(name, said["domain"], said["class"], said["linear"] == "yes", read_scenario(body))
