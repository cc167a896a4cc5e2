"""What the headings of a table say of the figures under them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extract import dates
from extract.figures import times
from extract.figures.period import NO_PERIOD, Period, canonical
from extract.figures.quantities import measure
from extract.figures.vocabulary import any_of, fold, numerals, words
from extract.figures.wording import bare

__all__ = ["NO_HEADING", "Heading", "date_of", "heading"]


@dataclass(frozen=True, slots=True)
class Heading:
    """The words of a heading without its unit and period."""

    text: str
    unit: str
    period: Period = NO_PERIOD
    is_index: bool = False
    is_target: bool = False
    is_year: bool = False  #: whether it speaks of a whole year


NO_HEADING = Heading("", "")


def date_of(folded: str) -> str:
    """Return the date that a cell consists of, and nothing else; empty where it does not."""
    stripped = folded.strip()
    found = [span for span in times.find(stripped) if span.when]
    if len(found) == 1 and found[0].start == 0 and found[0].end == len(stripped):
        return canonical(found[0].when, stripped)
    return stripped if re.fullmatch(r"(?:19|20)\d\d", stripped) else ""


def heading(text: str, of_table: bool = False) -> Heading:
    """Return what a heading says; bare years are periods."""
    folded = fold(text)
    unit, span = _unit(text, folded)
    kept = [True] * len(text)
    for i in range(*span):
        kept[i] = False
    period = NO_PERIOD
    if whole := date_of(folded):
        return Heading("", unit, Period(whole))
    for found in dates.resolve(times.find(folded), ""):
        if found.when:
            period = Period(canonical(found.when, folded[found.start : found.end]))
            kept[found.start : found.end] = [False] * (found.end - found.start)
    if not period and (year := _patterns().year.search(folded)):
        period = Period(year["year"])
        kept[year.start() : year.end()] = [False] * (year.end() - year.start())
    if of_table:
        for year in _patterns().year.finditer(folded):
            kept[year.start() : year.end()] = [False] * (year.end() - year.start())
    rest = "".join(c if keep else " " for c, keep in zip(text, kept, strict=True))
    is_target = bool(_patterns().target.search(fold(rest)))
    words_left = bare(_patterns().empty.sub("", _patterns().number.sub("", rest) if of_table else rest))
    is_year = any(word in folded for word in words("whole_year"))
    is_index = bool(_patterns().index.fullmatch(folded.strip()))
    return Heading(words_left, unit, period, is_index, is_target, is_year)


@dataclass(frozen=True, slots=True)
class _Patterns:
    labelled: re.Pattern[str]
    bracketed: re.Pattern[str]
    year: re.Pattern[str]
    empty: re.Pattern[str]
    number: re.Pattern[str]
    index: re.Pattern[str]
    target: re.Pattern[str]
    currency: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    return _Patterns(
        re.compile(rf"[（(]?(?:{any_of(words('unit_label'))})[ ]*[:：][ ]*(?P<unit>[^（）()，,。；;\s]+)[）)]?"),
        re.compile(r"(?:[（(]|(?<=[，,；;、 ]))(?P<unit>[^（）()，,；; ]{1,12})[）)]|[，,][ ]*(?P<percent>%)"),
        re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)(?:[AEae])?(?!\d)"),
        re.compile(r"[（(][\s，,、]*[）)]"),
        re.compile(rf"^\s*(?:{any_of(words('table_label'))})\s*[\d{''.join(numerals())}.\-—]+[:：]?"),
        re.compile(rf"(?:{any_of(words('index'))})"),
        re.compile(any_of(words("target"))),
        re.compile(rf"^(?:{any_of(words('currency'))})"),
    )


def _unit(text: str, folded: str) -> tuple[str, tuple[int, int]]:
    """Return the unit that a heading names in brackets or after a label, with the range that says it."""
    if match := _patterns().labelled.search(folded):
        unit = text[match.start("unit") : match.end("unit")]
        return _patterns().currency.sub("", unit) or unit, match.span()
    for match in _patterns().bracketed.finditer(folded):
        group = "unit" if match["unit"] else "percent"
        if measure(folded[slice(*match.span(group))].strip()).kind not in ("other", "bare", "duration"):
            return text[slice(*match.span(group))].strip(), match.span()
    return "", (0, 0)
