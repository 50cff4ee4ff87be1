"""Phrases for data of activities, by the sort of datum."""

from __future__ import annotations

EACH = ("each {a}", "every {a}", "{a:a}", "one {a}")
PREDICATES: dict[str, tuple[str, ...]] = {
    "measure": ("{uses} {v:number} {m*v}",),
    "profit": ("brings {gain:a} of {v:money}", "yields {gain:a} of {v:money}", "gives {gain:a} of {v:money}"),
    "price": ("sells for {v:money}", "is sold for {v:money}", "brings in {v:money} in sales"),
    "cost": ("costs {v:money}", "comes at a cost of {v:money}", "has a cost of {v:money}"),
    "quality": ("has {q:a} of {v:number}", "is given {q:a} of {v:number}"),
    "share": ("contains {v:percent} {q}", "is {v:percent} {q}"),
}
"""What is said of one unit of an activity; the subject stands before it."""

CONTINUED: dict[str, tuple[str, ...]] = {
    "measure": ("{v:number} {unit*v}", "{v:number} {m*v}"),
    "profit": ("one of {v:money}", "{v:money}"),
    "price": ("for {v:money}", "{v:money}"),
    "cost": ("{v:money}",),
    "quality": ("one of {v:number}",),
    "share": ("{v:percent}",),
}
"""The same of another activity in the same sentence."""

SINGLE: dict[str, tuple[str, ...]] = {
    "measure": (
        "for [each|every] {a} {made}, {v:number} {m*v} {are} {used}",
        "{v:number} {m*v} {are} {used} for [each|every] {a}",
        "[each|every] {a} {made} {uses} {v:number} {m*v}",
        "for one {a}, {v:number} {m*v} {are} {used}",
    ),
    "profit": (
        "the {gain} [on|from] [each|every|one] {a} is {v:money}",
        "with [each|every] {a} {made}, {who} [makes|earns] {gain:a} of {v:money}",
        "[each|every] {a} {made} [adds|contributes] {v:money} to the {gain}",
    ),
    "price": (
        "the [selling|sales] price of [one|each] {a} is {v:money}",
        "{who} sells [each|every] {a} for {v:money}",
    ),
    "cost": (
        "the cost of [one|each|every] {a} is {v:money}",
        "{who} [pays|spends] {v:money} [on|for] [each|every] {a}",
        "it costs {v:money} to {make} one {a}",
    ),
    "quality": ("the {q} of [each|every] {a} is {v:number}",),
    "share": ("the {q} in [each|every] {a} is {v:percent}", "the {q} content of {ak} is {v:percent}"),
}
"""Whole sentences on one activity."""

SELECTED: dict[str, tuple[str, ...]] = {
    "measure": (
        "if {ak} is {made}, {v:number} {m*v} {are} {used}",
        "{ak} {uses} {v:number} {m*v}",
        "{making} {ak} means that {v:number} {m*v} {are} {used}",
    ),
    "profit": ("the {gain} from {ak} is {v:money}", "{making} {ak} brings {gain:a} of {v:money}"),
    "price": ("{making} {ak} brings in {v:money}",),
    "cost": ("the cost of {ak} is {v:money}", "{making} {ak} costs {v:money}"),
    "quality": ("the {q} of {ak} is {v:number}",),
    "share": ("the {q} of {ak} is {v:percent}",),
}
INVESTED: dict[str, tuple[str, ...]] = {
    "profit": (
        "the {gain} on {ak} is {v:percent}",
        "money {made} in {ak} [brings|yields|pays] {gain:a} of {v:percent}",
        "each dollar {made} in {ak} brings {gain:a} of {v:percent}",
        "{making} money in {ak} yields {gain:a} of {v:percent}",
    ),
    "quality": ("the {q} of {ak} is {v:number}", "{ak} has been given {q:a} of {v:number}"),
}
IN_LIST: dict[str, tuple[str, ...]] = {
    "measure": ("{v:number} {m*v}",),
    "profit": ("{v:money} {gain}", "{gain:a} of {v:money}"),
    "price": ("a price of {v:money}", "{v:money} in sales"),
    "cost": ("a cost of {v:money}", "{v:money} in costs"),
    "quality": ("{q} {v:number}",),
    "share": ("{v:percent} {q}",),
}
"""Items of a bullet list."""

RESPECTIVE = {
    "profit": "the {gain} per {all}",
    "price": "the selling price per {all}",
    "cost": "the cost per {all}",
}
CAPTIONS = (
    "The [data|details|figures] [are as follows|are listed below|are given below]:",
    "Here [are the data|is an overview]:",
    "The following [table|list] [shows|gives] the data:",
)
