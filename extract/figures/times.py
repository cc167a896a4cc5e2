"""The dates of a text, with those that only figures need: months of one year, fiscal years, lists of years."""

from __future__ import annotations

import re
from functools import cache

from extract import dates
from extract.dates import DateSpan
from extract.figures.vocabulary import any_of, words

__all__ = ["find"]


def find(folded: str) -> list[DateSpan]:
    """Return the dates of a folded text in order; relative ones have an empty ``when``."""
    own = [span for match in _pattern().finditer(folded) if (span := _span(match))]
    others = [span for span in dates.find(folded) if not any(o.start < span.end and span.start < o.end for o in own)]
    return sorted([*own, *others], key=lambda span: span.start)


@cache
def _pattern() -> re.Pattern[str]:
    year, month, joint = any_of(words("year")), any_of(words("month")), any_of(words("date_joint"))
    fiscal, several = any_of(words("fiscal_year")), any_of(words("several_years"))
    return re.compile(
        rf"(?<!\d)(?P<year>(?:19|20)\d\d)[ ]*(?:{year})[ ]*(?P<first>\d{{1,2}})[ ]*(?:{month})?[ ]*(?:{joint})"
        rf"[ ]*(?P<last>\d{{1,2}})[ ]*(?:{month})"
        rf"|(?<!\d)(?P<fiscal>(?:19|20)\d\d)[ ]*(?:{fiscal})"
        rf"|(?<!\d)(?P<listed>(?:19|20)\d\d)(?=[、和与][ ]*(?:19|20)\d\d[ ]*(?:{several}|{year}))"
        rf"|(?<=[、和与])(?P<final>(?:19|20)\d\d)[ ]*(?:{several})"
        r"|(?<=[(（，,])(?P<bracketed>20\d\d)(?=[)）])"
    )


def _span(match: re.Match[str]) -> DateSpan | None:
    if match["year"]:
        first, last = int(match["first"]), int(match["last"])
        if not 1 <= first < last <= 12:
            return None
        return DateSpan(match.start(), match.end(), f"{match['year']}-{first:02d}/{match['year']}-{last:02d}")
    return DateSpan(
        match.start(), match.end(), match["fiscal"] or match["listed"] or match["final"] or match["bracketed"]
    )
