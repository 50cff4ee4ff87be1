"""Searches for an irreducible conflict: the deletion filter, and QuickXplain for large sets.

Both ask one question only, whether a set of items has a solution, and stay right when the answer is not known: an
item whose removal was not settled stays, and the result is a conflict that is perhaps not irreducible.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Sequence
from typing import TypeAlias, TypeVar

Item = TypeVar("Item", bound=Hashable)

Verdict: TypeAlias = bool | None
"""True: the set has a solution; False: it has none; None: not known."""


def deletion_filter(
    items: Sequence[Item],
    has_solution: Callable[[Collection[Item]], Verdict],
    core: Callable[[Collection[Item]], Collection[Item] | None],
) -> tuple[list[Item], bool]:
    """Tries to do without each item in turn (Chinneck and Dravnieks 1991, the deletion filter).

    Args:
        items: a conflict; those that come first are left out first.
        has_solution: says whether a set of items can hold together.
        core: a smaller conflict within a conflict, at the price of about one solve; None when it finds none.

    Returns:
        A conflict in the order of ``items``, and whether it is known to be irreducible.
    """
    kept, proven = list(items), True
    left = set(items)
    for item in items:
        if item not in left:
            continue
        rest = [other for other in kept if other != item]
        verdict = has_solution(rest)
        if verdict is None:
            proven = False
        elif not verdict:
            smaller = core(rest)
            left = set(rest if smaller is None else smaller)
            kept = [other for other in rest if other in left]
    return kept, proven


def quickxplain(items: Sequence[Item], has_solution: Callable[[Collection[Item]], Verdict]) -> tuple[list[Item], bool]:
    """Splits the set in halves (U. Junker, QuickXplain, AAAI 2004): few solves when the conflict is small.

    Args:
        items: a conflict; later ones are left out where there is a choice.
        has_solution: says whether a set of items can hold together.

    Returns:
        A conflict in the order of ``items``, and whether it is known to be irreducible.
    """
    unsettled = False

    def search(background: list[Item], news: bool, candidates: list[Item]) -> list[Item]:
        nonlocal unsettled
        if news:
            verdict = has_solution(background)
            if verdict is False:
                return []
            unsettled = unsettled or verdict is None
        if len(candidates) == 1:
            return candidates
        half = len(candidates) // 2
        first, second = candidates[:half], candidates[half:]
        late = search([*background, *first], True, second)
        early = search([*background, *late], bool(late), first)
        return [*early, *late]

    found = search([], True, list(items)) if items else []
    return found, not unsettled
