"""The time that a figure is about: the nearest date that governs it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from extract.dates import DateSpan, resolve
from extract.figures.period import NO_PERIOD, Period, canonical
from extract.figures.reading import Reading
from extract.figures.runs import respective
from extract.figures.vocabulary import any_of, words
from extract.layout.wrap import ends_sentence

__all__ = ["governing", "has_own", "opening", "year_of"]

#: The year of a report or ranking named in the sentence.
_REPORT = re.compile(r"《(?P<year>20\d\d)[^》]*》")
#: The year of a volume or edition in a title (2023卷).
_VOLUME = re.compile(r"(?<!\d)(?P<year>20\d\d)(?=[卷版])")
#: A line without figures that is not longer than this is a title.
_LONGEST_TITLE = 45
#: A date that opens a clause has no more than a few words such as by before it.
_OPENING = 6


def governing(reading: Reading, index: int, base: str, carried: Period) -> Period:
    """Return the period of a figure.

    A date right before the figure comes first, then the nearest one before it in the sentence that is not the other
    side of a comparison, then the last that opened a sentence before, then ``carried`` from blocks above.
    """
    found = _governing(reading, index, base, carried, carried.when)
    start = reading.structure.clause_span(reading.figures[index].start)[0]
    if index:
        start = max(start, reading.figures[index - 1].end)
    said = reading.text[start : reading.figures[index].start]
    if "/" in found.when:
        found = found.end_of(_patterns()[3].search(said), _patterns()[4].search(said))
    return found.year() if any(word in said for word in words("whole_year")) else found


def has_own(reading: Reading, index: int) -> bool:
    """Return whether a date that is no comparison stands between the figure before, or the clause's start, and this."""
    end = reading.figures[index].start
    start = reading.structure.clause_span(end)[0]
    if index:
        start = max(start, reading.figures[index - 1].end)
    return any(start <= s.start and s.end <= end and not _is_compared(reading, s) for s in reading.dates)


def opening(reading: Reading, base: str, carried: Period) -> Period:
    """Return the period that a block gives to the blocks after it.

    It is that of its first dated figure, of any date in a title, else the one that it was given.
    """
    is_line = len(reading.text) <= _LONGEST_TITLE and not ends_sentence(reading.block.text)
    is_title = reading.block.kind in ("heading", "caption") or is_line
    if not reading.dates:
        volume = _VOLUME.search(reading.text) if is_title else None
        return Period(volume["year"], False, reading.number, *volume.span("year")) if volume else carried
    for index in range(len(reading.figures)):
        if found := _governing(reading, index, base, NO_PERIOD, carried.when):
            return found
    if is_title and not reading.figures:
        for span in _resolved(reading, base, carried.when):
            if not _is_compared(reading, span):
                return _period(reading, span)
    return carried


def year_of(readings: Sequence[Reading]) -> str:
    """Return the last year that the dates of a document name, goals left out; words such as this year mean it."""
    years = [
        span.when[:4]
        for reading in readings
        for span in reading.dates
        if span.when and not _patterns()[2].search(reading.text, *reading.structure.clause_span(span.start))
    ]
    return max(years, default="")


def _governing(reading: Reading, index: int, base: str, carried: Period, known_before: str) -> Period:
    at = reading.figures[index].start
    sentence = reading.structure.sentence_span(at)[0]
    known = _resolved(reading, base, known_before)
    inside = [span for span in known if sentence <= span.start and span.end <= at]
    if span := _listed(reading, index, inside) or _nearest(reading, index, inside):
        return _period(reading, span)
    for match in _REPORT.finditer(reading.text, sentence, at):
        return Period(match["year"], False, reading.number, *match.span("year"))
    before = [span for span in known if span.end <= sentence and _opens(reading, span)]
    with_figures = [span for span in before if _has_figure(reading, span)]
    first = [span for span in with_figures if _opens_sentence(reading, span)]
    for span in reversed(first or with_figures or before):
        return _period(reading, span)
    return carried


def _nearest(reading: Reading, index: int, inside: Sequence[DateSpan]) -> DateSpan | None:
    """Return the date right before a figure, else the nearest in the sentence that nothing is compared with."""
    at = reading.figures[index].start
    previous = reading.figures[index - 1].end if index else 0
    for span in reversed(inside):
        if span.start >= previous and _patterns()[1].fullmatch(reading.text, span.end, at):
            return span
    open_ = (span for span in reversed(inside) if not _is_closed(reading, span, at))
    return next((span for span in open_ if not _is_compared(reading, span)), None)


def _is_closed(reading: Reading, span: DateSpan, at: int) -> bool:
    """Return whether a date stands in a bracket that was closed before a place (18亿(2022年:9亿),利润…)."""
    after = re.search("[（(）)]", reading.text[span.end : at])
    if after is None or after[0] not in "）)":
        return False
    alone = reading.text[span.start - 1 : span.start] in ("(", "（") and after.start() == 0
    return not alone or any(figure.end <= span.start for figure in reading.figures)


def _listed(reading: Reading, index: int, inside: Sequence[DateSpan]) -> DateSpan | None:
    """Return the date in the place of a figure where as many dates as figures are listed, respectively."""
    place, length = respective(reading, index)
    if length < 2 or len(inside) < length:
        return None
    first = reading.figures[index - place].start
    found = [span for span in inside if span.end <= first][-length:]
    gaps = [reading.text[a.end : b.start].strip() for a, b in pairwise(found)]
    return found[place] if len(found) == length and all(gap in words("coordination") for gap in gaps) else None


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    return (
        re.compile(rf"(?:{any_of(words('compared'))})[ ]*$"),
        re.compile(rf"(?:{any_of(words('year'))})?(?:{any_of(words('of'))}|[：: ])*(?:{any_of(words('before'))})?[ ]*"),
        re.compile(any_of(words("goal"))),
        re.compile(rf"(?:{any_of(words('from_first'))})[ ]*$"),
        re.compile(rf"(?:{any_of(words('to_last'))})[ ]*$"),
    )


def _resolved(reading: Reading, base: str, before: str) -> Sequence[DateSpan]:
    """Return the dates with relative ones computed; without a document date, from the date written last before."""
    if all(span.when for span in reading.dates):
        return reading.dates
    compared = [span for span in reading.dates if span.when and _is_compared(reading, span)]
    base = base or before or next((span.when for span in reading.dates if span.when), "")
    relative = [span for span in reading.dates if span not in compared]
    others = resolve(relative, base.partition("/")[0], before.partition("/")[0])
    return sorted([*others, *compared], key=lambda span: span.start)


def _period(reading: Reading, span: DateSpan) -> Period:
    when = canonical(span.when, reading.text[span.start : span.end])
    return Period(when, span.resolved, reading.number, span.start, span.end)


def _is_compared(reading: Reading, span: DateSpan) -> bool:
    """Return whether a date is the other side of a comparison."""
    return bool(_patterns()[0].search(reading.text, max(span.start - 4, 0), span.start))


def _has_figure(reading: Reading, span: DateSpan) -> bool:
    start, end = reading.structure.sentence_span(span.start)
    return any(start <= q.start < end for q in reading.figures)


def _opens_sentence(reading: Reading, span: DateSpan) -> bool:
    return span.start - reading.structure.sentence_span(span.start)[0] <= _OPENING


def _opens(reading: Reading, span: DateSpan) -> bool:
    """Return whether a date opens its sentence or clause, so that later sentences are about it too."""
    start = reading.structure.clause_span(span.start)[0]
    return span.start - start <= _OPENING and not _is_compared(reading, span)
