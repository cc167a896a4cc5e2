"""Units that stand in a note under a table: 存款① over the column, ①亿元；②% below."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.figures.headings import Heading
from extract.figures.quantities import measure
from extract.figures.reading import Reading

__all__ = ["noted"]

_MARK = re.compile(r"[①-⑳]|(?<=[^\d\s])\*{1,3}$")
#: Blocks under a table in which its notes stand.
_BELOW = 3


def noted(heading: Heading, readings: Sequence[Reading], number: int) -> Heading:
    """Return a heading without its mark and with the unit that the note of that mark names, if one does."""
    mark = _MARK.search(heading.text)
    if mark is None:
        return heading
    text = _MARK.sub("", heading.text).strip()
    for below in readings[number + 1 : number + 1 + _BELOW]:
        note = re.search(rf"{re.escape(mark[0])}[:：、.\s]*(?P<unit>[^①-⑳*；;，,。、\s]{{1,8}})", below.text)
        if note and not heading.unit and measure(note["unit"]).kind not in ("other", "bare", "duration"):
            return replace(heading, text=text, unit=note["unit"])
    return replace(heading, text=text)
