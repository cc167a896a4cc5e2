"""The text layer of a PDF in reading order, with the place of every line on its page, and its ruled tables."""

from __future__ import annotations

from collections.abc import Iterator

from extract.read.encoding import Buffer
from extract.read.glyphs import Glyph, PdfDocument, PdfiumError, glyphs, rules
from extract.read.page import Region, regions
from extract.read.ruled import Grid, grids
from extract.records import Box, Metadata, Page, Part
from ontology.errors import DocumentError

__all__ = ["read_pdf"]

#: What PDFium says where a password is missing.
_PASSWORD = "password"


def read_pdf(data: Buffer, name: str) -> tuple[str, tuple[Page, ...], tuple[Part, ...], Metadata]:
    """Return the text of a PDF, its pages with the boxes of lines, its ruled tables, and what its properties state.

    Lines end in line feeds, blank lines part what stands apart, form feeds part pages.

    Raises: DocumentError where the file is encrypted, broken or cut off, or has no text layer (a scan).
    """
    try:
        pdf = PdfDocument(bytes(data))
    except PdfiumError as error:
        if _PASSWORD in str(error).lower():
            raise DocumentError(f"{name}: is encrypted, expected a PDF that opens without a password") from None
        raise DocumentError(f"{name}: is no PDF that can be read: broken or cut off") from None
    writer = _Writer()
    try:
        for index in range(len(pdf)):
            writer.page(pdf, index, name)
        title = pdf.get_metadata_value("Title")
    finally:
        pdf.close()
    text = "".join(writer.text)
    if not text.strip():
        raise DocumentError(f"{name}: has {len(writer.pages)} pages without any text (a scan?), expected a text layer")
    return text, tuple(writer.pages), tuple(writer.parts), Metadata(title=title or "")


class _Writer:
    """Collects the text, page by page."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.pages: list[Page] = []
        self.parts: list[Part] = []
        self._boxes: list[Box] = []
        self._at = 0

    def page(self, pdf: PdfDocument, index: int, name: str) -> None:
        """Write a page."""
        if index:
            self._write("\f")
        start = self._at
        self._boxes = []
        try:
            page = pdf[index]
        except PdfiumError:
            raise DocumentError(f"{name}: page {index + 1} of {len(pdf)} is broken") from None
        found = list(glyphs(page))
        tables = grids(rules(page))
        page.close()
        rest = [glyph for glyph in found if not any(table.holds(glyph) for table in tables)]
        items: list[Region | Grid] = [*regions(rest), *tables]
        for item in _in_order(items):
            if isinstance(item, Grid):
                self._table(item, found)
            else:
                self._region(item)
        self.pages.append(Page(index + 1, start, self._at, tuple(self._boxes)))

    def _write(self, text: str) -> tuple[int, int]:
        start = self._at
        self.text.append(text)
        self._at += len(text)
        return start, self._at

    def _line(self, line: list[Glyph], text: str) -> tuple[int, int]:
        start, end = self._write(text)
        self._boxes.append(
            Box(
                start,
                end,
                round(min(glyph.left for glyph in line), 1),
                round(min(glyph.top for glyph in line), 1),
                round(max(glyph.right for glyph in line), 1),
                round(max(glyph.bottom for glyph in line), 1),
            )
        )
        return start, end

    def _region(self, region: Region) -> None:
        last = None
        for line in region.lines:
            if last is not None and line.top - last.bottom > last.height * 0.9:
                self._write("\n")
            self._line(line.glyphs, line.text)
            self._write("\n")
            last = line
        self._write("\n")

    def _table(self, table: Grid, found: list[Glyph]) -> None:
        rows = []
        for cells in table.cells():
            row: list[tuple[tuple[int, int], ...]] = []
            for index, cell in enumerate(cells):
                if index:
                    self._write("\t")
                row.append(tuple(self._cell([glyph for glyph in found if cell.holds(glyph)])))
            self._write("\n")
            rows.append(tuple(row))
        self._write("\n")
        self.parts.append(Part("table", rows=tuple(rows), headers=int(len(rows) > 1)))

    def _cell(self, found: list[Glyph]) -> Iterator[tuple[int, int]]:
        lines = [line for region in regions(found, columns=False) for line in region.lines]
        for index, line in enumerate(lines):
            if index:
                self._write("\n")
            yield self._line(line.glyphs, line.text)


def _in_order(items: list[Region | Grid]) -> list[Region | Grid]:
    """Return regions in their order, with each table before the first region that lies below it."""
    ordered: list[Region | Grid] = [item for item in items if isinstance(item, Region)]
    for table in (item for item in items if isinstance(item, Grid)):
        below = (n for n, item in enumerate(ordered) if item.top >= table.top and item.left < table.right)
        place = next(below, len(ordered))
        ordered.insert(place, table)
    return ordered
