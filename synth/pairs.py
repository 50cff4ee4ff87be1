"""One verified pair of a problem text and its formulation, with where it comes from and how it was verified."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from enum import StrEnum
from typing import Any

from nl2opt.formulation.fingerprint import Fingerprint, Outcome


class Route(StrEnum):
    """How the text came about."""

    CODE = "code"
    MODEL = "model"


class Origin(StrEnum):
    """Where the formulation comes from."""

    FAMILY = "family"
    COMPOSER = "composer"
    RESOCRATIC = "resocratic"
    AUGMENTATION = "augmentation"


class Verdict(StrEnum):
    """What showed that text and formulation say the same."""

    INVERSE = "inverse"
    """The text was read back, exactly, into the same formulation."""

    FORWARD = "forward"
    """A formulation made of the text alone has the same status, optimum and fingerprint."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A row of a dataset.

    Attributes:
        text: the problem in words.
        formulation: five-element text, with all data.
        status: of the solve: ``optimal``.
        objective: the optimum; None for problems that only ask for a feasible point.
        fingerprint: status and optimum over the data and over perturbed copies of them, in order.
        route, origin, verdict: see the enumerations.
        family: the family of models, the kind of word problem, or the demonstration.
        setting: the story.
        domain: one of LLMOPT's fifteen.
        model_class: LP, IP, MIP, QP, NLP, MINLP or LOGIC.
        problem_class: of LLMOPT's taxonomy.
        band: the band of complexity: ``trivial``, ``easy``, ``medium``, ``hard``, ``extreme``.
        complexity: OptMATH's score S.
        seed: what the row was drawn with.
        operations: augmentations that made it, in order.
        tries: how many candidates it took.
        details: anything more that a route has to say; values are JSON.
    """

    text: str
    formulation: str
    status: str
    objective: float | None
    fingerprint: Fingerprint
    route: Route
    origin: Origin
    verdict: Verdict
    family: str
    setting: str
    domain: str
    model_class: str
    problem_class: str
    band: str
    complexity: float
    seed: int
    operations: tuple[str, ...] = ()
    tries: int = 1
    details: Mapping[str, Any] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """Sixteen hexadecimal digits that name the text and its formulation."""
        digest = hashlib.sha256(f"{self.text}\x1e{self.formulation}".encode())
        return digest.hexdigest()[:16]

    def to_row(self) -> dict[str, Any]:
        """The pair as plain values, ``id`` first; the fingerprint is a list of (status, exact optimum)."""
        row = {"id": self.id, **asdict(self)}
        row["fingerprint"] = [[outcome.status, outcome.exact] for outcome in self.fingerprint.outcomes]
        row |= {name: str(row[name]) for name in ("route", "origin", "verdict")}
        row["operations"] = list(self.operations)
        row["details"] = dict(self.details)
        return row

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> Pair:
        """The pair of a row.

        Raises:
            KeyError: a column is missing.
            ValueError: a column has a value that it cannot have.
        """
        from nl2opt.formulation.fingerprint import rounded

        values = {each.name: row[each.name] for each in fields(cls)}
        values["fingerprint"] = Fingerprint(
            tuple(
                Outcome(status, None if exact is None else rounded(exact), exact)
                for status, exact in values["fingerprint"]
            )
        )
        values["operations"] = tuple(values["operations"])
        values |= {"route": Route(row["route"]), "origin": Origin(row["origin"]), "verdict": Verdict(row["verdict"])}
        return cls(**values)
