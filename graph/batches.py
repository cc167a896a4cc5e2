"""Sequences in parts of a bounded length (itertools.batched is younger than our oldest Python)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

__all__ = ["batched"]

T = TypeVar("T")


def batched(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """Yield the items in order, ``size`` at a time, the last part shorter."""
    for start in range(0, len(items), size):
        yield items[start : start + size]
