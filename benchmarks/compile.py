"""How fast models are compiled: nl2opt, its peers, and arrays written by hand, side by side.

    python benchmarks/compile.py [--out compile.json] [--quick] [--tools nl2opt,linopy] [--models transport,flow]

The time goes from data in memory to a solver (HiGHS) that holds the model; see ``compiling/cell.py`` for what the clock
counts. Each cell (a model, a size, a tool) runs in a process of its own, on one thread. First every tool solves a small
instance of every model, and the optima must agree; the columns, rows and nonzeros must agree at every size.

With ``--out``, cells that the file already has are kept, so that a run can be stopped and gone on with. Plots are
written to ``benchmarks/results`` (or ``--plots``). It needs the extra ``benchmarks``; a tool that is not installed is
left out.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))
os.environ |= dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")

from benchmarks.compiling import report  # noqa: E402
from benchmarks.compiling.checks import disagreements, optima  # noqa: E402
from benchmarks.compiling.models import MODELS, parse_size  # noqa: E402
from benchmarks.compiling.runner import Runner  # noqa: E402

TOOLS = ("limit", "nl2opt", "nl2opt_text", "linopy", "cvxpy", "highspy", "pulp", "pyomo", "mathopt")
SIZES = {
    "transport": ("100x100", "300x300", "1000x1000", "2240x2240"),
    "facility": ("100x100", "300x300", "1580x1580"),
    "lotsizing": ("50x50", "100x100", "300x300", "1200x1200"),
    "flow": ("4000x400", "40000x4000", "400000x40000", "5000000x500000"),
}
QUICK = {
    "transport": ("30x30", "100x100"),
    "facility": ("30x30", "100x100"),
    "lotsizing": ("20x20", "50x50"),
    "flow": ("400x40", "4000x400"),
}


def main() -> None:
    """Measure, check, and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, help="write the rows here as JSON; cells that are there are kept")
    parser.add_argument("--plots", type=Path, help="folder of the plots; default benchmarks/results, none with --quick")
    parser.add_argument("--quick", action="store_true", help="small sizes only")
    parser.add_argument("--tools", default=",".join(TOOLS), help=f"among {', '.join(TOOLS)}; limit always runs")
    parser.add_argument("--models", default=",".join(MODELS), help=f"among {', '.join(MODELS)}")
    parser.add_argument("--sizes", help="sizes instead of the usual ones, as 300x300,500x400")
    parser.add_argument("--seconds", type=float, default=1.5, help="processor time for the repeats of a cell")
    parser.add_argument("--repeats", type=int, default=9, help="most repeats of a cell")
    parser.add_argument("--timeout", type=float, default=45.0, help="seconds after which a cell is given up")
    parser.add_argument("--no-solving", action="store_true", help="leave out what a solve costs over HiGHS by hand")
    options = parser.parse_args()
    tools = _chosen(parser, options.tools, TOOLS)
    tools = tools if "limit" in tools else ["limit", *tools]
    models = _chosen(parser, options.models, MODELS)
    sizes = {model: (QUICK if options.quick else SIZES)[model] for model in models}
    if options.sizes:
        sizes = {model: tuple(options.sizes.split(",")) for model in models}
    kept = json.loads(options.out.read_text(encoding="utf-8")) if options.out and options.out.exists() else []
    with tempfile.TemporaryDirectory(prefix="compile-") as folder:
        runner = Runner(Path(folder), options.repeats, options.seconds, options.timeout)
        tools = [tool for tool in tools if runner.installed(tool)]
        print("Optima of small instances:", flush=True)
        wrong = optima(runner, models, tools)
        rows = _measured(runner, kept, sizes, tools, options.out)
        wrong += disagreements(rows)
        print(report.tables(rows, tools))
        if not options.no_solving:
            solving = runner.solving(models, quick=options.quick)
            print(report.solving_table(solving))
    if options.plots or not (options.quick or options.sizes):
        from benchmarks.compiling.plots import draw

        for path in draw(rows, options.plots or ROOT / "benchmarks" / "results"):
            print(f"Wrote {path}")
    print("\n".join(wrong) or "All tools made the same models: the same optima, and the same size everywhere.")
    sys.exit(1 if wrong else 0)


def _chosen(parser: argparse.ArgumentParser, text: str, known: tuple[str, ...]) -> list[str]:
    words = [word.strip() for word in text.split(",") if word.strip()]
    for word in words:
        if word not in known:
            parser.error(f"'{word}' is none of {', '.join(known)}")
    return [word for word in known if word in words]


def _measured(
    runner: Runner, kept: list[dict[str, Any]], sizes: dict[str, tuple[str, ...]], tools: list[str], out: Path | None
) -> list[dict[str, Any]]:
    """A row for each cell that came to an end, those of ``kept`` taken over."""
    rows = list(kept)
    done = {(row["model"], row["size"], row["tool"]) for row in rows}
    for model, texts in sizes.items():
        for size in texts:
            for tool in tools:
                if (model, size, tool) in done:
                    continue
                row = runner.row(model, parse_size(size), tool, rows)
                if row is not None:
                    rows.append(row)
                    _add_ratios(rows)
                    if out:
                        out.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
            runner.forget(model, parse_size(size))
    return rows


def _add_ratios(rows: list[dict[str, Any]]) -> None:
    limits = {(row["model"], row["size"]): row["seconds"] for row in rows if row["tool"] == "limit"}
    for row in rows:
        limit = limits.get((row["model"], row["size"]))
        row["ratio_to_limit"] = row["seconds"] / limit if limit else None


if __name__ == "__main__":
    main()
