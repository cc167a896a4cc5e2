"""L-BFGS: the minimum of a smooth function of many numbers."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

__all__ = ["minimise"]

Floats = npt.NDArray[np.float64]

_MEMORY = 8
_SUFFICIENT = 1e-4
_SHORTEST = 1e-6
_DONE = 1e-5  # relative gain below which it stops


def minimise(cost: Callable[[Floats], tuple[float, Floats]], x: Floats, steps: int) -> Floats:
    """Return where ``cost``, which gives value and gradient, is least, after at most so many steps from ``x``."""
    value, slope = cost(x)
    past: list[tuple[Floats, Floats]] = []
    for _ in range(steps):
        way = -_times_inverse(slope, past)
        length, fall = 1.0, float(slope @ way)
        if fall >= 0:
            break
        while True:
            new_value, new_slope = cost(x + length * way)
            if new_value <= value + _SUFFICIENT * length * fall or length < _SHORTEST:
                break
            length *= 0.5
        step, turn = length * way, new_slope - slope
        if float(step @ turn) > 0:
            past = [*past[-_MEMORY + 1 :], (step, turn)]
        gain = value - new_value
        x, value, slope = x + step, new_value, new_slope
        if gain < _DONE * abs(value):
            break
    return x


def _times_inverse(slope: Floats, past: list[tuple[Floats, Floats]]) -> Floats:
    """Return the gradient times the inverse of the curvature that the past steps tell."""
    way = slope.copy()
    kept: list[tuple[float, float, Floats, Floats]] = []
    for step, turn in reversed(past):
        ratio = 1.0 / float(step @ turn)
        share = ratio * float(step @ way)
        kept.append((share, ratio, step, turn))
        way -= share * turn
    if past:
        step, turn = past[-1]
        way *= float(step @ turn) / float(turn @ turn)
    else:
        way /= max(1.0, float(np.linalg.norm(slope)))
    for share, ratio, step, turn in reversed(kept):
        way += (share - ratio * float(turn @ way)) * step
    return way
