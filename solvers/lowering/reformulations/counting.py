"""``at_most_one``, ``exactly_one`` and ``at_least_one``: bounds on how many literals are 1."""

from __future__ import annotations

from nl2opt.solvers.lowering.uses import BOTH, IMPLIED, IMPLIES, Direction

COUNTS = {"at_most_one": "<=", "exactly_one": "==", "at_least_one": ">="}
"""How the number of true statements compares with 1."""


def direction_of_counted(function: str) -> Direction:
    """How the literals that are counted must be tied to their statements when the count is asserted.

    For "at most one", a true statement must make its literal 1; for "at least one" a literal that is 1 must be true.
    """
    return {"at_most_one": IMPLIED, "exactly_one": BOTH, "at_least_one": IMPLIES}[function]
