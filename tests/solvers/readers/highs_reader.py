"""HiGHS's own reader and solver, to compare with."""

from __future__ import annotations

import math
from pathlib import Path


def highs_optimum(path: Path) -> float | None:
    """The optimum of a model file as HiGHS reads and solves it; None when it is infeasible or unbounded.

    Raises:
        ValueError: HiGHS cannot read or solve it.
    """
    import highspy

    highs = highspy.Highs()
    highs.silent()
    highs.setOptionValue("mip_rel_gap", 0.0)
    highs.setOptionValue("presolve", "off")  # the reader is what is compared with, not a presolve of tiny models
    if highs.readModel(str(path)) == highspy.HighsStatus.kError:
        raise ValueError(f"HiGHS cannot read {path}")
    highs.run()
    status = highs.getModelStatus()
    kinds = highspy.HighsModelStatus
    if status in (kinds.kInfeasible, kinds.kUnbounded, kinds.kUnboundedOrInfeasible):
        return None
    if status == kinds.kModelEmpty:
        return float(highs.getLp().offset_)
    if status != kinds.kOptimal:
        raise ValueError(f"HiGHS ends with {status}")
    value = float(highs.getInfo().objective_function_value)
    assert math.isfinite(value)
    return value
