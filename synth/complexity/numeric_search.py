"""Proposals by numbers alone: all sizes of a family grow together, steered by a secant in logarithms."""

from __future__ import annotations

import bisect
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from nl2opt.synth.complexity.bands import Band
from nl2opt.synth.complexity.proposals import Proposal, Round
from nl2opt.synth.complexity.subjects import Subject
from nl2opt.synth.families.ranges import Range, Ranges

MOST_OF_SIZES = 60
"""How far a size without a declared ``most`` may grow."""

_SPREAD = 1.5
"""A tuned range of a size goes up to this many times its lower end: wider ones mix bands."""

_FIRST_EXPONENT = 1.5
"""Scores of models over pairs of sets grow with the square of a size, those over one set with the size."""


class NumericSearch:
    """Secant and bisection over the sizes of a family; the first proposal is the declared ranges.

    The sizes move along a ladder from all as small as they may be to all as large as they may be, one end of one range
    at a time. Scores between rungs are interpolated as ``log S`` over the mean logarithm of sizes. It gives up when an
    end of the ladder, or two neighbouring rungs, show that no rung is in the band.
    """

    @property
    def name(self) -> str:
        """``numeric search``."""
        return "numeric search"

    def propose(self, subject: Subject, band: Band, rounds: Sequence[Round]) -> Proposal:
        """The next rung to try."""
        if not rounds:
            return Proposal(subject.ranges, "the declared ranges")
        if not subject.ranges.sizes:
            return Proposal(None, f"no range of the family sets its size, and {rounds[-1].statistics.shortfall(band)}")
        ladder = _ladder(subject.ranges)
        low, high = _bracket(ladder, rounds, band)
        if high - low < 2:
            return Proposal(None, _no_rung(ladder, low, high, rounds, band))
        positions = [_position(rung) for rung in ladder]
        wanted = _wanted(rounds, band)
        rung = bisect.bisect_left(positions, wanted, low + 1, high)
        if rung > low + 1 and (rung == high or wanted - positions[rung - 1] < positions[rung] - wanted):
            rung -= 1
        return Proposal(ladder[rung], f"rung {rung + 1} of {len(ladder)}")


@dataclass(frozen=True, slots=True)
class _Step:
    """At this logarithm of the sizes' growth, one end of one range moves."""

    at: float
    name: str
    end: str
    value: int


def _ladder(ranges: Ranges) -> list[Ranges]:
    """Ranges from the smallest sizes to the largest, one end of a range further on each rung."""
    start: dict[str, Range] = {}
    steps: list[_Step] = []
    for name in ranges.sizes:
        declared = ranges[name]
        values = size_values(declared)
        start[name] = replace(declared, low=values[0], high=values[0])
        # The ends travel the whole way between them, half a spread apart, whatever the width of the declared range.
        spread = math.log(min(_SPREAD, max(1.0, declared.high / max(1, declared.low)))) / 2
        first, length = math.log1p(values[0]), math.log1p(values[-1]) - math.log1p(values[0])
        for value in values[1:]:
            way = math.log1p(value) - first
            for end, shift in (("high", -spread), ("low", spread)):
                steps.append(_Step(min(max((way + shift) / (length or 1.0), 0.0), 1.0 + spread), name, end, value))
    steps.sort(key=lambda step: (step.at, step.value, step.name, step.end))
    rungs = [ranges.changed(**start)]
    for step in steps:
        moved = start[step.name]
        if step.end == "low" and step.value > moved.high:
            continue
        start[step.name] = (
            replace(moved, high=step.value) if step.end == "high" else replace(moved, low=min(step.value, moved.high))
        )
        rungs.append(ranges.changed(**start))
    return rungs


def size_values(declared: Range) -> list[int]:
    """The whole numbers that a size may have, from its ``least`` to its ``most`` in its steps."""
    step = max(1, int(declared.step))
    low = int(declared.low)
    least = low if declared.least is None else int(declared.least)
    most = max(MOST_OF_SIZES, int(declared.high)) if declared.most is None else int(declared.most)
    return list(range(low - (low - least) // step * step, most + 1, step)) or [low]


def _position(ranges: Ranges) -> float:
    """The mean logarithm of the sizes."""
    sizes = [ranges[name] for name in ranges.sizes]
    return sum(math.log(max(1.0, (each.low + each.high) / 2)) for each in sizes) / len(sizes)


def _too_large(round_: Round, band: Band) -> bool:
    """Whether a round asks for smaller instances: for their score, or because large ones are slow or infeasible."""
    statistics = round_.statistics
    return not statistics.scores or statistics.mean >= band.most or (statistics.mean in band and statistics.solved)


def _bracket(ladder: list[Ranges], rounds: Sequence[Round], band: Band) -> tuple[int, int]:
    """The rungs, exclusive, between which the band may lie; -1 and the number of rungs at first."""
    low, high = -1, len(ladder)
    places = {_key(rung): place for place, rung in enumerate(ladder)}
    for each in rounds:
        place = places.get(_key(each.ranges))
        if place is None:
            continue
        if _too_large(each, band):
            high = min(high, place)
        else:
            low = max(low, place)
    return low, high


def _key(ranges: Ranges) -> tuple[tuple[str, float, float], ...]:
    return tuple((name, ranges[name].low, ranges[name].high) for name in ranges.sizes)


def _wanted(rounds: Sequence[Round], band: Band) -> float:
    """The mean logarithm of sizes at which the score should be in the middle of the band."""
    points = sorted(
        (_position(each.ranges), each) for each in rounds if each.statistics.scores and each.statistics.mean
    )
    last = rounds[-1]
    target = math.log(math.sqrt(max(band.least, band.most / 4) * band.most))
    if not points:
        return _position(last.ranges) - math.log(2)
    if last.statistics.mean in band:
        # The score is right, and solving is not: a smaller score of the same band may do.
        target = (math.log(max(band.least, band.most / 16)) + math.log(last.statistics.mean)) / 2
    nearest = sorted(points, key=lambda point: abs(math.log(point[1].statistics.mean) - target))[:2]
    exponent = _FIRST_EXPONENT
    if len(nearest) == 2 and abs(nearest[0][0] - nearest[1][0]) > 1e-6:
        rise = math.log(nearest[0][1].statistics.mean) - math.log(nearest[1][1].statistics.mean)
        exponent = min(max(rise / (nearest[0][0] - nearest[1][0]), 0.3), 6.0)
    position, best = nearest[0]
    return position + (target - math.log(best.statistics.mean)) / exponent


def _no_rung(ladder: list[Ranges], low: int, high: int, rounds: Sequence[Round], band: Band) -> str:
    """Why no rung is left."""
    places = {_key(rung): place for place, rung in enumerate(ladder)}
    at = {places[_key(each.ranges)]: each for each in rounds if _key(each.ranges) in places}
    if high == 0:
        return f"at the smallest sizes, {at[0].statistics.shortfall(band)}"
    if low == len(ladder) - 1:
        return f"at the largest sizes, {at[low].statistics.shortfall(band)}"
    shortfalls = (at[place].statistics.shortfall(band) for place in (low, high))
    return f"between two neighbouring sizes, {', then '.join(shortfalls)}"
