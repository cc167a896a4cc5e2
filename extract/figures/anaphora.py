"""Words that stand for a name met before, such as this bank."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from extract.figures.candidates import Candidate
from extract.figures.phrases import lead
from extract.figures.reading import Reading
from extract.figures.vocabulary import anaphors, any_of, words

__all__ = ["anaphor", "any_anaphor", "referred"]


def referred(reading: Reading, index: int, choices: Sequence[Candidate]) -> Candidate | None:
    """Return the last name of the type that a word such as this bank stands for, where one opens the figure's clause.

    None where there is no such word or a name stands between it and the figure.
    """
    end = reading.figures[index].start
    at = _opening(reading, lead(reading, index)[0], end)
    kinds = {kind for kind in anaphors() if anaphor(kind).match(reading.text, at, end)}
    if not kinds or any(at <= m.start < end for m in reading.mentions):
        return None
    fitting = [choice for choice in choices if choice.mention.type in kinds]
    inside = [choice for choice in fitting if choice.local >= 0 and choice.mention.end <= at]
    if inside:
        return max(inside, key=lambda choice: choice.mention.start)
    return next((choice for choice in fitting if choice.local < 0), None)


@cache
def anaphor(kind: str) -> re.Pattern[str]:
    """Return the pattern of the words that stand for a name of a type."""
    return re.compile(any_of(anaphors()[kind]))


@cache
def any_anaphor() -> re.Pattern[str]:
    """Return the pattern of all such words."""
    return re.compile(any_of(word for found in anaphors().values() for word in found))


def _opening(reading: Reading, start: int, end: int) -> int:
    """Return where the words of a clause start, after a date and words such as at present."""
    while start < end:
        date = next((span for span in reading.dates if span.start == start), None)
        match = _skipped().match(reading.text, start, end)
        if date:
            start = date.end
        elif match and match.end() > start:
            start = match.end()
        else:
            break
    return start


@cache
def _skipped() -> re.Pattern[str]:
    return re.compile(rf"[ 、，,“「]|{any_of(words('opening'))}")
