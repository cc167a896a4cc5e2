"""The pieces of a document whose format states its structure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.layout.flow import pieces as flowing
from extract.layout.lines import mark_of
from extract.layout.piece import Piece
from extract.records import Document, Part

__all__ = ["pieces"]

#: Characters that are read at a time, so that the lines of a long text are not all held at once.
_SECTION = 1_000_000

#: The end of a paragraph.
_PARAGRAPH = re.compile(r"[。！？]\s*\n\s*\n")


def pieces(document: Document) -> list[Piece]:
    """Return the pieces that a document's parts state; of a paged one also those of the text around them."""
    if not document.parts:
        return [piece for start, end in _sections(document.text) for piece in flowing(document.text, start, end)]
    if document.pages:
        return list(_between(document))
    return [_piece(document.text, part) for part in document.parts]


def _sections(text: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges in which a text is read: all of it, or pieces of a very long one that begin with a paragraph."""
    start = 0
    while len(text) - start > 2 * _SECTION:
        match = _PARAGRAPH.search(text, start + _SECTION)
        if match is None:
            break
        yield start, match.end()
        start = match.end()
    yield start, len(text)


def _between(document: Document) -> Iterator[Piece]:
    at = 0
    for part in document.parts:
        spans = [span for row in part.rows for cell in row for span in cell] or list(part.spans)
        if not spans:
            continue
        yield from flowing(document.text, at, min(start for start, _ in spans))
        yield _piece(document.text, part)
        at = max(end for _, end in spans)
    yield from flowing(document.text, at)


def _piece(text: str, part: Part) -> Piece:
    piece = Piece(part.kind, part.spans, level=part.level, rows=part.rows, headers=part.headers)
    if part.kind == "paragraph":
        start, end = part.spans[0]
        mark = mark_of(text[start:end].lstrip())
        if mark:
            piece.style, piece.ordinal, piece.sign = mark.style, mark.ordinal, mark.length
        kinds = {"bullet": "item", "caption": "caption", "source": "caption", "footnote": "footnote"}
        piece.kind = kinds.get(piece.style, "paragraph")
    return piece
