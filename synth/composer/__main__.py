"""Prints the word problem of a seed: ``python -m nl2opt.synth.composer --seed 7 --story mixed_farm``."""

from __future__ import annotations

import argparse
import sys

from nl2opt.errors import Nl2optError
from nl2opt.formulation.text_printer import to_text
from nl2opt.solvers.api import solve
from nl2opt.synth.composer.composition import Options, compose


def main() -> int:
    """Prints text, formulation and optimum.

    Returns:
        0, or 1 after a message where the arguments cannot be met.
    """
    parser = argparse.ArgumentParser(prog="python -m nl2opt.synth.composer", description=__doc__)
    parser.add_argument("--seed", type=int, required=True, help="names the problem")
    parser.add_argument("--story", action="append", help="a story to draw from; may be given several times")
    parser.add_argument("--clause", action="append", help="a clause type to draw from; may be given several times")
    parser.add_argument("--activities", type=int, nargs=2, metavar=("FROM", "TO"), default=(2, 6))
    parser.add_argument("--clauses", type=int, nargs=2, metavar=("FROM", "TO"), default=(2, 6))
    given = parser.parse_args()
    options = Options(activities=tuple(given.activities), clauses=tuple(given.clauses))
    try:
        found = compose(given.seed, stories=given.story, clauses=given.clause, options=options)
    except Nl2optError as error:
        print(error, file=sys.stderr)
        return int(error.exit_code)
    print(found.text, to_text(found.formulation), f"Optimum: {solve(found.formulation).objective:.10g}", sep="\n\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
