"""Learnt scores as plain arrays: linear models over hashes, and forests of trees. Numpy only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

__all__ = ["Forest", "Linear", "forest_arrays", "forest_of", "linear_arrays", "linear_of"]

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Arrays = dict[str, npt.NDArray[Any]]


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


#: Weights below this are left out of the file: on the annotated passages they change nothing.
_SMALL = 0.04


def linear_arrays(name: str, model: Linear) -> Arrays:
    """Return a linear model as arrays of a file, under its name."""
    weights = model.weights.astype(np.float16)
    kept = np.abs(weights.astype(np.float64)) >= _SMALL
    return {
        f"{name}_steps": _planes(np.diff(model.keys[kept], prepend=0)),
        f"{name}_weights": weights[kept],
        f"{name}_bias": model.bias,
    }


def _planes(numbers: Ints) -> npt.NDArray[np.uint8]:
    """Return the first bytes of numbers, then the second ones, and so on: the steps of sorted hashes pack well so."""
    bytes_: npt.NDArray[np.uint8] = numbers.astype("<u4").view(np.uint8).reshape(-1, 4)
    return np.ascontiguousarray(bytes_.T)


def linear_of(name: str, data: Mapping[str, Any]) -> Linear:
    """Return the linear model of that name in a file."""
    steps = np.ascontiguousarray(data[f"{name}_steps"].T).view("<u4").ravel()
    keys = np.cumsum(steps, dtype=np.int64)
    return Linear(keys, np.asarray(data[f"{name}_weights"], np.float64), data[f"{name}_bias"])


def forest_arrays(name: str, forest: Forest) -> Arrays:
    """Return a forest as arrays of a file, under its name."""
    return {
        f"{name}_roots": forest.roots.astype(np.int32),
        f"{name}_feature": forest.feature.astype(np.int16),
        f"{name}_threshold": forest.threshold,
        f"{name}_left": forest.left.astype(np.int32),
        f"{name}_right": forest.right.astype(np.int32),
        f"{name}_values": forest.values,
    }


def forest_of(name: str, data: Mapping[str, Any]) -> Forest:
    """Return the forest of that name in a file."""
    return Forest(*(data[f"{name}_{part}"] for part in ("roots", "feature", "threshold", "left", "right", "values")))
