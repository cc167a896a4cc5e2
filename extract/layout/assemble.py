"""The blocks of a document, in reading order."""

from __future__ import annotations

from collections.abc import Sequence

from extract.layout.headings import classify, outline
from extract.layout.links import captions, introductions, item_levels, titles
from extract.layout.piece import Piece
from extract.layout.repair import joined, tabulated
from extract.layout.structured import pieces
from extract.origin import Origin
from extract.records import Block, Cell, Document, Table

__all__ = ["blocks"]

#: A made text: the text, its origin, its cells, and the ranges left out of it.
Made = tuple[str, Origin, tuple[tuple[Cell, ...], ...]]


def blocks(document: Document) -> tuple[Block, ...]:
    """Return the blocks of a document; together they hold every character that is not white space exactly once."""
    found, made = _made(document.text, pieces(document))
    texts = [text for text, _, _ in made]
    captions(found, texts)
    classify(found, texts)
    intros = introductions(found, texts)
    levels, paths = outline(found)
    deep = [heading or item for heading, item in zip(levels, item_levels(found), strict=True)]
    parts = zip(found, made, deep, paths, intros, titles(found, texts), strict=True)
    return tuple(
        Block(piece.kind, text, origin, level, path, intro, Table(title, piece.headers, cells) if piece.rows else None)
        for piece, (text, origin, cells), level, path, intro, title in parts
    )


def _made(text: str, found: Sequence[Piece]) -> tuple[list[Piece], list[Made]]:
    """Return the pieces and their texts; hyphens taken out of words become pieces of furniture."""
    pieces: list[Piece] = []
    made: list[Made] = []
    for piece in found:
        if piece.rows:
            body, origin, cells, dropped = tabulated(text, piece.rows)
        else:
            (body, origin, dropped), cells = joined(text, piece.spans), ()
        pieces.append(piece)
        made.append((body, origin, cells))
        if dropped:
            pieces.append(Piece("furniture", dropped))
            body, origin, _ = joined(text, dropped)
            made.append((body, origin, ()))
    return pieces, made
