"""One document from text to statements: layout, names, links, relations, figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.language import Language

from extract.figures import observe
from extract.fold import fold_all
from extract.layout import blocks as layout
from extract.lexicon import Lexicon
from extract.lexicon import load as load_lexicon
from extract.link import link
from extract.pipeline import names_of
from extract.recognise.cells import cells
from extract.recognise.repeats import repeats
from extract.records import Block, Document, Extraction, Mention, Note
from extract.relate import relate

__all__ = ["extract", "mentions_of"]


def extract(
    document: Document, nlp: Language, notes: tuple[Note, ...] = (), lexicon: Lexicon | None = None
) -> Extraction:
    """Return all that a document says; ``notes`` of its reading are passed on."""
    blocks = layout(document)
    found = cells(blocks, list(mentions_of(blocks, nlp)))
    found += repeats(blocks, found)
    found.sort(key=lambda pair: (pair[0].block, pair[0].start))
    mentions, entities = link(blocks, [m for m, _ in found], [ids for _, ids in found], lexicon or load_lexicon())
    return Extraction(
        document=document,
        blocks=blocks,
        mentions=mentions,
        entities=entities,
        facts=tuple(relate(document, blocks, mentions, entities)),
        observations=tuple(observe(document, blocks, mentions, entities)),
        notes=notes,
    )


def mentions_of(blocks: Sequence[Block], nlp: Language) -> Iterator[tuple[Mention, tuple[str, ...]]]:
    """Yield the names in the blocks in order, each with the lexicon entries that it may stand for.

    Page furniture is not read.
    """
    read = [(i, block) for i, block in enumerate(blocks) if block.kind != "furniture"]
    folded = fold_all([block.text for _, block in read])
    found = names_of((text for text, _ in folded), nlp)
    for (number, block), (_, back), names in zip(read, folded, found, strict=True):
        for name in names:
            start, end = back.span(name.start, name.end) if back is not None else (name.start, name.end)
            mention = Mention(
                block=number,
                start=start,
                end=end,
                type=name.type,
                text=block.text[start:end],
                component=name.component,
                score=round(name.score, 3),
                raw=block.origin.span(start, end),
            )
            yield mention, name.ids
