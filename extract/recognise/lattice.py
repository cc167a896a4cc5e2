"""How probable each name is under the random field: the exact posterior of spans, by forward and backward sums.

A span of kind k from i to j stands for the label B_k at i, I_k up to j, and anything but I_k after it; its posterior
is the share of all labellings that have it (Lafferty, McCallum and Pereira, Conditional Random Fields, ICML 2001).
"""

from __future__ import annotations

import itertools
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


def spans(scores: Floats, begins: Bools, transitions: Floats, least: float) -> Spans:
    """Return the spans whose posterior is at least ``least``, in the sentences that start where ``begins`` is true.

    ``scores`` (tokens, labels) and ``transitions`` (labels, labels) are logarithms; label 0 is outside, 2k+1 begins and
    2k+2 goes on with kind k. The first token must begin a sentence.
    """
    move = np.exp(transitions)
    order = _in_step(begins)
    forward, backward, onward = _sums(scores[order.token], order, move)
    into, again = move.diagonal(1)[1::2], move.diagonal()[2::2]  # from begin to inside, from inside to inside
    start, kind = np.nonzero(forward[:, 1::2] * backward[:, 1::2] >= least)
    mass, rest = forward[start, 2 * kind + 1], backward[start, 2 * kind + 1]
    last, step = start, into
    found = [(start[:0], last[:0], kind[:0], mass[:0])]
    while len(start):
        after = order.after[last]
        going = mass * step[kind] * onward[after, 2 * kind + 2]
        going[after == last] = 0
        remaining = backward[after, 2 * kind + 2]
        ended = mass * rest - going * remaining
        keep = ended >= least
        found.append((order.token[start[keep]], order.token[last[keep]] + 1, kind[keep], ended[keep]))
        on = going * remaining >= least
        start, last, kind = start[on], after[on], kind[on]
        mass, rest, step = going[on], remaining[on], again
    start, end, kind, probability = (np.concatenate(parts) for parts in zip(*found, strict=True))
    sort = np.lexsort((kind, end, start))
    return Spans(start[sort], end[sort], kind[sort], probability[sort])


@dataclass(frozen=True, slots=True)
class _Order:
    """Tokens of many sentences in step: the first ones of all of them, longer sentences first, then the second ones.

    ``token`` are the tokens in this order, ``after`` the places of the next ones in their sentences, or their own of
    last ones; ``cuts`` parts the steps.
    """

    token: Ints
    after: Ints
    cuts: Ints


def _in_step(begins: Bools) -> _Order:
    starts = np.flatnonzero(begins)
    lengths = np.diff(np.append(starts, len(begins)))
    rank = np.argsort(np.argsort(-lengths, kind="stable"))
    step = np.arange(len(begins)) - np.repeat(starts, lengths)
    counts = np.bincount(step)
    cuts = np.append(0, np.cumsum(counts))
    place = cuts[step] + np.repeat(rank, lengths)
    token, after = np.empty_like(place), place.copy()
    token[place] = np.arange(len(place))
    is_last = np.append(begins[1:], True)[: len(place)]
    after[:-1][~is_last[:-1]] = place[1:][~is_last[:-1]]
    return _Order(token, after[token], cuts)


def _sums(scores: Floats, order: _Order, move: Floats) -> tuple[Floats, Floats, Floats]:
    """Return forward and backward sums and scaled potentials, each (tokens, labels), all in the order of the steps.

    ``forward * backward`` is the posterior of a label; a step to a token multiplies by ``move`` and its potential. All
    sentences are summed together, the shorter ones dropping out.
    """
    scores -= scores.max(1, keepdims=True)
    potential = np.exp(scores, out=scores)
    forward, backward = np.empty_like(potential), np.ones_like(potential)
    steps = [slice(*pair) for pair in itertools.pairwise(order.cuts.tolist())]
    before = [slice(one.start, one.start + other.stop - other.start) for one, other in itertools.pairwise(steps)]
    if steps:
        potential[steps[0], 2::2] = 0
    for t, now in enumerate(steps):
        scaled = forward[before[t - 1]] @ move * potential[now] if t else potential[now]
        scale = scaled.sum(1, keepdims=True)
        np.divide(scaled, scale, out=forward[now])
        potential[now] /= scale
    for now, then in zip(steps[:0:-1], before[::-1], strict=True):
        np.matmul(potential[now] * backward[now], move.T, out=backward[then])
    return forward, backward, potential
