"""How fast formulations are read: many lines, and tables of growing length.

    python benchmarks/parsing.py

The time of a table should grow with its length and no faster.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

from nl2opt.formulation.text_parser import parse

REPEATS = 5
LINES = 300
ENTRIES = (3_000, 12_000, 48_000)


def best_of(work: Callable[[], object]) -> float:
    """Seconds of processor time of the fastest of a few runs."""
    seconds = []
    for _ in range(REPEATS):
        start = time.process_time()
        work()
        seconds.append(time.process_time() - start)
    return min(seconds)


def dense_lines(count: int) -> str:
    """A formulation with ``count`` indexed constraints."""
    lines = [f"c{i}[p in P if p != q]: sum(a[p, s] * x[p, s] for s in S) <= {i} * y[p] + 3" for i in range(count)]
    return "## Objective\nsatisfy\n## Constraints\n" + "\n".join(lines)


def table(entries: int) -> str:
    """A formulation with one parameter of ``entries`` keys."""
    cells = ", ".join(f"(a{i}, {i}): {i}.5" for i in range(entries))
    return f"## Parameters\nc[A, B] = {{{cells}}}\n## Objective\nsatisfy\n"


def main() -> None:
    """Measure and print the table."""
    print("| text | seconds |")
    print("|---|---:|")
    text = dense_lines(LINES)
    print(f"| {LINES} indexed constraints | {best_of(partial(parse, text)):.3f} |")
    for entries in ENTRIES:
        long = table(entries)
        print(f"| a table of {entries:,} entries | {best_of(partial(parse, long)):.3f} |")


if __name__ == "__main__":
    main()
