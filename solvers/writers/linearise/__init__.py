"""A formulation in the words that a target has: what it cannot say becomes auxiliary variables and linear rows.

This is the work of ``nl2opt.solvers.lowering.reformulations``, done on the formulation instead of the matrix, so that
a script can show it: a new variable has a name, an index and a note, an M is a parameter with a note on where it comes
from. After it the body of every constraint is one of

- a single comparison ``<=``, ``>=``, ``==`` of expressions, or a chain of two ``<=`` whose ends are data;
- ``binary == 1 implies comparison`` (or ``== 0``), for a target with ``Construct.INDICATOR``;
- a definition ``variable == function(variables)`` for ``EXTREME`` and ``ABSOLUTE``;
- anything, for a target with ``Construct.LOGIC``;
- a comparison of data alone, which a script can only assert.
"""

from __future__ import annotations

from nl2opt.solvers.writers.linearise.lineariser import Lineariser, linearised

__all__ = ["Lineariser", "linearised"]
