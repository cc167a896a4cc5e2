"""How the two ends of a statement stand to each other in the lexicon: its makers, parents, issuers and places."""

from __future__ import annotations

from functools import lru_cache

from extract.lexicon import load

__all__ = ["NAMES", "known", "may_lie_in"]

#: Measures: of each end, how the other stands to what it belongs to.
NAMES = ("known_head", "known_tail")
#: Nothing is known to hold the end; the other end is not known; it is what holds the end; it belongs to that itself;
#: both belong to one thing; they have nothing to do with each other.
_NOTHING, _UNKNOWN, _HOLDS, _BELOW, _KIN, _APART = range(6)


def known(head: str, tail: str) -> dict[str, float]:
    """Return the measures of a statement whose ends have these keys of the lexicon, empty where it has none."""
    return dict(zip(NAMES, (_standing(head, tail), _standing(tail, head)), strict=True))


def may_lie_in(place: str, other: str) -> bool:
    """May a place lie in another? One that the lexicon knows lies only in what holds it there.

    Of the statements of two places that were read against the lexicon in the annotated passages, 1 in 6 is right.
    """
    return not place or _standing(place, other) == _HOLDS


@lru_cache(maxsize=1 << 14)
def _standing(one: str, other: str) -> float:
    """Return how ``other`` stands to what ``one`` belongs to."""
    above = _above(one)[1:]
    if not above:
        return _NOTHING
    if not other:
        return _UNKNOWN
    if other in above:
        return _HOLDS
    others = _above(other)
    if above[0] in others:
        return _BELOW
    return _KIN if set(above) & set(others) else _APART


@lru_cache(maxsize=1 << 14)
def _above(key: str) -> tuple[str, ...]:
    """Return an entry and what it belongs to, step by step."""
    entries, found = load().entries, list[str]()
    while key in entries and key not in found:
        found.append(key)
        key = entries[key].of
    return tuple(found)
