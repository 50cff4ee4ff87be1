"""The card of a dataset: what is in it and how it was made, in numbers and plots.

The front matter is Hugging Face's, so that ``datasets.load_dataset(FOLDER)`` finds the files.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from nl2opt.synth.allocation import Trials
from nl2opt.synth.complexity.bands import BANDS
from nl2opt.synth.jobs.durable_files import write_durably
from nl2opt.synth.jobs.folder import JobFolder, Manifest, Shortfall
from nl2opt.synth.jobs.plots import plots
from nl2opt.synth.jobs.statistics import WORD_PROBLEMS, Spread, Statistics, dataset_statistics

_SIZES = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"))
_OPTMATH_SCORES = {"easy": "10 to 50", "medium": "50 to 150", "hard": "150 to 500"}
"""The levels of S in OptMATH's code."""

_OPTMATH_LENGTHS = {
    "OptMATH, training": 3315,
    "OptMATH-Bench": 2974,
    "MAMO complex": 1724,
    "MAMO easy": 1045,
    "NL4OPT": 541,
}
"""Mean characters of a problem as OptMATH's paper has them (arXiv 2502.11102)."""

_COLUMNS = {
    "id": "sixteen hexadecimal digits of the SHA-256 of text and formulation",
    "text": "the problem in words",
    "formulation": "five-element text, with all data",
    "status": "of the solve",
    "objective": "the optimum",
    "fingerprint": "status and optimum over the data and over perturbed copies of them",
    "route": "`code` or `model`: who wrote the text",
    "origin": "where the formulation comes from",
    "verdict": "what showed that both match: `inverse` (read back exactly) or `forward` (formulated again)",
    "family": "the family of models, or the kind of word problem",
    "setting": "the story",
    "domain": "one of fifteen",
    "model_class": "LP, IP, MIP, QP, NLP, MINLP or LOGIC",
    "problem_class": "in words",
    "band": "of complexity",
    "complexity": "OptMATH's score S",
    "seed": "what the row was drawn with",
    "operations": "augmentations that made it, in order",
    "tries": "how many candidates it took",
    "details": "more, as JSON",
}


def write_card(path: Path) -> Path:
    """Write ``README.md`` and the plots of a finished dataset.

    Returns:
        The card's file.

    Raises:
        Nl2optError: there is no finished dataset in the folder, or a file of it is damaged.
        MissingExtraError: pyarrow or matplotlib is not installed.
        DiskError: the disk is full, say.
    """
    folder = JobFolder(path)
    manifest, found = dataset_statistics(folder)
    for name, content in plots(found):
        write_durably(path / "plots" / name, content)
    card = path / "README.md"
    write_durably(card, card_text(manifest, found).encode())
    return card


def card_is_current(path: Path, manifest: Manifest) -> bool:
    """Whether the card that is there was written for this dataset, of this name and licence; edits by hand stay."""
    try:
        text = (path / "README.md").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return False
    return text.startswith("---\n") and _mark(manifest) in text


def _mark(manifest: Manifest) -> str:
    """A comment that says for which dataset a card was written."""
    parts = (manifest.name, manifest.licence, manifest.final and manifest.final.key)
    return f"<!-- card of {hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]} -->"


def card_text(manifest: Manifest, found: Statistics) -> str:
    """The card in Markdown."""
    parts: list[Iterable[str]] = [
        _front_matter(manifest, found.rows),
        _summary(manifest, found),
        _counts(found),
        _complexity(found),
        _acceptance(found),
        _difficulty(found),
        _removed(manifest),
        _short(manifest),
        _making(manifest),
        _columns(),
        [_mark(manifest)],
    ]
    return "\n".join(line for part in parts for line in (*part, ""))


def _front_matter(manifest: Manifest, rows: int) -> Iterator[str]:
    yield "---"
    yield f"pretty_name: {json.dumps(manifest.name)}"
    yield f"license: {json.dumps(manifest.licence)}"
    yield "language: [en]"
    yield "task_categories: [text-generation]"
    yield "tags: [optimization, operations-research, mathematical-modelling, synthetic]"
    yield f"size_categories: [{next((name for size, name in _SIZES if rows < size), '1M<n<10M')}]"
    yield "configs:"
    for name, split, files in (("pairs", "train", "data/train-*.parquet"), ("rejected", "train", "rejected/*.parquet")):
        yield f"- config_name: {name}"
        if name == "pairs":
            yield "  default: true"
        yield "  data_files:"
        yield f"  - split: {split}"
        yield f"    path: {files}"
    yield "---"


def _summary(manifest: Manifest, found: Statistics) -> Iterator[str]:
    wanted = sum(manifest.job["counts"].values())
    yield f"# {manifest.name}"
    yield ""
    yield f"{found.rows:,} verified pairs of an optimization problem in words and its formulation, made by nl2opt."
    if found.rows < wanted:
        yield f"The job asked for {wanted:,}; below stands what became of the others."
    yield "Every formulation was parsed, checked and solved to a proven optimum. A text made by code was read back into"
    yield "the same formulation; a text by a language model was formulated again without its source, with the same"
    yield "optimum, also over changed data. `nl2opt synth verify FOLDER` checks all of it again."
    yield ""
    yield "```python"
    yield "from datasets import load_dataset"
    yield ""
    yield 'pairs = load_dataset("parquet", data_files="data/train-*.parquet", split="train")'
    yield "```"
    yield ""
    yield f"Licence: {manifest.licence}. No language model other than the one of the job had a part in it." + (
        "" if manifest.job["model"] else " This job used none."
    )


def _counts(found: Statistics) -> Iterator[str]:
    titles = {
        "band": "Bands",
        "origin": "Origins of the formulations",
        "route": "Writers of the texts",
        "verdict": "Verdicts",
        "model_class": "Classes of models",
        "problem_class": "Classes of problems",
        "domain": "Domains",
        "family": "Families and kinds of word problems",
    }
    yield "## What is in it"
    yield ""
    yield "![Rows by band, origin, route, class and domain](plots/counts.png)"
    for name, title in titles.items():
        yield ""
        yield f"### {title}"
        yield ""
        rows = [(value, f"{count:,}", f"{count / found.rows:.1%}") for value, count in found.counts[name].items()]
        yield from _table((name.replace("_", " "), "rows", "share"), rows)


def _complexity(found: Statistics) -> Iterator[str]:
    yield "## Complexity and length"
    yield ""
    yield "S is OptMATH's score of complexity, counted in the parsed model. Its code has three of the bands."
    yield ""
    rows: list[Sequence[str]] = []
    for band, scores in found.scores.items():
        score, length = Spread.of(scores), Spread.of(found.lengths[band])
        limits = f"{BANDS[band].least:g} to {BANDS[band].most:g}"
        means = (f"{score.mean:.1f}", f"{score.median:.1f}", f"{length.mean:,.0f}")
        span = f"{length.least:,.0f} to {length.most:,.0f}"
        rows.append((band, limits, _OPTMATH_SCORES.get(band, ""), *means, span))
    header = ("band", "S of the band", "S in OptMATH", "mean S", "median S", "mean characters", "characters")
    yield from _table(header, rows)
    yield ""
    yield "Mean characters elsewhere, as OptMATH's paper gives them (arXiv 2502.11102):"
    yield ""
    lengths = [length for band in found.lengths.values() for length in band]
    ours = [("this dataset", f"{Spread.of(lengths).mean:,.0f}")] if lengths else []
    yield from _table(
        ("problems", "mean characters"), ours + [(name, f"{value:,}") for name, value in _OPTMATH_LENGTHS.items()]
    )
    yield ""
    yield "![Score and length by band](plots/complexity.png)"


def _acceptance(found: Statistics) -> Iterator[str]:
    yield "## Acceptance"
    yield ""
    yield "Candidates that passed every check, before duplicates were removed. OptMATH accepts about 60 %."
    for name, trials in (
        ("band", found.trials["band"]),
        ("route", found.trials["route"]),
        ("family", found.trials["family"]),
    ):
        yield ""
        yield from _table((name, "candidates", "accepted", "rate"), [_rate(trial) for trial in trials])
    if found.rejections:
        yield ""
        yield "Rejected candidates are kept in `rejected/`, each with the check that it failed and why:"
        yield ""
        yield from _table(("check", "rejected"), [(stage, f"{count:,}") for stage, count in found.rejections.items()])
    yield ""
    yield "![Acceptance by band and family](plots/acceptance.png)"


def _rate(trial: Trials) -> tuple[str, str, str, str]:
    rate = f"{trial.accepted / trial.tries:.1%}" if trial.tries else ""
    return trial.name, f"{trial.tries:,}", f"{trial.accepted:,}", rate


def _difficulty(found: Statistics) -> Iterator[str]:
    yield "## Difficulty"
    yield ""
    yield "Rows by the chance that a candidate of their kind (family, band and route) is rejected: as they are, and as"
    yield "they would be with equal tries for all."
    yield ""
    step = 1 / len(found.after.counts)
    rows = [
        (f"{place * step:.1f} to {(place + 1) * step:.1f}", f"{before:,}", f"{after:,}")
        for place, (before, after) in enumerate(zip(found.before.counts, found.after.counts, strict=True))
    ]
    yield from _table(("difficulty", "with equal tries", "here"), rows)
    yield ""
    yield "![Histogram of difficulty](plots/difficulty.png)"


def _removed(manifest: Manifest) -> Iterator[str]:
    final = manifest.final
    assert final is not None
    yield "## Removed"
    yield ""
    rows = [(f"duplicate: {sameness}", f"{count:,}") for sameness, count in final.duplicates.items()]
    for name, overlaps in final.contaminated.items():
        rows += [(f"overlap with `{name}`: {overlap}", f"{count:,}") for overlap, count in overlaps.items()]
        rows += [] if overlaps else [(f"overlap with `{name}`", "0")]
    if rows:
        yield from _table(("why", "pairs"), rows)
    else:
        yield "No pair was a duplicate of another one."
    if not final.contaminated:
        yield ""
        yield "The job named no benchmark file that the pairs should be compared with."


def _short(manifest: Manifest) -> Iterator[str]:
    found = shortfalls(manifest)
    if not found:
        return
    yield "## Not reached"
    yield ""
    yield "Rows that the job asked for and that could not be had within its tries:"
    yield ""
    rows = []
    for each in found:
        family = each.family or (each.origin if each.origin == "resocratic" else WORD_PROBLEMS)
        reason = each.reason.replace("|", "\\|")
        rows.append((family, each.origin, each.band, each.route, f"{each.wanted:,}", f"{each.made:,}", reason))
    yield from _table(("family", "origin", "band", "route", "wanted", "made", "why"), rows)


def shortfalls(manifest: Manifest) -> list[Shortfall]:
    """Orders that ended short, those of one kind together, with the reason of the first."""
    together: dict[tuple[str, str, str, str], Shortfall] = {}
    for number in sorted(manifest.shards):
        for each in manifest.shards[number].short:
            key = (each.family, each.origin, each.band, each.route)
            seen = together.get(key)
            if seen is not None:
                each = Shortfall(
                    each.origin,
                    each.family,
                    each.band,
                    each.route,
                    seen.wanted + each.wanted,
                    seen.made + each.made,
                    seen.reason or each.reason,
                )
            together[key] = each
    order = list(BANDS)
    return sorted(together.values(), key=lambda each: (each.family, order.index(each.band), each.origin, each.route))


def _making(manifest: Manifest) -> Iterator[str]:
    seconds = sum(shard.seconds for shard in manifest.shards.values())
    rows = sum(shard.pairs.rows for shard in manifest.shards.values())
    yield "## How it was made"
    yield ""
    yield f"nl2opt {manifest.version}, {len(manifest.shards):,} shards, {seconds:,.0f} s of processor time" + (
        f", {rows / seconds:.1f} accepted pairs a second and core." if seconds else "."
    )
    yield "The rows depend on the job alone:"
    yield ""
    yield "```json"
    yield json.dumps(manifest.job, indent=2)
    yield "```"
    if manifest.final is not None and manifest.final.hard.rows:
        yield ""
        count = manifest.final.hard.rows
        yield f"`hard.jsonl` holds {count:,} right problems that the forward model did not solve. They"
        yield "are not in the dataset. `nl2opt eval hard.jsonl` measures with them."


def _columns() -> Iterator[str]:
    yield "## Columns"
    yield ""
    yield from _table(("column", "what it is"), [(f"`{name}`", text) for name, text in _COLUMNS.items()])


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(header)} |"
    yield f"|{'---|' * len(header)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def state(manifest: Manifest) -> Mapping[str, str]:
    """Where a job stands, in a few lines, each with a name."""
    accepted = sum(shard.pairs.rows for shard in manifest.shards.values())
    rejected = sum(shard.rejected.rows for shard in manifest.shards.values())
    wanted = sum(manifest.job["counts"].values())
    size = manifest.job["shard_size"]
    lines = {
        "name": manifest.name,
        "job": manifest.digest[:16],
        "nl2opt": manifest.version,
        "shards": f"{len(manifest.shards):,} of {-(-wanted // size):,}",
        "accepted": f"{accepted:,} of {wanted:,}",
        "rejected": f"{rejected:,}",
    }
    if manifest.final is not None:
        removed = sum(manifest.final.duplicates.values())
        overlaps = sum(count for each in manifest.final.contaminated.values() for count in each.values())
        lines |= {
            "duplicates": f"{removed:,}",
            "overlaps": f"{overlaps:,}",
            "pairs": f"{manifest.final.rows:,}",
            "hard problems": f"{manifest.final.hard.rows:,}",
        }
    short = shortfalls(manifest)
    if short:
        lines["not reached"] = f"{len(short)} {'kind' if len(short) == 1 else 'kinds'} of rows; the card names them"
    return lines
