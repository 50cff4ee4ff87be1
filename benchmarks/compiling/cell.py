"""One cell of the table, measured in a process of its own: a model of one size, compiled by one tool.

    python -m benchmarks.compiling.cell TOOL MODEL SIZE [--seconds 3] [--repeats 7] [--folder DATA] [--optimum]

Prints one line of JSON. The clock counts processor time of all threads, from the data in memory to the solver with the
model; imports, data and the release of the model before are outside of it. Peak memory is that of the process up to the
end of the first build, Python, the tool and the data included.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import json
import resource
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks.compiling.models import instance, loaded, parse_size


def peak_mb() -> float:
    """The peak resident memory of this process so far, in MB (10^6 bytes)."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


def times_of(build: Callable[[], object], repeats: int, budget: float) -> tuple[list[float], Any, float]:
    """Seconds of each build, what the last one returned, and peak memory after the first.

    Ends after ``repeats``, or as soon as ``budget`` seconds are spent.
    """
    seconds: list[float] = []
    held, peak = None, 0.0
    # Python's own garbage collection belongs to a tool's time, what an earlier build left behind does not.
    while not seconds or (len(seconds) < repeats and sum(seconds) < budget):
        held = None
        gc.collect()
        start = time.process_time()
        held = build()
        seconds.append(time.process_time() - start)
        peak = peak or peak_mb()
    return seconds, held, peak


def shape_of(tool: ModuleType, held: Any) -> dict[str, int] | None:
    """Columns, rows and nonzeros as the solver has them; None where the tool keeps its solver to itself."""
    if not hasattr(tool, "highs"):
        return None
    solver = tool.highs(held)
    return {"columns": solver.getNumCol(), "rows": solver.getNumRow(), "nonzeros": solver.getNumNz()}


def optimum_of(tool: ModuleType, held: Any) -> float:
    """The optimum of the model as the tool made it."""
    if hasattr(tool, "optimum"):
        return float(tool.optimum(held))
    solver = tool.highs(held)
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.run()
    if solver.getModelStatus().name != "kOptimal":
        raise RuntimeError(f"HiGHS: {solver.getModelStatus().name}")
    return float(solver.getInfo().objective_function_value)


def main() -> None:
    """Measures one cell."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("tool")
    parser.add_argument("model")
    parser.add_argument("size", type=parse_size)
    parser.add_argument("--repeats", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=3.0)
    parser.add_argument("--folder", type=Path, help="where the data are, as files")
    parser.add_argument("--optimum", action="store_true", help="solve the model, too")
    options = parser.parse_args()
    tool = importlib.import_module(f"benchmarks.compiling.tools.{options.tool}")
    # Data that were made in another process leave no trace in this one's peak memory.
    made = (
        loaded(options.model, options.size, options.folder) if options.folder else instance(options.model, options.size)
    )
    build = tool.builder(made)
    before = peak_mb()
    seconds, held, peak = times_of(build, options.repeats, options.seconds)
    result: dict[str, Any] = {
        "seconds": statistics.median(seconds),
        "fastest": min(seconds),
        "builds": len(seconds),
        "peak_mb": peak,
        "base_mb": before,
        "shape": shape_of(tool, held),
    }
    if options.optimum:
        result["optimum"] = optimum_of(tool, held)
    print(json.dumps(result))


if __name__ == "__main__":
    main()
