"""Data of a formulation as arrays: sets, parameters, and expressions over them (numpy only)."""

from nl2opt.formulation.data.load import Data, load

__all__ = ["Data", "load"]
