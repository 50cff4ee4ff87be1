"""Indices: as many as declared, none on a scalar, and over members that the declaration knows."""

from __future__ import annotations

from collections.abc import Iterator

from nl2opt.formulation.checks.members import Column, disjoint, label_of, listing, outside
from nl2opt.formulation.checks.sites import Known, Role, Site, about, found, in_words
from nl2opt.formulation.diagnostics import Diagnostic, did_you_mean
from nl2opt.formulation.elements import Entries, Parameter, SetDeclaration, Variable
from nl2opt.formulation.expressions import Expression, Generator, Label, Name, Subscript, TupleMember


def check(known: Known) -> Iterator[Diagnostic]:
    """Yields every finding about indices."""
    for parameter in known.formulation.parameters:
        if isinstance(parameter.value, Entries):
            yield from _entries(parameter, parameter.value, known.axes(parameter.name))
    for site in known.sites:
        match site.node:
            case Generator():
                yield from _targets(site, site.node, known)
            case Name(word) if word not in site.scope and site.role in (Role.NUMBER, Role.CONDITION, Role.SET):
                yield from _without(site, word, known)
            case Subscript() if site.node.base not in site.scope:
                yield from _subscript(site, site.node, known)


def _targets(site: Site, generator: Generator, known: Known) -> Iterator[Diagnostic]:
    """``for (i, j) in ARCS`` has as many names as a member has labels, or one for the whole."""
    count, arity = len(generator.targets), known.domain(generator, site.scope).arity
    if count <= 1 or arity is None or arity == count:
        return
    labels = "one label" if arity == 1 else f"{arity} labels"
    message = f"{count} indices are bound in {in_words(site.element)}, but a member of the set has {labels}."
    hint = "Write one 'for' for each set." if arity == 1 else f"Write {arity} names in the parentheses."
    yield found(site, "wrong-arity", message, hint)


def _without(site: Site, word: str, known: Known) -> Iterator[Diagnostic]:
    """A name without brackets that is declared with an index."""
    element = known.declaration(word)
    if element is None or not element.index or (site.role is Role.SET) != isinstance(element, SetDeclaration):
        return
    own = known.axes(word)
    count = len(own) if own is not None else len(element.index)
    example = ", ".join(_index_names(element, count))
    message = f"'{word}' is indexed, but stands without an index in {in_words(site.element)}."
    yield found(site, "missing-index", message, f"Write {word}[{example}].")


def _index_names(element: SetDeclaration | Parameter | Variable, count: int) -> list[str]:
    names = [target for generator in element.index for target in generator.targets]
    return names if len(names) == count else list("ijklmnpqrs"[:count])


def _subscript(site: Site, node: Subscript, known: Known) -> Iterator[Diagnostic]:
    element = known.declaration(node.base)
    if element is None or (isinstance(element, SetDeclaration) and site.role is not Role.SET):
        return
    where = in_words(site.element)
    if not element.index:
        message = f"'{node.base}' has no index, but is used with one in {where}."
        hint = f"Write '{node.base}' alone, or declare it as {node.base}[SET]."
        yield found(site, "not-indexed", message, hint)
        return
    own, given = known.axes(node.base), _labels(node.indices, site)
    if own is None or given is None:
        return
    if len(own) != len(given):
        count = f"{len(own)} " + ("index" if len(own) == 1 else "indices")
        message = f"'{node.base}' takes {count}, but has {len(given)} in {where}."
        hint = f"Write {node.base}[{', '.join(_index_names(element, len(own)))}]."
        yield found(site, "wrong-arity", message, hint)
        return
    for column, index in zip(own, given, strict=True):
        if column is not None:
            yield from _index(site, node.base, index, column, known)


def _labels(indices: tuple[Expression, ...], site: Site) -> list[Expression | tuple[Column | None, bool, str]] | None:
    """The indices one label at a time: an expression, or what is known of one label of a bound index."""
    flat: list[Expression | tuple[Column | None, bool, str]] = []
    for index in indices:
        if isinstance(index, TupleMember):
            inner = _labels(index.items, site)
            if inner is None:
                return None
            flat.extend(inner)
        elif isinstance(index, Name) and index.id in site.scope:
            binding = site.scope[index.id]
            if binding.arity is None:
                return None
            columns = binding.columns if len(binding.columns) == binding.arity else (None,) * binding.arity
            flat.extend((column, binding.exact and not site.guarded, index.id) for column in columns)
        else:
            flat.append(index)
    return flat


def _index(
    site: Site, base: str, index: Expression | tuple[Column | None, bool, str], column: Column, known: Known
) -> Iterator[Diagnostic]:
    """One label against the labels that the declaration allows."""
    where = in_words(site.element)
    if isinstance(index, tuple):
        runs, exact, name = index
        if runs is None:
            return
        if disjoint(runs, column):
            message = f"'{base}' in {where} is indexed by '{name}' over {listing(runs)}, not over {listing(column)}."
            yield found(site, "wrong-set", message, "Check the order of the indices and the sets that they run over.")
        elif exact and (missing := outside(runs, column)) is not None:
            message = (
                f"'{base}' in {where} is indexed by '{name}', which takes {missing}, but '{base}' has no {missing}."
            )
            hint = f"It is declared over {listing(column)}; leave the rest out with a condition ('if ...')."
            yield found(site, "index-out-of-range", message, hint)
        return
    label = label_of(index)
    if label is None or label in column:
        return
    if isinstance(index, Name) and (index.id in known.parameters or not _is_label(index.id, known)):
        return
    yield from _no_member(site, base, label, column, where)


def _is_label(word: str, known: Known) -> bool:
    """Whether a free word is a label, so that the check of names has nothing to say about it."""
    return word in known.labels or not (word in known.targets or known.is_declared(word))


def _no_member(site: Site, base: str, label: Label, column: Column, where: str) -> Iterator[Diagnostic]:
    code = "index-out-of-range" if isinstance(label, int) else "unknown-member"
    message = f"'{base}' has no '{label}' (in {where}); it is declared over {listing(column)}."
    hint = "" if isinstance(column, range) else did_you_mean(str(label), map(str, column))
    yield found(site, code, message, hint)


def _entries(parameter: Parameter, entries: Entries, axes: tuple[Column | None, ...] | None) -> Iterator[Diagnostic]:
    """The keys of a table against the sets of its index; one finding for each kind of mistake and label."""
    if axes is None:
        return
    told: set[Label | int] = set()
    for key, _ in entries.items:
        shown = ", ".join(map(str, key))
        if len(key) != len(axes):
            if "arity" not in told:
                told.add("arity")
                message = f"The entry '{shown}' of parameter '{parameter.name}' has {len(key)} labels, not {len(axes)}."
                yield about(parameter, "wrong-arity", message, "Write one label for each index, in order.")
            continue
        for label, column in zip(key, axes, strict=True):
            if column is None or label in column or label in told:
                continue
            told.add(label)
            message = f"Parameter '{parameter.name}' has a value for '{label}', which is not in {listing(column)}."
            hint = "" if isinstance(column, range) else did_you_mean(str(label), map(str, column))
            yield about(parameter, "unknown-member", message, hint or "Remove the entry or add the member to the set.")
