"""Which expressions are affine as they are written, so that lowering them adds no columns and no rows of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nl2opt.formulation.expressions import (
    Binary,
    Comparison,
    Expression,
    Name,
    Negation,
    Node,
    Number,
    Quoted,
    Reduction,
    Subscript,
)

if TYPE_CHECKING:
    from nl2opt.solvers.lowering.compiler import Compiler


def is_affine(compiler: Compiler, expression: Expression | None) -> bool:
    """Whether an expression (or a comparison) is a sum of variables with data for coefficients.

    ``False`` does not say the opposite: ``x * y`` where ``y`` is fixed by its bounds, say, is not looked into.
    """
    pending: list[Node] = [] if expression is None else [expression]
    while pending:
        node = pending.pop()
        match node:
            case Name() | Subscript() | Number() | Quoted():
                pass
            case Comparison(operands, operators) if "!=" not in operators:
                pending.extend(operands)
            case Negation(operand):
                pending.append(operand)
            case Reduction("sum", body):
                pending.append(body)
            case Binary("+" | "-", left, right):
                pending.extend((left, right))
            case Binary("*", left, right) if not compiler.reads(left):
                pending.append(right)
            case Binary("*" | "/", left, right) if not compiler.reads(right):
                pending.append(left)
            case _ if not compiler.reads(node):
                pass
            case _:
                return False
    return True
