"""Where a text names a day, month, quarter, half-year or year, and which one it is."""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from ontology.periods import bounds

__all__ = ["DateSpan", "bounds", "find", "of_cell", "read", "resolve"]

_DATA = Path(__file__).parent / "rules" / "dates.toml"
_FIRST_YEAR, _LAST_YEAR = 1800, 2199  # a four-digit number outside is no year
_CENTURY, _SHORT = 2000, 100  # of a year of two digits; one of three counts as in the Republic
_ROC = 1911  # the year before the first of the Republic's count


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A date in a text: ``text[start:end]``; ``when`` is ISO (YYYY, YYYY-MM, YYYY-MM-DD, YYYY-Qn, YYYY-Hn or A/B).

    Where the words do not name the year (or more), ``when`` is empty until ``resolve`` computes it: then
    ``resolved`` is true. ``anchor`` tells from what (document, previous or nearest), ``shift`` how far, in units of
    ``unit``; ``rest`` is what the words do name below the unit, such as -06, -06-18 or -Q1; ``last`` is true where
    only its last day is meant.
    """

    start: int
    end: int
    when: str
    resolved: bool = False
    anchor: str = ""
    unit: str = ""
    shift: int = 0
    rest: str = ""
    last: bool = False

    @property
    def whole(self) -> str:
        """The month or year itself where its end is named: 2023 for the end of 2023."""
        if not self.last or "/" in self.when:
            return self.when
        parts = self.when.split("-")
        if self.rest[1:2] in ("Q", "H"):
            return parts[0] + self.rest
        return "-".join(parts[:2] if self.rest else parts[:1])


def find(text: str) -> list[DateSpan]:
    """Return the dates of a text in order; relative ones have an empty ``when``."""
    spans = [span for match in _grammar().pattern.finditer(text) if (span := _span(match))]
    return _ranges(text, spans)


def resolve(spans: Iterable[DateSpan], base: str, before: str = "") -> list[DateSpan]:
    """Return the spans with relative ones computed from the document's date, or the date read before them.

    ``base`` is the document's date, ``before`` a date that a heading or an earlier sentence gives; those that cannot
    be computed are left out.
    """
    found: list[DateSpan] = []
    previous = before
    for span in spans:
        done = span if span.when else _computed(span, base, previous)
        if done:
            found.append(done)
            previous = done.when.split("/")[0]
    return found


def read(text: str, base: str = "", before: str = "") -> list[DateSpan]:
    """Return the dates of a text, relative ones computed where ``base`` or ``before`` allow it."""
    return resolve(find(text), base, before)


def of_cell(text: str) -> str:
    """Return the date that a table cell consists of (a bare 2023 included), or the empty string."""
    stripped = text.strip()
    if re.fullmatch(r"(?:19|20)\d\d", stripped):
        return stripped
    spans = [span for span in find(stripped) if span.when]
    return spans[0].when if len(spans) == 1 else ""


@dataclass(frozen=True, slots=True)
class _Grammar:
    pattern: re.Pattern[str]
    digits: Mapping[str, int]
    words: Mapping[str, tuple[str, str, int]]  #: word → anchor, unit, shift
    parts: Mapping[str, str]
    ten: str
    two: frozenset[str]
    between: re.Pattern[str]


@cache
def _grammar() -> _Grammar:
    data = tomllib.loads(_DATA.read_text(encoding="utf-8"))
    digits: dict[str, int] = data["digits"]
    marks: dict[str, Any] = data["marks"]
    words = {
        word: (anchor, unit, shift)
        for anchor in ("document", "previous")
        for unit in ("year", "month", "day")
        for word, shift in data.get(f"{anchor}_{unit}", {}).items()
    }
    numeral = "".join(digits) + marks["ten"]
    any_of = _alternatives
    pattern = _PATTERN.format(
        year=any_of(marks["year"]),
        month=any_of(marks["month"]),
        day=any_of(marks["day"]),
        roc=any_of(marks["roc"]),
        start=any_of(marks["start"]),
        end=any_of(marks["end"]),
        range=any_of(marks["range"]),
        parts=any_of(data["parts"]),
        years=any_of([word for word, told in words.items() if told[1] == "year"]),
        words=any_of([word for word, told in words.items() if told[1] != "year"]),
        han="".join(digits),
        numeral=numeral,
        scale="".join(marks["scale"]),
        year_end=any_of(marks["year_end"]),
        stop=any_of(marks["stop"]),
        of_month=any_of(marks["of_month"]),
        other_month="".join(marks["other_month"]),
        later=any_of(marks["later"]),
        two="".join(marks["two"]),
    )
    between = re.compile(rf"[ \t\n]*(?:{any_of(marks['range'])})[ \t\n]*")
    return _Grammar(re.compile(pattern), digits, words, data["parts"], marks["ten"], frozenset(marks["two"]), between)


#: One date. Spaces may stand between number and mark (hard-wrapped and spaced-out text).
_PATTERN = r"""(?x)
(?: (?<![\d.,．，a-zA-Z]) (?P<iso>(?:19|20)\d\d) (?P<sep>[-/.]) [ ]?(?P<iso_month>1[0-2]|0?[1-9])
    (?: (?P=sep) [ ]?(?P<iso_day>3[01]|[12]\d|0?[1-9]) )? (?![\d%％]|[.,]\d|\s*[{scale}])
  | (?<![\dA-Za-z]) (?P<lone>(?:19|20)\d\d) (?!\s*(?:{year})) [ ]?
    (?: (?P<lone_part>[QH][1-4]) (?!\d) | (?<=^\d{{4}})(?=[ \u3000:：]|[(（]\D) | (?<=^\d{{4}}[ ])(?=[ \u3000]?\S)
      | (?=[ ]*(?:{range})[ ]*(?:19|20)\d\d\s*(?:{year})) )
  | (?: (?: (?P<roc>{roc}) \s*(?P<roc_year>\d{{1,3}}|[{numeral}]{{1,6}}) \s*(?:{year})
        | (?<![\d.{numeral}]) (?P<short>1[5-9]|[23]\d|1[0-3]\d|[{han}]{{3}}) \s*(?:{year})
          (?= \s* (?: (?:{parts}) | (?:1[0-2]|0?[1-9]|[{numeral}]{{1,2}})\s*(?:{month}) | (?:{end}) ) )
        | (?<!\d) (?P<year>(?:1\s?[89]|2\s?[01])\s?\d\s?\d|[{han}]{{4}}) \s*(?P<year_mark>{year})
        | (?<![{numeral}\d]) (?P<years>{years}) )
      (?P<of>\s*)
      (?: (?P<part>{parts})
        | (?P<month>1[0-2]|0?[1-9]|[{numeral}]{{1,2}}) \s*(?:{month})
          (?: \s*(?P<day>3[01]|[12]\d|0?[1-9]|[{numeral}]{{1,3}}) \s*(?:{day}) )?
        | (?P<start>{start}) )?
      (?P<end>{end})? )
  | (?P<alone>(?<![{numeral}\d])(?:{parts})) (?P<alone_end>{end})?
  | (?<![\d{numeral}]) (?P<later>[{numeral}{two}]|1?\d) \s*(?:{year}) (?:{later})
      (?: (?P<later_month>1[0-2]|0?[1-9]|[{numeral}]{{1,2}}) \s*(?:{month})
        (?: \s*(?P<later_day>3[01]|[12]\d|0?[1-9]|[{numeral}]{{1,3}}) \s*(?:{day}) )? )?
  | (?<![\d{numeral}{other_month}]) (?P<of_month>{of_month})
  | (?P<words>{words})
      (?P<bare_day>(?:3[01]|[12]\d|0?[1-9])(?={day}))?
  | (?<![\d.{numeral}]) (?P<bare_month>1[0-2]|0?[1-9]|[{numeral}]{{1,2}}) \s*(?:{month}) (?!{stop})
      (?: \s*(?P<month_day>3[01]|[12]\d|0?[1-9]|[{numeral}]{{1,3}}) \s*(?:{day}) )?
      (?P<month_end>{end})?
  | (?P<year_end>(?<![\d{numeral}])(?:{year_end}))
)"""


def _span(match: re.Match[str]) -> DateSpan | None:
    """Return what the words of a match say, or None where the numbers are no date."""
    group = match.groupdict()
    if group["iso"] or group["lone"] or group["roc"] or group["short"] or group["year"]:
        return _named(match.start(), match.end(), group)
    if group["later"]:
        rest = _below(*(str(_number(part)) if part else None for part in (group["later_month"], group["later_day"])))
        return DateSpan(match.start(), match.end(), "", False, "previous", "year", _number(group["later"]), rest)
    if group["of_month"]:
        return DateSpan(match.start(), match.end(), "", False, "previous", "month")
    return _monthly(match) if group["bare_month"] else _relative(match.start(), match.end(), group)


def _named(start: int, end: int, group: Mapping[str, str]) -> DateSpan | None:
    if group["iso"]:
        return _absolute(start, end, int(group["iso"]), _below(group["iso_month"], group["iso_day"]))
    if group["lone"]:
        return _absolute(start, end, int(group["lone"]), "-" + group["lone_part"] if group["lone_part"] else "")
    if group["short"]:
        year = _number(group["short"])
        year += _ROC if year >= _SHORT else _CENTURY
    else:
        year = _number(group["roc_year"]) + _ROC if group["roc"] else _number(group["year"])
    return _absolute(start, end, year, _rest(group), bool(group["end"]))


def _relative(start: int, end: int, group: Mapping[str, str]) -> DateSpan:
    if group["words"] or group["years"]:
        anchor, unit, shift = _grammar().words[group["words"] or group["years"]]
        rest = _below(group["bare_day"], None) if group["words"] else _rest(group)
        return DateSpan(start, end, "", False, anchor, unit, shift, rest, bool(group["end"]))
    rest = "-" + _grammar().parts[group["alone"]] if group["alone"] else ""
    return DateSpan(start, end, "", False, "nearest", "year", 0, rest, bool(group["alone_end"] or group["year_end"]))


def _monthly(match: re.Match[str]) -> DateSpan | None:
    month, day = _number(match["bare_month"]), match["month_day"]
    if not 1 <= month <= 12:
        return None
    rest = _below(str(month), str(_number(day)) if day else None)
    return DateSpan(match.start(), match.end(), "", False, "nearest", "year", 0, rest, bool(match["month_end"]))


def _rest(group: Mapping[str, str | None]) -> str:
    if group["part"]:
        return "-" + _grammar().parts[group["part"]]
    if not group["month"]:
        return ""
    day = group["day"]
    return _below(str(_number(group["month"])), str(_number(day)) if day else None)


def _below(month: str | None, day: str | None) -> str:
    return "".join(f"-{int(part):02d}" for part in (month, day) if part)


def _absolute(start: int, end: int, year: int, rest: str, last: bool = False) -> DateSpan | None:
    when = _written(year, rest, last) if _FIRST_YEAR <= year <= _LAST_YEAR else ""
    return DateSpan(start, end, when, rest=rest, last=last) if when else None


def _written(year: int, rest: str, last: bool) -> str:
    """Return the ISO form, or an empty string where the calendar has no such day."""
    first, slash, second = rest.partition("/")
    when = f"{year}{first}" + (f"/{year}-{second}" if slash else "")
    until = bounds(when)[1]
    return until if last or not until else when


def _number(text: str) -> int:
    """Return the value of digits, of Chinese digits in a row, or of a Chinese number below one hundred."""
    grammar = _grammar()
    plain = re.sub(r"\s", "", text)
    if plain.isascii() and plain.isdigit():
        return int(plain)
    if plain in grammar.two:
        return 2
    if grammar.ten in plain:
        tens, _, ones = plain.partition(grammar.ten)
        return grammar.digits.get(tens, 1) * 10 + grammar.digits.get(ones, 0)
    return int("".join(str(grammar.digits.get(c, c)) for c in plain))


def _computed(span: DateSpan, base: str, previous: str) -> DateSpan | None:
    """Return a relative span with its date, or None where nothing is known to count from."""
    known = base if span.anchor == "document" else previous or base
    if not known:
        return None
    when = _shifted(span, known)
    return replace(span, when=when, resolved=True) if when else None


def _shifted(span: DateSpan, known: str) -> str:
    if span.unit == "year":
        return _written(int(known[:4]) + span.shift, span.rest, span.last)
    parts = known.split("-")
    if span.unit == "month":
        if len(parts) < 2 or not parts[1].isdigit():
            return ""
        months = int(parts[0]) * 12 + int(parts[1]) - 1 + span.shift
        return _written(months // 12, f"-{months % 12 + 1:02d}{span.rest}", span.last)
    if len(parts) < 3:
        return known if span.shift == 0 and span.anchor == "previous" else ""
    day = datetime.date(*(int(part) for part in parts)) + datetime.timedelta(days=span.shift)
    return day.isoformat()


def _ranges(text: str, spans: list[DateSpan]) -> list[DateSpan]:
    """Join two dates with a range mark between them into one A/B, the year of the first serving for the second."""
    found: list[DateSpan] = []
    for span in spans:
        last = found[-1] if found else None
        if last and last.when and "/" not in last.when and _grammar().between.fullmatch(text, last.end, span.start):
            second = span.when or (_shifted(span, last.when) if span.anchor == "nearest" else "")
            if second and "/" not in second and bounds(second)[1] >= bounds(last.when)[0]:
                found[-1] = replace(last, end=span.end, when=f"{last.when}/{second}")
                continue
        found.append(span)
    return found


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
