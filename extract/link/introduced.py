"""What sentences say of other names, outside brackets: 甲更名为乙, 甲又称乙, 甲……。2016年更名乙."""

from __future__ import annotations

import functools
import re

from extract.link.names import core, is_latin
from extract.link.spots import ARTEFACTS, QUOTES, Definition, Spot, may_be_one
from extract.link.words import words

__all__ = ["LONGEST", "introduction", "running"]

#: No words that introduce another name are longer; what is in front need not be searched for them.
LONGEST = 16

#: Characters over which a renaming reaches back.
_FAR = 160
#: Characters that may stand between a name and what introduces its other name outside brackets.
_GAP = 20
#: Introducing words of fewer characters have other uses, and count only right behind the name.
_CLEAR = 2
#: Names that follow each other have so many characters in common (长河信息, 长河金科).
_SHARED = 2


def running(spot: Spot, kind: str, intro: str) -> Definition | None:
    """Return what a sentence says of the nearest name before the introducing words."""
    known = words()
    if intro in known.bracketed and not (intro in known.lingual and is_latin(spot.other.text)):
        return None
    far: list[int] = []
    for head in reversed(spot.before):
        one = spot.mentions[head]
        gap = spot.folded(one.end, spot.other.start).rpartition(intro)[0]
        is_far = len(gap) > _GAP or bool(re.search(r"[。;!?()]|\n\s*\n", gap))
        if is_far and not _reaches(gap, intro):
            break
        if not may_be_one(one.type, spot.other.type) or (kind == "former" and _is_other_thing(one.type, intro)):
            continue
        is_close = not gap.strip(QUOTES + ",")
        if not is_far:
            is_vague = not is_close and (kind == "explicit" or len(intro) < _CLEAR)
            return None if is_vague else Definition(head, spot.index, kind == "explicit", is_said=True)
        far.append(head)
    topic = next((head for head in far if _is_topic(spot, head)), None)
    return None if topic is None else Definition(topic, spot.index, is_explicit=False, is_said=True)


def _is_other_thing(type_: str, intro: str) -> bool:
    """Is what gets a new name something new: a body made by law, an artefact that was changed for another one?"""
    return type_ in words().succeeding or (type_ in ARTEFACTS and intro in words().changing)


def _is_topic(spot: Spot, head: int) -> bool:
    """Is a name what its sentence is about: another form of the further name, or the first word of its sentence?"""
    one, other = (spot.mentions[i] for i in (head, spot.index))
    if one.type == other.type and len(set(core(one.text)) & set(core(other.text))) >= _SHARED:
        return True
    return not re.split(r"[。;!?\n]", spot.text[: one.start])[-1].strip(QUOTES)


def _reaches(gap: str, intro: str) -> bool:
    """Does an introducing word speak of what an earlier sentence or clause was about (…。2016年更名为乙)?"""
    known = words()
    if not known.reaching.search(intro) or len(gap) > _FAR or "\n" in gap:
        return False
    rest = re.split(r"[。;!?,]", gap)
    return any(known.subject.fullmatch(",".join(rest[i:])) for i in range(1, len(rest)))


def introduction(text: str) -> re.Match[str] | None:
    """Return the words at the end of a folded text that introduce another name; their group is their kind."""
    return _introducing().search(text, max(len(text.rstrip(QUOTES)) - LONGEST, 0))


@functools.cache
def _introducing() -> re.Pattern[str]:
    known = words()
    groups = (
        ("collective", known.collective),
        ("explicit", known.explicit),
        ("former", known.former),
        ("other", known.other),
    )
    patterns = {"former": [known.former_pattern], "other": [known.other_pattern]}
    kinds = "|".join(
        f"(?P<{name}>{'|'.join([*map(re.escape, some), *patterns.get(name, [])])})" for name, some in groups
    )
    return re.compile(rf"(?:{kinds})[为是:]?[{re.escape(QUOTES)}]*$")
