"""What the headings of a table are: labels of a set, or names of what is measured; and the names made of them."""

from __future__ import annotations

import re

from nl2opt.formulation.number_words import words_of
from nl2opt.formulation.tolerant.names import RESERVED, as_name

_MEASURES = words_of(
    "amount area availability available benefit bound budget calorie capacity capital charge consumption content cost "
    "day deadline demand density distance duration earning effect efficiency emission energy expense factor fee fixed "
    "flow gain height hour income inventory investment labor labour level length limit load margin material maximum "
    "max minimum min money need npv number outflow output payoff penalty percentage population power price processing "
    "production productivity profit quality quantity quota rate rating reliability requirement required resource "
    "return revenue risk salary score setup share size space speed stock storage supply surplus time usage use "
    "utility value volume wage weight width workload yield"
)
_MEASURE = re.compile(rf"\b(?:{'|'.join(_MEASURES)})s?\b|\bper\b|\w/\w|\([^)]*\)|[$€£¥%]", re.IGNORECASE)
_ID = re.compile(r"(?:\d+|[IVX]+|[A-Za-z]\d*|[A-Za-z]\d+)")
_SMALL = frozenset(words_of("of the a an in for to by and at on with each"))
_MOST_WORDS = 5
_LIMITS = frozenset(words_of("per max min maximum minimum limit limits bound bounds day days hour hours"))
_NO_NOUNS = frozenset(
    words_of("has was this thus its does needs makes uses produces follows shows gives lists less plus")
)
_INTRODUCTION = 60
"""Characters before a label in which its kind may be named."""


def is_measure(words: str) -> bool:
    """Whether the words name something measured ("Price per share"), not one thing of many ("Genoa")."""
    return bool(_MEASURE.search(words))


def measure_named_last(words: str) -> str:
    """The last measure that some words name ("The distances are as follows:" speaks of distances); empty for none."""
    found = [match.group() for match in _MEASURE.finditer(words) if match.group().isalpha()]
    found = [word for word in found if word.casefold() not in _LIMITS]
    return found[-1] if found else ""


def things_before(label: str, prose: str) -> str:
    """The plural noun that introduces a label: "its 6 warehouses (located in Verona, ..." calls them warehouses."""
    place = re.search(rf"\b{re.escape(label)}\b", prose)
    if place is None or label.isdigit():
        return ""
    before = prose[max(0, place.start() - _INTRODUCTION) : place.start()]
    nouns = [word for word in re.findall(r"\b[a-z]{3,}s\b", before) if word not in _NO_NOUNS]
    return nouns[-1] if nouns else ""


def numbered(heads: tuple[str, ...]) -> tuple[str, tuple[str, ...], str] | None:
    """What is common before and behind labels such as "Product I", "Product II"; None where they are not alike.

    Returns:
        The words before, the label of each head, and the words behind: ``("Glue", ("1", "2"), "Units/Hour")``.
    """
    parts = [re.sub(r"(?<=[a-z])(?=[A-Z0-9])", " ", head).split() for head in heads]
    if len(heads) < 2 or not all(parts):
        return None
    before = 0
    while all(len(words) > before + 1 for words in parts) and len({words[before] for words in parts}) == 1:
        before += 1
    behind = 0
    while (
        all(len(words) > before + behind + 1 for words in parts) and len({words[-1 - behind] for words in parts}) == 1
    ):
        behind += 1
    middles = [words[before : len(words) - behind] for words in parts]
    if any(len(middle) != 1 or not _ID.fullmatch(middle[0]) for middle in middles):
        return None
    if len({middle[0] for middle in middles}) < len(heads):
        return None
    if not before and not all(middle[0].isdigit() for middle in middles) and not behind:
        return None
    return (
        " ".join(parts[0][:before]),
        tuple(middle[0] for middle in middles),
        " ".join(parts[0][len(parts[0]) - behind :]),
    )


def set_name(words: str) -> str:
    """The name of a set of such things: ``Container Type (Code)`` as ``CONTAINER_TYPES``; empty for no words."""
    plain = re.sub(r"\([^)]*\)", " ", words)
    kept = [word for word in re.findall(r"[A-Za-z]+", plain) if word.casefold() not in _SMALL][-2:]
    if not kept:
        return ""
    kept[-1] = _plural(kept[-1])
    name = as_name("_".join(kept)).upper()
    return name if len(name) > 1 else ""


def parameter_name(words: str) -> str:
    """The name of what is measured: ``Labor Cost per Hour`` as ``labor_cost_per_hour``; empty for no words."""
    plain = re.sub(r"\([^)]*\)|[$€£¥]", " ", words)
    kept = [word for word in re.findall(r"[A-Za-z0-9]+", plain) if word.casefold() not in _SMALL][:_MOST_WORDS]
    while kept and kept[-1].casefold() in ("per", *_SMALL):
        kept.pop()
    return as_name("_".join(kept).lower())


def free(name: str, taken: set[str]) -> str:
    """``name``, or with a number behind it where it is taken or reserved; it is taken from then on."""
    chosen, number = name, 2
    while chosen in taken or chosen.casefold() in RESERVED:
        chosen, number = f"{name}_{number}", number + 1
    taken.add(chosen)
    return chosen


def _plural(word: str) -> str:
    lower = word.casefold()
    if lower.endswith("ies") or (lower.endswith("s") and not lower.endswith(("ss", "us"))):
        return word
    if lower.endswith("y") and lower[-2:-1] not in "aeiou":
        return f"{word[:-1]}ies"
    if lower.endswith(("ss", "x", "ch", "sh", "us")):
        return f"{word}es"
    return f"{word}s"
