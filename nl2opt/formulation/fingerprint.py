"""What a formulation does, as a short value: its optimum over its own data and over several other copies of them.

Two formulations of one problem have equal fingerprints; two that differ mostly do not, although they may have the same
optimum over the data at hand (functional hashing, arXiv 2302.05433). Voting, rejecting bad training pairs and removing
duplicates compare formulations by it.

Equal fingerprints survive: other names; another order of sets, parameters, variables, constraints, terms and factors;
terms moved across a relation; data as parameters, tables or literals; an indexed form written out; percentages as 0.6,
60/100 or 60 divided by 100 later; factors as their reciprocals; constant parts worked out or not; auxiliary variables.
They do not survive numbers that were derived from the data by a sum with variables in it (``x >= 0.3*(x + y)`` as
``0.7*x >= 0.3*y``), nor an objective with the opposite sign. What is told apart: other coefficients, directions, kinds
of variables where they matter, and a missing constraint that binds in one of the copies, so the more copies the better.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from nl2opt.errors import Nl2optError
from nl2opt.formulation.elements import Formulation
from nl2opt.formulation.perturbation import perturb

Solve: TypeAlias = Callable[[Formulation], tuple[str, float | None]]
"""Solves a formulation: the status in a word, and the optimum where there is one."""

SPREADS = (0.4, 0.6, 0.3, 0.8)
"""How far the data move in the copies, in turn: near ones stay feasible, far ones make other constraints bind."""

SIGNIFICANT_DIGITS = 6
TOLERANCE = 2e-5
"""Relative difference up to which two optima count as the same; solvers stop at a gap of 1e-6."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One solve: the status and the optimum, rounded to six significant digits; ``exact`` is the number as solved."""

    status: str
    value: float | None = None
    exact: float | None = field(default=None, compare=False)

    def agrees(self, other: Outcome) -> bool:
        """Whether both say the same up to what solvers promise."""
        if self.status != other.status:
            return False
        ours, theirs = self.exact, other.exact
        if ours is None or theirs is None:
            return ours is theirs
        return abs(ours - theirs) <= TOLERANCE * max(1.0, abs(ours), abs(theirs))


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """The outcomes over the given data and over the copies, in order.

    Equality and hash take the rounded optima, for dictionaries; ``agrees`` has a tolerance, for decisions.
    """

    outcomes: tuple[Outcome, ...]

    @property
    def original(self) -> Outcome:
        """The outcome over the given data."""
        return self.outcomes[0]

    @property
    def informative(self) -> bool:
        """Whether at least one solve had an optimum; without one, equal fingerprints say little."""
        return any(outcome.value is not None for outcome in self.outcomes)

    def agrees(self, other: Fingerprint) -> bool:
        """Whether both are the same up to what solvers promise."""
        if len(self.outcomes) != len(other.outcomes):
            return False
        return all(one.agrees(two) for one, two in zip(self.outcomes, other.outcomes, strict=True))


def fingerprint(formulation: Formulation, solve: Solve, k: int = 4, seed: int = 0) -> Fingerprint:
    """The fingerprint of a formulation.

    Args:
        formulation: a formulation that has passed the checks.
        solve: how to solve it; an ``Nl2optError`` that it raises is recorded as the status ``error``.
        k: how many perturbed copies are solved besides the original.
        seed: names the copies; only fingerprints with equal ``k`` and ``seed`` can be compared.
    """
    copies = [perturb(formulation, seed * 1_000_003 + copy, SPREADS[copy % len(SPREADS)]) for copy in range(k)]
    return Fingerprint(tuple(_outcome(each, solve) for each in (formulation, *copies)))


def _outcome(formulation: Formulation, solve: Solve) -> Outcome:
    try:
        status, value = solve(formulation)
    except Nl2optError:
        return Outcome("error")
    return Outcome(status, None if value is None else rounded(value), value)


def rounded(value: float) -> float:
    """A number with six significant digits; what is nearly 0 is 0."""
    return float(f"{value:.{SIGNIFICANT_DIGITS}g}") if abs(value) > 1e-7 else 0.0


def classes(fingerprints: Sequence[Fingerprint]) -> list[list[int]]:
    """Places of fingerprints that agree, the largest class first and of equal ones the earliest.

    Each fingerprint joins the first class whose first member it agrees with.
    """
    found: list[list[int]] = []
    for place, each in enumerate(fingerprints):
        for members in found:
            if fingerprints[members[0]].agrees(each):
                members.append(place)
                break
        else:
            found.append([place])
    return sorted(found, key=lambda members: (-len(members), members[0]))
