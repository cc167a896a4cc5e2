"""The blocks of a document, in reading order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.layout.flow import pieces
from extract.layout.headings import classify, outline
from extract.layout.piece import Piece
from extract.layout.repair import joined, tabulated
from extract.origin import Origin
from extract.records import Block, Cell, Document, Table

__all__ = ["blocks"]

#: A made text: the text, its origin, its cells, and the ranges left out of it.
Made = tuple[str, Origin, tuple[tuple[Cell, ...], ...]]


def blocks(document: Document) -> tuple[Block, ...]:
    """Return the blocks of a document; together they hold every character that is not white space exactly once."""
    found, made = _made(document.text, pieces(document.text))
    texts = [text for text, _, _ in made]
    classify(found, texts)
    levels, paths = outline(found)
    return tuple(_blocks(found, made, levels, paths))


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


def _blocks(
    found: Sequence[Piece], made: Sequence[Made], levels: Sequence[int], paths: Sequence[tuple[int, ...]]
) -> Iterator[Block]:
    for piece, (text, origin, cells), level, path in zip(found, made, levels, paths, strict=True):
        table = Table("", piece.headers, cells) if piece.rows else None
        yield Block(piece.kind, text, origin, level or (1 if piece.kind == "item" else 0), path, None, table)
