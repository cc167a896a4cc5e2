"""Find again, elsewhere in the document, the names that were recognised with confidence."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from extract.fold import fold
from extract.recognise.gazetteer import Gazetteer, longest
from extract.recognise.tokens import tokenise
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
    gazetteer = Gazetteer(wanted)
    taken: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for mention, _ in found:
        taken[mention.block].append((mention.start, mention.end))
    again: list[Found] = []
    for number, block in enumerate(blocks):
        if block.kind == "furniture":
            continue
        folded, back = fold(block.text)
        tokens = tokenise(folded)
        for match in longest(gazetteer.matches(tokens)):
            start, end = int(tokens.starts[match.start]), int(tokens.ends[match.end - 1])
            if back is not None:
                start, end = back.span(start, end)
            if any(start < e and s < end for s, e in taken[number]):
                continue
            raw = block.origin.span(start, end)
            text = block.text[start:end]
            again.append(
                (Mention(number, start, end, wanted[match.form], text, "repeat", _SURE, raw=raw), ids[match.form])
            )
    return again
