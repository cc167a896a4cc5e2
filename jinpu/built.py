"""What goes into a build and what comes out of it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

__all__ = ["Built", "Source"]


@dataclass(frozen=True, slots=True)
class Source:
    """A document to be read: its path, the folder that it was found from, and a hash of all that its reading needs."""

    path: Path
    root: Path
    key: str


@dataclass(slots=True)
class Built:
    """What a build did: the report, the lines of the documents that failed, seconds by stage, peak memory in bytes."""

    report: dict[str, Any]
    failures: tuple[str, ...]
    fresh: bool = False
    seconds: dict[str, float] = field(default_factory=dict)
    peak: int = 0
    outputs: tuple[str, ...] = ()  #: names of the files and folders that it wrote

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Take the time of a stage."""
        started = time.perf_counter()
        yield
        self.seconds[name] = round(self.seconds.get(name, 0.0) + time.perf_counter() - started, 3)
