"""Learn the weights of the random field: AdaGrad on the conditional likelihood, with L1 for a small model.

Method: Duchi, Hazan and Singer, Adaptive Subgradient Methods (JMLR 2011), with lazy composite L1 steps: a feature that
was not seen for some batches is shrunk for all of them when it is seen again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse

from extract.recognise.lattice import Bools, Floats, Ints

__all__ = ["Batch", "Rates", "batches_of", "learn"]


@dataclass(frozen=True, slots=True)
class Rates:
    """Step size, passes over the data, and the strength of L1 for one pass."""

    step: float = 0.08
    passes: int = 5
    l1: float = 0.4
    seed: int = 7


@dataclass(frozen=True, slots=True)
class Batch:
    """Sentences of similar length: ``rows`` (sentences, longest) index the tokens, ``valid`` says which are real."""

    rows: Ints
    valid: Bools


def batches_of(begins: Bools, size: int) -> Iterator[Batch]:
    """Yield batches of sentences of similar length, shortest first."""
    starts = np.flatnonzero(begins)
    lengths = np.diff(np.append(starts, len(begins)))
    order = np.argsort(lengths, kind="stable")
    for first in range(0, len(order), size):
        some = order[first : first + size]
        steps = np.arange(lengths[some].max())
        valid = steps < lengths[some, None]
        yield Batch(np.where(valid, starts[some, None] + steps, starts[some, None]), valid)


def learn(matrix: Any, labels: Ints, begins: Bools, size: int, rates: Rates) -> tuple[Floats, Floats]:
    """Return weights (features, labels) and transitions for a CSR matrix (tokens, features) of ones."""
    state = _State(matrix, labels, size, rates)
    batches = list(batches_of(begins, 48))
    random = np.random.default_rng(rates.seed)
    state.total = len(batches)
    for _ in range(rates.passes):
        for index in random.permutation(len(batches)):
            state.step(batches[int(index)])
    state.settle()
    return state.weights, state.transitions


class _State:
    def __init__(self, matrix: Any, labels: Ints, size: int, rates: Rates) -> None:
        self.matrix = sparse.csr_matrix(matrix)
        self.labels = labels
        self.rates = rates
        self.total = 1
        self.weights = np.zeros((self.matrix.shape[1], size), np.float32)
        self._squares = np.full(self.weights.shape, 1e-2, np.float32)
        self._touched = np.zeros(len(self.weights), np.int64)
        self._clock = 0
        self.transitions = np.zeros((size, size), np.float32)
        self._transition_squares = np.full((size, size), 1e-2, np.float32)
        self._forbidden = np.zeros((size, size), bool)
        for inside in range(2, size, 2):
            self._forbidden[:, inside] = True
            self._forbidden[[inside - 1, inside], inside] = False

    def step(self, batch: Batch) -> None:
        """Take one step down the gradient of a batch."""
        tokens = batch.rows[batch.valid]
        part = self.matrix[tokens]
        used = np.unique(part.indices)
        part = sparse.csr_matrix(
            (part.data, np.searchsorted(used, part.indices), part.indptr), (len(tokens), len(used))
        )
        self._shrink(used)
        weights = self.weights[used]
        scores = np.zeros((*batch.valid.shape, weights.shape[1]), np.float32)
        scores[batch.valid] = part @ weights
        expected, moves = self._expected(scores, batch.valid)
        gold = self.labels[batch.rows]
        gradient = expected[batch.valid]
        gradient[np.arange(len(tokens)), gold[batch.valid]] -= 1
        slope = part.T @ gradient
        self._squares[used] += slope**2
        self.weights[used] -= self.rates.step * slope / np.sqrt(self._squares[used])
        both = batch.valid[:, 1:]
        np.subtract.at(moves, (gold[:, :-1][both], gold[:, 1:][both]), 1)
        self._transition_squares += moves**2
        self.transitions -= self.rates.step * moves / np.sqrt(self._transition_squares)
        self._clock += 1

    def settle(self) -> None:
        """Shrink every weight for the batches that passed it by."""
        for first in range(0, len(self.weights), 10_000):
            self._shrink(np.arange(first, min(first + 10_000, len(self.weights))))

    def _shrink(self, used: Ints) -> None:
        waited = (self._clock - self._touched[used]) / self.total
        self._touched[used] = self._clock
        much = (self.rates.l1 * self.rates.step * waited[:, None] / np.sqrt(self._squares[used])).astype(np.float32)
        weights = self.weights[used]
        self.weights[used] = np.sign(weights) * np.maximum(np.abs(weights) - much, 0)

    def _expected(self, scores: Floats, valid: Bools) -> tuple[Floats, Floats]:
        """Return the probability of each label at each token, and the expected number of each transition."""
        batch, length, size = scores.shape
        potential = np.exp(scores - scores.max(2, keepdims=True))
        move = np.where(self._forbidden, 0, np.exp(self.transitions)).astype(np.float32)
        forward = np.empty((length, batch, size), np.float32)
        scale = np.ones((length, batch, 1), np.float32)
        first = potential[:, 0].copy()
        first[:, 2::2] = 0
        forward[0] = first / first.sum(1, keepdims=True)
        for t in range(1, length):
            step = (forward[t - 1] @ move) * potential[:, t]
            scale[t] = step.sum(1, keepdims=True)
            forward[t] = np.where(valid[:, t, None], step / scale[t], forward[t - 1])
        out = np.empty((batch, length, size), np.float32)
        moves = np.zeros((size, size), np.float32)
        backward = np.ones((batch, size), np.float32)
        for t in range(length - 1, -1, -1):
            out[:, t] = forward[t] * backward
            if t:
                real = valid[:, t, None]
                onward = np.where(real, potential[:, t] * backward / scale[t], 0)
                moves += forward[t - 1].T @ onward
                backward = np.where(real, onward @ move.T, backward)
        return out, moves * move
