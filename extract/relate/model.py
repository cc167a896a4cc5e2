"""The learnt part: how likely each pair is stated. Numpy only.

Nets read all pairs and leave out the hopeless ones. Of the others two linear models over hashed features (pairs, and
roles of single units) give scores; a forest of trees reads these and the nets' together with plain measures and the
standing of each candidate among its rivals.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from extract.records import Block, Mention
from extract.relate.candidates import Candidates
from extract.relate.dating import Dating
from extract.relate.reader import Net, compact
from extract.relate.rows import Rows, rows
from extract.relate.scoring import Forest, Linear, forest_of, linear_of
from extract.relate.status import Status
from extract.scope import STATUSES

__all__ = ["FILE", "Bin", "Model", "dense", "likely", "load", "reliability", "standing"]

FILE = Path(__file__).parent / "model.npz"
_ABSENT = 9.0  # the margin of a candidate without rivals, the score of a role that is not in the sentence
_LOWEST_RANK = 6
_UNLIKELY = -4.0  # log odds of the nets below which nothing else is asked

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Bin:
    """A stretch of confidences met on passages not learnt from: how many, their mean, and the share that was right."""

    count: int
    confidence: float
    right: float


@dataclass(frozen=True, slots=True)
class Model:
    """Nets, linear models, the forest, and the score above which each relation is stated."""

    nets: tuple[Net, ...]
    pairs: Linear
    roles: Linear
    forest: Forest
    status: Status
    dating: Dating
    thresholds: Floats
    slope: float
    shift: float
    bins: tuple[Bin, ...]

    def score(
        self, found: Candidates, blocks: Sequence[Block], mentions: Sequence[Mention]
    ) -> tuple[Rows, Floats, Floats]:
        """Return the rows that may be stated, the log odds of each, and the log odds of its statuses."""
        if not found.pairs:
            return Rows(), np.zeros(0), np.zeros((0, 0))
        reading = compact(found.reading)
        read = [net.read(reading) for net in self.nets]
        odds: Floats = np.array([one for one, _ in read], np.float64).mean(0)
        status: Floats = np.array([one for _, one in read], np.float64).mean(0)
        table = rows(found, blocks, mentions, likely(found, odds))
        if not table.rows:
            return table, np.zeros(0), np.zeros((0, 0))
        columns = np.array([row.column for row in table.rows])
        pairs = self.pairs.score(table.keys, columns)
        roles = self.roles.score(table.role_keys, np.zeros(len(table.role_keys), np.int64))
        scores = self.forest.score(dense(table, pairs, roles, odds))
        return table, scores, status[[number for number, _ in table.cells]]

    def confidence(self, score: float) -> float:
        """Return the calibrated chance that a statement with this score is right."""
        return float(1.0 / (1.0 + np.exp(-(self.slope * score + self.shift))))


def likely(found: Candidates, odds: Floats) -> npt.NDArray[np.bool_]:
    """Return the cells that are looked at closely."""
    cells: npt.NDArray[np.bool_] = (found.reading.allowed > 0) & (odds > _UNLIKELY)
    return cells


def dense(found: Rows, pairs: Floats, roles: Floats, odds: Floats) -> Floats:
    """Return the table that the forest reads, a row for each candidate; ``odds`` are the nets', pairs by labels."""
    numbers = np.array(found.numbers)
    groups = np.array(found.groups)
    at, column = np.array(found.cells).T
    net = odds[at, column]
    rest = odds[at].copy()
    rest[np.arange(len(at)), column] = -np.inf
    ranked = standing(roles, np.array(found.role_groups)) if len(roles) else np.zeros((0, 2))
    known = np.vstack([np.column_stack([roles, ranked]), [[-_ABSENT, _LOWEST_RANK, -_ABSENT]]])
    roled = known[np.array(found.roles)].reshape(len(found.rows), -1)
    standings = [standing(scores, groups[:, c]) for scores in (pairs, net) for c in range(groups.shape[1])]
    return np.column_stack([pairs, net, rest.max(1), roled, *standings, numbers])


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
        slope, shift = data["calibration"].tolist()
        alphabet = np.asarray(data["alphabet"], np.int64)
        names = [name.removeprefix("net0_") for name in data.files if name.startswith("net0_")]
        count = sum(name.endswith("_odds_bias") for name in data.files)
        nets = tuple(
            Net(alphabet, {name: np.asarray(data[f"net{n}_{name}"], np.float32) for name in names})
            for n in range(count)
        )
        bins = tuple(Bin(int(n), float(mean), float(right)) for n, mean, right in data["reliability"])
        return Model(
            nets,
            linear_of("pair", data),
            linear_of("role", data),
            forest_of("rows", data),
            Status(linear_of("status", data), tuple(forest_of(one, data) for one in STATUSES)),
            Dating(linear_of("date", data), forest_of("dates", data)),
            data["thresholds"],
            slope,
            shift,
            bins,
        )


def reliability() -> tuple[Bin, ...]:
    """Return how often statements of each confidence were right, on passages that the model had not seen."""
    return load().bins
