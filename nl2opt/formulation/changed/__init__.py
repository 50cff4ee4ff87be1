"""A formulation with changes applied: the same elements, with other data, limits or bounds."""

from nl2opt.formulation.changed.apply import Changed, apply_changes

__all__ = ["Changed", "apply_changes"]
