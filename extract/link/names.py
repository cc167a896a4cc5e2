"""When two names may be forms of one name."""

from __future__ import annotations

import re

from extract.link.words import words

__all__ = ["abbreviates", "core", "is_latin"]

_HAN = re.compile(r"[\u3400-\u9fff]")


def is_latin(name: str) -> bool:
    """Has the name letters but no Han characters?"""
    return not _HAN.search(name) and any(c.isalpha() for c in name)


def core(name: str) -> str:
    """Return a folded name without legal endings and white space, in lower case."""
    bare = re.sub(r"\s+", "", name)
    for suffix in words().legal_suffixes:
        if bare.endswith(suffix) and len(bare) - len(suffix) >= 2:
            bare = bare[: -len(suffix)]
            break
    return bare.lower()


def abbreviates(short: str, long: str) -> bool:
    """Could ``short`` be made from ``long`` by leaving characters out, without leaving out what tells them apart?

    The shorter name begins with the longer one's first or with a later character of its own name, keeps the order, and
    lacks none of the words that make another institution (branch, fund, association …).
    """
    short, long = core(short), core(long)
    if not 2 <= len(short) < len(long):
        return False
    if any((word in long) != (word in short) and not _is_spelt(word, short) for word in words().distinct if word in long):
        return False
    rest = iter(long)
    return all(character in rest for character in short)


def _is_spelt(word: str, short: str) -> bool:
    """Does a short form keep one character of the word at its end (农商银行 for 农村商业银行, 农商行)?"""
    return word[-1] in short[-2:]
