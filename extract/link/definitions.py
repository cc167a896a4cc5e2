"""What a text itself declares to be the same: 甲（以下简称“乙”）, 甲（ABC）, 甲更名为乙, 甲即乙."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.fold import fold
from extract.link.names import core, compact, is_institution, is_latin
from extract.link.shortening import contracts
from extract.link.words import words
from extract.records import Block, Mention

__all__ = ["Definition", "definitions"]

#: Characters looked at before a name; more than any bracket with a definition has.
_BEFORE = 80
#: Characters that may stand between a name and what introduces its other name outside brackets.
_GAP = 20
_OPEN, _CLOSE = "([【〔", ")]】〕"
_QUOTES = "\"“”'‘’「」『』《》〈〉 \t\n\u3000"
#: Punctuation of full width and its plain form, one for one, so that offsets stay.
_EVEN = str.maketrans("（）［］，；：！？＝", "()[],;:!?=")
_ARTEFACTS = frozenset({"Database", "Chip", "Software", "Platform", "Technology"})


@dataclass(frozen=True, slots=True)
class Definition:
    """Two mentions, by index, that a text says to be one; ``is_explicit`` where it says so in as many words."""

    head: int
    name: int
    is_explicit: bool


def definitions(blocks: Sequence[Block], mentions: Sequence[Mention]) -> Iterator[Definition]:
    """Yield what the text defines, in the order of the mentions that are the further names."""
    by_block: dict[int, list[int]] = defaultdict(list)
    for i, mention in enumerate(mentions):
        by_block[mention.block].append(i)
    for number, some in by_block.items():
        text = blocks[number].text.translate(_EVEN)
        for at, index in enumerate(some[1:], 1):
            found = _definition(text, mentions, some[:at], index)
            if found:
                yield found


def _definition(text: str, mentions: Sequence[Mention], before: Sequence[int], index: int) -> Definition | None:
    mention = mentions[index]
    start = max(mention.start - _BEFORE, 0)
    opened = _opening(text, start, mention.start)
    introduced = _patterns().search(fold(text[start : mention.start])[0])
    kind = _kind(introduced) if introduced else ""
    if kind == "collective" or (kind == "former" and not _may_follow(text, mention)):
        return None
    if opened is not None:
        return _bracketed(text, mentions, before, index, opened, kind)
    if kind:
        return _running(text, mentions, before, index, kind, introduced[kind] if introduced else "")
    return _beside(text, mentions, before[-1], index)


def _bracketed(
    text: str, mentions: Sequence[Mention], before: Sequence[int], index: int, opened: int, kind: str
) -> Definition | None:
    """Return what a bracket says of the name right before it."""
    head = next((i for i in before if mentions[i].end <= opened and not text[mentions[i].end : opened].strip(_QUOTES)), None)
    if head is None:
        return None
    one, other = mentions[head], mentions[index]
    if kind:
        if not _may_be_one(one.type, other.type) or _is_last_of_several(text, mentions, before, head, index):
            return None
        return Definition(head, index, kind == "explicit")
    closed = re.search(f"[{re.escape(_CLOSE)}]", text[other.end :])
    inside = text[opened + 1 : other.end + closed.start()] if closed else ""
    rest = _without_names(inside, [mentions[i] for i in (*before, index) if mentions[i].start > opened], opened + 1)
    if not closed or one.type != other.type or rest.strip(_QUOTES + ",，、/;；:："):
        return None
    if not _is_other_form(one, other) or (is_latin(other.text) and _latin_parts(inside) > 1):
        return None
    return Definition(head, index, contracts(other.text, one.text))


def _running(
    text: str, mentions: Sequence[Mention], before: Sequence[int], index: int, kind: str, intro: str
) -> Definition | None:
    """Return what a sentence says of the nearest name before the introducing words."""
    other = mentions[index]
    if intro in words().bracketed:
        return None
    for head in reversed(before):
        one = mentions[head]
        gap = fold(text[one.end : other.start])[0].rpartition(intro)[0]
        if re.search(r"[。;!?()]|\n\s*\n", gap) or len(gap) > _GAP:
            return None
        if not _may_be_one(one.type, other.type):
            continue
        is_close = not gap.strip(_QUOTES + ",")
        if not is_close and (kind == "explicit" or len(intro) < _CLEAR):
            return None
        if kind == "former" and one.type in words().succeeding:
            return None
        return Definition(head, index, kind == "explicit")
    return None


#: Introducing words of fewer characters have other uses, and count only right behind the name.
_CLEAR = 2


def _beside(text: str, mentions: Sequence[Mention], before: int, index: int) -> Definition | None:
    """Return A = B, and a Latin name in quotes right behind the Chinese one of an artefact."""
    one, other = mentions[before], mentions[index]
    gap = text[one.end : other.start].strip()
    if one.type != other.type:
        return None
    if gap == "=" or (
        gap in ("「", "“", "『") and one.type in _ARTEFACTS and not is_latin(one.text) and is_latin(other.text)
    ):
        return Definition(before, index, is_explicit=False)
    return None


def _may_be_one(one: str, other: str) -> bool:
    return one == other or (is_institution(one) and is_institution(other)) or (one in _ARTEFACTS and other in _ARTEFACTS)


def _is_other_form(one: Mention, other: Mention) -> bool:
    """May a name in a bare bracket be another one of the name before it?"""
    if is_latin(one.text) != is_latin(other.text):
        return True
    if contracts(other.text, one.text) or contracts(one.text, other.text):
        return True
    # The name in use behind the registered one: nothing but its ending says that it is a registered one.
    lengths = (len(compact(one.text)) - len(core(one.text)), len(compact(other.text)) - len(core(other.text)))
    return is_institution(one.type) and lengths[0] >= _REGISTERED and not lengths[1]


#: A legal ending of so many characters (有限公司) marks a registered name.
_REGISTERED = 4


def _is_last_of_several(text: str, mentions: Sequence[Mention], before: Sequence[int], head: int, index: int) -> bool:
    """Is the name before the bracket the last of a list, so that the short form may stand for all of it?"""
    at = list(before).index(head)
    if not at or contracts(mentions[index].text, mentions[head].text):
        return False
    last = mentions[before[at - 1]]
    gap = text[last.end : mentions[head].start].strip(_QUOTES)
    return gap in ("、", "和", "与", "與", "及", "以及", "，") and is_latin(mentions[index].text) is False


def _may_follow(text: str, mention: Mention) -> bool:
    """Is the former name the only one (not 前身为甲与乙)?"""
    return not re.match(rf"[{re.escape(_QUOTES)}]*[与與和及、]", text[mention.end : mention.end + 3])


def _opening(text: str, start: int, end: int) -> int | None:
    """Return where the bracket around ``end`` opens, if it opens after ``start``."""
    depth = 0
    for at in range(end - 1, start - 1, -1):
        if text[at] in _CLOSE:
            depth += 1
        elif text[at] in _OPEN:
            if not depth:
                return at
            depth -= 1
    return None


def _without_names(text: str, mentions: Sequence[Mention], offset: int) -> str:
    for mention in sorted(mentions, key=lambda m: -m.start):
        text = text[: max(mention.start - offset, 0)] + text[max(mention.end - offset, 0) :]
    folded = fold(text)[0]
    for word in (*words().explicit, *words().other):
        folded = folded.replace(word, "")
    return folded


def _latin_parts(inside: str) -> int:
    return len([part for part in re.split(r"[,，、/;；]", inside) if is_latin(part)])


def _kind(introduced: re.Match[str]) -> str:
    return introduced.lastgroup or ""


@functools.cache
def _patterns() -> re.Pattern[str]:
    known = words()
    groups = (
        ("collective", known.collective),
        ("explicit", known.explicit),
        ("former", known.former),
        ("other", known.other),
    )
    kinds = "|".join(f"(?P<{name}>{'|'.join(map(re.escape, some))})" for name, some in groups)
    return re.compile(rf"(?:{kinds})[为是:]?[{re.escape(_QUOTES)}]*$")
