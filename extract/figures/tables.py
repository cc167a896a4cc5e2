"""Observations of tables: a cell's number, the name of its row or column, the words and units of its headings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from extract.figures.concepts import concept
from extract.figures.headings import Heading, date_of, heading
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
    outer: tuple[str, ...] = ()  #: headings of the columns that stand in a block before

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
    if not grid.headers:
        grid = replace(grid, outer=_outer(readings, number))
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
    if not headers and len(table.rows) > 1 and (0, 0) not in names and any(r for r, c in names if c == 0):
        headers = 1
    while headers and _is_data(reading, table, names, headers - 1):
        headers -= 1
    return _Grid(reading, table, names, headers)


def _outer(readings: Sequence[Reading], number: int) -> tuple[str, ...]:
    """Return the column headings that the layout left in a line or a table of one row above; none where it did not."""
    table = readings[number].block.table
    width = len(table.rows[0]) if table else 0
    for i in range(number - 1, max(number - 1 - _HEADER_BACK, -1), -1):
        block = readings[i].block
        if block.kind not in ("heading", "table", "paragraph") or readings[i].figures:
            continue
        cells = block.text.split("\t") if block.table else re.split(r"[ \u3000]{2,}|\t", block.text)
        if len(cells) in (width, width - 1) and width > 2 and sum(bool(cell.strip()) for cell in cells) >= width - 1:
            return ("",) * (width - len(cells)) + tuple(cells)
    return ()


#: Headings of a table that was cut in parts stand at most this many blocks before a part.
_HEADER_BACK = 5


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
        if any(word in indicator for word in words("whole_year")) and "/" not in period[0]:
            period = (period[0][:4], period[1], period[2])
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
    if (row, column) in grid.names:
        own = [q for q in own if not q.han]
    if own and len(text) <= _LONGEST_CELL:
        at = cell.start
        for quantity in own:
            yield quantity, _words(grid.reading, at, quantity.start), _inside(grid.reading, at, quantity.start)
            at = quantity.end
        return
    if date_of(text) or not _numeric().fullmatch(text):
        return
    unit = _unit_of(grid, column, above)
    found = of_cell(text, grid.reading.block.text[cell.start : cell.end], unit)
    if found and not unit and _YEAR.fullmatch(found.value):
        return
    if found and (unit or above[0].text or above[1].text):
        yield found, "", None


_YEAR = re.compile(r"(?:19|20)\d\d")
#: Longer cells are sentences.
_LONGEST_CELL = 30


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
    """Return the name that a table without names is about: that of its title, else the institution named most."""
    for _, i in above(readings, number):
        if readings[i].mentions:
            return readings[i].names[0], readings[i].mentions[0]
    named = [
        (name, mention)
        for reading in readings[:number]
        for name, mention in zip(reading.names, reading.mentions, strict=True)
        if mention.type in _INSTITUTIONS
    ]
    counts = Counter(mention.entity for _, mention in named)
    return max(named, key=lambda pair: (counts[pair[1].entity], -pair[0]), default=None)


_INSTITUTIONS = frozenset({"Bank", "FinancialInstitution", "Company"})


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
        while at > 0 and not grid.text(row, at):
            at -= 1
        cell = cells[at]
        if (row, at) not in grid.names and (text := grid.reading.block.text[cell.start : cell.end]):
            texts.append(text)
    if grid.outer:
        texts.append(grid.outer[column])
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
    side = heading(grid.reading.block.text[mention.end : cell.end]) if at < column else NO_HEADING
    return grid.names[row, at], side if side.text or side.unit else _label(grid, row, at, column)


def _label(grid: _Grid, row: int, name: int, column: int) -> Heading:
    """Return what a cell of words between the name and the figure says, where the heading is no more than a period."""
    if _above(grid, column).text:
        return NO_HEADING
    for at in range(column - 1, name, -1):
        cell = grid.table.rows[row][at]
        if (row, at) not in grid.names and cell.start < cell.end and not _numeric().fullmatch(grid.text(row, at)):
            return heading(grid.reading.block.text[cell.start : cell.end])
    return NO_HEADING


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
        if any(word in _header(grid, column) for word in words("founding")):
            continue
        if when := date_of(grid.text(row, column)):
            return when, False, None
    return NO_PERIOD


#: A paragraph before a table is its title when it is not longer than this.
_LONGEST_TITLE = 80


def above(readings: Sequence[Reading], number: int) -> list[tuple[str, int]]:
    """Return the blocks that say what a block is about, nearest first: introduction, caption or short line, headings."""
    block = readings[number].block
    found = [("intro", block.intro)] if block.intro is not None else []
    for i in range(number - 1, max(number - 3, -1), -1):
        before = readings[i].block
        if before.kind in ("heading", "caption") or len(before.text) <= _LONGEST_TITLE:
            found.append(("heading" if before.kind == "heading" else "intro", i))
        else:
            break
    found += [("heading", i) for i in reversed(block.path)]
    return [(role, i) for k, (role, i) in enumerate(found) if i not in [j for _, j in found[:k]]]


def _title(document: Document, readings: Sequence[Reading], number: int) -> tuple[Heading, tuple[Place, ...]]:
    """Return what the title of a table says, with its place where a block holds it."""
    block = readings[number].block
    table = block.table
    blocks = above(readings, number)
    texts = [table.title if table else ""] + [readings[i].block.text for _, i in blocks]
    if number and len(readings[number - 1].block.text) > _LONGEST_TITLE:
        texts += _UNIT_NOTE.findall(readings[number - 1].block.text)
    found = [heading(text, of_table=True) for text in dict.fromkeys(t for t in texts if t)]
    places = tuple(_whole(document, readings[i], role) for role, i in blocks[:2] if readings[i].block.text)
    merged = Heading(
        next((h.text for h in found if h.text), ""),
        next((h.unit for h in found if h.unit), ""),
        next((h.period for h in found if h.period[0]), NO_PERIOD),
        False,
        False,
    )
    return merged, places


def title_of(readings: Sequence[Reading], number: int) -> str:
    """Return the words of the title above a block; empty where there is none."""
    return next((h.text for _, i in above(readings, number) if (h := heading(readings[i].block.text, of_table=True)).text), "")


_UNIT_NOTE = re.compile(r"[（(][^（）()]{0,4}[:：][^（）()]{1,10}[）)]")


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
