"""Columns that stand in the wrong order: the second before the first, both cut in the middle of a sentence.

Where a page of two columns was read right column first, the text before the page goes on in what stands second on it,
and that goes on in what stands first. No mark says so; but the characters on both sides of a cut tell which ends and
beginnings belong together, by how often they stand side by side elsewhere in the document.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from extract.layout.lines import Line
from extract.layout.wrap import ends_sentence

__all__ = ["in_order"]

#: Columns of the shortest line that a column of running text has in its middle.
_BODY = 30

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
    pairs = _Pairs(lines)
    moves: dict[int, tuple[int, int]] = {}
    last: Line | None = None
    for start, end in zip(pages, [*pages[1:], len(lines)], strict=True):
        if not _SHORT <= end - start <= _LONG:
            last = None
            continue
        place = _cut(lines, start, end, last, pairs)
        if place is not None:
            moves[start] = (place, end)
        last = lines[place - 1] if place is not None else None
    return _moved(lines, moves) if moves else lines


def _cut(lines: Sequence[Line], start: int, end: int, last: Line | None, pairs: _Pairs) -> int | None:
    """Return where the column begins that is to be read before the one at ``start``, or None where none is."""
    before = last or lines[start - 1]
    least = _GAIN if last is None else _AGAIN
    if not last and ends_sentence(before.text):
        return None
    best: int | None = None
    for place in range(start + 1, end):
        line, above = lines[place], lines[place - 1]
        if line.gap < 1 or line.mark is not None or above.width < _BODY or ends_sentence(above.text):
            continue
        if lines[place + 1 : place + 2] and (lines[place + 1].gap or lines[place + 1].width < _BODY):
            continue  # a title
        joints = pairs.fit(before, line), pairs.fit(lines[end - 1], lines[start])
        gain = sum(joints) - pairs.fit(before, lines[start]) - pairs.fit(above, line)
        if gain >= least and min(joints) > _FIT:
            best, least = place, gain
    return best


class _Pairs:
    """How often characters stand side by side within the lines of a document."""

    def __init__(self, lines: Sequence[Line]) -> None:
        body = "".join(line.text for line in lines)
        self._single = Counter(body)
        self._double = Counter(map(str.__add__, body, body[1:]))
        self._triple = Counter(body[at : at + 3] for at in range(len(body) - 2))
        self._size = max(len(body), 1)

    def fit(self, above: Line, below: Line) -> float:
        """Return how well the end of one line and the beginning of another make one text."""
        end, start = above.text[-1], below.text[0]
        expected = self._single[end] * self._single[start] / self._size
        fit = math.log((self._double[end + start] + 0.2) / (expected + 0.2))
        return fit + math.log1p(self._triple[above.text[-2:] + start]) + math.log1p(self._triple[end + below.text[:2]])


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
