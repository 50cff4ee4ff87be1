"""Every error that a user of nl2opt can see.

An error says what is wrong, where, and what to do next, and whether trying again can help. The text of the
exception is two short paragraphs, as JuMP prints its own: the fault, then the remedy.
"""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """What a process of ``nl2opt`` returns; one meaning each, so that a shell script can branch on it."""

    OPTIMAL = 0
    USER_ERROR = 1
    LIMIT = 2
    INFEASIBLE = 3
    UNBOUNDED = 4
    NO_FORMULATION = 5
    ENGINE_FAILED = 6
    INTERRUPTED = 130


class Nl2optError(Exception):
    """The base of all errors that are meant for a person.

    Args:
        what: one sentence, what is wrong.
        hint: one sentence, what to do next; empty when nothing can be advised.
        where: the place in the user's input, already in words (``plan.5e:4:12``), or empty.
        retryable: whether the same call may succeed later (a server that was busy, say).
    """

    exit_code: ExitCode = ExitCode.USER_ERROR

    def __init__(self, what: str, *, hint: str = "", where: str = "", retryable: bool = False) -> None:
        super().__init__(what)
        self.what = what
        self.hint = hint
        self.where = where
        self.retryable = retryable

    def __str__(self) -> str:
        first = f"{self.where}: {self.what}" if self.where else self.what
        return f"{first}\n\n{self.hint}" if self.hint else first


class MissingExtraError(Nl2optError):
    """A feature needs a package that is not installed; the hint is the exact command."""

    def __init__(self, feature: str, package: str, extra: str) -> None:
        super().__init__(
            f"{feature} needs the package '{package}', which is not installed.",
            hint=f"Run: pip install 'nl2opt[{extra}]'",
        )


class ModelError(Nl2optError):
    """The language model could not be loaded, reached or made to answer."""

    exit_code = ExitCode.NO_FORMULATION


class ModelFileError(ModelError):
    """The file of a language model is missing, truncated or not the one that its hash promises."""

    exit_code = ExitCode.USER_ERROR


class NoFormulationError(Nl2optError):
    """The text did not lead to a formulation, after every repair that was allowed."""

    exit_code = ExitCode.NO_FORMULATION


class EngineError(Nl2optError):
    """A solver refused the model, died, or returned something that it should not."""

    exit_code = ExitCode.ENGINE_FAILED
