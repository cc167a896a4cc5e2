"""What the end of a name says of its class, where the lexicon does not know the thing."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from extract.link.names import compact, core

__all__ = ["FILE", "class_by_name", "endings"]

FILE = Path(__file__).with_suffix(".toml")


@cache
def endings(type_: str) -> dict[str, str]:
    """Return the endings that say something of a type's names, compact, and the class that each says."""
    with FILE.open("rb") as file:
        classes = tomllib.load(file).get(type_, {})
    return {compact(ending): name for name, some in classes.items() for ending in some}


def class_by_name(name: str, type_: str) -> str:
    """Return the finest class that the end of a name says; the type itself where it says none."""
    known, bare = endings(type_), core(name)
    found = [ending for ending in known if bare.endswith(ending) and bare != ending]
    return known[max(found, key=len)] if found else type_
