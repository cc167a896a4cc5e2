"""Pairs of mentions that the text itself declares the same: 甲（以下简称“乙”）, 甲（ABC）."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extract.fold import fold
from extract.link.names import abbreviates, is_latin
from extract.link.words import words
from extract.records import Block, Mention

__all__ = ["definitions"]


def definitions(blocks: Sequence[Block], mentions: Sequence[Mention]) -> Iterator[tuple[int, int]]:
    """Yield pairs of indices of mentions of the same type that a bracket behind the first declares one."""
    order = sorted(range(len(mentions)), key=lambda i: (mentions[i].block, mentions[i].start))
    for one, other in pairwise(order):
        a, b = mentions[one], mentions[other]
        if a.block != b.block or a.type != b.type:
            continue
        between = fold(blocks[a.block].text[a.end : b.start])[0]
        behind = fold(blocks[b.block].text[b.end : b.end + 8])[0]
        if _introduces(between, behind, a.text, b.text):
            yield one, other


@functools.cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    some = "|".join(map(re.escape, words().introducers))
    introduced = re.compile(rf"\s*[\"”」』》]?\s*[,(\[]\s*[^()\[\]。;]{{0,12}}?(?:{some})[为:]?\s*[\"“「『《]?\s*")
    bare = re.compile(r"\s*[\"”」』》]?\s*[(\[]\s*[\"“「『《]?\s*")
    return introduced, bare


def _introduces(between: str, behind: str, first: str, second: str) -> bool:
    introduced, bare = _patterns()
    if introduced.fullmatch(between):
        return True
    if not bare.fullmatch(between) or not re.match(r"\s*[\"”」』》]?\s*[)\],，;]", behind):
        return False
    one, other = fold(first)[0], fold(second)[0]
    return is_latin(one) != is_latin(other) or abbreviates(other, one) or abbreviates(one, other)
