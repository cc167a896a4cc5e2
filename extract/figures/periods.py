"""The time that a figure is about: the nearest date that governs it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from extract.dates import DateSpan, resolve
from extract.figures.candidates import respective
from extract.figures.reading import Reading
from extract.figures.structure import Span
from extract.figures.vocabulary import any_of, words

__all__ = ["NO_PERIOD", "Period", "canonical", "governing", "opening"]

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


def has_own(reading: Reading, index: int) -> bool:
    """Return whether a date that is no comparison stands between the figure before, or the clause's start, and this."""
    start = reading.structure.clause_span(reading.figures[index].start)[0]
    if index:
        start = max(start, reading.figures[index - 1].end)
    end = reading.figures[index].start
    return any(start <= s.start and s.end <= end and not _is_compared(reading, s) for s in reading.dates)


def year_of(readings: Sequence[Reading]) -> str:
    """Return the last year that the dates of a document name, goals left out; this year's figures are of it."""
    years = [
        span.when[:4]
        for reading in readings
        for span in reading.dates
        if span.when and not _patterns()[2].search(reading.text[slice(*reading.structure.clause_span(span.start))])
    ]
    return max(years, default="")


#: The year of a report or ranking named in the sentence.
_REPORT = re.compile(r"《(?P<year>20\d\d)[^》]*》")
#: A line without figures that is not longer than this is a title.
_LONGEST_TITLE = 45


def opening(reading: Reading, base: str, carried: Period) -> Period:
    """Return the period that a block gives to the blocks after it.

    It is that of its first dated figure, of any date in a title, else of a date that opens a sentence.
    """
    found = [_governing(reading, i, base, NO_PERIOD) for i in range(len(reading.figures))]
    if dated := [period for period in found if period[0]]:
        return dated[0]
    is_title = reading.block.kind in ("heading", "caption") or len(reading.text) <= _LONGEST_TITLE
    for span in _resolved(reading, base, carried[0]):
        if not reading.figures and is_title and not _is_compared(reading, span):
            return _period(reading, span)
    return carried


def _governing(reading: Reading, index: int, base: str, carried: Period) -> Period:
    quantity = reading.figures[index]
    known = _resolved(reading, base, carried[0])
    sentence = reading.structure.sentence_span(quantity.start)
    after_previous = reading.figures[index - 1].end if index else 0
    inside = [span for span in known if sentence[0] <= span.start and span.end <= quantity.start]
    if listed := _listed(reading, index, inside):
        return listed
    for span in reversed(inside):
        if span.start >= after_previous and _touches(reading.text, span.end, quantity.start):
            return _period(reading, span)
    for span in reversed(inside):
        if not _is_compared(reading, span):
            return _period(reading, span)
    for match in _REPORT.finditer(reading.text, sentence[0], quantity.start):
        return match["year"], False, match.span("year")
    before = [span for span in known if span.end <= sentence[0] and _opens(reading, span)]
    with_figures = [span for span in before if _has_figure(reading, span)]
    for span in reversed(with_figures or before):
        return _period(reading, span)
    return carried


def _listed(reading: Reading, index: int, inside: Sequence[DateSpan]) -> Period | None:
    """Return the date in the place of a figure where as many dates as figures are listed, respectively."""
    place, length = respective(reading, index)
    if length < 2 or len(inside) < length:
        return None
    first = reading.figures[index - place].start
    dates_before = [span for span in inside if span.end <= first][-length:]
    gaps = [reading.text[a.end : b.start].strip() for a, b in pairwise(dates_before)]
    listed = len(dates_before) == length and all(gap in words("coordination") for gap in gaps)
    return _period(reading, dates_before[place]) if listed else None


def canonical(when: str, text: str) -> str:
    """Return a date as periods are told: the end of a quarter is the quarter, January to June the half-year."""
    if len(when) == 10 and any(mark in text for mark in words("quarter")):
        return f"{when[:4]}-Q{(int(when[5:7]) + 2) // 3}"
    if match := _MONTHS.fullmatch(when):
        return match["year"] + _PARTS.get((match["first"], match["last"]), when[4:])
    return when


_MONTHS = re.compile(r"(?P<year>\d{4})-(?P<first>\d\d)/(?P=year)-(?P<last>\d\d)")
_PARTS = {
    ("01", "03"): "-Q1", ("04", "06"): "-Q2", ("07", "09"): "-Q3", ("10", "12"): "-Q4",
    ("01", "06"): "-H1", ("07", "12"): "-H2", ("01", "12"): "",
}


def _period(reading: Reading, span: DateSpan) -> Period:
    when = canonical(span.when, reading.text[span.start : span.end])
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
def _patterns() -> tuple[re.Pattern[str], ...]:
    return (
        re.compile(rf"(?:{any_of(words('compared'))})[ ]*$"),
        re.compile(rf"(?:年)?[的：: ]*(?:{any_of(words('before'))})?[ ]*"),
        re.compile(any_of(words("goal"))),
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


def _has_figure(reading: Reading, span: DateSpan) -> bool:
    start, end = reading.structure.sentence_span(span.start)
    return any(start <= q.start < end for q in reading.figures)


def _opens(reading: Reading, span: DateSpan) -> bool:
    """Return whether a date opens its sentence or clause, so that later sentences are about it too."""
    start = reading.structure.clause_span(span.start)[0]
    return span.start - start <= 6 and not _is_compared(reading, span)
