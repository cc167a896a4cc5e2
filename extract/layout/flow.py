"""The pieces of a plain text in reading order: lines gathered into paragraphs, tables taken out, page breaks healed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.layout.columns import in_order
from extract.layout.even import even
from extract.layout.furniture import contents, is_furniture, running_heads
from extract.layout.lines import Line, lines
from extract.layout.piece import Piece, of_lines
from extract.layout.shapes import shapes
from extract.layout.spaced import spaced
from extract.layout.tabs import barred, tabbed
from extract.layout.wrap import Flow, ends_sentence, is_open, unwrapped

__all__ = ["pieces"]

#: Marks that make a line what they say, whatever it holds.
_KINDS = {"bullet": "item", "caption": "caption", "source": "caption", "footnote": "footnote"}

#: What a line ends in that is about the table after it.
_INTRODUCING = frozenset("：:）)")

#: Columns of the longest line that may be a row of a table without tabs.
_ROW = 120

#: Columns by which the second half of a sentence may be shorter than the line before the break, without punctuation.
_SHORTER = 10

#: Columns of a line that must have been running text when a page break cut it.
_PROSE = 60


def pieces(text: str, start: int = 0, end: int | None = None) -> list[Piece]:
    """Return the pieces of ``text[start:end]``."""
    return _Gatherer(text, in_order(list(lines(text, start, end)))).run()


class _Gatherer:
    """Walks over lines; ``open`` is the paragraph that may go on, ``aside`` the footnote or caption that may.

    What comes between the halves of a paragraph is held until the paragraph is closed.
    """

    def __init__(self, text: str, lines: Sequence[Line]) -> None:
        self._text = text
        self._lines = lines
        self._heads = running_heads(lines)
        self._unwrapped = unwrapped(lines)
        self._made: list[Piece] = []
        self._held: list[Piece] = []
        self._open: Flow | None = None
        self._aside: Flow | None = None
        self._parted = False  #: something stands between the open paragraph and the next line

    def run(self) -> list[Piece]:
        """Return the pieces."""
        index = 0
        while index < len(self._lines):
            index += self._furniture(index) or self._table(index) or self._line(index)
        self._close()
        return self._made

    def _furniture(self, index: int) -> int:
        line = self._lines[index]
        if self._heads.get(index):
            self._close()
            self._made.append(replace(of_lines("heading", [line]), style="running"))
            return 1
        if index in self._heads or (is_furniture(line) and not even(self._lines, index)):
            self._hold(of_lines("furniture", [line]))
            return 1
        count = contents(self._lines, index) if "\t" in line.text or line.text[-1].isascii() or line.width < 20 else 0
        for one in self._lines[index : index + count]:
            self._hold(of_lines("furniture", [one]))
        return count

    def _table(self, index: int) -> int:
        line = self._lines[index]
        taken = None
        if "\t" in self._text[line.begin : line.stop]:
            taken = tabbed(self._text, self._lines, index)
        elif "|" in line.text or "｜" in line.text:
            taken = barred(self._text, self._lines, index)
        elif line.width <= _ROW:
            taken = spaced(self._text, self._lines, index)
            plain = even(self._lines, index)
            if plain and (taken is None or plain[0] >= taken[0]):
                taken = plain
        if taken is None:
            return 0
        for piece in taken[1]:
            self._hold(piece)
        return taken[0]

    def _hold(self, piece: Piece) -> None:
        self._close_aside()
        if self._open is None:
            self._made.append(piece)
        else:
            self._held.append(piece)
            self._parted = True

    def _line(self, index: int) -> int:
        line = self._lines[index]
        after = self._lines[index + 1 : index + 3]
        if self._aside and self._aside.goes_on(line, after):
            self._aside.add(line)
        elif self._open and self._continues(line, after):
            self._close_aside()
            self._open.add(line)
            self._parted = False
        elif line.mark and _KINDS.get(line.mark.style) in ("caption", "footnote"):
            self._close_aside()
            self._aside = Flow(line, index not in self._unwrapped)
            self._parted = True
        else:
            self._close()
            self._open = Flow(line, index not in self._unwrapped)
            self._parted = False
        return 1

    def _continues(self, line: Line, after: Sequence[Line]) -> bool:
        flow = self._open
        if flow is None or not self._parted:
            return flow is not None and flow.goes_on(line, after)
        last = flow.lines[-1]
        if line.mark or ends_sentence(last.text) or self._introduces(last):
            return False
        if is_open(last.text) or line.text[0] in shapes().never_first:
            return True
        if line.indent > last.indent:
            return False
        prose = ends_sentence(line.text) or "，" in line.text
        long = last.width >= _PROSE or (len(flow.lines) > 1 and flow.goes_on(line, after))
        return (prose and flow.is_prose()) or (long and line.width + _SHORTER >= last.width)

    def _introduces(self, last: Line) -> bool:
        """Say whether a line that ends in a colon or a bracket is about the table that was held since."""
        return last.text[-1] in _INTRODUCING and any(piece.kind == "table" for piece in self._held)

    def _close_aside(self) -> None:
        if self._aside is None:
            return
        mark = self._aside.lines[0].mark
        piece = of_lines(_KINDS[mark.style] if mark else "footnote", self._aside.lines)
        self._aside = None
        if self._open is None:
            self._made.append(piece)
        else:
            self._held.append(piece)

    def _close(self) -> None:
        self._close_aside()
        if self._open is not None:
            self._made.append(_textual(self._open.lines))
            self._open = None
        self._made.extend(self._held)
        self._held = []
        self._parted = False


def _textual(taken: Sequence[Line]) -> Piece:
    """Return the piece of a paragraph's lines: an item where it begins with a bullet, else a paragraph for now."""
    mark = taken[0].mark
    return of_lines("item" if mark and mark.style == "bullet" else "paragraph", taken)
