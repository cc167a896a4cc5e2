"""Sets of mentions that name one thing."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["Clusters"]


class Clusters:
    """Disjoint sets of mention indices; the smallest index stands for its set."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))
        self._members: dict[int, list[int]] = {i: [i] for i in range(size)}

    def find(self, i: int) -> int:
        """Return the index that stands for the set of ``i``."""
        while self._parent[i] != i:
            self._parent[i] = self._parent[self._parent[i]]
            i = self._parent[i]
        return i

    def join(self, one: int, other: int) -> None:
        """Make the sets of two mentions one; doing it twice changes nothing."""
        low, high = sorted((self.find(one), self.find(other)))
        if low != high:
            self._parent[high] = low
            self._members[low] += self._members.pop(high)

    def id_of(self, i: int, chosen: Sequence[str]) -> str:
        """Return the lexicon id of the set of ``i``, or nothing."""
        return next((chosen[m] for m in self._members[self.find(i)] if chosen[m]), "")

    def conflict(self, one: int, other: int, chosen: Sequence[str]) -> bool:
        """Do the two sets stand for different entries of the lexicon?"""
        left, right = self.id_of(one, chosen), self.id_of(other, chosen)
        return bool(left and right and left != right)

    def define(self, one: int, other: int, chosen: Sequence[str]) -> None:
        """Join what the text says is the same, unless the lexicon knows both as different things."""
        if not self.conflict(one, other, chosen):
            self.join(one, other)
