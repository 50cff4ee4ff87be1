"""Names: declared once, not reserved, known where they are used, and used as what they are."""

from __future__ import annotations

from collections.abc import Iterator

from nl2opt.formulation.checks.members import Binding
from nl2opt.formulation.checks.sites import AnyElement, Known, Role, Site, about, found, in_words
from nl2opt.formulation.diagnostics import Diagnostic, Severity, did_you_mean
from nl2opt.formulation.elements import Kind, Objective, Sense
from nl2opt.formulation.expressions import FUNCTIONS, REDUCTIONS, Generator, Name, Subscript

RESERVED = frozenset(
    {"for", "in", "if", "and", "or", "not", "xor", "implies", "iff", "table"}
    | set(FUNCTIONS)
    | set(REDUCTIONS)
    | {kind.value for kind in Kind}
    | {sense.value for sense in Sense}
)
"""Words of the language, which name nothing."""


def check(known: Known) -> Iterator[Diagnostic]:
    """Yields every finding about names."""
    yield from _repeated(known)
    yield from _reserved(known)
    for site in known.sites:
        match site.node:
            case Generator():
                yield from _shadowing(site, site.node, known)
            case Name():
                yield from _name(site, site.node, known)
            case Subscript():
                yield from _subscript(site, site.node, known)


def _repeated(known: Known) -> Iterator[Diagnostic]:
    formulation = known.formulation
    declarations: tuple[AnyElement, ...] = (*formulation.sets, *formulation.parameters, *formulation.variables)
    for group in (declarations, formulation.constraints):
        first: dict[str, AnyElement] = {}
        for element in group:
            earlier = first.setdefault(element.name, element)
            if earlier is not element:
                one, other = in_words(earlier).split()[0], in_words(element).split()[0]
                both = f"two {one}s" if one == other else f"a {one} and a {other}"
                message = f"The name '{element.name}' is used twice, for {both}."
                yield about(element, "duplicate-name", message, "Give one of them another name.")


def _reserved(known: Known) -> Iterator[Diagnostic]:
    for element in known.formulation.elements():
        if not isinstance(element, Objective) and element.name in RESERVED:
            message = f"'{element.name}' is a word of the language and cannot be a name."
            yield about(element, "reserved-name", message, f"Choose another name, such as '{element.name}_'.")


def _shadowing(site: Site, generator: Generator, known: Known) -> Iterator[Diagnostic]:
    for target in generator.targets:
        if target in RESERVED:
            message = f"'{target}' is a word of the language and cannot be an index."
            yield found(site, "reserved-name", message, f"Choose another name, such as '{target}_'.")
        elif known.is_declared(target):
            message = f"The index '{target}' of {in_words(site.element)} hides the {_kind(target, known)} '{target}'."
            yield found(site, "shadowed-name", message, "Give the index another name.", Severity.WARNING)


def _kind(name: str, known: Known) -> str:
    return "set" if name in known.sets else "parameter" if name in known.parameters else "variable"


def _name(site: Site, node: Name, known: Known) -> Iterator[Diagnostic]:
    word = node.id
    if site.role is Role.MEMBER:
        return
    if site.role is Role.SET:
        yield from _set(site, word, known)
    elif word in site.scope:
        yield from _index_as_number(site, word, site.scope[word])
    elif site.role is Role.INDEX:
        yield from _as_index(site, word, known)
    else:
        yield from _value(site, word, known, indexed=False)


def _subscript(site: Site, node: Subscript, known: Known) -> Iterator[Diagnostic]:
    if site.role is Role.SET:
        yield from _set(site, node.base, known)
    elif node.base in site.scope:
        message = f"'{node.base}' is an index in {in_words(site.element)} and takes no index itself."
        yield found(site, "not-indexed", message, did_you_mean(node.base, _indexed(known)))
    else:
        yield from _value(site, node.base, known, indexed=True)


def _set(site: Site, word: str, known: Known) -> Iterator[Diagnostic]:
    """A name where a set is needed."""
    if word in known.sets:
        return
    where = in_words(site.element)
    if known.is_declared(word) or word in site.scope:
        what = "an index" if word in site.scope else f"a {_kind(word, known)}"
        hint = f"For the numbers from 1 to {word}, write 1..{word}." if word in known.parameters else ""
        hint = hint or did_you_mean(word, known.sets)
        yield found(site, "not-a-set", f"'{word}' is {what}, but {where} needs a set here.", hint)
        return
    hint = did_you_mean(word, known.sets) or f"Declare '{word}' under '## Sets'."
    yield found(site, "unknown-set", f"The set '{word}' in {where} is not declared.", hint)


def _index_as_number(site: Site, word: str, binding: Binding) -> Iterator[Diagnostic]:
    """A bound index where a number or a condition is needed."""
    if site.role is Role.INDEX:
        return
    where = in_words(site.element)
    if site.role is Role.CONDITION:
        yield found(site, "number-as-condition", f"The index '{word}' in {where} is no condition.", "Compare it.")
    elif binding.arity is not None and binding.arity > 1:
        message = f"The index '{word}' in {where} stands for {binding.arity} labels and is not a number."
        yield found(site, "index-as-number", message, "Take its parts by name: for (i, j) in ...")
    elif binding.columns and isinstance(binding.columns[0], frozenset):
        label = next((label for label in sorted(map(str, binding.columns[0])) if not label.lstrip("-").isdigit()), "")
        if label and any(isinstance(item, str) for item in binding.columns[0]):
            message = f"The index '{word}' in {where} runs over words such as '{label}' and is not a number."
            yield found(site, "index-as-number", message, "Use a parameter that is indexed by it.")


def _as_index(site: Site, word: str, known: Known) -> Iterator[Diagnostic]:
    """A free name where an index is needed: a scalar parameter or a label."""
    where = in_words(site.element)
    parameter = known.parameters.get(word)
    if word in known.labels or (parameter is not None and not parameter.index):
        return
    if parameter is not None:
        hint = f"Write {word}[...]."
        yield found(site, "missing-index", f"The parameter '{word}' has an index, which is missing in {where}.", hint)
    elif word in known.variables:
        message = f"The variable '{word}' is used as an index in {where}; an index is data."
        yield found(site, "variable-as-index", message, "Use a binary variable for each choice instead.")
    elif word in known.sets:
        message = f"The set '{word}' is used as an index in {where}."
        yield found(site, "set-as-index", message, f"Bind an index to it: for i in {word}.")
    elif word in known.targets or (known.closed and not _has_known_members(site, known)):
        yield from _unknown(site, word, known, [*site.scope, *map(str, known.labels), *_scalars(known)])


def _has_known_members(site: Site, known: Known) -> bool:
    """Whether the place is an index over known members, so that the check of indices tells what is wrong there."""
    axes = known.axes(site.parent.base) if isinstance(site.parent, Subscript) else None
    return axes is not None and None not in axes


def _value(site: Site, word: str, known: Known, *, indexed: bool) -> Iterator[Diagnostic]:
    """A free name where a number or a condition is needed."""
    where = in_words(site.element)
    if word in known.variables:
        if site.data and site.data != "an index":
            place = f"{site.data} of {where}" if site.data == "a bound" else f"{site.data} in {where}"
            place = f"the definition of {where}" if site.data.startswith("the definition") else place
            message = f"The variable '{word}' is used in {place}, where only data can stand."
            yield found(site, "variable-in-data", message, _data_hint(site))
        elif site.data:
            message = f"The variable '{word}' is used in an index in {where}; an index is data."
            yield found(site, "variable-as-index", message, "Use a binary variable for each choice instead.")
    elif word in known.parameters:
        return
    elif word in known.sets:
        hint = f"For the number of its members, write len({word})."
        if indexed:
            hint = f"Use it in a 'for': for i in {word}[...]."
        yield found(site, "set-as-number", f"The set '{word}' is used as a number in {where}.", hint)
    elif word in known.labels and not indexed:
        message = f"'{word}' is a member of a set and not a number, in {where}."
        yield found(site, "label-as-number", message, "Use it as an index: name[...].")
    else:
        names = [*known.parameters, *known.variables] + ([] if indexed else [*site.scope])
        yield from _unknown(site, word, known, names)


def _data_hint(site: Site) -> str:
    if site.data == "a bound":
        return "Write the limit as a constraint."
    if site.data == "a condition":
        return "Conditions choose the terms before the solve; write a constraint with 'implies' instead."
    if site.data == "the definition of a parameter":
        return "Put the expression where it is used, or declare a variable and a constraint for it."
    return ""


def _unknown(site: Site, word: str, known: Known, names: list[str]) -> Iterator[Diagnostic]:
    where = in_words(site.element)
    if word in known.targets and isinstance(site.node, Name):
        message = f"The index '{word}' is not bound in {where}."
        hint = f"Bind it in the sum ('for {word} in SET') or behind the name of the element ('[{word} in SET]')."
        yield found(site, "unbound-index", message, hint)
        return
    hint = did_you_mean(word, names)
    if not hint:
        hint = "Names that are known: " + ", ".join(sorted(names)[:8]) + "." if names else "Declare it first."
    yield found(site, "unknown-name", f"The name '{word}' in {where} is not declared.", hint)


def _scalars(known: Known) -> list[str]:
    return [name for name, element in known.parameters.items() if not element.index]


def _indexed(known: Known) -> list[str]:
    parameters = [name for name, element in known.parameters.items() if element.index]
    return parameters + [name for name, element in known.variables.items() if element.index]
