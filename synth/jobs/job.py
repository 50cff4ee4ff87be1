"""What a job asks for."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from nl2opt.synth.pairs import Origin, Route
from nl2opt.synth.production_plan import Allocation, ModelChoice

MOST_SHARDS = 10_000


class Engine(StrEnum):
    """Who makes shards."""

    PROCESSES = "processes"
    RAY = "ray"


@dataclass(frozen=True, slots=True)
class Job:
    """A dataset to be made.

    Attributes:
        name: of the dataset.
        counts: rows wanted by band; the sum is above 0.
        seed: equal jobs with equal seeds give equal rows.
        families: which families of models take part, sorted.
        origins, routes: shares that add up to 1.
        allocation: how trials are divided.
        tries: candidates at most for each wanted row.
        forward_share: of the texts made by code, the share that the forward model also has to solve.
        model: for the steps of a language model; None where there are none.
        shard_size: rows wanted of a shard.
        texts_per_model: how many texts one model may have in the dataset.
        near_duplicates: the share of common runs of words from which two texts count as one.
        contamination: benchmark files that the dataset must not overlap with.
        licence: of the dataset, as Hugging Face writes it.
        workers: processes, or Ray tasks at a time; 0 takes every core.
        engine, address: who makes the shards; the address is that of a Ray cluster.
    """

    name: str
    counts: Mapping[str, int]
    seed: int = 0
    families: tuple[str, ...] = ()
    origins: Mapping[str, float] = field(default_factory=lambda: {Origin.FAMILY: 1.0})
    routes: Mapping[str, float] = field(default_factory=lambda: {Route.CODE: 1.0})
    allocation: Allocation = Allocation.UNIFORM
    tries: int = 20
    forward_share: float = 0.0
    model: ModelChoice | None = None
    shard_size: int = 500
    texts_per_model: int = 1
    near_duplicates: float = 0.8
    contamination: tuple[Path, ...] = ()
    licence: str = "apache-2.0"
    workers: int = 0
    engine: Engine = Engine.PROCESSES
    address: str | None = None

    @property
    def count(self) -> int:
        """All wanted rows."""
        return sum(self.counts.values())

    @property
    def shards(self) -> int:
        """How many shards there are."""
        return -(-self.count // self.shard_size)

    def content(self) -> dict[str, Any]:
        """What the shards depend on, as plain JSON: who makes them and what is removed afterwards is not in it."""
        return {
            "counts": {band: count for band, count in self.counts.items() if count},
            "seed": self.seed,
            "families": list(self.families),
            "origins": {str(name): share for name, share in self.origins.items() if share},
            "routes": {str(name): share for name, share in self.routes.items() if share},
            "allocation": str(self.allocation),
            "tries": self.tries,
            "forward_share": self.forward_share,
            "model": None if self.model is None else asdict(self.model),
            "shard_size": self.shard_size,
        }

    @property
    def digest(self) -> str:
        """SHA-256 of ``content``."""
        return hashlib.sha256(json.dumps(self.content(), sort_keys=True).encode()).hexdigest()
