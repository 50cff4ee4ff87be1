"""Rules that a family does not have, and that make sense in all of its stories: augmentation adds them."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from nl2opt.synth.narrative.statements import Rule


@dataclass(frozen=True, slots=True)
class Extra:
    """One more rule.

    Attributes:
        name: unique in its family.
        parameters: the declarations of its open scalars, a line each: ``most_items``.
        constraints: its constraints, a line each: ``few: sum(take[i] for i in ITEMS) <= most_items``.
        rule: how it is told; it tells all of the constraints and names all of the scalars.
        sample: numbers for the scalars, given the data of an instance; None where the rule would say nothing there.
    """

    name: str
    parameters: str
    constraints: str
    rule: Rule
    sample: Callable[[random.Random, Mapping[str, Any]], Mapping[str, int | float] | None]
