"""Tables whose columns are parted by spaces, aligned or single."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate, combinations, pairwise, takewhile

from extract.layout.cells import Word, read_cells
from extract.layout.furniture import is_furniture
from extract.layout.grid import Row, shape, table
from extract.layout.lines import Line, width
from extract.layout.piece import Piece
from extract.layout.shapes import shapes

__all__ = ["spaced"]

_WIDE = re.compile(r"(?:[ \t\xa0]{2,}|\u3000)\s*")
_NARROW = re.compile(r"[ \xa0\u3000]+")

#: Blank lines between the lines of one table; more are a page break.
_GAP = 2

#: Lines of the longest table, and columns of the widest line.
_LONGEST = 200
_WIDEST = 120

#: Characters of the longest column heading, and columns of the table with most.
_HEADING = 12
_COLUMNS = 10

#: Price per word above which the reading is no table; tables lie between 0.2 and 1.2.
_DEAR = 1.6

#: Share of the cells that must hold something, and where only short words stand in all columns.
_FILLED = 0.6
_FULL = 0.8

#: Columns that cells spanning rows may take from every line.
_MERGED = 2

#: Lines looked at before a table is read under column headings.
_NEAR = 8

#: Share of the lines that may by chance have more words than there are columns.
_CHANCE = 0.05

#: Prices of a further line of column headings, of one with blank lines above, of a heading alone in such a line (it may
#: be the first cell of a row), and what headings that repeat are worth.
_LINE = 1.0
_APART = 2.0
_ALONE = 8.0
_TWICE = 5.0

#: Price of a line that looks like column headings and is read as a row.
_LEFT = 2.0

#: Characters of a cell that is a text and no name, and of the longest name of a person.
_LONG = 8
_NAME = 4

#: Columns of the widest cell that spans rows and stands alone in its line.
_GROUP = 12

#: Columns by which a heading over several columns is set in at least.
_SPANNING = 4

#: Signs of running text, which no column heading and no name has.
_RUNNING = re.compile("[，。；：！？,;]")


def spaced(text: str, lines: Sequence[Line], at: int) -> tuple[int, list[Piece]] | None:
    """Return the number of lines taken and the table that begins at line ``at``, or None where none does."""
    line = lines[at]
    if line.indent >= _SPANNING and at + 1 < len(lines) and not lines[at + 1].gap and not _WIDE.search(line.text):
        return _spanned(text, lines, at)
    return _plain(text, lines, at)


def _plain(text: str, lines: Sequence[Line], at: int) -> tuple[int, list[Piece]] | None:
    """Return the table whose first line is ``at``."""
    line = lines[at]
    if line.width > _WIDEST or line.mark is not None:
        return None
    if not _NARROW.search(line.text):
        return _grouped(text, lines, at)
    parting = _WIDE if _WIDE.search(line.text) else _NARROW
    fields = parting.split(line.text)
    if 2 <= len(fields) <= _COLUMNS and all(_is_heading(field) for field in fields):
        return _headed(lines, at, parting)
    if not 3 <= len(fields) <= _COLUMNS or _RUNNING.search(line.text):
        return None
    if parting is _WIDE or any(shape(field) in ("number", "date") for field in fields):
        return _headless(lines, at, parting, len(fields))
    return None


def _spanned(text: str, lines: Sequence[Line], at: int) -> tuple[int, list[Piece]] | None:
    """Return the table whose column headings stand under one that spans several of them: set in, alone in its line."""
    line, heading = lines[at], lines[at + 1]
    if not _WIDE.search(heading.text) or not _is_heading(line.text):
        return None
    taken = spaced(text, lines, at + 1)
    if taken is None:
        return None
    table_of = taken[1][0]
    middle = line.indent + line.width / 2
    starts = [width(text[heading.begin : cell[0][0]]) if cell else 0 for cell in table_of.rows[0]]
    column = max(sum(start <= middle for start in starts) - 1, 0)
    top = tuple(((line.start, line.end),) if n == column else () for n in range(len(starts)))
    table_of.rows = (top, *table_of.rows)
    table_of.headers += 1
    return taken[0] + 1, taken[1]


def _is_heading(field: str) -> bool:
    if len(field) > _HEADING or shape(field) not in ("text", "year") or _RUNNING.search(field):
        return False
    return any(map(str.isalnum, field))


def _headed(lines: Sequence[Line], at: int, parting: re.Pattern[str]) -> tuple[int, list[Piece]] | None:
    """Return the table whose column headings stand in line ``at`` and perhaps in the next ones."""
    end = _end(lines, at, parting)
    if not _promises(lines[at + 1 : end], parting):
        return None
    best: tuple[float, Row, list[Row]] | None = None
    for high in range(1, min(_high(lines, at, end, parting), end - at - 1) + 1):
        words = list(_words(lines[at + high : end], parting))
        wide = _widest(words)
        found = sorted(_headings(list(_words(lines[at : at + high], parting))), key=lambda one: one[:2])
        for extra, period, heading in [one for one in found if wide <= len(one[2]) <= wide + _MERGED][:1]:
            rows, price = read_cells(words, len(heading), period)
            price += extra + (_LEFT if _is_left(words) else 0.0)
            price /= len(words) + len(heading)
            if _holds(rows, price, words, parting) and (best is None or price < best[0]):
                best = (price, heading, rows)
    if best is None:
        return None
    _, heading, rows = best
    return end - at, [table("", [heading, *rows], [0] * (len(rows) + 1), 1), *_rules(lines[at:end])]


def _is_left(words: Sequence[Word]) -> bool:
    """Say whether the first line under the column headings looks like more of them."""
    line = list(takewhile(lambda word: word is words[0] or not word.first, words))
    return line[0].gap == 0 and len(line) > 1 and all(_is_heading(word.text) for word in line)


def _widest(words: Sequence[Word]) -> int:
    """Return how many words the fullest lines have, a few that are fuller by chance aside."""
    counts = Counter(Counter(accumulate(word.first for word in words)).values())
    left = sum(counts.values()) * _CHANCE
    for count in sorted(counts, reverse=True):
        left -= counts[count]
        if left < 0:
            return count
    return 1


def _rules(lines: Sequence[Line]) -> Iterator[Piece]:
    """Yield the lines drawn between rows: furniture."""
    for line in lines:
        if shapes().rule.fullmatch(line.text):
            yield Piece("furniture", ((line.start, line.end),))


def _promises(lines: Sequence[Line], parting: re.Pattern[str]) -> bool:
    """Say whether lines under column headings look like rows: some have fields, or short and long ones take turns."""
    near = lines[:_NEAR]
    fielded = sum(parting.search(line.text) is not None for line in near)
    turns = sum(one.width * 3 < other.width for one, other in pairwise(near))
    return fielded >= 2 or turns >= 2


def _grouped(text: str, lines: Sequence[Line], at: int) -> tuple[int, list[Piece]] | None:
    """Return the table without column headings that begins with a cell for several rows, alone in line ``at``."""
    if at + 1 >= len(lines) or lines[at].width > _GROUP or lines[at + 1].gap > 1 or not _is_heading(lines[at].text):
        return None
    below = lines[at + 1]
    fields = [] if below.mark or _RUNNING.search(below.text) else _NARROW.split(below.text)
    if len(fields) < 3 or sum(shape(field) in ("number", "date") for field in fields) < 2:
        return None
    return _headless(lines, at, _NARROW, len(fields))


def _headless(lines: Sequence[Line], at: int, parting: re.Pattern[str], columns: int) -> tuple[int, list[Piece]] | None:
    """Return the table that begins with a row at line ``at``: enough of the next lines have as many fields.

    There may be one column more, of cells that span rows.
    """
    end = _end(lines, at, parting)
    counts = Counter(len(parting.split(line.text)) for line in lines[at:end])
    if counts[columns] < 2 or counts[columns] * 3 < end - at:
        return None
    words = list(_words(lines[at:end], parting))
    best: tuple[float, list[Row]] | None = None
    merged = counts[columns] >= 3 and counts[columns] * 2 < end - at
    for wide in (columns, columns + 1) if merged else (columns,):
        rows, price = read_cells(words, wide, wide // 2 if wide % 2 == 0 and wide > columns else wide)
        if _holds(rows, price / len(words), words, parting) and (best is None or price < best[0]):
            best = (price, rows)
    return (end - at, [table("", best[1], [0] * len(best[1]), 0), *_rules(lines[at:end])]) if best else None


def _end(lines: Sequence[Line], at: int, parting: re.Pattern[str]) -> int:
    """Return the index of the first line after ``at`` that is not of the same table."""
    end = at + 1
    while end < len(lines) and end - at < _LONGEST and _may_belong(lines[end], parting):
        end += 1
    if end < len(lines) and "。" in lines[end].text and lines[end].mark is None:
        while end - at > 1 and lines[end].gap == 0 and not _is_row(lines[end - 1], parting):
            end -= 1
    last = lines[end - 1]
    if end - at > 2 and last.gap and last.width > 2 * _HEADING and not parting.search(last.text):
        return end - 1 if _ends_in_figure(lines[end - 2], parting) else end
    return end


def _may_belong(line: Line, parting: re.Pattern[str]) -> bool:
    """Say whether a line may be part of the table above it."""
    if line.gap > _GAP or line.width > _WIDEST or "。" in line.text or "\t" in line.text:
        return False
    if line.mark is not None and (line.mark.style in ("bullet", "caption", "source", "footnote") or not line.mark.weak):
        return False
    if shapes().rule.fullmatch(line.text):
        return parting is _WIDE
    return not (line.indent and parting is _NARROW) and (line.text.isdecimal() or not is_furniture(line))


def _is_row(line: Line, parting: re.Pattern[str]) -> bool:
    """Say whether a line is a row for sure."""
    return _ends_in_figure(line, parting) or (parting is _WIDE and _WIDE.search(line.text) is not None)


def _ends_in_figure(line: Line, parting: re.Pattern[str]) -> bool:
    """Say whether a line is a row: its last field is a number or a date."""
    fields = parting.split(line.text)
    return len(fields) > 1 and shape(fields[-1]) in ("number", "date")


def _high(lines: Sequence[Line], at: int, end: int, parting: re.Pattern[str]) -> int:
    """Return how many lines from ``at`` on may hold column headings."""
    high = 1
    while at + high < end and high < 6 and all(_is_heading(field) for field in parting.split(lines[at + high].text)):
        high += 1
    return high


def _words(lines: Sequence[Line], parting: re.Pattern[str]) -> Iterator[Word]:
    """Yield the words of lines; single spaces within a Latin name part none."""
    for line in lines:
        if shapes().rule.fullmatch(line.text):
            continue
        at = 0
        for match in [*parting.finditer(line.text), None]:
            if match and parting is _NARROW and _is_within(line.text, at, match.start(), match.end()):
                continue
            end = match.start() if match else len(line.text)
            field = line.text[at:end]
            if field:
                yield Word.of(field, line.start + at, line, parting is _WIDE and line.indent < _SPANNING)
            at = match.end() if match else end


def _is_within(text: str, begin: int, end: int, start: int) -> bool:
    """Say whether a single space from ``end`` to ``start`` parts nothing: in a Latin name, at a slash, in a date.

    ``begin`` is where the word before it begins.
    """
    one, other = text[end - 1], text[start]
    if one in _LINKS or other in _LINKS:
        return True
    if one.isdecimal():
        return other in shapes().units
    if other.isdecimal():
        dated = _DATED.match(text, start)
        return dated is not None and dated[1] in shapes().units and not text[begin:end].isascii()
    return one.isascii() and other.isascii() and one.isalpha() and other.isalpha()


#: Signs that hold together what stands on both sides of them.
_LINKS = "/／+＋&·—"

#: A number with a space and a unit.
_DATED = re.compile(r"\d+ ([^\W\d_a-zA-Z])")


def _headings(words: Sequence[Word]) -> Iterator[tuple[float, int, Row]]:
    """Yield the ways in which words over several lines make column headings, each with its price and period.

    A line end without blank lines is within a heading, one with blank lines between two; headings that repeat (two
    tables side by side) are likelier.
    """
    breaks = [index for index, word in enumerate(words) if word.first and index]
    for count in range(len(breaks) + 1):
        for joined in combinations(breaks, count):
            price: float = sum((index in joined) == (words[index].gap > 0) for index in breaks)
            price += sum(2 * (words[index].text[0] in "（(" and index not in joined) for index in breaks)
            price += sum(_APART if words[index].gap else _LINE for index in breaks)
            price += sum(_LINE for index in breaks if _is_single(words, index))
            price += sum(_ALONE for index in breaks if index not in joined and _is_alone(words, index, joined))
            heading: Row = []
            names: list[str] = []
            for index, word in enumerate(words):
                span = (word.start, word.start + len(word.text))
                if index in joined:
                    heading[-1].append(span)
                    names[-1] += word.text
                else:
                    heading.append([span])
                    names.append(word.text)
            half = len(names) // 2
            twice = names[:half] == names[half:]
            if 2 <= len(heading) <= _COLUMNS:
                yield price - _TWICE * twice, half if twice else len(names), heading


def _is_alone(words: Sequence[Word], index: int, joined: Sequence[int]) -> bool:
    """Say whether a word stands alone in a line with blank lines above, and nothing is joined to it."""
    return words[index].gap > 0 and _is_single(words, index) and index + 1 not in joined


def _is_single(words: Sequence[Word], index: int) -> bool:
    """Say whether a word that begins a line is all of it."""
    return index + 1 == len(words) or words[index + 1].first


def _holds(rows: Sequence[Row], price: float, words: Sequence[Word], parting: re.Pattern[str]) -> bool:
    """Say whether a reading is a table: several rows, mostly filled, with columns that differ from each other."""
    columns = len(rows[0])
    if len(rows) < 2 or price > _DEAR:
        return False
    filled = sum(bool(cell) for row in rows for cell in row)
    if filled < _FILLED * len(rows) * columns:
        return False
    shaped = {word.start: word.shape for word in words}
    for column in range(columns):
        cells = [row[column] for row in rows if row[column]]
        figures = sum(shaped[cell[0][0]] in ("number", "date") for cell in cells)
        if cells and figures * 2 >= len(rows):
            return True
    lengths = sorted(sum(end - start for row in rows for start, end in row[column]) for column in range(columns))
    if lengths[-1] > 2 * lengths[0] and lengths[-1] > _LONG * len(rows):
        return True
    even = filled > _FULL * len(rows) * columns
    return even and (parting is _WIDE or (columns > 2 and len(rows) > 2 and lengths[-1] > _NAME * len(rows)))
