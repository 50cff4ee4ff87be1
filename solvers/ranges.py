"""Numbers that are too far apart, or too large, for arithmetic with sixteen digits and tolerances of 1e-6.

Solvers write such warnings to logs that nobody reads; here they name the constraint.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from nl2opt.formulation.diagnostics import Diagnostic, Severity
from nl2opt.formulation.elements import Formulation
from nl2opt.solvers import evaluate
from nl2opt.solvers.program import Block, Floats, Program

WIDEST = 1e9
"""The widest range of coefficients without a warning: what Gurobi's guidelines for numerical issues advise."""

LARGEST = 1e10
"""The largest bound or right side without a warning.

A double of this size is exact to 1e-6 only, the tolerance of every solver here: whether a constraint holds to within
that tolerance is then decided by rounding. HiGHS 1.7 warned from the same size on, later ones from 1e6.
"""

_UNITS = "Choose units in which the numbers lie closer together, such as thousands or tonnes."


def range_warnings(program: Program, formulation: Formulation | None = None) -> list[Diagnostic]:
    """What is to be said about the sizes of a program's numbers; empty for most programs.

    Args:
        program: whose matrix, costs, right sides and bounds are looked at.
        formulation: whose notes say what a constraint is about.
    """
    return list(_Ranges(program, formulation).find())


class _Ranges:
    def __init__(self, program: Program, formulation: Formulation | None) -> None:
        self.program = program
        elements = () if formulation is None else (*formulation.constraints, *formulation.variables)
        self.notes = {element.name: element.note for element in elements if element.note}

    def find(self) -> Iterator[Diagnostic]:
        program = self.program
        rows, columns = program.rows, program.columns
        yield from self._spread(
            rows.values,
            lambda entry: self._row(int(rows.rows[entry])),
            "coefficient-range",
            "The coefficients of the constraints",
        )
        yield from self._spread(program.cost, self._column, "cost-range", "The coefficients of the objective")
        for lower, upper, name, code, what in (
            (rows.lower, rows.upper, self._row, "large-side", "The right side"),
            (columns.lower, columns.upper, self._column, "large-bound", "The bound"),
        ):
            yield from self._large(lower, upper, name, code, what)

    def _spread(self, values: Floats, name: Callable[[int], str], code: str, what: str) -> Iterator[Diagnostic]:
        """A warning where the largest is more than ``WIDEST`` times the smallest, zeros aside."""
        if not len(values):
            return
        sizes = np.abs(values)
        largest = int(np.argmax(sizes))
        smallest = int(np.argmin(sizes))
        if not sizes[smallest]:
            smallest = int(np.argmin(np.where(sizes > 0, sizes, np.inf)))
        low, high = float(sizes[smallest]), float(sizes[largest])
        if not low or high <= WIDEST * low:
            return
        yield Diagnostic(
            Severity.WARNING,
            code,
            f"{what} range from {low:.3g} ({name(smallest)}) to {high:.3g} ({name(largest)}), a factor of "
            f"{high / low:.0e}; beyond {WIDEST:.0e}, answers may be wrong in their digits.",
            hint=_UNITS,
        )

    def _large(
        self, lower: Floats, upper: Floats, name: Callable[[int], str], code: str, what: str
    ) -> Iterator[Diagnostic]:
        sizes = np.maximum(*(np.where(np.isfinite(side), np.abs(side), 0.0) for side in (lower, upper)))
        if not len(sizes) or float(sizes.max()) <= LARGEST:
            return
        place = int(np.argmax(sizes))
        yield Diagnostic(
            Severity.WARNING,
            code,
            f"{what} of {name(place)} is {sizes[place]:.3g}; beyond {LARGEST:.0e}, solvers cannot tell whether it is "
            "kept.",
            hint="Leave out a bound that only stands for 'no limit'." if code == "large-bound" else _UNITS,
        )

    def _row(self, index: int) -> str:
        return self._with_note(self.program.constraint_blocks, ("rows", "auxiliary"), index, "the constraint")

    def _column(self, index: int) -> str:
        return self._with_note(self.program.variable_blocks, ("columns", "auxiliary"), index, "the variable")

    def _with_note(self, blocks: tuple[Block, ...], kinds: tuple[str, ...], index: int, what: str) -> str:
        name = evaluate.name_of(blocks, kinds, index, what)
        note = self.notes.get(name.removeprefix(f"{what} ").partition("[")[0])
        return f"{name}: {note}" if note else name
