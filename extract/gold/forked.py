"""Jobs side by side, a process a processor; what they are given is inherited, not copied through a pipe."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any, TypeVar

__all__ = ["forked"]

Result = TypeVar("Result")
_given: list[tuple[Callable[..., Any], Sequence[Any]]] = []


def forked(function: Callable[..., Result], jobs: Sequence[Sequence[Any]]) -> list[Result]:
    """Return what a function makes of the arguments of each job; the same whatever the number of processors."""
    count = min(len(jobs), os.cpu_count() or 1)
    given = [(function, job) for job in jobs]
    with ProcessPoolExecutor(count, multiprocessing.get_context("fork"), _given.extend, (given,)) as pool:
        return list(pool.map(_done, range(len(jobs))))


def _done(number: int) -> Any:  # what the function returns
    function, job = _given[number]
    return function(*job)
