"""What a text itself declares to be the same: 甲（以下简称“乙”）, 甲（ABC）, 甲更名为乙, 甲即乙."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from extract.fold import fold, fold_all
from extract.link.introduced import introduction, running
from extract.link.names import compact, core, is_institution, is_latin, is_registered
from extract.link.shortening import contracts
from extract.link.spots import ARTEFACTS, QUOTES, Definition, Spot, may_be_one
from extract.link.words import words
from extract.records import Block, Mention

__all__ = ["definitions"]

#: Characters looked at before a name; more than any bracket with a definition has.
_BEFORE = 80
_OPEN, _CLOSE = "([【〔", ")]】〕"
_BRACKET = re.compile(f"[{re.escape(_OPEN + _CLOSE)}]")
#: Punctuation of full width and its plain form, one for one, so that offsets stay.
_EVEN = str.maketrans("（）［］，；：！？＝", "()[],;:!?=")


def definitions(blocks: Sequence[Block], mentions: Sequence[Mention]) -> Iterator[Definition]:
    """Yield what the text defines, in the order of the mentions that are the further names."""
    by_block: dict[int, list[int]] = defaultdict(list)
    for i, mention in enumerate(mentions):
        by_block[mention.block].append(i)
    texts = [blocks[number].text.translate(_EVEN) for number in by_block]
    for text, (folded, back), some in zip(texts, fold_all(texts), by_block.values(), strict=True):
        in_step = folded if back is None else None
        last: Definition | None = None
        for at, index in enumerate(some[1:], 1):
            spot = Spot(text, in_step, mentions, some[:at], index, some[at:])
            last = _definition(spot) or _alternative(spot, last)
            if last:
                yield last


def _definition(spot: Spot) -> Definition | None:
    end = spot.other.start
    start = max(end - _BEFORE, 0)
    opened = _opening(spot.text, start, end)
    introduced = introduction(spot.folded(start, end))
    kind = introduced.lastgroup or "" if introduced else ""
    if kind == "collective" or (kind == "former" and not _is_alone(spot)):
        return None
    if introduced and (opened is None or spot.mentions[spot.before[-1]].start > opened):
        said = running(spot, kind, introduced[kind])
        if said or opened is None:
            return said
    return _beside(spot) if opened is None else _bracketed(spot, opened, kind)


def _alternative(spot: Spot, last: Definition | None) -> Definition | None:
    """Return what the name before was defined as, where this one is given beside it (简称甲或乙)."""
    if last is None or last.name != spot.before[-1]:
        return None
    one = spot.mentions[last.name]
    gap = spot.text[one.end : spot.other.start].strip(QUOTES)
    is_one = gap in words().alternatives or (gap == "," and _is_initials(spot.other.text, one.text))
    if not is_one or one.type != spot.other.type:
        return None
    return Definition(last.head, spot.index, last.is_explicit)


def _is_initials(short: str, long: str) -> bool:
    """Is a name made of the first letters of the words of another (Digital Risk System, DRS)?"""
    return is_latin(long) and len(short) > 1 and short.lower() == "".join(word[0] for word in long.lower().split())


def _bracketed(spot: Spot, opened: int, kind: str) -> Definition | None:
    """Return what a bracket says of the name right before it."""
    behind = (i for i in spot.before if spot.mentions[i].end <= opened)
    head = next((i for i in behind if not spot.text[spot.mentions[i].end : opened].strip(QUOTES)), None)
    if head is None:
        return None
    one, other = spot.mentions[head], spot.other
    if kind:
        is_kept_apart = kind == "former" and one.type in words().succeeding
        if is_kept_apart or not may_be_one(one.type, other.type) or _is_last_of_several(spot, head):
            return None
        return Definition(head, spot.index, kind == "explicit", is_said=True)
    closed = re.search(f"[{re.escape(_CLOSE)}]", spot.text[other.end :])
    end = other.end + closed.start() if closed else 0
    inside = spot.text[opened + 1 : end]
    names = [m for i in (*spot.before, *spot.onward) if opened < (m := spot.mentions[i]).start and m.end <= end]
    rest = _without_names(inside, names, opened + 1, other.type)
    if not closed or one.type != other.type or rest.strip(QUOTES + ",，、/;；:："):
        return None
    if not _is_other_form(one, other) or (is_latin(other.text) and not _is_one_latin_name(inside)):
        return None
    return Definition(head, spot.index, contracts(other.text, one.text))


def _beside(spot: Spot) -> Definition | None:
    """Return A = B, and a Latin name right behind the Chinese one: a person's, or in quotes an artefact's."""
    head = spot.before[-1]
    one, other = spot.mentions[head], spot.other
    between = spot.text[one.end : other.start]
    gap = between.strip()
    if one.type == other.type == "Person" and between == " " and is_latin(other.text) and not is_latin(one.text):
        return Definition(head, spot.index, is_explicit=False)
    if spot.folded(one.end, other.start).strip().strip(":") in words().glossary and _is_entry(spot, one, other):
        return Definition(head, spot.index, is_explicit=True)
    is_quoted = gap in ("「", "“", "『") and one.type in ARTEFACTS and is_latin(other.text) and not is_latin(one.text)
    if one.type == other.type and (gap == "=" or is_quoted):
        return Definition(head, spot.index, is_explicit=False)
    return None


def _is_entry(spot: Spot, one: Mention, other: Mention) -> bool:
    """Begin two names an entry of a glossary: the first of its line, and the one another form of the other?"""
    is_first = not spot.text[: one.start].rpartition("\n")[2].strip(QUOTES + "·•◆-*　")
    is_dash = spot.text[one.end : other.start].strip() == "——" and len(one.text) < len(other.text)
    forms = (one.text, other.text), (other.text, one.text)
    return is_first and one.type == other.type and (is_dash or any(contracts(*pair) for pair in forms))


def _is_other_form(one: Mention, other: Mention) -> bool:
    """May a name in a bare bracket be another one of the name before it?"""
    if is_latin(one.text) != is_latin(other.text):
        return True
    if contracts(other.text, one.text) or contracts(one.text, other.text):
        return True
    if is_institution(one.type) and _has_all(other.text, one.text):
        return True
    # The name in use behind the registered one: nothing but its ending says that it is a registered one.
    has_no_ending = compact(other.text) == core(other.text)
    is_in_use = is_institution(one.type) and is_registered(one.text) and has_no_ending
    return is_in_use or one.type in _NAMED_TWICE


#: Types of which a bracket right behind one name hardly ever holds another thing.
_NAMED_TWICE = frozenset({"Organization", "PolicyDocument", "Platform", "Event", "Software", "Technology"})


def _has_all(short: str, long: str) -> bool:
    """Has a longer name all characters of a shorter one, in whatever order (上海市公安局浦东分局, 浦东公安)?"""
    short, long = compact(short), compact(long)
    return _LEAST <= len(short) < len(long) and set(short) <= set(long)


#: A shorter name is too often made of characters of another.
_LEAST = 3


def _is_last_of_several(spot: Spot, head: int) -> bool:
    """Is the name before the bracket the last of a list, so that the short form may stand for all of it?"""
    at = list(spot.before).index(head)
    if not at or is_latin(spot.other.text) or contracts(spot.other.text, spot.mentions[head].text):
        return False
    gap = spot.text[spot.mentions[spot.before[at - 1]].end : spot.mentions[head].start].strip(QUOTES)
    return gap in words().joints


def _is_alone(spot: Spot) -> bool:
    """Is the former name the only one (not 前身为甲与乙)?"""
    behind = spot.text[spot.other.end : spot.other.end + 3].lstrip(QUOTES)
    return not behind.startswith(words().joints[:-1])


def _opening(text: str, start: int, end: int) -> int | None:
    """Return where the bracket around ``end`` opens, if it opens after ``start``."""
    depth = 0
    for mark in reversed(list(_BRACKET.finditer(text, start, end))):
        if mark[0] in _CLOSE:
            depth += 1
        elif not depth:
            return mark.start()
        else:
            depth -= 1
    return None


def _without_names(text: str, mentions: Sequence[Mention], offset: int, type_: str) -> str:
    for mention in sorted(mentions, key=lambda m: -m.start):
        text = text[: max(mention.start - offset, 0)] + text[max(mention.end - offset, 0) :]
    folded = fold(text)[0]
    for word in (*words().explicit, *words().other, *words().former):
        folded = folded.replace(word, "")
    return folded.removesuffix(next((s for s in words().optional.get(type_, ()) if folded.endswith(s)), ""))


def _is_one_latin_name(inside: str) -> bool:
    """Is there one Latin name in a bracket, perhaps with its abbreviation (Large Language Model, LLM)?"""
    parts = sorted((compact(part) for part in re.split(r"[,，、/;；]", inside) if is_latin(part)), key=len)
    return len(parts) < 2 or all(_begins_alike(parts[0], part) for part in parts[1:])


def _begins_alike(short: str, long: str) -> bool:
    rest = iter(long)
    return short[:1] == long[:1] and all(character in rest for character in short.rstrip("s"))
