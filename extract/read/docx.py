"""The text and the pieces of a Word document: headings, lists and tables as its structure states them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
from docx.document import Document as Word
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from extract.read.encoding import Buffer
from extract.records import Metadata, Part
from ontology.errors import DocumentError

__all__ = ["read_docx"]

#: Bytes that a document may unpack to; beyond it the file is a trap.
_MOST = 512 * 1024 * 1024

#: Times that its bytes may grow while unpacking, from a size where that matters.
_GROWTH = 200
_MATTERS = 16 * 1024 * 1024

_HEADING = re.compile(Path(__file__).with_name("docx-headings.txt").read_text(encoding="utf-8").strip())


def read_docx(data: Buffer, name: str) -> tuple[str, tuple[Part, ...], Metadata]:
    """Return the text of a document, one line a paragraph or a row, its pieces, and what its properties state.

    Raises: DocumentError where the file is no Word document, is broken, or unpacks to an absurd size.
    """
    _check(data, name)
    try:
        word = docx.Document(io.BytesIO(data))
    except (PackageNotFoundError, KeyError, ValueError, zipfile.BadZipFile, SyntaxError, OSError) as error:
        raise DocumentError(f"{name}: is no Word document: {_line(error)}") from None
    writer = _Writer()
    for part in _furniture(word):
        writer.paragraph(part, "furniture", 0)
    for block in word.iter_inner_content():
        if isinstance(block, Paragraph):
            writer.paragraph(block, *_kind(block))
        else:
            writer.table(block)
    text = "".join(writer.text)
    if not text.strip():
        raise DocumentError(f"{name}: holds no text, expected a document")
    core = word.core_properties
    return text, tuple(writer.parts), Metadata(title=core.title or "")


def _check(data: Buffer, name: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
    except zipfile.BadZipFile:
        raise DocumentError(f"{name}: is no Word document: not a ZIP archive, or cut off") from None
    if size > _MOST or (size > _MATTERS and size > _GROWTH * len(data)):
        raise DocumentError(f"{name}: unpacks to {size:,} bytes from {len(data):,}, more than a document does")


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__


def _furniture(word: Word) -> Iterator[Paragraph]:
    """Yield the paragraphs of the first section's header and footer."""
    for section in word.sections[:1]:
        for place in (section.header, section.footer):
            if not place.is_linked_to_previous:
                yield from place.paragraphs


def _kind(paragraph: Paragraph) -> tuple[str, int]:
    """Return the kind and the level of a paragraph, by its style and its numbering."""
    style = (paragraph.style.name if paragraph.style is not None else "") or ""
    if match := _HEADING.match(style):
        return "heading", int(match[1])
    if style == "Title":
        return "heading", 1
    if style.startswith("Caption"):
        return "caption", 0
    properties = paragraph._p.pPr
    numbering = properties.find(qn("w:numPr")) if properties is not None else None
    if numbering is not None:
        depth = numbering.find(qn("w:ilvl"))
        return "item", int(depth.get(qn("w:val"))) + 1 if depth is not None else 1
    if style.startswith("List"):
        return "item", int(style[-1]) if style[-1:].isdecimal() else 1
    return "paragraph", 0


class _Writer:
    """Collects the text, and says where each piece stands in it."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.parts: list[Part] = []
        self._at = 0

    def _write(self, text: str) -> tuple[int, int]:
        start = self._at
        self.text.append(text)
        self._at += len(text)
        return start, self._at

    def paragraph(self, paragraph: Paragraph, kind: str, level: int) -> None:
        """Write a paragraph; a line break within it parts nothing."""
        spans = tuple(self._lines(paragraph.text))
        self._write("\n")
        if spans:
            self.parts.append(Part(kind, spans, level))

    def table(self, table: Table) -> None:
        """Write a table, cells parted by tabs; a cell that spans several is written once, in the first."""
        rows = []
        seen: set[object] = set()
        for row in table.rows:
            cells: list[tuple[tuple[int, int], ...]] = []
            for cell in row.cells:
                if cells:
                    self._write("\t")
                new = cell._tc not in seen
                seen.add(cell._tc)
                cells.append(tuple(self._lines(cell.text)) if new else ())
            self._write("\n")
            rows.append(tuple(cells))
        wide = max(map(len, rows), default=0)
        even = tuple(row + ((),) * (wide - len(row)) for row in rows)
        if any(cell for row in even for cell in row):
            self.parts.append(Part("table", rows=even, headers=_headers(table)))

    def _lines(self, text: str) -> Iterator[tuple[int, int]]:
        for index, line in enumerate(text.split("\n")):
            if index:
                self._write("\n")
            start, _ = self._write(line)
            left = len(line) - len(line.lstrip())
            stripped = line.strip()
            if stripped:
                yield start + left, start + left + len(stripped)


def _headers(table: Table) -> int:
    """Return how many rows at the top repeat on each page; one where none is marked so and there are several."""
    marked = 0
    for row in table.rows:
        properties = row._tr.trPr
        if properties is None or properties.find(qn("w:tblHeader")) is None:
            break
        marked += 1
    return marked or int(len(table.rows) > 1)
