"""Which status a statement has: a linear model over words and the nets, and a forest over their scores."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt

from extract import scope
from extract.records import Block
from extract.relate.candidates import Row
from extract.relate.cues import by_status, row_text, spots, status_features, text_of
from extract.relate.pairs import HOWS, RELATIONS, TOGETHER
from extract.relate.scoring import Forest, Linear
from extract.relate.topics import Line
from extract.relate.words import even
from extract.scope import STATUSES

__all__ = ["Stated", "Status", "scored", "table"]

Floats = npt.NDArray[np.float64]
#: A statement: its row, its ends (numbers of mentions), and the nets' log odds of its statuses.
Stated = tuple[Row, tuple[int, int], Floats]

_AROUND = 20  # lines to either side that tell what kind of text this is
_FAR = 200.0  # characters; stands for no cue too
_NO_YEAR = -99.0
_DENSE = 100.0  # characters that cues are counted over
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_KINDS = ("heading", "paragraph", "item", "table", "caption", "footnote")


@dataclass(frozen=True, slots=True)
class Status:
    """The linear model, and a forest for each status."""

    words: Linear
    forests: tuple[Forest, ...]

    def choose(self, stated: Sequence[Stated], blocks: Sequence[Block], lines: Sequence[Line]) -> list[str]:
        """Return the status of each statement of a document."""
        if not stated:
            return []
        read = table(stated, scored(stated, blocks, self.words), blocks, lines)
        odds = np.column_stack([forest.score(read) for forest in self.forests])
        return [STATUSES[int(best)] for best in odds.argmax(1)]


def scored(stated: Sequence[Stated], blocks: Sequence[Block], words: Linear) -> Floats:
    """Return the logarithms of the chances of each status by the words, statements by statuses."""
    keys = list(chain.from_iterable(by_status(status_features(row, ends, blocks)) for row, ends, _ in stated))
    columns = np.tile(np.arange(len(STATUSES)), len(stated))
    return _shares(words.score(keys, columns).reshape(-1, len(STATUSES)))


def table(stated: Sequence[Stated], words: Floats, blocks: Sequence[Block], lines: Sequence[Line]) -> Floats:
    """Return what the forests read: a row for each statement; ``words`` are their chances by the words."""
    net = _shares(np.array([odds for _, _, odds in stated]))
    at = np.array([row.line.number for row, _, _ in stated])
    around = _Around(lines)
    means = _means(np.column_stack([words, net]), at, _AROUND)
    together = _means(words + net, at, 0)
    plain = np.array([list(_numbers(row, blocks, around)) for row, _, _ in stated])
    return np.column_stack([words, net, means, together, plain])


def _means(values: Floats, at: npt.NDArray[np.int64], reach: int) -> Floats:
    """Return the means of the rows of ``values`` whose place is no farther than ``reach`` from that of each."""
    order = np.argsort(at, kind="stable")
    places = at[order]
    sums = np.concatenate([np.zeros((1, values.shape[1])), np.cumsum(values[order], 0)])
    low, high = np.searchsorted(places, at - reach, "left"), np.searchsorted(places, at + reach, "right")
    means: Floats = (sums[high] - sums[low]) / (high - low)[:, None]
    return means


def _shares(odds: Floats) -> Floats:
    """Return the logarithms of the chances."""
    top = odds.max(1, keepdims=True)
    shares: Floats = odds - top - np.log(np.exp(odds - top).sum(1, keepdims=True))
    return shares


class _Around:
    """What stands around a line: how dense the cues of each status are, and which year it is about."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        texts = [text_of(line) for line in lines]
        self._sums = np.cumsum([[0.0] * 4, *([len(text), *_counts(text)] for text in texts)], 0)
        self._years = [[int(year) for year in _YEAR.findall(text)] for text in texts]

    def density(self, number: int) -> Floats:
        """Return how many cues of each status stand around a line, per hundred characters."""
        low, high = max(number - _AROUND, 0), min(number + _AROUND + 1, len(self._lines))
        length, *counts = self._sums[high] - self._sums[low]
        found: Floats = np.array(counts) * _DENSE / max(length, 1.0)
        return found

    def years(self, number: int) -> tuple[float, float]:
        """Return how far the last and the first year of a line are from the middle one around it."""
        own = self._years[number]
        if not own:
            return _NO_YEAR, _NO_YEAR
        low = max(number - _AROUND, 0)
        middle = float(np.median(list(chain.from_iterable(self._years[low : number + _AROUND + 1]))))
        return max(own) - middle, min(own) - middle

    def before(self, line: Line) -> tuple[int, ...]:
        """Return the cues of the sentence before, in the same block."""
        last = self._lines[line.number - 1] if line.number else None
        same = last is not None and last.sentence.block == line.sentence.block
        return _counts(text_of(last)) if last is not None and same else (0,) * len(STATUSES)


def _counts(text: str) -> tuple[int, ...]:
    """Return how many cues of each status a text has."""
    found = [cue.status for cue in scope.cues(text)]
    return tuple(found.count(status) for status in STATUSES)


def _numbers(row: Row, blocks: Sequence[Block], around: _Around) -> Iterator[float]:
    """Yield what is plain about a statement's place."""
    sentence, text, words = row.line.sentence, text_of(row.line), scope.genre()
    block = blocks[sentence.block]
    start, at, stop, end = spots(row)
    first = row.pair.first.start - sentence.start if row.pair.how in TOGETHER else at
    yield RELATIONS.index(row.relation)
    yield HOWS.index(row.pair.how)
    yield _KINDS.index(block.kind) if block.kind in _KINDS else -1
    yield STATUSES.index(scope.status(text, at))
    yield STATUSES.index(scope.status(text, first))
    cues = scope.cues(text)
    for status in STATUSES:
        places = [cue.start for cue in cues if cue.status == status]
        yield sum(start <= place < at for place in places)
        yield sum(stop <= place < end for place in places)
        yield sum(place < start for place in places)
        yield sum(place >= end for place in places)
        yield min((at - place for place in places if place < at), default=_FAR)
        yield min((place - at for place in places if place >= at), default=_FAR)
    over = (
        " ".join(even(blocks[index].text)[:60] for index in block.path[-3:]),
        even(blocks[block.intro].text)[-40:] if block.intro is not None else "",
    )
    for one in over:
        yield from _counts(one)
        yield len(words.aims.findall(one))
        yield len(words.deeds.findall(one))
    yield from around.years(row.line.number)
    yield from around.density(row.line.number)
    yield from around.before(row.line)
    yield from _counts(row_text(block, sentence.start))
    yield len(text)
    yield at
    yield end - start
    yield len(words.marks.findall(text[start:end]))
    yield bool(words.urges.match(text))
    yield bool(words.urges.match(text[start:]))
