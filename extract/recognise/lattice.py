"""How probable each name is under the random field: the exact posterior of spans, by forward and backward sums.

A span of kind k from i to j stands for the label B_k at i, I_k up to j, and anything but I_k after it; its posterior
is the share of all labellings that have it (Lafferty, McCallum and Pereira, Conditional Random Fields, ICML 2001).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

__all__ = ["Bools", "Floats", "Ints", "Spans", "spans"]

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Spans:
    """Parallel arrays: tokens[start:end] is a name of a kind (from 0) with a probability."""

    start: Ints
    end: Ints
    kind: Ints
    probability: Floats

    def between(self, first: int, last: int) -> tuple[int, int]:
        """Return the places of the spans that start at tokens from ``first`` to before ``last``."""
        low, high = np.searchsorted(self.start, [first, last])
        return int(low), int(high)


def spans(scores: Floats, begins: Bools, transitions: Floats, least: float) -> Spans:
    """Return the spans whose posterior is at least ``least``, in the sentences that start where ``begins`` is true.

    ``scores`` (tokens, labels) and ``transitions`` (labels, labels) are logarithms; label 0 is outside, 2k+1 begins and
    2k+2 goes on with kind k. The first token must begin a sentence.
    """
    move = np.exp(transitions)
    forward, backward, onward = _sums(scores, begins, move)
    is_last = np.append(begins[1:], True)
    into, again = move.diagonal(1)[1::2], move.diagonal()[2::2]  # from begin to inside, from inside to inside
    start, kind = np.nonzero(forward[:, 1::2] * backward[:, 1::2] >= least)
    mass, rest = forward[start, 2 * kind + 1], backward[start, 2 * kind + 1]
    last, step = start, into
    found = [(start[:0], last[:0], kind[:0], mass[:0])]
    while len(start):
        after = np.where(is_last[last], last, last + 1)
        going = mass * step[kind] * onward[after, 2 * kind + 2]
        going[is_last[last]] = 0
        remaining = backward[after, 2 * kind + 2]
        ended = mass * rest - going * remaining
        keep = ended >= least
        found.append((start[keep], last[keep] + 1, kind[keep], ended[keep]))
        on = going * remaining >= least
        start, last, kind = start[on], after[on], kind[on]
        mass, rest, step = going[on], remaining[on], again
    start, end, kind, probability = (np.concatenate(parts) for parts in zip(*found, strict=True))
    order = np.lexsort((kind, end, start))
    return Spans(start[order], end[order], kind[order], probability[order])


def _sums(scores: Floats, begins: Bools, move: Floats) -> tuple[Floats, Floats, Floats]:
    """Return forward and backward sums and scaled potentials, each (tokens, labels).

    ``forward * backward`` is the posterior of a label; a step to a token multiplies by ``move`` and its potential. All
    sentences are summed together, token by token, the shorter ones dropping out.
    """
    starts = np.flatnonzero(begins)
    lengths = np.diff(np.append(starts, len(begins)))
    order = np.argsort(lengths, kind="stable")
    starts, lengths = starts[order], lengths[order]
    going = np.searchsorted(lengths, np.arange(lengths[-1] if len(lengths) else 0), "right")
    potential = np.exp(scores - scores.max(1, keepdims=True))
    potential[starts, 2::2] = 0
    forward, backward = np.empty_like(potential), np.ones_like(potential)
    for t, first in enumerate(going.tolist()):
        rows = starts[first:] + t
        step = potential[rows]
        scaled = forward[rows - 1] @ move * step if t else step
        scale = scaled.sum(1, keepdims=True)
        potential[rows] = step / scale
        forward[rows] = scaled / scale
    for t in range(len(going) - 1, 0, -1):
        rows = starts[going[t] :] + t
        backward[rows - 1] = (potential[rows] * backward[rows]) @ move.T
    return forward, backward, potential
