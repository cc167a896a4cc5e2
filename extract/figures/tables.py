"""Observations of tables: a cell's number, the name of its row or column, the words and units of its headings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from extract import dates
from extract.figures.concepts import concept
from extract.figures.headings import Heading, heading
from extract.figures.periods import NO_PERIOD, Period
from extract.figures.phrases import bare
from extract.figures.quantities import Quantity, of_cell
from extract.figures.reading import Reading
from extract.figures.structure import Span
from extract.figures.vocabulary import words
from extract.records import Cell, Document, Mention, Observation, Place, Table

__all__ = ["of_table"]

#: How often tables are read right, on annotated passages that the rules were not written from.
_CONFIDENCE = 0.85
#: A column of names has one in at least this share of its rows.
_NAMES = 0.5


@dataclass(frozen=True, slots=True)
class _Grid:
    """A table with the first of its mentions in each cell, by row and column."""

    reading: Reading
    table: Table
    names: dict[tuple[int, int], int]
    headers: int

    def text(self, row: int, column: int) -> str:
        cell = self.table.rows[row][column]
        return self.reading.text[cell.start : cell.end]


def of_table(
    document: Document, readings: Sequence[Reading], number: int, carried: Period, last: int = -1
) -> list[Observation]:
    """Return the observations of a table block, row by row; ``last`` is the name that figures above were about."""
    reading = readings[number]
    table = reading.block.table
    if not table or not table.rows:
        return []
    grid = _grid(reading, table)
    title, context = _title(document, readings, number)
    topic = _topic(readings, number, last)
    when = title.period if title.period[0] else carried
    found: list[Observation] = []
    for row in range(grid.headers, len(table.rows)):
        for column in range(len(table.rows[row])):
            found.extend(_of_cell(document, grid, row, column, title, when, context, topic))
    return found


def _grid(reading: Reading, table: Table) -> _Grid:
    names: dict[tuple[int, int], int] = {}
    for i, mention in enumerate(reading.mentions):
        for r, row in enumerate(table.rows):
            for c, cell in enumerate(row):
                if cell.start <= mention.start and mention.end <= cell.end:
                    names.setdefault((r, c), i)
    headers = table.headers
    while headers and _is_data(reading, table, names, headers - 1):
        headers -= 1
    return _Grid(reading, table, names, headers)


def _is_data(reading: Reading, table: Table, names: dict[tuple[int, int], int], row: int) -> bool:
    """Return whether a row taken for headings has a name first and figures with their own units after it."""
    cells = table.rows[row]
    return (row, 0) in names and any(c.start <= q.start < c.end for c in cells[1:] for q in reading.figures)


def _of_cell(
    document: Document,
    grid: _Grid,
    row: int,
    column: int,
    title: Heading,
    carried: Period,
    context: tuple[Place, ...],
    topic: tuple[int, Mention] | None,
) -> Iterator[Observation]:
    above = _above(grid, column)
    if above.is_index:
        return
    subject, side = _subject(grid, row, column)
    about = (grid.reading.names[subject], grid.reading.mentions[subject]) if subject is not None else topic
    if about is None or (subject is None and column == 0):
        return
    if subject is None:
        cell = grid.table.rows[row][0]
        side = heading(grid.reading.block.text[cell.start : cell.end])
    label = side if side else NO_HEADING
    for quantity, said, inside in _figures(grid, row, column, (above, label, title)):
        indicator = said or _indicator(above, label, title)
        period = next((h.period for h in (above, label) if h.period[0]), NO_PERIOD)
        if not period[0]:
            period = _row_date(grid, row)
        if not period[0]:
            period = carried
        name, mention = inside or about
        yield Observation(
            subject=mention.entity,
            head=name,
            indicator=indicator,
            value=quantity.value,
            unit=quantity.measure.text,
            evidence=_row_place(document, grid, row),
            period=period[0],
            period_resolved=period[1],
            status="target" if above.is_target else "actual",
            number=quantity.number,
            base_unit=quantity.measure.base,
            value_min=quantity.low,
            value_max=quantity.high,
            concept=concept(indicator, quantity.measure.base),
            confidence=_CONFIDENCE,
            rule="table",
            context=(*_column_place(document, grid, column), *context),
        )


NO_HEADING = Heading("", "", NO_PERIOD, False, False)


@cache
def _numeric() -> re.Pattern[str]:
    """Return the pattern of a cell that is a number with signs, approximators and a unit around it."""
    return re.compile(r"[^\d（）()A-Za-z]{0,8}[\d,，.]+(?:\s\d{3})*[^\dA-Za-z]{0,10}")


def _figures(
    grid: _Grid, row: int, column: int, above: Sequence[Heading]
) -> Iterator[tuple[Quantity, str, tuple[int, Mention] | None]]:
    """Return the figures of a cell, the words before each, and the name before it in the cell."""
    cell = grid.table.rows[row][column]
    text = grid.text(row, column)
    if (row, column) in grid.names and not _figures_in(grid.reading, cell):
        return
    own = _figures_in(grid.reading, cell)
    if own:
        at = cell.start
        for quantity in own:
            yield quantity, _words(grid.reading, at, quantity.start), _inside(grid.reading, at, quantity.start)
            at = quantity.end
        return
    if dates.of_cell(text) or not _numeric().fullmatch(text):
        return
    unit = _unit_of(grid, column, above)
    found = of_cell(text, grid.reading.block.text[cell.start : cell.end], unit)
    if found and (unit or above[0].text or above[1].text):
        yield found, "", None


def _unit_of(grid: _Grid, column: int, above: Sequence[Heading]) -> str:
    """Return the unit of a column; a title that lists one for each column gives it the one in its place."""
    unit = next((h.unit for h in above if h.unit), "")
    several = unit.split("、")
    named = _name_columns(grid)
    first = named[0] + 1 if named else 1
    return several[column - first] if len(several) > 1 and 0 <= column - first < len(several) else several[0]


def _inside(reading: Reading, start: int, end: int) -> tuple[int, Mention] | None:
    found = [i for i, m in enumerate(reading.mentions) if start <= m.start and m.end <= end]
    return (reading.names[found[-1]], reading.mentions[found[-1]]) if found else None


def _topic(readings: Sequence[Reading], number: int, last: int) -> tuple[int, Mention] | None:
    """Return the name that a table without names is about: that of its introduction or heading, else the last one."""
    block = readings[number].block
    above = [i for i in [block.intro, *reversed(block.path[-1:])] if i is not None]
    for i in above:
        if readings[i].mentions:
            return readings[i].names[0], readings[i].mentions[0]
    for reading in reversed(readings[:number]):
        for name, mention in zip(reading.names, reading.mentions, strict=True):
            if name == last:
                return name, mention
    return next(((r.names[0], r.mentions[0]) for r in reversed(readings[:number]) if r.mentions), None)


def _figures_in(reading: Reading, cell: Cell) -> list[Quantity]:
    return [q for q in reading.figures if cell.start <= q.start and q.end <= cell.end]


def _words(reading: Reading, start: int, end: int) -> str:
    for mention in reading.mentions:
        if start <= mention.start and mention.end <= end:
            start = mention.end
    return bare(reading.block.text[start:end])


def _indicator(above: Heading, label: Heading, title: Heading) -> str:
    parts = [h.text for h in (label, above) if h.text]
    return "".join(parts) if parts else title.text


def _above(grid: _Grid, column: int) -> Heading:
    """Return what the headings over a column say, from the top."""
    texts: list[str] = []
    for row in range(grid.headers):
        cells = grid.table.rows[row]
        at = column
        while at > 0 and not grid.text(row, at) and row + 1 < grid.headers:
            at -= 1
        cell = cells[at]
        if (row, at) not in grid.names and (text := grid.reading.block.text[cell.start : cell.end]):
            texts.append(text)
    return heading(" ".join(texts))


def _subject(grid: _Grid, row: int, column: int) -> tuple[int | None, Heading | None]:
    """Return the mention that a cell is about, and what the other side of the table says of it."""
    across = [c for c in range(1, len(grid.table.rows[0])) if any((r, c) in grid.names for r in range(grid.headers))]
    if len(across) >= 2 and (row, 0) not in grid.names:
        over = next((grid.names[r, column] for r in range(grid.headers) if (r, column) in grid.names), None)
        cell = grid.table.rows[row][0]
        return over, heading(grid.reading.block.text[cell.start : cell.end])
    at = _name_column(grid, row, column)
    if at is None:
        return None, None
    mention = grid.reading.mentions[grid.names[row, at]]
    cell = grid.table.rows[row][at]
    return grid.names[row, at], heading(grid.reading.block.text[mention.end : cell.end]) if at < column else None


def _name_column(grid: _Grid, row: int, column: int) -> int | None:
    """Return the column whose name a row is about: the first, or the nearest of its type in a table of panels."""
    columns = [c for c in _name_columns(grid) if c <= column and (row, c) in grid.names]
    if not columns:
        present = [c for c in range(column + 1) if (row, c) in grid.names]
        return present[0] if present else None
    if awarded := [c for c in columns if any(word in _header(grid, c) for word in words("award"))]:
        return awarded[-1]
    if len(columns) > 1 and any(word in grid.text(row, column) + _header(grid, column) for word in words("usage")):
        artefacts = [c for c in columns if _type(grid, c) in ("Platform", "Software", "Database")]
        if artefacts and _type(grid, columns[0]) not in ("Platform", "Software", "Database"):
            return artefacts[-1]
    types = {c: _type(grid, c) for c in columns}
    alike = [c for c in columns if types[c] == types[columns[0]]]
    return alike[-1] if _panels(grid, alike) else columns[0]


def _header(grid: _Grid, column: int) -> str:
    return "".join(grid.text(row, column) for row in range(grid.headers))


def _panels(grid: _Grid, columns: Sequence[int]) -> bool:
    """Return whether figures stand between the columns of names."""
    if len(columns) < 2:
        return False
    between = range(columns[0] + 1, columns[1])
    return any(re.search(r"\d", grid.text(grid.headers, c)) for c in between if grid.headers < len(grid.table.rows))


def _name_columns(grid: _Grid) -> list[int]:
    rows = range(grid.headers, len(grid.table.rows))
    counts = Counter(c for (r, c) in grid.names if r >= grid.headers)
    return sorted(c for c, n in counts.items() if n >= _NAMES * len(rows))


def _type(grid: _Grid, column: int) -> str:
    counts = Counter(
        grid.reading.mentions[i].type for (r, c), i in grid.names.items() if c == column and r >= grid.headers
    )
    return counts.most_common(1)[0][0] if counts else ""


def _row_date(grid: _Grid, row: int) -> Period:
    for column in range(len(grid.table.rows[row])):
        if when := dates.of_cell(grid.text(row, column)):
            return when, False, None
    return NO_PERIOD


def _title(document: Document, readings: Sequence[Reading], number: int) -> tuple[Heading, tuple[Place, ...]]:
    """Return what the title of a table says, with its place where a block holds it."""
    block = readings[number].block
    table = block.table
    above = [("intro", i) for i in [block.intro] if i is not None] + [("heading", i) for i in reversed(block.path[-1:])]
    texts = [table.title if table else ""] + [readings[i].block.text for _, i in above]
    found = [heading(text, of_table=True) for text in dict.fromkeys(t for t in texts if t)]
    places = tuple(_whole(document, readings[i], role) for role, i in above if readings[i].block.text)
    merged = Heading(
        next((h.text for h in found if h.text), ""),
        next((h.unit for h in found if h.unit), ""),
        next((h.period for h in found if h.period[0]), NO_PERIOD),
        False,
        False,
    )
    return merged, places


def _whole(document: Document, reading: Reading, role: str) -> Place:
    start, end = reading.block.origin.span(0, len(reading.block.text))
    return Place(role, document.text[start:end], start, end)


def _row_place(document: Document, grid: _Grid, row: int) -> Place:
    cells = [cell for cell in grid.table.rows[row] if cell.start < cell.end]
    return _place(document, grid.reading, "statement", (cells[0].start, cells[-1].end))


def _column_place(document: Document, grid: _Grid, column: int) -> Iterator[Place]:
    for row in range(grid.headers):
        cell = grid.table.rows[row][column]
        if cell.start < cell.end:
            yield _place(document, grid.reading, "column", (cell.start, cell.end))


def _place(document: Document, reading: Reading, role: str, span: Span) -> Place:
    start, end = reading.block.origin.span(*span)
    return Place(role, document.text[start:end], start, end)
