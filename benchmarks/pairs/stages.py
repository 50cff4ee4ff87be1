"""Where the processor time of production goes, stage by stage, measured in the code that jobs run."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from nl2opt.synth import production, verification
from nl2opt.synth.composer import composition

STAGES = ("draw and tell", "print and parse", "check", "solve", "score", "fingerprint", "read back", "other")
"""In the order of a row's life; ``other`` is what production does around them."""

_FUNCTIONS: tuple[tuple[Any, str, str], ...] = (
    (verification, "to_text", "print and parse"),
    (verification, "parse", "print and parse"),
    (verification, "check", "check"),
    (verification, "solved", "solve"),
    (composition, "solved", "solve"),
    (verification, "score", "score"),
    (verification, "fingerprint_of", "fingerprint"),
    (production, "require_inverse", "read back"),
)
"""The names under which production calls its stages. Solves of changed copies belong to the fingerprint."""


class StageClock:
    """Adds up the processor seconds of this process by stage; a stage within another one stops the outer one's clock.

    Attributes:
        seconds: by stage.
    """

    def __init__(self) -> None:
        self.seconds: Counter[str] = Counter()
        self._open = ["other"]
        self._since = time.process_time()

    def _turn(self) -> None:
        now = time.process_time()
        self.seconds[self._open[-1]] += now - self._since
        self._since = now

    def timed(self, stage: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """The function, with its time given to a stage."""

        def run(*args: Any, **named: Any) -> Any:
            self._turn()
            self._open.append(stage)
            try:
                return work(*args, **named)
            finally:
                self._turn()
                self._open.pop()

        return run

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Production is timed as long as this context is open."""
        source_of = production.source_of

        def timed_source(*args: Any) -> Any:
            return _TimedSource(source_of(*args), self)

        patches = [
            patch.object(module, name, self.timed(stage, getattr(module, name))) for module, name, stage in _FUNCTIONS
        ]
        patches.append(patch.object(production, "source_of", timed_source))
        for each in patches:
            each.start()
        self._since = time.process_time()
        try:
            yield
        finally:
            self._turn()
            for each in patches:
                each.stop()


class _TimedSource:
    """A source of candidates with its time given to ``draw and tell``."""

    def __init__(self, source: Any, clock: StageClock) -> None:
        self.candidates = clock.timed("draw and tell", source.candidates)
