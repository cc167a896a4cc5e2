"""Find the entry of the lexicon that a bare name stands for."""

from __future__ import annotations

import functools
from collections import defaultdict
from dataclasses import dataclass

from extract.fold import fold, key
from extract.lexicon import Entry, load
from extract.link.names import core
from ontology.schema import load as load_schema

__all__ = ["Matched", "match"]


@dataclass(frozen=True, slots=True)
class Matched:
    """The entry that a name stands for; ``score`` is 1 for its own forms, less where an ending had to be left out."""

    id: str
    label: str
    type: str
    score: float


#: A name that is an entry's but for brackets, blanks and case.
_EVENED = 0.98
#: A name that is an entry's but for a legal ending.
_BARE = 0.9
#: A form that has other meanings, of which one entry only is in the lexicon.
_WEAK = 0.6


def match(name: str, type_: str | None = None) -> Matched | None:
    """Return the one entry that a name stands for, or None where none or several do.

    Forms of the lexicon count first, then weak ones, then the same without brackets and case or a legal ending. Nothing is
    ever matched by similarity: 中国银行 is not 中国银行业协会.
    """
    tables = _tables()
    for table, wanted, score in (
        (tables.strong, fold(name.strip())[0], 1.0),
        (tables.weak, fold(name.strip())[0], _WEAK),
        (tables.keys, key(name), _EVENED),
        (tables.cores, core(fold(name)[0]), _BARE),
    ):
        found = [entry for entry in table.get(wanted, ()) if type_ is None or load_schema().is_a(entry.type, type_)]
        if len(found) == 1:
            return Matched(found[0].id, found[0].name, found[0].type, score)
        if found:
            return None
    return None


@dataclass(frozen=True, slots=True)
class _Tables:
    strong: dict[str, list[Entry]]
    keys: dict[str, list[Entry]]
    cores: dict[str, list[Entry]]
    weak: dict[str, list[Entry]]


@functools.cache
def _tables() -> _Tables:
    tables = _Tables(*(defaultdict(list) for _ in range(4)))
    for entry in load().entries.values():
        for form in entry.strong:
            folded = fold(form)[0]
            for table, wanted in ((tables.strong, folded), (tables.keys, key(form)), (tables.cores, core(folded))):
                if entry not in table[wanted]:
                    table[wanted].append(entry)
        for form in entry.weak:
            if entry not in tables.weak[fold(form)[0]]:
                tables.weak[fold(form)[0]].append(entry)
    return tables
