"""What is declared and never used, and what an optimum cannot depend on."""

from __future__ import annotations

from collections.abc import Iterator

from nl2opt.formulation.checks.sites import Known, Role, about, in_words
from nl2opt.formulation.diagnostics import Diagnostic, Severity
from nl2opt.formulation.elements import Parameter, SetDeclaration, Variable
from nl2opt.formulation.expressions import Name, Subscript


def check(known: Known) -> Iterator[Diagnostic]:
    """Yields a warning for every declaration that nothing uses, and for an objective without variables."""
    used = _used(known)
    formulation = known.formulation
    declarations: tuple[SetDeclaration | Parameter | Variable, ...]
    declarations = (*formulation.sets, *formulation.parameters, *formulation.variables)
    for element in declarations:
        if element.name not in used:
            code = "unused-variable" if isinstance(element, Variable) else "unused-parameter"
            code = "unused-set" if isinstance(element, SetDeclaration) else code
            message = f"The {in_words(element)} is never used."
            yield about(element, code, message, "Use it or remove it.", Severity.WARNING)
    objective = formulation.objective
    if objective.expression is not None and not known.holds_variable(objective.expression):
        message = "The objective holds no variable, so every feasible point is as good as another."
        hint = "Write 'satisfy' if that is meant." if formulation.variables else "Declare what is to be decided."
        yield about(objective, "constant-objective", message, hint, Severity.WARNING)


def _used(known: Known) -> frozenset[str]:
    """Every declared name that some expression refers to; an index of the same name hides it."""
    names: set[str] = set()
    for site in known.sites:
        match site.node:
            case Name(word) if word not in site.scope and (site.role is not Role.MEMBER or word in known.parameters):
                names.add(word)
            case Subscript(base) if base not in site.scope:
                names.add(base)
    return frozenset(names)
