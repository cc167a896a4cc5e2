"""The learnt part: how likely each candidate is stated. Numpy only, the same on every machine.

Two linear models over hashed features (pairs, and roles of single units) give scores; a forest of trees reads them
together with plain measures and the standing of each candidate among its rivals.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from extract.relate.candidates import Candidates

__all__ = ["FILE", "Forest", "Linear", "Model", "dense", "load", "standing"]

FILE = Path(__file__).parent / "model.npz"
_ABSENT = 9.0  # the margin of a candidate without rivals, the score of a role that is not in the sentence
_LOWEST_RANK = 6
_UNLIKELY = -4.5  # log odds of the pair below which the forest is not asked
_HOPELESS = -9.0

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Linear:
    """Weights of hashes, sorted by hash; ``bias`` by column."""

    keys: Ints
    weights: Floats
    bias: Floats

    def score(self, found: list[Ints], columns: Ints) -> Floats:
        """Return one score (log odds) for each list of hashes."""
        if not found:
            return np.zeros(0)
        flat = np.concatenate(found)
        at = np.minimum(np.searchsorted(self.keys, flat), len(self.keys) - 1)
        known = np.where(self.keys[at] == flat, self.weights[at], 0.0)
        starts = np.concatenate([[0], np.cumsum([len(one) for one in found])[:-1]]).astype(np.int64)
        sums: Floats = np.add.reduceat(known, starts) + self.bias[columns]
        return sums


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees as arrays of nodes: below ``threshold`` (or equal) left, else right; negative children are leaves ~n."""

    roots: Ints
    feature: Ints
    threshold: Floats
    left: Ints
    right: Ints
    values: Floats

    def score(self, table: Floats) -> Floats:
        """Return the sum of the leaves that each row reaches."""
        total = np.zeros(len(table))
        everyone = np.arange(len(table))
        for root in self.roots:
            node = np.full(len(table), root)
            open_ = everyone if root >= 0 else everyone[:0]
            while len(open_):
                at = node[open_]
                low = table[open_, self.feature[at]] <= self.threshold[at]
                node[open_] = np.where(low, self.left[at], self.right[at])
                open_ = open_[node[open_] >= 0]
            total += self.values[~node]
        return total


@dataclass(frozen=True, slots=True)
class Model:
    """Both linear models, the forest, and the score above which each relation is stated."""

    pairs: Linear
    roles: Linear
    forest: Forest
    status: Linear
    dates: Linear
    thresholds: Floats
    slope: float
    shift: float

    def score(self, found: Candidates) -> Floats:
        """Return the log odds of each row."""
        if not found.rows:
            return np.zeros(0)
        columns = np.array([row.column for row in found.rows])
        pairs = self.pairs.score(found.keys, columns)
        roles = self.roles.score(found.role_keys, np.zeros(len(found.role_keys), np.int64))
        scores = np.full(len(pairs), _HOPELESS)
        open_ = pairs > _UNLIKELY
        scores[open_] = self.forest.score(dense(found, pairs, roles)[open_])
        return scores

    def confidence(self, score: float) -> float:
        """Return the calibrated chance that a statement with this score is right."""
        return float(1.0 / (1.0 + np.exp(-(self.slope * score + self.shift))))


def dense(found: Candidates, pairs: Floats, roles: Floats) -> Floats:
    """Return the table that the forest reads, a row for each candidate."""
    numbers = np.array(found.numbers)
    groups = np.array(found.groups)
    ranked = standing(roles, np.array(found.role_groups)) if len(roles) else np.zeros((0, 2))
    known = np.vstack([np.column_stack([roles, ranked]), [[-_ABSENT, _LOWEST_RANK, -_ABSENT]]])
    roled = known[np.array(found.roles)].reshape(len(found.rows), -1)
    standings = [standing(pairs, groups[:, column]) for column in range(groups.shape[1])]
    return np.column_stack([pairs, roled, *standings, numbers])


def standing(scores: Floats, groups: Ints) -> Floats:
    """Return the rank of each score in its group and its margin over the best other, two columns."""
    _, inverse = np.unique(groups, return_inverse=True)
    order = np.lexsort((np.arange(len(scores)), -scores, inverse))
    ordered = inverse[order]
    first = np.concatenate([[True], ordered[1:] != ordered[:-1]])
    starts = np.flatnonzero(first)
    sizes = np.diff(np.append(starts, len(scores)))
    place = np.arange(len(scores)) - np.repeat(starts, sizes)
    best = np.repeat(scores[order][starts], sizes)
    second = np.repeat(scores[order][np.minimum(starts + 1, len(scores) - 1)], sizes)
    alone = np.repeat(sizes == 1, sizes)
    margin = np.where(alone, _ABSENT, scores[order] - np.where(place == 0, second, best))
    out = np.empty((len(scores), 2))
    out[order, 0] = np.minimum(place, _LOWEST_RANK)
    out[order, 1] = margin
    return out


@cache
def load(path: Path = FILE) -> Model:
    """Return the model that ``extract.relate.train`` wrote."""
    with np.load(path) as data:
        linear = [
            Linear(
                np.asarray(data[f"{name}_keys"], np.int64),
                np.asarray(data[f"{name}_weights"], np.float64),
                data[f"{name}_bias"],
            )
            for name in ("pair", "role", "status", "date")
        ]
        slope, shift = data["calibration"].tolist()
        trees = Forest(*(data[name] for name in ("roots", "feature", "threshold", "left", "right", "values")))
        return Model(linear[0], linear[1], trees, linear[2], linear[3], data["thresholds"], slope, shift)
