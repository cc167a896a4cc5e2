"""What is known of each token before the random field: lexicon matches, grammar matches, brackets, shapes."""

from __future__ import annotations

import functools
import re
import unicodedata
import zlib
from collections.abc import Callable

import numpy as np

from extract.points import Ints, OfCharacters
from extract.recognise.sentences import WIDE
from extract.recognise.tokens import Tokens

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
    return _of_tokens(tokens, _codes, _code)


def _of_tokens(tokens: Tokens, single: OfCharacters, longer: Callable[[str], int]) -> Ints:
    """Return a number for each token, given what tells it for single characters and for longer tokens."""
    out = single(tokens.points)
    for i in np.flatnonzero(tokens.ends - tokens.starts > 1).tolist():
        out[i] = longer(tokens.text[tokens.starts[i] : tokens.ends[i]])
    return out


@functools.cache
def _code(token: str) -> int:
    if len(token) == 1 and not token.isascii():
        return ord(token)
    if token.isdigit():
        return min(len(token), 9)
    return hashed(token.lower())


_codes = OfCharacters(_code)


def shapes(tokens: Tokens) -> Ints:
    """Return the kind of each token: Han, digits, small, capital, capitals, mixed, punctuation, other."""
    return _of_tokens(tokens, _shapes, _shape)


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


_shapes = OfCharacters(_shape)
_opening = OfCharacters(lambda character: _OPEN.get(character, 0))
_closing = OfCharacters(lambda character: _CLOSE.get(character, 0))


def brackets(tokens: Tokens) -> Ints:
    """Return the bracket that each token stands in: 0 none, 1 title marks, 2 quotation marks, 3 round or square."""
    out = np.zeros(len(tokens), np.int64)
    opening, closing = _opening(tokens.points), _closing(tokens.points)
    marks = np.flatnonzero(opening + closing)
    opened: list[tuple[int, int]] = []
    begin = 0
    parallel = (marks, opening[marks], closing[marks], tokens.first_of_text()[marks])
    for i, opens, closes, first in zip(*(row.tolist() for row in parallel), strict=True):
        if first > begin:
            opened, begin = [], first
        if opens:
            opened.append((i, opens))
            continue
        while opened:
            start, kind = opened.pop()
            if kind == closes:
                if i - start <= _LONGEST_BRACKET:
                    inside = out[start + 1 : i]
                    inside[inside == 0] = kind
                break
    return out


def spaced(tokens: Tokens) -> Ints:
    """Return 1 where white space stands before a token, 3 where much of it does, 2 where none does."""
    out = np.full(len(tokens), 2, np.int64)
    gap = tokens.starts[1:] - tokens.ends[:-1]
    out[1:][gap > 0] = 1
    out[1:][gap >= WIDE] = 3
    out[np.unique(tokens.first_of_text())] = 1
    return out


def spans_layer(length: int, starts: Ints, ends: Ints, kinds: Ints) -> Ints:
    """Return kind × 4 + place for tokens under non-overlapping spans, 0 elsewhere.

    Kinds count from 1.
    """
    out = np.zeros(length, np.int64)
    lengths = ends - starts
    inside = np.arange(lengths.sum()) + np.repeat(starts - np.cumsum(lengths) + lengths, lengths)
    out[inside] = np.repeat(kinds * 4 + 1, lengths)
    out[starts] = kinds * 4
    out[ends - 1] = kinds * 4 + np.where(lengths > 1, 2, 3)
    return out
