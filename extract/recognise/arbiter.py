"""Decide between the names that lexicon, grammar and random field propose for the same characters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

__all__ = ["Candidate", "decide", "losers"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A proposed name: ``tokens[start:end]`` of a block; ``ids`` are the lexicon entries it may stand for.

    It stands only if its ``score`` is at least what is ``needed``.
    """

    start: int
    end: int
    type: str
    component: str
    score: float
    ids: tuple[str, ...] = ()
    needed: float = 0.0

    def overlaps(self, other: Candidate) -> bool:
        """Do the two share a token?"""
        return self.start < other.end and other.start < self.end


def decide(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Return the candidates that win, in order, none overlapping another.

    The stronger evidence wins; of equal evidence the longer name, then the earlier one.
    """
    kept: list[Candidate] = []
    for candidate in sorted(candidates, key=lambda c: (-c.score, c.start - c.end, c.start, c.type, c.component)):
        if candidate.score >= candidate.needed and not any(candidate.overlaps(other) for other in kept):
            kept.append(candidate)
    return sorted(kept, key=lambda c: c.start)


def losers(candidates: Sequence[Candidate], winner: Candidate) -> list[Candidate]:
    """Return what a winner competed with, strongest first."""
    rivals = [c for c in candidates if c != winner and c.overlaps(winner)]
    return sorted(rivals, key=lambda c: (-c.score, c.start, c.end, c.type))
