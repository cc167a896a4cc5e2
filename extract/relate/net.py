"""A small network that reads the tape of a document and says how likely each pair stands in each relation.

Narrow layers read the tape; detectors over it are summed between, before and after the two names of a pair; two dense
layers judge the pair; a second judgement sees what the first said of the pairs that share a name, and of the other
rows of a table or list. Plain numpy, single precision. The sums saturate (s / (1 + s)), so that a word counts once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from extract.relate.candidates import Reading
from extract.relate.tape import SPECIAL, UNKNOWN, Ints, Singles

__all__ = [
    "SEGMENTS",
    "STEPS",
    "Around",
    "Encoded",
    "Judged",
    "Noise",
    "Revised",
    "Weights",
    "edges",
    "encode",
    "grouped",
    "judge",
    "logistic",
    "revise",
    "running",
]

SEGMENTS = 13
STEPS = (1, 2, 4)  # how far the three narrow layers look to either side
_CLOSE = 4  # tokens right beside a name
_FORGOTTEN = 0.1  # share of the characters hidden in learning
_SIBLINGS = 3.0  # the mean of a series counts like so many neighbours

Weights = Mapping[str, Singles]
Sums = npt.NDArray[np.float64] | Singles


class Noise:
    """Drop-out for learning: multipliers of 0 and 1 / kept."""

    def __init__(self, seed: int) -> None:
        self._random = np.random.default_rng(seed)

    def drop(self, shape: tuple[int, ...], share: float) -> Singles:
        """Return multipliers that drop a share of the numbers."""
        kept: Singles = (self._random.random(shape, np.float32) >= share).astype(np.float32)
        kept /= np.float32(1 - share)
        return kept

    def forget(self, tokens: Ints, share: float) -> Ints:
        """Return the tokens with a share of the characters unknown."""
        lost = (self._random.random(tokens.shape) < share) & (tokens >= SPECIAL)
        return np.where(lost, UNKNOWN, tokens)


@dataclass(slots=True)
class Encoded:
    """What the narrow layers made of the tape; ``inputs`` and ``outputs`` of each are kept for learning.

    ``kept`` are the tokens that ``top`` has, sorted; all where it is None.
    """

    tokens: Ints
    marks: Singles
    mask: Singles
    inputs: list[Singles]
    outputs: list[Singles]
    top: Singles
    detected: Singles
    noise: Singles | None
    kept: Ints | None = None

    def at(self, tokens: Ints) -> Singles:
        """Return the rows of ``top`` for some tokens."""
        return self.top[tokens if self.kept is None else np.searchsorted(self.kept, tokens)]


@dataclass(slots=True)
class Judged:
    """The first judgement of pairs."""

    edges: tuple[Ints, Ints]
    sums: Singles
    letters: Singles
    names: Ints
    inputs: Singles
    first: Singles
    second: Singles
    odds: Singles
    status: Singles
    drops: tuple[Singles, Singles, Singles] | None


@dataclass(slots=True)
class Revised:
    """The second judgement of pairs."""

    sums: Singles
    siblings: Singles
    inputs: Singles
    hidden: Singles
    odds: Singles
    drops: tuple[Singles, Singles] | None


def logistic(odds: Singles) -> Singles:
    """Return chances."""
    chances: Singles = np.reciprocal(1 + np.exp(-np.clip(odds, -30, 30)))
    return chances


def beside(table: Singles, step: int) -> Singles:
    """Return each row between the rows ``step`` before and after it."""
    empty = np.zeros((step, table.shape[1]), table.dtype)
    return np.concatenate([np.concatenate([empty, table[:-step]]), table, np.concatenate([table[step:], empty])], 1)


def encode(w: Weights, tokens: Ints, marks: Singles, noise: Noise | None = None) -> Encoded:
    """Return the tape as the narrow layers see it; ``tokens`` are of the net's own alphabet."""
    if noise:
        tokens = noise.forget(tokens, _FORGOTTEN)
    mask: Singles = (tokens > 0).astype(np.float32)[:, None]
    x: Singles = (w["letters"][tokens] + marks @ w["marks"]) * mask
    dropped = noise.drop(x.shape, 0.1) if noise else None
    if dropped is not None:
        x = x * dropped
    inputs, outputs = [], []
    for number, step in enumerate(STEPS):
        wide = beside(x, step)
        out: Singles = np.maximum(wide @ w[f"narrow{number}"] + w[f"narrow{number}_bias"], 0) * mask
        x = out if number == 0 else x + out
        if noise:
            inputs.append(wide)
            outputs.append(out)
    detected: Singles = np.maximum(x @ w["detect"] + w["detect_bias"], 0) * mask
    return Encoded(tokens, marks, mask, inputs, outputs, x, detected, dropped)


def edges(spots: Ints) -> tuple[Ints, Ints]:
    """Return where the segments of each pair start and end."""
    a, b, c, d, a0, b1, c0, d1, m0, m1, f0, f1, l0, l1, i0, i1, h0, h1 = spots.T
    ends = [
        (np.maximum(a - _CLOSE, f0), a),
        (b, np.minimum(b + _CLOSE, f1)),
        (a0, a),
        (b, b1),
        (np.maximum(c - _CLOSE, l0), c),
        (d, np.minimum(d + _CLOSE, l1)),
        (c0, c),
        (d, d1),
        (m0, m1),
        (f0, a),
        (d, l1),
        (i0, i1),
        (h0, h1),
    ]
    starts = np.stack([start for start, _ in ends], 1)
    return starts, np.maximum(starts, np.stack([end for _, end in ends], 1))


def judge(w: Weights, encoded: Encoded, summed: Sums, reading: Reading, noise: Noise | None = None) -> Judged:
    """Return the first judgement; ``summed`` are the running sums of what was detected, from 0."""
    starts, ends = edges(reading.spots)
    sums = np.maximum(summed[ends.ravel()] - summed[starts.ravel()], 0).astype(np.float32)
    count = len(reading.spots)
    parts = [(sums / (1 + sums)).reshape(count, -1), encoded.at(reading.spots[:, 0]), encoded.at(reading.spots[:, 2])]
    inputs = np.concatenate([*parts, reading.plain, reading.fires, reading.allowed], 1)
    names = noise.forget(reading.names, 0.3) if noise else reading.names
    letters = w["name"][names].reshape(count, -1)
    drops = None
    if noise:
        drops = (
            noise.drop(inputs.shape, 0.1),
            noise.drop((count, w["first"].shape[1]), 0.3),
            noise.drop((count, w["second"].shape[1]), 0.3),
        )
        inputs = inputs * drops[0]
    first = np.maximum(inputs @ w["first"] + letters @ w["first_names"] + w["first_bias"], 0)
    if drops:
        first = first * drops[1]
    second = np.maximum(first @ w["second"] + w["second_bias"], 0)
    if drops:
        second = second * drops[2]
    odds = second @ w["odds"] + w["odds_bias"]
    status = first @ w["status"] + w["status_bias"]
    return Judged((starts, ends), sums, letters, names, inputs, first, second, odds, status, drops)


class Around:
    """What was said of the pairs that share a name with a pair, and of those of its series."""

    def __init__(self, second: Singles, odds: Singles, allowed: Singles, groups: Ints) -> None:
        self._said: Singles = np.concatenate([second, logistic(odds) * allowed], 1)
        self._groups = groups
        first, other, series = groups.T
        count = int(groups[:, :2].max()) + 1
        self._heads, self._tails = grouped(self._said, first, count), grouped(self._said, other, count)
        self._together = grouped(self._said, series, int(series.max()) + 1)
        self.size: Singles = np.maximum(np.bincount(series)[series] - 1, 1).astype(np.float32)[:, None]
        self.size /= np.float32(_SIBLINGS)

    def sums(self, part: slice) -> Singles:
        """Return the sums for some pairs, side by side."""
        said, heads, tails = self._said[part], self._heads, self._tails
        first, other, series = self._groups[part].T
        rest = (self._together[series] - said) / self.size[part]
        parts = [heads[first] - said, tails[first], heads[other], tails[other] - said, rest]
        sums: Singles = np.maximum(np.concatenate(parts, 1), 0)
        return sums


def revise(
    w: Weights, second: Singles, odds: Singles, allowed: Singles, groups: Ints, *, noise: Noise | None = None
) -> Revised:
    """Return the second judgement, which sees the pairs that share a name and those of the same series."""
    around = Around(second, odds, allowed, groups)
    sums, size = around.sums(slice(None)), around.size
    inputs = np.concatenate([second, sums / (1 + sums)], 1)
    drops = None
    if noise:
        drops = (noise.drop(inputs.shape, 0.15), noise.drop((len(inputs), w["revise"].shape[1]), 0.2))
        inputs = inputs * drops[0]
    hidden = np.maximum(inputs @ w["revise"] + w["revise_bias"], 0)
    if drops:
        hidden = hidden * drops[1]
    return Revised(sums, size, inputs, hidden, odds + hidden @ w["revised"] + w["revised_bias"], drops)


def grouped(values: Singles, groups: Ints, count: int) -> Singles:
    """Return the sum of the rows of each group, of ``count`` groups."""
    order = np.argsort(groups, kind="stable")
    ordered = groups[order]
    starts = np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]]))
    sums = np.zeros((count, values.shape[1]), values.dtype)
    sums[ordered[starts]] = np.add.reduceat(values[order], starts, axis=0)
    return sums


def running(detected: Singles) -> npt.NDArray[np.float64]:
    """Return the sums of the rows up to each, from 0."""
    return np.concatenate([np.zeros((1, detected.shape[1])), np.cumsum(detected, 0, dtype=np.float64)])
