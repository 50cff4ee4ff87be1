"""What a solve proved, and what it found: two questions, kept apart as MathOpt keeps them apart.

``Status`` says what was proven. ``Limit`` says why an unproven solve stopped. Values exist only with a solution.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from nl2opt.errors import ExitCode, MissingExtraError
from nl2opt.formulation.diagnostics import Diagnostic
from nl2opt.formulation.elements import Key
from nl2opt.solvers.program import Floats

if TYPE_CHECKING:
    import pandas


class Status(StrEnum):
    """What was proven. ``feasible`` and ``unknown`` end at a limit, with and without a solution."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    UNKNOWN = "unknown"
    INFEASIBLE = "infeasible"
    UNBOUNDED = "unbounded"
    ERROR = "error"

    @property
    def exit_code(self) -> ExitCode:
        """What ``nl2opt solve`` returns to the shell."""
        return _EXIT_CODES[self]


_EXIT_CODES = {
    Status.OPTIMAL: ExitCode.OPTIMAL,
    Status.FEASIBLE: ExitCode.LIMIT,
    Status.UNKNOWN: ExitCode.LIMIT,
    Status.INFEASIBLE: ExitCode.INFEASIBLE,
    Status.UNBOUNDED: ExitCode.UNBOUNDED,
    Status.ERROR: ExitCode.ENGINE_FAILED,
}


class Limit(StrEnum):
    """Why a solve stopped before a proof."""

    TIME = "time limit"
    INTERRUPT = "interrupted"
    MEMORY = "memory limit"
    ITERATIONS = "iteration limit"


@dataclass(frozen=True, slots=True)
class SolveOptions:
    """How to solve.

    Attributes:
        engine: ``auto`` or the name of an engine.
        time_limit: seconds of wall time; None for no limit.
        gap: relative gap between incumbent and bound at which a solve may stop as optimal.
        threads: worker threads; 0 lets the engine choose.
        seed: seed of the engine's random choices.
        memory_limit: bytes that a worker process may use; None for no limit.
    """

    engine: str = "auto"
    time_limit: float | None = None
    gap: float = 1e-6
    threads: int = 0
    seed: int = 0
    memory_limit: int | None = None


@dataclass(frozen=True, slots=True)
class EngineResult:
    """What an engine returns for a program.

    Attributes:
        x: the incumbent, shape (columns,), or None without one.
        objective: its value in the user's direction, constant included.
        bound: the best proven bound on the objective, in the user's direction.
        row_duals, reduced_costs: for linear programs, shapes (rows,) and (columns,); the change of the objective
            (in the user's direction) for one unit more of the row's right side or of the variable.
        seconds: wall time in the engine.
    """

    status: Status
    engine: str
    x: Floats | None = None
    objective: float | None = None
    bound: float | None = None
    limit: Limit | None = None
    row_duals: Floats | None = None
    reduced_costs: Floats | None = None
    seconds: float = 0.0
    iterations: int = 0
    nodes: int = 0
    message: str = ""


@dataclass(frozen=True, slots=True)
class BlockValues:
    """The values of one variable (or the duals of one constraint): a number for each key."""

    keys: Sequence[Key]
    numbers: Floats

    def __getitem__(self, key: Key) -> float:
        return float(self.numbers[self.keys.index(key)])

    def items(self) -> Iterator[tuple[Key, float]]:
        """Pairs of key and value, in the order of the sets."""
        return zip(self.keys, (float(value) for value in self.numbers), strict=True)

    @property
    def scalar(self) -> bool:
        """Whether the variable has no index."""
        return self.keys == ((),)


@dataclass(frozen=True, slots=True)
class Solution:
    """The answer to a formulation: status, objective, and values by the names of the formulation.

    ``values`` is empty without a solution. ``gap`` is relative to the objective; None unless both numbers exist.
    ``engine_reason`` says in a line why this engine solved; ``warnings`` are what there is to say about the model.
    """

    status: Status
    engine: str
    objective: float | None = None
    bound: float | None = None
    limit: Limit | None = None
    values: Mapping[str, BlockValues] = field(default_factory=dict)
    duals: Mapping[str, BlockValues] = field(default_factory=dict)
    reduced_costs: Mapping[str, BlockValues] = field(default_factory=dict)
    seconds: float = 0.0
    compile_seconds: float = 0.0
    columns: int = 0
    rows: int = 0
    nonzeros: int = 0
    message: str = ""
    engine_reason: str = ""
    warnings: tuple[Diagnostic, ...] = ()

    @property
    def gap(self) -> float | None:
        """Relative distance between objective and bound, 0 when proven optimal."""
        if self.objective is None or self.bound is None:
            return None
        return (
            abs(self.objective - self.bound) / max(1e-10, abs(self.objective)) if self.objective != self.bound else 0.0
        )

    def to_frame(self, name: str | None = None) -> pandas.DataFrame:
        """The values as a table of pandas.

        Args:
            name: a variable: its values in the column ``value``, with one index level for each axis. None: all
                variables, in the columns ``variable``, ``index`` (a tuple of labels) and ``value``.

        Raises:
            MissingExtraError: pandas is not installed.
            KeyError: the solution has no such variable.
        """
        try:
            import pandas
        except ImportError:
            raise MissingExtraError("A solution as a DataFrame", "pandas", "notebook") from None
        if name is None:
            rows = [(variable, key, value) for variable, block in self.values.items() for key, value in block.items()]
            return pandas.DataFrame(rows, columns=["variable", "index", "value"])
        block = self.values[name]
        axes = len(block.keys[0]) if block.keys else 0
        index = (
            pandas.MultiIndex.from_tuples(block.keys) if axes > 1 else [key[0] for key in block.keys] if axes else None
        )
        return pandas.DataFrame({"value": block.numbers}, index=index)
