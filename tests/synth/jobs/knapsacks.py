"""A producer of real pairs for the tests of jobs: small knapsacks, drawn, told in a line and solved."""

from __future__ import annotations

import functools
import os
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from nl2opt.errors import ModelError
from nl2opt.synth.candidates import Candidate
from nl2opt.synth.complexity.bands import band
from nl2opt.synth.families import registry
from nl2opt.synth.families.instances import draw
from nl2opt.synth.pairs import Origin, Pair, Route, Verdict
from nl2opt.synth.production_plan import Order, Rejection, ShardPlan, Unreached
from nl2opt.synth.verification import accepted, examine


def produce(plan: ShardPlan) -> Iterator[Pair | Rejection | Unreached]:
    """Every seventh candidate is rejected, about every other one of these as a hard one; none is called extreme."""
    for order in plan.orders:
        if order.band == "extreme":
            yield Unreached(order, "no knapsack is that large")
            continue
        made = attempt = 0
        while made < order.count:
            pair = _pair(plan, order, attempt)
            attempt += 1
            if pair.complexity not in band(order.band):
                yield _rejection(pair, "band", hard=False)
            elif pair.seed % 7 == 0:
                yield _rejection(pair, "forward", hard=pair.seed % 2 == 0)
            else:
                made += 1
                yield pair


def slow(plan: ShardPlan) -> Iterator[Pair | Rejection | Unreached]:
    """The same, half a second a shard slower, so that a test can interrupt it."""
    time.sleep(0.5)
    yield from produce(plan)


def mortal(plan: ShardPlan) -> Iterator[Pair | Rejection | Unreached]:
    """The same, but the first worker of shard 1 is killed as if the memory had run out."""
    mark = Path(os.environ["NL2OPT_TEST_MARK"])
    if plan.number == 1 and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), 9)
    yield from produce(plan)


def on_nodes(plan: ShardPlan) -> Iterator[Pair | Rejection | Unreached]:
    """As ``mortal``, on a cluster; each shard notes beside the mark which node made it."""
    import ray

    mark = Path(os.environ["NL2OPT_TEST_MARK"])
    (mark.parent / f"node-{plan.number}").write_text(ray.get_runtime_context().get_node_id())
    yield from mortal(plan)


def endpoint_then_dead(plan: ShardPlan) -> Iterator[Pair | Rejection | Unreached]:
    """The same, but the first shards need a model, whose endpoint answers only while a file is there."""
    if plan.number < 2 and not Path(os.environ["NL2OPT_TEST_MARK"]).exists():
        raise ModelError("The endpoint does not answer.", hint="Start it.", retryable=True)
    yield from produce(plan)


def twins(plan: ShardPlan) -> Iterator[Pair | Rejection | Unreached]:
    """Shards 0 and 2, and 1 and 3, have the same models in other words."""
    asked = ("What is the best choice?", "Choose.")[plan.number // 2]
    for made in produce(replace(plan, number=plan.number % 2)):
        if isinstance(made, Pair):
            words = made.text.split(". ")
            yield replace(
                made, text=f"{'. '.join(reversed(words))} {asked} {made.formulation if asked[0] == 'C' else ''}"
            )


def faulty(plan: ShardPlan) -> Iterator[Pair | Rejection | Unreached]:
    """A producer with a mistake in it."""
    yield from produce(plan)
    raise ZeroDivisionError("a mistake")


def _pair(plan: ShardPlan, order: Order, attempt: int) -> Pair:
    pair = _solved(plan.row_seed(order, attempt))
    return replace(pair, band=order.band, route=order.route, origin=order.origin, tries=attempt + 1)


@functools.cache
def _solved(seed: int) -> Pair:
    instance = draw(registry.family("knapsack"), seed)
    examined = examine(instance.formulation)
    worth = ", ".join(f"{item} is worth {value}" for item, value in instance.data["value"].items())
    weight = " and ".join(f"{weight} for {item}" for item, weight in instance.data["weight"].items())
    candidate = Candidate(
        text=f"There is room for {instance.data['capacity']}. {worth}. They take {weight}. What is the best choice?",
        formulation=instance.formulation,
        route=Route.CODE,
        origin=Origin.FAMILY,
        family="knapsack",
        setting=instance.setting.name,
        domain=instance.setting.domain,
        problem_class="combinatorial",
        seed=seed,
        details={"items": len(instance.data["ITEMS"])},
    )
    return accepted(candidate, examined, Verdict.INVERSE, "", 1)


def _rejection(pair: Pair, stage: str, *, hard: bool) -> Rejection:
    return Rejection(
        text=pair.text,
        formulation=pair.formulation,
        stage=stage,
        reason="as the test wants it",
        route=pair.route,
        origin=pair.origin,
        family=pair.family,
        setting=pair.setting,
        domain=pair.domain,
        problem_class=pair.problem_class,
        band=pair.band,
        seed=pair.seed,
        model_class=pair.model_class,
        complexity=pair.complexity,
        objective=pair.objective,
        hard=hard,
    )
