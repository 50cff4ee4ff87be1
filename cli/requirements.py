"""The packages that nl2opt declares, against those that are installed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version

_REQUIREMENT = re.compile(
    r"(?P<name>[A-Za-z0-9._-]+)\s*(?P<bounds>[^;\[\]]*)(;.*extra == ['\"](?P<extra>[\w-]+)['\"])?"
)


@dataclass(frozen=True, slots=True)
class Requirement:
    """One declared package.

    Attributes:
        bounds: comma-separated, such as ``<3,>=2.0``.
        extra: the extra that asks for it, empty for the core.
        installed: its version, or None.
    """

    name: str
    bounds: str
    extra: str
    installed: str | None

    @property
    def satisfied(self) -> bool:
        """Whether it is installed at a version within the bounds."""
        return self.installed is not None and within(self.installed, self.bounds)

    @property
    def fix(self) -> str:
        """The exact command that installs it."""
        return f"pip install '{self.name}{self.bounds}'"


def declared(distribution: str = "nl2opt") -> Iterator[Requirement]:
    """Every requirement of the core and of the extras; extras that only name other extras are left out."""
    for line in requires(distribution) or ():
        match = _REQUIREMENT.match(line)
        if match is None or match["name"] == distribution:
            continue
        try:
            installed = version(match["name"])
        except PackageNotFoundError:
            installed = None
        yield Requirement(match["name"], match["bounds"].strip(), match["extra"] or "", installed)


def within(found: str, bounds: str) -> bool:
    """Whether a version lies within bounds made of ``>=``, ``<`` and ``==``, by its release numbers alone.

    >>> within("2.4.6", "<3,>=2.0"), within("3.0", "<3,>=2.0"), within("1.15.1", "==1.15.1")
    (True, False, True)
    """
    release = _release(found)
    for bound in filter(None, (part.strip() for part in bounds.split(","))):
        operator, wanted = bound[:2].rstrip("0123456789"), _release(bound)
        width = max(len(release), len(wanted))
        left, right = (numbers + (0,) * (width - len(numbers)) for numbers in (release, wanted))
        if not {">=": left >= right, "<": left < right, "==": left == right, "<=": left <= right}[operator]:
            return False
    return True


def _release(text: str) -> tuple[int, ...]:
    match = re.search(r"\d+(\.\d+)*", text)
    return tuple(map(int, match.group().split("."))) if match else ()
