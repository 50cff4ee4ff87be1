"""Strict reading of a YAML file: every key is known, every value has its type, and a fault names its line."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

from nl2opt.errors import MissingExtraError, Nl2optError
from nl2opt.formulation.diagnostics import did_you_mean

SHARES_TOLERANCE = 1e-6
"""How far a sum of shares may be from 1; 0.33 three times is a mistake that should be seen."""


def read_section(path: Path, title: str, known: Sequence[str]) -> Section:
    """The mapping that a YAML file holds.

    Args:
        path: the file.
        title: what it is, for messages: ``job``.
        known: the keys that it may have.

    Raises:
        Nl2optError: the file cannot be read, is no YAML or no mapping, or has an unknown or repeated key.
        MissingExtraError: PyYAML is not installed.
    """
    try:
        import yaml
    except ImportError:
        raise MissingExtraError("Reading a job file", "pyyaml", "synth") from None
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise Nl2optError(f"The {title} '{path}' cannot be read: {error.strerror}.", hint="Check its name.") from None
    except UnicodeDecodeError:
        raise Nl2optError(f"The {title} '{path}' is not UTF-8.", hint="Save it as UTF-8 text.") from None
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{path}:{mark.line + 1}:{mark.column + 1}" if mark else str(path)
        what = getattr(error, "problem", None) or "it holds a character that YAML does not allow"
        raise Nl2optError(
            f"The file is no YAML: {what}.", where=where, hint="Write 'key: value' on each line."
        ) from None
    if node is None:
        raise Nl2optError(f"The {title} is empty.", where=str(path), hint=f"It has keys such as '{known[0]}'.")
    return Section(path, title, node, known)


class Section:
    """A mapping whose values are taken by key.

    Args:
        path: of the file, for messages.
        title: what it is, for messages.
        node: as PyYAML composed it.
        known: the keys that it may have.

    Raises:
        Nl2optError: it is no mapping, or has an unknown or repeated key.
    """

    def __init__(self, path: Path, title: str, node: Any, known: Iterable[str]) -> None:
        self._path = path
        self._title = title
        self._node = node
        self._values: dict[str, Any] = {}
        self._keys: dict[str, Any] = {}
        self._read(sorted(known))

    def _read(self, known: Sequence[str]) -> None:
        import yaml

        if not isinstance(self._node, yaml.MappingNode):
            self.refuse(self._node, f"The {self._title} has no keys.", "Write 'key: value' on each line.")
        for key, value in self._node.value:
            if not isinstance(key, yaml.ScalarNode):
                self.refuse(key, f"A key of the {self._title} is no word.", "Write 'key: value' on each line.")
            name = key.value
            if name in self._keys:
                line = self._keys[name].start_mark.line + 1
                self.refuse(key, f"The key '{name}' stands twice, the first time in line {line}.", "Keep one of them.")
            if name not in known:
                guess = did_you_mean(name, known)
                self.refuse(
                    key, f"The {self._title} has no key '{name}'.", guess or f"The keys are: {', '.join(known)}."
                )
            self._keys[name], self._values[name] = key, value

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def fault(self, key: str, what: str, hint: str) -> NoReturn:
        """Refuse the value of a key; the place is that of the value, or of the whole where the key is missing.

        Raises:
            Nl2optError: always.
        """
        self.refuse(self._values.get(key, self._node), what, hint)

    def refuse(self, node: Any, what: str, hint: str) -> NoReturn:
        """Refuse a part of the file.

        Raises:
            Nl2optError: always.
        """
        mark = node.start_mark
        raise Nl2optError(what, where=f"{self._path}:{mark.line + 1}:{mark.column + 1}", hint=hint)

    def whole(self, key: str, default: int, least: int, most: int) -> int:
        """A whole number between two ends."""
        if key not in self:
            return default
        value = self._plain(key)
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            self.fault(key, f"'{key}' is {_shown(value)}.", f"Give a whole number from {least} to {most}.")
        return value

    def number(self, key: str, default: float, least: float, most: float) -> float:
        """A number between two ends."""
        return self._in_range(key, self._values[key], least, most) if key in self else default

    def text(self, key: str, default: str) -> str:
        """A word or a line, not empty."""
        if key not in self:
            return default
        value = self._plain(key)
        if not isinstance(value, str) or not value.strip():
            self.fault(key, f"'{key}' is {_shown(value)}.", "Give a word; in quotes if it looks like a number.")
        return value.strip()

    def optional_text(self, key: str) -> str | None:
        """A word or a line; None where the key is missing."""
        return self.text(key, "") if key in self else None

    def choice(self, key: str, default: str, choices: Iterable[str]) -> str:
        """One of several words."""
        value = self.text(key, default)
        self._require_known(self._values.get(key, self._node), f"'{key}'", value, tuple(choices))
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of words, in their order."""
        return tuple(self._word(key, node) for node in self._items(key))

    def choices(self, key: str, choices: Iterable[str], *, one: str) -> tuple[str, ...]:
        """A list of different known words; ``one`` says what each of them is."""
        known = tuple(choices)
        found: list[str] = []
        nodes = self._items(key)
        for node in nodes:
            word = self._word(key, node)
            self._require_known(node, one, word, known)
            if word in found:
                self.refuse(node, f"'{word}' stands twice in '{key}'.", "Name each one once.")
            found.append(word)
        if not found:
            self.fault(key, f"'{key}' is an empty list.", f"Name at least one {one}.")
        return tuple(found)

    def is_list(self, key: str) -> bool:
        """Whether the value of a key is a list."""
        return bool(self._values[key].id == "sequence")

    def is_mapping(self, key: str) -> bool:
        """Whether the value of a key is a mapping."""
        return bool(self._values[key].id == "mapping")

    def shares(self, key: str, choices: Sequence[str], default: Mapping[str, float]) -> dict[str, float]:
        """Shares by word that add up to 1; words that are not named have 0."""
        if key not in self:
            return {choice: default.get(choice, 0.0) for choice in choices}
        section = self.section(key, choices)
        found = {choice: section.number(choice, 0.0, 0.0, 1.0) for choice in choices}
        total = math.fsum(found.values())
        if abs(total - 1) > SHARES_TOLERANCE:
            self.fault(key, f"The shares of '{key}' add up to {total:.6g}.", "They must add up to 1.")
        return found

    def wholes(self, key: str, choices: Sequence[str], most: int) -> dict[str, int]:
        """Whole numbers by word; words that are not named have 0."""
        section = self.section(key, choices)
        return {choice: section.whole(choice, 0, 0, most) for choice in choices}

    def section(self, key: str, known: Iterable[str]) -> Section:
        """A mapping inside this one."""
        return Section(self._path, f"key '{key}'", self._values[key], known)

    def _plain(self, key: str) -> Any:
        return self._scalar(key, self._values[key])

    def _scalar(self, key: str, node: Any) -> Any:
        import yaml

        if not isinstance(node, yaml.ScalarNode):
            kind = "list" if isinstance(node, yaml.SequenceNode) else "mapping"
            self.refuse(node, f"'{key}' is a {kind}.", "Give a single value.")
        loader = yaml.SafeLoader("")
        try:
            return loader.construct_object(node)
        except (yaml.YAMLError, ValueError):
            self.refuse(node, f"'{key}' has a value that cannot be read: {node.value!r}.", "Write it plainly.")
        finally:
            loader.dispose()

    def _in_range(self, key: str, node: Any, least: float, most: float) -> float:
        value = self._scalar(key, node)
        number = isinstance(value, int | float) and not isinstance(value, bool)
        if not number or not least <= value <= most:
            self.refuse(node, f"'{key}' is {_shown(value)}.", f"Give a number from {least:g} to {most:g}.")
        return float(value)

    def _items(self, key: str) -> Sequence[Any]:
        node = self._values[key]
        if node.id != "sequence":
            self.fault(key, f"'{key}' is no list.", "Write [one, two], or one entry on each line behind '- '.")
        found: Sequence[Any] = node.value
        return found

    def _word(self, key: str, node: Any) -> str:
        value = self._scalar(key, node)
        if not isinstance(value, str) or not value:
            self.refuse(node, f"An entry of '{key}' is {_shown(value)}.", "Each entry is a word.")
        return value

    def _require_known(self, node: Any, one: str, word: str, known: Sequence[str]) -> None:
        if word not in known:
            shown = ", ".join(known[:12]) + (", ..." if len(known) > 12 else "")
            self.refuse(node, f"There is no {one} '{word}'.", did_you_mean(word, known) or f"There are: {shown}.")


def _shown(value: Any) -> str:
    return "empty" if value is None or value == "" else repr(value)
