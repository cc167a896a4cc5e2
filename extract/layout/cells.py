"""The cells of a table whose columns are parted by spaces and whose cells may wrap: the likeliest reading of its words.

A dynamic program over the words of the table in reading order (Viterbi). Each word either goes on with the cell
before, where a line ended in between, or fills the next column, or begins a row; the price of each depends on how well
the word fits what else stands in the column, which is learnt from the reading of the round before.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.layout.grid import Row, shape
from extract.layout.lines import Line, width
from extract.layout.piece import Span
from extract.layout.shapes import shapes
from extract.layout.wrap import is_open

__all__ = ["Word", "read_cells"]

#: Rounds of reading and learning; further ones changed nothing.
_ROUNDS = 3

#: Prices, in nats or so. They were set on the tables of two reports and hold for all that were looked at.
_EMPTY = 2.0  #: for each column left empty within a row
_LACKING = 1.5  #: for each column left empty at the end of a row
_MERGED = 0.4  #: for each column left empty at the beginning of a row (a cell that spans rows)
_FLUSH = 4.0  #: for the same where columns are aligned and the line is not set in
_NEXT_LINE = 0.7  #: for a new column on a new line
_MIDLINE = 7.0  #: for a new row, or the same cell, within a line
_WRAP = 0.2  #: for a cell that goes on in the next line
_GAP = 1.1  #: beside that, where blank lines lie between
_ROOM = 2.6  #: beside that, where the line before was not full
_FIGURE = 3.0  #: beside that, for a number or a date
_LENGTH = 0.8  #: for a word longer or shorter than usual in its column, by a factor of e
_OPEN = 2.5  #: for leaving a cell that breaks off after a comma or within brackets

#: Share of the widest line's width from which a line is full.
_NEARLY = 0.85

_FIGURES = ("date", "number")
_SHAPES = ("text", "year", *_FIGURES)

#: Columns of width from which a line may be full where nothing is known yet.
_FULL = 16


@dataclass(slots=True)
class Word:
    """A stretch of a line between the spaces that part columns."""

    start: int
    text: str
    shape: str
    first: bool  #: in its line
    gap: int  #: blank lines above its line
    length: float  #: the logarithm of the number of characters
    width: int
    open: bool  #: breaks off, after a comma or within brackets
    merged: float  #: price of each column left empty before it, where it begins a row

    @classmethod
    def of(cls, text: str, start: int, line: Line, flush: bool) -> Word:
        """Return the word of a text; ``flush`` where it would be set in if it did not stand in the first column."""
        first = start == line.start
        merged = _FLUSH if flush else _MERGED
        return cls(start, text, shape(text), first, line.gap, math.log(len(text)), width(text), is_open(text), merged)


@dataclass(slots=True)
class _Column:
    """What is known of a column: prices of shapes, the logarithm of the usual length, the width of its full lines."""

    shapes: dict[str, float]
    length: float
    full: float = _FULL * _NEARLY


def _column_of(shares: dict[str, float], length: float) -> _Column:
    return _Column({name: -math.log(0.03 + 0.97 * shares.get(name, 0.0)) for name in _SHAPES}, length)


def read_cells(words: Sequence[Word], columns: int, period: int) -> tuple[list[Row], float]:
    """Return the rows of the likeliest reading, and its price.

    ``period`` is the number of columns after which the same ones come again (two tables side by side).
    """
    guesses = list(_guesses(words, columns))
    guess = min(guesses, key=lambda one: _read(words, one)[1]) if len(guesses) > 1 else guesses[0]
    places, price = _settled(words, guess, period)
    rows: list[Row] = []
    for word, (row, column) in zip(words, places, strict=True):
        while len(rows) <= row:
            rows.append([[] for _ in range(columns)])
        span: Span = (word.start, word.start + len(word.text))
        rows[row][column].append(span)
    return rows, price


def _settled(words: Sequence[Word], known: Sequence[_Column], period: int) -> tuple[list[tuple[int, int]], float]:
    """Return the row and column of each word, read and learnt from in turns, and the price."""
    places, price = _read(words, known)
    for _ in range(_ROUNDS):
        before = places
        places, price = _read(words, _learn(words, places, len(known), period))
        if places == before:
            break
    return places, price


def _guesses(words: Sequence[Word], columns: int) -> Iterator[list[_Column]]:
    """Yield what may be thought of the columns at first.

    Lines with as many words as columns show it; else lines that lack one, wherever that is; else short names stand
    before long texts.
    """
    lines = _lines(words)
    full = [line for line in lines if len(line) == columns]
    if len(full) >= 2:
        yield [_column([line[column] for line in full]) for column in range(columns)]
        return
    lacking = [line for line in lines if len(line) == columns - 1]
    if columns > 2 and lacking:
        for missing in range(columns):
            guess = [_column([line[column] for line in lacking]) for column in range(columns - 1)]
            guess.insert(missing, _column(()))
            yield guess
    guess = [_column(()) for _ in range(columns)]
    guess[0] = _column_of({"text": 0.9, "number": 0.1}, math.log(4))
    guess[-1].length = math.log(12 if columns > 2 else 30)
    yield guess


def _lines(words: Sequence[Word]) -> list[list[Word]]:
    lines: list[list[Word]] = []
    for word in words:
        if word.first or not lines:
            lines.append([])
        lines[-1].append(word)
    return lines


def _column(found: Sequence[Word]) -> _Column:
    if not found:
        return _column_of({"text": 0.5, "date": 0.2, "number": 0.2, "year": 0.1}, math.log(5))
    shares: dict[str, float] = {}
    for word in found:
        shares[word.shape] = shares.get(word.shape, 0.0) + 1 / len(found)
    return _column_of(shares, sum(word.length for word in found) / len(found))


def _learn(words: Sequence[Word], places: Sequence[tuple[int, int]], columns: int, period: int) -> list[_Column]:
    """Return what a reading shows of each column, from the first word of each cell."""
    found: list[list[Word]] = [[] for _ in range(columns)]
    full = [_FULL] * columns
    last = (-1, -1)
    for word, place in zip(words, places, strict=True):
        full[place[1]] = max(full[place[1]], word.width)
        if place != last:
            found[place[1]].append(word)
        last = place
    known = [_column([word for one in found[column % period :: period] for word in one]) for column in range(columns)]
    for profile, most in zip(known, full, strict=True):
        profile.full = most * _NEARLY
    return known


def _read(words: Sequence[Word], known: Sequence[_Column]) -> tuple[list[tuple[int, int]], float]:
    """Return the row and column of each word in the cheapest reading, and its price."""
    columns = len(known)
    prices = [column * words[0].merged + _price(known[column], words[0]) for column in range(columns)]
    trail: list[list[tuple[int, int]]] = []
    for before, word in pairwise(words):
        prices, came = _step(prices, before, word, known)
        trail.append(came)
    ends = [price + (columns - 1 - column) * _LACKING for column, price in enumerate(prices)]
    column = min(range(columns), key=ends.__getitem__)
    return _walk(trail, column), ends[column]


_SAME, _ON, _NEW = 0, 1, 2


def _step(
    prices: Sequence[float], before: Word, word: Word, known: Sequence[_Column]
) -> tuple[list[float], list[tuple[int, int]]]:
    """Return for each column the price of having ``word`` in it, and the column and the way that it came from."""
    last = len(prices) - 1
    leaving = _OPEN if before.open else 0.0
    onwards = leaving + (_NEXT_LINE if word.first else 0.0)
    ends = [price + (last - came) * _LACKING for came, price in enumerate(prices)]
    cheapest = min(ends)
    ended = ends.index(cheapest)
    over = cheapest + leaving + (0.0 if word.first else _MIDLINE)
    same = _same(before, word)
    needs_room = word.first and not _is_translated(before, word)
    made: list[float] = []
    ways: list[tuple[int, int]] = []
    left, left_price = 0, math.inf  # the best column to the left, its price with what is skipped from there on
    for column, profile in enumerate(known):
        own = profile.shapes[word.shape] + _LENGTH * abs(word.length - profile.length)
        price, came, way = left_price + onwards + own, left, _ON
        if over + own < price:
            price, came, way = over + own, ended, _NEW
        stay = prices[column] + same + (_ROOM if needs_room and before.width < profile.full else 0.0)
        if stay <= price:
            price, came, way = stay, column, _SAME
        made.append(price)
        ways.append((came, way))
        over += word.merged
        left_price += _EMPTY
        if prices[column] < left_price:
            left, left_price = column, prices[column]
    return made, ways


def _price(profile: _Column, word: Word) -> float:
    return profile.shapes[word.shape] + _LENGTH * abs(word.length - profile.length)


def _same(before: Word, word: Word) -> float:
    """Return the price of two words being parts of one cell, room in the line before aside."""
    if not word.first:
        return _MIDLINE
    price = _WRAP + (_GAP if word.gap else 0.0)
    if word.text[0] in shapes().never_first:
        return price - _OPEN
    return price + (_FIGURE if before.shape in _FIGURES or word.shape in _FIGURES else 0.0)


def _is_translated(before: Word, word: Word) -> bool:
    """Say whether a Latin name stands under a Chinese one: both in one cell, though there was room in the line."""
    return word.text.isascii() and word.gap == 0 and not any(map(str.isascii, before.text))


def _walk(trail: Sequence[Sequence[tuple[int, int]]], column: int) -> list[tuple[int, int]]:
    """Return rows and columns from the last word's column back to the first."""
    steps: list[tuple[int, int]] = []
    for step in reversed(trail):
        came, way = step[column]
        steps.append((column, way))
        column = came
    places = [(0, column)]
    for place, way in reversed(steps):
        places.append((places[-1][0] + (way == _NEW), place))
    return places
