"""Reads the data of a formulation: what its sets hold and what its parameters are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from nl2opt.formulation.data.domains import Relation
from nl2opt.formulation.data.evaluation import Evaluator, Table
from nl2opt.formulation.data.faults import fault, shallow
from nl2opt.formulation.data.files.columns import Columns
from nl2opt.formulation.data.generators import IndexedSet
from nl2opt.formulation.data.grid import Space
from nl2opt.formulation.data.layouts import arranged
from nl2opt.formulation.data.members import arity_of, members_from_tables, slots_of
from nl2opt.formulation.data.outside import indexed_set_from_outside, set_from_outside
from nl2opt.formulation.data.sets import indexed_value, set_value
from nl2opt.formulation.data.sources import Sources, about
from nl2opt.formulation.data.tables import (
    computed,
    filled,
    from_entries,
    from_mapping,
    from_matrix,
    from_nested,
    index_space,
)
from nl2opt.formulation.diagnostics import Diagnostic, FormulationError, did_you_mean
from nl2opt.formulation.elements import (
    Element,
    Entries,
    Formulation,
    Matrix,
    Parameter,
    SetDeclaration,
    Variable,
)
from nl2opt.formulation.expressions import Generator, Label, Name, Quoted, SetLiteral, walk


class Data:
    """The sets and parameters of a formulation as arrays, read when they are first asked for.

    ``evaluator`` computes expressions over them. :func:`load` makes one with everything read and checked.
    """

    def __init__(
        self, formulation: Formulation, tables: Mapping[str, object] | None = None, folder: Path | None = None
    ) -> None:
        self.formulation = formulation
        self.evaluator = Evaluator(self)
        self._sources = Sources(tables or {}, folder or Path())
        self._declared = formulation.declarations()
        self._sets: dict[str, Relation] = {}
        self._indexed: dict[str, IndexedSet] = {}
        self._parameters: dict[str, Table] = {}
        self._origins: dict[str, str] = {}  # the tables whose keys are the members of a set
        self._reading: list[str] = []
        self._words = self._find_words()

    # What the evaluator asks

    def kind(self, name: str) -> str:
        """``set``, ``indexed set``, ``parameter``, ``variable``, or empty for an unknown name."""
        declared = self._declared.get(name)
        if isinstance(declared, SetDeclaration):
            return "indexed set" if declared.index else "set"
        if isinstance(declared, Parameter):
            return "parameter"
        return "variable" if isinstance(declared, Variable) else ""

    def set(self, name: str) -> Relation:
        """The members of a plain set."""
        if name not in self._sets:
            declaration = self._declared[name]
            assert isinstance(declaration, SetDeclaration)
            with self._element(declaration):
                self._sets[name] = self._read_set(declaration)
        return self._sets[name]

    def indexed_set(self, name: str) -> IndexedSet:
        """The members of an indexed set."""
        if name not in self._indexed:
            declaration = self._declared[name]
            assert isinstance(declaration, SetDeclaration)
            with self._element(declaration):
                self._indexed[name] = self._read_indexed_set(declaration)
        return self._indexed[name]

    def table(self, name: str) -> Table:
        """The values of a parameter."""
        if name not in self._parameters:
            declaration = self._declared[name]
            assert isinstance(declaration, Parameter)
            with self._element(declaration):
                self._parameters[name] = self._read_parameter(declaration)
        return self._parameters[name]

    def is_label(self, word: str) -> bool:
        """Whether the word is written as a member of some set, or given as one from outside."""
        if word in self._words:
            return True
        for name in self._sources.tables:
            kind = self.kind(name)
            if name not in self._reading and kind in ("set", "indexed set"):
                relation = self.set(name) if kind == "set" else self.indexed_set(name).relation
                if any(domain.position(word) >= 0 for domain in relation.domains):
                    return True
        return False

    def is_scalar(self, name: str) -> bool:
        """Whether the name is a parameter without an index."""
        declared = self._declared.get(name)
        return isinstance(declared, Parameter) and not declared.index

    def names(self) -> list[str]:
        """Every declared name."""
        return list(self._declared)

    # Reading

    def read_all(self) -> None:
        """Reads every set and parameter.

        Raises:
            FormulationError: with a diagnostic for every element that cannot be read.
        """
        found: list[Diagnostic] = []
        unknown = [name for name in self._sources.tables if self.kind(name) not in ("set", "indexed set", "parameter")]
        for name in unknown:
            found.extend(
                fault(
                    "unknown-name",
                    f"The data have '{name}', which is no set or parameter of the formulation.",
                    hint=did_you_mean(name, [e.name for e in (*self.formulation.sets, *self.formulation.parameters)]),
                    element=name,
                ).diagnostics
            )
        for element in (*self.formulation.sets, *self.formulation.parameters):
            try:
                match self.kind(element.name):
                    case "parameter":
                        self.table(element.name)
                    case "indexed set":
                        self.indexed_set(element.name)
                    case "set":
                        self.set(element.name)
            except FormulationError as error:
                found.extend(item for item in error.diagnostics if item not in found)
        if found:
            raise FormulationError(found)

    @contextmanager
    def _element(self, element: Element) -> Iterator[None]:
        """Marks an element as being read, so that a definition in a circle is found and messages name it."""
        if element.name in self._reading:
            circle = " -> ".join((*self._reading[self._reading.index(element.name) :], element.name))
            raise fault(
                "circular-definition",
                f"'{element.name}' is defined by itself: {circle}.",
                where=element.where,
                element=element.name,
            )
        before, self.evaluator.element = self.evaluator.element, element.name
        self._reading.append(element.name)
        try:
            yield
        finally:
            self._reading.pop()
            self.evaluator.element = before

    def _find_words(self) -> frozenset[Label]:
        words: set[Label] = set()
        for declaration in self.formulation.sets:
            value = declaration.value
            parts = [part for _, part in value] if isinstance(value, tuple) else [value] if value is not None else []
            for part in parts:
                for literal in walk(part):
                    if isinstance(literal, SetLiteral):
                        for node in walk(literal):
                            if isinstance(node, Name):
                                words.add(node.id)
                            elif isinstance(node, Quoted):
                                words.add(node.value)
            if isinstance(value, tuple):
                words.update(label for key, _ in value for label in key)
        return frozenset(words)

    def _read_set(self, declaration: SetDeclaration) -> Relation:
        if self._sources.given(declaration.name):
            arity = arity_of(declaration.name, self.formulation)
            return set_from_outside(declaration, self._sources.of_set(declaration), arity)
        if declaration.value is None:
            found = members_from_tables(declaration, self.formulation, self._sources, self)
            if found is not None:
                relation, self._origins[declaration.name] = found
                return relation
        if declaration.value is None or isinstance(declaration.value, tuple):
            raise self._missing(declaration, "members")
        return set_value(declaration.value, self.evaluator)

    def relation(self, generator: Generator) -> Relation | None:
        """The members of a generator's set; None for a set that is being read, or that cannot be."""
        domain = generator.domain
        if isinstance(domain, Name):
            if domain.id in self._reading or self.kind(domain.id) != "set":
                return None
            return self.set(domain.id)
        return set_value(domain, self.evaluator)

    def _read_indexed_set(self, declaration: SetDeclaration) -> IndexedSet:
        if self._sources.given(declaration.name):
            space, _, _ = index_space(declaration.index, self.evaluator)
            return indexed_set_from_outside(declaration, self._sources.of_set(declaration), space)
        if declaration.value is None:
            raise self._missing(declaration, "members")
        return indexed_value(declaration.index, declaration.value, self.evaluator)

    def _read_parameter(self, parameter: Parameter) -> Table:
        space, grid, _ = index_space(parameter.index, self.evaluator)
        value = self._sources.of_parameter(parameter)
        match value:
            case None:
                raise self._missing(parameter, "value")
            case Entries(items):
                return from_entries(parameter, space, items, self._origins)
            case Matrix():
                return from_matrix(parameter, space, value)
            case Columns():
                return self._from_columns(parameter, space, value)
            case Mapping():
                entries = self._sources.entries(parameter, value, space.arity)
                return from_mapping(parameter, space, entries, self._origins)
        if isinstance(value, (list, tuple, np.ndarray)):
            return from_nested(parameter, space, value)
        if isinstance(value, (int, float, np.number)):
            if space.axes:
                return computed(parameter, space, np.full(space.shape, float(value)))
            return from_entries(parameter, space, [((), float(value))])
        if self._sources.given(parameter.name) or self._sources.file_name(parameter):
            raise self._wrong_value(parameter, value, "a number, a list, a dictionary, a data frame or a table's path")
        values = np.broadcast_to(self.evaluator.number(value, grid), grid.sizes)  # type: ignore[arg-type]
        return computed(parameter, space, values)

    def _from_columns(self, parameter: Parameter, space: Space, table: Columns) -> Table:
        arities = self._arities(parameter, space)
        others = [element.name for element in self.formulation.parameters if element.name != parameter.name]
        try:
            entries = arranged(table, parameter.name, slots_of(parameter.index, arities, space.domains), others)
        except FormulationError as error:
            raise about(error, parameter) from None
        return filled(parameter, space, entries, self._origins)

    @staticmethod
    def _arities(parameter: Parameter, space: Space) -> list[int]:
        """How many labels each item of an index has."""
        if len(space.axes) == len(parameter.index):
            return [axis.arity for axis in space.axes]
        named = [max(1, len(generator.targets)) for generator in parameter.index]
        named[-1] += space.arity - sum(named)  # a bare set of tuples behind sets of one label each
        return named

    def _missing(self, element: Element, what: str) -> FormulationError:
        hint = f"Write it in the formulation, or give it with --data {element.name}=FILE; in Python with data=..."
        tables = [
            parameter.name
            for parameter in self.formulation.parameters
            if parameter.value is None and any(generator.domain == Name(element.name) for generator in parameter.index)
        ]
        if tables and isinstance(element, SetDeclaration):
            hint = (
                f"Its members are the keys of the first table over it: give --data {tables[0]}=FILE, or the set itself "
                f"with --data {element.name}=FILE; in Python with data=..."
            )
        return fault(
            "missing-data",
            f"'{element.name}' has no {what}.",
            hint=hint,
            where=element.where,
            element=element.name,
        )

    def _wrong_value(self, element: Parameter, value: object, wanted: str) -> FormulationError:
        file = self._sources.file_name(element)
        source = f"'{file}' gives" if file else "The data give"
        return fault(
            "not-a-number",
            f"{source} '{element.name}' as {type(value).__name__}, but it must be {wanted}.",
            where=element.where,
            element=element.name,
        )


def load(formulation: Formulation, tables: Mapping[str, object] | None = None, folder: Path | None = None) -> Data:
    """Reads and checks every set and parameter.

    Args:
        formulation: what declares them.
        tables: values by name for what the formulation leaves open (or to replace what it says): a number, a list by
            position, a dictionary by key (a tuple for several labels, or nested), an array, a data frame or series of
            pandas, an Arrow table, or the path of a CSV, Parquet, Excel (``plan.xlsx#Sheet``) or JSON file, which
            starts in the working directory; for a set a list of members, or such a table of them.
        folder: where the paths of tables in the formulation start; the working directory by default.

    A set without a value takes its members from the keys of the first table that is indexed by it.

    Raises:
        FormulationError: with a diagnostic for every element that cannot be read.
        MissingExtraError: a package is needed for a table that is not installed.
    """
    data = Data(formulation, tables, folder)
    with np.errstate(all="ignore"), shallow():  # overflow is found in the results
        data.read_all()
    return data
