"""An observation as it leaves the stage, with its evidence."""

from __future__ import annotations

import re
from functools import cache

from extract.figures.candidates import Candidate
from extract.figures.concepts import concept
from extract.figures.indicators import Said
from extract.figures.periods import Period
from extract.figures.reading import Reading
from extract.figures.structure import Span
from extract.figures.vocabulary import any_of, words
from extract.records import Document, Observation, Place

__all__ = ["place", "record", "status"]


def record(
    document: Document, reading: Reading, index: int, subject: Candidate, said: Said, when: Period, confidence: float
) -> Observation:
    """Return the observation that a figure of a paragraph makes."""
    quantity = reading.figures[index]
    said_in = _statement(reading, index, subject)
    return Observation(
        subject=subject.mention.entity,
        head=subject.name,
        indicator=said.text,
        value=quantity.value,
        unit=quantity.measure.text,
        evidence=place(document, reading, "statement", said_in),
        period=when[0],
        period_resolved=when[1],
        status=status(reading, index, when[0]),
        number=quantity.number,
        base_unit=quantity.measure.base,
        value_min=quantity.low,
        value_max=quantity.high,
        concept=concept(said.text, quantity.measure.base),
        confidence=round(confidence, 3),
        rule="prose",
    )


def place(document: Document, reading: Reading, role: str, span: Span) -> Place:
    """Return the place of a range of a block in the document."""
    start, end = reading.block.origin.span(*span)
    return Place(role, document.text[start:end], start, end)


def status(reading: Reading, index: int, period: str) -> str:
    """Return target where the words before a figure in its clause are those of a plan, else actual."""
    quantity = reading.figures[index]
    start = reading.structure.sentence_span(quantity.start)[0]
    return "target" if _targets().search(reading.text[start : quantity.start]) else "actual"


@cache
def _targets() -> re.Pattern[str]:
    return re.compile(any_of(words("target")))


def _statement(reading: Reading, index: int, subject: Candidate) -> Span:
    """Return the sentence of a figure, from the name on where that stands before it in the block."""
    quantity = reading.figures[index]
    start, end = reading.structure.sentence_span(quantity.start)
    if subject.local >= 0:
        start, end = min(start, subject.mention.start), max(end, subject.mention.end)
    while end > start and reading.text[end - 1].isspace():
        end -= 1
    return start, end
