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
_BATCH = 192


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
        return (mixed >> np.uint64(64 - self._bits)).astype(np.int64)

    def emissions(self, features: Keys) -> Floats:
        """Return the score of each label at each token, shape (tokens, labels)."""
        out = np.zeros((features.shape[0], self.labels), np.float32)
        if not len(self.keys):
            return out
        for column in features.T:
            tokens = np.flatnonzero(column)
            keys = column[tokens]
            for probe in range(_PROBES):
                rows = self._table[self._slot(keys, probe)]
                hit = (rows >= 0) & (self.keys[rows] == keys)
                out[tokens[hit]] += self.weights[rows[hit]]
                miss = (rows >= 0) & ~hit
                if not miss.any():
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
        batch, length, labels = scores.shape
        best = scores[:, 0].copy()
        best[:, 2::2] = _NEVER
        back = np.zeros((length, batch, labels), np.int8)
        enter = np.ascontiguousarray(self.transitions[:, _entry(labels)].T)
        begin = np.arange(1, labels, 2)
        from_begin = self.transitions[begin, begin + 1]
        from_inside = self.transitions[begin + 1, begin + 1]
        for t in range(1, length):
            reached = best[:, None, :] + enter
            before = reached.argmax(2)
            new = np.empty_like(best)
            new[:, _entry(labels)] = np.take_along_axis(reached, before[:, :, None], 2)[:, :, 0]
            back[t][:, _entry(labels)] = before
            stay, start = best[:, 2::2] + from_inside, best[:, 1::2] + from_begin
            new[:, 2::2] = np.maximum(stay, start)
            back[t][:, 2::2] = np.where(stay >= start, begin + 1, begin)
            best = np.where(valid[:, t, None], new + scores[:, t], best)
        path = np.zeros((batch, length), np.int64)
        last = best.argmax(1)
        rows = np.arange(batch)
        for t in range(length - 1, -1, -1):
            path[:, t] = last
            if t:
                last = np.where(valid[:, t], back[t][rows, last], last)
        return path

    def _marginals(self, scores: Floats, valid: Bools, path: npt.NDArray[np.int64]) -> Floats:
        batch, length, labels = scores.shape
        potential = np.exp(scores - scores.max(2, keepdims=True))
        move = np.exp(self.transitions)
        forward = np.empty((length, batch, labels), np.float32)
        forward[0] = potential[:, 0]
        forward[0][:, 2::2] = 0
        forward[0] /= forward[0].sum(1, keepdims=True)
        for t in range(1, length):
            step = (forward[t - 1] @ move) * potential[:, t]
            step /= step.sum(1, keepdims=True)
            forward[t] = np.where(valid[:, t, None], step, forward[t - 1])
        out = np.empty((batch, length), np.float32)
        rows = np.arange(batch)
        backward = np.ones((batch, labels), np.float32)
        for t in range(length - 1, -1, -1):
            joint = forward[t] * backward
            out[:, t] = joint[rows, path[:, t]] / joint.sum(1)
            step = (potential[:, t] * backward) @ move.T
            step /= step.max(1, keepdims=True)
            backward = np.where(valid[:, t, None], step, backward)
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


def _entry(labels: int) -> npt.NDArray[np.int64]:
    """Return the labels that may follow any other: outside, and every begin."""
    return np.concatenate([[0], np.arange(1, labels, 2)])


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
