"""A formulation that is changed step by step, with the data beside it."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import numpy as np

from nl2opt.errors import Nl2optError
from nl2opt.formulation.changed.entries import entry_text
from nl2opt.formulation.changes import Change
from nl2opt.formulation.checks.constants import constant
from nl2opt.formulation.data import Data
from nl2opt.formulation.data.faults import key_text, shallow
from nl2opt.formulation.data.grid import Space
from nl2opt.formulation.diagnostics import did_you_mean
from nl2opt.formulation.elements import Constraint, Formulation, Key, Parameter, SetDeclaration, Variable
from nl2opt.formulation.expressions import Label, Node


class Editor:
    """A formulation that is changed step by step.

    Attributes:
        formulation: with the changes so far.
        tables: data given beside it, without what the changes have put into the formulation.
        folder: where its table files are; None for the working directory.
    """

    def __init__(self, formulation: Formulation, tables: dict[str, object], folder: Path | None) -> None:
        self.formulation = formulation
        self.tables = tables
        self.folder = folder

    def entries(self, parameter: Parameter) -> tuple[Space, list[tuple[Key, float]]]:
        """A parameter's values by key, wherever they come from."""
        known = parameter.name in self.formulation.declarations()
        given = self.formulation if known else self.with_parameter(parameter)
        data = Data(given, self.tables, self.folder)
        with np.errstate(all="ignore"), shallow():
            table = data.table(parameter.name)
        values = np.asarray(table.values, dtype=np.float64).ravel().tolist()
        pairs = zip(table.space.keys(), values, strict=True)
        return table.space, [(key, value) for key, value in pairs if not math.isnan(value)]

    def with_parameter(self, parameter: Parameter) -> Formulation:
        """The formulation with one more parameter."""
        return replace(self.formulation, parameters=(*self.formulation.parameters, parameter))

    def checked_key(self, name: str, key: Key, space: Space) -> Key:
        """The key of an entry; labels that look like numbers are tried as words, too."""
        domains = space.domains
        if len(key) != len(domains):
            written = f"{name}[{', '.join(map(str, key))}]"
            what = f"{len(domains)} label{'s' * (len(domains) != 1)}" if domains else "no index"
            raise Nl2optError(
                f"'{written}' has {len(key)} label{'s' * (len(key) != 1)}, but '{name}' takes {what}.",
                hint=f"Write {entry_text(name, tuple(space.keys()[0]))}=..."
                if domains and space.size
                else f"Write {name}=",
            )
        found: list[Label] = []
        for label, domain in zip(key, domains, strict=True):
            if domain.position(label) >= 0:
                found.append(label)
            elif domain.position(str(label)) >= 0:
                found.append(str(label))
            else:
                members = [str(member) for member in domain.labels]
                shown = f"{', '.join(members[:8])}{', ...' if len(members) > 8 else ''}"
                raise Nl2optError(
                    f"'{label}' is no member of the set that '{name}' is indexed by.",
                    hint=did_you_mean(str(label), members) or f"Its members are: {shown}.",
                )
        listed = tuple(found)
        if listed not in set(space.keys()):
            raise Nl2optError(
                f"'{name}' has no entry {key_text(listed)}.", hint="Name one of the tuples that its set holds."
            )
        return listed

    def number(self, change: Change) -> float:
        """The number that a change gives."""
        number = constant(change.value, self.scalars()) if isinstance(change.value, Node) else None
        if number is None:
            raise Nl2optError(f"'{change.text}' does not give a number.", hint="Write a number behind the sign.")
        return number

    def scalars(self) -> dict[str, object]:
        """The values of the parameters without an index, as far as the formulation says them."""
        return {
            parameter.name: parameter.value
            for parameter in self.formulation.parameters
            if not parameter.index and isinstance(parameter.value, Node) and parameter.name not in self.tables
        }

    def free_name(self, wanted: str) -> str:
        """A name that nothing else has."""
        taken = {element.name for element in self.formulation.elements()}
        name, number = wanted, 2
        while name in taken:
            name, number = f"{wanted}_{number}", number + 1
        return name

    def add(self, parameter: Parameter) -> None:
        """Adds a parameter."""
        self.formulation = self.with_parameter(parameter)

    def replace(self, old: object, new: Parameter | SetDeclaration | Variable | Constraint) -> None:
        """Puts an element in the place of another of its kind."""
        given = self.formulation
        match new:
            case Parameter():
                parameters = tuple(new if item is old else item for item in given.parameters)
                self.formulation = replace(given, parameters=parameters)
            case SetDeclaration():
                self.formulation = replace(given, sets=tuple(new if item is old else item for item in given.sets))
            case Variable():
                variables = tuple(new if item is old else item for item in given.variables)
                self.formulation = replace(given, variables=variables)
            case _:
                constraints = tuple(new if item is old else item for item in given.constraints)
                self.formulation = replace(given, constraints=constraints)
