"""Which words of a text name which variable."""

from __future__ import annotations

import re

from nl2opt.formulation.elements import Formulation


def stems(text: str) -> set[str]:
    """The words of three letters and more without plural endings; shorter ones carry no meaning here."""
    return {re.sub(r"e?s?$", "", word) for word in re.findall(r"[a-z]{3,}", text.lower())}


def distinguishing_stems(formulation: Formulation) -> dict[str, set[str]]:
    """For each variable the stems of its name that no other variable's name has."""
    own = {variable.name: stems(variable.name.replace("_", " ")) for variable in formulation.variables}
    return {
        name: found - set().union(*(other for key, other in own.items() if key != name)) for name, found in own.items()
    }
