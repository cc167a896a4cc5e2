"""The text that names are matched against: width and script evened out, every character's origin kept."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

import numpy as np
from opencc import OpenCC

from extract.origin import Builder, Origin
from extract.points import points_of, text_of

__all__ = ["fold", "fold_all", "key"]

#: Converters asked in turn for each character; the Hong Kong and Taiwan ones know variants that the first leaves alone.
_CONVERTERS = ("t2s", "hk2s", "tw2s")

#: Ideographs and their compatibility forms; OpenCC changes nothing outside these ranges.
_IDEOGRAPHS = ((0x3400, 0xA000), (0xF900, 0xFB00), (0x20000, 0x32000))

#: No character from here on is changed by NFKC or by OpenCC.
_END = 0x32000


def fold(text: str) -> tuple[str, Origin | None]:
    """Return the folded text and its origin in ``text``, or None in its place where both run in step.

    Folding is NFKC and simplified script, character by character; upper and lower case stay. It is for matching only:
    what is shown and cited is always the text itself.
    """
    tables = _tables()
    if text.isascii() or not tables.uneven.search(text):
        return text.translate(tables.even), None
    builder = Builder()
    at = 0
    for match in tables.uneven.finditer(text):
        builder.keep(text[at : match.start()].translate(tables.even), at)
        for character in unicodedata.normalize("NFKC", match[0]).translate(tables.even):
            builder.keep(character, match.start())
        at = match.end()
    builder.keep(text[at:].translate(tables.even), at)
    return builder.build()


def fold_all(texts: Sequence[str]) -> list[tuple[str, Origin | None]]:
    """Return what ``fold`` does for each text, much faster for many."""
    tables = _tables()
    points = points_of("".join(texts))
    ends = np.cumsum([len(text) for text in texts], dtype=np.int64)
    folded = text_of(tables.points[points])
    uneven = set(np.searchsorted(ends, np.flatnonzero(tables.is_uneven[points]), "right").tolist())
    return [
        fold(text) if number in uneven else (folded[end - len(text) : end], None)
        for number, (text, end) in enumerate(zip(texts, ends.tolist(), strict=True))
    ]


@lru_cache(maxsize=1 << 16)
def key(text: str) -> str:
    """Return the comparison key of a name: folded, in lower case, without white space, quotes and brackets."""
    return fold(text)[0].translate(_tables().noise).lower()


class _Tables:
    """What folding does to single characters: ``even`` keeps the length, ``uneven`` matches where it changes."""

    def __init__(self) -> None:
        simplified = _simplified()
        even: dict[int, str] = {}
        longer: list[str] = []
        noise: dict[int, None] = {}
        for point in range(0x80, _END):
            character = chr(point)
            category = unicodedata.category(character)
            if category in ("Ps", "Pe", "Pi", "Pf", "Zs", "Zl", "Zp"):
                noise[point] = None
            if category in ("Cn", "Co", "Cs"):
                continue
            normal = unicodedata.normalize("NFKC", character)
            if len(normal) > 1:
                longer.append(character)
            elif (folded := simplified.get(normal, normal)) != character:
                even[point] = folded
        noise.update(dict.fromkeys(map(ord, "\"'`()[]{}<> \t\n\r\v\f")))
        self.even, self.noise = even, noise
        # A letter with combining marks may become one character; a lone mark or an unmarked letter is left to ``even``.
        self.uneven = re.compile(f"[{''.join(longer)}][{_MARKS}]*|[^\\W\\d_][{_MARKS}]+")
        # The same for arrays of code points.
        self.points = np.arange(sys.maxunicode + 1, dtype=np.uint32)
        self.points[list(even)] = list(map(ord, even.values()))
        self.is_uneven = np.zeros(len(self.points), bool)
        self.is_uneven[[*map(ord, longer), *map(ord, _MARKS)]] = True


#: Combining marks of Latin, kana voicing marks: the ones that NFKC joins to the letter before.
_MARKS = "".join(map(chr, (*range(0x300, 0x370), 0x3099, 0x309A)))


@cache
def _tables() -> _Tables:
    return _Tables()


def _simplified() -> dict[str, str]:
    """Return the simplified form of every character that has one; phrases are not looked at."""
    rest = list(_ideographs())
    table: dict[str, str] = {}
    for name in _CONVERTERS:
        converted = OpenCC(name).convert("\n".join(rest)).split("\n")
        pairs = zip(rest, converted, strict=True)
        table.update((one, other) for one, other in pairs if one != other and len(other) == 1)
        rest = [character for character in rest if character not in table]
    return table


def _ideographs() -> Iterator[str]:
    for first, end in _IDEOGRAPHS:
        for point in range(first, end):
            if unicodedata.category(chr(point)) == "Lo":
                yield chr(point)
