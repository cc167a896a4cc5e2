"""What makes rows of cells a table: shapes of cells, column headings, cells that a page break cut."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations, islice

from extract.layout.piece import Piece, Rows, Span
from extract.layout.wrap import ends_sentence, is_open

__all__ = ["Row", "shape", "table"]

#: A row in the making: the ranges of each cell's text.
Row = list[list[Span]]

_DATE = re.compile(r"(?:19|20)\d{2}\s?[.年/-]\s?\d{1,2}(?:\s?[.月/-]\s?\d{1,2}日?)?\.?月?")
_YEAR = re.compile(r"(?:19|20)\d{2}\s?年?(?:\s?[-–—~]\s?(?:19|20)?\d{2}\s?年?)?")
_NUMBER = re.compile(r"[-+−–—]|[<>≥≤约約超]?[-+−]?\d[\d,，.]*\s?[^\d\s]{0,4}")
_HEADING = 24  #: characters of the longest column heading
_WAYS = 500  #: ways of placing the cells of a short row that are looked at
_CUT = 8  #: characters from which a cell is running text that a page break may cut


def shape(text: str) -> str:
    """Return date, year, number, text or nothing: what a cell holds."""
    if not text:
        return ""
    for name, pattern in (("date", _DATE), ("year", _YEAR), ("number", _NUMBER)):
        if pattern.fullmatch(text):
            return name
    return "text"


def table(text: str, rows: Sequence[Row], gaps: Sequence[int], headers: int | None = None) -> Piece:
    """Return the table of rows, of which ``gaps`` lie blank lines above each; ragged rows are evened out."""
    made: list[Row] = []
    wide = max(len(row) for row in rows)
    shapes = _dominant(text, [row for row in rows if len(row) == wide], wide)
    for row, gap in zip(rows, gaps, strict=True):
        even = _even(text, row, shapes)
        if made and gap and _is_cut(text, made[-1], even):
            for above, cell in zip(made[-1], even, strict=True):
                above.extend(cell)
        else:
            made.append(even)
    frozen: Rows = tuple(tuple(tuple(cell) for cell in row) for row in made)
    return Piece("table", rows=frozen, headers=_headers(text, made) if headers is None else headers, gap=gaps[0])


def _dominant(text: str, rows: Sequence[Row], wide: int) -> list[str]:
    """Return the shape that most of the filled cells of each column have."""
    found = []
    for column in range(wide):
        counts = Counter(shape(_text(text, row[column])) for row in rows if row[column])
        found.append(counts.most_common(1)[0][0] if counts else "")
    return found


def _even(text: str, row: Row, shapes: Sequence[str]) -> Row:
    """Return the row with as many cells as there are columns, shifted to where its dates and numbers belong."""
    if len(row) < len(shapes):
        return max(_placed(row, len(shapes)), key=lambda placed: _fit(text, placed, shapes))
    filled = [cell for cell in row if cell]
    if len(filled) < len(row) and _misses_date(text, row, shapes):
        return max([row, *_placed(filled, len(shapes))], key=lambda placed: _fit(text, placed, shapes))
    return row


def _misses_date(text: str, row: Row, shapes: Sequence[str]) -> bool:
    """Say whether a date stands beside the column of dates, which is empty or holds something else in this row."""
    held = [shape(_text(text, cell)) for cell in row]
    return any(one == "date" != expected for one, expected in zip(held, shapes, strict=True)) and any(
        one != "date" == expected for one, expected in zip(held, shapes, strict=True)
    )


def _placed(row: Row, wide: int) -> Iterator[Row]:
    """Yield the ways in which the cells of a short row may stand in the columns; on the left first."""
    for places in islice(combinations(range(wide), len(row)), _WAYS):
        placed: Row = [[] for _ in range(wide)]
        for place, cell in zip(places, row, strict=True):
            placed[place] = cell
        yield placed


def _fit(text: str, row: Row, shapes: Sequence[str]) -> int:
    return sum(shape(_text(text, cell)) == expected for cell, expected in zip(row, shapes, strict=True) if cell)


def _is_cut(text: str, above: Row, row: Row) -> bool:
    """Say whether a row only goes on with what a page break cut off in the cells of the row above."""
    filled = [index for index, cell in enumerate(row) if cell]
    if row[0] or not filled:
        return False
    return all(above[index] and _breaks_off(_text(text, above[index])) for index in filled)


def _breaks_off(cell: str) -> bool:
    if is_open(cell):
        return True
    return len(cell) >= _CUT and not ends_sentence(cell) and shape(cell) == "text" and cell[-1] not in "》）)」』等%"


def _headers(text: str, rows: Sequence[Row]) -> int:
    """Return how many rows at the top are column headings."""
    if len(rows) < 2:
        return 0
    first = [_text(text, cell) for cell in rows[0]]
    filled = [cell for cell in first if cell]
    if len(filled) == 1 and first[0] and _is_heading([_text(text, cell) for cell in rows[1]]) and not rows[1][0]:
        return 2
    return 1 if _is_heading(first) and _differs(text, first, rows[1:]) else 0


def _is_heading(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell]
    if len(filled) * 3 < len(cells) * 2:
        return False
    return all(len(cell) <= _HEADING and shape(cell) in ("text", "year") and not ends_sentence(cell) for cell in filled)


def _differs(text: str, first: Sequence[str], rows: Sequence[Row]) -> bool:
    """Say whether the rows hold something else than the first one: numbers, dates, longer text; or are many."""
    below = [[_text(text, cell) for cell in row] for row in rows]
    if any(shape(cell) in ("number", "date") for row in below for cell in row):
        return True
    longest = max((len(cell) for row in below for cell in row), default=0)
    return longest > 2 * max(len(cell) for cell in first) or len(rows) >= 2


def _text(text: str, cell: Sequence[Span]) -> str:
    return "".join(text[start:end] for start, end in cell)
