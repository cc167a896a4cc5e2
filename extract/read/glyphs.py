"""The characters and the ruling lines of a PDF page, with their places; the only module that asks PDFium for them."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]
from pypdfium2 import PdfDocument, PdfiumError, PdfPage

__all__ = ["Glyph", "PdfDocument", "PdfiumError", "Rule", "glyphs", "rules"]

#: Points of the thickest line that is a rule and not a shape.
_THIN = 3.0

#: Points of the shortest rule.
_SHORT = 8.0


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character, in points from the upper left corner of the page."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> float:
        """The height of the middle."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal or vertical line."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def is_flat(self) -> bool:
        """Whether it is horizontal."""
        return self.right - self.left >= self.bottom - self.top


def glyphs(page: PdfPage) -> Iterator[Glyph]:
    """Yield the characters of a page that are not white space, in the order of the file."""
    height = page.get_height()
    textpage = page.get_textpage()
    raw = textpage.raw
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    places = (ctypes.byref(left), ctypes.byref(right), ctypes.byref(bottom), ctypes.byref(top))
    high = 0
    for index in range(pdfium.FPDFText_CountChars(raw)):
        point = pdfium.FPDFText_GetUnicode(raw, index)
        if 0xD800 <= point < 0xDC00:
            high = point
            continue
        if 0xDC00 <= point < 0xE000 and high:
            point = 0x10000 + ((high - 0xD800) << 10) + (point - 0xDC00)
        high = 0
        character = chr(point) if point < 0x110000 and not 0xD800 <= point < 0xE000 else ""
        if not character or character.isspace() or point < 0x20 or point in (0xFFFE, 0xFFFF):
            continue
        if pdfium.FPDFText_GetCharBox(raw, index, *places):
            yield Glyph(character, left.value, height - top.value, right.value, height - bottom.value)
    textpage.close()


def rules(page: PdfPage) -> list[Rule]:
    """Return the horizontal and vertical lines that are drawn on a page, the edges of rectangles among them."""
    height = page.get_height()
    found: list[Rule] = []
    for drawn in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=4):
        left, bottom, right, top = drawn.get_bounds()
        low, high = height - bottom, height - top
        if low - high <= _THIN or right - left <= _THIN:
            if max(low - high, right - left) >= _SHORT:
                found.append(Rule(left, high, right, low))
        elif pdfium.FPDFPath_CountSegments(drawn.raw) <= 6:
            found.append(Rule(left, high, right, high))
            found.append(Rule(left, low, right, low))
            found.append(Rule(left, high, left, low))
            found.append(Rule(right, high, right, low))
    return found
