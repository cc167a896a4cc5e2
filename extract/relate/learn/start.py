"""The weights that a net begins with, and how they change step by step."""

from __future__ import annotations

import numpy as np

from extract.relate.candidates import PLAIN
from extract.relate.net import SEGMENTS
from extract.relate.pairs import LABELS
from extract.relate.tape import MARKS, Singles
from extract.scope import STATUSES

__all__ = ["Adam", "Params", "start"]

_LETTER, _LAYER, _DETECTORS, _FIRST, _SECOND, _NAME, _REVISE = 48, 112, 72, 160, 80, 16, 64
_WARM = 0.05  # share of the steps in which the rate grows
_DECAY = 0.02
_UNSURE = -3.0  # log odds of anything at the start

Params = dict[str, Singles]


def start(alphabet: int, seed: int) -> Params:
    """Return weights to begin with."""
    random = np.random.default_rng(seed)
    labels = len(LABELS)

    def full(rows: int, columns: int, share: float = 1.0) -> Singles:
        return np.asarray(random.standard_normal((rows, columns)) * np.sqrt(2 / rows) * share, np.float32)

    inputs = SEGMENTS * _DETECTORS + 2 * _LAYER + PLAIN + 2 * labels
    w = {
        "letters": (random.standard_normal((alphabet, _LETTER)) * 0.3).astype(np.float32),
        "marks": full(MARKS, _LETTER),
        "narrow0": full(3 * _LETTER, _LAYER),
        "narrow1": full(3 * _LAYER, _LAYER, 0.5),
        "narrow2": full(3 * _LAYER, _LAYER, 0.5),
        "detect": full(_LAYER, _DETECTORS),
        "name": (random.standard_normal((alphabet, _NAME)) * 0.2).astype(np.float32),
        "first": full(inputs, _FIRST, 0.7),
        "first_names": full(8 * _NAME, _FIRST, 0.3),
        "second": full(_FIRST, _SECOND),
        "odds": full(_SECOND, labels, 0.3),
        "status": full(_FIRST, len(STATUSES), 0.3),
        "revise": full(_SECOND + 5 * (_SECOND + labels), _REVISE, 0.7),
        "revised": full(_REVISE, labels, 0.2),
    }
    for name in ("narrow0", "narrow1", "narrow2", "detect", "first", "second", "odds", "status", "revise", "revised"):
        w[f"{name}_bias"] = np.zeros(w[name].shape[1], np.float32)
    w["odds_bias"] += _UNSURE
    return w


class Adam:
    def __init__(self, w: Params) -> None:
        self._mean = {name: np.zeros_like(one) for name, one in w.items()}
        self._square = {name: np.zeros_like(one) for name, one in w.items()}
        self._steps = 0

    def step(self, w: Params, slopes: Params, rate: float, steps: int) -> None:
        """Change the weights; the rate grows at first and then falls to nothing."""
        self._steps += 1
        done = self._steps / steps
        now = np.float32(rate * min(1.0, done / _WARM) * (1 - done))
        for name, slope in slopes.items():
            mean, square = self._mean[name], self._square[name]
            mean += np.float32(0.1) * (slope - mean)
            square += np.float32(0.002) * (slope * slope - square)
            way = mean / (1 - 0.9**self._steps) / (np.sqrt(square / (1 - 0.998**self._steps)) + 1e-6)
            w[name] -= now * (way + (_DECAY * w[name] if w[name].ndim > 1 else 0)).astype(np.float32)
