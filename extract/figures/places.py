"""Where a figure, its subject and its period stand in the document."""

from __future__ import annotations

from collections.abc import Sequence

from extract.figures.period import Period
from extract.figures.reading import Reading
from extract.figures.structure import Span
from extract.records import Document, Place

__all__ = ["date_place", "place", "sentence_place", "whole"]


def place(document: Document, reading: Reading, role: str, span: Span) -> Place:
    """Return the place of a range of a block in the document."""
    start, end = reading.block.origin.span(*span)
    return Place(role, document.text[start:end], start, end)


def whole(document: Document, reading: Reading, role: str) -> Place:
    """Return the place of a whole block."""
    return place(document, reading, role, (0, len(reading.block.text)))


def sentence_place(document: Document, reading: Reading, role: str, at: int) -> Place:
    """Return the place of the sentence around a character of a block."""
    start, end = reading.structure.sentence_span(at)
    return place(document, reading, role, (start, start + len(reading.text[start:end].rstrip())))


def date_place(document: Document, readings: Sequence[Reading], period: Period, said: Place) -> tuple[Place, ...]:
    """Return the place of the date of a figure; none where the statement or nothing names it."""
    if period.block < 0:
        return ()
    found = place(document, readings[period.block], "date", (period.start, period.end))
    return () if said.start <= found.start and found.end <= said.end else (found,)
