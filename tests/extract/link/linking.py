"""Link names in texts made of them, as the pipeline would where it recognised every name."""

from __future__ import annotations

from collections.abc import Sequence

from extract.layout import blocks as layout
from extract.lexicon import Lexicon, load
from extract.link import link
from extract.read import from_text
from extract.records import Block, Entity, Mention

__all__ = ["entity_of", "linked", "mention_at"]


def linked(text: str, names: Sequence[tuple[str, str]], lexicon: Lexicon | None = None) -> list[tuple[str, Entity]]:
    """Return each mention's text and entity; ``names`` are (name, type), found where no longer one stands."""
    blocks = layout(from_text(text, "text.txt"))
    mentions = sorted(_mentions(blocks, names), key=lambda m: (m.block, m.start))
    found, entities = link(blocks, mentions, [() for _ in mentions], lexicon or load())
    return [(m.text, entities[m.entity]) for m in found]


def entity_of(found: Sequence[tuple[str, Entity]], name: str) -> list[Entity]:
    """Return the entities of all mentions of a name, in order."""
    return [entity for text, entity in found if text == name]


def _mentions(blocks: Sequence[Block], names: Sequence[tuple[str, str]]) -> list[Mention]:
    out: list[Mention] = []
    for number, block in enumerate(blocks):
        taken: list[tuple[int, int]] = []
        for name, type_ in sorted(names, key=lambda pair: -len(pair[0])):
            start = block.text.find(name)
            while start >= 0:
                end = start + len(name)
                if not any(start < e and s < end for s, e in taken):
                    taken.append((start, end))
                    out.append(mention_at(blocks, number, start, end, type_))
                start = block.text.find(name, end)
    return out


def mention_at(blocks: Sequence[Block], number: int, start: int, end: int, type_: str) -> Mention:
    """Return a mention of ``blocks[number].text[start:end]``."""
    block = blocks[number]
    return Mention(number, start, end, type_, block.text[start:end], "gold", raw=block.origin.span(start, end))
