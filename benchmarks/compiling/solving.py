"""What a solve costs over calling HiGHS by hand with the same arrays, for one model.

    python -m benchmarks.compiling.solving MODEL [--quick]

Prints one line of JSON. Both solve the same program on one thread, in turn; the fastest of a few runs counts. Ours has
more to do: numbers are checked before, the answer is evaluated without the solver after, and it gets its names.
"""

from __future__ import annotations

import argparse
import gc
import json
import time

import numpy as np

from benchmarks.compiling.models import instance, parse_size
from benchmarks.compiling.tools.limit import passed
from benchmarks.compiling.tools.nl2opt import tables_of, text
from nl2opt.formulation.data import load
from nl2opt.formulation.elements import Sense
from nl2opt.formulation.text_parser import parse
from nl2opt.solvers.api import name_values, solve_program
from nl2opt.solvers.lowering import lower
from nl2opt.solvers.program import Program
from nl2opt.solvers.result import SolveOptions

SIZES = {"transport": "200x200", "facility": "12x24", "lotsizing": "8x10", "flow": "40000x4000"}
QUICK = {"transport": "50x50", "facility": "6x12", "lotsizing": "5x6", "flow": "4000x400"}
RUNS = 5
GAP = 1e-6


def by_hand(program: Program) -> float:
    """HiGHS with the program's arrays, and its values; returns the objective."""
    columns, rows = program.columns, program.rows
    assert program.sense is Sense.MINIMIZE
    matrix = rows.starts, rows.rows, rows.values
    integer = columns.integer.astype(np.int32)
    solver = passed(program.cost, columns.lower, columns.upper, integer, matrix, rows.lower, rows.upper)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("mip_rel_gap", GAP)
    solver.run()
    np.array(solver.getSolution().col_value)
    objective = float(solver.getInfo().objective_function_value)
    solver.resetGlobalScheduler(False)
    return objective


def main() -> None:
    """Measures one model."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("model")
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    size = (QUICK if options.quick else SIZES)[options.model]
    made = instance(options.model, parse_size(size))
    program = lower(parse(text(made)), load(parse(text(made)), tables_of(made))).program
    settings = SolveOptions(engine="highs", threads=1, gap=GAP)
    times: dict[str, list[float]] = {"by_hand": [], "nl2opt": []}
    for _ in range(RUNS):
        gc.collect()
        start = time.process_time()
        right = by_hand(program)
        middle = time.process_time()
        solution = name_values(program, solve_program(program, settings))
        times["nl2opt"].append(time.process_time() - middle)
        times["by_hand"].append(middle - start)
        if solution.objective is None or abs(solution.objective - right) > 1e-6 * max(1.0, abs(right)):
            raise SystemExit(f"{solution.objective} instead of {right}")
    shown = {"model": options.model, "size": size, "columns": made.columns, "nonzeros": made.nonzeros}
    print(json.dumps({**shown, **{name: min(seconds) for name, seconds in times.items()}}))


if __name__ == "__main__":
    main()
