"""An explained optimum in tables and sentences: binding limits, prices, ranges, reduced costs, other optima."""

from __future__ import annotations

import math
from collections.abc import Iterator

from nl2opt.formulation.elements import Constraint, Formulation, Objective, Sense
from nl2opt.formulation.expressions import Binary, Comparison, Name, Negation, Subscript
from nl2opt.render.numbers import format_number
from nl2opt.render.rows import entry_name, words_of
from nl2opt.render.sections import Section
from nl2opt.render.units import counted, unit_of
from nl2opt.solvers.explain.optimum import Alternative, Coefficient, Limit, Optimum, PriceKind, Search
from nl2opt.solvers.explain.sensitivity import Slope

MOST_ROWS = 25
"""Rows of one table; the rest is counted."""
MOST_SENTENCES = 6

_SIGNS = {"<=": "≤", ">=": "≥", "==": "="}


def optimum_sections(optimum: Optimum) -> Iterator[Section]:
    """The parts of the explanation, without the solution itself."""
    yield from _binding(optimum)
    yield from _free(optimum)
    yield from _coefficients(optimum)
    yield from _steps(optimum)
    yield from _words(optimum)
    yield from _alternative(optimum)
    if optimum.remarks:
        yield Section("Remarks", lines=optimum.remarks)


def price_number(value: float) -> str:
    """A price or an end of a range: six significant digits are enough."""
    if not math.isfinite(value) or abs(value) >= 1e5:
        return format_number(value)
    return format_number(float(f"{value:.6g}"))


def limit_text(limit: Limit) -> str:
    """``oven ≤ 40``."""
    return f"{entry_name(limit.name, limit.key)} {_SIGNS[limit.relation]} {format_number(limit.value)}"


def _extreme(formulation: Formulation) -> str:
    return {Sense.MINIMIZE: "minimum", Sense.MAXIMIZE: "maximum"}.get(formulation.objective.sense, "objective")


# Tables


def _binding(optimum: Optimum) -> Iterator[Section]:
    limits = optimum.binding
    if not limits:
        yield Section(lines=("No limit is reached: the optimum lies inside all of them.",))
        return
    title = {
        PriceKind.EXACT: "Limits that are reached; the price is what one unit more of the limit adds to the objective",
        PriceKind.INTEGERS_FIXED: "Limits that are reached; prices hold while every whole number keeps its value",
        PriceKind.FIRST_ORDER: "Limits that are reached; prices are for small changes of the limit",
        PriceKind.NONE: "Limits that are reached",
    }[optimum.prices]
    shown = limits
    if len(limits) > MOST_ROWS:
        shown = tuple(sorted(limits, key=_weight, reverse=True)[:MOST_ROWS])
    more = () if len(shown) == len(limits) else (f"and {len(limits) - len(shown)} more with smaller prices",)
    if optimum.prices is PriceKind.NONE:
        rows = tuple((limit_text(limit), _meaning(optimum.formulation, limit)) for limit in shown)
        yield Section(title, ("limit", "meaning"), rows, lines=more)
        return
    ranged = optimum.prices is not PriceKind.FIRST_ORDER
    rows = tuple(
        (limit_text(limit), _price(limit), *(_range(limit) if ranged else ()), _meaning(optimum.formulation, limit))
        for limit in shown
    )
    header = ("limit", "price", *(("from", "to") if ranged else ()), "meaning")
    yield Section(title, header, rows, frozenset({1, 2, 3} if ranged else {1}), more)


def _weight(limit: Limit) -> float:
    return max((abs(slope.price) for slope in (limit.more, limit.less) if slope is not None), default=0.0)


def _price(limit: Limit) -> str:
    if not limit.priced:
        return "-"
    if limit.price is not None:
        return price_number(limit.price)
    up = "none" if limit.more is None else price_number(limit.more.price)
    down = "none" if limit.less is None else price_number(limit.less.price)
    return f"{up} up, {down} down"


def _range(limit: Limit) -> tuple[str, str]:
    if not limit.priced:
        return "-", "-"
    low = limit.value if limit.less is None else limit.less.until
    high = limit.value if limit.more is None else limit.more.until
    return price_number(low), price_number(high)


def _meaning(formulation: Formulation, limit: Limit) -> str:
    for element in formulation.elements():
        if element.name == limit.name:
            words = words_of(element, formulation.problem)
            return f"bound of the variable; {words}".rstrip("; ") if limit.is_bound else words
    return ""


def _free(optimum: Optimum) -> Iterator[Section]:
    limits = [limit for limit in optimum.limits if not limit.binding]
    if not limits:
        return
    shown = limits if len(limits) <= MOST_ROWS else sorted(limits, key=_nearness)[:MOST_ROWS]
    rows = tuple((limit_text(limit), format_number(limit.activity), format_number(limit.slack)) for limit in shown)
    more = () if len(shown) == len(limits) else (f"and {len(limits) - len(shown)} more with more room",)
    yield Section("Limits with room", ("limit", "reached", "room"), rows, frozenset({1, 2}), more)


def _nearness(limit: Limit) -> float:
    return limit.slack / max(1.0, abs(limit.value))


def _coefficients(optimum: Optimum) -> Iterator[Section]:
    if not optimum.coefficients:
        return
    items = [item for item in optimum.coefficients if item.cost or item.value or item.reduced_cost]
    shown = items
    if len(items) > MOST_ROWS:
        shown = [item for item in items if item.value][:MOST_ROWS]
    rows = tuple(
        (
            entry_name(item.name, item.key),
            format_number(item.value),
            format_number(item.cost),
            price_number(item.lower),
            price_number(item.upper),
        )
        for item in shown
    )
    more = () if len(shown) == len(items) else (f"and {len(items) - len(shown)} more",)
    title = "Objective coefficients; these values stay optimal while a coefficient alone moves in its range"
    yield Section(title, ("variable", "value", "coefficient", "from", "to"), rows, frozenset({1, 2, 3, 4}), more)


def _steps(optimum: Optimum) -> Iterator[Section]:
    if not optimum.steps:
        return
    rows = tuple(
        (
            entry_name(step.limit.name, step.limit.key),
            format_number(step.limit.value),
            format_number(step.value),
            "infeasible" if step.objective is None and step.proven else _or_dash(step.objective),
            _signed(step.change),
            "" if step.proven else "not proven",
        )
        for step in optimum.steps
    )
    title = "One unit more room, solved again (whole numbers have no shadow prices)"
    header = ("constraint", "limit", "tried", _extreme(optimum.formulation), "change", "")
    yield Section(title, header, rows, frozenset({1, 2, 3, 4}))


def _or_dash(number: float | None) -> str:
    return "-" if number is None else format_number(number)


def _signed(number: float | None) -> str:
    if number is None:
        return "-"
    return f"+{format_number(number)}" if number > 0 else format_number(number)


# Sentences


def _words(optimum: Optimum) -> Iterator[Section]:
    lines = [*_price_sentences(optimum), *_zero_sentences(optimum), *_local_sentences(optimum)]
    if lines:
        fixed = optimum.prices is PriceKind.INTEGERS_FIXED
        yield Section("In words, while every whole number keeps its value" if fixed else "In words", lines=tuple(lines))


def _price_sentences(optimum: Optimum) -> Iterator[str]:
    priced = [limit for limit in optimum.binding if limit.priced and not limit.idle]
    priced.sort(key=_weight, reverse=True)
    stuck = [limit for limit in priced if limit.more is None and limit.less is None]
    priced = [limit for limit in priced if limit.more is not None or limit.less is not None]
    for limit in priced[:MOST_SENTENCES]:
        yield price_sentence(optimum, limit)
    if stuck:
        names = ", ".join(entry_name(limit.name, limit.key) for limit in stuck[:MOST_SENTENCES])
        more = f" and {len(stuck) - MOST_SENTENCES} more" if len(stuck) > MOST_SENTENCES else ""
        yield f"Changed alone, up or down, these make the model infeasible: {names}{more}."
    if optimum.degenerate and any(limit.price is None for limit in priced):
        yield (
            "More limits meet at this optimum than are needed to define it, so that one unit more and one unit less of "
            "a limit may have different prices."
        )


def price_sentence(optimum: Optimum, limit: Limit) -> str:
    """A price in words.

    ``Each further hour of oven raises the maximum by 3 (earnings), while the limit is between 20 and 40.``
    """
    formulation = optimum.formulation
    name = f"the bound of {entry_name(limit.name, limit.key)}" if limit.is_bound else entry_name(limit.name, limit.key)
    unit = _unit(formulation, limit)
    if limit.price is not None and limit.more is not None:
        until = "" if optimum.prices is PriceKind.FIRST_ORDER else _while(limit)
        return f"Each further {unit} of {name} {_effect(formulation, limit.price)}{until}."
    return f"{name}: {_one_way(formulation, limit.more, f'one {unit} more')}; " + (
        f"{_one_way(formulation, limit.less, f'one {unit} less')}."
    )


def _one_way(formulation: Formulation, slope: Slope | None, what: str) -> str:
    if slope is None:
        return f"{what} makes the model infeasible"
    price = -slope.price if what.endswith("less") else slope.price
    return f"{what} {_effect(formulation, price)}"


def _effect(formulation: Formulation, price: float) -> str:
    if abs(price) <= 1e-9:
        return "changes nothing"
    note = f" ({formulation.objective.note})" if formulation.objective.note else ""
    verb = "raises" if price > 0 else "lowers"
    return f"{verb} the {_extreme(formulation)} by {price_number(abs(price))}{note}"


def _while(limit: Limit) -> str:
    low, high = _range(limit)
    bounds = (limit.less.until if limit.less else limit.value), (limit.more.until if limit.more else limit.value)
    match math.isfinite(bounds[0]), math.isfinite(bounds[1]):
        case True, True:
            return f", while the limit is between {low} and {high}"
        case True, False:
            return f", while the limit is at least {low}"
        case False, True:
            return f", while the limit is at most {high}"
    return ""


def _unit(formulation: Formulation, limit: Limit) -> str:
    """What one unit of a limit is called, by the notes of the constraint or of the data in it."""
    for element in formulation.elements():
        if element.name == limit.name:
            own = words_of(element, formulation.problem)
            data = list(_data_notes(formulation, element)) if isinstance(element, Constraint) else [own]
            known = [unit_of(note) for note in (own, *data)]
            return next(filter(None, [*known, *map(counted, data)]), "unit")
    return "unit"


def _data_notes(formulation: Formulation, constraint: Constraint) -> Iterator[str]:
    """The note of the parameter that stands alone in a constraint, as a side or as a term of one."""
    if not isinstance(constraint.body, Comparison):
        return
    parameters = {parameter.name: parameter for parameter in formulation.parameters}
    found = set()
    stack = list(constraint.body.operands)
    while stack:
        match stack.pop():
            case Binary("+" | "-", left, right):
                stack += [left, right]
            case Negation(operand):
                stack.append(operand)
            case Name(name) | Subscript(name):
                found.add(name)
    alone = found & parameters.keys()
    if len(alone) == 1:
        yield words_of(parameters[alone.pop()], formulation.problem)


def _zero_sentences(optimum: Optimum) -> Iterator[str]:
    idle = [item for item in optimum.coefficients if _could_pay(optimum.formulation.objective, item)]
    idle.sort(key=lambda item: abs(item.reduced_cost))
    for item in idle[:MOST_SENTENCES]:
        yield _zero_sentence(optimum.formulation.objective, item, optimum.degenerate)
    if len(idle) > MOST_SENTENCES:
        yield f"{len(idle) - MOST_SENTENCES:,} more variables are 0 and need larger changes."


def _could_pay(objective: Objective, item: Coefficient) -> bool:
    """Whether a variable is 0 and would not be with another coefficient of the same sign."""
    target = item.upper if objective.sense is Sense.MAXIMIZE else item.lower
    idle = item.at_bound == "lower" and item.value == 0 and bool(item.reduced_cost)
    return idle and (item.cost == 0 or target * item.cost > 0)


def _zero_sentence(objective: Objective, item: Coefficient, degenerate: bool) -> str:
    name = entry_name(item.name, item.key)
    rises = objective.sense is Sense.MAXIMIZE
    target, verb = (item.upper, "rise") if rises else (item.lower, "fall")
    by = price_number(abs(target - item.cost))
    least = "at least " if degenerate else ""
    return (
        f"{name} is 0: its coefficient in the objective would have to {verb} by {least}{by} "
        f"(from {format_number(item.cost)} to {price_number(target)}) before it pays."
    )


def _local_sentences(optimum: Optimum) -> Iterator[str]:
    local = optimum.local
    if local is None:
        return
    if not local.holds:
        yield (
            f"The optimality conditions do not hold at these values (residual {local.residual:.1g}): a kink, or limits "
            "that are not independent, may be the reason."
        )
        return
    residual = f" (residual {local.residual:.1g})" if local.residual > 1e-9 else ""
    yield f"No feasible direction improves the objective to first order{residual}."
    if local.convex:
        yield "Objective and constraints are convex, so that a local optimum is the best one."


def _alternative(optimum: Optimum) -> Iterator[Section]:
    found: Alternative = optimum.alternative
    if found.search is Search.NONE:
        yield Section(lines=("These values are the only optimal ones.",))
    elif found.search is Search.UNSETTLED:
        yield Section(lines=("Whether other values are as good was not settled within the limits.",))
    elif found.search is Search.FOUND:
        rows = tuple(_different(optimum, found))
        more = (f"and {len(rows) - MOST_ROWS:,} more",) if len(rows) > MOST_ROWS else ()
        title = (
            f"Other values are as good; these differ most (the {_extreme(optimum.formulation)} is again "
            f"{format_number(found.objective or 0.0)})"
        )
        yield Section(title, ("variable", "value", "other"), rows[:MOST_ROWS], frozenset({1, 2}), more)


def _different(optimum: Optimum, found: Alternative) -> Iterator[tuple[str, str, str]]:
    for name, block in optimum.solution.values.items():
        for (key, value), (_, other) in zip(block.items(), found.values[name].items(), strict=True):
            if abs(value - other) > 1e-5 * max(1.0, abs(value)):
                yield entry_name(name, key), format_number(value), format_number(other)
