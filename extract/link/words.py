"""The words of words.toml."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Words", "words"]


@dataclass(frozen=True, slots=True)
class Words:
    """What introduces short forms, what may be left out of a name and what may not."""

    introducers: tuple[str, ...]
    legal_suffixes: tuple[str, ...]  #: longest first
    optional: dict[str, tuple[str, ...]]
    distinct: tuple[str, ...]


@functools.cache
def words() -> Words:
    """Return the words of the file beside this module."""
    data = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    longest = functools.partial(sorted, key=lambda w: (-len(w), w))
    return Words(
        introducers=tuple(longest(data["introducers"])),
        legal_suffixes=tuple(longest(data["legal_suffixes"])),
        optional={kind: tuple(longest(some)) for kind, some in data["optional"].items()},
        distinct=tuple(data["distinct"]["words"]),
    )
