"""The slopes of a net's weights, layer by layer from the last to the first; a test holds them to differences."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from extract.relate.candidates import Reading
from extract.relate.learn.start import Params
from extract.relate.net import SEGMENTS, STEPS, Encoded, Judged, Revised, grouped
from extract.relate.tape import Ints, Singles

__all__ = ["Passed", "Slopes", "backwards"]


@dataclass(frozen=True, slots=True)
class Passed:
    """What a net made of a reading, layer by layer."""

    encoded: Encoded
    judged: Judged
    revised: Revised


@dataclass(frozen=True, slots=True)
class Slopes:
    """The slopes of the log odds of the last judgement, of the first, and of the statuses."""

    last: Singles
    first: Singles
    status: Singles


def backwards(w: Params, reading: Reading, passed: Passed, slopes: Slopes) -> Params:
    """Return the slope of every weight."""
    found: Params = {}
    encoded, judged = passed.encoded, passed.judged
    back = _unrevised(w, reading.groups, passed.revised, slopes.last, found)
    wide, top = _unjudged(w, reading, judged, (slopes.first + slopes.last, slopes.status, back), found)
    detected: Singles = np.where(encoded.detected > 0, wide, np.float32(0))
    found["detect"], found["detect_bias"] = encoded.top.T @ detected, detected.sum(0)
    _unencoded(w, encoded, top + detected @ w["detect"].T, found)
    return found


def _unrevised(w: Params, groups: Ints, revised: Revised, last: Singles, found: Params) -> Singles:
    """Return the slopes of the second dense layer; the chances of the first judgement are taken as they are."""
    width = len(w["odds"])
    found["revised"], found["revised_bias"] = revised.hidden.T @ last, last.sum(0)
    hidden = np.where(revised.hidden > 0, last @ w["revised"].T, 0)
    if revised.drops:
        hidden = hidden * revised.drops[1]
    found["revise"], found["revise_bias"] = revised.inputs.T @ hidden, hidden.sum(0)
    inputs = hidden @ w["revise"].T
    if revised.drops:
        inputs = inputs * revised.drops[0]
    rest = inputs[:, width:] / (1 + revised.sums) ** 2
    rest = np.where(revised.sums > 0, rest, 0)
    step = width + last.shape[1]
    parts = [rest[:, number * step : number * step + width] for number in range(5)]
    first, other, series = groups.T
    units = int(groups[:, :2].max()) + 1
    heads = grouped(parts[0], first, units) + grouped(parts[2], other, units)
    tails = grouped(parts[1], first, units) + grouped(parts[3], other, units)
    together = parts[4] / revised.siblings
    back = inputs[:, :width] + heads[first] - parts[0] + tails[other] - parts[3]
    alike: Singles = back + grouped(together, series, int(series.max()) + 1)[series] - together
    return alike


def _unjudged(
    w: Params,
    reading: Reading,
    judged: Judged,
    slopes: tuple[Singles, Singles, Singles],
    found: Params,
) -> tuple[Singles, Singles]:
    """Return the slopes of what was detected and of the narrow layers at the names."""
    odds, told, back = slopes
    tokens = len(reading.tokens)
    found["odds"], found["odds_bias"] = judged.second.T @ odds, odds.sum(0)
    found["status"], found["status_bias"] = judged.first.T @ told, told.sum(0)
    second = np.where(judged.second > 0, odds @ w["odds"].T + back, 0)
    if judged.drops:
        second = second * judged.drops[2]
    found["second"], found["second_bias"] = judged.first.T @ second, second.sum(0)
    first = np.where(judged.first > 0, second @ w["second"].T + told @ w["status"].T, 0)
    if judged.drops:
        first = first * judged.drops[1]
    found["first"], found["first_bias"] = judged.inputs.T @ first, first.sum(0)
    found["first_names"] = judged.letters.T @ first
    letters = (first @ w["first_names"].T).reshape(-1, w["name"].shape[1])
    found["name"] = grouped(letters, judged.names.ravel(), len(w["name"]))
    width, layer = SEGMENTS * w["detect"].shape[1], w["detect"].shape[0]
    inputs = first @ w["first"][: width + 2 * layer].T
    if judged.drops:
        inputs = inputs * judged.drops[0][:, : width + 2 * layer]
    sums = inputs[:, :width].reshape(-1, w["detect"].shape[1]) / (1 + judged.sums) ** 2
    starts, ends = judged.edges
    steps = grouped(sums, starts.ravel(), tokens + 1) - grouped(sums, ends.ravel(), tokens + 1)
    detected = np.cumsum(steps, 0, dtype=np.float64)[:tokens].astype(np.float32)
    places = np.concatenate([reading.spots[:, 0], reading.spots[:, 2]])
    at_names = np.concatenate([inputs[:, width : width + layer], inputs[:, width + layer :]])
    return detected, grouped(at_names, places, tokens)


def _unencoded(w: Params, encoded: Encoded, top: Singles, found: Params) -> None:
    """Add the slopes of the narrow layers, the letters and the marks."""
    for number in reversed(range(len(STEPS))):
        top = top * encoded.mask
        own = np.where(encoded.outputs[number] > 0, top, 0)
        found[f"narrow{number}"], found[f"narrow{number}_bias"] = encoded.inputs[number].T @ own, own.sum(0)
        below = _unbeside(own @ w[f"narrow{number}"].T, STEPS[number])
        top = below if number == 0 else top + below
    if encoded.noise is not None:
        top = top * encoded.noise
    top = top * encoded.mask
    found["marks"] = encoded.marks.T @ top
    found["letters"] = grouped(top, encoded.tokens, len(w["letters"]))


def _unbeside(slopes: Singles, step: int) -> Singles:
    width = slopes.shape[1] // 3
    out = slopes[:, width : 2 * width].copy()
    out[:-step] += slopes[step:, :width]
    out[step:] += slopes[:-step, 2 * width :]
    return out
