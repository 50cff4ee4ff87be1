"""Jobs on a Ray cluster of two nodes' worth of workers: the same rows as on one machine."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from nl2opt.errors import MissingExtraError, Nl2optError
from nl2opt.synth.jobs.runner import run_job
from tests.synth.jobs import knapsacks
from tests.synth.jobs.small_jobs import JOB, contents

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A cluster of two nodes with one core each, in processes of their own, joined by address."""
    ray = pytest.importorskip("ray", reason="the package 'ray' (extra 'ray') is not installed")
    utilities = pytest.importorskip("ray.cluster_utils")
    patch = pytest.MonkeyPatch()
    patch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep))
    patch.setenv("RAY_USAGE_STATS_ENABLED", "0")
    patch.setenv("NL2OPT_TEST_MARK", str(tmp_path_factory.mktemp("marks") / "died"))
    node = {"num_cpus": 1, "object_store_memory": 80_000_000, "include_dashboard": False}
    nodes = utilities.Cluster(initialize_head=True, head_node_args=node)
    nodes.add_node(num_cpus=1, object_store_memory=80_000_000)
    nodes.wait_for_nodes(timeout=120)
    yield nodes
    ray.shutdown()
    nodes.shutdown()
    patch.undo()


def test_a_cluster_gives_the_same_bytes(cluster: Any, finished: Path, tmp_path: Path) -> None:
    """Two nodes make the shards, a worker is killed on the way, and the files are those of a run without Ray."""
    from nl2opt.synth.jobs.ray_executor import RayExecutor

    workers = RayExecutor(cluster.address, 0)
    assert workers.workers == 2
    report = run_job(JOB, tmp_path / "job", producer=knapsacks.on_nodes, workers=workers, card=False)
    assert Path(os.environ["NL2OPT_TEST_MARK"]).exists()
    assert report.made == 4
    assert contents(tmp_path / "job") == contents(finished)
    nodes = {file.read_text() for file in Path(os.environ["NL2OPT_TEST_MARK"]).parent.glob("node-*")}
    assert len(nodes) == 2


def test_nobody_at_the_address() -> None:
    """An address without a cluster is one clear error."""
    ray = pytest.importorskip("ray", reason="the package 'ray' (extra 'ray') is not installed")
    from nl2opt.synth.jobs.ray_executor import RayExecutor

    if ray.is_initialized():
        ray.shutdown()
    with pytest.raises(Nl2optError, match="cannot be joined"):
        RayExecutor("127.0.0.1:1", 0)


def test_without_ray(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the package, the error is the command that installs it."""
    import sys

    from nl2opt.synth.jobs.ray_executor import RayExecutor

    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'nl2opt\[ray\]'"):
        RayExecutor(None, 0)
