"""Words that say whether a thing is so, shall be so, or is not so, and what they reach."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from extract.fold import fold

__all__ = ["STATUSES", "Cue", "Genre", "cues", "genre", "status"]

STATUSES = ("asserted", "planned", "negated")

_DATA = Path(__file__).parent / "rules" / "scope.toml"
_CLAUSE = re.compile(r"[:。;!?\n]|,(?!\d)")


@dataclass(frozen=True, slots=True)
class Cue:
    """A word of a status: ``text[start:end]``; ``back`` where it speaks of what stands before it."""

    start: int
    end: int
    status: str
    back: bool


@lru_cache(maxsize=1 << 12)
def cues(text: str) -> tuple[Cue, ...]:
    """Return the cues of a folded text in order, the longest at each place, less those inside a harmless word."""
    patterns, harmless = _patterns()
    spared = [match.span() for match in harmless.finditer(text)]
    found = [
        Cue(match.start(), match.end(), status, back)
        for (status, back), pattern in patterns.items()
        for match in pattern.finditer(text)
        if not any(word != match.span() and word[0] <= match.start() and match.end() <= word[1] for word in spared)
    ]
    return tuple(sorted(found, key=lambda cue: (cue.start, cue.end)))


def status(text: str, at: int) -> str:
    """Return the status of what a folded text says at a place: the nearest cue that reaches it decides.

    A cue reaches from itself to the end of its clause; a plan goes on through the clauses that follow, until a cue of
    another status; an end told after it reaches back to the start of its clause.
    """
    start = max((match.end() for match in _CLAUSE.finditer(text, 0, at)), default=0)
    match = _CLAUSE.search(text, at)
    end = match.start() if match else len(text)
    found = cues(text)
    if any(cue.back and cue.status == "negated" and at <= cue.start < end for cue in found):
        return "negated"
    inside = [cue for cue in found if start <= cue.start < at and not cue.back]
    for wanted in ("negated", "planned"):
        if any(cue.status == wanted for cue in inside):
            return wanted
    before = [cue for cue in found if cue.start < start and not cue.back]
    if before and not inside and before[-1].status == "planned":
        return "planned"
    return "asserted"


@dataclass(frozen=True, slots=True)
class Genre:
    """Words that tell what kind of text a thing is told in: aims or deeds, and verbs that a task begins with."""

    aims: re.Pattern[str]
    deeds: re.Pattern[str]
    marks: re.Pattern[str]
    urges: re.Pattern[str]


@cache
def genre() -> Genre:
    """Return the words of kinds of text, for folded text."""
    words = _words()["genre"]
    return Genre(*(_any_of(words[name]) for name in ("aims", "deeds", "marks", "urges")))


@cache
def _patterns() -> tuple[dict[tuple[str, bool], re.Pattern[str]], re.Pattern[str]]:
    """Return the pattern of each status and direction, and that of the words which are no cues."""
    data = _words()
    found = {}
    for name in STATUSES:
        for key, back in (("words", False), ("after", True)):
            if data[name][key]:
                found[name, back] = _any_of(data[name][key])
    return found, _any_of(data["harmless"]["words"])


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(fold(_DATA.read_text(encoding="utf-8"))[0])


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word)))))
