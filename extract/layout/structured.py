"""The pieces of a document whose format states its structure."""

from __future__ import annotations

from collections.abc import Iterator

from extract.layout.flow import pieces as flowing
from extract.layout.lines import mark_of
from extract.layout.piece import Piece
from extract.records import Document, Part

__all__ = ["pieces"]


def pieces(document: Document) -> list[Piece]:
    """Return the pieces that a document's parts state; of a paged one also those of the text around them."""
    if not document.parts:
        return flowing(document.text)
    if document.pages:
        return list(_between(document))
    return [_piece(document.text, part) for part in document.parts]


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
