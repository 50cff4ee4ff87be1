"""Lowering: from a formulation and its data to a program of arrays, without Python code for each element."""

from nl2opt.solvers.lowering.lower import Lowering, lower

__all__ = ["Lowering", "lower"]
