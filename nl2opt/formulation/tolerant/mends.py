"""What the tolerant reader changed: never silently, always as a sentence."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Mend:
    """One change to what a model wrote.

    Attributes:
        code: a stable word, such as ``percent``.
        message: a sentence with the text before and after.
        assumption: whether the change adds meaning that the text did not state (a sign, an integrality), rather than
            only correcting notation.
    """

    code: str
    message: str
    assumption: bool = False


@dataclass(slots=True)
class Notebook:
    """Collects mends while a draft is read; the same notation is reported once, with its first example."""

    mends: list[Mend] = field(default_factory=list)
    _seen: set[str] = field(default_factory=set)

    def note(self, code: str, before: str, after: str) -> None:
        """Record that ``before`` was read as ``after``."""
        if code not in self._seen:
            self._seen.add(code)
            self.mends.append(Mend(code, f"read '{before.strip()}' as '{after.strip()}'"))

    def say(self, code: str, message: str, *, assumption: bool = False) -> None:
        """Record a change in a sentence of its own."""
        mend = Mend(code, message, assumption)
        if mend not in self.mends:
            self.mends.append(mend)
