"""What of a name tells it from others: its core without legal endings, its numbers, its script."""

from __future__ import annotations

import functools
import re

from extract.fold import fold
from extract.link.words import words

__all__ = [
    "PRODUCTS",
    "compact",
    "core",
    "folded",
    "is_institution",
    "is_latin",
    "is_local",
    "is_registered",
    "is_role",
    "numbers",
]

#: Types of things that firms make and others use.
PRODUCTS = frozenset({"Chip", "Database", "Platform", "Software"})
_HAN = re.compile(r"[\u3400-\u9fff]")
_INSTITUTIONS = frozenset({"Bank", "FinancialInstitution", "Company", "Organization", "Regulator", "GovernmentBody"})


@functools.lru_cache(maxsize=1 << 16)
def folded(name: str) -> str:
    """Return a name folded."""
    return fold(name)[0]


@functools.lru_cache(maxsize=1 << 16)
def compact(name: str) -> str:
    """Return a name folded, in lower case and without white space; of a Latin one the brackets stay."""
    return re.sub(r"\s+", "", folded(name)).lower()


def is_latin(name: str) -> bool:
    """Has the name letters but no Han characters?"""
    return not _HAN.search(name) and any(c.isalpha() for c in name)


def is_institution(type_: str) -> bool:
    """Is it one of the types that a firm or body may have?"""
    return type_ in _INSTITUTIONS


def is_role(type_: str, name: str) -> bool:
    """Does a name only say what the thing is (the central bank, the regulation), and not which one?"""
    return compact(name) in words().roles.get(type_, ())


def is_local(type_: str, name: str) -> bool:
    """Does a name mean something only in its document: one of a role, or a person's surname?"""
    if type_ != "Person":
        return is_role(type_, name)
    if is_latin(name):
        return len(name.split()) == 1
    bare = compact(name)
    return len(bare) == 1 or bare.endswith(words().honorifics)


@functools.lru_cache(maxsize=1 << 16)
def core(name: str, type_: str = "") -> str:
    """Return the compact name without legal endings, and without what its type leaves out (杭州市, 微信平台)."""
    bare = compact(name)
    for suffix in (*words().legal, *words().optional.get(type_, ())):
        if bare.endswith(suffix) and len(bare) - len(suffix) >= 2:
            return bare[: -len(suffix)]
    return bare


#: A legal ending of so many characters (有限公司) marks a registered name.
_REGISTERED = 4


def is_registered(name: str) -> bool:
    """Has a name a legal ending, so that it is the one in the register?"""
    return len(compact(name)) - len(core(name)) >= _REGISTERED


@functools.lru_cache(maxsize=1 << 16)
def numbers(name: str) -> tuple[str, ...]:
    """Return the numbers in a name: years and versions tell editions apart."""
    return tuple(re.findall(r"\d+(?:\.\d+)*", compact(name)))
