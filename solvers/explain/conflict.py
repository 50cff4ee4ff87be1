"""A smallest set of constraints, bounds and whole-number requirements that cannot hold together.

The set is irreducible: it has no solution, and without any one of its members it has. (J. W. Chinneck and E. W.
Dravnieks, Locating minimal infeasible constraint sets in linear programs, ORSA Journal on Computing 3, 1991;
O. Guieu and J. W. Chinneck, Analyzing infeasible mixed-integer and integer linear programs, INFORMS Journal on
Computing 11, 1999.)
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import lcm
from typing import Any, TypeVar

import numpy as np

from nl2opt.formulation.data import Data
from nl2opt.formulation.elements import Formulation, Objective
from nl2opt.solvers.explain.budget import Budget
from nl2opt.solvers.explain.filtering import Verdict, deletion_filter, quickxplain
from nl2opt.solvers.explain.instance_text import bound_text, instance_text
from nl2opt.solvers.explain.members import Member, MemberKind
from nl2opt.solvers.explain.restriction import Atoms
from nl2opt.solvers.explain.row_text import Wording, number
from nl2opt.solvers.explain.sub_formulation import Parts, is_plain
from nl2opt.solvers.lowering import lower

Item = TypeVar("Item", bound=Hashable)

SOLVE_SHARE = 0.25
"""The part of the time that one search over whole numbers may take; one that is cut short settles nothing."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Members that cannot hold together.

    Attributes:
        members: in the order of the formulation: constraints, then what is said of the variables.
        proven: whether each member is known to be needed; otherwise a limit stopped the search, and the members are in
            conflict but perhaps not all needed.
        solves: programs that were solved to find it.
        seconds: wall time that it took.
        multipliers: for a conflict of linear constraints over continuous variables, a factor for each member such that
            the members, multiplied and added up, say something false about numbers alone (Farkas); empty otherwise.
        contradiction: that false statement, such as ``65 <= 60``; empty without multipliers.
        others: whether the model has another conflict, one that none of these members takes part in; None when that
            is not known.
    """

    members: tuple[Member, ...]
    proven: bool
    solves: int
    seconds: float
    multipliers: tuple[float, ...] = ()
    contradiction: str = ""
    others: bool | None = None

    def to_dict(self) -> dict[str, Any]:
        """The conflict as JSON-ready data."""
        factors = self.multipliers or (None,) * len(self.members)
        return {
            "members": [
                {
                    "kind": str(member.kind),
                    "name": member.name,
                    "key": list(member.key),
                    "text": member.text,
                    "multiplier": factor,
                }
                for member, factor in zip(self.members, factors, strict=True)
            ],
            "proven": self.proven,
            "contradiction": self.contradiction or None,
            "others": self.others,
            "solves": self.solves,
            "seconds": round(self.seconds, 3),
        }


def find_conflict(formulation: Formulation, data: Data, budget: Budget) -> Conflict | None:
    """An irreducible conflict of an infeasible formulation.

    Args:
        formulation: infeasible.
        data: its sets and parameters.
        budget: the time for it.

    Returns:
        None when the time did not suffice to find that the members are in conflict at all.

    Raises:
        FormulationError: the formulation cannot be lowered.
        Interrupted: Ctrl-C was pressed.
    """
    if not is_plain(formulation, data):
        return _conflict_of_parts(Parts(formulation, data), budget)
    blank = replace(formulation, objective=Objective())
    conflict = _conflict_of_atoms(Atoms(lower(blank, data).program), budget)
    return None if conflict is None else replace(conflict, members=tuple(_compact(formulation, conflict, data)))


# Rows that stand for themselves


def _compact(formulation: Formulation, conflict: Conflict, data: Data) -> Iterator[Member]:
    """The members; a long sum that was cut is shown as it is written, where that is shorter."""
    constraints = {constraint.name: constraint for constraint in formulation.constraints}
    for member in conflict.members:
        if member.kind is MemberKind.CONSTRAINT and member.text.count("...") == 1:
            written = instance_text(constraints[member.name], member.key, data)
            if len(written) < len(member.text):
                member = replace(member, text=written)
        yield member


def _conflict_of_atoms(atoms: Atoms, budget: Budget) -> Conflict | None:
    linear = [*atoms.constraints(), *atoms.bounds()]
    core = atoms.core(linear, budget)
    if core is not None:
        found = sorted(core)
        proven = budget.spent < budget.seconds / 2 and atoms.is_elementary(core)
        if not proven:
            # Constraints are left out first, so that as few of them as possible are named.
            found, proven = deletion_filter(
                found, lambda kept: atoms.has_solution(kept, budget), lambda kept: atoms.core(kept, budget)
            )
        factors, contradiction = _proof(atoms, found, budget)
        return _of_atoms(atoms, found, factors, contradiction, proven, budget)
    budget.share = SOLVE_SHARE
    if atoms.has_solution([*linear, *atoms.integers()], budget) is not False:
        return None
    found, proven = _two_levels(_families(atoms), lambda kept: atoms.has_solution(kept, budget))
    return _of_atoms(atoms, found, {}, "", proven, budget)


def _families(atoms: Atoms) -> list[list[int]]:
    """Atoms that belong to one named element: what is said of each variable first, then the constraints."""
    wording = Wording(atoms.program)
    families: dict[tuple[str, str], list[int]] = {}
    for atom in (*atoms.bounds(), *atoms.integers()):
        level, column = divmod(atom - atoms.m, atoms.n)
        families.setdefault((f"column {level}", wording.column(column)[0]), []).append(atom)
    for row in atoms.constraints():
        families.setdefault(("row", wording.row(row)[0]), []).append(row)
    return list(families.values())


def _of_atoms(
    atoms: Atoms, found: Sequence[int], factors: dict[int, float], contradiction: str, proven: bool, budget: Budget
) -> Conflict:
    """The conflict with a member for each row and for what is said of each variable."""
    wording = Wording(atoms.program)
    columns = atoms.program.columns
    rows = sorted(atom for atom in found if atom < atoms.m)
    members = dict(zip(rows, wording.row_members(rows), strict=True))
    binaries: set[int] = set()
    kinds = (MemberKind.LOWER, MemberKind.UPPER, MemberKind.INTEGER)
    for atom in sorted(atom for atom in found if atom >= atoms.m):
        level, column = divmod(atom - atoms.m, atoms.n)
        kind = kinds[level]
        if columns.integer[column] and (columns.lower[column], columns.upper[column]) == (0.0, 1.0):
            kind = MemberKind.BINARY
            if column in binaries:
                continue
            binaries.add(column)
        members[atom] = wording.bound(column, kind)
    multipliers = tuple(factors[atom] for atom in members) if contradiction else ()
    known = set(found)
    solved, spent = budget.solves, budget.spent
    rest = [atom for atom in (*atoms.constraints(), *atoms.bounds(), *atoms.integers()) if atom not in known]
    others = _opposite(atoms.has_solution(rest, budget))
    return Conflict(tuple(members.values()), proven, solved, spent, multipliers, contradiction, others)


def _opposite(verdict: Verdict) -> bool | None:
    return None if verdict is None else not verdict


def _proof(atoms: Atoms, found: Sequence[int], budget: Budget) -> tuple[dict[int, float], str]:
    """A factor for each atom of a linear conflict, and the false statement that their sum is; empty when not clean."""
    certificate = atoms.certificate(found, budget)
    if certificate is None or sorted(atoms.support(certificate)) != sorted(found):
        return {}, ""
    rows, columns = atoms.program.rows, atoms.program.columns
    signed: dict[int, float] = {}
    for atom in found:
        signed[atom] = float(
            certificate.rows[atom] if atom < atoms.m else certificate.columns[(atom - atoms.m) % atoms.n]
        )
    smallest = min(abs(factor) for factor in signed.values())
    clean = {atom: Fraction(factor / smallest).limit_denominator(1000) for atom, factor in signed.items()}
    scale = lcm(*(factor.denominator for factor in clean.values()))
    if scale > 1000 or any(abs(float(clean[atom]) - signed[atom] / smallest) > 1e-6 for atom in found):
        return {}, ""
    lower = upper = 0.0
    combined = np.zeros(atoms.n)
    for atom, ratio in clean.items():
        factor = float(ratio * scale)
        if atom < atoms.m:
            entries = rows.rows == atom
            np.add.at(combined, atoms.entry_columns[entries], factor * rows.values[entries])
            sides = float(rows.lower[atom]), float(rows.upper[atom])
        else:
            column = (atom - atoms.m) % atoms.n
            combined[column] += factor
            sides = float(columns.lower[column]), float(columns.upper[column])
        lower += factor * sides[0] if factor > 0 else 0.0
        upper -= factor * sides[1] if factor < 0 else 0.0
    size = max(1.0, abs(lower), abs(upper))
    if float(np.abs(combined).max(initial=0.0)) > 1e-9 * size or lower - upper <= 1e-9 * size:
        return {}, ""
    factors = {atom: float(abs(ratio) * scale) for atom, ratio in clean.items()}
    return factors, f"{number(lower)} <= {number(upper)}"


# Constraints that are reformulated


def _conflict_of_parts(parts: Parts, budget: Budget) -> Conflict | None:
    budget.share = SOLVE_SHARE

    def has_solution(kept: Sequence[Member]) -> Verdict:
        if budget.over:
            return None
        program = parts.program(kept)
        return None if program is None else budget.feasible(program)

    families = parts.families()
    found, proven = _two_levels(families, has_solution)
    if not proven and has_solution(found) is not False:
        return None
    solved, spent = budget.solves, budget.spent
    rest = [member for family in families for member in family if member not in set(found)]
    return Conflict(tuple(_said(parts, found)), proven, solved, spent, others=_opposite(has_solution(rest)))


def _said(parts: Parts, found: Sequence[Member]) -> list[Member]:
    """The members with their texts, constraints first."""
    constraints = {constraint.name: constraint for constraint in parts.formulation.constraints}
    variables = {variable.name: variable for variable in parts.formulation.variables}
    said = []
    for member in sorted(found, key=lambda item: item.kind is not MemberKind.CONSTRAINT):
        if member.kind is MemberKind.CONSTRAINT:
            text = instance_text(constraints[member.name], member.key, parts.data)
        else:
            text = bound_text(variables[member.name], member.kind, parts.data)
        said.append(replace(member, text=text))
    return said


def _two_levels(
    families: Sequence[Sequence[Item]], has_solution: Callable[[list[Item]], Verdict]
) -> tuple[list[Item], bool]:
    """Whole families first, then their single members."""
    groups = list(range(len(families)))
    kept, proven = quickxplain(groups, lambda some: has_solution([item for group in some for item in families[group]]))
    items = [item for group in kept for item in families[group]]
    if any(len(families[group]) > 1 for group in kept):
        items, proven = quickxplain(items, lambda some: has_solution(list(some)))
    if proven:
        return items, True
    # A set that was too hard beside others may be settled when it stands alone.
    return deletion_filter(items, lambda some: has_solution(list(some)), lambda _: None)
