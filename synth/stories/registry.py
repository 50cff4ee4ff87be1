"""The stories by name; every file of this folder that holds ``STORIES`` is read, and nothing else lists them."""

from __future__ import annotations

import functools
import re
from importlib import import_module
from pathlib import Path

from nl2opt.errors import Nl2optError
from nl2opt.formulation.diagnostics import did_you_mean
from nl2opt.synth.stories.story import Story

_DEFINITION = re.compile(r"^STORIES\b.*=", re.MULTILINE)


@functools.cache
def _by_name() -> dict[str, Story]:
    files = sorted(Path(__file__).parent.glob("*.py"))
    domains = [file.stem for file in files if _DEFINITION.search(file.read_text(encoding="utf-8"))]
    found = [story for domain in domains for story in import_module(f"nl2opt.synth.stories.{domain}").STORIES]
    return {story.name: story for story in sorted(found, key=lambda story: str(story.name))}


def names() -> tuple[str, ...]:
    """The name of every story, sorted."""
    return tuple(_by_name())


def story(name: str) -> Story:
    """The story of that name.

    Raises:
        Nl2optError: there is none.
    """
    if name not in _by_name():
        raise Nl2optError(
            f"There is no story '{name}'.", hint=did_you_mean(name, names()) or f"Stories are: {', '.join(names())}."
        )
    return _by_name()[name]


def all_stories() -> tuple[Story, ...]:
    """All stories, sorted by name."""
    return tuple(_by_name().values())
