"""Whether a program is convex, so that a local optimum is the best one."""

from __future__ import annotations

from nl2opt.solvers.program import Feature, Program


def is_convex(program: Program) -> bool | None:
    """Whether objective and constraints are convex with integer columns held; None when that is not known."""
    features = program.features
    if Feature.NONLINEAR in features or Feature.INDICATOR in features:
        return None
    return Feature.NONCONVEX_QUADRATIC not in features
