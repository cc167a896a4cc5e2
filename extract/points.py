"""What holds of single characters, looked up for many of them at once."""

from __future__ import annotations

import sys
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

__all__ = ["Codes", "Ints", "OfCharacters", "points_of", "text_of"]

Codes = npt.NDArray[np.uint32]
Ints = npt.NDArray[np.int64]


def points_of(text: str) -> Codes:
    """Return the code points of a text."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def text_of(points: Codes) -> str:
    """Return the text of code points."""
    return points.tobytes().decode("utf-32-le", "surrogatepass")


class OfCharacters:
    """A function from a character to a number that is not negative, asked once for each character that is met."""

    def __init__(self, function: Callable[[str], int]) -> None:
        self._function = function
        # One more than the number, 0 where it is not known: zeros take no memory until they are written over.
        self._known = np.zeros(sys.maxunicode + 1, np.int64)

    def __call__(self, points: Codes) -> Ints:
        """Return the number of each character."""
        found = self._known[points]
        if not found.all():
            new = np.unique(points[found == 0])
            self._known[new] = [self._function(chr(point)) + 1 for point in new.tolist()]
            found = self._known[points]
        return found - 1
