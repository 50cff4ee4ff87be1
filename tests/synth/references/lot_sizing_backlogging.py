"""Lot sizing with backlogging by trying every set of periods with production."""

from __future__ import annotations

import itertools

SIZES = {"periods": (3, 5)}


def optimum(data):
    """The lowest cost; since lots have no limit, all demand of a period is made where that is cheapest."""
    periods = range(1, data["T"] + 1)

    def unit(made, due):
        late = data["delay_cost"] * (made - due)
        early = data["holding_cost"] * (due - made)
        return data["unit_cost"][made] + (late if made > due else early)

    best = None
    for number in range(1, len(periods) + 1):
        for chosen in itertools.combinations(periods, number):
            cost = data["setup_cost"] * number
            cost += sum(data["demand"][due] * min(unit(made, due) for made in chosen) for due in periods)
            best = cost if best is None else min(best, cost)
    return best
