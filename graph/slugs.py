"""The last part of an IRI for a name that no lexicon knows: its sound, and a few digits that keep homophones apart."""

from __future__ import annotations

import re

from pypinyin import lazy_pinyin

from extract.fold import fold
from extract.fold import key as fold_key
from ontology.names import digest

__all__ = ["slug"]

_OTHER = re.compile(r"[^a-z0-9]+")
#: Long titles would make IRIs that nobody reads; the digits keep them apart.
_LENGTH = 40
_DIGITS = 8


def slug(name: str) -> str:
    """Return pinyin in ASCII and eight hex digits of the folded name: ``hangzhou-yunqi-1f2e3d4c``."""
    syllables = lazy_pinyin(fold(name)[0])
    sound = _OTHER.sub("-", "-".join(syllables).lower()).strip("-")
    if len(sound) > _LENGTH:
        sound = sound[:_LENGTH].rsplit("-", 1)[0] if "-" in sound[:_LENGTH] else sound[:_LENGTH]
    return "-".join(part for part in (sound, digest((fold_key(name),), _DIGITS)) if part)
