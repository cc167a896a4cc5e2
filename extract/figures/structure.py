"""Sentences, clauses and coordinated names of a block: what stands around a figure."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from extract.figures.vocabulary import any_of, words
from extract.records import Mention

__all__ = ["Span", "Structure", "groups"]

Span = tuple[int, int]

_SENTENCE = re.compile(r"[。！？!?\n]+")
_CLAUSE = re.compile(r"[，；：。！？!?\n;]|,(?!\d{3})|:(?!\d)|——")


@dataclass(frozen=True, slots=True)
class Structure:
    """The boundaries of a folded text; ``sentences`` and ``clauses`` are start offsets in order."""

    text: str
    sentences: tuple[int, ...]
    clauses: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> Structure:
        """Return the structure of a folded text."""
        return cls(text, _starts(_SENTENCE, text), _starts(_CLAUSE, text))

    def sentence(self, at: int) -> int:
        """Return the number of the sentence that a character stands in."""
        return bisect_right(self.sentences, at) - 1

    def clause(self, at: int) -> int:
        """Return the number of the clause that a character stands in."""
        return bisect_right(self.clauses, at) - 1

    def sentence_span(self, at: int) -> Span:
        """Return the range of the sentence around a character."""
        return _around(self.sentences, self.sentence(at), len(self.text))

    def clause_span(self, at: int) -> Span:
        """Return the range of the clause around a character."""
        return _around(self.clauses, self.clause(at), len(self.text))


def groups(text: str, mentions: Sequence[Mention]) -> list[list[int]]:
    """Return the coordinated lists of names of a folded text, as indices into ``mentions`` (sorted by start)."""
    joint = _joint()
    found: list[list[int]] = []
    last: list[int] | None = None
    for i, mention in enumerate(mentions):
        if last and joint.fullmatch(text, mentions[last[-1]].end, mention.start):
            last.append(i)
        elif last and _is_aside(text, mentions[last[-1]].end, mention):
            found.append([i])
        else:
            last = [i]
            found.append(last)
    return found


#: What may stand in brackets between two names of a list.
_ASIDE = 30


@cache
def _joint() -> re.Pattern[str]:
    aside = rf"(?:[（(][^（）()]{{0,{_ASIDE}}}[）)])?"
    return re.compile(rf"[”」』]?{aside}[”」』]?(?:{any_of(words('coordination'))})[ ]*[“「『]?")


def _is_aside(text: str, end: int, mention: Mention) -> bool:
    """Return whether a name stands in brackets that open right after ``end``."""
    between = text[end : mention.start].lstrip("”」』")
    return between[:1] in ("（", "(") and "）" not in between and ")" not in between and len(between) <= _ASIDE


def _starts(pattern: re.Pattern[str], text: str) -> tuple[int, ...]:
    return (0, *(m.end() for m in pattern.finditer(text)))


def _around(starts: Sequence[int], number: int, length: int) -> Span:
    return starts[number], starts[number + 1] if number + 1 < len(starts) else length
