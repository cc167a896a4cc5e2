"""The pieces that lines are gathered into, before they become blocks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from extract.layout.lines import Line

__all__ = ["Piece", "Rows", "Span"]

#: A range of the document's text.
Span = tuple[int, int]

#: The cells of a table, row by row, each the ranges of its text.
Rows = tuple[tuple[tuple[Span, ...], ...], ...]


@dataclass(slots=True)
class Piece:
    """One future block: the lines of a text, or the rows of a table.

    ``style`` is that of the mark (bullet, han, decimal2 …), empty where there is none.
    """

    kind: str
    spans: tuple[Span, ...] = ()
    style: str = ""
    ordinal: int = 0
    sign: int = 0  #: length of the mark
    level: int = 0
    indent: int = 0
    gap: int = 0
    rows: Rows = field(default=())
    headers: int = 0

    @property
    def start(self) -> int:
        """Where the piece begins in the document's text."""
        spans = self.spans or tuple(span for row in self.rows for cell in row for span in cell)
        return min(start for start, _ in spans)


def of_lines(kind: str, taken: Iterable[Line]) -> Piece:
    """Return the piece of a text's lines."""
    gathered = list(taken)
    first = gathered[0]
    piece = Piece(kind, tuple((line.start, line.end) for line in gathered), indent=first.indent, gap=first.gap)
    if first.mark:
        piece.style, piece.ordinal, piece.sign = first.mark.style, first.mark.ordinal, first.mark.length
    return piece
