"""Who asks for what: the rows of a job, divided into shards that do not depend on each other."""

from __future__ import annotations

import bisect
import itertools
import math
from collections import Counter
from dataclasses import dataclass

from nl2opt.synth.jobs.job import Job
from nl2opt.synth.jobs.job_file import apportioned
from nl2opt.synth.pairs import Origin, Route
from nl2opt.synth.production_plan import Order, ShardPlan
from nl2opt.synth.randomness import stream

_GOLDEN = (math.sqrt(5) - 1) / 2
_WITHOUT_FAMILY = ""


@dataclass(frozen=True, slots=True)
class _Cell:
    """Rows of one band, origin and route in a row; ``turn`` is the family that its first row takes."""

    start: int
    band: str
    origin: Origin
    route: Route
    turn: int | None


class Planner:
    """The plans of a job's shards.

    The rows stand in a line, sorted by band, origin and route, so that every share is met up to one row; families take
    turns. A shard takes rows at equal, long steps through that line, so that each is a small image of the job. A plan
    is computed from the job and the number of the shard alone.
    """

    def __init__(self, job: Job) -> None:
        self._job = job
        self._families = list(job.families)
        stream(job.seed, "order of families").shuffle(self._families)
        self._cells = _cells(job)
        self._starts = [cell.start for cell in self._cells]
        self._step = _step(job.count)

    def plan(self, number: int) -> ShardPlan:
        """The plan of a shard.

        Raises:
            IndexError: there is no shard of that number.
        """
        job = self._job
        if not 0 <= number < job.shards:
            raise IndexError(f"shard {number} of {job.shards}")
        first, last = number * job.shard_size, min((number + 1) * job.shard_size, job.count)
        kinds = Counter(self._kind(place * self._step % job.count) for place in range(first, last))
        orders = tuple(
            Order(origin, family, band, route, count) for (band, origin, family, route), count in sorted(kinds.items())
        )
        return ShardPlan(job.seed, number, orders, job.allocation, job.tries, job.forward_share, job.model)

    def _kind(self, row: int) -> tuple[str, Origin, str, Route]:
        cell = self._cells[bisect.bisect_right(self._starts, row) - 1]
        family = _WITHOUT_FAMILY
        if cell.turn is not None:
            family = self._families[(cell.turn + row - cell.start) % len(self._families)]
        return cell.band, cell.origin, family, cell.route


def _cells(job: Job) -> list[_Cell]:
    shares = _kind_shares(job)
    cells: list[_Cell] = []
    start = turn = 0
    for band, wanted in job.counts.items():
        counts = apportioned({str(place): share for place, (_, _, _, share) in enumerate(shares)}, wanted)
        for (origin, of_family, route, _), count in zip(shares, counts.values(), strict=True):
            if count:
                cells.append(_Cell(start, band, origin, route, turn if of_family else None))
                turn += count if of_family else 0
            start += count
    return cells


def _kind_shares(job: Job) -> list[tuple[Origin, bool, Route, float]]:
    """Origin, whether it is one of families, route, and the share of these."""
    origins: list[tuple[Origin, bool, float]] = []
    for name, share in job.origins.items():
        origin = Origin(name)
        if origin is Origin.AUGMENTATION:
            # Augmentations start from families and word problems in the proportion in which these are made.
            of_families, of_words = job.origins.get(Origin.FAMILY, 0.0), job.origins.get(Origin.COMPOSER, 0.0)
            part = of_families / (of_families + of_words) if of_families + of_words else 1.0
            origins += [(origin, True, share * part), (origin, False, share * (1 - part))]
        else:
            origins.append((origin, origin is Origin.FAMILY, share))
    return [
        (origin, of_family, Route(route), share * part)
        for (origin, of_family, share), (route, part) in itertools.product(origins, job.routes.items())
        if share * part > 0
    ]


def _step(count: int) -> int:
    """A step without a common divisor with the count, near its golden section: its multiples spread evenly."""
    step = max(1, round(count * _GOLDEN))
    while math.gcd(step, count) > 1:
        step += 1
    return step
