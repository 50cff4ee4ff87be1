"""Sorting by keys of a known range in linear time."""

from __future__ import annotations

import numpy as np

from nl2opt.formulation.data.domains import Positions
from nl2opt.formulation.data.grid import Array

_DIGIT = 16


def stable_order(keys: Array, capacity: int) -> Positions:
    """The order that sorts whole numbers ``0 <= key < capacity``, equal keys in their old order.

    numpy sorts 16-bit numbers by radix and wider ones by comparison, so wide keys are sorted digit by digit (least
    significant digit first; Knuth, The Art of Computer Programming, volume 3, section 5.2.5).
    """
    if capacity <= 1 << _DIGIT:
        return np.argsort(keys.astype(np.uint16), kind="stable")
    if capacity > 1 << (2 * _DIGIT):
        return np.argsort(keys, kind="stable")
    low = np.argsort((keys & 0xFFFF).astype(np.uint16), kind="stable")
    high = np.argsort((keys >> _DIGIT).astype(np.uint16)[low], kind="stable")
    return np.asarray(low[high])
