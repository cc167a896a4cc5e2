"""Whether a short name may be made from a long one in the ways in which Chinese names are shortened."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence

from extract.lexicon import load as load_lexicon
from extract.link.names import PRODUCTS, compact, core, is_institution, is_latin
from extract.link.words import words
from ontology.schema import load as load_schema

__all__ = ["abbreviates", "contracts", "is_place", "is_without_place", "shortens"]


@functools.lru_cache(maxsize=1 << 14)
def abbreviates(short: str, long: str) -> bool:
    """Would a careful reader take ``short`` for ``long`` in a text that defines neither?

    Every word of the long name must be in the short one, whole or shortened, unless it only says what a firm does or
    where it is; the characters of its own must all be there. So 建信金科 may be 建信金融科技有限责任公司, but 中国银行
    is not 中国农业银行.
    """
    if not _ends_alike(compact(short), compact(long)):
        return False
    short, long = core(short), core(long)
    if not 2 <= len(short) < len(long) or is_latin(short) or short in _places():
        return False
    if _tell_apart(short, long, (*words().parts, *words().relatives)) or all(map(_is_word, _units(short))):
        return False
    if any(unit in _places() and unit not in long for unit in _units(short)):
        return False
    units = _units(long)
    own = next((i for i, unit in enumerate(units) if not _is_front(unit)), len(units))
    has_own = any(not _is_word(unit) and not _is_front(unit) for unit in units)
    # Without characters of its own a name keeps at least one place: 天津滨海农商银行 may be 滨海农商行.
    return any(_makes(units[skip:], short) for skip in range(own + 1 if has_own else max(own, 1)))


@functools.lru_cache(maxsize=1 << 14)
def contracts(short: str, long: str) -> bool:
    """Could ``short`` be made from ``long`` by leaving characters out? That is enough where a bracket says so."""
    short, long = core(short), core(long)
    if not 2 <= len(short) < len(long) or is_latin(short) != is_latin(long):
        return False
    if _tell_apart(short, long, words().parts):
        return False
    if _is_within(short, long):
        return True
    return any(place in long and short[0] in single for place, single in _places().items() if single) and _is_within(
        short[1:], long
    )


def shortens(short: str, long: str, type_: str) -> bool:
    """Would a careful reader take ``short`` for ``long``, both of a type, in a text that defines neither?"""
    if type_ == "Person":
        return _is_part_of_person(short, long)
    if is_without_place(short, long):
        return True
    if type_ == "Event":
        return _is_without_edition(short, long)
    if is_institution(type_):
        is_brand = type_ == "Company" and _is_brand(short, long)
        return is_brand or _is_part_alone(short, long) or abbreviates(short, long)
    long = compact(long)
    # Products are named by what stands behind a kind or a hyphen (集中交易系统A5, DeepSeek-R1).
    behind = rf"[\u3400-\u9fff-]{re.escape(compact(short))}$"
    return type_ in PRODUCTS and is_latin(short) and len(short) > 1 and bool(re.search(behind, long))


_QUOTES = "\"“”'‘’「」『』"
#: A shorter name of an event says too little.
_EVENT = 4
#: A firm's brand, and what may follow it (百融云创).
_BRAND, _REST = (2, 3), 2


#: A Chinese name with a surname of two characters has four.
_PERSON = 4


def _is_part_of_person(short: str, long: str) -> bool:
    """Is a name the surname of another, perhaps with an honorific, or the last word of a Latin one?"""
    if is_latin(short):
        return is_latin(long) and short.lower() in long.lower().split()[1:]
    short, long = compact(short), compact(long)
    bare = next((short.removesuffix(word) for word in words().honorifics if short.endswith(word)), short)
    return not is_latin(long) and 1 <= len(bare) < len(long) <= _PERSON and long.startswith(bare)


def is_without_place(short: str, long: str) -> bool:
    """Is a name another one but for the place in front?"""
    short, long = compact(short), compact(long)
    own = [unit for unit in _units(short) if not _is_word(unit) and not _is_front(unit)]
    has_own = len(own) > 1 or _is_front(_units(short)[0])
    return has_own and len(short) >= _BRAND[1] and long.endswith(short) and is_place(long.removesuffix(short))


def _is_without_edition(short: str, long: str) -> bool:
    """Is a name that of an event without its number or year, or with some of its characters left out before its end?"""
    short, long = compact(short).strip(_QUOTES), compact(long)
    if long.endswith(short) and words().edition.fullmatch(long.removesuffix(short)):
        return True
    is_end = len(short) >= _EVENT - 1 and long.endswith(short)
    is_part = is_end or (len(short) >= _EVENT and short[-2:] == long[-2:] and _is_within(short, long))
    return is_part and not re.search(r"\d|第", short)


def _is_part_alone(short: str, long: str) -> bool:
    """Is a name that of a branch of another without the name of its house (济宁银行兖州支行, 兖州支行)?"""
    short, long = compact(short), compact(long)
    part = next((word for word in words().parts if short.endswith(word)), "")
    return bool(part) and len(short) > len(part) + 1 and long.endswith(short) and len(long) > len(short) + 1


def _is_brand(short: str, long: str) -> bool:
    """Is a name the first characters of a firm's, of which two more say nothing that makes a relative of it?"""
    short, long = compact(short), core(long)
    if len(short) not in _BRAND or len(long) - len(short) != _REST or not long.startswith(short):
        return False
    rest = long[len(short) :]
    is_common = is_latin(long) or is_place(short) or _is_word(rest)
    return not is_common and not _tell_apart(short, long, (*words().parts, *words().relatives))


def is_place(name: str) -> bool:
    """Is a compact name that of a city or region?"""
    return name in _places()


def _ends_alike(short: str, long: str) -> bool:
    """Has the long name the legal ending of the short one, if it has one, at its end (甲集团 is not 甲集团科技)?"""
    ending = short[len(core(short)) :]
    after = long.rpartition(ending)[2] if ending and ending in long else None
    return not ending or after == "" or after in words().legal


def _is_within(short: str, long: str) -> bool:
    rest = iter(long)
    return all(character in rest for character in short)


def _tell_apart(short: str, long: str, some: Iterable[str]) -> bool:
    """Has only one of the names one of the words? A short name may keep the last character of a long word."""
    return any(
        (word in long) != (word in short) and not (word in long and len(word) > 2 and word[-1] == short[-1])
        for word in some
    )


def _makes(units: Sequence[str], short: str) -> bool:
    """Is ``short`` made of the units in order?"""
    if not units:
        return not short
    first, rest = units[0], units[1:]
    if any(short.startswith(form) and _makes(rest, short[len(form) :]) for form in _forms(first)):
        return True
    if first in words().droppable:
        return _makes(rest, short)
    return not short and all(unit in words().droppable or unit in words().ending for unit in units)


@functools.cache
def _forms(unit: str) -> frozenset[str]:
    """Return what a unit may be in a short name: itself, a shortened form, its first or its last character."""
    if unit in _places():
        bare = core(unit, "City")
        return frozenset({unit, unit[0], bare, bare[-1]}) | _places()[unit]
    if _is_word(unit):
        return frozenset({unit, unit[0], unit[-1], *words().shortened.get(unit, ())})
    return frozenset({unit})


@functools.lru_cache(maxsize=1 << 14)
def _units(name: str) -> tuple[str, ...]:
    """Return a compact name cut into places, words of the list, Latin runs and single characters."""
    known, longest = _dictionary()
    units: list[str] = []
    at = 0
    while at < len(name):
        latin = _LATIN.match(name, at)
        end = latin.end() if latin else at + 1
        some = (e for e in range(min(len(name), at + longest), at + 1, -1) if name[at:e] in known)
        end = max(end, next(some, end))
        units.append(name[at:end])
        at = end
    return tuple(units)


_LATIN = re.compile("[a-z0-9]+")


@functools.cache
def _dictionary() -> tuple[frozenset[str], int]:
    known = frozenset({*_vocabulary(), *_places(), *words().nation})
    return known, max(map(len, known))


@functools.cache
def _vocabulary() -> frozenset[str]:
    known = words()
    return frozenset(
        {*known.shortened, *known.droppable, *known.ending, *known.parts, *(w for w in known.relatives if len(w) > 1)}
    )


def _is_word(unit: str) -> bool:
    return unit in _vocabulary() or unit in words().nation


def _is_front(unit: str) -> bool:
    return unit in _places() or unit in words().nation


@functools.cache
def _places() -> dict[str, frozenset[str]]:
    """Return the names of places of two characters and more, each with its one-character names."""
    schema, found = load_schema(), dict[str, frozenset[str]]()
    for entry in load_lexicon().entries.values():
        if schema.type_of(entry.type) not in ("City", "Region"):
            continue
        names = [compact(form) for form in (*entry.strong, *entry.weak)]
        single = frozenset(name for name in names if len(name) == 1)
        for name in names:
            if len(name) > 1 and not is_latin(name):
                found[name] = found.get(name, frozenset()) | single
    return found
