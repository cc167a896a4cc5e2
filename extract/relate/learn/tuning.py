"""Thresholds, calibration and figures, from scores of passages that were not learnt from."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from extract.relate.learn.passages import Key, Passage, keyed
from extract.relate.optimise import minimise
from extract.relate.pairs import LABELS
from extract.relate.rows import Rows
from ontology import schema

__all__ = ["best_scores", "bins", "calibrated", "evaluated", "report", "tuned"]

Floats = npt.NDArray[np.float64]
#: A statement's best score and the column it was read under.
Best = Mapping[Key, tuple[float, int]]

_FEW = 60  # a relation with so many statements is trusted half as much as all together
_CLOSE = 0.99  # of the cuts whose F1 is this share of the best, the highest is taken: more of what is said is right
_EDGES = np.linspace(0, 1, 11)


def best_scores(one: Passage, table: Rows, scores: Floats) -> dict[Key, tuple[float, int]]:
    """Return the best score of each statement."""
    best: dict[Key, tuple[float, int]] = {}
    for row, score in zip(table.rows, scores.tolist(), strict=True):
        for a, b in row.ends:
            key = keyed(row.relation, one.mentions[a].entity, one.mentions[b].entity)
            if key not in best or score > best[key][0]:
                best[key] = (score, row.column)
    return best


def evaluated(
    passages: Sequence[Passage], scores: Sequence[Best], thresholds: Floats
) -> dict[str, tuple[int, int, int]]:
    """Return right, stated by the model, stated by the reader, for each relation."""
    right: Counter[str] = Counter()
    said: Counter[str] = Counter()
    gold: Counter[str] = Counter()
    for one, best in zip(passages, scores, strict=True):
        gold.update(key[0] for key in one.told)
        for key, (value, column) in best.items():
            if value > thresholds[column]:
                said[key[0]] += 1
                right[key[0]] += key in one.told
    return {name: (right[name], said[name], gold[name]) for name in schema.load().relations}


def tuned(passages: Sequence[Passage], scores: Sequence[Best]) -> Floats:
    """Return for each column the score above which F1 is best, kept near the one that is best for all."""
    by_relation: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    gold: Counter[str] = Counter()
    for one, best in zip(passages, scores, strict=True):
        gold.update(key[0] for key in one.told)
        for key, (value, _) in best.items():
            by_relation[key[0]].append((value, key in one.told))
    everything = [pair for pairs in by_relation.values() for pair in pairs]
    common = _best_cut(everything, sum(gold.values()), 0.0)
    cuts = {name: _best_cut(by_relation[name], gold[name], common) for name in gold}
    return np.array([cuts.get(relation, common) for relation, _ in LABELS])


def _best_cut(pairs: Sequence[tuple[float, bool]], gold: int, common: float) -> float:
    grid = np.arange(-1.6, 1.6, 0.1)

    def f1(cut: float) -> float:
        said = [true for value, true in pairs if value > cut]
        return 2 * sum(said) / max(len(said) + gold, 1)

    enough = max(map(f1, grid)) * _CLOSE
    best = float(max(cut for cut in grid if f1(cut) >= enough))
    share = gold / (gold + _FEW)
    return share * best + (1 - share) * common


def calibrated(passages: Sequence[Passage], scores: Sequence[Best]) -> tuple[float, float]:
    """Return slope and shift of the logistic curve that turns best scores into chances."""
    pairs = _pairs(passages, scores)
    x = np.array([value for value, _, _ in pairs])
    y = np.array([true for _, _, true in pairs], float)

    def cost(w: Floats) -> tuple[float, Floats]:
        chance = 1 / (1 + np.exp(-np.clip(w[0] * x + w[1], -30, 30)))
        loss = -float((y * np.log(chance + 1e-12) + (1 - y) * np.log(1 - chance + 1e-12)).sum())
        return loss, np.array([float(((chance - y) * x).sum()), float((chance - y).sum())])

    w = minimise(cost, np.array([1.0, 0.0]), 100)
    return float(w[0]), float(w[1])


def bins(passages: Sequence[Passage], scores: Sequence[Best], thresholds: Floats, curve: tuple[float, float]) -> Floats:
    """Return count, mean confidence and share right of the statements in each tenth of confidence."""
    pairs = [(value, true) for value, column, true in _pairs(passages, scores) if value > thresholds[column]]
    chance = 1 / (1 + np.exp(-(curve[0] * np.array([value for value, _ in pairs]) + curve[1])))
    true = np.array([true for _, true in pairs], float)
    place = np.minimum(np.searchsorted(_EDGES, chance, side="right") - 1, len(_EDGES) - 2)
    return np.array([(own.sum(), chance[own].mean(), true[own].mean()) for own in (place == n for n in set(place))])


def _pairs(passages: Sequence[Passage], scores: Sequence[Best]) -> list[tuple[float, int, bool]]:
    return [
        (value, column, key in one.told)
        for one, best in zip(passages, scores, strict=True)
        for key, (value, column) in best.items()
    ]


def report(title: str, counts: dict[str, tuple[int, int, int]]) -> None:
    """Print precision, recall and F1 for each relation."""
    total = tuple(sum(values) for values in zip(*counts.values(), strict=True))
    for name, (right, said, gold) in [*sorted(counts.items()), (title, total)]:
        if gold:
            f1 = 2 * right / (said + gold)
            print(f"{name:14} P {right / max(said, 1):.3f} R {right / gold:.3f} F {f1:.3f} gold {gold}")
