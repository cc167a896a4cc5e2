"""Reads a document with a net, part by part, so that memory stays flat."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from extract.relate.candidates import Reading
from extract.relate.net import STEPS, Around, Encoded, Weights, edges, encode, judge
from extract.relate.tape import SPECIAL, UNKNOWN, Ints, Singles

__all__ = ["Net", "compact"]

_AT_ONCE = 1000  # pairs judged together
_TOKENS_AT_ONCE = 4096
_SIGHT = sum(STEPS)  # tokens to either side that reach a token through the narrow layers


@dataclass(frozen=True, slots=True)
class Net:
    """One net: the characters that it knows, sorted, and its weights."""

    alphabet: Ints
    weights: Weights

    def letters(self, tokens: Ints) -> Ints:
        """Return tokens of the tape as numbers of the alphabet."""
        if not len(self.alphabet):
            return np.where(tokens < SPECIAL, tokens, UNKNOWN)
        at = np.minimum(np.searchsorted(self.alphabet, tokens), len(self.alphabet) - 1)
        known = np.where(self.alphabet[at] == tokens, at + SPECIAL, UNKNOWN)
        return np.where(tokens < SPECIAL, tokens, known)

    def read(self, reading: Reading) -> tuple[Singles, Singles]:
        """Return the log odds of each pair under each label, and of each status."""
        w = self.weights
        kept = np.unique(reading.spots[:, [0, 2]])
        encoded, summed = _encoded(w, self.letters(reading.tokens), reading.marks, kept)
        names = self.letters(reading.names)
        parts = []
        for start in range(0, len(reading.spots), _AT_ONCE):
            part = slice(start, start + _AT_ONCE)
            own = Reading(
                reading.tokens,
                reading.marks,
                reading.spots[part],
                reading.plain[part],
                reading.fires[part],
                reading.allowed[part],
                reading.groups[part],
                names[part],
            )
            judged = judge(w, encoded, summed, own)
            parts.append((judged.second, judged.odds, judged.status))
        second, odds, status = (np.concatenate(column) for column in zip(*parts, strict=True))
        around = Around(second, odds, reading.allowed, reading.groups)
        for start in range(0, len(odds), _AT_ONCE):
            part = slice(start, start + _AT_ONCE)
            sums = around.sums(part)
            inputs = np.concatenate([second[part], sums / (1 + sums)], 1)
            hidden = np.maximum(inputs @ w["revise"] + w["revise_bias"], 0)
            odds[part] += hidden @ w["revised"] + w["revised_bias"]
        return odds, status


def compact(reading: Reading) -> Reading:
    """Return a reading without the tokens that no pair looks at; what is left is seen as before."""
    starts, ends = edges(reading.spots)
    first, second = reading.spots[:, :2], reading.spots[:, 2:4]
    begun = np.concatenate([starts.ravel(), first[:, 0], second[:, 0]])
    ended = np.concatenate([ends.ravel(), first[:, 1], second[:, 1]])
    count = len(reading.tokens)
    steps = np.bincount(np.maximum(begun - _SIGHT, 0), minlength=count + 1)
    steps -= np.bincount(np.minimum(ended + _SIGHT, count), minlength=count + 1)
    seen = np.cumsum(steps)[:count] > 0
    place = np.concatenate([[0], np.cumsum(seen)])
    return replace(reading, tokens=reading.tokens[seen], marks=reading.marks[seen], spots=place[reading.spots])


def _encoded(w: Weights, tokens: Ints, marks: Singles, kept: Ints) -> tuple[Encoded, Singles]:
    """Return what ``encode`` returns, made some thousand tokens at a time, and the running sums of what was detected.

    The sums begin anew between two lines now and then: no segment reaches over the gap. ``kept`` are the tokens of
    which the top is wanted.
    """
    tops = np.zeros((len(kept), w["detect"].shape[0]), np.float32)
    summed = np.zeros((len(tokens) + 1, w["detect"].shape[1]), np.float32)
    cuts = _cuts(tokens)
    for start, end in pairwise(cuts):
        first = max(start - _SIGHT, 0)
        part = encode(w, tokens[first : end + _SIGHT], marks[first : end + _SIGHT])
        own = slice(start - first, end - first)
        summed[start + 1 : end + 1] = np.cumsum(part.detected[own], 0, dtype=np.float64)
        low, high = np.searchsorted(kept, [start, end])
        tops[low:high] = part.top[kept[low:high] - first]
    mask = np.zeros((0, 1), np.float32)
    return Encoded(tokens, marks, mask, [], [], tops, mask, None, kept), summed


def _cuts(tokens: Ints) -> list[int]:
    """Return where the tape is cut: behind the first of the empty tokens between two lines, about evenly."""
    gaps = np.flatnonzero((tokens[1:] == 0) & (tokens[:-1] == 0)) + 1
    cuts = [0]
    for gap in gaps.tolist():
        if gap - cuts[-1] >= _TOKENS_AT_ONCE:
            cuts.append(gap)
    return [*cuts, len(tokens)]
