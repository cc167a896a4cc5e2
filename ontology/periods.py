"""The days that a time string covers: YYYY, YYYY-MM, YYYY-MM-DD, YYYY-Qn, YYYY-Hn, or two of them as A/B."""

from __future__ import annotations

import calendar
import datetime
import re

__all__ = ["PATTERN", "bounds", "is_period"]

_ONE = r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?|-Q[1-4]|-H[12])?"

#: What ``jp:when`` and ``jp:period`` look like; shapes.ttl repeats it and a test compares them.
PATTERN = f"^{_ONE}(/{_ONE})?$"
_PERIOD = re.compile(PATTERN)
_MONTHS = {"Q": 3, "H": 6}


def is_period(when: str) -> bool:
    """Return whether a string is a time as the dataset writes it: days that exist, the first not after the last."""
    first, last = bounds(when)
    return bool(first) and first <= last


def bounds(when: str) -> tuple[str, str]:
    """Return the first and the last day as ISO dates; two empty strings where the string is no such time."""
    if not _PERIOD.fullmatch(when):
        return "", ""
    first, _, last = when.partition("/")
    try:
        return _first(first).isoformat(), _last(last or first).isoformat()
    except ValueError:
        # A day or year that no calendar has, such as 2023-02-30 or 0000.
        return "", ""


def _first(one: str) -> datetime.date:
    year, parts = int(one[:4]), one[5:].split("-")
    if not parts[0]:
        return datetime.date(year, 1, 1)
    if (length := _MONTHS.get(parts[0][0])) is not None:
        return datetime.date(year, (int(parts[0][1]) - 1) * length + 1, 1)
    return datetime.date(year, int(parts[0]), int(parts[1]) if len(parts) > 1 else 1)


def _last(one: str) -> datetime.date:
    first, parts = _first(one), one[5:].split("-")
    if len(parts) > 1:
        return first
    months = 12 if not parts[0] else _MONTHS.get(parts[0][0], 1)
    month = first.month + months - 1
    return datetime.date(first.year, month, calendar.monthrange(first.year, month)[1])
