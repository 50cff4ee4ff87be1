"""One shard: made in a worker by a producer, handed back as bytes."""

from __future__ import annotations

import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from nl2opt.errors import ExitCode, Nl2optError
from nl2opt.synth.jobs.folder import Shortfall
from nl2opt.synth.jobs.parquet_rows import pairs_to_parquet, rejections_to_parquet
from nl2opt.synth.pairs import Pair
from nl2opt.synth.production_plan import Order, Rejection, ShardPlan, Unreached

Producer: TypeAlias = Callable[[ShardPlan], Iterator[Pair | Rejection | Unreached]]
"""Makes the rows of a shard. It is a function of a module, so that workers can import it."""


@dataclass(frozen=True, slots=True)
class MadeShard:
    """What a worker hands back.

    Attributes:
        number: of the shard.
        pairs, rejected: Parquet files.
        accepted, rejections, hard: how many rows these have, and how many of the rejected ones are hard.
        tries: candidates, accepted or not.
        seconds: processor time.
        short: orders that ended short.
    """

    number: int
    pairs: bytes
    rejected: bytes
    accepted: int
    rejections: int
    hard: int
    tries: int
    seconds: float
    short: tuple[Shortfall, ...]


@dataclass(frozen=True, slots=True)
class FailedShard:
    """Why a worker has no shard: plain values, since not every exception survives the way between processes.

    Attributes:
        number: of the shard.
        what, hint, where, retryable, exit_code: as in ``Nl2optError``.
        trace: for an error that is no user's, how it came about.
    """

    number: int
    what: str
    hint: str = ""
    where: str = ""
    retryable: bool = False
    exit_code: int = ExitCode.USER_ERROR
    trace: str = ""

    def error(self) -> Nl2optError:
        """The error to raise where a user sees it."""
        found = Nl2optError(self.what, hint=self.hint, where=self.where, retryable=self.retryable)
        found.exit_code = ExitCode(self.exit_code)
        return found


def make_shard(producer: Producer, plan: ShardPlan) -> MadeShard | FailedShard:
    """Make a shard; what goes wrong is returned, not raised."""
    try:
        return _made(producer, plan)
    except Nl2optError as error:
        return FailedShard(plan.number, error.what, error.hint, error.where, error.retryable, int(error.exit_code))
    except Exception as error:
        return FailedShard(
            plan.number,
            f"Shard {plan.number} cannot be made: {type(error).__name__}: {error}",
            hint="Report this with the job file; the other shards are kept.",
            exit_code=ExitCode.ENGINE_FAILED,
            trace=traceback.format_exc(),
        )


def _made(producer: Producer, plan: ShardPlan) -> MadeShard:
    started = time.process_time()
    pairs: list[Pair] = []
    rejections: list[Rejection] = []
    reasons: dict[Order, str] = {}
    for row in producer(plan):
        if isinstance(row, Pair):
            pairs.append(row)
        elif isinstance(row, Rejection):
            rejections.append(row)
        else:
            reasons[row.order] = row.reason
    return MadeShard(
        number=plan.number,
        pairs=pairs_to_parquet(pairs),
        rejected=rejections_to_parquet(rejections),
        accepted=len(pairs),
        rejections=len(rejections),
        hard=sum(rejection.hard for rejection in rejections),
        tries=len(pairs) + len(rejections),
        seconds=time.process_time() - started,
        short=tuple(_shortfalls(plan, pairs, reasons)),
    )


def _shortfalls(plan: ShardPlan, pairs: list[Pair], reasons: dict[Order, str]) -> Iterator[Shortfall]:
    made = Counter((pair.origin, pair.family, pair.band, pair.route) for pair in pairs)
    for order in plan.orders:
        # Word problems have kinds of their own as families, which no order names: there the producer's word counts.
        got = made[order.origin, order.family, order.band, order.route]
        reason = reasons.get(order, "")
        if reason or (order.family and got < order.count):
            yield Shortfall(order.origin, order.family, order.band, order.route, order.count, got, reason)
