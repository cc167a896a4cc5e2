"""What the text of a document became, and in how much of it something was found."""

from __future__ import annotations

from dataclasses import dataclass

from extract.records import Extraction

__all__ = ["Coverage", "Stretch", "of_blocks", "of_text"]

#: Characters of a slice where there are no pages: some ten printed pages, in which a lost one still shows.
_SLICE = 10_000


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many blocks and characters of one kind a document has, and in how many blocks something was found."""

    kind: str
    blocks: int
    characters: int
    named: int
    stating: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """How many characters of ``Document.text[start:end]`` became what; ``page`` is 0 where it is not a page."""

    page: int
    start: int
    end: int
    kinds: dict[str, int]


def of_blocks(extraction: Extraction) -> tuple[Coverage, ...]:
    """Return the blocks by kind, and how many hold a name or make a statement."""
    named = {mention.block for mention in extraction.mentions}
    heads = {fact.head for fact in extraction.facts} | {seen.head for seen in extraction.observations}
    stating = {extraction.mentions[index].block for index in heads}
    found: dict[str, list[int]] = {}
    for index, block in enumerate(extraction.blocks):
        row = found.setdefault(block.kind, [0, 0, 0, 0])
        for column, amount in enumerate((1, len(block.text), index in named, index in stating)):
            row[column] += amount
    return tuple(Coverage(kind, *row) for kind, row in sorted(found.items()))


def of_text(extraction: Extraction) -> tuple[Stretch, ...]:
    """Return what became of the whole text, then of each page, or of each slice of a long text without pages."""
    # Loaded here and not above: layout takes 45 MB, which only the processes that read need.
    from extract.layout import coverage  # noqa: PLC0415

    counted = coverage(extraction.document, extraction.blocks, _SLICE)
    return tuple(Stretch(part.page, part.start, part.start + part.characters, part.kinds) for part in counted)
