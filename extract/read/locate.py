"""Where a stretch of a paged document's text stands: page and box."""

from __future__ import annotations

from bisect import bisect_right

from extract.records import Box, Document

__all__ = ["locate"]


def locate(document: Document, start: int, end: int) -> list[tuple[int, Box]]:
    """Return page number and box for each page that ``text[start:end]`` stands on; nothing without pages.

    The box holds all the lines that the stretch touches.
    """
    found: list[tuple[int, Box]] = []
    first = max(bisect_right(document.pages, start, key=lambda page: page.start) - 1, 0)
    for page in document.pages[first:]:
        if page.start >= end:
            break
        boxes = [box for box in page.boxes if box.start < end and start < box.end]
        if boxes:
            hull = Box(
                max(start, page.start),
                min(end, page.end),
                min(box.left for box in boxes),
                min(box.top for box in boxes),
                max(box.right for box in boxes),
                max(box.bottom for box in boxes),
            )
            found.append((page.number, hull))
    return found
