"""What is asked of the production of one shard, and what it gives besides pairs."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from nl2opt.synth.pairs import Origin, Route
from nl2opt.synth.randomness import Seed, stream


class Allocation(StrEnum):
    """How trials are divided between easy and difficult problems (DART-Math, arXiv 2407.13690)."""

    UNIFORM = "uniform"
    """Every order is tried until it has its rows."""

    PROPORTIONAL = "proportional"
    """The rows of an order grow with how often its candidates are rejected."""


@dataclass(frozen=True, slots=True)
class ModelChoice:
    """The language model for the steps that need one, as ``nl2opt.llm.selection.open_model`` takes it.

    Attributes:
        spec: ``embedded``, ``embedded:NAME``, a GGUF file or ``openai:NAME``.
        base_url: the endpoint, for ``openai``.
        key_env: the environment variable that holds the endpoint's key.
        adapter: a LoRA adapter in GGUF form, for ``embedded``.
        temperature: of what the model writes; formulations are always drafted without chance.
        max_tokens: of one answer.
    """

    spec: str = "embedded"
    base_url: str | None = None
    key_env: str | None = None
    adapter: str | None = None
    temperature: float = 0.8
    max_tokens: int = 1024


@dataclass(frozen=True, slots=True)
class Order:
    """Rows of one kind.

    Attributes:
        origin: where their formulations come from.
        family: the family of models; empty for word problems of the composer and for ReSocratic. An augmentation
            starts from an instance of this family, or from a word problem where it is empty.
        band: of complexity.
        route: how their text comes about.
        count: how many rows are wanted.
    """

    origin: Origin
    family: str
    band: str
    route: Route
    count: int


@dataclass(frozen=True, slots=True)
class ShardPlan:
    """All that the rows of one shard depend on.

    Attributes:
        seed: of the job.
        number: of the shard, from 0.
        orders: what is wanted, in the order in which it is made; no two are of one kind.
        allocation: how trials are divided.
        tries: candidates at most for each wanted row; an order that has used its tries ends short.
        forward_share: of the texts made by code that pass their exact check, the share that also goes through the
            forward model.
        model: for the steps of a language model; None where no step needs one.
    """

    seed: int
    number: int
    orders: tuple[Order, ...]
    allocation: Allocation = Allocation.UNIFORM
    tries: int = 20
    forward_share: float = 0.0
    model: ModelChoice | None = None

    @property
    def count(self) -> int:
        """How many rows are wanted."""
        return sum(order.count for order in self.orders)

    def rng(self, *names: Seed) -> random.Random:
        """A source of chance of this shard's own for what the names say."""
        return stream(self.seed, "shard", self.number, *names)

    def row_seed(self, order: Order, attempt: int) -> int:
        """The seed of one attempt at a row, different for every attempt of the job."""
        return self.rng(order.origin, order.family, order.band, order.route, attempt).getrandbits(48)


@dataclass(frozen=True, slots=True)
class Rejection:
    """A candidate that did not become a pair, kept with the reason.

    Attributes:
        text: the words; empty where the candidate failed before it had any.
        formulation: five-element text.
        stage: the check that it failed, in a word or two: ``solve``, ``band``, ``inverse``, ``forward``, ``numbers``.
        reason: why, in a sentence.
        route, origin, family, setting, domain, problem_class, band, seed, operations, details: as in ``Pair``; ``band``
            is the one that was wanted.
        model_class, complexity, objective: where they are known.
        hard: the text is known to be right and the forward model did not solve it: it goes to the benchmark of hard
            problems, for which ``objective`` must be known.
    """

    text: str
    formulation: str
    stage: str
    reason: str
    route: Route
    origin: Origin
    family: str
    setting: str
    domain: str
    problem_class: str
    band: str
    seed: int
    operations: tuple[str, ...] = ()
    model_class: str = ""
    complexity: float | None = None
    objective: float | None = None
    hard: bool = False
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Unreached:
    """An order that ended short because its rows cannot be had, and why: a sampler that does not reach a band, say."""

    order: Order
    reason: str
