"""Data as Python literals, laid out for people: in a line where they fit, else as rows of a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nl2opt.formulation.elements import Key
from nl2opt.formulation.expressions import Label

WIDTH = 100
"""Lines are wrapped at this column."""

ONE_A_LINE = 12
"""So many entries may have a line each; more are set in rows, which formatters leave alone (``# fmt: skip``)."""

KEPT = "  # fmt: skip"


def number_code(value: int | float) -> str:
    """A finite number; whole floats without ``.0``, as people write data."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    return repr(value)


def string_code(text: str) -> str:
    """A Python string literal, in double quotes as formatters print it unless single ones save backslashes."""
    plain = repr(text)
    if plain.startswith('"') or '"' in text:
        if "'" in text and '"' in text and text.count('"') <= text.count("'"):
            return '"' + plain[1:-1].replace("\\'", "'").replace('"', '\\"') + '"'
        return plain
    return f'"{plain[1:-1]}"'


def label_code(label: Label) -> str:
    """A member of a set: a word in quotes, or a whole number."""
    return str(label) if isinstance(label, int) else string_code(label)


def key_code(key: Key) -> str:
    """A key of a dictionary, or a member of a set: a label, or a tuple of labels."""
    return label_code(key[0]) if len(key) == 1 else f"({', '.join(map(label_code, key))})"


def list_code(members: Sequence[Key], used: int = 0) -> str:
    """A list of members.

    Args:
        members: each a tuple of its labels.
        used: how many columns of the first line are taken (``PLANTS = ``).
    """
    return _bracketed(
        ("[", "]"), [(member[0] if len(member) > 1 else "", key_code(member)) for member in members], used
    )


def table_code(items: Mapping[Key, int | float], used: int = 0) -> str:
    """A dictionary from labels, or tuples of labels, to numbers."""
    pairs = [(key[0] if len(key) > 1 else "", f"{key_code(key)}: {number_code(value)}") for key, value in items.items()]
    return _bracketed(("{", "}"), pairs, used)


def nested_code(items: Mapping[Key, int | float], used: int = 0) -> str:
    """A dictionary of dictionaries, one row for each first label; every key has two labels."""
    rows: dict[Label, list[str]] = {}
    for (first, second), value in items.items():
        rows.setdefault(first, []).append(f"{label_code(second)}: {number_code(value)}")
    lines = [f"{label_code(first)}: {{{', '.join(pairs)}}}" for first, pairs in rows.items()]
    flat = f"{{{', '.join(lines)}}}"
    if len(rows) == 1 and used + len(flat) <= WIDTH:
        return flat
    if all(len(line) + 5 <= WIDTH for line in lines):
        return "{\n" + "".join(f"    {line},\n" for line in lines) + "}"
    text = "{\n"
    for first, pairs in rows.items():
        text += f"    {label_code(first)}: {{\n" + _filled([("", pair) for pair in pairs], 8) + "    },\n"
    return f"{text}}}{KEPT}"


def _bracketed(brackets: tuple[str, str], parts: Sequence[tuple[Label, str]], used: int) -> str:
    """Parts, each with the row that it belongs to, between brackets."""
    opening, closing = brackets
    flat = f"{opening}{', '.join(part for _, part in parts)}{closing}"
    if used + len(flat) <= WIDTH:
        return flat
    if len(parts) <= ONE_A_LINE:
        return f"{opening}\n" + "".join(f"    {part},\n" for _, part in parts) + closing
    return f"{opening}\n{_filled(parts, 4)}{closing}{KEPT}"


def _filled(parts: Sequence[tuple[Label, str]], indent: int) -> str:
    """Lines as full as they can be; another row begins another line."""
    lines: list[str] = []
    row: Label | None = None
    for group, part in parts:
        if lines and group == row and len(lines[-1]) + len(part) + 2 <= WIDTH:
            lines[-1] += f" {part},"
        else:
            lines.append(" " * indent + f"{part},")
        row = group
    return "".join(f"{line}\n" for line in lines)
