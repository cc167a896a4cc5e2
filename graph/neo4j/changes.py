"""What differs between two sorted runs of things, without holding either."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum, auto
from typing import Any, Protocol, TypeVar

from ontology.errors import StoreError

__all__ = ["Change", "Key", "changes", "digest"]

Key = tuple[str, ...]


class Change(Enum):
    """What becomes of a thing; one that is there twice is removed and made anew."""

    NEW = auto()
    CHANGED = auto()
    SAME = auto()
    GONE = auto()


class _Keyed(Protocol):
    @property
    def key(self) -> Key: ...
    @property
    def digest(self) -> str: ...


Thing = TypeVar("Thing", bound=_Keyed)


def digest(labels: Iterable[str], properties: Mapping[str, Any]) -> str:
    """Return a short hash that changes with any label or property (64 bits: it only ever meets one other)."""
    said = repr((tuple(labels), sorted(properties.items())))
    return hashlib.blake2b(said.encode(), digest_size=8).hexdigest()


def changes(
    ours: Iterable[Thing], theirs: Iterable[tuple[Key, str | None]]
) -> Iterator[tuple[Change, Key, Thing | None]]:
    """Yield what becomes of each thing, in order of keys; both runs come sorted by key.

    A key that is there several times is yielded as gone (all of them) and then as new.
    Raises: StoreError where a run is not sorted.
    """
    left = _grouped(theirs)
    there = next(left, None)
    last: Key = ()
    for thing in ours:
        if thing.key <= last:
            raise StoreError(f"{' '.join(thing.key)} comes after {' '.join(last)}, expected sorted keys, each once")
        last = thing.key
        while there is not None and there[0] < thing.key:
            yield Change.GONE, there[0], None
            there = next(left, None)
        if there is None or there[0] != thing.key:
            yield Change.NEW, thing.key, thing
            continue
        if len(there[1]) > 1:
            yield Change.GONE, thing.key, None
            yield Change.NEW, thing.key, thing
        else:
            yield Change.SAME if there[1][0] == thing.digest else Change.CHANGED, thing.key, thing
        there = next(left, None)
    while there is not None:
        yield Change.GONE, there[0], None
        there = next(left, None)


def _grouped(theirs: Iterable[tuple[Key, str | None]]) -> Iterator[tuple[Key, list[str | None]]]:
    key: Key = ()
    digests: list[str | None] = []
    for next_key, found in theirs:
        if next_key != key:
            if digests:
                yield key, digests
            if next_key < key:
                raise StoreError(f"{' '.join(next_key)} comes after {' '.join(key)}, expected a sorted answer")
            key, digests = next_key, []
        digests.append(found)
    if digests:
        yield key, digests
