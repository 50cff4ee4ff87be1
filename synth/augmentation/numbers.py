"""Other numbers in the place of given ones, as plausible as those."""

from __future__ import annotations

import math
import random
from collections.abc import Iterable

from nl2opt.synth.families.ranges import Number, Range


def grain(values: Iterable[Number]) -> float:
    """The step in which numbers are given: 50 for 150, 200 and 1000; 0.5 for 2.5 and 4; 1 for 3 and 7."""
    places = 0
    numbers = [abs(value) for value in values if value]
    if not numbers:
        return 1.0
    for value in numbers:
        decimals = f"{value:.10g}".partition(".")[2]
        places = max(places, len(decimals) if decimals.isdigit() else 0)
    unit = math.gcd(*(round(value * 10**places) for value in numbers))
    for step in (1000, 500, 100, 50, 10, 5):
        if unit % step == 0:
            return float(f"{step / 10**places:.10g}")
    return float(f"{1 / 10**places:.10g}")


def moved(value: Number, step: float, rng: random.Random, low: float = 0.7, high: float = 1.4) -> Number:
    """Another number between two multiples of a given one, on a step; zero stays zero and signs stay.

    Where the steps are too coarse for another number in between, it is the next step up.
    """
    if not value:
        return value
    size = abs(value)
    first, last = math.ceil(size * low / step - 1e-9), math.floor(size * high / step + 1e-9)
    own = round(size / step)
    choices = [count for count in range(max(1, first), last + 1) if count != own]
    count = rng.choice(choices) if choices else own + 1
    return exact(math.copysign(count * step, value), whole=isinstance(value, int))


def drawn(declared: Range, rng: random.Random) -> Number:
    """A number out of a declared range."""
    return declared.at(rng.randrange(declared.values))


def exact(value: float, *, whole: bool = False) -> Number:
    """A number without the dust of binary fractions; an integer where it is one."""
    short = float(f"{value:.10g}")
    return int(short) if whole or short.is_integer() else short
