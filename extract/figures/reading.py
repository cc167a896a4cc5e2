"""A block as figures are read from it: folded text, names, dates and figures, each at its place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.dates import DateSpan
from extract.figures import quantities, times
from extract.figures.quantities import Quantity
from extract.figures.structure import Structure, groups
from extract.figures.vocabulary import any_of, fold, words
from extract.records import Block, Mention

__all__ = ["Reading", "read"]

#: What stands in titles, document numbers and edition marks is no figure.
_TITLES = re.compile(rf"《[^》]*》|〔[^〕]*〕|[（(]\d{{4}}(?:{any_of(words('edition'))})[)）]")


@dataclass(frozen=True, slots=True)
class Reading:
    """``mentions`` are the block's, sorted; ``names`` their indices in the document; ``lists`` index ``mentions``."""

    number: int
    block: Block
    text: str
    structure: Structure
    mentions: tuple[Mention, ...]
    names: tuple[int, ...]
    dates: tuple[DateSpan, ...]
    figures: tuple[Quantity, ...]
    lists: tuple[tuple[int, ...], ...]

    def list_of(self, mention: int) -> tuple[int, ...]:
        """Return the coordinated list that a mention belongs to, itself included."""
        return next(members for members in self.lists if mention in members)


def read(number: int, block: Block, mentions: Sequence[tuple[int, Mention]]) -> Reading:
    """Return the reading of a block; ``mentions`` are the block's with their indices in the document."""
    text = fold(block.text)
    ordered = sorted(mentions, key=lambda pair: (pair[1].start, pair[1].end))
    own = tuple(mention for _, mention in ordered)
    titles = [m.span() for m in _TITLES.finditer(text)]
    found = tuple(
        span
        for span in times.find(text)
        if not any(start < span.end and span.start < end for start, end in titles)
        and not any(m.start < span.end and span.start < m.end for m in own)
    )
    names = [(m.start, m.end) for m in own]
    masked = [*names, *titles, *((span.start, span.end) for span in found)]
    return Reading(
        number,
        block,
        text,
        Structure.of(text),
        own,
        tuple(index for index, _ in ordered),
        found,
        tuple(quantities.find(text, masked, block.text)),
        tuple(tuple(members) for members in groups(text, own)),
    )
