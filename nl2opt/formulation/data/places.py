"""What stands between brackets: turns index expressions into positions of set members."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from nl2opt.formulation.data.domains import Domain, Positions, Relation
from nl2opt.formulation.data.faults import counted, key_text
from nl2opt.formulation.data.generators import Evaluating
from nl2opt.formulation.data.grid import Array, Grid, Space
from nl2opt.formulation.diagnostics import FormulationError, did_you_mean
from nl2opt.formulation.expressions import (
    Binary,
    Expression,
    Label,
    Name,
    Negation,
    Number,
    Quoted,
    Subscript,
    TupleMember,
)


class Naming(Protocol):
    """Answers about names."""

    def set(self, name: str) -> Relation:
        """The members of a plain set."""

    def kind(self, name: str) -> str:
        """What a name was declared as; empty when it was not."""

    def is_label(self, word: str) -> bool:
        """Whether the word is a member of some set."""

    def is_scalar(self, name: str) -> bool:
        """Whether the name is a parameter without an index."""

    def names(self) -> list[str]:
        """Every declared name."""


class Placing(Evaluating, Protocol):
    """What placing needs from an evaluator of data."""

    @property
    def source(self) -> Naming:
        """What names stand for."""

    def fault(self, code: str, message: str, node: Expression, *, hint: str = "") -> FormulationError:
        """An error about a node."""

    def at(self, bad: Array, grid: Grid) -> str:
        """The first point where ``bad`` holds, in words."""


def taken_apart(indices: Sequence[Expression], grid: Grid) -> tuple[Expression, ...]:
    """The labels of a key: ``(i, j)`` and an index over a tuple set count as several."""
    found: list[Expression] = []
    for index in indices:
        if isinstance(index, TupleMember):
            found.extend(taken_apart(index.items, grid))
        elif isinstance(index, Name) and index.id not in grid.names and f"{index.id}.0" in grid.names:
            component = 0
            while f"{index.id}.{component}" in grid.names:
                found.append(Name(f"{index.id}.{component}", span=index.span))
                component += 1
        else:
            found.append(index)
    return tuple(found)


def constant_label(expression: Expression, grid: Grid, evaluator: Placing) -> Label | None:
    """The label that an expression names outright, or None when it is something to be computed."""
    match expression:
        case Quoted(value):
            return value
        case Number(value) if value == int(value):
            return int(value)
        case Negation(Number(value)) if value == int(value):
            return -int(value)
        case Name(name) if name not in grid.names and not evaluator.source.is_scalar(name):
            # A set, a variable or an indexed parameter may share its name with a label, which is meant here.
            return name if evaluator.source.is_label(name) or not evaluator.source.kind(name) else None
        case _:
            return None


def wordy(expression: Expression, grid: Grid, evaluator: Placing) -> bool:
    """Whether an expression stands for a member that is not a number: a word, or an index over words."""
    match expression:
        case Quoted():
            return True
        case Name(name):
            if name in grid.names:
                return not grid.names[name].domain.numeric
            return isinstance(constant_label(expression, grid, evaluator), str)
        case Binary("+" | "-", left, _):
            return isinstance(left, Name) and left.id in grid.names and wordy(left, grid, evaluator)
        case _:
            return False


def placed(expression: Expression, domain: Domain, grid: Grid, evaluator: Placing) -> Positions:
    """The position in ``domain`` of an index expression at each point; -1 where it is no member.

    Raises:
        FormulationError: a word that is neither an index, a scalar parameter, nor a member of any set.
    """
    label = constant_label(expression, grid, evaluator)
    if label is not None:
        if isinstance(label, str) and not evaluator.source.is_label(label):
            hint = did_you_mean(label, [*(str(word) for word in domain.labels), *grid.names])
            raise evaluator.fault(
                "unknown-name", f"'{label}' is no index, parameter or set member.", expression, hint=hint
            )
        return np.full((1,) * len(grid.sizes), domain.position(label), dtype=np.intp)
    if isinstance(expression, Name) and expression.id in grid.names:
        index = grid.names[expression.id]
        return _translated(grid.column(index), index.domain, domain)
    if isinstance(expression, Binary) and wordy(expression.left, grid, evaluator):
        return _translated(*_shifted(expression, grid, evaluator), domain)
    return domain.locate(evaluator.number(expression, grid))


def _translated(places: Positions, source: Domain, target: Domain) -> Positions:
    mapping = target.translate(source)
    if mapping is None:
        return places
    if not len(mapping):
        return np.full(places.shape, -1, dtype=np.intp)
    return np.where(places < 0, -1, mapping[places])


def _shifted(expression: Binary, grid: Grid, evaluator: Placing) -> tuple[Positions, Domain]:
    """``i - 1`` on an index over words: the previous member of its set."""
    left = expression.left
    if not isinstance(left, Name) or left.id not in grid.names:
        raise evaluator.fault("not-a-number", "Only an index can be moved along its set.", expression)
    index = grid.names[left.id]
    step = evaluator.number(expression.right, grid)
    if (step != np.floor(step)).any():
        raise evaluator.fault("not-a-number", "An index moves along its set by whole numbers.", expression)
    places = grid.column(index) + (step if expression.operator == "+" else -step).astype(np.intp)
    return np.where((places >= 0) & (places < len(index.domain)), places, -1), index.domain


def accessed(node: Subscript, space: Space, grid: Grid, evaluator: Placing) -> tuple[list[int | None], list[Positions]]:
    """Where a subscript points to along each axis of a space; see ``Evaluator.access``."""
    items = taken_apart(node.indices, grid)
    if len(items) != space.arity:
        raise evaluator.fault(
            "wrong-arity",
            f"'{node.base}' takes {counted(space.arity, 'index', 'indices')}, not {len(items)}.",
            node,
        )
    axes: list[int | None] = []
    places: list[Positions] = []
    first = 0
    for relation in space.axes:
        labels = items[first : first + relation.arity]
        first += relation.arity
        known = _known_member(labels, relation, grid)
        if known is not None:
            along, found = known
            axes.append(along if found is None else None)
            places.append(grid.lay(np.arange(relation.size) if found is None else found, along))
            continue
        own = [placed(label, domain, grid, evaluator) for label, domain in zip(labels, relation.domains, strict=True)]
        members = relation.lookup(own)
        axis = _running(labels[0], relation.domains[0], grid) if relation.plain else None
        if axis is None and members.size and int(members.min()) < 0:
            raise _out_of_range(node, labels, own, members, relation.domains, grid, evaluator)
        axes.append(axis)
        places.append(members)
    return axes, places


def _known_member(labels: Sequence[Expression], relation: Relation, grid: Grid) -> tuple[int, Positions | None] | None:
    """The axis along which the labels are one member of the relation at each place, and that member; else None."""
    names = [label.id for label in labels if isinstance(label, Name) and label.id in grid.names]
    return grid.member(names, relation) if len(names) == relation.arity else None


def _running(label: Expression, domain: Domain, grid: Grid) -> int | None:
    """The grid's axis that runs over the whole domain in order, if the label is its index."""
    if isinstance(label, Name) and label.id in grid.names:
        index = grid.names[label.id]
        if index.domain is domain and index.positions is None:
            return index.axis
    return None


def _out_of_range(
    node: Subscript,
    labels: Sequence[Expression],
    own: Sequence[Positions],
    members: Positions,
    domains: Sequence[Domain],
    grid: Grid,
    evaluator: Placing,
) -> FormulationError:
    for label, domain in zip(labels, domains, strict=True):
        word = constant_label(label, grid, evaluator)
        if word is not None and domain.position(word) < 0:
            return evaluator.fault(
                "unknown-member",
                f"'{node.base}' has no entry for {word}.",
                label if label.span is not None else node,
                hint=did_you_mean(str(word), [str(member) for member in domain.labels]),
            )
    place = evaluator.at(np.broadcast_to(members < 0, grid.sizes), grid)
    known = all(int(part.min(initial=0)) >= 0 for part in own)
    shown = key_text([_text(label) for label in labels])
    what = (
        f"'{node.base}' is declared over a set that has no member {shown}{place}."
        if known and len(labels) > 1
        else f"The index {shown} of '{node.base}' is out of range{place}."
    )
    return evaluator.fault(
        "index-out-of-range", what, node, hint="Leave these cases out with a condition ('if ...'), or extend the set."
    )


def _text(expression: Expression) -> str:
    """A short index expression as it was written."""
    match expression:
        case Name(name):
            return name
        case Quoted(value):
            return value
        case Number(value):
            return f"{value:g}"
        case Binary(operator, left, right):
            return f"{_text(left)}{operator}{_text(right)}"
        case Negation(operand):
            return f"-{_text(operand)}"
        case _:
            return "..."
