"""What is known of each token before the random field: lexicon matches, grammar matches, brackets, shapes."""

from __future__ import annotations

import functools
import re
import unicodedata
import zlib
from collections.abc import Iterable

import numpy as np

from extract.recognise.sentences import WIDE
from extract.recognise.tokens import Ints, Tokens

__all__ = ["brackets", "codes", "hashed", "shapes", "spaced", "spans_layer"]

_OPEN = {"《": 1, "“": 2, "「": 2, "『": 2, "(": 3, "【": 3, "〈": 1, "[": 3}
_CLOSE = {"》": 1, "”": 2, "」": 2, "』": 2, ")": 3, "】": 3, "〉": 1, "]": 3}
#: A bracket that is not closed within this many tokens is taken for a slip.
_LONGEST_BRACKET = 80
_BEYOND_UNICODE = 1 << 21


@functools.cache
def hashed(text: str) -> int:
    """Return a stable number for a string."""
    return zlib.crc32(text.encode()) + _BEYOND_UNICODE


def codes(tokens: Tokens) -> Ints:
    """Return a number for each token: numbers by length, Latin words without case, characters as they are."""
    return np.array(list(map(_code, tokens.texts)), np.int64)


@functools.cache
def _code(token: str) -> int:
    if len(token) == 1 and not token.isascii():
        return ord(token)
    if token.isdigit():
        return min(len(token), 9)
    return hashed(token.lower())


def shapes(tokens: Tokens) -> Ints:
    """Return the kind of each token: Han, digits, small, capital, capitals, mixed, punctuation, other."""
    return np.array(list(map(_shape, tokens.texts)), np.int64)


_CAMEL = re.compile(r"[a-z][A-Z]|[A-Z]{2,}[a-z]")


@functools.cache
def _shape(token: str) -> int:  # noqa: PLR0911 - a table of kinds
    if token in "\t\n":
        return 11
    if not token.isascii():
        category = unicodedata.category(token[0])
        return 1 if category == "Lo" else 8 if category.startswith("P") else 9
    if token.isdigit():
        return 2
    if not token.isalpha():
        return 7
    if token.islower():
        return 3
    if token.isupper():
        return 4 if len(token) > 1 else 10
    return 6 if _CAMEL.search(token) else 5


def brackets(tokens: Tokens) -> Ints:
    """Return the bracket that each token stands in: 0 none, 1 title marks, 2 quotation marks, 3 round or square."""
    out = np.zeros(len(tokens), np.int64)
    opened: list[tuple[int, int]] = []
    for i, token in enumerate(tokens.texts):
        if token in _OPEN:
            opened.append((i, _OPEN[token]))
        elif token in _CLOSE:
            while opened:
                start, kind = opened.pop()
                if kind == _CLOSE[token]:
                    if i - start <= _LONGEST_BRACKET:
                        inside = out[start + 1 : i]
                        inside[inside == 0] = kind
                    break
    return out


def spaced(tokens: Tokens) -> Ints:
    """Return 1 where white space stands before a token, 3 where much of it does, 2 where none does."""
    out = np.full(len(tokens), 2, np.int64)
    if len(tokens):
        gap = tokens.starts[1:] - tokens.ends[:-1]
        out[1:][gap > 0] = 1
        out[1:][gap >= WIDE] = 3
        out[0] = 1
    return out


def spans_layer(length: int, spans: Iterable[tuple[int, int, int]]) -> Ints:
    """Return kind × 4 + place for tokens under non-overlapping (start, end, kind) spans, 0 elsewhere.

    Kinds count from 1.
    """
    out = np.zeros(length, np.int64)
    for start, end, kind in spans:
        out[start:end] = kind * 4 + 1
        out[start] = kind * 4
        out[end - 1] = kind * 4 + (2 if end - start > 1 else 3)
    return out
