"""Observations of tables: a cell's number, the name of its row or column, the words and units of its headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.figures.grid import NUMERIC, Grid
from extract.figures.headings import Heading
from extract.figures.period import Period
from extract.figures.places import place, sentence_place
from extract.figures.quantities import Quantity, of_cell
from extract.figures.reading import Reading
from extract.figures.records import Told, observation
from extract.figures.titles import title, topic
from extract.figures.vocabulary import words
from extract.figures.wording import bare
from extract.records import Cell, Document, Mention, Observation, Place

__all__ = ["of_table"]

#: How often tables with names in them are read right, and how often those whose name stands elsewhere.
_CONFIDENCE, _ELSEWHERE = 0.97, 0.72
_YEAR = re.compile(r"(?:19|20)\d\d")
#: Longer cells are sentences.
_LONGEST_CELL = 30


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A table and what is said about all of it; ``topic`` is the name of rows that have none."""

    document: Document
    readings: Sequence[Reading]
    grid: Grid
    title: Heading
    period: Period
    context: tuple[Place, ...]
    topic: tuple[int, Mention] | None


def of_table(document: Document, readings: Sequence[Reading], number: int, carried: Period) -> list[Observation]:
    """Return the observations of a table block, row by row; ``carried`` is the period of the text before it."""
    table = readings[number].block.table
    if not table or not table.rows:
        return []
    said, context = title(document, readings, number)
    grid = Grid.of(readings, number, table)
    period = said.period or grid.latest() or carried.latest()
    sheet = _Sheet(document, readings, grid, said, period, context, topic(readings, number))
    return [
        found
        for row in range(grid.headers, len(table.rows))
        for column in range(len(table.rows[row]))
        for found in _of_cell(sheet, row, column)
    ]


def _of_cell(sheet: _Sheet, row: int, column: int) -> Iterator[Observation]:
    grid, reading = sheet.grid, sheet.grid.reading
    above = grid.above[column]
    if above.is_index:
        return
    subject, side = grid.subject(row, column)
    about = (reading.names[subject], reading.mentions[subject]) if subject is not None else sheet.topic
    if about is None or (subject is None and column == 0):
        return
    for quantity, said, inside in _figures(grid, row, column, (above, side, sheet.title)):
        own = said or (side.text + above.text)
        if not own and grid.is_vague():
            continue
        indicator = own or sheet.title.text
        period = above.period or side.period or grid.row_date(row) or sheet.period
        if side.is_year or above.is_year:
            period = period.year()
        name, mention = inside or about
        found_in_table = inside is not None or subject is not None
        told = Told(
            mention.entity,
            name,
            indicator,
            period,
            above.is_target,
            _CONFIDENCE if found_in_table else _ELSEWHERE,
            "table" if found_in_table else "table-topic",
        )
        context = (*_column(sheet, column), *sheet.context)
        if mention.block != reading.number:
            named = sheet.readings[mention.block]
            context = (*context, sentence_place(sheet.document, named, "intro", mention.start))
        yield observation(quantity, told, _row(sheet, row), context)


def _figures(
    grid: Grid, row: int, column: int, above: Sequence[Heading]
) -> Iterator[tuple[Quantity, str, tuple[int, Mention] | None]]:
    """Yield the figures of a cell, the words before each, and the name before it in the cell."""
    cell, text = grid.table.rows[row][column], grid.text(row, column)
    is_named = (row, column) in grid.names
    own = [q for q in _figures_in(grid.reading, cell) if not (q.han and is_named)]
    if own and len(text) <= _LONGEST_CELL:
        at = cell.start
        for quantity in own:
            yield quantity, *_words(grid.reading, at, quantity.start)
            at = quantity.end
        return
    if is_named or grid.is_date(row, column) or not NUMERIC.fullmatch(text):
        return
    unit = above[0].unit or grid.unit(row) or _unit_of(grid, column, above)
    found = of_cell(text, grid.written(row, column), unit)
    if found and (unit or ((above[0].text or above[1].text) and not _YEAR.fullmatch(found.value))):
        yield found, "", None


def _figures_in(reading: Reading, cell: Cell) -> list[Quantity]:
    return [q for q in reading.figures if cell.start <= q.start and q.end <= cell.end]


def _words(reading: Reading, start: int, end: int) -> tuple[str, tuple[int, Mention] | None]:
    """Return the words before a figure in its cell, after the last name there, and that name."""
    found: tuple[int, Mention] | None = None
    for name, mention in zip(reading.names, reading.mentions, strict=True):
        if start <= mention.start and mention.end <= end:
            start, found = mention.end, (name, mention)
    return bare(reading.block.text[start:end]), found


def _unit_of(grid: Grid, column: int, above: Sequence[Heading]) -> str:
    """Return the unit of a column; a title that lists one for each column gives it the one in its place.

    Where it lists fewer, ratios have the one of ratios.
    """
    several = next((h.unit for h in above if h.unit), "").split("、")
    if len(several) == 1:
        return several[0]
    place_of = column - (grid.name_columns() or [0])[0] - 1
    figures = sum(any(NUMERIC.fullmatch(grid.text(row, c)) for row in grid.body()) for c in range(len(grid.above)))
    if figures != len(several):
        is_ratio = any(h.text.endswith(words("ratio")) for h in above[:2] if h.text)
        return next((unit for unit in several if (unit in words("ratio_unit")) == is_ratio), several[0])
    return several[place_of] if 0 <= place_of < len(several) else several[0]


def _row(sheet: _Sheet, row: int) -> Place:
    cells = [cell for cell in sheet.grid.table.rows[row] if cell.start < cell.end]
    return place(sheet.document, sheet.grid.reading, "statement", (cells[0].start, cells[-1].end))


def _column(sheet: _Sheet, column: int) -> Iterator[Place]:
    for row in range(sheet.grid.headers):
        cell = sheet.grid.table.rows[row][column]
        if cell.start < cell.end:
            yield place(sheet.document, sheet.grid.reading, "column", (cell.start, cell.end))
