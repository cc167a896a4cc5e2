"""A linear-chain conditional random field over hashed features: weights from a file, decoding in numpy.

Decoding is batched over sentences; marginals come from the forward–backward recursion (Lafferty, McCallum and Pereira,
Conditional Random Fields, ICML 2001).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from extract.recognise.features import Keys

__all__ = ["Decoded", "Field", "load"]

Floats = npt.NDArray[np.float32]
Bools = npt.NDArray[np.bool_]
_NEVER = np.float32(-1e4)
#: Sentences decoded together: enough to keep numpy busy, few enough to stay in the cache.
_BATCH = 384


@dataclass(frozen=True, slots=True)
class Decoded:
    """The best label of each token, and how probable each is given the whole sentence."""

    labels: npt.NDArray[np.int64]
    marginals: Floats


class Field:
    """Weights of a trained field. Labels: 0 outside, 2k-1 begin and 2k inside of kind k."""

    def __init__(self, keys: Keys, weights: Floats, transitions: Floats) -> None:
        self.keys = keys
        self.weights = weights
        self.labels = transitions.shape[0]
        self.transitions = transitions.copy()
        for inside in range(2, self.labels, 2):
            allowed = np.zeros(self.labels, bool)
            allowed[[inside - 1, inside]] = True
            self.transitions[~allowed, inside] = _NEVER
        self._bits = max(int(np.ceil(np.log2(max(len(keys), 1) * 4))), 8)
        self._table = self._hashed(keys)
        #: the key that stands at each place of the table, so that a look-up reads one array only
        self._stored = np.where(self._table >= 0, keys[self._table], 0) if len(keys) else np.zeros(0, np.uint64)

    def _hashed(self, keys: Keys) -> npt.NDArray[np.int32]:
        """Return an open-addressing table from key to row, with up to _PROBES places a key."""
        while True:
            table = np.full(1 << self._bits, -1, np.int32)
            left = np.arange(len(keys), dtype=np.int32)
            for probe in range(_PROBES):
                slots = self._slot(keys[left], probe)
                free = table[slots] < 0
                table[slots[free]] = left[free]
                left = left[table[slots] != left]
                if not len(left):
                    return table
            self._bits += 1

    def _slot(self, keys: Keys, probe: int) -> npt.NDArray[np.int64]:
        mixed = (keys ^ (keys >> np.uint64(31))) * _PROBE_MULTIPLIERS[probe]
        slots: npt.NDArray[np.int64] = (mixed >> np.uint64(64 - self._bits)).astype(np.int64)
        return slots

    def emissions(self, features: Keys) -> Floats:
        """Return the score of each label at each token, shape (tokens, labels)."""
        out = np.zeros((features.shape[0], self.labels), np.float32)
        if not len(self.keys):
            return out
        for column in features.T:
            tokens = np.flatnonzero(column)
            keys = column[tokens]
            for probe in range(_PROBES):
                slots = self._slot(keys, probe)
                stored = self._stored[slots]
                hit = np.flatnonzero(stored == keys)
                out[tokens[hit]] += self.weights[self._table[slots[hit]]]
                miss = np.flatnonzero((stored != keys) & (stored != 0))
                if not len(miss):
                    break
                tokens, keys = tokens[miss], keys[miss]
        return out

    def decode(self, features: Keys, begins: Bools) -> Decoded:
        """Return the best labelling of the sentences that start where ``begins`` is true."""
        scores = self.emissions(features)
        labels = np.zeros(len(scores), np.int64)
        marginals = np.ones(len(scores), np.float32)
        for rows, valid in _batches(begins):
            batch = scores[rows]
            path = self._viterbi(batch, valid)
            labels[rows[valid]] = path[valid]
            marginals[rows[valid]] = self._marginals(batch, valid, path)[valid]
        return Decoded(labels, marginals)

    def _viterbi(self, scores: Floats, valid: Bools) -> npt.NDArray[np.int64]:
        """Return the best path of each sentence; the way back is found again from the scores, label by label."""
        batch, length, labels = scores.shape
        best = np.empty((length, labels, batch), np.float32)
        best[0] = scores[:, 0].T
        best[0, 2::2] = _NEVER
        entry = np.concatenate([[0], np.arange(1, labels, 2)])
        enter = self.transitions[:, entry, None]
        begin = np.arange(1, labels, 2)
        from_begin = self.transitions[begin, begin + 1, None]
        from_inside = self.transitions[begin + 1, begin + 1, None]
        reached = np.empty((labels, len(entry), batch), np.float32)
        for t in range(1, length):
            before, now = best[t - 1], best[t]
            np.add(before[:, None, :], enter, out=reached)
            now[entry] = reached.max(0)
            now[2::2] = np.maximum(before[2::2] + from_inside, before[1::2] + from_begin)
            now += scores[:, t].T
            over = ~valid[:, t]
            if over.any():
                now[:, over] = before[:, over]
        path = np.zeros((batch, length), np.int64)
        last = best[-1].argmax(0)
        for t in range(length - 1, -1, -1):
            path[:, t] = last
            if t:
                earlier = (best[t - 1] + self.transitions[:, last]).argmax(0)
                last = np.where(valid[:, t], earlier, last)
        return path

    def _marginals(self, scores: Floats, valid: Bools, path: npt.NDArray[np.int64]) -> Floats:
        batch, length, _ = scores.shape
        potential = np.exp(scores - scores.max(2, keepdims=True)).transpose(1, 0, 2).copy()
        move = np.exp(self.transitions)
        potential[0, :, 2::2] = 0
        ended = ~valid.T
        forward = np.empty_like(potential)
        forward[0] = potential[0]
        for t in range(1, length):
            step = forward[t - 1] @ move
            step *= potential[t]
            step /= step.sum(1, keepdims=True)
            if ended[t].any():
                step[ended[t]] = forward[t - 1][ended[t]]
            forward[t] = step
        out = np.empty((batch, length), np.float32)
        rows = np.arange(batch)
        backward = np.ones_like(forward[0])
        for t in range(length - 1, -1, -1):
            joint = forward[t] * backward
            out[:, t] = joint[rows, path[:, t]] / joint.sum(1)
            if t:
                step = (potential[t] * backward) @ move.T
                step /= step.max(1, keepdims=True)
                if ended[t].any():
                    step[ended[t]] = backward[ended[t]]
                backward = step
        return out

    def save(self, path: Path) -> None:
        """Write the weights, small: 16-bit floats, only those that are not zero."""
        row, label = np.nonzero(self.weights)
        np.savez_compressed(
            path,
            keys=self.keys,
            counts=np.bincount(row, minlength=len(self.keys)).astype(np.uint8),
            labels=label.astype(np.uint8),
            weights=self.weights[row, label].astype(np.float16),
            transitions=self.transitions.astype(np.float32),
        )


_PROBES = 6
_PROBE_MULTIPLIERS = np.array(
    [
        0x9E3779B97F4A7C15,
        0xC2B2AE3D27D4EB4F,
        0x165667B19E3779F9,
        0xD6E8FEB86659FD93,
        0xA0761D6478BD642F,
        0xE7037ED1A0B428DB,
    ],
    np.uint64,
)


def load(path: Path) -> Field:
    """Return the field of a file written by ``Field.save``."""
    with np.load(path) as file:
        keys = file["keys"]
        weights = np.zeros((len(keys), len(file["transitions"])), np.float32)
        weights[np.repeat(np.arange(len(keys)), file["counts"]), file["labels"]] = file["weights"]
        return Field(keys, weights, file["transitions"])


def _batches(begins: Bools) -> Iterator[tuple[npt.NDArray[np.int64], Bools]]:
    """Yield (token indices, which of them are real), both (sentences, longest), of sentences of similar length."""
    starts = np.flatnonzero(begins)
    lengths = np.diff(np.append(starts, len(begins)))
    order = np.argsort(lengths, kind="stable")
    for first in range(0, len(order), _BATCH):
        some = order[first : first + _BATCH]
        steps = np.arange(lengths[some].max())
        rows = starts[some, None] + steps
        valid = steps < lengths[some, None]
        yield np.where(valid, rows, starts[some, None]), valid
