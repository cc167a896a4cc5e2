"""How names are found: folded forms, pinyin, and the table that folds what a reader types."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

import opencc
from pypinyin import Style, lazy_pinyin

__all__ = ["fold", "folding", "pinyin", "spellings"]

#: The unified ideographs in the order of Unicode; rarer ones beyond them are matched as they stand.
HAN = range(0x4E00, 0xA000)
CHINESE = re.compile(r"[\u4e00-\u9fff]")
SPACES = re.compile(r"\s+")


@lru_cache(maxsize=1)
def _simplify() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def fold(name: str) -> str:
    """The name in simplified characters, lower case, without spaces: what is compared with a folded query."""
    return SPACES.sub("", _simplify().convert(name).lower())


def pinyin(name: str) -> str:
    """The syllables of a name with spaces between them; other characters stand as they are, runs in one piece."""
    return SPACES.sub(" ", " ".join(lazy_pinyin(_simplify().convert(name), style=Style.NORMAL))).strip().lower()


def spellings(names: Iterable[str]) -> tuple[list[str], list[str]]:
    """The folded forms of names, and the pinyin of the Chinese ones, each once and none inside an earlier one."""
    forms: list[str] = []
    sounds: list[str] = []
    for name in names:
        form = fold(name)
        if form and not any(form in other for other in forms):
            forms.append(form)
            if CHINESE.search(form):
                sounds.append(pinyin(form))
    return forms, sounds


def folding(text: Iterable[str]) -> str:
    """Pairs of characters, traditional then simplified, for every simplified character that the text uses."""
    used = {char for piece in text for char in piece}
    pairs = []
    for code in HAN:
        char = chr(code)
        simple = _simplify().convert(char)
        if simple != char and simple in used:
            pairs.append(char + simple)
    return "".join(pairs)
