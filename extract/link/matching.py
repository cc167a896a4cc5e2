"""Find the entry of the lexicon that a bare name stands for."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from extract.fold import fold, key
from extract.lexicon import Entry, load
from extract.link.names import compact, core
from ontology.schema import load as load_schema

__all__ = ["Matched", "candidates", "match"]


@dataclass(frozen=True, slots=True)
class Matched:
    """An entry that a name may stand for; ``score`` is 1 for its own forms."""

    id: str
    label: str
    type: str
    score: float


#: A name that is an entry's but for quotes, brackets, white space and case.
_EVENED = 0.98
#: A name that is an entry's but for a legal ending, unless it is known to have other meanings without it.
_BARE = 0.9
#: A form that has other meanings too.
_WEAK = 0.6


def match(name: str, type_: str | None = None) -> Matched | None:
    """Return the one entry that a name stands for, or None where none or several do.

    Nothing is ever matched by similarity: 中国银行 is not 中国银行业协会.
    """
    found = candidates(name, type_)
    best = [m for m in found if m.score == found[0].score]
    return best[0] if len(best) == 1 else None


def candidates(name: str, type_: str | None = None) -> list[Matched]:
    """Return every entry of a class that a name may stand for, the likeliest first, then by id."""
    schema = load_schema()
    scores: dict[str, float] = {}
    entries: dict[str, Entry] = {}
    for entry, score in _found(name):
        if type_ is None or schema.is_a(entry.type, type_):
            entries[entry.id] = entry
            scores[entry.id] = max(score, scores.get(entry.id, 0.0))
    ranked = sorted(scores, key=lambda id_: (-scores[id_], id_))
    return [Matched(id_, entries[id_].name, entries[id_].type, scores[id_]) for id_ in ranked]


def _found(name: str) -> Iterator[tuple[Entry, float]]:
    tables = _tables()
    bare = _WEAK if compact(name) in tables.weak else _BARE
    for table, wanted, score in (
        (tables.strong, " ".join(fold(name)[0].split()), 1.0),
        (tables.keys, key(name), _EVENED),
        (tables.cores, core(name), bare),
        (tables.weak, compact(name), _WEAK),
    ):
        yield from ((entry, score) for entry in table.get(wanted, ()))


@dataclass(frozen=True, slots=True)
class _Tables:
    strong: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    keys: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    cores: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    weak: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))


@functools.cache
def _tables() -> _Tables:
    tables = _Tables()
    for entry in load().entries.values():
        for form in entry.strong:
            spelt = " ".join(fold(form)[0].split())
            for table, wanted in ((tables.strong, spelt), (tables.keys, key(form)), (tables.cores, core(form))):
                if entry not in table[wanted]:
                    table[wanted].append(entry)
        for form in entry.weak:
            if entry not in tables.weak[compact(form)]:
                tables.weak[compact(form)].append(entry)
    return tables
