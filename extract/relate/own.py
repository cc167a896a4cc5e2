"""Whether a thing is an institution's own: what one is said to have of its own, it makes and does not only use."""

from __future__ import annotations

from collections.abc import Sequence

from extract.fold import key
from extract.lexicon import load
from extract.link.names import PRODUCTS
from extract.records import Entity

__all__ = ["OWN", "is_own", "relation_of"]

_USES, _DEVELOPS = "uses", "develops"
#: The share of institutions and their own products near each other that readers of the training passages take for this.
OWN = 0.77
#: A shorter name begins too many others.
_LEAST = 2


def relation_of(relation: str, head: int, tail: int, entities: Sequence[Entity]) -> str:
    """Return the relation that is meant: a list of institutions and their own products says what each makes.

    A product is an institution's own if the lexicon says so or if it bears its name (建设银行大模型).
    """
    return _DEVELOPS if relation == _USES and is_own(entities[head], entities[tail]) else relation


def is_own(one: Entity, other: Entity) -> bool:
    """Is a product an institution's own?"""
    if other.type not in PRODUCTS:
        return False
    known = load().entries.get(other.key)
    if known is not None and one.key and known.of == one.key:
        return True
    names = [key(name) for name in one.names]
    return any(len(name) >= _LEAST and key(other_name).startswith(name) for name in names for other_name in other.names)
