"""OptMATH's score of complexity and the class of a model, both from one lowering of the formulation.

``S = a_b N_bin + a_i N_int + a_c N_cont + b_lin N_lin + b_ind N_ind + b_quad N_quad + b_gen N_gen + g f_BigM + d Lbar``
(arXiv 2502.11102, section 3; weights of its public code). OptMATH's own parser reads LP files with regular expressions,
takes every bounded variable for continuous and coefficients of three digits for big Ms; this one counts in the model.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np

from nl2opt.formulation.elements import Formulation
from nl2opt.solvers.program import STRUCTURES, Affine, Feature, Operation, Program
from nl2opt.synth.complexity.big_m import big_m_rows
from nl2opt.synth.complexity.constraint_kinds import ConstraintKind, constraint_kind, expression_kind, has_logic


@dataclass(frozen=True, slots=True)
class Weights:
    """What each count adds to the score; ``big_m`` for each percent of the constraints, ``terms`` for Lbar."""

    binary: float = 1.0
    integer: float = 1.5
    continuous: float = 0.5
    linear: float = 0.5
    indicator: float = 2.0
    quadratic: float = 2.5
    general: float = 3.0
    big_m: float = 5.0
    terms: float = 0.1


OPTMATH_WEIGHTS = Weights()


@dataclass(frozen=True, slots=True)
class Complexity:
    """The counts of a model with its data, and what follows from them.

    Attributes:
        binary, integer, continuous: variables that the formulation declares, entry by entry; an integer between 0 and
            1 is binary. Columns that lowering adds do not count.
        linear, indicator, quadratic, general: constraints by kind, index by index. Logic counts as ``indicator``,
            ``all_different`` and other functions as ``general``; an objective that is not linear counts as one more.
        big_m: the percentage of constraints that are big-M constraints, 0 to 100.
        terms: mean number of variables in a row, as lowered.
        score: S.
        model_class: LP, IP, MIP, QP, NLP, MINLP or LOGIC.
    """

    binary: int
    integer: int
    continuous: int
    linear: int
    indicator: int
    quadratic: int
    general: int
    big_m: float
    terms: float
    score: float
    model_class: str

    @property
    def variables(self) -> int:
        """How many variables there are."""
        return self.binary + self.integer + self.continuous

    @property
    def constraints(self) -> int:
        """How many constraints there are."""
        return self.linear + self.indicator + self.quadratic + self.general


def score(formulation: Formulation, weights: Weights = OPTMATH_WEIGHTS) -> Complexity:
    """The complexity of a formulation that has all its data.

    Raises:
        FormulationError: it cannot be lowered.
    """
    from nl2opt.formulation.data import load
    from nl2opt.solvers.lowering import lower

    program = lower(formulation, load(formulation), STRUCTURES).program
    return score_program(formulation, program, weights)


def model_class(formulation: Formulation) -> str:
    """LP, IP (all variables integer), MIP, QP (convex quadratic), NLP, MINLP or LOGIC.

    Raises:
        FormulationError: the formulation cannot be lowered.
    """
    return score(formulation).model_class


def score_program(formulation: Formulation, program: Program, weights: Weights = OPTMATH_WEIGHTS) -> Complexity:
    """The complexity of a formulation that is lowered already, structures kept or not."""
    binary, integer, continuous = _variables(program)
    constraints, switches = _constraints(formulation, program)
    linear, indicator, quadratic, general = (constraints[kind] for kind in ConstraintKind)
    big_m = 100.0 * switches / max(1, linear + indicator + quadratic + general)
    terms = _mean_terms(program)
    total = (
        weights.binary * binary
        + weights.integer * integer
        + weights.continuous * continuous
        + weights.linear * linear
        + weights.indicator * indicator
        + weights.quadratic * quadratic
        + weights.general * general
        + weights.big_m * big_m
        + weights.terms * terms
    )
    return Complexity(
        binary=binary,
        integer=integer,
        continuous=continuous,
        linear=linear,
        indicator=indicator,
        quadratic=quadratic,
        general=general,
        big_m=big_m,
        terms=terms,
        score=total,
        model_class=_model_class(formulation, program, all_integer=not continuous),
    )


def _variables(program: Program) -> tuple[int, int, int]:
    declared = np.zeros(len(program.columns), dtype=np.bool_)
    for block in program.variable_blocks:
        if block.kind == "columns":
            declared[block.first : block.first + len(block.keys)] = True
    whole = declared & program.columns.integer
    binary = whole & (program.columns.lower >= 0) & (program.columns.upper <= 1)
    ones = int(binary.sum())
    return ones, int(whole.sum()) - ones, int(declared.sum()) - int(whole.sum())


def _constraints(formulation: Formulation, program: Program) -> tuple[Counter[ConstraintKind], int]:
    """Constraints by kind, and how many of the linear ones are big-M constraints."""
    variables = {variable.name for variable in formulation.variables}
    kinds = {constraint.name: constraint_kind(constraint.body, variables) for constraint in formulation.constraints}
    own: Counter[str] = Counter()
    keys: dict[str, set[object]] = {}
    switches = 0
    switching = big_m_rows(program) if len(program.rows) else np.zeros(0, dtype=np.bool_)
    for block in program.constraint_blocks:
        kind = kinds.get(block.name)
        if kind is None or not len(block.keys):
            continue
        if block.kind != "auxiliary":
            own[block.name] += len(block.keys)
        if kind is not ConstraintKind.LINEAR:
            keys.setdefault(block.name, set()).update(block.keys)
        elif block.kind == "rows":
            switches += int(switching[block.first : block.first + len(block.keys)].sum())
    found: Counter[ConstraintKind] = Counter()
    for name, kind in kinds.items():
        # A rule that lowering writes with auxiliary rows alone still is one for each of its indices.
        found[kind] += max(own[name], len(keys.get(name, ())))
    if formulation.objective.expression is not None:
        objective = expression_kind(formulation.objective.expression, variables)
        if objective is not ConstraintKind.LINEAR:
            found[objective] += 1
    return found, switches


def _mean_terms(program: Program) -> float:
    terms = len(program.rows.values)
    terms += sum(_leaves(row.expression) for row in program.nonlinear)
    terms += sum(1 + len(each.condition.columns) for each in program.indicators)
    terms += sum(len(member.columns) for each in program.all_different for member in each.members)
    rows = len(program.rows) + len(program.nonlinear) + len(program.indicators) + len(program.all_different)
    return terms / rows if rows else 0.0


def _leaves(tree: Operation | Affine) -> int:
    """How many times a variable stands in an expression tree."""
    found, stack = 0, [tree]
    while stack:
        node = stack.pop()
        if isinstance(node, Operation):
            stack.extend(node.arguments)
        else:
            found += len(node.columns)
    return found


def _model_class(formulation: Formulation, program: Program, all_integer: bool) -> str:
    variables = {variable.name for variable in formulation.variables}
    said = [constraint.body for constraint in formulation.constraints]
    said += [] if formulation.objective.expression is None else [formulation.objective.expression]
    features = program.features
    structures = {Feature.INDICATOR, Feature.ALL_DIFFERENT}
    if features & structures or any(has_logic(body, variables) for body in said):
        return "LOGIC"
    integer = Feature.INTEGER in features
    if features & {Feature.NONLINEAR, Feature.NONCONVEX_QUADRATIC}:
        return "MINLP" if integer else "NLP"
    if Feature.CONVEX_QUADRATIC in features:
        return "MINLP" if integer else "QP"
    if not integer:
        return "LP"
    return "IP" if all_integer else "MIP"
