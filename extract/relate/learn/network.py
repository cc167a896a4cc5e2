"""Learning a net: some passages at a time, with drop-out, over several rounds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from extract.relate.candidates import Reading
from extract.relate.learn.backwards import Passed, Slopes, backwards
from extract.relate.learn.passages import Passage
from extract.relate.learn.start import Adam, Params, start
from extract.relate.net import Noise, encode, judge, logistic, revise, running
from extract.relate.reader import Net
from extract.relate.tape import SPECIAL, Singles

__all__ = ["joined", "learn", "own_letters"]

_RARE = 4  # a character must be met so often
_TOGETHER = 12  # passages a step
_RATE = 2e-3
_FIRST_SHARE = 0.4  # of the first judgement in what is learnt
_STATUS_SHARE = 0.5
_SCALE = 40.0


def learn(passages: Sequence[Passage], seed: int, epochs: int) -> Net:
    """Return the net of passages; the same passages and seed give the same net."""
    passages = [one for one in passages if len(one.found.pairs)]
    order = np.random.default_rng(seed)
    noise = Noise(seed + 1000)
    tokens = np.concatenate([one.found.reading.tokens for one in passages])
    letters, often = np.unique(tokens[tokens >= SPECIAL], return_counts=True)
    w = start(int((often >= _RARE).sum()) + SPECIAL, seed)
    net = Net(letters[often >= _RARE], w)
    readings = [own_letters(one.found.reading, net) for one in passages]
    adam = Adam(w)
    weights = [one.open.astype(np.float32) for one in passages]
    steps = epochs * -(-len(passages) // _TOGETHER)
    for epoch in range(epochs):
        mixed = order.permutation(len(passages))
        for first in range(0, len(passages), _TOGETHER):
            chosen = mixed[first : first + _TOGETHER].tolist()
            own = [passages[i] for i in chosen]
            odds, slopes = _slopes(w, joined([readings[i] for i in chosen]), own, [weights[i] for i in chosen], noise)
            adam.step(w, slopes, _RATE, steps)
            if epoch >= epochs // 3:
                at = 0
                for i, one in zip(chosen, own, strict=True):
                    weights[i] = _best_told(one, odds[at : at + len(one.truth)])
                    at += len(one.truth)
    return net


def own_letters(reading: Reading, net: Net) -> Reading:
    """Return a reading in the net's own letters."""
    return replace(reading, tokens=net.letters(reading.tokens), names=net.letters(reading.names))


def joined(readings: Sequence[Reading]) -> Reading:
    """Return several readings as one."""
    spots, groups = [], []
    at, unit, series = 0, 0, 0
    for one in readings:
        spots.append(one.spots + at)
        groups.append(one.groups + np.array([unit, unit, series]))
        at += len(one.tokens)
        unit = int(groups[-1][:, :2].max()) + 1
        series = int(groups[-1][:, 2].max()) + 1
    return Reading(
        np.concatenate([one.tokens for one in readings]),
        np.concatenate([one.marks for one in readings]),
        np.concatenate(spots),
        np.concatenate([one.plain for one in readings]),
        np.concatenate([one.fires for one in readings]),
        np.concatenate([one.allowed for one in readings]),
        np.concatenate(groups),
        np.concatenate([one.names for one in readings]),
    )


def _slopes(
    w: Params, reading: Reading, own: Sequence[Passage], weights: Sequence[Singles], noise: Noise
) -> tuple[Singles, Params]:
    """Return what the net says of the pairs of a step, and the slope of every weight."""
    encoded = encode(w, reading.tokens, reading.marks, noise)
    judged = judge(w, encoded, running(encoded.detected), reading, noise)
    revised = revise(w, judged.second, judged.odds, reading.allowed, reading.groups, noise=noise)
    truth = np.concatenate([one.truth for one in own])
    weight = np.concatenate(weights) / np.float32(_SCALE)
    last = weight * (logistic(revised.odds) - truth)
    first = weight * (logistic(judged.odds) - truth) * np.float32(_FIRST_SHARE)
    told = _told(judged.status, np.concatenate([one.status for one in own]))
    return revised.odds, backwards(w, reading, Passed(encoded, judged, revised), Slopes(last, first, told))


def _told(odds: Singles, status: npt.NDArray[np.int64]) -> Singles:
    """Return the slopes of the log odds of statuses."""
    chance = np.exp(odds - odds.max(1, keepdims=True))
    chance /= chance.sum(1, keepdims=True)
    known = status >= 0
    chance[np.flatnonzero(known), status[known]] -= 1
    chance[~known] = 0
    slopes: Singles = chance * np.float32(_STATUS_SHARE / _SCALE)
    return slopes


def _best_told(one: Passage, odds: Singles) -> Singles:
    """Return weights of cells: 0 for a true one that is unlikely and not the likeliest to state its statement."""
    weight = one.open.astype(np.float32)
    for key in one.told:
        cells = one.keys.get(key, ())
        best = max((float(odds[cell]) for cell in cells), default=0.0)
        for cell in cells:
            if one.truth[cell] and odds[cell] < min(best, 0.0):
                weight[cell] = 0
    return weight
