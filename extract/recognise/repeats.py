"""Find again, elsewhere in the document, the names that were recognised with confidence."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from extract.fold import fold, fold_all
from extract.recognise.gazetteer import Gazetteer, longest
from extract.recognise.tokens import batches, tokenise_all
from extract.records import Block, Mention

__all__ = ["repeats"]

#: Shorter Han names are too often part of ordinary words.
_LEAST_HAN = 3
#: A name is looked for again where it was recognised this surely at least once.
_SURE = 0.85

Found = tuple[Mention, tuple[str, ...]]


def repeats(blocks: Sequence[Block], found: Sequence[Found]) -> list[Found]:
    """Return further mentions of names that were found with one type only, where no mention stands yet."""
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    ids: dict[str, tuple[str, ...]] = {}
    sure: set[str] = set()
    for mention, some in found:
        name = fold(mention.text)[0]
        kinds[name][mention.type] += 1
        ids[name] = some
        if mention.score >= _SURE and (len(name) >= _LEAST_HAN):
            sure.add(name)
    wanted = {name: kinds[name].most_common(1)[0][0] for name in sure if len(kinds[name]) == 1}
    if not wanted:
        return []
    taken: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for mention, _ in found:
        taken[mention.block].append((mention.start, mention.end))
    again: list[Found] = []
    for number, start, end, name in _seen(blocks, Gazetteer(wanted)):
        if not any(start < e and s < end for s, e in taken[number]):
            block = blocks[number]
            raw, text = block.origin.span(start, end), block.text[start:end]
            again.append((Mention(number, start, end, wanted[name], text, "repeat", _SURE, raw=raw), ids[name]))
    return again


def _seen(blocks: Sequence[Block], gazetteer: Gazetteer) -> Iterator[tuple[int, int, int, str]]:
    """Yield (block, start, end, name) for each name in the blocks."""
    read = [number for number, block in enumerate(blocks) if block.kind != "furniture"]
    folded = fold_all([blocks[number].text for number in read])
    parts = zip(read, folded, strict=True)
    for batch in batches([text for text, _ in folded]):
        some, tokens = list(itertools.islice(parts, len(batch))), tokenise_all(batch)
        for match in longest(gazetteer.matches(tokens)):
            place = tokens.text_of(match.start)
            number, (_, back) = some[place]
            start, end = tokens.span(place, match.start, match.end)
            if back is not None:
                start, end = back.span(start, end)
            yield number, start, end, match.form
