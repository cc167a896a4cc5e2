"""Which date a statement has, of those that stand near it: a linear model over words, and a forest over its scores."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from extract.relate.calendar import Calendar, Dated
from extract.relate.candidates import Row
from extract.relate.cues import date_features
from extract.relate.pairs import HOWS, RELATIONS, TOGETHER
from extract.relate.rules import load
from extract.relate.scoring import Forest, Linear

__all__ = ["Dating", "Near", "hashes_of", "scored", "table"]

_YEAR = 4  # characters of a bare year
_RANGE = 5  # characters that a second day may add to a date (4月11-12日)
_DATED = -0.5  # log odds above which a date is taken: readers leave out many that the sentence gives
_NONE, _FAR, _ELSEWHERE = 9.0, 99.0, 999.0  # stand for no clause, no trigger, another sentence
_WHERE = ("sentence", "earlier", "topic", "heading", "row")

Floats = npt.NDArray[np.float64]
#: A statement's row and the dates near it.
Near = tuple[Row, list[Dated]]


@dataclass(frozen=True, slots=True)
class Dating:
    """The two models."""

    words: Linear
    forest: Forest

    def choose(self, rows: Sequence[Row], calendar: Calendar) -> list[Dated | None]:
        """Return the date of each statement, or None; statements of one sentence are looked at together."""
        near = [(row, list(calendar.near(row))) for row in rows]
        if not any(dates for _, dates in near):
            return [None] * len(rows)
        scores = self.forest.score(table(near, scored(near, self.words)))
        found: list[Dated | None] = []
        at = 0
        for row, dates in near:
            own = scores[at : at + len(dates)]
            at += len(dates)
            best = dates[int(np.argmax(own))] if len(own) and own.max() > _DATED else None
            found.append(_finer(best, dates, row) or best or next((d for d in dates if _is_line(d)), None))
        return found


def scored(near: Sequence[Near], words: Linear) -> Floats:
    """Return the log odds by their words of all dates of all statements, one after the other."""
    hashes = [hashes_of(row, dated) for row, dates in near for dated in dates]
    return words.score(hashes, np.zeros(len(hashes), np.int64))


def hashes_of(row: Row, dated: Dated) -> npt.NDArray[np.int64]:
    """Return the hashes of a date beside a statement."""
    return np.array(date_features(row, dated), np.int64)


def table(near: Sequence[Near], scores: Floats) -> Floats:
    """Return what the forest reads: a row for each date of each statement."""
    agreed: defaultdict[tuple[int, str], list[float]] = defaultdict(list)
    at = 0
    for row, dates in near:
        for number, dated in enumerate(dates):
            agreed[row.line.number, dated.when].append(float(scores[at + number]))
        at += len(dates)
    found: list[list[float]] = []
    at = 0
    for row, dates in near:
        own = scores[at : at + len(dates)]
        at += len(dates)
        for number, dated in enumerate(dates):
            others = np.delete(own, number)
            margin = own[number] - (others.max() if len(others) else -_NONE)
            told = agreed[row.line.number, dated.when]
            ranks = [own[number], margin, (own > own[number]).sum(), np.mean(told), max(told), len(told)]
            found.append([*map(float, ranks), *_numbers(row, dated, dates, number)])
    return np.array(found)


@lru_cache(maxsize=1 << 12)
def _is_headed(relation: str, column: str) -> bool:
    """Has the heading over a date a word of the relation (上线时间, 发布日期)?"""
    return any(rule.relation == relation for trigger in load().triggers(column) for rule in trigger.rules)


def _numbers(row: Row, dated: Dated, dates: Sequence[Dated], number: int) -> Iterator[float]:
    """Yield where a date stands to a statement, and among its other dates."""
    pair, sentence, when = row.pair, row.line.sentence, dated.when
    triggers = [t for t in row.scene.triggers if any(rule.relation == row.relation for rule in t.rules)]
    yield RELATIONS.index(row.relation)
    yield _WHERE.index(dated.where)
    yield HOWS.index(pair.how)
    yield len(when)
    yield dated.span.resolved
    yield "/" in when
    yield number
    yield len(dates)
    yield sum(other.where == "sentence" for other in dates)
    yield sum(other.when == when for other in dates)
    yield dated.span.start < 3
    yield len(dated.text)
    yield sentence.end - sentence.start
    yield len(sentence.units)
    yield bool(triggers)
    yield min(row.line.number - pair.other, 12)
    yield _is_headed(row.relation, dated.column) if dated.column else -1.0
    if dated.where != "sentence":
        yield from (_NONE, _NONE, -1.0, _NONE, _FAR, 3.0, _ELSEWHERE)
        return
    at = dated.base + dated.span.start
    second = pair.second.start
    first = pair.first.start if pair.how in TOGETHER else second
    clause = sentence.clause(at)
    yield abs(clause - sentence.clause(second))
    yield abs(clause - sentence.clause(first))
    yield sum(at < unit.start < second for unit in sentence.units)
    yield min((abs(sentence.clause(t.start) - clause) for t in triggers), default=_NONE)
    yield min((min(abs(t.start - at), _FAR) for t in triggers), default=_FAR)
    yield 0 if at < min(first, second) else 2 if at > max(first, second) else 1
    yield min(abs(at - second), 200)


def _finer(chosen: Dated | None, near: Sequence[Dated], row: Row) -> Dated | None:
    """Return the day or month beside a bare year that only belongs to the name of an event (3月14日,2025年…大会)."""
    is_year = chosen is not None and len(chosen.when) == _YEAR
    if chosen is None or not is_year or "Event" not in (*row.pair.first.kinds, *row.pair.second.kinds):
        return None
    days = (d for d in near if d.where == "sentence" or _is_line(d))
    return next((d for d in days if len(d.when) > _YEAR and d.when.startswith(chosen.when)), None)


def _is_line(dated: Dated) -> bool:
    """Is it the heading of a chronicle's entry, which is hardly more than a date?"""
    rest = dated.text[: dated.span.start] + dated.text[dated.span.end :]
    return dated.where == "heading" and len(rest.strip()) <= _RANGE
