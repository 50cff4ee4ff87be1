"""Where the values of sets and parameters come from: the formulation, files, and objects of other libraries."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from nl2opt.formulation.data.faults import fault
from nl2opt.formulation.data.files.arrow import from_arrow
from nl2opt.formulation.data.files.columns import Columns
from nl2opt.formulation.data.files.frames import counts_up, from_frame, is_frame
from nl2opt.formulation.data.files.json_file import tabular
from nl2opt.formulation.data.files.reading import read_file
from nl2opt.formulation.data.keyed import Keyed, flattened, from_items
from nl2opt.formulation.diagnostics import FormulationError
from nl2opt.formulation.elements import Element, Entries, Matrix, Parameter, SetDeclaration, TableFile
from nl2opt.formulation.expressions import Expression


class Sources:
    """Values by the name of a set or parameter; each file is read once.

    Args:
        tables: what is given beside the formulation; paths in it start in the working directory.
        folder: where the paths of tables in the formulation start.
    """

    def __init__(self, tables: Mapping[str, object], folder: Path) -> None:
        self.tables = dict(tables)
        self._folder = folder
        self._files: dict[Path, object] = {}
        self._values: dict[str, object] = {}
        self._entries: dict[str, tuple[object, int, Keyed | None]] = {}

    def given(self, name: str) -> bool:
        """Whether there is a value beside the formulation."""
        return name in self.tables

    def of_set(self, declaration: SetDeclaration) -> object:
        """The value that is given for a set: columns, or lists and dictionaries.

        Raises:
            FormulationError: its file cannot be read.
            MissingExtraError: a package is needed for it that is not installed.
        """
        value = self.tables[declaration.name]
        if isinstance(value, (str, Path)):
            value = self._file(declaration, Path(value).expanduser(), "A path with the data starts here: ./")
        if is_frame(value) and getattr(value, "ndim", 1) == 2:
            value = from_frame(value, f"the data frame '{declaration.name}'", declaration.name)
        elif not is_frame(value) and hasattr(value, "__arrow_c_stream__"):
            value = from_arrow(value, f"the table '{declaration.name}'")
        return value

    def of_parameter(
        self, parameter: Parameter
    ) -> Columns | Entries | Matrix | Expression | Mapping[object, object] | object:
        """The value of a parameter, given or written: columns, a dictionary, lists, numbers, or an expression.

        Raises:
            FormulationError: its file cannot be read.
            MissingExtraError: a package is needed for it that is not installed.
        """
        if parameter.name not in self._values:
            self._values[parameter.name] = self._of_parameter(parameter)
        return self._values[parameter.name]

    def _of_parameter(self, parameter: Parameter) -> object:
        name = parameter.name
        value = self.tables.get(name, parameter.value)
        file = ""
        if isinstance(value, TableFile):
            file = str(self._folder / value.path)
            value = self._file(parameter, Path(file), "A table's path starts in the folder of the formulation.")
        elif isinstance(value, (str, Path)):
            file = str(value)
            value = self._file(parameter, Path(value).expanduser(), "The path starts in the working directory.")
        if is_frame(value):
            if value.ndim == 1 and counts_up(value.index) and parameter.index:  # type: ignore[attr-defined]
                return np.asarray(value)
            kind = "data frame" if value.ndim == 2 else "series"  # type: ignore[attr-defined]
            return from_frame(value, f"the {kind} '{name}'", name)
        if hasattr(value, "__arrow_c_stream__") or type(value).__module__.startswith("pyarrow"):
            return from_arrow(value, f"the table '{name}'")
        if isinstance(value, np.ndarray) and value.ndim == 0:
            return value.item()
        if isinstance(value, (Mapping, list)):
            return tabular(value, file or f"the data '{name}'")
        return value

    def entries(self, parameter: Parameter, mapping: Mapping[object, object], arity: int) -> Keyed | None:
        """The entries of a parameter that is given as a dictionary; None when its keys have not ``arity`` labels."""
        known = self._entries.get(parameter.name)
        if known is None or known[0] is not mapping or known[1] != arity:
            found = flattened(mapping, arity)
            made = None if found is None else from_items(*found, arity, self.file_name(parameter))
            known = self._entries[parameter.name] = (mapping, arity, made)
        return known[2]

    def file_name(self, parameter: Parameter) -> str:
        """The name of the file that a parameter is read from; empty when it is none."""
        value = self.tables.get(parameter.name, parameter.value)
        if isinstance(value, TableFile):
            return str(self._folder / value.path)
        return str(value) if isinstance(value, (str, Path)) else ""

    def _file(self, element: Element, path: Path, hint: str) -> object:
        if path not in self._files:
            try:
                self._files[path] = read_file(path, hint)
            except FormulationError as error:
                raise about(error, element) from None
        return self._files[path]


def about(error: FormulationError, element: Element) -> FormulationError:
    """The same findings, about an element: its name and its place in the formulation."""
    return FormulationError(
        [
            item
            for found in error.diagnostics
            for item in fault(
                found.code, found.message, hint=found.hint, where=element.where, element=element.name
            ).diagnostics
        ]
    )
