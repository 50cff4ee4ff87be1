"""Indices that hide an index around them: ``balance[n in NODES]: sum(flow[n, j] for (n, j) in ARCS) == 0``.

The inner ``n`` is another one, so that each row sums over all arcs: a model that is dense and says something else.
"""

from __future__ import annotations

from collections.abc import Iterator

from nl2opt.formulation.checks.members import Column, outside
from nl2opt.formulation.checks.sites import Known, Site, found, in_words
from nl2opt.formulation.diagnostics import Diagnostic, Severity
from nl2opt.formulation.elements import Objective
from nl2opt.formulation.expressions import Generator, Name, Reduction, SetBuilder, walk
from nl2opt.formulation.text_printer import expression_text

_NOUNS = {"prod": "product", "sum": "sum", "min": "minimum", "max": "maximum"}
_LETTERS = "ijkmnpqrstuvw"


def check(known: Known) -> Iterator[Diagnostic]:
    """Yields a warning for each generator that binds an index anew."""
    for site in known.sites:
        if isinstance(site.node, Generator):
            hidden = [target for target in site.node.targets if target in site.scope]
            if hidden:
                yield _finding(site, site.node, hidden, known)


def _finding(site: Site, generator: Generator, hidden: list[str], known: Known) -> Diagnostic:
    around, noun = site.parent, _noun(site)
    beside = around.generators if isinstance(around, (Reduction, SetBuilder)) else ()
    if noun is None or any(hidden[0] in other.targets for other in beside if other is not generator):
        message = f"The index '{hidden[0]}' is bound twice in {in_words(site.element)}."
        return found(site, "hidden-index", message, "Give one of them another name.", Severity.WARNING)
    outer = _outer(site, hidden[0])
    listed = " and ".join(f"'{target}'" for target in hidden)
    what = (
        f"The index {listed} of this {noun} hides the {listed} {outer}"
        if len(hidden) == 1
        else f"The indices {listed} of this {noun} hide those {outer}"
    )
    allowed = " that its conditions allow" if generator.conditions else ""
    message = f"{what}, so the {noun} runs over every member of {expression_text(generator.domain)}{allowed}."
    return found(site, "hidden-index", message, _hint(site, generator, hidden, known), Severity.WARNING)


def _noun(site: Site) -> str | None:
    """What runs over the generator; None for the index of an element."""
    match site.parent:
        case Reduction(function):
            return _NOUNS.get(function, f"'{function}'")
        case SetBuilder():
            return "set"
        case _:
            return None


def _outer(site: Site, target: str) -> str:
    """Where the hidden index is bound."""
    index = () if isinstance(site.element, Objective) else site.element.index
    if any(target in generator.targets for generator in index):
        return f"of the {in_words(site.element).split()[0]}'s index"
    return "around it"


def _hint(site: Site, generator: Generator, hidden: list[str], known: Known) -> str:
    """The generator with names of its own, tied to the index around it where it has other names besides."""
    inside = (node for node in walk(site.parent or generator) if isinstance(node, Generator))
    taken = {*site.scope, *known.labels, *(target for node in inside for target in node.targets)}
    free = iter([letter for letter in _LETTERS if letter not in taken and not known.is_declared(letter)])
    fresh = {target: next(free, f"{target}_other") for target in hidden}
    targets = [fresh.get(target, target) for target in generator.targets]
    domain = expression_text(generator.domain)
    names = targets[0] if len(targets) == 1 else f"({', '.join(targets)})"
    if len(hidden) == len(targets):
        own = "it a name of its own" if len(hidden) == 1 else "them names of their own"
        return f"Give {own}: 'for {names} in {domain}'."
    ties = " and ".join(f"{fresh[target]} == {target}" for target in hidden)
    hint = f"Write 'for {names} in {domain} if {ties}'"
    over = _set_of_the_other(site, generator, hidden, known)
    if over is None:
        return f"{hint}."
    other = next(target for target in generator.targets if target not in hidden)
    return f"{hint}, or 'for {other} in {over} if ({', '.join(generator.targets)}) in {domain}'."


def _set_of_the_other(site: Site, generator: Generator, hidden: list[str], known: Known) -> str | None:
    """For a pair, the declared set that the index which hides nothing runs in, where one is known."""
    if len(generator.targets) != 2 or not isinstance(generator.domain, Name):
        return None
    place = 1 if generator.targets[0] in hidden else 0
    column = known.domain(generator, site.scope).column(place)
    bound = site.scope[hidden[0]].domain
    first = [bound.id] if isinstance(bound, Name) else []
    for name in (*first, *known.sets):
        members = known.members.declared(name)
        own = members.column(0) if members.arity == 1 and name in known.sets and not known.sets[name].index else None
        if column is not None and own is not None and members.exact and _lies_in(column, own):
            return name
    return None


def _lies_in(inner: Column, outer: Column) -> bool:
    return outside(inner, outer) is None and len(inner) <= len(outer)
