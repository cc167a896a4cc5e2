"""Learning the status and the date of what is stated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from extract.relate.calendar import Calendar
from extract.relate.candidates import Row
from extract.relate.cues import by_status, status_features
from extract.relate.dating import Dating, Near, hashes_of, scored, table
from extract.relate.learn import forest
from extract.relate.learn.linear import fit
from extract.relate.learn.passages import Key, Passage, keyed
from extract.relate.scoring import Linear
from extract.relate.status import Stated, Status
from extract.relate.status import scored as status_scored
from extract.relate.status import table as status_table
from extract.scope import STATUSES

__all__ = ["learn_dates", "learn_status", "report"]

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

_LIGHT = 1.0  # squared weights cost little where there are few examples


def clearest(one: Passage) -> dict[Key, tuple[int, Row, tuple[int, int]]]:
    """Return for each statement the pair that says it most plainly: in one sentence, by a rule, close by."""
    best: dict[Key, tuple[tuple[float, ...], int, Row, tuple[int, int]]] = {}
    for (number, column), row in one.rows.items():
        near = row.pair.how in ("sentence", "own", "list", "row")
        fires = one.found.reading.fires[number, column]
        spots = one.found.reading.spots[number]
        rank = (not near, -float(fires), float(spots[9] - spots[8]), number)
        for ends in row.ends:
            key = _key(one, row, ends)
            if key in one.told and (key not in best or rank < best[key][0]):
                best[key] = (rank, number, row, ends)
    return {key: (number, row, ends) for key, (_, number, row, ends) in best.items()}


def _key(one: Passage, row: Row, ends: tuple[int, int]) -> Key:
    return keyed(row.relation, one.mentions[ends[0]].entity, one.mentions[ends[1]].entity)


def learn_status(
    passages: Sequence[Passage],
    parts: Sequence[set[str]],
    nets: Mapping[str, Floats],
    trusted: Mapping[str, int],
) -> Status:
    """Return the models of the status of what is stated; the forests learn from words of other ``parts``.

    ``nets`` are the log odds of statuses by passage, of nets that have not seen its topic either; ``trusted`` says
    how often a passage counts.
    """
    stated = {one.name: _stated(one, nets[one.name]) for one in passages}
    rows, truth, weight = [], [], []
    for part in parts:
        words = _status_words([one for one in passages if one.name not in part], stated)
        for one in passages:
            if one.name in part and stated[one.name]:
                own = list(stated[one.name].values())
                rows.append(status_table(own, status_scored(own, one.blocks, words), one.blocks, one.found.lines))
                truth += [STATUSES.index(one.told[key][0]) for key in stated[one.name]]
                weight += [trusted.get(one.name, 1)] * len(own)
    forests = forest.learn_kinds(np.vstack(rows), np.array(truth), np.array(weight, float), len(STATUSES))
    return Status(_status_words(passages, stated), forests)


def _stated(one: Passage, odds: Floats) -> dict[Key, Stated]:
    return {key: (row, ends, odds[number]) for key, (number, row, ends) in clearest(one).items()}


def _status_words(passages: Sequence[Passage], stated: Mapping[str, Mapping[Key, Stated]]) -> Linear:
    keys: list[Ints] = []
    truth: list[bool] = []
    for one in passages:
        for key, (row, ends, _) in stated[one.name].items():
            keys += by_status(status_features(row, ends, one.blocks))
            truth += [one.told[key][0] == status for status in STATUSES]
    columns = np.arange(len(keys)) % len(STATUSES)
    return fit(keys, columns, np.array(truth, float), np.ones(len(keys)), len(STATUSES), ridge=_LIGHT)


def learn_dates(passages: Sequence[Passage], parts: Sequence[set[str]]) -> Dating:
    """Return the models of which date belongs to a statement; the forest learns from words of other ``parts``."""
    near = {one.name: _near(one) for one in passages}
    rows, right = [], []
    for part in parts:
        words = _words([pair for name in near if name not in part for pair in near[name]])
        for name, own in near.items():
            some = [pair for pair, _ in own]
            if name in part and any(dates for _, dates in some):
                rows.append(table(some, scored(some, words)))
                right += _right(own)
    trees = forest.learn(np.vstack(rows), np.array(right, float), np.ones(len(right)))
    return Dating(_words([pair for some in near.values() for pair in some]), trees)


def _near(one: Passage) -> list[tuple[Near, str]]:
    """Return the statements of a passage with the dates near each, and the right one."""
    calendar = Calendar(one.document, one.blocks, one.found.lines)
    return [((row, list(calendar.near(row))), one.told[key][1]) for key, (_, row, _) in clearest(one).items()]


def _right(near: Sequence[tuple[Near, str]]) -> list[bool]:
    return [dated.when == when for (_, dates), when in near for dated in dates]


def _words(near: Sequence[tuple[Near, str]]) -> Linear:
    keys = [hashes_of(row, dated) for (row, dates), _ in near for dated in dates]
    zeros, ones = np.zeros(len(keys), np.int64), np.ones(len(keys))
    return fit(keys, zeros, np.array(_right(near), float), ones, 1, ridge=_LIGHT)


def report(passages: Sequence[Passage], status: Status, dates: Dating, nets: Mapping[str, Floats]) -> None:
    """Print how often the status of true rows is right, and F1 of their dates; ``nets`` are their odds of statuses."""
    counts: Counter[str] = Counter()
    for one in passages:
        calendar = Calendar(one.document, one.blocks, one.found.lines)
        stated = _stated(one, nets[one.name])
        dated = dates.choose([row for row, _, _ in stated.values()], calendar)
        statuses = status.choose(list(stated.values()), one.blocks, one.found.lines)
        for date, said, key in zip(dated, statuses, stated, strict=True):
            right, when = one.told[key]
            counts["right"] += right == said
            counts["all"] += 1
            for name in STATUSES[1:]:
                counts[f"{name} both"] += right == said == name
                counts[f"{name} sum"] += (right == name) + (said == name)
            counts["date both"] += date is not None and date.when == when
            counts["date sum"] += bool(when) + bool(date)
    print(f"status right {counts['right'] / max(counts['all'], 1):.3f}")
    for name in ("planned", "negated", "date"):
        print(f"{name} F {2 * counts[name + ' both'] / max(counts[name + ' sum'], 1):.3f}")
