"""Personnel deployment by scipy's integer solver over arrays that are laid out by hand."""

from __future__ import annotations

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

SIZES = {"kinds": (1, 2), "bases": (2, 2), "posts": (2, 2)}


def optimum(data):
    """The lowest cost of moving enough people."""
    kinds, bases, posts = data["KINDS"], data["BASES"], data["POSTS"]
    shape = (len(kinds), len(bases), len(posts))
    size = int(np.prod(shape))
    cost = np.array([[[data["cost"][b, p] for p in posts] for b in bases] for _ in kinds]).ravel()
    rows, low, high = [], [], []

    def add(where, least, most):
        row = np.zeros(shape)
        row[where] = 1
        rows.append(row.ravel())
        low.append(least)
        high.append(most)

    for k, kind in enumerate(kinds):
        for b, base in enumerate(bases):
            add((k, b, slice(None)), 0, data["available"][kind, base])
        for p, post in enumerate(posts):
            add((k, slice(None), p), data["needed"][kind, post], np.inf)
    for b, base in enumerate(bases):
        add((slice(None), b, slice(None)), 0, data["seats"][base])
    found = milp(
        cost,
        integrality=np.ones(size),
        bounds=Bounds(0, np.inf),
        constraints=LinearConstraint(np.array(rows), low, high),
    )
    return found.fun if found.success else None
