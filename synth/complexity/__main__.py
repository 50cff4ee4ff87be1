"""Tunes all families to all bands and keeps what it finds: ``python -m nl2opt.synth.complexity``.

Run it after a family, the bands or the score have changed. What is known already is not tuned again.
"""

from __future__ import annotations

import argparse

from nl2opt.solvers.engines.host import kept_workers
from nl2opt.synth.complexity.bands import BANDS
from nl2opt.synth.complexity.feedback import Tuned, tune
from nl2opt.synth.complexity.statistics import solve_for_rows
from nl2opt.synth.complexity.subjects import family_subject
from nl2opt.synth.complexity.tuned_ranges import SHIPPED, TunedRanges
from nl2opt.synth.families.registry import all_families


def main() -> None:
    """Tunes what is not known yet, and prints a line for each family and band."""
    parser = argparse.ArgumentParser(prog="python -m nl2opt.synth.complexity", description=__doc__)
    parser.add_argument("--bands", nargs="*", default=list(BANDS), choices=list(BANDS))
    parser.add_argument("--afresh", action="store_true", help="forget what is known")
    arguments = parser.parse_args()
    if arguments.afresh:
        SHIPPED.unlink(missing_ok=True)
    known = TunedRanges(SHIPPED)
    with kept_workers():
        for name in arguments.bands:
            for family in all_families():
                subject, band = family_subject(family), BANDS[name]
                if known.ranges(subject, band) is not None or known.unreachable(subject, band):
                    continue
                outcome = tune(subject, band, solve=solve_for_rows)
                known.add(subject, band, outcome)
                rounds = len(outcome.rounds)
                said = f"S {outcome.statistics.mean:.1f}" if isinstance(outcome, Tuned) else outcome.reason
                print(f"{name:8} {family.name:32} {rounds} rounds  {said}", flush=True)


if __name__ == "__main__":
    main()
