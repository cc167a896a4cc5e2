"""The time that a figure is about: the nearest date that governs it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from extract.dates import DateSpan, resolve
from extract.figures.reading import Reading
from extract.figures.structure import Span
from extract.figures.vocabulary import any_of, words

__all__ = ["NO_PERIOD", "Period", "governing", "opening"]

#: The date of a figure and whether it was computed; the empty string where the text gives none.
Period = tuple[str, bool, Span | None]

NO_PERIOD: Period = ("", False, None)


def governing(reading: Reading, index: int, base: str, carried: Period) -> Period:
    """Return the period of a figure.

    A date right before the figure comes first, then the nearest one before it in the sentence that is not the other
    side of a comparison, then the last that opened a sentence before, then ``carried`` from blocks above.
    """
    found = _governing(reading, index, base, carried)
    return _whole_year(reading, index, found) if found[0] else found


def opening(reading: Reading, base: str, carried: Period) -> Period:
    """Return the period that a block gives to the blocks after it: that of the last date that opens a sentence."""
    for span in reversed(_resolved(reading, base, carried[0])):
        if _opens(reading, span):
            return _period(reading, span)
    return carried


def _governing(reading: Reading, index: int, base: str, carried: Period) -> Period:
    quantity = reading.figures[index]
    known = _resolved(reading, base, carried[0])
    sentence = reading.structure.sentence_span(quantity.start)
    after_previous = reading.figures[index - 1].end if index else 0
    inside = [span for span in known if sentence[0] <= span.start and span.end <= quantity.start]
    for span in reversed(inside):
        if span.start >= after_previous and _touches(reading.text, span.end, quantity.start):
            return _period(reading, span)
    for span in reversed(inside):
        if not _is_compared(reading, span):
            return _period(reading, span)
    for span in reversed([span for span in known if span.end <= sentence[0]]):
        if _opens(reading, span):
            return _period(reading, span)
    return carried


def _period(reading: Reading, span: DateSpan) -> Period:
    """Return the period of a date; the end of a quarter stands for the quarter."""
    when = span.when
    if len(when) == 10 and any(mark in reading.text[span.start : span.end] for mark in words("quarter")):
        when = f"{when[:4]}-Q{(int(when[5:7]) + 2) // 3}"
    return when, span.resolved, (span.start, span.end)


def _whole_year(reading: Reading, index: int, found: Period) -> Period:
    """Return the year of a period where the words before the figure speak of all of it."""
    start = reading.structure.clause_span(reading.figures[index].start)[0]
    if index:
        start = max(start, reading.figures[index - 1].end)
    said = reading.text[start : reading.figures[index].start]
    if "/" not in found[0] and any(word in said for word in words("whole_year")):
        return found[0][:4], found[1], found[2]
    return found


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return (
        re.compile(rf"(?:{any_of(words('compared'))})[ ]*$"),
        re.compile(rf"(?:年)?[的：: ]*(?:{any_of(words('before'))})?[ ]*"),
    )


def _resolved(reading: Reading, base: str, before: str) -> Sequence[DateSpan]:
    """Return the dates with relative ones computed; without a document date, from the year written last before."""
    base = base or before or next((span.when for span in reading.dates if span.when), "")
    return resolve(reading.dates, base.split("/")[0], before.split("/", maxsplit=1)[0])


def _touches(text: str, start: int, end: int) -> bool:
    return bool(_patterns()[1].fullmatch(text, start, end))


def _is_compared(reading: Reading, span: DateSpan) -> bool:
    """Return whether a date is the other side of a comparison."""
    return bool(_patterns()[0].search(reading.text[max(span.start - 4, 0) : span.start]))


def _opens(reading: Reading, span: DateSpan) -> bool:
    """Return whether a date opens its sentence or clause, so that later sentences are about it too."""
    start = reading.structure.clause_span(span.start)[0]
    return span.start - start <= 6 and not _is_compared(reading, span)
