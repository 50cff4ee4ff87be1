"""Makes the rows of one shard: candidates from their sources, judged, with texts by code or by a language model."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from nl2opt.errors import Nl2optError
from nl2opt.formulation.text_printer import to_text
from nl2opt.solvers.engines.host import kept_workers
from nl2opt.synth.allocation import Trials, allocated
from nl2opt.synth.candidates import Candidate
from nl2opt.synth.complexity.bands import band
from nl2opt.synth.pairs import Origin, Pair, Route, Verdict
from nl2opt.synth.production_plan import Allocation, Order, Rejection, ShardPlan, Unreached
from nl2opt.synth.sources.protocol import Source, UnreachableError
from nl2opt.synth.sources.registry import source_of
from nl2opt.synth.verification import Examined, RejectedError, accepted, examine, require_inverse

if TYPE_CHECKING:
    from nl2opt.llm.protocol import LanguageModel

Made: TypeAlias = Pair | Rejection | Unreached

_BATCH = 8
"""Texts that a language model works on at the same time."""

_PROBED = 0.25
"""The part of an order's rows from which its acceptance is learnt."""


def produce(plan: ShardPlan) -> Iterator[Made]:
    """The pairs and rejections of a shard, in a fixed order; they depend on the plan alone.

    Raises:
        Nl2optError: the plan needs a language model and has none, or names a family or band that is not there.
        ModelError: the language model cannot be reached.
    """
    desk = _Desk(plan)
    try:
        with kept_workers():
            yield from _made(plan, desk)
    finally:
        desk.close()


def one_pair(family: str, band_name: str, seed: int) -> Pair:
    """One verified pair by code, to look at.

    Args:
        family: of models; empty for a word problem of the composer.
        band_name: of complexity.
        seed: names it.

    Raises:
        Nl2optError: there is no such family or band, the family does not reach the band, or no try was accepted.
    """
    origin = Origin.FAMILY if family else Origin.COMPOSER
    plan = ShardPlan(seed, 0, (Order(origin, family, band(band_name).name, Route.CODE, 1),))
    reason = ""
    for made in produce(plan):
        if isinstance(made, Pair):
            return made
        reason = made.reason
    raise Nl2optError(f"No pair was made: {reason}.".replace("..", "."), hint="Try another band or family.")


def _made(plan: ShardPlan, desk: _Desk) -> Iterator[Made]:
    """The rows of each band and route, divided between its orders as the plan says.

    Uniformly, every order is tried until it has its rows, and what some cannot give, the others make up for. In
    proportion to difficulty, every order has a part of its rows first, and the others go by how often candidates were
    rejected on the way.
    """
    uniform = plan.allocation is Allocation.UNIFORM
    for group in _groups(plan):
        missing = sum(order.count for order in group)
        able: list[_Progress] = []
        for order in group:
            opened = _opened(order, desk)
            if isinstance(opened, Unreached):
                yield opened
                continue
            first = order.count if uniform else math.ceil(order.count * _PROBED)
            yield from _advance(opened, first, desk)
            if uniform:
                yield from opened.shortfall(first)
            if not uniform or opened.made >= first:
                able.append(opened)
            missing -= opened.made
        if missing > 0 and able:
            yield from _divided(able, missing, plan.allocation, desk)


def _groups(plan: ShardPlan) -> list[list[Order]]:
    """The orders of each band and route, as they stand."""
    found: dict[tuple[str, Route], list[Order]] = {}
    for order in plan.orders:
        found.setdefault((order.band, order.route), []).append(order)
    return list(found.values())


def _divided(at_work: Sequence[_Progress], rows: int, by: Allocation, desk: _Desk) -> Iterator[Made]:
    """More rows of several orders."""
    trials = [Trials(str(place), each.judged, min(each.made, each.judged)) for place, each in enumerate(at_work)]
    shares = allocated(trials, rows, by)
    for place, each in enumerate(at_work):
        target = each.made + shares[str(place)]
        yield from _advance(each, target, desk)
        yield from each.shortfall(target)


class _Desk:
    """A plan at work, with its language model once that is needed."""

    def __init__(self, plan: ShardPlan) -> None:
        self.plan = plan
        self._model: LanguageModel | None = None

    @property
    def model(self) -> LanguageModel:
        """The language model, opened when it is first asked for."""
        if self._model is None:
            choice = self.plan.model
            if choice is None:
                raise Nl2optError(
                    "The job has texts that need a language model, and names none.", hint="Give 'model:' in the job."
                )
            from nl2opt.llm.selection import open_model

            adapters = {} if choice.adapter is None else {"job": Path(choice.adapter)}
            self._model = open_model(
                choice.spec,
                base_url=choice.base_url,
                key_variable=choice.key_env,
                slots=_BATCH if choice.spec.startswith("openai") else 2,
                adapters=adapters or None,
            )
        return self._model

    def close(self) -> None:
        """Frees the model."""
        if self._model is not None:
            self._model.close()


@dataclass(slots=True)
class _Progress:
    """How far an order is."""

    order: Order
    source: Source
    attempts: int = 0
    judged: int = 0
    made: int = 0
    since: int = 0
    reasons: Counter[str] = field(default_factory=Counter)

    def shortfall(self, target: int) -> Iterator[Unreached]:
        """What is to be said where the tries were used up before the rows were there."""
        if self.made < target:
            common = self.reasons.most_common(1)
            why = f"; most often: {common[0][0]}" if common else ""
            yield Unreached(self.order, f"{self.made} of {target} rows after {self.attempts} tries{why}")

    def refuse(self, seed: int, error: RejectedError) -> Rejection:
        """The record of a seed that gave no candidate."""
        self.judged += 1
        self.reasons[f"{error.stage}: {error.reason}"] += 1
        order = self.order
        return Rejection(
            text="",
            formulation="",
            stage=error.stage,
            reason=error.reason,
            route=order.route,
            origin=order.origin,
            family=order.family,
            setting="",
            domain="",
            problem_class="",
            band=order.band,
            seed=seed,
        )

    def reject(self, candidate: Candidate, error: RejectedError, examined: Examined | None = None) -> Rejection:
        """The record of a rejection, counted."""
        self.judged += 1
        self.reasons[f"{error.stage}: {error.reason}"] += 1
        return Rejection(
            text=candidate.text,
            formulation=examined.text if examined else to_text(candidate.formulation),
            stage=error.stage,
            reason=error.reason,
            route=self.order.route,
            origin=candidate.origin,
            family=candidate.family,
            setting=candidate.setting,
            domain=candidate.domain,
            problem_class=candidate.problem_class,
            band=self.order.band,
            seed=candidate.seed,
            operations=candidate.operations,
            model_class=examined.complexity.model_class if examined else "",
            complexity=round(examined.complexity.score, 4) if examined else None,
            objective=examined.objective if examined else None,
            details=candidate.details,
        )


@dataclass(frozen=True, slots=True)
class _Sound:
    """A candidate whose model is sound."""

    candidate: Candidate
    examined: Examined
    tries: int


def _opened(order: Order, desk: _Desk) -> _Progress | Unreached:
    """The beginning of an order, or why there is none."""
    try:
        return _Progress(order, source_of(order, lambda: desk.model))
    except UnreachableError as error:
        return Unreached(order, str(error))


def _advance(progress: _Progress, target: int, desk: _Desk) -> Iterator[Pair | Rejection]:
    """Candidates until an order has so many rows, or its tries are used up."""
    order = progress.order
    most = target * desk.plan.tries
    by_model = order.route is Route.MODEL
    while progress.made < target and progress.attempts < most:
        batch: list[_Sound] = []
        wanted = min(_BATCH if by_model else 1, target - progress.made)
        while len(batch) < wanted and progress.attempts < most:
            for made in _attempt(progress, desk.plan):
                if isinstance(made, _Sound):
                    batch.append(made)
                else:
                    yield made
        del batch[wanted:]
        for judged in (_by_model if by_model else _by_code)(batch, desk, progress):
            if isinstance(judged, Pair):
                progress.made += 1
                progress.judged += 1
            yield judged


def _attempt(progress: _Progress, plan: ShardPlan) -> Iterator[_Sound | Rejection]:
    """The candidates of one seed, those with a sound model of the right complexity among them."""
    seed = plan.row_seed(progress.order, progress.attempts)
    progress.attempts += 1
    progress.since += 1
    try:
        candidates = progress.source.candidates(seed)
    except RejectedError as error:
        yield progress.refuse(seed, error)
        return
    for candidate in candidates:
        yield _judged(candidate, progress.order, progress)


def _judged(candidate: Candidate, order: Order, progress: _Progress) -> _Sound | Rejection:
    examined = None
    try:
        examined = examine(candidate.formulation)
        if examined.complexity.score not in band(order.band):
            raise RejectedError("band", f"the score {examined.complexity.score:.1f} is outside '{order.band}'")
        if order.route is Route.CODE:
            require_inverse(candidate)
    except RejectedError as error:
        return progress.reject(candidate, error, examined)
    sound = _Sound(candidate, examined, progress.since)
    progress.since = 0
    return sound


def _by_code(batch: list[_Sound], desk: _Desk, progress: _Progress) -> Iterator[Pair | Rejection]:
    """Texts that code wrote are accepted; a declared sample goes through the forward model, too.

    What the forward model does not solve is right all the same: it is kept apart, as a benchmark of hard problems.
    """
    for sound in batch:
        candidate, order = sound.candidate, progress.order
        share = desk.plan.forward_share
        if share and desk.plan.rng("forward", candidate.seed).random() < share:
            verdict = _forward([sound], desk)[0]
            if verdict is not None:
                yield replace(progress.reject(candidate, verdict, sound.examined), hard=True)
                continue
            candidate = replace(candidate, details={**candidate.details, "forward": True})
        yield accepted(candidate, sound.examined, Verdict.INVERSE, order.band, sound.tries)


def _by_model(batch: list[_Sound], desk: _Desk, progress: _Progress) -> Iterator[Pair | Rejection]:
    """Texts that a language model writes pass the checks of numbers and clauses, and then the forward model."""
    if not batch:
        return
    from nl2opt.synth.rewriting.writer import Task, WritingSettings, write

    choice = desk.plan.model
    settings = WritingSettings() if choice is None else WritingSettings(1, choice.temperature, choice.max_tokens)
    tasks = [
        Task(sound.candidate.formulation, sound.candidate.text, sound.candidate.seed, sound.candidate.prompt)
        for sound in batch
    ]
    kept: list[_Sound] = []
    for sound, written in zip(batch, write(tasks, desk.model, settings), strict=True):
        details = {**sound.candidate.details, "step": written.step, "rounds": written.rounds, "tokens": written.tokens}
        candidate = replace(sound.candidate, text=written.text, route=Route.MODEL, read_back=None, details=details)
        if written.faults:
            yield progress.reject(candidate, RejectedError("numbers", written.faults[0]), sound.examined)
        else:
            kept.append(replace(sound, candidate=candidate))
    for sound, error in zip(kept, _forward(kept, desk), strict=True):
        if error is None:
            yield accepted(sound.candidate, sound.examined, Verdict.FORWARD, progress.order.band, sound.tries)
        else:
            yield progress.reject(sound.candidate, error, sound.examined)


def _forward(batch: list[_Sound], desk: _Desk) -> list[RejectedError | None]:
    """What the forward model holds against each text."""
    if not batch:
        return []
    from nl2opt.pipeline.settings import Settings
    from nl2opt.synth.forward import forward_check

    adapter = "job" if desk.plan.model is not None and desk.plan.model.adapter else None
    verdicts = forward_check(
        [sound.candidate.text for sound in batch],
        [sound.examined.fingerprint for sound in batch],
        desk.model,
        Settings(repairs=0, adapter=adapter),
    )
    return [None if verdict.agrees else RejectedError("forward", verdict.reason) for verdict in verdicts]
