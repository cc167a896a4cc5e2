"""How much a passage counts in learning."""

from __future__ import annotations

from pathlib import Path

from extract.gold.annotations import Passage

__all__ = ["HELP", "times"]

#: What the option ``--trusted`` says.
HELP = "a folder whose passages several readers read: they count three times, slices of documents six times"
_READ, _REAL = 3, 6


def times(path: Path, passage: Passage, trusted: Path | None) -> int:
    """Return how often a passage of a file counts: slices of documents most, as what is written to learn is smoother.

    ``trusted`` is the folder whose passages were read by several readers; those of other files count once.
    """
    return (_REAL if passage["end"] else _READ) if path.parent == trusted else 1
