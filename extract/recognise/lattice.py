"""How probable each name is under the random field: the exact posterior of spans, by forward and backward sums.

A span of kind k from i to j stands for the label B_k at i, I_k up to j, and anything but I_k after it; its posterior
is the share of all labellings that have it (Lafferty, McCallum and Pereira, Conditional Random Fields, ICML 2001).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

__all__ = ["Bools", "Floats", "Ints", "Spans", "spans"]

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
#: Sentences summed together: enough to keep numpy busy, few enough to stay in the cache.
_BATCH = 384


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


_NO_PLACE = np.zeros(0, np.int64)
_NONE = Spans(_NO_PLACE, _NO_PLACE, _NO_PLACE, np.zeros(0, np.float32))


def _sentences(begins: Bools) -> Iterator[tuple[Ints, Bools]]:
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


def spans(scores: Floats, begins: Bools, transitions: Floats, least: float) -> Spans:
    """Return the spans whose posterior is at least ``least``, in the sentences that start where ``begins`` is true.

    ``scores`` (tokens, labels) and ``transitions`` (labels, labels) are logarithms; label 0 is outside, 2k+1 begins and
    2k+2 goes on with kind k.
    """
    move = np.exp(transitions)
    found = [_spans(scores[rows], valid, rows, move, least) for rows, valid in _sentences(begins)]
    start = np.concatenate([_NONE.start, *(some.start for some in found)])
    end = np.concatenate([_NONE.end, *(some.end for some in found)])
    kind = np.concatenate([_NONE.kind, *(some.kind for some in found)])
    probability = np.concatenate([_NONE.probability, *(some.probability for some in found)])
    order = np.lexsort((kind, end, start))
    return Spans(start[order], end[order], kind[order], probability[order])


def _spans(scores: Floats, valid: Bools, rows: Ints, move: Floats, least: float) -> Spans:
    forward, backward, onward = _sums(scores, valid, move)
    begin, inside = np.arange(1, len(move), 2), np.arange(2, len(move), 2)
    first = move[begin, inside] * onward[:, :, inside]  # (length, sentences, kinds): from begin at t-1 to inside at t
    again = move[inside, inside] * onward[:, :, inside]
    left = backward[:, :, inside]
    at, sentence, kind = np.nonzero((forward[:, :, begin] * backward[:, :, begin] >= least) & valid.T[:, :, None])
    mass = forward[at, sentence, 2 * kind + 1]
    rest = backward[at, sentence, 2 * kind + 1]
    last, steps = at.copy(), first
    length = valid.sum(1)
    starts, ends, kinds, shares = [], [], [], []
    while len(at):
        more = last + 1 < length[sentence]
        after = np.minimum(last + 1, len(forward) - 1)
        going = np.where(more, mass * steps[after, sentence, kind], 0)
        remaining = left[after, sentence, kind]
        ended = mass * rest - going * remaining
        keep = ended >= least
        starts.append(rows[sentence[keep], at[keep]])
        ends.append(rows[sentence[keep], last[keep]] + 1)
        kinds.append(kind[keep])
        shares.append(ended[keep])
        on = going * remaining >= least
        at, sentence, kind, last = at[on], sentence[on], kind[on], after[on]
        mass, rest, steps = going[on], remaining[on], again
    if not starts:
        return _NONE
    return Spans(np.concatenate(starts), np.concatenate(ends), np.concatenate(kinds), np.concatenate(shares))


def _sums(scores: Floats, valid: Bools, move: Floats) -> tuple[Floats, Floats, Floats]:
    """Return forward and backward sums and scaled potentials, each (length, sentences, labels).

    ``forward * backward`` is the posterior of a label; a step from t-1 to t multiplies by ``move`` and the potential
    at t.
    """
    potential = np.exp(scores - scores.max(2, keepdims=True)).transpose(1, 0, 2).copy()
    potential[0, :, 2::2] = 0
    ended = ~valid.T
    forward = np.empty_like(potential)
    for t in range(len(potential)):
        step = forward[t - 1] @ move * potential[t] if t else potential[0].copy()
        scale = step.sum(1, keepdims=True)
        potential[t] /= scale
        step /= scale
        if ended[t].any():
            step[ended[t]] = forward[t - 1][ended[t]]
        forward[t] = step
    backward = np.empty_like(potential)
    backward[-1] = 1
    for t in range(len(potential) - 1, 0, -1):
        step = (potential[t] * backward[t]) @ move.T
        if ended[t].any():
            step[ended[t]] = 1
        backward[t - 1] = step
    return forward, backward, potential
