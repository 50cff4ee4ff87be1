"""Data as a user gives them: ``--data cost=cost.csv`` in a terminal, ``data={"cost": frame}`` in Python."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

from nl2opt.errors import Nl2optError
from nl2opt.formulation.data.files.columns import Columns
from nl2opt.formulation.data.files.json_file import tabular
from nl2opt.formulation.data.files.reading import is_workbook, read_file, split_sheet, workbook_sheets
from nl2opt.formulation.diagnostics import did_you_mean
from nl2opt.formulation.elements import Formulation, TableFile

GivenData: TypeAlias = Mapping[str, object] | Sequence[str | Path] | str | Path | None
"""Values by name, or words such as ``cost=cost.csv`` and paths of files that name what they give in their headings."""


def assigned(formulation: Formulation, given: GivenData) -> dict[str, object]:
    """Values by the name of a set or parameter, ready for :func:`nl2opt.formulation.data.load`.

    A file without a name gives what its parts are named after: every column headed by a parameter's name (with the
    key columns beside it), every sheet of a workbook, every key of a JSON object, or else the one that the file itself
    is named after. ``NAME=FILE`` comes before such a file.

    Args:
        formulation: what declares the names.
        given: ``NAME=FILE``, ``NAME=NUMBER`` or ``FILE``, one or several; or a mapping.

    Raises:
        Nl2optError: a name that is unknown or given twice, or a file that gives nothing.
        FormulationError: a file without a name cannot be read.
    """
    if given is None:
        return {}
    if isinstance(given, Mapping):
        return dict(given)
    words = [given] if isinstance(given, (str, Path)) else list(given)
    tables: dict[str, object] = {}
    files: list[Path] = []
    for word in words:
        name, equals, value = str(word).partition("=")
        name, value = name.strip(), value.strip()
        if isinstance(word, Path) or not equals or not name.isidentifier():
            files.append(Path(str(word)).expanduser())
            continue
        _require_name(formulation, name)
        if not value:
            raise Nl2optError(f"'{word}' gives nothing.", hint=f"Write --data {name}=FILE or --data {name}=NUMBER.")
        if name in tables:
            raise Nl2optError(f"The data give '{name}' twice.", hint="Keep one of them.")
        tables[name] = _number_or_path(value)
    found: dict[str, tuple[object, Path]] = {}
    for file in files:
        for name, part in _parts(formulation, file).items():
            if name in found:
                raise Nl2optError(
                    f"The data give '{name}' twice, in '{found[name][1]}' and in '{file}'.",
                    hint=f"Say which one counts with --data {name}=FILE, or remove one.",
                )
            found[name] = (part, file)
    return {**{name: part for name, (part, _) in found.items()}, **tables}


def absolute(given: GivenData) -> list[str]:
    """The words with absolute paths, so that they mean the same in any working directory.

    Values that are objects of Python, and so cannot be written as words, are left out.
    """
    if given is None:
        return []
    if isinstance(given, Mapping):
        texts = {name: value for name, value in given.items() if isinstance(value, (str, Path, int, float))}
        return [f"{name}={_absolute(str(value))}" for name, value in texts.items()]
    words = [given] if isinstance(given, (str, Path)) else list(given)
    found = []
    for word in map(str, words):
        name, equals, value = word.partition("=")
        named = bool(equals) and name.strip().isidentifier()
        found.append(f"{name.strip()}={_absolute(value.strip())}" if named else _absolute(word))
    return found


def file_hashes(formulation: Formulation, given: GivenData, folder: Path | None) -> dict[str, str]:
    """The SHA-256 of every table file that a formulation and its data name, by absolute path; missing ones left out."""
    words = [
        value if name.isidentifier() else word for word in absolute(given) for name, _, value in [word.partition("=")]
    ]
    values = [item.value for item in formulation.parameters]
    inside = [(folder or Path()) / value.path for value in values if isinstance(value, TableFile)]
    return hashes([*map(Path, words), *inside])


def hashes(paths: Iterable[Path]) -> dict[str, str]:
    """The SHA-256 of files by their absolute paths; what cannot be read is left out."""
    found = {}
    for path in paths:
        file = split_sheet(path)[0].absolute()
        try:
            with file.open("rb") as stream:
                found[str(file)] = hashlib.file_digest(stream, "sha256").hexdigest()
        except OSError:
            continue
    return found


def _absolute(text: str) -> str:
    number = _number_or_path(text)
    return text if isinstance(number, float) else str(Path(text).expanduser().absolute())


def _number_or_path(text: str) -> float | Path:
    path = Path(text).expanduser()
    try:
        return path if path.exists() else float(text)
    except (ValueError, OSError):
        return path


def _require_name(formulation: Formulation, name: str) -> None:
    elements = [*formulation.sets, *formulation.parameters]
    if any(element.name == name for element in elements):
        return
    if any(variable.name == name for variable in formulation.variables):
        raise Nl2optError(
            f"'{name}' is a variable of the formulation, and data are for its sets and parameters.",
            hint="To fix a variable, add a constraint to the formulation.",
        )
    raise Nl2optError(
        f"The formulation has no set or parameter '{name}'.",
        hint=did_you_mean(name, [element.name for element in elements]) or _names(elements),
    )


def _names(elements: Sequence[object]) -> str:
    names = [str(getattr(element, "name", "")) for element in elements]
    return f"It has {', '.join(names[:12])}." if names else "It takes no data."


def _parts(formulation: Formulation, path: Path) -> dict[str, object]:
    """What a file without a name gives.

    Raises:
        Nl2optError: it names no set and no parameter.
    """
    names = {item.name.casefold(): item.name for item in (*formulation.sets, *formulation.parameters)}
    seen: list[str] = []
    found: dict[str, object] = {}
    if is_workbook(path):
        sheets = workbook_sheets(path)
        found = {names[title.casefold()]: Path(f"{path}#{title}") for title in sheets if title.casefold() in names}
        seen += sheets
    content = read_file(path) if not found else None
    if isinstance(content, Mapping):
        found = {names[key.casefold()]: value for key, value in content.items() if key.casefold() in names}
        seen += [str(key) for key in content]
    if not found and content is not None:
        table = tabular(content, str(path), path)
        if isinstance(table, Columns):
            found = _columns(formulation, table)
            seen += [column.heading for column in table.columns]
    if not found and path.stem.casefold() in names:
        found = {names[path.stem.casefold()]: path}
    if not found:
        written = {item.name for item in formulation.sets if item.value is not None}
        written |= {item.name for item in formulation.parameters if item.value is not None}
        declared = [item.name for item in (*formulation.sets, *formulation.parameters)]
        known = sorted(declared, key=lambda name: name not in written)  # what is open stands last, for the hint
        close = [did_you_mean(word, known) for word in seen]
        shown = ", ".join(word for word in seen[:8] if word) + (", ..." if len(seen) > 8 else "")
        raise Nl2optError(
            f"'{path}' names no set or parameter of the formulation" + (f": it has {shown}." if shown else "."),
            hint=next(filter(None, close), "") or f"Say what it gives, as in --data {(known or ['NAME'])[-1]}={path}",
        )
    return found


def _columns(formulation: Formulation, table: Columns) -> dict[str, object]:
    """The parameters among the headings; where there are none, a set with its members."""
    heads = {column.heading.casefold() for column in table.columns}
    found: dict[str, object] = {item.name: table for item in formulation.parameters if item.name.casefold() in heads}
    if not found:
        found = {item.name: table for item in formulation.sets if not item.index and item.name.casefold() in heads}
    return found
