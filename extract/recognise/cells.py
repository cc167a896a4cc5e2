"""Names that make up a cell of a table: 建设银行 | 建设银行大模型 is a bank and a product that bears its name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.recognise.shape import shapes
from extract.records import Block, Cell, Mention

__all__ = ["cells"]

Found = tuple[Mention, tuple[str, ...]]

_INSTITUTIONS = frozenset({"Bank", "FinancialInstitution", "Company", "Organization"})
_SURE = 0.9


def cells(blocks: Sequence[Block], found: Sequence[Found]) -> list[Found]:
    """Return the names, those of large models in cells in one piece where they began with their maker's.

    The row must name an institution in another cell of its own: in running text 建设银行大模型 is mostly two names.
    """
    of_block: dict[int, list[Mention]] = {}
    for mention, _ in found:
        of_block.setdefault(mention.block, []).append(mention)
    whole: list[Mention] = []
    for number, own in of_block.items():
        table = blocks[number].table
        for row in table.rows if table else ():
            whole += _of_row(blocks[number], number, row, own)
    if not whole:
        return list(found)
    kept = [pair for pair in found if not any(_is_in(pair[0], one) for one in whole)]
    return sorted([*kept, *((one, ()) for one in whole)], key=lambda pair: (pair[0].block, pair[0].start))


def _of_row(block: Block, number: int, row: Sequence[Cell], own: Sequence[Mention]) -> Iterator[Mention]:
    alone = [cell for cell in row if any(_fills(mention, cell, block.text) for mention in own)]
    for cell in row:
        if any(other is not cell for other in alone):
            makers = (m for m in own if m.start == cell.start and m.end < cell.end and m.type in _INSTITUTIONS)
            for maker in makers:
                rest = shapes().model.match(block.text, maker.end, cell.end)
                if rest:
                    yield _name(block, number, cell.start, rest.end())


def _name(block: Block, number: int, start: int, end: int) -> Mention:
    return Mention(
        number, start, end, "Software", block.text[start:end], "cell", _SURE, raw=block.origin.span(start, end)
    )


def _fills(mention: Mention, cell: Cell, text: str) -> bool:
    """Is a mention of an institution all that a cell has?"""
    is_all = text[cell.start : cell.end].strip() == text[mention.start : mention.end]
    return is_all and cell.start <= mention.start < cell.end and mention.type in _INSTITUTIONS


def _is_in(mention: Mention, one: Mention) -> bool:
    return mention.block == one.block and mention.start < one.end and one.start < mention.end
