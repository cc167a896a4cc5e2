"""A name that a text may give to a thing already named, and what the text says before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.fold import fold
from extract.link.names import PRODUCTS, is_institution
from extract.records import Mention

__all__ = ["ARTEFACTS", "QUOTES", "Definition", "Spot", "may_be_one"]

QUOTES = "\"“”'‘’「」『』《》〈〉 \t\n\u3000"
ARTEFACTS = PRODUCTS | {"Technology"}


@dataclass(frozen=True, slots=True)
class Definition:
    """Two mentions, by index, that a text says to be one.

    ``is_explicit`` where it does so on purpose (以下简称), ``is_said`` where a word says so and not a bare bracket.
    """

    head: int
    name: int
    is_explicit: bool
    is_said: bool = False


@dataclass(frozen=True, slots=True)
class Spot:
    """A mention that may be a further name: the text of its block, the mentions before it there, and from it on.

    ``in_step`` is the folded text where it runs in step with the text.
    """

    text: str
    in_step: str | None
    mentions: Sequence[Mention]
    before: Sequence[int]
    index: int
    onward: Sequence[int]

    @property
    def other(self) -> Mention:
        return self.mentions[self.index]

    def folded(self, start: int, end: int) -> str:
        """Return ``text[start:end]`` folded."""
        return fold(self.text[start:end])[0] if self.in_step is None else self.in_step[start:end]


def may_be_one(one: str, other: str) -> bool:
    """May mentions of two types name one thing?"""
    return one == other or all(map(is_institution, (one, other))) or {one, other} <= ARTEFACTS
