"""The sets and parameters of a formulation as Python lists and dictionaries, each after what it is computed from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from nl2opt.formulation.data import Data
from nl2opt.formulation.data.evaluation import Table
from nl2opt.formulation.data.tables import index_space
from nl2opt.formulation.elements import (
    Element,
    Entries,
    Formulation,
    Key,
    Matrix,
    Parameter,
    SetDeclaration,
    TableFile,
)
from nl2opt.formulation.expressions import Name, Node, Range, SetLiteral, Subscript, walk
from nl2opt.solvers.writers.layout import wrapped
from nl2opt.solvers.writers.literals import (
    WIDTH,
    key_code,
    list_code,
    nested_code,
    number_code,
    table_code,
)
from nl2opt.solvers.writers.python_code import PythonCode
from nl2opt.solvers.writers.resolve import Neighbours
from nl2opt.solvers.writers.table_code import csv_lines, csv_path, reads_alike


def given(formulation: Formulation) -> tuple[SetDeclaration | Parameter, ...]:
    """The sets and then the parameters."""
    return *formulation.sets, *formulation.parameters


class DataCode:
    """The lines that define the sets and parameters of a script.

    Args:
        formulation: resolved and in order.
        data: its sets and parameters, read.
        code: prints expressions; is told which parameters are nested and which are whole numbers, and which sets are
            lists.
        tables: what was given from outside, by name.
        folder: where table files are.
        nests: whether a table by two labels becomes a dictionary of dictionaries.
    """

    def __init__(
        self,
        formulation: Formulation,
        data: Data,
        code: PythonCode,
        *,
        tables: Mapping[str, Any] | None = None,
        folder: Path | None = None,
        nests: bool = True,
    ) -> None:
        self.formulation = formulation
        self.data = data
        self.code = code
        self.tables = dict(tables or {})
        self.folder = folder or Path()
        self._alike: dict[str, bool] = {}  # whether the script can read a parameter from its file
        for parameter in formulation.parameters:
            self._describe(parameter, nests)
        for element in formulation.sets:
            if not element.index and not self._is_range(element):
                code.listed.add(element.name)

    def _describe(self, parameter: Parameter, nests: bool) -> None:
        name = parameter.name
        table = self.data.table(name)
        literal = self._is_literal(parameter)
        if literal and nests and self._is_matrix(table):
            self.code.nested.add(name)
        value = parameter.value
        computed = not literal and isinstance(value, Node)
        if literal or (computed and isinstance(value, Node) and self._computes_whole(parameter)):
            known = table.values[~np.isnan(table.values)]
            if bool((known == np.floor(known)).all()):
                self.code.whole.add(name)

    def _computes_whole(self, parameter: Parameter) -> bool:
        value = parameter.value
        return isinstance(value, Node) and self.code.is_whole(value)

    def _is_literal(self, parameter: Parameter) -> bool:
        """Whether the values themselves stand in the script."""
        if self.csv_file(parameter) is not None:
            return False
        value = parameter.value
        return parameter.name in self.tables or value is None or isinstance(value, (Entries, Matrix, TableFile))

    def csv_file(self, parameter: Parameter) -> Path | None:
        """The CSV file that the script reads the parameter from, if there is one."""
        given = self.tables.get(parameter.name, parameter.value)
        path = csv_path(given) if parameter.index else None
        if path is None:
            return None
        if parameter.name not in self._alike:
            self._alike[parameter.name] = reads_alike(parameter, self.data, self._folder_of(parameter) / path)
        return path if self._alike[parameter.name] else None

    def _folder_of(self, parameter: Parameter) -> Path:
        """Where a table's path starts: with the data in the working directory, else beside the formulation."""
        return Path() if parameter.name in self.tables else self.folder

    @staticmethod
    def _is_matrix(table: Table) -> bool:
        axes = table.space.axes
        plain = len(axes) == 2 and all(axis.arity == 1 for axis in axes)
        return plain and table.complete and axes[0].size > 1 and axes[1].size > 1

    # Lines

    def lines(self, neighbours: Sequence[Neighbours] = ()) -> list[str]:
        """The code, without a heading; to be asked for when all else is printed, which may look for members in sets."""
        blocks: dict[str, list[str]] = {}
        moved: dict[str, list[Neighbours]] = {}
        for item in neighbours:
            moved.setdefault(item.base, []).append(item)
        for element in self._in_order(neighbours):
            block = blocks[element.name] = self._element(element)
            for item in moved.get(element.name, ()):
                block += wrapped(self._neighbours(item))
        for name in self.code.looked_up:
            blocks[name] += wrapped(f"{self.code.identifiers.look_up(name)} = set({self.code.identifiers[name]})")
        return [line for block in blocks.values() for line in block]

    def _in_order(self, neighbours: Sequence[Neighbours]) -> Iterator[SetDeclaration | Parameter]:
        """Sets and parameters in the order of the formulation, except that each comes behind what it reads."""
        elements = {element.name: element for element in given(self.formulation)}
        helpers = {item.name: item.base for item in neighbours}
        needs = {}
        for name, element in elements.items():
            found = {helpers.get(word, word) for word in self._words(element)}
            needs[name] = [word for word in elements if word in found and word != name]
        done: set[str] = set()

        def visit(name: str) -> Iterator[SetDeclaration | Parameter]:
            if name not in done:
                done.add(name)
                for other in needs[name]:
                    yield from visit(other)
                yield elements[name]

        for name in elements:
            yield from visit(name)

    def _words(self, element: SetDeclaration | Parameter) -> set[str]:
        """The names that the code of an element reads."""
        roots: list[Node] = []
        value = element.value
        literal = element.name in self.tables or (isinstance(element, Parameter) and self._is_literal(element))
        if not literal:
            roots += element.index
            if isinstance(value, tuple):
                roots += [part for _, part in value]
            elif isinstance(value, Node):
                roots.append(value)
        nodes = [node for root in roots for node in walk(root)]
        words = {node.id for node in nodes if isinstance(node, Name)}
        return words | {node.base for node in nodes if isinstance(node, Subscript)}

    def _element(self, element: SetDeclaration | Parameter) -> list[str]:
        name = self.code.identifiers[element.name]
        used = len(name) + 3
        if isinstance(element, SetDeclaration):
            value = self._indexed(element) if element.index else self._set(element, used)
        else:
            path = self.csv_file(element)
            if path is not None:
                return [*_comment(element), *csv_lines(element, self.data, self.code, path, self._folder_of(element))]
            value = self._parameter(element, used)
        return noted(element, [f"{name} = {value}"] if "\n" in value else wrapped(f"{name} = {value}"))

    def _is_range(self, element: SetDeclaration) -> bool:
        """Whether a set is a range in the script, too."""
        return element.name not in self.tables and isinstance(element.value, Range)

    def _set(self, element: SetDeclaration, used: int) -> str:
        value = element.value
        if self._is_range(element) and isinstance(value, Range):
            return self.code.set_code(value)
        if element.name not in self.tables and isinstance(value, Node) and not isinstance(value, SetLiteral):
            text = self.code.set_code(value)
            return f"list({text})" if isinstance(value, Name) else text
        return list_code(self.data.set(element.name).tuples(), used)

    def _indexed(self, element: SetDeclaration) -> str:
        value = element.value
        indexed = self.data.indexed_set(element.name)
        if isinstance(value, Node) and element.name not in self.tables:
            keys = [target for generator in element.index for target in generator.targets]
            key = keys[0] if len(keys) == 1 else f"({', '.join(keys)})"
            return f"{{{key}: {self.code.set_code(value)}{self.code.over(element.index)}}}"
        members: dict[Key, list[Key]] = {key: [] for key in self._holders(element)}
        for row in indexed.relation.tuples():
            members.setdefault(row[: indexed.key_arity], []).append(row[indexed.key_arity :])
        lines = [
            f"    {key_code(key)}: {_in_line(listed, len(key_code(key)) + 7)},\n" for key, listed in members.items()
        ]
        return "{\n" + "".join(lines) + "}"

    def _holders(self, element: SetDeclaration) -> Iterable[Key]:
        return index_space(element.index, self.data.evaluator)[0].keys()

    def _parameter(self, element: Parameter, used: int) -> str:
        table = self.data.table(element.name)
        if not self._is_literal(element):
            assert isinstance(element.value, Node)
            body = self.code.operand(element.value)
            if not element.index:
                return body
            keys = [target for generator in element.index for target in generator.targets]
            key = keys[0] if len(keys) == 1 else f"({', '.join(keys)})"
            return f"{{{key}: {body}{self.code.over(element.index)}}}"
        if not table.space.axes:
            return number_code(float(table.values))
        values = table.values.ravel().tolist()
        items = {key: value for key, value in zip(table.space.keys(), values, strict=True) if value == value}
        return nested_code(items, used) if element.name in self.code.nested else table_code(items, used)

    def _neighbours(self, item: Neighbours) -> str:
        base = self.code.identifiers[item.base]
        first, second = f"{base}[{abs(item.step)}:]", base
        if item.step > 0:
            first, second = second, first
        return f"{self.code.identifiers[item.name]} = dict(zip({first}, {second}))"


def _in_line(members: Sequence[Key], used: int) -> str:
    text = list_code(members, used)
    return text.replace("\n", "\n    ").replace("  # fmt: skip", "")


def noted(element: Element, lines: list[str]) -> list[str]:
    """The lines of an element with its note: behind a single line where it fits, else above."""
    if not element.note:
        return lines
    if len(lines) == 1 and "\n" not in lines[0] and len(lines[0]) + len(element.note) + 4 <= WIDTH:
        return [f"{lines[0]}  # {element.note}"]
    return [*_comment(element), *lines]


def _comment(element: Element) -> list[str]:
    return [f"# {element.note}"] if element.note else []
