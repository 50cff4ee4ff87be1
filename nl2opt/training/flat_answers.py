"""Formulations without sets, as answers to learn: small models write names well and indices badly.

A small indexed formulation is written out through its LP form: one variable for each member, every row with its
numbers. It is kept only where each number of it is still one of the text and the optimum is the same; a coefficient
that was computed (a price times a demand) would teach a model to invent numbers.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from nl2opt.errors import Nl2optError
from nl2opt.formulation.text_parser import parse
from nl2opt.pipeline.grounding import model_numbers
from nl2opt.pipeline.text_numbers import TextNumbers
from nl2opt.solvers.api import solve
from nl2opt.solvers.readers.flat_model import FlatColumn, FlatModel, FlatRow
from nl2opt.solvers.readers.legal_names import legal_names
from nl2opt.solvers.readers.lp import read_lp
from nl2opt.solvers.writers import registry
from nl2opt.synth.pairs import Pair

MOST_VARIABLES, MOST_ROWS = 16, 16
_TOLERANCE = 1e-6


def flat_answer(pair: Pair) -> str | None:
    """The formulation of a pair without sets and parameters; None where that would not be a good answer.

    None is given for models that are not linear, are large, or whose numbers are not all in the text.
    """
    formulation = parse(pair.formulation)
    if not formulation.sets and not formulation.parameters:
        return pair.formulation.strip()
    try:
        model = read_lp(registry.writer("lp").write(formulation), "model.lp")
    except Nl2optError:
        return None
    if len(model.columns) > MOST_VARIABLES or len(model.rows) > MOST_ROWS or not _is_plain(model):
        return None
    answer = _written(model)
    flat = parse(answer)
    text = TextNumbers(pair.text)
    if not all(text.states(value) for _, value, _ in model_numbers(flat)):
        return None
    return answer if _same_optimum(solve(flat).objective, pair.objective) else None


def _is_plain(model: FlatModel) -> bool:
    """Whether it is linear, and each row has one limit; LP files say an objective's constant by a fixed column."""
    one_limit = all(row.lower == row.upper or math.isinf(row.lower) != math.isinf(row.upper) for row in model.rows)
    linear = not model.products and not any(row.products or row.switch is not None for row in model.rows)
    fixed = any(column.lower == column.upper for column in model.columns)
    return one_limit and linear and not fixed and bool(model.objective)


def _same_optimum(found: float | None, wanted: float | None) -> bool:
    if found is None or wanted is None:
        return False
    return math.isclose(found, wanted, rel_tol=_TOLERANCE, abs_tol=_TOLERANCE)


def _written(model: FlatModel) -> str:
    names = [name.lower() for name in legal_names([column.name for column in model.columns], "x")]
    rows = [name.lower() for name in legal_names([row.name for row in model.rows], "c")]
    return "\n".join(
        [
            "## Variables",
            *map(_variable, model.columns, names),
            "## Objective",
            f"{model.sense} {_sum(model.objective, names)}",
            "## Constraints",
            *(f"{name}: {_row(row, names)}" for row, name in zip(model.rows, rows, strict=True)),
        ]
    )


def _variable(column: FlatColumn, name: str) -> str:
    if column.integer and (column.lower, column.upper) == (0, 1):
        return f"{name} binary"
    kind = "integer" if column.integer else "continuous"
    lower = f" >= {_number(column.lower)}" if column.lower > -math.inf else ""
    upper = f" <= {_number(column.upper)}" if column.upper < math.inf else ""
    if lower and upper:
        return f"{_number(column.lower)} <= {name}{upper} {kind}"
    return f"{name}{lower}{upper} {kind}"


def _row(row: FlatRow, names: Sequence[str]) -> str:
    """With what is subtracted on the other side, as a person writes it."""
    relation, side = ("==", row.lower) if row.lower == row.upper else ("<=", row.upper)
    if relation == "<=" and row.upper == math.inf:
        relation, side = ">=", row.lower
    plus = {column: value for column, value in row.terms.items() if value > 0}
    minus = {column: -value for column, value in row.terms.items() if value < 0}
    if not plus:
        plus, minus, side = minus, plus, -side
        relation = {"<=": ">=", ">=": "<=", "==": "=="}[relation]
    left, right = [_sum(plus, names)], [_sum(minus, names)] if minus else []
    if side > 0 or (side == 0 and not right):
        right.append(_number(side))
    elif side < 0:
        left.append(_number(-side)) if right else right.append(_number(side))
    return f"{' + '.join(left)} {relation} {' + '.join(right)}"


def _sum(terms: Mapping[int, float], names: Sequence[str]) -> str:
    parts: list[str] = []
    for column, value in terms.items():
        size = names[column] if abs(value) == 1 else f"{_number(abs(value))} * {names[column]}"
        sign = ("-" if value < 0 else "") if not parts else (" - " if value < 0 else " + ")
        parts.append(sign + size)
    return "".join(parts)


def _number(value: float) -> str:
    return f"{value:.12g}"
