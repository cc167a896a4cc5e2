"""A linear-chain conditional random field over hashed features: weights from a file, scores in numpy."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy import sparse

from extract.recognise import lattice
from extract.recognise.features import Keys
from extract.recognise.lattice import Bools, Floats, Spans

__all__ = ["Field", "load", "ones"]

_NEVER = np.float32(-1e4)
#: Places of the table of features, as a power of two; where two features would share one, the heavier has it.
_BITS = 21
_SHIFT = np.uint64(64 - _BITS)
#: Tokens scored together, few enough for little memory.
_CHUNK = 1 << 14


class Field:
    """Weights of a trained field. Labels: 0 outside, 2k-1 begin and 2k inside of kind k, from 1."""

    def __init__(self, keys: Keys, weights: Floats, transitions: Floats) -> None:
        self.keys, self.weights = _alone(keys, weights)
        self.labels = transitions.shape[0]
        self.transitions = transitions.copy()
        for inside in range(2, self.labels, 2):
            allowed = np.zeros(self.labels, bool)
            allowed[[inside - 1, inside]] = True
            self.transitions[~allowed, inside] = _NEVER
        self._table = np.zeros(1 << _BITS, np.int32)
        self._table[_slots(self.keys)] = np.arange(len(self.keys), dtype=np.int32)

    def emissions(self, features: Keys) -> Floats:
        """Return the score of each label at each token, shape (tokens, labels), for keys (tokens, templates)."""
        out = np.zeros((features.shape[0], self.labels), np.float32)
        if len(self.keys):
            for first in range(0, len(out), _CHUNK):
                out[first : first + _CHUNK] = self._known(features[first : first + _CHUNK]) @ self.weights
        return out

    def _known(self, features: Keys) -> sparse.csr_matrix:
        """Return the known features of each token as ones, shape (tokens, keys)."""
        by_template = features.T  # as they are made, so that memory is read in its order
        rows = self._table.take(_slots(by_template), mode="clip")
        known = self.keys.take(rows, mode="clip") == by_template
        return ones(rows.T, known.T, len(self.keys))

    def spans(self, features: Keys, begins: Bools, least: float) -> Spans:
        """Return the names that are at least so probable, in the sentences that start where ``begins`` is true."""
        return lattice.spans(self.emissions(features), begins, self.transitions, least)

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


def load(path: Path) -> Field:
    """Return the field of a file written by ``Field.save``."""
    with np.load(path) as file:
        keys = file["keys"]
        weights = np.zeros((len(keys), len(file["transitions"])), np.float32)
        weights[np.repeat(np.arange(len(keys)), file["counts"]), file["labels"]] = file["weights"]
        return Field(keys, weights, file["transitions"])


def ones(rows: npt.NDArray[np.integer], known: Bools, width: int) -> sparse.csr_matrix:
    """Return a matrix (tokens, width) of ones at the columns ``rows`` of each token, where they are ``known``."""
    columns = rows[known]
    ends = np.append(np.int32(0), np.cumsum(known.sum(1), dtype=np.int32))
    return sparse.csr_matrix((np.ones(len(columns), np.float32), columns, ends), (len(rows), width))


def _slots(keys: Keys) -> npt.NDArray[np.int64]:
    return (keys >> _SHIFT).view(np.int64)


def _alone(keys: Keys, weights: Floats) -> tuple[Keys, Floats]:
    """Return the features that have a place of the table to themselves or are the heaviest of those that share it."""
    order = np.argsort(-np.abs(weights).sum(1), kind="stable")
    _, first = np.unique(_slots(keys[order]), return_index=True)
    kept = np.sort(order[first])
    return keys[kept], weights[kept]
