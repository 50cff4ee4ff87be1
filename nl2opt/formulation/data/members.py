"""Members of sets that nobody lists: the keys of the first table that is indexed by the set."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from nl2opt.formulation.data.domains import Domain, Relation
from nl2opt.formulation.data.files.columns import Columns
from nl2opt.formulation.data.generators import mentions
from nl2opt.formulation.data.keyed import KeyColumn, Keyed, from_items
from nl2opt.formulation.data.layouts import Slot, arranged, names_of
from nl2opt.formulation.data.sources import Sources, about
from nl2opt.formulation.diagnostics import FormulationError
from nl2opt.formulation.elements import Entries, Formulation, Parameter, SetDeclaration, Variable
from nl2opt.formulation.expressions import Generator, Label, Name, Node, Subscript, walk


class KnownSets(Protocol):
    """What is asked about the other sets of an index."""

    def relation(self, generator: Generator) -> Relation | None:
        """The members of a generator's set; None while they are not known."""


def members_from_tables(
    declaration: SetDeclaration, formulation: Formulation, sources: Sources, known: KnownSets
) -> tuple[Relation, str] | None:
    """The members of a set without a value, in the order of first appearance, and the table that has them.

    None when no table with rows is indexed by the set.

    In a table over the same set twice (distances between cities), the first component's members come first.

    Raises:
        FormulationError: the table cannot be read.
    """
    for parameter in formulation.parameters:
        if not any(_is_over(generator, declaration.name) for generator in parameter.index):
            continue
        if any(_depends(generator, parameter) for generator in parameter.index):
            continue
        value = sources.of_parameter(parameter)
        if not isinstance(value, (Columns, Entries, Mapping)):
            continue
        relations = [
            None if _is_over(generator, declaration.name) else known.relation(generator)
            for generator in parameter.index
        ]
        try:
            columns = _keys(declaration, parameter, formulation, sources, relations)
        except FormulationError as error:
            raise about(error, parameter) from None
        if columns is not None and len(columns[0][0].labels):
            return _union(columns), value.name if isinstance(value, Columns) else parameter.name
    return None


def slots_of(index: Sequence[Generator], arities: Sequence[int], domains: Sequence[Domain | None]) -> list[Slot]:
    """What a table needs for the key of an element: for each label the headings that mean it, and its domain."""
    slots: list[Slot] = []
    for generator, arity in zip(index, arities, strict=True):
        for component in range(arity):
            words = []
            if len(generator.targets) == arity:
                words.append(generator.targets[component])
            if arity == 1 and isinstance(generator.domain, Name):
                words.append(generator.domain.id)
            slots.append(Slot(names_of(words), domains[len(slots)]))
    return slots


def arity_of(name: str, formulation: Formulation) -> int | None:
    """How many labels a member of a set has, as far as the formulation's own words tell; None when they do not."""
    alone = {
        element.name
        for element in formulation.elements()
        if isinstance(element, Parameter | Variable) and len(element.index) == 1 and _is_over(element.index[0], name)
    }
    found = 0
    for node in _nodes(formulation):
        if isinstance(node, Generator) and _is_over(node, name):
            found = max(found, len(node.targets))
        elif isinstance(node, Subscript) and node.base in alone:
            found = max(found, len(node.indices))
    return found or None


def _nodes(formulation: Formulation) -> Iterator[Node]:
    for element in formulation.elements():
        roots: list[object] = [*getattr(element, "index", ())]
        roots += [getattr(element, part, None) for part in ("value", "lower", "upper", "expression", "body")]
        for root in roots:
            if isinstance(root, Node):
                yield from walk(root)


def _is_over(generator: Generator, name: str) -> bool:
    return isinstance(generator.domain, Name) and generator.domain.id == name and not generator.conditions


def _depends(generator: Generator, parameter: Parameter) -> bool:
    """Whether a generator's set changes with another index, or conditions choose among its members."""
    targets = [target for other in parameter.index for target in other.targets]
    return bool(generator.conditions) or isinstance(generator.domain, Subscript) or mentions(generator.domain, targets)


def _keys(
    declaration: SetDeclaration,
    parameter: Parameter,
    formulation: Formulation,
    sources: Sources,
    relations: Sequence[Relation | None],
) -> list[tuple[KeyColumn, ...]] | None:
    """For each place of the set in the parameter's index, its components in the keys of the table."""
    value = sources.of_parameter(parameter)
    arities = []
    for generator, relation in zip(parameter.index, relations, strict=True):
        stated = arity_of(generator.domain.id, formulation) if isinstance(generator.domain, Name) else 1
        arities.append(relation.arity if relation is not None else stated)
    # Nothing tells: a set that stands alone in an index has what the table offers, one among others single labels.
    unstated = _width(value, formulation) if len(arities) == 1 else 1
    counts = [max(1, unstated) if arity is None else arity for arity in arities]
    domains = [
        domain
        for relation, count in zip(relations, counts, strict=True)
        for domain in (relation.domains if relation is not None else [None] * count)
    ]
    entries: Keyed | None
    if isinstance(value, Columns):
        others = [element.name for element in formulation.parameters if element.name != parameter.name]
        entries = arranged(value, parameter.name, slots_of(parameter.index, counts, domains), others)
    elif isinstance(value, Mapping):
        entries = sources.entries(parameter, value, sum(counts))
    else:
        assert isinstance(value, Entries)
        fits = all(len(key) == sum(counts) for key, _ in value.items)
        keys, values = [key for key, _ in value.items], [number for _, number in value.items]
        entries = from_items(keys, values, sum(counts)) if fits else None
    if entries is None:
        return None
    columns = []
    first = 0
    for generator, count in zip(parameter.index, counts, strict=True):
        if _is_over(generator, declaration.name):
            columns.append(entries.keys[first : first + count])
        first += count
    return columns


def _width(value: object, formulation: Formulation) -> int:
    """How many labels a key of a table seems to have."""
    if isinstance(value, Columns):
        names = {element.name.casefold() for element in formulation.parameters}
        keys = sum(column.heading.casefold() not in names for column in value.columns)
        return keys if keys < len(value.columns) else keys - 1
    if isinstance(value, Entries):
        return len(value.items[0][0]) if value.items else 1
    depth, part = 0, value
    while isinstance(part, Mapping) and part:
        key = next(iter(part))
        depth += len(key) if isinstance(key, tuple) else 1
        part = part[key]
    return depth


def _union(columns: Sequence[tuple[KeyColumn, ...]]) -> Relation:
    if len(columns[0]) == 1:
        labels: dict[Label, None] = {}
        for (column,) in columns:
            labels.update(dict.fromkeys(column.labels))
        return Relation.of_labels(list(labels))
    members = [
        tuple(column.labels[code] for column, code in zip(parts, codes, strict=True))
        for parts in columns
        for codes in zip(*(column.codes.tolist() for column in parts), strict=True)
    ]
    return Relation.of_tuples(list(dict.fromkeys(members)), len(columns[0]))
