"""Writes the figures of the README from reports, so that none is typed by hand.

    nl2opt eval nl4opt_dev.jsonl --seed 0 --out nl4opt_dev.json
    python benchmarks/startup.py --out benchmarks/results/startup.json
    python benchmarks/compile.py --out benchmarks/results/compile.json
    python benchmarks/tables.py --out benchmarks/results/tables.json
    python benchmarks/synthesis.py FOLDER --out benchmarks/results/synthesis.json
    python benchmarks/figures.py nl4opt_dev.json ...

Each report's summary (without the rows, which hold benchmark answers) is kept in ``benchmarks/results``, and the tables
between the marks in ``README.md`` are made anew from all that is there; those of training data have marks of their own.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from benchmarks.pairs import report as synthesis_report  # noqa: E402

RESULTS = ROOT / "benchmarks" / "results"
README = ROOT / "README.md"
BEGIN = "<!-- figures: begin (written by nl2opt eval and benchmarks/) -->"
END = "<!-- figures: end -->"
SYNTHESIS_BEGIN = "<!-- synthesis: begin (written by benchmarks/synthesis.py) -->"
SYNTHESIS_END = "<!-- synthesis: end -->"

OURS = ("limit", "nl2opt", "nl2opt_text")

SOURCES = {
    "nl4opt_dev.jsonl": "NL4OPT competition, dev split of the generation task, optima solved from its labels",
    "mamo_easy_dev.jsonl": "MAMO EasyLP as corrected in the SIRL repository, a part",
    "mamo_complex_dev.jsonl": "MAMO ComplexLP as corrected in the SIRL repository, a part",
    "industryor_dev.jsonl": "IndustryOR, second correction in the SIRL repository, a part",
    "optmath_bench_dev.jsonl": "OptMATH-Bench (166), a part",
    "optibench_dev.jsonl": "OptiBench (605), objective value only, a part",
}
"""Where the problems of each file can be found in public; the order of the table."""


def summarize(report: dict[str, Any]) -> dict[str, Any]:
    """A report without its rows, with the mean number of tokens instead."""
    rows = report["rows"]
    means = {
        key: sum(row[key] for row in rows) / len(rows) if rows else 0.0
        for key in ("prompt_tokens", "completion_tokens", "drafts")
    }
    return {key: value for key, value in report.items() if key != "rows"} | {"mean": means}


def table(summaries: list[dict[str, Any]]) -> str:
    """The summaries as a Markdown table."""
    lines = [
        "| problems from | n | ER | SA | AST | median s | p90 s | tokens written |",
        "|---|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for item in sorted(summaries, key=lambda item: list(SOURCES).index(item["setting"]["benchmark"])):
        seconds = item["seconds"]
        lines.append(
            f"| {SOURCES[item['setting']['benchmark']]} | {item['n']} | {100 * item['er']:.1f} % | "
            f"{100 * item['sa']:.1f} % | {item['ast']:.2f} | {seconds['median']:.1f} | {seconds['p90']:.1f} | "
            f"{item['mean']['completion_tokens']:.0f} |"
        )
    return "\n".join(lines)


def startup_table(rows: list[dict[str, Any]]) -> str:
    """What ``benchmarks/startup.py`` measured, as a Markdown table."""
    lines = ["| command, in a new process | median s | peak memory |", "|---|---:|---:|"]
    lines += [f"| `{row['command']}` | {row['seconds']:.2f} | {row['peak_mib']:.0f} MiB |" for row in rows]
    return "\n".join(lines)


def compile_table(rows: list[dict[str, Any]]) -> str:
    """What ``benchmarks/compile.py`` measured: each size with the limit, nl2opt and the fastest peer."""
    lines = [
        "| model, size | columns / nonzeros | limit ms | nl2opt ms | of limit | memory of limit | fastest peer |",
        "|---|---:|---:|---:|---:|---:|---|",
    ]
    cells: dict[tuple[str, str], dict[str, dict[str, Any]]] = {}
    for row in rows:
        cells.setdefault((row["model"], row["size"]), {})[row["tool"]] = row
    for (model, size), tools in cells.items():
        if not all(tool in tools and tools[tool]["seconds"] for tool in ("limit", "nl2opt")):
            continue
        limit, ours = tools["limit"], tools["nl2opt"]
        peers = [row for tool, row in tools.items() if tool not in OURS and row["seconds"]]
        best = min(peers, key=lambda row: row["seconds"], default=None)
        peer = f"{best['tool']}, {1000 * best['seconds']:.0f} ms" if best else "none in the time"
        lines.append(
            f"| {model} {size} | {ours['columns']:,} / {ours['nonzeros']:,} | {1000 * limit['seconds']:.2f} | "
            f"{1000 * ours['seconds']:.2f} | {ours['ratio_to_limit']:.2f} | {ours['peak_mb'] / limit['peak_mb']:.2f} | "
            f"{peer} |"
        )
    return "\n".join(lines)


def cells_table(rows: list[dict[str, Any]]) -> str:
    """What ``benchmarks/tables.py`` measured, as a Markdown table."""
    lines = ["| table | cells | seconds to read | seconds to solve its problem |", "|---|---:|---:|---:|"]
    lines += [
        f"| {row['table']} | {row['cells']:,} | {row['seconds']:.3f} | {row['solve_seconds']:.3f} |" for row in rows
    ]
    return "\n".join(lines)


def main(paths: list[str]) -> None:
    """Keep the summaries of the given reports and write the README's table from all that are kept."""
    RESULTS.mkdir(exist_ok=True)
    for path in paths:
        summary = summarize(json.loads(Path(path).read_text(encoding="utf-8")))
        name = Path(summary["setting"]["benchmark"]).with_suffix(".json").name
        (RESULTS / name).write_text(json.dumps(summary, indent=2) + "\n", encoding="utf-8")
    summaries = [json.loads(file.read_text(encoding="utf-8")) for file in sorted(RESULTS.glob("*_dev.json"))]
    if not summaries:
        sys.exit("There is no report yet. Make one with: nl2opt eval FILE.jsonl --seed 0 --out report.json")
    tables = [table(summaries)]
    for name, make in (("startup", startup_table), ("compile", compile_table), ("tables", cells_table)):
        file = RESULTS / f"{name}.json"
        if file.exists():
            tables.append(make(json.loads(file.read_text(encoding="utf-8"))))
    written = "\n\n".join(tables)
    text = _between(README.read_text(encoding="utf-8"), BEGIN, END, written)
    print(written)
    file = RESULTS / "synthesis.json"
    if file.exists():
        written = synthesis_report.tables(json.loads(file.read_text(encoding="utf-8")))
        text = _between(text, SYNTHESIS_BEGIN, SYNTHESIS_END, written)
        print(f"\n{written}")
    README.write_text(text, encoding="utf-8")


def _between(text: str, begin: str, end: str, written: str) -> str:
    before, found, rest = text.partition(begin)
    _, closed, after = rest.partition(end)
    if not (found and closed):
        sys.exit(f"{README.name} has no place for these figures: add the lines '{begin}' and '{end}'.")
    return f"{before}{begin}\n{written}\n{end}{after}"


if __name__ == "__main__":
    main(sys.argv[1:])
