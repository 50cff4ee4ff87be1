"""How many pairs a second a core makes: production itself, with every check, in one process.

What counts is processor time, of this process and of the solver processes that it starts. Imports, the tuning of
ranges, caches and the start of solver processes come in a warm-up before the clock starts: a job pays for them once for
each process or shard.
"""

from __future__ import annotations

import math
import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

import psutil

from benchmarks.pairs.stages import STAGES, StageClock
from nl2opt.formulation.text_parser import parse
from nl2opt.solvers.api import solve
from nl2opt.solvers.engines.host import kept_workers
from nl2opt.solvers.result import SolveOptions
from nl2opt.synth import production
from nl2opt.synth.duplicates.deduplicator import signature
from nl2opt.synth.jobs.parquet_rows import pairs_to_parquet
from nl2opt.synth.pairs import Origin, Pair, Route
from nl2opt.synth.production_plan import Order, Rejection, ShardPlan, Unreached
from nl2opt.synth.randomness import stream

WITHOUT_FAMILY = ""
"""Stands for word problems in an order."""

_WARM_UP_SHARD = 1_000_000
_WORD_PROBLEMS_TO_WARM_UP = 20
_IN_PROCESSES_OF_THEIR_OWN = (
    "## Variables\na >= 0\nb >= 0\n## Objective\nmaximize a*b\n## Constraints\nc: a + b <= 4\n",
    "## Variables\na >= 0 integer\nb >= 0 integer\n## Objective\nminimize a + b\n## Constraints\n"
    "c: a + b >= 4\nd: a >= 1 implies b >= 2*a\n",
)
"""One model for each engine that solves in another process; few word problems do, and the warm-up may have none."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Rows of one kind that are made one after the other.

    Attributes:
        origin, band: of the rows.
        families: that take turns; ``WITHOUT_FAMILY`` stands for word problems.
    """

    origin: Origin
    band: str
    families: tuple[str, ...]

    @property
    def name(self) -> str:
        """What is made, and the band."""
        return _name(self.origin, self.band, self.families == (WITHOUT_FAMILY,))


def cell_name(row: Mapping[str, Any]) -> str:
    """The name of the cell that a row of a dataset belongs to."""
    return _name(row["origin"], row["band"], row["family"].startswith("word_problem"))


def _name(origin: str, band: str, told: bool) -> str:
    if origin == Origin.AUGMENTATION:
        origin = f"{origin} of {'word problems' if told else 'families'}"
    return f"{origin}, {band}"


@dataclass(slots=True)
class Measured:
    """What making the rows of a cell came to.

    Attributes:
        cell: which.
        pairs, rejections: what was made.
        seconds: processor time by stage.
        solvers: processor time of solver processes.
        duplicates, writing: processor time of the signatures for duplicates, and of the Parquet file.
        warm_up: processor time before the clock started.
        unreached: families that do not reach the band.
    """

    cell: Cell
    pairs: list[Pair] = field(default_factory=list)
    rejections: list[Rejection] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)
    solvers: float = 0.0
    duplicates: float = 0.0
    writing: float = 0.0
    warm_up: float = 0.0
    unreached: list[str] = field(default_factory=list)

    @property
    def total(self) -> float:
        """All processor seconds behind the warm-up."""
        return sum(self.seconds.values()) + self.solvers + self.duplicates + self.writing

    def row(self) -> dict[str, Any]:
        """The figures as JSON; shares of stages are of the whole time."""
        total = self.total
        stages = {stage: self.seconds.get(stage, 0.0) for stage in STAGES}
        stages |= {"solver processes": self.solvers, "duplicates": self.duplicates, "writing": self.writing}
        return {
            "cell": self.cell.name,
            "origin": str(self.cell.origin),
            "band": self.cell.band,
            "pairs": len(self.pairs),
            "rejected": len(self.rejections),
            "families": len({pair.family for pair in self.pairs}),
            "unreached": len(self.unreached),
            "warm_up_seconds": self.warm_up,
            "seconds": total,
            "pairs_per_second": len(self.pairs) / total if total else 0.0,
            "shares": {name: seconds / total if total else 0.0 for name, seconds in stages.items()},
        }


def measure(cell: Cell, rows: int, seconds: float, tries: int, seed: int) -> Measured:
    """Make the rows of a cell and watch the clock.

    Args:
        cell: what to make.
        rows: how many are wanted.
        seconds: of processor time, after which no further row is begun.
        tries: candidates at most for a row.
        seed: of the rows.
    """
    found = Measured(cell)
    # Solver processes of the warm-up go on serving, as they do in a shard of many rows.
    with kept_workers(), patch.object(production, "kept_workers", nullcontext):
        started = time.process_time() + _spent_by_children()
        reached = _warmed_up(found, tries, seed)
        solvers = _spent_by_children()
        found.warm_up = time.process_time() + solvers - started
        if not reached:
            return found
        _make(found, _plan(cell, reached, rows, tries, seed, 0), seconds)
        found.solvers = _spent_by_children() - solvers
    found.duplicates = _seconds(lambda: [signature(pair) for pair in found.pairs])
    found.writing = _seconds(lambda: pairs_to_parquet(found.pairs))
    return found


def _make(found: Measured, plan: ShardPlan, seconds: float) -> None:
    clock, begun = StageClock(), time.process_time()
    with clock.watching():
        for each in production.produce(plan):
            if isinstance(each, Pair):
                found.pairs.append(each)
            elif isinstance(each, Rejection):
                found.rejections.append(each)
            if time.process_time() - begun > seconds:
                break
    found.seconds = dict(clock.seconds)


def _warmed_up(found: Measured, tries: int, seed: int) -> tuple[str, ...]:
    """Makes a row of each family, or some word problems; the families that reach the band."""
    cell = found.cell
    rows = _WORD_PROBLEMS_TO_WARM_UP if cell.families == (WITHOUT_FAMILY,) else len(cell.families)
    for text in _IN_PROCESSES_OF_THEIR_OWN:
        solve(parse(text), SolveOptions(threads=1))
    pairs: list[Pair] = []
    for each in production.produce(_plan(cell, cell.families, rows, tries, seed, _WARM_UP_SHARD)):
        if isinstance(each, Unreached):
            found.unreached.append(each.order.family)
        elif isinstance(each, Pair):
            pairs.append(each)
    pairs_to_parquet(pairs)
    for pair in pairs:
        signature(pair)
    return tuple(name for name in cell.families if name not in found.unreached)


def _seconds(work: Callable[[], Any]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def _plan(cell: Cell, families: Sequence[str], rows: int, tries: int, seed: int, number: int) -> ShardPlan:
    return ShardPlan(seed, number, tuple(_orders(cell, families, rows, seed)), tries=tries)


def _orders(cell: Cell, families: Sequence[str], rows: int, seed: int) -> Iterator[Order]:
    """Families in a drawn order, so that a run that ends early has not left out the end of the alphabet."""
    shuffled = list(families)
    stream(seed, "benchmark", cell.name).shuffle(shuffled)
    for place, name in enumerate(shuffled):
        count = math.ceil((rows - place) / len(shuffled))
        if count > 0:
            yield Order(cell.origin, name, cell.band, Route.CODE, count)


def _spent_by_children() -> float:
    """Processor seconds of the processes that this one has started, those that have ended included."""
    ended = os.times()
    total = ended.children_user + ended.children_system
    for child in psutil.Process().children(recursive=True):
        try:
            spent = child.cpu_times()
        except psutil.NoSuchProcess:
            continue
        total += spent.user + spent.system
    return total
