"""Plans of shards: shares are met, and each plan depends on the job and its number alone."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nl2opt.synth.jobs.job import Job
from nl2opt.synth.jobs.planning import Planner
from nl2opt.synth.pairs import Origin, Route


@st.composite
def jobs(draw: st.DrawFn) -> Job:
    """Jobs of any shares, up to 400 rows."""
    counts = draw(st.fixed_dictionaries({"easy": st.integers(1, 200), "hard": st.integers(0, 200)}))
    family = draw(st.sampled_from([0.0, 0.2, 0.5, 1.0]))
    composer = draw(st.sampled_from([0.0, 0.5])) * (1 - family)
    origins = {Origin.FAMILY: family, Origin.COMPOSER: composer, Origin.AUGMENTATION: 1 - family - composer}
    code = draw(st.sampled_from([0.0, 0.9, 1.0]))
    names = tuple(f"family_{place}" for place in range(draw(st.integers(1, 9))))
    routes = {Route.CODE: code, Route.MODEL: 1 - code}
    return Job("job", counts, 1, names, origins, routes, shard_size=draw(st.integers(1, 60)))


@settings(max_examples=60, deadline=None)
@given(jobs())
def test_shares_are_met(job: Job) -> None:
    """The plans have the wanted rows by band exactly, by origin and route up to rounding, and families alike."""
    planner = Planner(job)
    plans = [planner.plan(number) for number in range(job.shards)]
    assert [plan.count for plan in plans[:-1]] == [job.shard_size] * (job.shards - 1)
    found: Counter[tuple[str, str]] = Counter()
    for order in (order for plan in plans for order in plan.orders):
        for name in ("band", "origin", "route", "family"):
            found[name, getattr(order, name)] += order.count
    assert {band: found["band", band] for band in job.counts} == job.counts
    for name, shares in (("origin", job.origins), ("route", job.routes)):
        for value, share in shares.items():
            assert abs(found[name, value] - share * job.count) <= 8
    each = [found["family", family] for family in job.families]
    assert max(each) - min(each) <= 1


def test_a_plan_is_computed_alone() -> None:
    """A new planner gives the same plan, another seed another one; there is no shard behind the last."""
    job = Job("job", {"easy": 90}, 4, ("a", "b", "c"), shard_size=40)
    assert Planner(job).plan(2) == Planner(replace(job, workers=9)).plan(2)
    seeds = {Planner(job).plan(0).row_seed(order, 3) for order in Planner(job).plan(0).orders}
    other = Planner(replace(job, seed=5)).plan(0)
    assert seeds.isdisjoint(other.row_seed(order, 3) for order in other.orders)
    with pytest.raises(IndexError):
        Planner(job).plan(3)


def test_every_shard_is_a_small_image_of_the_job() -> None:
    """Half of the rows of each shard are of the band that has half of all rows."""
    job = Job("job", {"easy": 500, "hard": 500}, 0, ("a",), shard_size=100)
    for number in range(job.shards):
        bands = Counter({order.band: order.count for order in Planner(job).plan(number).orders})
        assert 40 <= bands["easy"] <= 60
