"""What names that only say what a thing is (央行, 《条例》) refer back to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.link.names import compact, is_role
from extract.link.senses import beside, is_traditional
from extract.link.shortening import is_place
from extract.records import Mention

__all__ = ["antecedents"]

#: Blocks back from such a name in which its full name is looked for.
_BODY_REACH, _TITLE_REACH = 1, 12


def antecedents(mentions: Sequence[Mention], known: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield (mention, the earlier mention with the full name) for names of roles that the text makes clear.

    ``known`` are the lexicon entries of the mentions. A short title means the only title that ends so. A body's name
    means the nearest body so called with its place before it; where the bare name has an entry of its own, only in
    documents in traditional characters that do not name that entry otherwise.
    """
    abroad, listed = is_traditional(mentions), beside(mentions)
    for i, mention in enumerate(mentions):
        if not is_role(mention.type, mention.text):
            continue
        name = compact(mention.text)
        if mention.type == "PolicyDocument":
            found = list(_titles(mentions, i, name))
            if found and len({compact(mentions[j].text) for j in found}) == 1:
                yield i, found[0]
        elif abroad or not known[i]:
            body = _body(mentions, known, i, {compact(mentions[j].text) for j in listed.get(name, ())})
            if body is not None:
                yield i, body


def _titles(mentions: Sequence[Mention], i: int, name: str) -> Iterator[int]:
    for j in range(i - 1, -1, -1):
        other = mentions[j]
        if mentions[i].block - other.block > _TITLE_REACH:
            return
        if other.type == "PolicyDocument" and _is_longer(re.sub(r"\([^()]*\)$", "", compact(other.text)), name):
            yield j


def _body(mentions: Sequence[Mention], known: Sequence[str], i: int, others: set[str]) -> int | None:
    usual, name = known[i], compact(mentions[i].text)
    if usual and any(known[j] == usual and not is_role(m.type, m.text) for j, m in enumerate(mentions)):
        return None
    for j in range(i - 1, -1, -1):
        other = mentions[j]
        if mentions[i].block - other.block > _BODY_REACH:
            return None
        full = compact(other.text)
        if full in others:
            continue
        if other.type == mentions[i].type and _is_longer(full, name) and is_place(full.removesuffix(name)):
            return j
    return None


def _is_longer(title: str, name: str) -> bool:
    return title.endswith(name) and len(title) > len(name)
