"""Shards made by the workers of a Ray cluster; nl2opt must be installed on its nodes, files need not be shared."""

from __future__ import annotations

import re
import socket
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from nl2opt.errors import MissingExtraError, Nl2optError
from nl2opt.synth.jobs.executors import MOST_DEATHS, died
from nl2opt.synth.jobs.shard import FailedShard, MadeShard, Producer, make_shard
from nl2opt.synth.production_plan import ShardPlan

_HOST_AND_PORT = re.compile(r"(ray://)?(?P<host>[^/:\s]+):(?P<port>\d+)")
_CONNECT_SECONDS = 10.0


class RayExecutor:
    """Tasks of one core each on a cluster.

    Args:
        address: of the cluster, such as ``ray://head:10001`` or ``10.0.0.1:6379``; None joins the one of this machine,
            or starts one.
        workers: tasks at a time; 0 takes every core of the cluster.

    Raises:
        Nl2optError: Ray is not installed, or nothing answers at the address.
    """

    def __init__(self, address: str | None, workers: int) -> None:
        try:
            import ray
        except ImportError:
            raise MissingExtraError("The engine 'ray'", "ray", "ray") from None
        self._ray: Any = ray
        if not ray.is_initialized():
            _connect(ray, address)
        self.workers = workers or max(1, int(ray.cluster_resources().get("CPU", 1)))

    def run(self, producer: Producer, plans: Iterable[ShardPlan]) -> Iterator[MadeShard | FailedShard]:
        """See ``Executor``. A task whose worker or node dies is given to another one."""
        ray = self._ray
        task = ray.remote(num_cpus=1, max_retries=0)(make_shard)
        shared = ray.put(producer)
        coming = iter(plans)
        again: list[ShardPlan] = []
        deaths: Counter[int] = Counter()
        running: dict[Any, ShardPlan] = {}
        try:
            while True:
                while len(running) < self.workers and (plan := again.pop() if again else next(coming, None)):
                    running[task.remote(shared, plan)] = plan
                if not running:
                    return
                finished, _ = ray.wait(list(running), num_returns=1)
                for reference in finished:
                    plan = running.pop(reference)
                    try:
                        result = ray.get(reference)
                    except ray.exceptions.RayTaskError as error:
                        raise _unable(error) from None
                    except ray.exceptions.RayError:
                        deaths[plan.number] += 1
                        if deaths[plan.number] >= MOST_DEATHS:
                            raise died(plan) from None
                        again.append(plan)
                        continue
                    yield result
        finally:
            for reference in running:
                ray.cancel(reference, force=True)


def _connect(ray: Any, address: str | None) -> None:
    try:
        if address is not None and (match := _HOST_AND_PORT.fullmatch(address)):
            # Ray itself tries for minutes where nobody answers.
            socket.create_connection((match["host"], int(match["port"])), timeout=_CONNECT_SECONDS).close()
        ray.init(address=address, log_to_driver=False, logging_level="ERROR", configure_logging=False)
    except (ConnectionError, RuntimeError, ValueError, OSError) as error:
        raise Nl2optError(
            f"The Ray cluster at '{address or 'auto'}' cannot be joined: {(str(error) or 'no answer').splitlines()[0]}",
            hint="Start one with 'ray start --head', and give the address that it prints.",
            retryable=True,
        ) from None


def _unable(error: Exception) -> Nl2optError:
    """A worker that cannot even begin: nl2opt is missing on its node, say."""
    last = str(error).strip().splitlines()[-1]
    return Nl2optError(
        f"A worker of the cluster cannot run nl2opt: {last}",
        hint="Install the same version of nl2opt[synth,ray] on every node.",
    )
