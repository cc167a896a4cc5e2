"""The lines of a text, with what their shape tells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extract.layout.shapes import shapes

__all__ = ["Line", "Mark", "lines", "mark_of", "width"]

#: Everything that ends a line somewhere; form feeds also end a page.
_LINE = re.compile("[^\n\r\f\v\x1c-\x1e\x85\u2028\u2029]+")

#: Characters of the longest line in which a heading and a caption are looked for.
_STUCK = 60

#: Blank lines that a form feed stands for.
_PAGE_GAP = 4


@dataclass(frozen=True, slots=True)
class Mark:
    """What a line begins with: ``style`` is a heading style, bullet, word, caption, source or footnote."""

    style: str
    length: int  #: of the sign itself
    ordinal: int = 0  #: the number it bears, 0 where it bears none; of a bullet its code point
    weak: bool = False


@dataclass(slots=True)
class Line:
    """A line that is not blank, without the white space around it: ``Document.text[start:end] == text``."""

    begin: int  #: of the whole line, white space included
    stop: int
    start: int
    end: int
    text: str
    width: int  #: in half-width columns
    indent: int  #: columns of white space before it
    gap: int  #: blank lines before it
    mark: Mark | None


def lines(text: str, start: int = 0, end: int | None = None) -> Iterator[Line]:
    """Yield the lines of ``text[start:end]`` that are not blank."""
    above = start
    first = shapes().first
    for match in _LINE.finditer(text, start, len(text) if end is None else end):
        raw = match[0]
        stripped = raw.strip()
        if not stripped:
            continue
        left = len(raw) - len(raw.lstrip())
        at = match.start() + left
        place = _stuck(stripped)
        if place:
            yield from _parted(match, at, place, _gap(text, above, at))
            above = at + len(stripped)
            continue
        yield Line(
            match.start(),
            match.end(),
            at,
            at + len(stripped),
            stripped,
            width(stripped),
            width(raw[:left]) if left else 0,
            _gap(text, above, at),
            _mark(stripped) if stripped[0] in first else None,
        )
        above = at + len(stripped)


def _stuck(text: str) -> int:
    """Return where a short line goes over from a heading to a caption or the other way; 0 where it does not."""
    if len(text) > _STUCK or text[-1] in "。；，":
        return 0
    known = shapes()
    match = known.stuck.search(text, 2)
    if match is None and text[0] in known.caption_first and known.caption.match(text):
        match = known.followed.search(text, 4)
    return match.start() if match and "，" not in text else 0


def _parted(match: re.Match[str], at: int, place: int, gap: int) -> Iterator[Line]:
    """Yield the two lines that stand in one, from ``at`` on and from ``place`` characters after that."""
    stripped = match[0].strip()
    first, second = stripped[:place].rstrip(), stripped[place:]
    end, start = at + len(first), at + place
    yield Line(match.start(), end, at, end, first, width(first), 0, gap, mark_of(first))
    yield Line(start, match.end(), start, start + len(second), second, width(second), 0, 0, mark_of(second))


def width(text: str) -> int:
    """Return the columns that a text takes: one for an ASCII character, two for others."""
    return 2 * len(text) - len(text.encode("ascii", "ignore"))


def _gap(text: str, above: int, at: int) -> int:
    """Return the blank lines between two offsets with only white space between."""
    between = text[above:at]
    if between == "\n":
        return 0
    breaks = max(between.count("\n"), between.count("\r"), 1)
    return breaks - 1 + (_PAGE_GAP if "\f" in between else 0)


def mark_of(text: str) -> Mark | None:
    """Return the mark that a line begins with."""
    return _mark(text) if text and text[0] in shapes().first else None


def _mark(text: str) -> Mark | None:
    known = shapes()
    if text[0] in known.bullets:
        return Mark("bullet", 1, ord(text[0]))
    if match := known.heading.match(text):
        style = match.lastgroup or ""
        return Mark(style, match.end(), _ordinal(match[0]), style in known.weak)
    for style, pattern in (
        ("caption", known.caption),
        ("source", known.source),
        ("footnote", known.footnote),
        ("word", known.words),
    ):
        if match := pattern.match(text):
            return Mark(style, match.end())
    return None


def _ordinal(sign: str) -> int:
    """Return the last number of a heading's sign: 12 for 十二, 3 for 1.3, 2 for a circled 2; 0 where there is none."""
    if digits := re.findall(r"\d+", sign):
        return int(digits[-1])
    numerals = shapes().numerals
    found = [numerals.index(character) for character in sign if character in numerals]
    if found:
        return _han(found, numerals)
    return next((int(c) for c in (_DIGIT.get(ch, "") for ch in sign) if c), 0)


_DIGIT = {chr(0x2460 + n): str(n + 1) for n in range(20)} | {chr(0x2776 + n): str(n + 1) for n in range(10)}


def _han(found: list[int], numerals: str) -> int:
    """Return the value of Chinese numerals given by their places in the list of them (zero twice, one to nine, ten)."""
    ten = len(numerals) - 4
    total = 0
    unit = 0
    for place in found:
        if place == ten:
            total += (unit or 1) * 10
            unit = 0
        else:
            unit = max(place - 1, 0)
    return total + unit
