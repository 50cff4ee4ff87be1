"""How fast ``nl2opt`` answers as a new process, and how much memory it takes.

    python benchmarks/startup.py [--repeats 5] [--no-model] [--out startup.json]

Each row is a command run as a user runs it, in its own process: the median of wall seconds, and the peak resident
memory of its largest process (a child reports it when it ends).
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

PLAN = """## Variables
cakes >= 0 integer
pies >= 0 integer
## Objective
maximize 12*cakes + 9*pies
## Constraints
flour: 3*cakes + 2*pies <= 60
oven: cakes + pies <= 25
"""
PROBLEM = (
    "A bakery makes cakes and pies. A cake sells for $12 and needs 3 kg of flour, a pie sells for $9 and needs 2 kg of "
    "flour. There are 60 kg of flour, and the oven holds at most 25 items a day. How many of each maximize the income?"
)
NL2OPT = [sys.executable, "-m", "nl2opt"]


def measure(command: Sequence[str], expected: int = 0) -> tuple[float, int]:
    """Wall seconds and peak resident bytes of one process; other exit codes than ``expected`` are an error."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != expected:
        raise SystemExit(f"'{' '.join(command)}' returned {process.returncode} instead of {expected}.")
    unit = 1 if sys.platform == "darwin" else 1024
    return seconds, usage.ru_maxrss * unit


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--no-model", action="store_true", help="leave out what needs the embedded model")
    parser.add_argument("--out", type=Path, help="also write the rows here, as JSON")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        plan = Path(folder) / "plan.5e"
        plan.write_text(PLAN, encoding="utf-8")
        commands = {
            "nl2opt --help": [*NL2OPT, "--help"],
            "nl2opt check plan.5e": [*NL2OPT, "check", str(plan)],
            "nl2opt solve plan.5e": [*NL2OPT, "solve", str(plan)],
        }
        if not options.no_model:
            commands['nl2opt solve "A bakery ..."'] = [*NL2OPT, "solve", PROBLEM]
        rows = []
        print("| command | median seconds | peak memory |")
        print("|---|---:|---:|")
        for name, command in commands.items():
            measure(command)  # once before the clock: files come from the disk's cache, as on any day but the first
            runs = [measure(command) for _ in range(options.repeats)]
            seconds = statistics.median(run[0] for run in runs)
            rows.append({"command": name, "seconds": seconds, "peak_mib": max(run[1] for run in runs) / 2**20})
            print(f"| `{name}` | {seconds:.2f} | {rows[-1]['peak_mib']:.0f} MiB |", flush=True)
    if options.out:
        options.out.write_text(json.dumps(rows, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
