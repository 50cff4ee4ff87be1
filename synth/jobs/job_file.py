"""Job files: YAML, read strictly."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from nl2opt.errors import Nl2optError
from nl2opt.formulation.diagnostics import did_you_mean
from nl2opt.synth.complexity.bands import BANDS
from nl2opt.synth.families import registry
from nl2opt.synth.jobs.job import MOST_SHARDS, Engine, Job
from nl2opt.synth.jobs.yaml_sections import Section, read_section
from nl2opt.synth.pairs import Origin, Route
from nl2opt.synth.production_plan import Allocation, ModelChoice

MOST_ROWS = 100_000_000
_KEYS = (
    "name",
    "count",
    "counts",
    "bands",
    "seed",
    "families",
    "origins",
    "routes",
    "allocation",
    "tries",
    "forward_share",
    "model",
    "shard_size",
    "texts_per_model",
    "near_duplicates",
    "contamination",
    "licence",
    "workers",
    "engine",
    "address",
)
_MODEL_KEYS = ("name", "base_url", "key_env", "adapter", "temperature", "max_tokens")


def read_job(path: Path) -> Job:
    """The job of a file; relative paths in it are relative to its folder.

    Raises:
        Nl2optError: the file cannot be read, or something in it is wrong; the error names the line.
        MissingExtraError: PyYAML is not installed.
    """
    given = read_section(path, "job", _KEYS)
    origins = given.shares("origins", [*Origin], {Origin.FAMILY: 1.0})
    routes = given.shares("routes", [*Route], {Route.CODE: 1.0})
    forward_share = given.number("forward_share", 0.0, 0.0, 1.0)
    engine = Engine(given.choice("engine", Engine.PROCESSES, [*Engine]))
    if "address" in given and engine is not Engine.RAY:
        given.fault("address", "An address is given, but the engine is no cluster.", "Add 'engine: ray', or remove it.")
    model = _model(given)
    job = Job(
        name=given.text("name", path.stem),
        counts=_counts(given),
        seed=given.whole("seed", 0, 0, 2**53),
        families=_families(given),
        origins=origins,
        routes=routes,
        allocation=Allocation(given.choice("allocation", Allocation.UNIFORM, [*Allocation])),
        tries=given.whole("tries", 20, 1, 10_000),
        forward_share=forward_share,
        model=model or ModelChoice() if routes[Route.MODEL] or forward_share else model,
        shard_size=given.whole("shard_size", 500, 1, 1_000_000),
        texts_per_model=given.whole("texts_per_model", 1, 1, 1_000_000),
        near_duplicates=given.number("near_duplicates", 0.8, 0.1, 1.0),
        contamination=_contamination(given, path.parent),
        licence=given.text("licence", "apache-2.0"),
        workers=given.whole("workers", 0, 0, 10_000),
        engine=engine,
        address=given.optional_text("address"),
    )
    if job.shards > MOST_SHARDS:
        given.fault(
            "shard_size",
            f"{job.count:,} rows in shards of {job.shard_size} are {job.shards:,} shards.",
            f"Take a shard_size of at least {math.ceil(job.count / MOST_SHARDS)}, for {MOST_SHARDS:,} shards at most.",
        )
    return job


def _counts(given: Section) -> dict[str, int]:
    if ("count" in given) == ("counts" in given):
        given.fault(
            "counts",
            "The job needs either 'count' or 'counts'.",
            "Give 'count: 2000', or rows by band: 'counts: {easy: 500, medium: 500}'.",
        )
    if "counts" in given:
        if "bands" in given:
            given.fault("bands", "'counts' says already how many rows a band has.", "Take 'count' with 'bands'.")
        counts = given.wholes("counts", tuple(BANDS), MOST_ROWS)
        if not sum(counts.values()):
            given.fault("counts", "The counts add up to 0.", "Ask for at least one row.")
        return counts
    return apportioned(_bands(given), given.whole("count", 0, 1, MOST_ROWS))


def _bands(given: Section) -> Mapping[str, float]:
    if "bands" in given and not given.is_mapping("bands"):
        chosen = given.choices("bands", BANDS, one="band")
        return {band: 1 / len(chosen) for band in BANDS if band in chosen}
    return given.shares("bands", tuple(BANDS), {band: 1 / len(BANDS) for band in BANDS})


def apportioned(shares: Mapping[str, float], total: int) -> dict[str, int]:
    """Whole numbers in proportion to shares that add up to the total, by largest remainders, earlier ones first."""
    whole = math.fsum(shares.values())
    exact = {name: share / whole * total for name, share in shares.items()}
    counts = {name: math.floor(share + 1e-9) for name, share in exact.items()}
    order = sorted(exact, key=lambda name: counts[name] - exact[name])
    for name in order[: total - sum(counts.values())]:
        counts[name] += 1
    return counts


def _families(given: Section) -> tuple[str, ...]:
    names = registry.names()
    if "families" not in given or (not given.is_list("families") and given.text("families", "all") == "all"):
        return names
    return tuple(sorted(given.choices("families", names, one="family")))


def _contamination(given: Section, folder: Path) -> tuple[Path, ...]:
    if "contamination" not in given:
        return ()
    paths = tuple(folder / name for name in given.texts("contamination"))
    for path in paths:
        if not path.is_file():
            given.fault("contamination", f"There is no file '{path}'.", "Names are relative to the job's folder.")
    return paths


def _model(given: Section) -> ModelChoice | None:
    if "model" not in given:
        return None
    if not given.is_mapping("model"):
        choice = ModelChoice(given.text("model", "embedded"))
    else:
        section = given.section("model", _MODEL_KEYS)
        choice = ModelChoice(
            spec=section.text("name", "embedded"),
            base_url=section.optional_text("base_url"),
            key_env=section.optional_text("key_env"),
            adapter=section.optional_text("adapter"),
            temperature=section.number("temperature", 0.8, 0.0, 2.0),
            max_tokens=section.whole("max_tokens", 1024, 1, 1_000_000),
        )
    backend, _, name = choice.spec.partition(":")
    if backend not in ("embedded", "openai") or (backend == "openai" and not name):
        given.fault(
            "model", f"There is no model backend for '{choice.spec}'.", "Use embedded, embedded:NAME or openai:NAME."
        )
    if choice.base_url is not None and backend != "openai":
        given.fault(
            "model", "The embedded model has no base_url.", "For an endpoint, give 'name: openai:NAME' with it."
        )
    return choice


def with_engine(job: Job, engine: str | None, address: str | None, workers: int | None) -> Job:
    """The job with another engine, address or number of workers, as far as they are given; its rows stay the same.

    Raises:
        Nl2optError: there is no such engine, or an address without a cluster.
    """
    if engine is not None and engine not in [*Engine]:
        raise Nl2optError(
            f"There is no engine '{engine}'.",
            hint=did_you_mean(engine, [*Engine]) or f"There are: {', '.join(Engine)}.",
        )
    chosen = Engine(engine) if engine is not None else job.engine
    if address is not None and chosen is not Engine.RAY:
        raise Nl2optError("An address is given, but the engine is no cluster.", hint="Add --engine ray.")
    return replace(
        job,
        engine=chosen,
        address=(address or job.address) if chosen is Engine.RAY else None,
        workers=job.workers if workers is None else workers,
    )
