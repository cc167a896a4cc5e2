"""Where each character of a derived text stands in the text that it was made from."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

__all__ = ["Builder", "Origin", "Run"]

#: (start in the derived text, start in the source, length); characters outside every run were inserted.
Run = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Origin:
    """Runs in the order of the derived text; they need not be in the order of the source (columns)."""

    runs: tuple[Run, ...]

    @classmethod
    def identity(cls, length: int, source: int = 0) -> Origin:
        """Return the origin of an unchanged copy of ``length`` characters that stands at ``source``."""
        return cls(((0, source, length),) if length else ())

    def spans(self, start: int, end: int) -> tuple[tuple[int, int], ...]:
        """Return the source ranges of ``derived[start:end]``, in derived order, adjacent ones joined."""
        found: list[tuple[int, int]] = []
        for at, source, length in self._over(start, end):
            first = source + max(start - at, 0)
            last = source + min(end - at, length)
            if found and found[-1][1] == first:
                found[-1] = (found[-1][0], last)
            else:
                found.append((first, last))
        return tuple(found)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the hull of the source ranges of ``derived[start:end]``.

        Raises: ValueError where the range holds inserted characters only.
        """
        spans = self.spans(start, end)
        if not spans:
            raise ValueError(f"derived range {start}:{end} has no source")
        return min(s for s, _ in spans), max(e for _, e in spans)

    def slice(self, start: int, end: int) -> Origin:
        """Return the origin of ``derived[start:end]``."""
        return Origin(
            tuple(
                (max(at, start) - start, source + max(start - at, 0), min(end, at + length) - max(at, start))
                for at, source, length in self._over(start, end)
            )
        )

    def over(self, inner: Origin) -> Origin:
        """Return the origin in ``inner``'s source: self maps C to B, inner maps B to A, the result C to A."""
        runs: list[Run] = []
        for at, source, length in self.runs:
            for sub_at, sub_source, sub_length in inner.slice(source, source + length).runs:
                runs.append((at + sub_at, sub_source, sub_length))
        return Origin(tuple(_joined(runs)))

    def _over(self, start: int, end: int) -> Iterator[Run]:
        index = max(bisect_right(self.runs, start, key=lambda run: run[0]) - 1, 0)
        for run in self.runs[index:]:
            if run[0] >= end:
                return
            if run[0] + run[2] > start:
                yield run


class Builder:
    """Collects a derived text piece by piece, with its origin."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._runs: list[Run] = []
        self._length = 0

    def __len__(self) -> int:
        return self._length

    def keep(self, text: str, source: int) -> None:
        """Append characters that stand at ``source``, one for one."""
        if text:
            self._runs.append((self._length, source, len(text)))
            self._parts.append(text)
            self._length += len(text)

    def insert(self, text: str) -> None:
        """Append characters that stand nowhere in the source."""
        self._parts.append(text)
        self._length += len(text)

    def build(self) -> tuple[str, Origin]:
        """Return the text and its origin."""
        return "".join(self._parts), Origin(tuple(_joined(self._runs)))


def _joined(runs: Iterable[Run]) -> Iterator[Run]:
    last: Run | None = None
    for run in runs:
        if last and last[0] + last[2] == run[0] and last[1] + last[2] == run[1]:
            last = (last[0], last[1], last[2] + run[2])
            continue
        if last:
            yield last
        last = run
    if last:
        yield last
