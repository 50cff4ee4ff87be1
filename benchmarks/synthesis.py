"""What training data cost and what they are like: speed, acceptance, size and variety.

    python benchmarks/synthesis.py [FOLDER] [--rows 400] [--out benchmarks/results/synthesis.json]

FOLDER is a finished dataset of ``nl2opt synth run``: acceptance, size and variety are those of its files. Without one
they are those of the rows that are made here. Speed is measured with rows made here, by code, in one process: the same
production as in a job, with read-back, checks, solve, score, fingerprint, duplicates and Parquet, for one origin and
band after the other. The origins, bands and families are the folder's, or those of the options.

It needs the extras ``synth`` and ``benchmarks``. ``benchmarks/figures.py`` puts the tables into the README.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))
os.environ |= dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")

from benchmarks.pairs.acceptance import COLUMNS, acceptance  # noqa: E402
from benchmarks.pairs.report import tables  # noqa: E402
from benchmarks.pairs.sizes import OPTMATH_CHARACTERS, sizes  # noqa: E402
from benchmarks.pairs.speed import WITHOUT_FAMILY, Cell, Measured, cell_name, measure  # noqa: E402
from benchmarks.pairs.variety import variety  # noqa: E402
from nl2opt.errors import Nl2optError  # noqa: E402
from nl2opt.synth.complexity.bands import BANDS  # noqa: E402
from nl2opt.synth.families import registry  # noqa: E402
from nl2opt.synth.jobs.folder import JobFolder, Manifest  # noqa: E402
from nl2opt.synth.jobs.parquet_rows import read_columns  # noqa: E402
from nl2opt.synth.pairs import Origin, Route  # noqa: E402

ORIGINS = (Origin.COMPOSER, Origin.FAMILY, Origin.AUGMENTATION)
"""Those whose texts code writes."""

DEFAULT_BANDS = ("trivial", "easy", "medium", "hard")
_PAIR_COLUMNS = (*COLUMNS, "setting", "complexity", "text", "formulation")


def main() -> None:
    """Measure, and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", help="a finished dataset")
    parser.add_argument("--rows", type=int, default=400, help="rows made for the speed, over all cells; 0 for none")
    parser.add_argument("--seconds", type=float, default=60.0, help="processor time of a cell, the warm-up not counted")
    parser.add_argument("--origins", type=_origins, help=f"among {', '.join(ORIGINS)}; default the folder's")
    parser.add_argument("--bands", type=_names(BANDS), help=f"among {', '.join(BANDS)}; default the folder's")
    parser.add_argument("--families", type=_names(registry.names()), help="default the folder's, or all")
    parser.add_argument("--seed", type=int, default=0, help="of the rows made here, and of drawn orders and halves")
    parser.add_argument("--tokens", type=int, nargs="+", default=[5_000, 50_000], help="words of a block of n-grams")
    parser.add_argument("--sentences", type=int, default=1_000, help="sentences of a block")
    parser.add_argument("--by-family", action="store_true", help="print acceptance by family, too")
    parser.add_argument("--out", type=Path, help="write the figures here as JSON")
    options = parser.parse_args()
    if options.folder is None and not options.rows:
        parser.error("give a folder, or --rows above 0")
    try:
        report = _report(options)
    except Nl2optError as error:
        sys.exit(str(error))
    print(tables(report, families=options.by_family))
    if options.out:
        options.out.parent.mkdir(parents=True, exist_ok=True)
        options.out.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


def _origins(text: str) -> list[Origin]:
    return [Origin(name) for name in _names(ORIGINS)(text)]


def _names(known: Sequence[str] | Mapping[str, Any]) -> Any:
    def names(text: str) -> list[str]:
        words = [word.strip() for word in text.split(",") if word.strip()]
        for word in words:
            if word not in known:
                raise argparse.ArgumentTypeError(f"'{word}' is none of {', '.join(known)}")
        return words

    return names


def _report(options: argparse.Namespace) -> dict[str, Any]:
    manifest = None if options.folder is None else _finished(options.folder)
    job = {} if manifest is None else manifest.job
    bands = options.bands or [band for band in BANDS if band in job.get("counts", DEFAULT_BANDS)]
    origins = options.origins or [origin for origin in ORIGINS if origin in job.get("origins", ORIGINS)]
    families = options.families or list(job.get("families", registry.names()))
    cells = [cell for band in bands for origin in origins for cell in _cells(origin, band, families)]
    measured = _measured(cells, options, int(job.get("tries", 20)))
    if manifest is None:
        made = [pair.to_row() for each in measured for pair in each.pairs]
        rows, tried = made, made
        rejected = [asdict(rejection) for each in measured for rejection in each.rejections]
    else:
        assert manifest.final is not None
        rows = list(_rows(options.folder, [each.file for each in manifest.final.files], _PAIR_COLUMNS))
        shards = [manifest.shards[number] for number in sorted(manifest.shards)]
        tried = list(_rows(options.folder, [each.pairs.file for each in shards], (*COLUMNS, "tries")))
        rejected = list(_rows(options.folder, [each.rejected.file for each in shards], (*COLUMNS, "stage")))
    return {
        "setting": {
            "dataset": None if manifest is None else manifest.name,
            "digest": None if manifest is None else manifest.digest,
            "pairs": len(rows),
            "seed": options.seed,
            "python": platform.python_version(),
            "machine": platform.machine(),
        },
        "speed": {
            "cells": [each.row() for each in measured],
            "overall": _overall(measured, rows),
        },
        "acceptance": acceptance(tried, rejected),
        "sizes": sizes(rows),
        "optmath_characters": OPTMATH_CHARACTERS,
        "variety": variety(rows, options.tokens, options.sentences, options.seed),
    }


def _finished(folder: Path) -> Manifest:
    manifest = JobFolder(folder).require_manifest()
    if manifest.final is None:
        raise Nl2optError(f"The dataset in '{folder}' is not finished.", hint="Run its job again to finish it.")
    return manifest


def _rows(folder: Path, files: Sequence[str], columns: Sequence[str]) -> Iterator[dict[str, Any]]:
    for file in files:
        yield from read_columns(folder / file, columns)


def _cells(origin: Origin, band: str, families: Sequence[str]) -> Iterator[Cell]:
    """Word problems and instances are augmented by different code, at a different speed."""
    if origin != Origin.COMPOSER:
        yield Cell(origin, band, tuple(families))
    if origin != Origin.FAMILY:
        yield Cell(origin, band, (WITHOUT_FAMILY,))


def _measured(cells: Sequence[Cell], options: argparse.Namespace, tries: int) -> list[Measured]:
    found = []
    for place, cell in enumerate(cells):
        rows = (options.rows + len(cells) - 1 - place) // len(cells)
        if rows:
            found.append(measure(cell, rows, options.seconds, tries, options.seed))
            print(f"Made {len(found[-1].pairs)} pairs: {cell.name}.", file=sys.stderr, flush=True)
    return found


def _overall(measured: Sequence[Measured], rows: Sequence[Mapping[str, Any]]) -> float | None:
    """Pairs a second in the dataset's shares of origins and bands; None where one of them was not measured."""
    cost = {each.cell.name: each.total / len(each.pairs) for each in measured if each.pairs}
    wanted = Counter(cell_name(row) for row in rows if row["route"] == Route.CODE)
    if not wanted or any(name not in cost for name in wanted):
        return None
    return wanted.total() / sum(count * cost[name] for name, count in wanted.items())


if __name__ == "__main__":
    main()
