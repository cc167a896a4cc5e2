"""How much of a document became what."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.records import Block, Document

__all__ = ["Coverage", "coverage"]


@dataclass(frozen=True, slots=True)
class Coverage:
    """Characters from ``start`` on by what they became: of one page, or (page 0) of the whole document or a slice.

    ``kinds``: heading, paragraph, item, table, caption, footnote, furniture; markup for characters outside every part
    of a structured format; unread for what no block holds; space for white space. Their sum is ``characters``.
    """

    page: int
    start: int
    characters: int
    kinds: dict[str, int]


def coverage(document: Document, blocks: Sequence[Block], size: int = 0) -> tuple[Coverage, ...]:
    """Return the coverage of the whole document, then of each of its pages.

    With ``size``, a longer document without pages is counted in slices of so many characters too.
    """
    text = document.text
    spans = sorted((source, source + length, block.kind) for block in blocks for _, source, length in block.origin.runs)
    rest = "markup" if document.parts else "unread"
    ranges = [(0, 0, len(text)), *((page.number, page.start, page.end) for page in document.pages)]
    if size and not document.pages and len(text) > size:
        ranges += [(0, start, min(start + size, len(text))) for start in range(0, len(text), size)]
    return tuple(
        Coverage(number, start, end - start, _count(text, spans, start, end, rest)) for number, start, end in ranges
    )


def _count(text: str, spans: Sequence[tuple[int, int, str]], start: int, end: int, rest: str) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for first, last, kind in _within(spans, start, end, rest):
        space = sum(map(str.isspace, text[first:last]))
        counts["space"] += space
        counts[kind] += last - first - space
    return {kind: count for kind, count in sorted(counts.items()) if count}


def _within(spans: Sequence[tuple[int, int, str]], start: int, end: int, rest: str) -> Iterator[tuple[int, int, str]]:
    """Yield the ranges of ``start:end`` in order, those between the spans as ``rest``."""
    at = start
    for begin, stop, kind in spans[max(bisect_right(spans, (start,)) - 1, 0) : bisect_left(spans, (end,))]:
        if stop <= start:
            continue
        first, last = max(begin, at), min(stop, end)
        if first > at:
            yield at, first, rest
        if last > first:
            yield first, last, kind
        at = max(at, last)
    if at < end:
        yield at, end, rest
