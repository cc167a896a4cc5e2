"""The dates of a document, sentence by sentence, and those that a statement may have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract import dates
from extract.dates import DateSpan
from extract.records import Block, Document
from extract.relate.candidates import Row
from extract.relate.topics import Line
from extract.relate.words import even

__all__ = ["Calendar", "Dated"]

_BACK = 3  # sentences of the same block that a date is taken over from


@dataclass(frozen=True, slots=True)
class Dated:
    """A date near a statement; ``base`` is where ``text`` starts in its block.

    ``where`` is sentence, earlier, topic, heading or row; ``column`` the heading over a cell of the row.
    """

    when: str  #: as precise as written: the year itself where its end is named
    span: DateSpan
    where: str
    block: int
    base: int
    text: str
    column: str = ""


class Calendar:
    """Reads the dates of all lines, relative ones from the document's date and from the date read before."""

    def __init__(self, document: Document, blocks: Sequence[Block], lines: Sequence[Line]) -> None:
        self._blocks = blocks
        self._of_line: list[list[DateSpan]] = []
        self._of_block: dict[int, list[int]] = {}
        self._lines = lines
        before = ""
        for line in lines:
            sentence = line.sentence
            found = dates.read(sentence.text[sentence.start : sentence.end], document.meta.issued, before)
            if found:
                before = found[-1].when.split("/")[0]
            self._of_line.append(found)
            self._of_block.setdefault(sentence.block, []).append(line.number)

    def near(self, row: Row) -> Iterator[Dated]:
        """Yield the dates that a row's statement may have."""
        number = row.line.number
        sentence = row.line.sentence
        block = self._blocks[sentence.block]
        if block.table:
            yield from self._row(block, sentence.block, sentence.start)
        else:
            yield from self._dated(number, "sentence")
            siblings = [n for n in self._of_block[sentence.block] if number - _BACK <= n < number and self._of_line[n]]
            for sibling in siblings[-1:]:
                last = list(self._dated(sibling, "earlier"))
                yield last[0]
                if len(last) > 1:
                    yield last[-1]
            if row.pair.other != number and row.pair.other not in siblings[-1:]:
                yield from self._dated(row.pair.other, "topic")
        for index in self._above(sentence.block):
            for line in self._of_block.get(index, ())[-1:]:
                yield from self._dated(line, "heading")

    def _above(self, index: int) -> list[int]:
        """Return the blocks that a block stands under: headings, introduction, the caption of a table."""
        block = self._blocks[index]
        found = [*block.path[-2:], *([block.intro] if block.intro is not None else [])]
        is_titled = block.table is not None and index > 0 and self._blocks[index - 1].kind in ("caption", "heading")
        return [*found, index - 1] if is_titled and index - 1 not in found else found

    def _dated(self, number: int, where: str) -> Iterator[Dated]:
        sentence = self._lines[number].sentence
        text = sentence.text[sentence.start : sentence.end]
        for span in self._of_line[number]:
            yield Dated(span.whole, span, where, sentence.block, sentence.start, text)

    def _row(self, block: Block, index: int, at: int) -> Iterator[Dated]:
        table = block.table
        if table is None:
            return
        heads = [
            even("".join(block.text[c.start : c.end] for c in column))
            for column in zip(*table.rows[: table.headers], strict=True)
        ] or [""] * len(table.rows[0])
        for cell, head in zip(table.row_at(at), heads, strict=False):
            text = even(block.text[cell.start : cell.end])
            when = dates.of_cell(text)
            if when:
                span = DateSpan(0, len(text), when)
                yield Dated(_whole(text, when), span, "row", index, cell.start, text, head)


def _whole(text: str, when: str) -> str:
    spans = dates.find(text)
    return spans[0].whole if spans and spans[0].when == when else when
