"""A period of time that figures are about, and where the text names it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.figures.vocabulary import words

__all__ = ["NO_PERIOD", "Period", "canonical"]

_MONTHS = re.compile(r"(?P<year>\d{4})-(?P<first>\d\d)/(?P=year)-(?P<last>\d\d)")
_PARTS = {
    ("01", "03"): "-Q1",
    ("04", "06"): "-Q2",
    ("07", "09"): "-Q3",
    ("10", "12"): "-Q4",
    ("01", "06"): "-H1",
    ("07", "12"): "-H2",
    ("01", "12"): "",
}


@dataclass(frozen=True, slots=True)
class Period:
    """``when`` as dates are written, empty where none is known; named at ``start:end`` of a block, or nowhere (-1)."""

    when: str = ""
    resolved: bool = False
    block: int = -1
    start: int = 0
    end: int = 0

    def __bool__(self) -> bool:
        return bool(self.when)

    def year(self) -> Period:
        """Return the whole year of the period."""
        when = self.when if "/" in self.when else self.when[:4]
        return Period(when, self.resolved, self.block, self.start, self.end)

    def latest(self) -> Period:
        """Return the last part of a range; any other period as it is."""
        return self.end_of(False, True) if "/" in self.when else self

    def end_of(self, is_first: object, is_last: object) -> Period:
        """Return the first or the last part of a range where a figure is that of its start or of its end."""
        first, _, last = self.when.partition("/")
        when = first if is_first else last if is_last else self.when
        return Period(when, self.resolved, self.block, self.start, self.end)


NO_PERIOD = Period()


def canonical(when: str, text: str) -> str:
    """Return a date as periods are told: the end of a quarter is the quarter, January to June the half-year."""
    if len(when) == len("2023-09-30") and any(mark in text for mark in words("quarter")):
        return f"{when[:4]}-Q{(int(when[5:7]) + 2) // 3}"
    if match := _MONTHS.fullmatch(when):
        return match["year"] + _PARTS.get((match["first"], match["last"]), when[4:])
    return when
