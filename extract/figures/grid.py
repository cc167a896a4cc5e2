"""A table with its names: what stands over and beside a cell, and which name a cell is about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from extract.dates import bounds
from extract.figures.headings import NO_HEADING, Heading, date_of, heading
from extract.figures.notes import noted
from extract.figures.period import NO_PERIOD, Period
from extract.figures.quantities import measure
from extract.figures.reading import Reading
from extract.figures.vocabulary import words
from extract.records import Table

__all__ = ["NUMERIC", "Grid"]

#: A column of names has one in at least this share of its rows.
_NAMES = 0.5
#: More columns of numbers than this under one title cannot all be what it names.
_TOLD_APART = 2
#: Headings of a table that was cut in parts stand at most this many blocks before a part.
_HEADER_BACK = 5
#: Rows of headings over a table that the layout took for data.
_HEADERS = 2
_PRODUCTS = frozenset({"Platform", "Software", "Database"})
#: A cell that is a number with signs, approximators and a unit around it.
NUMERIC = re.compile(r"[^\d（）()A-Za-z]{0,8}[\d,，.]+(?:\s\d{3})*[^\dA-Za-z]{0,10}")


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with the first of its mentions in each cell, by row and column."""

    reading: Reading
    table: Table
    names: dict[tuple[int, int], int]
    headers: int
    above: tuple[Heading, ...]  #: what is said over each column

    @classmethod
    def of(cls, readings: Sequence[Reading], number: int, table: Table) -> Grid:
        """Return the grid of a table block."""
        reading = readings[number]
        names: dict[tuple[int, int], int] = {}
        for i, mention in enumerate(reading.mentions):
            for r, row in enumerate(table.rows):
                for c, cell in enumerate(row):
                    if cell.start <= mention.start and mention.end <= cell.end:
                        names.setdefault((r, c), i)
        headers = _headers(reading, table, names)
        outer = () if headers else _outer(readings, number, len(table.rows[0]))
        above = _above(reading, table, names, headers, outer)
        return cls(reading, table, names, headers, tuple(noted(one, readings, number) for one in above))

    def text(self, row: int, column: int) -> str:
        """Return the folded text of a cell."""
        cell = self.table.rows[row][column]
        return self.reading.text[cell.start : cell.end]

    def written(self, row: int, column: int) -> str:
        """Return the text of a cell."""
        cell = self.table.rows[row][column]
        return self.reading.block.text[cell.start : cell.end]

    def body(self) -> range:
        """Return the rows under the headings."""
        return range(self.headers, len(self.table.rows))

    def header(self, column: int) -> str:
        """Return the folded words over a column."""
        return "".join(self.text(row, column) for row in range(self.headers))

    def subject(self, row: int, column: int) -> tuple[int | None, Heading]:
        """Return the mention that a cell is about, if any, and what the other side of the table says of it."""
        across = {c for r, c in self.names if r < self.headers and c}
        if len(across) > 1 and (row, 0) not in self.names:
            over = next((self.names[r, column] for r in range(self.headers) if (r, column) in self.names), None)
            return over, heading(self.written(row, 0))
        at = self._name_column(row, column)
        if at is None:
            return self._group(row), heading(self.written(row, 0))
        mention = self.reading.mentions[self.names[row, at]]
        end = self.table.rows[row][at].end
        side = heading(self.reading.block.text[mention.end : end]) if at < column else NO_HEADING
        return self.names[row, at], side if side.text or side.unit else self._label(row, at, column)

    def _group(self, row: int) -> int | None:
        """Return the name that stands alone in a row above, for the rows under it."""
        for above in range(row - 1, self.headers - 1, -1):
            if not any(self.text(above, column) for column in range(1, len(self.table.rows[above]))):
                return self.names.get((above, 0))
        return None

    def unit(self, row: int) -> str:
        """Return what the cell of a row under a heading such as unit says; empty where that is no unit."""
        for column in range(len(self.table.rows[row])):
            written = self.written(row, column).strip()
            if _is_unit(self.header(column)) and measure(written).kind != "other":
                return written
        return ""

    def latest(self) -> Period:
        """Return the last period that a column heading names: that of the columns whose headings name none."""
        return max((one.period.latest() for one in self.above if one.period), key=_end_of, default=NO_PERIOD)

    def row_date(self, row: int) -> Period:
        """Return the date that a cell of the row consists of, unless its heading says that something began then."""
        for column in range(len(self.table.rows[row])):
            if any(word in self.header(column) for word in words("founding")):
                continue
            when = date_of(self.text(row, column))
            if self.is_date(row, column):
                cell = self.table.rows[row][column]
                return Period(when, False, self.reading.number, cell.start, cell.end)
        return NO_PERIOD

    def is_date(self, row: int, column: int) -> bool:
        """Return whether a cell is no more than a date; a bare year is one only in a column that holds nothing else."""
        when = date_of(self.text(row, column))
        return bool(when) and (not when.isdigit() or self._has_years(column))

    def is_vague(self) -> bool:
        """Return whether several columns of numbers have no heading, so that no title can tell what each counts."""
        plain = [c for c, above in enumerate(self.above) if not (above.text or above.unit or above.period)]
        body = self.body()
        numeric = [c for c in plain if sum(bool(NUMERIC.fullmatch(self.text(r, c))) for r in body) * 2 > len(body)]
        return len(numeric) > _TOLD_APART

    def _has_years(self, column: int) -> bool:
        cells = [self.text(row, column).strip() for row in range(self.headers, len(self.table.rows))]
        return all(date_of(cell) for cell in cells if cell)

    def name_columns(self) -> list[int]:
        """Return the columns that hold names."""
        rows = len(self.table.rows) - self.headers
        counts = Counter(c for r, c in self.names if r >= self.headers)
        return sorted(c for c, n in counts.items() if n >= _NAMES * rows)

    def _label(self, row: int, name: int, column: int) -> Heading:
        """Return what a cell of words between the name and the figure says, if the heading is no more than a period."""
        if self.above[column].text:
            return NO_HEADING
        for at in range(column - 1, name, -1):
            text = self.text(row, at)
            if text and (row, at) not in self.names and not NUMERIC.fullmatch(text):
                return heading(self.written(row, at))
        return NO_HEADING

    def _name_column(self, row: int, column: int) -> int | None:
        """Return the column whose name a row is about: the first, or the nearest of its type in a table of panels."""
        columns = [c for c in self.name_columns() if c <= column and (row, c) in self.names]
        if not columns:
            return next((c for c in range(column + 1) if (row, c) in self.names), None)
        if awarded := [c for c in columns if any(word in self.header(c) for word in words("award"))]:
            return awarded[-1]
        types = {c: self._type(c) for c in columns}
        products = [c for c in columns if types[c] in _PRODUCTS]
        if products and products[0] != columns[0] and self._is_usage(row, column):
            return products[-1]
        alike = [c for c in columns if types[c] == types[columns[0]]]
        return alike[-1] if self._has_panels(alike) else columns[0]

    def _is_usage(self, row: int, column: int) -> bool:
        said = self.text(row, column) + self.header(column)
        return any(word in said for word in words("usage"))

    def _has_panels(self, columns: Sequence[int]) -> bool:
        """Return whether figures stand between the columns of names."""
        if len(columns) < 2 or self.headers >= len(self.table.rows):
            return False
        return any(re.search(r"\d", self.text(self.headers, c)) for c in range(columns[0] + 1, columns[1]))

    def _type(self, column: int) -> str:
        found = [i for (r, c), i in sorted(self.names.items()) if c == column and r >= self.headers]
        return Counter(self.reading.mentions[i].type for i in found).most_common(1)[0][0] if found else ""


def _headers(reading: Reading, table: Table, names: dict[tuple[int, int], int]) -> int:
    """Return how many rows are headings; the layout takes rows of data for such, or finds none."""
    headers = table.headers
    first = [reading.text[cell.start : cell.end] for cell in table.rows[0]]
    if not headers and any(map(_is_unit, first)):
        headers = 1
    if not headers:
        first_row = next((n for n in range(min(len(table.rows), _HEADERS + 1)) if _has_numbers(reading, table, n)), 0)
        headers = first_row if first_row == 1 or not any(row < first_row for row, _ in names) else 0
    while headers and (headers - 1, 0) in names:
        cells = table.rows[headers - 1][1:]
        if not any(cell.start <= q.start < cell.end for cell in cells for q in reading.figures):
            break
        headers -= 1
    return headers


def _is_unit(folded: str) -> bool:
    return folded.strip() in words("unit_label")


def _has_numbers(reading: Reading, table: Table, row: int) -> bool:
    dated = [(span.start, span.end) for span in reading.dates]
    cells = [
        cell
        for cell in table.rows[row]
        if cell.start < cell.end and not any(cell.start <= start and end <= cell.end for start, end in dated)
    ]
    own = any(cell.start <= q.start < cell.end for cell in cells for q in reading.figures)
    return own or any(NUMERIC.fullmatch(reading.text, cell.start, cell.end) for cell in cells)


def _outer(readings: Sequence[Reading], number: int, width: int) -> tuple[str, ...]:
    """Return the column headings that the layout left in a line or a table of one row above; none where it did not."""
    for i in range(number - 1, max(number - 1 - _HEADER_BACK, -1), -1):
        block = readings[i].block
        if block.kind not in ("heading", "table", "paragraph") or readings[i].figures or width < 3:
            continue
        cells = block.text.split("\t") if block.table else re.split(r"[ \u3000]{2,}|\t", block.text)
        if len(cells) in (width, width - 1) and sum(bool(cell.strip()) for cell in cells) >= width - 1:
            return ("",) * (width - len(cells)) + tuple(cells)
    return ()


def _above(
    reading: Reading, table: Table, names: dict[tuple[int, int], int], headers: int, outer: tuple[str, ...]
) -> tuple[Heading, ...]:
    """Return what the headings over each column say; an empty heading is that of the column to its left."""
    found: list[Heading] = []
    for column in range(len(table.rows[0])):
        texts: list[str] = [outer[column]] if outer else []
        for row in range(headers):
            at = column
            while at and table.rows[row][at].start == table.rows[row][at].end:
                at -= 1
            if (row, at) not in names:
                texts.append(reading.block.text[table.rows[row][at].start : table.rows[row][at].end])
        found.append(heading(" ".join(filter(None, texts))))
    return tuple(found)


def _end_of(period: Period) -> str:
    return bounds(period.when)[1]
