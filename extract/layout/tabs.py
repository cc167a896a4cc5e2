"""Tables whose cells are parted by tabs or by bars."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.layout.grid import Row, table
from extract.layout.lines import Line
from extract.layout.piece import Piece, Span
from extract.layout.shapes import shapes

__all__ = ["barred", "tabbed"]

#: Blank lines that may lie between rows of one table: those of a page break.
_GAP = 3

#: What parts cells; the group is what is not white space in it.
_TAB = re.compile("\t()")
_BAR = re.compile(r"\s*([|｜│])\s*")

#: Fewer rows than that between bars are a line of a menu or a running head.
_BARRED = 2


def tabbed(text: str, lines: Sequence[Line], at: int) -> tuple[int, list[Piece]] | None:
    """Return the number of lines taken and the pieces of the table with tabs that begins at line ``at``, or None."""
    return _rows(text, lines, at, _TAB, 1)


def barred(text: str, lines: Sequence[Line], at: int) -> tuple[int, list[Piece]] | None:
    """Return the number of lines taken and the pieces of the table with bars that begins at line ``at``, or None."""
    if len(_BAR.findall(lines[at].text)) < 1:
        return None
    taken = _rows(text, lines, at, _BAR, _BARRED)
    if taken is None:
        return None
    counts = {len(row) for piece in taken[1] if piece.kind == "table" for row in piece.rows}
    return taken if len(counts) == 1 and counts != {1} else None


def _rows(
    text: str, lines: Sequence[Line], at: int, parting: re.Pattern[str], least: int
) -> tuple[int, list[Piece]] | None:
    rows: list[Row] = []
    gaps: list[int] = []
    rules: list[Piece] = []
    signs: list[Span] = []
    index = at
    while index < len(lines) and (index == at or lines[index].gap <= _GAP):
        line = lines[index]
        raw = text[line.begin : line.stop]
        if not parting.search(raw):
            break
        if shapes().rule.fullmatch(line.text):
            rules.append(Piece("furniture", ((line.start, line.end),), gap=line.gap))
        else:
            rows.append(_cells(raw, line.begin, parting))
            gaps.append(line.gap)
            signs.extend((line.begin + m.start(1), line.begin + m.end(1)) for m in parting.finditer(raw) if m[1])
        index += 1
    if len(rows) < least:
        return None
    if signs:
        rules.append(Piece("furniture", tuple(signs)))
    return index - at, [table(text, rows, gaps), *rules]


def _cells(raw: str, start: int, parting: re.Pattern[str]) -> Row:
    """Return the cells of a line: the ranges of their text, none where empty; bars around the line part none."""
    row: Row = []
    begin = 0
    for match in [*parting.finditer(raw), None]:
        end = match.start() if match else len(raw)
        cell = raw[begin:end]
        left = len(cell) - len(cell.lstrip())
        stripped = cell.strip()
        row.append([(start + begin + left, start + begin + left + len(stripped))] if stripped else [])
        begin = match.end() if match else end
    if parting is _BAR:
        row = row[1 if not row[0] else 0 : -1 if len(row) > 2 and not row[-1] else None]
    return row
