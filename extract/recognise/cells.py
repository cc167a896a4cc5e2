"""Names that make up a cell of a table: 建设银行 | 建设银行大模型 is a bank and a product that bears its name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.recognise.shape import FIRMS, shapes
from extract.records import Block, Cell, Mention

__all__ = ["cells"]

Found = tuple[Mention, tuple[str, ...]]

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
        text = blocks[number].text
        rows = (row for row in table.rows if shapes().model.search(text, row[0].start, row[-1].end)) if table else ()
        for row in rows:
            whole += _of_row(blocks[number], number, row, own)
    if not whole:
        return list(found)
    kept = [pair for pair in found if not any(_is_in(pair[0], one) for one in whole)]
    return sorted([*kept, *((one, ()) for one in whole)], key=lambda pair: (pair[0].block, pair[0].start))


def _of_row(block: Block, number: int, row: Sequence[Cell], own: Sequence[Mention]) -> Iterator[Mention]:
    alone = {id(cell): mention for cell in row for mention in own if _fills(mention, cell, block.text)}
    for cell in row:
        others = [mention for at, mention in alone.items() if at != id(cell)]
        rest = others and _rest(block.text, cell, own, others)
        if rest:
            yield _name(block, number, cell.start, rest.end())


def _rest(text: str, cell: Cell, own: Sequence[Mention], others: Sequence[Mention]) -> re.Match[str] | None:
    """Return what makes a cell the name of a model, behind its maker's name or some characters of it."""
    for mention in own:
        is_again = any(mention.text == other.text for other in others)  # 腾讯云 is a firm or its platform
        is_maker = is_again or (mention.type in FIRMS and any(o.type in FIRMS for o in others))
        if mention.start == cell.start and mention.end < cell.end and is_maker:
            return shapes().model.match(text, mention.end, cell.end)
    short = shapes().short.match(text, cell.start, cell.end)
    if short and any(_is_of(short["maker"], other.text) for other in others if other.type in FIRMS):
        return shapes().model.match(text, short.end("maker"), cell.end)
    return None


def _is_of(short: str, name: str) -> bool:
    """Are the characters of a short name in a name, in order?"""
    rest = iter(name)
    return all(character in rest for character in short)


def _name(block: Block, number: int, start: int, end: int) -> Mention:
    return Mention(
        number, start, end, "Software", block.text[start:end], "cell", _SURE, raw=block.origin.span(start, end)
    )


def _fills(mention: Mention, cell: Cell, text: str) -> bool:
    """Is a mention all that a cell has?"""
    is_all = text[cell.start : cell.end].strip() == text[mention.start : mention.end]
    return is_all and cell.start <= mention.start < cell.end


def _is_in(mention: Mention, one: Mention) -> bool:
    return mention.block == one.block and mention.start < one.end and one.start < mention.end
