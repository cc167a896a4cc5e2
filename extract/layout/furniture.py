"""What belongs to the page and not to the text: page numbers, running heads, rules, tables of contents."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from extract.layout.lines import Line
from extract.layout.shapes import shapes

__all__ = ["contents", "is_furniture", "running_heads"]

#: Blank lines that part pages.
_PAGE = 3

#: Columns of the longest running head, and of a label that pages repeat without being headed by it.
_HEAD = 90
_LABEL = 6

#: A line is a running head from its third time at the edge of a page.
_TIMES = 3

_DIGITS = re.compile(r"\d+")


def is_furniture(line: Line) -> bool:
    """Say whether a line is a page number, a rule, or a running head that shows its page number."""
    text, known = line.text, shapes()
    if line.width > _HEAD:
        return bool(known.rule.fullmatch(text))
    last = text[-1]
    if not (last.isascii() or last in known.ends):
        return False
    if known.rule.fullmatch(text) or known.continued.fullmatch(text):
        return True
    if known.page.fullmatch(text):
        return line.gap > 0 or not text.isdecimal()
    return bool(known.head.fullmatch(text))


def running_heads(lines: Sequence[Line]) -> dict[int, bool]:
    """Return the indices of lines that repeat at the edges of pages, and whether each is the first of its text.

    The first is the heading that the later pages repeat; where the line holds a number (of the page) none is.
    """
    found: dict[str, list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        if (_LABEL < line.width <= _HEAD or line.text.isdecimal()) and _at_edge(lines, index):
            found[_DIGITS.sub("0", line.text)].append(index)
    heads: dict[int, bool] = {}
    for text, places in found.items():
        if len(places) >= _TIMES:
            heads.update((place, place == places[0] and "0" not in text) for place in places)
    return heads


def _at_edge(lines: Sequence[Line], index: int) -> bool:
    """Say whether a line is one of the first two or the last of a page."""
    if lines[index].gap >= _PAGE or index < 2:
        return True
    if lines[index - 1].gap >= _PAGE:
        return True
    return index + 1 == len(lines) or lines[index + 1].gap >= _PAGE


def contents(lines: Sequence[Line], at: int) -> int:
    """Return how many lines from ``at`` on are a table of contents: 0 where there is none."""
    known = shapes()
    titled = known.contents_title.fullmatch(lines[at].text) is not None
    index = at + titled
    marked = 0
    while index < len(lines) and lines[index].width <= _HEAD * 2 and known.contents_line.fullmatch(lines[index].text):
        marked += lines[index].mark is not None
        index += 1
    entries = index - at - titled
    if titled:
        return entries + 1 if entries else 0
    return entries if entries >= 3 and marked * 2 >= entries else 0
