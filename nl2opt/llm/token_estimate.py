"""How many tokens a text takes when no tokenizer is at hand."""

from __future__ import annotations

import re

_PIECES = re.compile(r"[A-Za-z]+|[0-9]|\s+|[^A-Za-z0-9\s]")
_LETTERS_PER_TOKEN = 4


def estimate_tokens(text: str) -> int:
    """A careful upper estimate for byte-level BPE vocabularies such as those of GPT, Llama and Qwen.

    A token for every four letters of a word (begun ones count), for each digit and each other mark, two for a mark
    outside ASCII, and one for white space other than a single blank, which joins the word behind it.
    """
    count = 0
    for piece in _PIECES.findall(text):
        if piece[0].isspace():
            count += piece != " "
        elif piece[0].isascii():
            count += -(-len(piece) // _LETTERS_PER_TOKEN)
        else:
            count += 2
    return count
