"""Tables whose lines all have as many cells, set apart by runs of spaces: a name, then numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.layout.grid import Row, shape, table
from extract.layout.lines import Line
from extract.layout.piece import Piece

__all__ = ["even"]

_PARTING = re.compile(r"[ \t\xa0\u3000]{2,}")
#: Columns of the narrowest such table; two could be a list.
_NARROWEST = 3
#: Rows of the shortest one.
_SHORTEST = 2
#: Characters of the longest cell of words, and of a name alone in its line, which holds for the rows below.
_LONGEST, _GROUP = 24, 16
_NOTHING = frozenset("-–—/／无")
_RUNNING = re.compile("[。；！？;]")
_FIGURES = ("number", "date", "year")

#: A cell: where it begins in the document's text, and what it holds.
_Cell = tuple[int, str]


def even(lines: Sequence[Line], at: int) -> tuple[int, list[Piece]] | None:
    """Return the number of lines taken and the table that begins at line ``at``, or None where none does.

    A line of headings may stand above, with nothing over the first column or with the heading of it; names of groups of
    rows may stand alone in lines between.
    """
    if not _PARTING.search(lines[at].text):
        return None
    cells = [_cells(line) for line in lines[at : at + 3]]
    headers = int(not _is_row(cells[0], len(cells[0])))
    wide = next((len(one) for one in cells[headers:] if _is_row(one, len(one))), 0)
    if wide < _NARROWEST or (headers and not _is_heading(cells[0], wide)):
        return None
    rows = [_spans(([(0, "")] if len(cells[0]) < wide else []) + cells[0])] if headers else []
    end, count = at + headers, 0
    while end < len(lines) and lines[end].gap <= (1 if end > at else lines[end].gap):
        own = _cells(lines[end])
        if _is_row(own, wide):
            count += 1
        elif not (_is_group(own) and end + 1 < len(lines) and _is_row(_cells(lines[end + 1]), wide)):
            break
        rows.append(_spans(own + [(0, "")] * (wide - len(own))))
        end += 1
    if count < _SHORTEST:
        return None
    return end - at, [table("", rows, [0] * len(rows), headers)]


def _cells(line: Line) -> list[_Cell]:
    found, at = [], 0
    for match in [*_PARTING.finditer(line.text), None]:
        end = match.start() if match else len(line.text)
        found.append((line.start + at, line.text[at:end]))
        at = match.end() if match else end
    return found


def _is_row(cells: Sequence[_Cell], wide: int) -> bool:
    """Has a line a cell in each column, the later ones figures or nothing?"""
    texts = [text for _, text in cells]
    if len(texts) != wide or wide < _NARROWEST or len(texts[0]) > _LONGEST or _RUNNING.search(texts[0]):
        return False
    figures = sum(shape(text) in _FIGURES for text in texts[1:])
    empty = sum(text in _NOTHING for text in texts[1:])
    return figures + empty == wide - 1 and figures > 0 and not all(shape(text) == "year" for text in texts[1:])


def _is_heading(cells: Sequence[_Cell], wide: int) -> bool:
    """Are these words or years over all columns, or over all but the first?"""
    texts = [text for _, text in cells]
    fits = len(texts) in (wide, wide - 1) and all(len(text) <= _LONGEST for text in texts)
    return fits and not any(shape(text) == "number" or _RUNNING.search(text) for text in texts)


def _is_group(cells: Sequence[_Cell]) -> bool:
    return len(cells) == 1 and len(cells[0][1]) <= _GROUP and not re.search("[，。；：！？,;:]", cells[0][1])


def _spans(cells: Sequence[_Cell]) -> Row:
    return [[(start, start + len(text))] if text else [] for start, text in cells]
