"""Weights for the model of subjects: a penalised log-linear choice, fitted by gradient steps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

__all__ = ["Example", "fit"]

_STEPS = 250
_RATE = 0.3
#: Features met in fewer examples say more about the passages than about the language.
_RAREST = 3


@dataclass(frozen=True, slots=True)
class Example:
    """One figure: the features of each candidate (the first is none), and which candidates are right."""

    candidates: tuple[tuple[str, ...], ...]
    right: frozenset[int]


def fit(examples: Sequence[Example], penalty: float = 0.5) -> dict[str, float]:
    """Return the weights that make the right candidates likely, rounded, zeros left out."""
    counts = Counter(f for e in examples for f in {f for features in e.candidates for f in features})
    index = {feature: i for i, feature in enumerate(sorted(f for f, n in counts.items() if n >= _RAREST))}
    rows: list[int] = []
    columns: list[int] = []
    starts: list[int] = []
    right: list[bool] = []
    for example in examples:
        starts.append(len(right))
        for number, features in enumerate(example.candidates):
            known = [index[f] for f in features if f in index]
            rows.extend([len(right)] * len(known))
            columns.extend(known)
            right.append(number in example.right)
    found = _descend(np.array(rows), np.array(columns), np.array(starts), np.array(right), len(index), penalty)
    return {feature: value for feature, i in index.items() if (value := round(float(found[i]), 3))}


def _descend(rows: np.ndarray, columns: np.ndarray, starts: np.ndarray, right: np.ndarray, width: int, penalty: float):  # type: ignore
    owner = np.repeat(np.arange(len(starts)), np.diff(np.append(starts, len(right))))
    values = np.zeros(width)
    history = np.full(width, 1e-8)
    for _ in range(_STEPS):
        scores = np.bincount(rows, values[columns], len(right))
        scores -= np.maximum.reduceat(scores, starts)[owner]
        powers = np.exp(scores)
        share = powers / np.add.reduceat(powers, starts)[owner]
        hits = powers * right
        wanted = hits / np.maximum(np.add.reduceat(hits, starts), 1e-300)[owner]
        slope = np.bincount(columns, (share - wanted)[rows], width) + penalty * values
        history += slope**2
        values -= _RATE * slope / np.sqrt(history)
    return values
