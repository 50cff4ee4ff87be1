"""Training examples: a chat and the answer to learn, read from JSON lines or Parquet in any of three layouts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nl2opt.errors import MissingExtraError, Nl2optError
from nl2opt.llm.hashes import file_hash
from nl2opt.llm.protocol import Message

LAYOUTS = "'messages', 'prompt' and 'completion', or 'text' and 'formulation'"


@dataclass(frozen=True, slots=True)
class TrainingExample:
    """A chat that ends with the user, and the answer.

    Attributes:
        messages: what the model is given.
        answer: what it is to write; the loss is taken here alone.
        place: file and line or row, for messages.
        desirable: the verdict on the answer, where the row has one (``label``).
    """

    messages: tuple[Message, ...]
    answer: str
    place: str
    desirable: bool | None = None


@dataclass(frozen=True, slots=True)
class TrainingData:
    """The examples of some files.

    Attributes:
        examples: in the order of the files.
        hashes: of each file, by its name.
        empty: places whose question or answer is empty; they are not among the examples.
    """

    examples: tuple[TrainingExample, ...]
    hashes: Mapping[str, str]
    empty: tuple[str, ...] = ()


def read_examples(sources: Sequence[Path]) -> TrainingData:
    """Read files, or folders that ``nl2opt synth run`` has written.

    Rows have ``messages`` (chats, as ``nl2opt synth tasks`` writes them), ``prompt`` and ``completion`` (texts or lists
    of messages), or ``text`` and ``formulation`` (the rows of a dataset).

    Raises:
        Nl2optError: a file is missing, is neither JSON lines nor Parquet, has another layout, or nothing is left.
    """
    examples: list[TrainingExample] = []
    empty: list[str] = []
    hashes: dict[str, str] = {}
    for path in _files(sources):
        hashes[path.name] = file_hash(path)
        for place, row in _rows(path):
            example = _example(place, row)
            if example.answer.strip() and any(message.content.strip() for message in example.messages):
                examples.append(example)
            else:
                empty.append(place)
    if not examples:
        raise Nl2optError(
            f"There is no example to train on in {', '.join(str(source) for source in sources)}.",
            hint=f"Rows need {LAYOUTS}.",
        )
    return TrainingData(tuple(examples), hashes, tuple(empty))


def _files(sources: Sequence[Path]) -> list[Path]:
    files: list[Path] = []
    for source in sources:
        if source.is_dir():
            found = sorted(source.rglob("*.parquet"))
            if not found:
                raise Nl2optError(f"The folder '{source}' has no Parquet files.", hint="Name a folder of a dataset.")
            files += found
        elif source.is_file():
            files.append(source)
        else:
            raise Nl2optError(f"'{source}' does not exist.", hint="Name a file of JSON lines or Parquet, or a folder.")
    return files


def _rows(path: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if path.suffix == ".parquet":
        yield from _parquet_rows(path)
        return
    if path.suffix not in (".jsonl", ".json"):
        raise Nl2optError(f"'{path}' is neither JSON lines nor Parquet.", hint="Name a .jsonl or .parquet file.")
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError:
        raise Nl2optError(f"'{path}' is not UTF-8 text.", hint="Save it as UTF-8.") from None
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        place = f"{path.name}:{number}"
        try:
            row = json.loads(line)
        except ValueError as error:
            raise Nl2optError(f"The line is not JSON: {error}.", where=place, hint="Write one object a line.") from None
        if not isinstance(row, dict):
            raise Nl2optError("The line is not a JSON object.", where=place, hint=f"Rows need {LAYOUTS}.")
        yield place, row


def _parquet_rows(path: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    try:
        from pyarrow import ArrowException, parquet
    except ImportError:
        raise MissingExtraError("Reading Parquet files", "pyarrow", "tables") from None
    try:
        table = parquet.read_table(path)
    except (ArrowException, OSError) as error:
        raise Nl2optError(f"'{path}' cannot be read as Parquet: {error}.", hint="Write the file again.") from None
    for number, row in enumerate(table.to_pylist(), start=1):
        yield f"{path.name}, row {number}", row


def _example(place: str, row: Mapping[str, Any]) -> TrainingExample:
    if "messages" in row:
        messages = _messages(place, row["messages"])
        if len(messages) < 2 or messages[-1].role != "assistant":
            raise Nl2optError(
                "'messages' does not end with an answer.", where=place, hint="The last one needs the role 'assistant'."
            )
        return TrainingExample(messages[:-1], messages[-1].content, place)
    if "prompt" in row and "completion" in row:
        prompt, completion = row["prompt"], row["completion"]
        messages = (Message("user", prompt),) if isinstance(prompt, str) else _messages(place, prompt)
        answer = completion if isinstance(completion, str) else _messages(place, completion)[-1].content
        label = row.get("label")
        if label is not None and not isinstance(label, bool):
            raise Nl2optError(f"'label' is {label!r}.", where=place, hint="It is true for right answers, else false.")
        return TrainingExample(messages, answer, place, label)
    if "text" in row and "formulation" in row:
        return TrainingExample(
            (Message("user", _text(place, row, "text")),), _text(place, row, "formulation").strip(), place
        )
    columns = ", ".join(f"'{name}'" for name in row) or "nothing"
    raise Nl2optError(f"The row has {columns}.", where=place, hint=f"Rows need {LAYOUTS}.")


def _messages(place: str, value: Any) -> tuple[Message, ...]:
    fits = isinstance(value, list) and all(
        isinstance(each, dict) and isinstance(each.get("role"), str) and isinstance(each.get("content"), str)
        for each in value
    )
    if not fits or not value:
        raise Nl2optError(
            "A chat must be a list of objects with 'role' and 'content'.",
            where=place,
            hint='For example [{"role": "user", "content": "..."}, {"role": "assistant", "content": "..."}].',
        )
    return tuple(Message(each["role"], each["content"]) for each in value)


def _text(place: str, row: Mapping[str, Any], column: str) -> str:
    value = row[column]
    if not isinstance(value, str):
        raise Nl2optError(f"'{column}' is {value!r} instead of a text.", where=place, hint=f"Rows need {LAYOUTS}.")
    return value
