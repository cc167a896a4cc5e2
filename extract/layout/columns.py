"""Columns that stand in the wrong order: the second before the first, both cut in the middle of a sentence.

Where a page of two columns was read right column first, the text before the page goes on in what stands second on it,
and that goes on in what stands first. No mark says so; but the characters on both sides of a cut tell which ends and
beginnings belong together, by how often they stand side by side elsewhere in the document.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from extract.layout.lines import Line
from extract.layout.wrap import ends_sentence

__all__ = ["in_order"]

#: Columns of the shortest line that a column of running text has in its middle.
_BODY = 30

#: Columns of the longest: lines of more were not wrapped.
_WRAPPED = 150

#: Lines of the shortest and of the longest page of two columns.
_SHORT = 20
_LONG = 120

#: Gain (logarithms of odds) from which two columns change places, and that where those of the page before did.
_GAIN = 3.0
_AGAIN = 0.5

#: What the characters on both sides of each new joint must have in their favour.
_FIT = 0.0


def in_order(lines: list[Line]) -> list[Line]:
    """Return the lines with such columns in the order in which they are read.

    A page that may have them begins with a line set in by one space that bears no mark.
    """
    pages = [n for n, line in enumerate(lines) if line.indent == 1 and line.width >= _BODY and line.mark is None and n]
    if len([n for n in pages if not ends_sentence(lines[n - 1].text)]) < 2:
        return lines
    cuts = {
        start: (end, list(_cuts(lines, start, end)))
        for start, end in zip(pages, [*pages[1:], len(lines)], strict=True)
        if _SHORT <= end - start <= _LONG
    }
    if sum(bool(places) for _, places in cuts.values()) < 2:
        return lines
    pairs = _Pairs(lines)
    moves: dict[int, tuple[int, int]] = {}
    last: Line | None = None
    for start in pages:
        end, places = cuts.get(start, (0, []))
        place = _best(lines, (start, end), places, last, pairs) if places else None
        if place is not None:
            moves[start] = (place, end)
        last = lines[place - 1] if place is not None else None
    return _moved(lines, moves) if moves else lines


def _cuts(lines: Sequence[Line], start: int, end: int) -> Iterator[int]:
    """Yield where on a page a column may begin in the middle of a sentence, after one that ends so."""
    for place in range(start + 1, end - 1):
        line, above, below = lines[place], lines[place - 1], lines[place + 1]
        if line.gap < 1 or line.mark is not None or not _BODY <= above.width <= _WRAPPED:
            continue
        if not (ends_sentence(above.text) or below.gap or below.width < _BODY):
            yield place


def _best(
    lines: Sequence[Line], page: tuple[int, int], places: Sequence[int], last: Line | None, pairs: _Pairs
) -> int | None:
    """Return where the column begins that is to be read before the one the page begins with, or None."""
    start, end = page
    before = last or lines[start - 1]
    least = _GAIN if last is None else _AGAIN
    if not last and ends_sentence(before.text):
        return None
    best: int | None = None
    for place in places:
        joints = pairs.fit(before, lines[place]), pairs.fit(lines[end - 1], lines[start])
        gain = sum(joints) - pairs.fit(before, lines[start]) - pairs.fit(lines[place - 1], lines[place])
        if gain >= least and min(joints) > _FIT:
            best, least = place, gain
    return best


class _Pairs:
    """How often characters stand side by side within the lines of a document."""

    def __init__(self, lines: Sequence[Line]) -> None:
        body = "".join(line.text for line in lines)[:_ENOUGH]
        codes = np.frombuffer(body.encode("utf-32-le", "surrogatepass"), "<u4")
        points = codes.astype(np.int64)
        self._single = np.sort(points)
        self._double = np.sort(points[:-1] << _BITS | points[1:])
        self._triple = np.sort((points[:-2] << _BITS | points[1:-1]) << _BITS | points[2:])

    def _count(self, text: str) -> int:
        """Return how often one, two or three characters stand in a row."""
        known = (self._single, self._double, self._triple)[len(text) - 1]
        number = 0
        for character in text:
            number = number << _BITS | ord(character)
        first, last = np.searchsorted(known, number, "left"), np.searchsorted(known, number, "right")
        return int(last - first)

    def fit(self, above: Line, below: Line) -> float:
        """Return how well the end of one line and the beginning of another make one text."""
        end, start = above.text[-1], below.text[0]
        expected = self._count(end) * self._count(start) / max(len(self._single), 1)
        fit = math.log((self._count(end + start) + 0.2) / (expected + 0.2))
        return fit + sum(math.log1p(self._count(text)) for text in (above.text[-2:] + start, end + below.text[:2]))


#: Characters of a document that are enough to count pairs in.
_ENOUGH = 200_000

#: Bits of a code point.
_BITS = 21


def _moved(lines: Sequence[Line], moves: dict[int, tuple[int, int]]) -> list[Line]:
    """Return the lines with the columns changed; where they now join nothing stands between."""
    made: list[Line] = []
    at = 0
    for start, (place, end) in sorted(moves.items()):
        made.extend(lines[at:start])
        made.append(replace(lines[place], gap=0, indent=0))
        made.extend(lines[place + 1 : end])
        made.append(replace(lines[start], gap=0, indent=0))
        made.extend(lines[start + 1 : place])
        at = end
    made.extend(lines[at:])
    return made
