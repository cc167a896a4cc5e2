"""The words of words.toml."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Words", "words"]


@dataclass(frozen=True, slots=True)
class Words:
    """What introduces another name, what may be left out of a name and what may not; lists have the longest first."""

    joints: tuple[str, ...]
    explicit: tuple[str, ...]
    other: tuple[str, ...]
    former: tuple[str, ...]
    other_pattern: str
    former_pattern: str
    reaching: re.Pattern[str]
    subject: re.Pattern[str]  #: what stands between the end of a sentence and a word that reaches over it
    changing: frozenset[str]
    bracketed: frozenset[str]
    lingual: frozenset[str]
    collective: tuple[str, ...]
    succeeding: frozenset[str]
    shortened: dict[str, tuple[str, ...]]
    droppable: frozenset[str]
    ending: frozenset[str]
    edition: re.Pattern[str]
    glossary: frozenset[str]
    alternatives: frozenset[str]
    nation: tuple[str, ...]
    honorifics: tuple[str, ...]
    legal: tuple[str, ...]
    optional: dict[str, tuple[str, ...]]
    parts: tuple[str, ...]
    relatives: tuple[str, ...]
    roles: dict[str, frozenset[str]]


def _longest(some: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(some, key=lambda word: (-len(word), word)))


@functools.cache
def words() -> Words:
    """Return the words of the file beside this module."""
    data = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    introducers = data["introducers"]
    return Words(
        joints=tuple(data["joints"]["words"]),
        explicit=_longest(introducers["explicit"]),
        other=_longest(introducers["other"]),
        former=_longest(introducers["former"]),
        other_pattern=introducers["other_pattern"],
        former_pattern=introducers["former_pattern"],
        reaching=re.compile(introducers["reaching"]),
        subject=re.compile(introducers["subject"]),
        changing=frozenset(introducers["changing"]),
        bracketed=frozenset(introducers["bracketed"]),
        lingual=frozenset(introducers["lingual"]),
        collective=_longest(introducers["collective"]),
        succeeding=frozenset(introducers["succeeding"]),
        shortened={word: tuple(some) for word, some in data["shortened"].items()},
        droppable=frozenset(data["droppable"]["words"]),
        ending=frozenset(data["droppable"]["ending"]),
        edition=re.compile(data["edition"]["pattern"]),
        glossary=frozenset(data["glossary"]["words"]),
        alternatives=frozenset(data["glossary"]["alternatives"]),
        nation=_longest(data["nation"]["words"]),
        honorifics=_longest(data["honorifics"]["words"]),
        legal=_longest(data["legal"]["suffixes"]),
        optional={kind: _longest(some) for kind, some in data["optional"].items()},
        parts=_longest(data["distinct"]["parts"]),
        relatives=_longest(data["distinct"]["relatives"]),
        roles={kind: frozenset(some) for kind, some in data["roles"].items()},
    )
