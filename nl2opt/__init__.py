r"""nl2opt: from an optimization problem in plain English to a verified answer.

    >>> import nl2opt
    >>> plan = nl2opt.parse("## Variables\nx <= 4 integer\n## Objective\nmaximize 3*x")
    >>> nl2opt.solve(plan).objective
    12.0

Every name is loaded when it is first used, so that ``import nl2opt`` costs almost nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nl2opt.comparing import sweep, whatif
    from nl2opt.errors import Nl2optError
    from nl2opt.exchange import export, read_model
    from nl2opt.formulation.diagnostics import FormulationError
    from nl2opt.formulation.elements import Formulation
    from nl2opt.formulation.latex import to_latex
    from nl2opt.formulation.text_printer import to_text
    from nl2opt.pipeline.answer import Answer
    from nl2opt.session import Session, check, formulate, parse, solve
    from nl2opt.solvers.result import Solution, SolveOptions, Status

    __version__: str

_HOMES = {
    "Answer": "nl2opt.pipeline.answer",
    "Formulation": "nl2opt.formulation.elements",
    "FormulationError": "nl2opt.formulation.diagnostics",
    "Nl2optError": "nl2opt.errors",
    "Session": "nl2opt.session",
    "Solution": "nl2opt.solvers.result",
    "SolveOptions": "nl2opt.solvers.result",
    "Status": "nl2opt.solvers.result",
    "check": "nl2opt.session",
    "export": "nl2opt.exchange",
    "formulate": "nl2opt.session",
    "parse": "nl2opt.session",
    "read_model": "nl2opt.exchange",
    "solve": "nl2opt.session",
    "sweep": "nl2opt.comparing",
    "to_latex": "nl2opt.formulation.latex",
    "to_text": "nl2opt.formulation.text_printer",
    "whatif": "nl2opt.comparing",
}

__all__ = [
    "Answer",
    "Formulation",
    "FormulationError",
    "Nl2optError",
    "Session",
    "Solution",
    "SolveOptions",
    "Status",
    "__version__",
    "check",
    "export",
    "formulate",
    "parse",
    "read_model",
    "solve",
    "sweep",
    "to_latex",
    "to_text",
    "whatif",
]


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("nl2opt")
    if name not in _HOMES:
        raise AttributeError(f"module 'nl2opt' has no attribute '{name}'")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
