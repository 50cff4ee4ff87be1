"""What ``benchmarks/synthesis.py`` measured, as Markdown tables for the terminal and the README."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from benchmarks.pairs.sizes import OPTMATH_CHARACTERS


def tables(report: Mapping[str, Any], families: bool = False) -> str:
    """All tables of a report; with ``families``, acceptance by family, too."""
    parts = [_speed(report["speed"]), _stages(report["speed"]), _acceptance(report["acceptance"], families)]
    parts += [_sizes(report["sizes"]), _variety(report["variety"])]
    return "\n\n".join("\n".join(part) for part in map(list, parts) if part)


def _speed(speed: Mapping[str, Any]) -> Iterator[str]:
    rows = [
        (
            row["cell"],
            f"{row['pairs']:,}",
            f"{row['pairs_per_second']:.1f}",
            f"{row['pairs'] / (row['pairs'] + row['rejected']):.0%}" if row["pairs"] else "",
        )
        for row in speed["cells"]
    ]
    if rows:
        if speed["overall"]:
            rows.append(("in the shares of the dataset", "", f"{speed['overall']:.1f}", ""))
        yield from _table(("pairs by code", "made", "pairs a second a core", "accepted"), rows)


def _stages(speed: Mapping[str, Any]) -> Iterator[str]:
    cells = [row for row in speed["cells"] if row["pairs"]]
    if cells:
        stages = list(cells[0]["shares"])
        names = {"solver processes": "other processes", "other": "rest"}
        rows = [(row["cell"], *(f"{row['shares'][stage]:.0%}" for stage in stages)) for row in cells]
        yield from _table(("share of the time", *(names.get(stage, stage) for stage in stages)), rows)


def _acceptance(found: Sequence[Mapping[str, Any]], families: bool) -> Iterator[str]:
    kept = [row for row in found if families or row["by"] != "family"]
    rows = []
    for row in kept:
        failed = ", ".join(f"{stage} {count:,}" for stage, count in row["failed"].items())
        rows.append((row["name"], f"{row['candidates']:,}", f"{row['acceptance']:.1%}", failed))
    if rows:
        yield from _table(("candidates of", "number", "accepted", "failed at"), rows)


def _sizes(found: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    rows = []
    for row in found:
        theirs = row["optmath_scores"]
        rows.append(
            (
                row["band"],
                f"{row['pairs']:,}",
                f"{row['mean_score']:.1f}",
                f"{theirs[0]} to {theirs[1]}" if theirs else "",
                f"{row['mean_characters']:,.0f}",
            )
        )
    rows += [(name, "", "", "", f"{characters:,}") for name, characters in OPTMATH_CHARACTERS.items()]
    yield from _table(("band", "pairs", "mean S", "S in OptMATH", "mean characters"), rows)


def _variety(found: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    sizes = [size for size in found[0]["distinct"] if found[0]["distinct"][size]] if found else []
    header = ["texts of", "pairs"]
    header += [f"distinct-1/2/3/4 of {int(size):,} words" for size in sizes]
    header += [f"distinct sentences of {found[0]['block_sentences']:,}"] if found else []
    header += ["nearest text", "in the other random half", "in the other stories"]
    rows = []
    for row in found:
        cells = [row["origin"], f"{row['pairs']:,}"]
        cells += ["/".join(f"{share:.2f}" for share in row["distinct"][size].values()) for size in sizes]
        share = row["distinct_sentences_of_block"]
        cells.append("" if share is None else f"{share:.1%}")
        cells += [
            "" if row["nearest"][name] is None else f"{row['nearest'][name]:.2f}"
            for name in ("all", "random_across", "stories_across")
        ]
        rows.append(cells)
    if rows:
        yield from _table(header, rows)


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(header)} |"
    yield f"|---|{'---:|' * (len(header) - 1)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"
