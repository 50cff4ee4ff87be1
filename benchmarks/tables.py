"""How fast tables are read, next to the time that solving takes.

    python benchmarks/tables.py [--sizes 100 316 1000] [--repeats 3] [--out benchmarks/results/tables.json]

A size n is a transportation problem with n plants, n stores and n*n costs. The costs are read from a file in each
format and layout, with the sets taken from the keys, until they stand in an array; files lie in the disk's cache. Next
to that stand the seconds that HiGHS needs for the problem (one thread). Each measurement is the least
CPU time of the repeats in this process; libraries are imported before the clock starts.
"""

from __future__ import annotations

import argparse
import csv
import json
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as arrow
import pyarrow.parquet as parquet

from nl2opt.formulation.data import Data, load
from nl2opt.formulation.elements import Formulation
from nl2opt.formulation.text_parser import parse
from nl2opt.solvers.api import solve_program
from nl2opt.solvers.lowering import lower
from nl2opt.solvers.result import SolveOptions, Status

PLAN = parse("""## Sets
PLANTS
STORES
## Parameters
cost[PLANTS, STORES]
supply = 120
need[s in STORES] = 40 + 3 * sum(1 for p in PLANTS if cost[p, s] > 90) % 50
## Variables
ship[PLANTS, STORES] >= 0
## Objective
minimize sum(cost[p, s] * ship[p, s] for p in PLANTS for s in STORES)
## Constraints
out[p in PLANTS]: sum(ship[p, s] for s in STORES) <= supply
into[s in STORES]: sum(ship[p, s] for p in PLANTS) >= need[s]
""")

HIGHS = SolveOptions(engine="highs", threads=1)


def write_all(size: int, folder: Path) -> dict[str, Path]:
    """The same costs in every format and layout."""
    costs = np.random.default_rng(size).integers(100, 10_000, (size, size)) / 100
    plants, stores = [f"plant{k}" for k in range(size)], [f"store{k}" for k in range(size)]
    long = {"plant": np.repeat(plants, size), "store": np.tile(stores, size), "cost": costs.ravel()}
    rows = list(zip(*(column.tolist() for column in long.values()), strict=True))
    names = ("long.csv", "quoted.csv", "matrix.csv", "long.parquet", "long.json")
    paths = {name.replace(".", " ").replace("quoted csv", "long csv, quoted"): folder / name for name in names}
    for name, quoting in (("long.csv", csv.QUOTE_MINIMAL), ("quoted.csv", csv.QUOTE_ALL)):
        with (folder / name).open("w", newline="") as file:
            csv.writer(file, quoting=quoting).writerows([tuple(long), *rows])
    with (folder / "matrix.csv").open("w", newline="") as file:
        csv.writer(file).writerows(
            [("plant", *stores), *([plant, *row] for plant, row in zip(plants, costs.tolist(), strict=True))]
        )
    parquet.write_table(arrow.table(long), folder / "long.parquet")
    (folder / "long.json").write_text(json.dumps([dict(zip(long, row, strict=True)) for row in rows]))
    return paths


def least(work: Callable[[], Any], repeats: int) -> tuple[float, Any]:
    """The least CPU seconds of some runs, and the last result."""
    seconds, result = float("inf"), None
    for _ in range(repeats):
        start = time.process_time()
        result = work()
        seconds = min(seconds, time.process_time() - start)
    return seconds, result


def read(plan: Formulation, path: Path) -> Data:
    """The data with the costs of a file."""
    return load(plan, {"cost": path})


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 316, 1000])
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--out", type=Path, help="also write the rows here, as JSON")
    options = parser.parse_args()
    costs_only = parse("## Sets\nPLANTS\nSTORES\n## Parameters\ncost[PLANTS, STORES]\n## Objective\nsatisfy\n")
    rows = []
    print("| cells | table | seconds to read | cells/s | seconds to solve | read / solve |")
    print("|---:|---|---:|---:|---:|---:|")
    for size in options.sizes:
        with tempfile.TemporaryDirectory() as folder:
            paths = write_all(size, Path(folder))
            program = lower(PLAN, read(PLAN, paths["long parquet"])).program
            solving, result = least(lambda program=program: solve_program(program, HIGHS), 1)
            if result.status is not Status.OPTIMAL:
                raise SystemExit(f"The problem of size {size} came out as {result.status}.")
            first = None
            for name, path in paths.items():
                seconds, data = least(lambda path=path: read(costs_only, path), options.repeats)
                values = data.table("cost").values
                first = values if first is None else first
                if not np.array_equal(values, first):
                    raise SystemExit(f"'{path.name}' was read differently.")
                row = {
                    "cells": size * size,
                    "table": name,
                    "seconds": seconds,
                    "cells_per_second": size * size / seconds,
                    "solve_seconds": solving,
                    "bytes": path.stat().st_size,
                }
                rows.append(row)
                print(
                    f"| {size * size:,} | {name} | {seconds:.3f} | {row['cells_per_second']:,.0f} "
                    f"| {solving:.2f} | {seconds / solving:.3f} |",
                    flush=True,
                )
    if options.out:
        options.out.parent.mkdir(parents=True, exist_ok=True)
        options.out.write_text(json.dumps(rows, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
