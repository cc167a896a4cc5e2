"""The lines of a page in reading order: columns by the white space between them (recursive X–Y cut)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from extract.read.glyphs import Glyph

__all__ = ["Region", "TextLine", "regions"]

#: Character heights of the narrowest gutter between columns, and lines that each column must have.
_GUTTER = 1.2
_COLUMN = 3

#: Character heights of the white space that parts regions one above the other.
_LEADING = 1.6

#: Character heights of a space between words, and of one that parts columns of a table.
_SPACE = 0.28
_WIDE = 1.5

#: Share of the height by which characters of one line overlap.
_OVERLAP = 0.5


@dataclass(frozen=True, slots=True)
class TextLine:
    """Characters side by side, from left to right."""

    glyphs: list[Glyph]
    text: str
    top: float
    bottom: float

    @property
    def height(self) -> float:
        """From the top of the highest character to the bottom of the lowest."""
        return max(self.bottom - self.top, 1.0)


@dataclass(frozen=True, slots=True)
class Region:
    """Lines one below the other."""

    lines: list[TextLine]
    left: float
    top: float


def regions(found: Sequence[Glyph], columns: bool = True) -> list[Region]:
    """Return the regions of a page in reading order, columns from left to right."""
    if not found:
        return []
    size = median(max(glyph.bottom - glyph.top, 1.0) for glyph in found)
    size = max(size, median(glyph.right - glyph.left for glyph in found))
    made = []
    for part in _cut(list(found), size) if columns else [list(found)]:
        lines = [_text_line(line) for line in _lines(part)]
        made.append(Region(lines, min(glyph.left for glyph in part), min(line.top for line in lines)))
    return made


def _cut(found: list[Glyph], size: float) -> Iterator[list[Glyph]]:
    """Yield the parts that white space cuts: columns where there are any, else what stands one below the other."""
    gutter = _gap([(glyph.left, glyph.right) for glyph in found], _GUTTER * size)
    if gutter is not None:
        left = [glyph for glyph in found if glyph.left < gutter]
        right = [glyph for glyph in found if glyph.left >= gutter]
        if min(len(list(_lines(left))), len(list(_lines(right)))) >= _COLUMN:
            yield from _cut(left, size)
            yield from _cut(right, size)
            return
    cut = _gap([(glyph.top, glyph.bottom) for glyph in found], _LEADING * size)
    if cut is None:
        yield found
        return
    yield from _cut([glyph for glyph in found if glyph.top < cut], size)
    yield from _cut([glyph for glyph in found if glyph.top >= cut], size)


def _gap(extents: list[tuple[float, float]], least: float) -> float | None:
    """Return the middle of the widest stretch that no extent covers, or None where it is narrower than ``least``."""
    best, place = least, None
    reach = None
    for start, end in sorted(extents):
        if reach is not None and start - reach >= best:
            best, place = start - reach, (start + reach) / 2
        reach = end if reach is None else max(reach, end)
    return place


def _lines(found: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Yield the lines of characters, from top to bottom."""
    line: list[Glyph] = []
    top = bottom = 0.0
    for glyph in sorted(found, key=lambda one: one.middle):
        height = min(glyph.bottom - glyph.top, bottom - top) if line else 0.0
        overlap = min(glyph.bottom, bottom) - max(glyph.top, top)
        if line and overlap < _OVERLAP * max(height, 0.1):
            yield sorted(line, key=lambda one: one.left)
            line = []
        top = min(top, glyph.top) if line else glyph.top
        bottom = max(bottom, glyph.bottom) if line else glyph.bottom
        line.append(glyph)
    if line:
        yield sorted(line, key=lambda one: one.left)


def _text_line(line: list[Glyph]) -> TextLine:
    size = median(max(glyph.bottom - glyph.top, glyph.right - glyph.left, 1.0) for glyph in line)
    parts: list[str] = []
    last: Glyph | None = None
    for glyph in line:
        if last is not None:
            space = glyph.left - last.right
            if space > _WIDE * size:
                parts.append("    ")
            elif space > _SPACE * size and (glyph.text.isascii() or last.text.isascii()):
                parts.append(" ")
        parts.append(glyph.text)
        last = glyph
    text = "".join(parts)
    return TextLine(line, text, min(glyph.top for glyph in line), max(glyph.bottom for glyph in line))
