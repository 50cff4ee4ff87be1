"""Checks that need no data: what is certainly wrong with a formulation, and what probably is.

One kind of check a module; each has ``check(known)``, which yields diagnostics. Mistakes that only show in the data
(a missing entry, a division by zero, an index out of a table) are found where the data are read.
"""

from __future__ import annotations

import re

from nl2opt.formulation.checks import (
    bounds,
    cancellation,
    functions,
    hidden,
    indices,
    logic,
    names,
    runaway,
    trivial,
    usage,
)
from nl2opt.formulation.checks.sites import Known
from nl2opt.formulation.diagnostics import Diagnostic, Severity
from nl2opt.formulation.elements import Formulation

_KINDS = (names, hidden, indices, functions, logic, bounds, trivial, cancellation, usage, runaway)


def check(formulation: Formulation) -> list[Diagnostic]:
    """Everything that can be said about a formulation without its data.

    Returns:
        Errors and warnings in the order of their places; without places, in the order of the elements. The same finding
        is told once for each element, and nothing counts as unused that a misspelt name probably meant.
    """
    known = Known(formulation)
    findings = dict.fromkeys(finding for kind in _KINDS for finding in kind.check(known))
    ordinal = {element.name: place for place, element in reversed(list(enumerate(formulation.elements())))}

    def order(finding: Diagnostic) -> tuple[int, int, int]:
        start = finding.where.start if finding.where is not None else -1
        return start, ordinal.get(finding.element, 0), finding.severity is Severity.WARNING

    meant = {match for finding in findings for match in re.findall(r"Did you mean '([^']*)'", finding.hint)}
    told: set[tuple[str, str, str]] = set()
    result = []
    for finding in sorted(findings, key=order):
        key = (finding.code, finding.message, finding.element)
        if key not in told and not (finding.code.startswith("unused-") and finding.element in meant):
            told.add(key)
            result.append(finding)
    return result
