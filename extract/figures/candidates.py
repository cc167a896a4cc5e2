"""The names that a figure may be about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from extract.figures.reading import Reading
from extract.figures.vocabulary import any_of, words
from extract.records import Mention

__all__ = ["Candidate", "Carried", "candidates", "outside"]

#: Names further back than this in the block are not asked; the annotated passages have none.
_MOST = 14
#: What these publish is about others.
_REPORTERS = frozenset({"Regulator", "GovernmentBody", "Organization"})
#: Blocks before that are asked for names; topics in the annotated passages reach no further.
_BLOCKS_BACK = 3


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name that a figure may be about: ``local`` is its place in ``reading.mentions``, or -1 from another block."""

    name: int
    mention: Mention
    local: int
    place: str


@dataclass(frozen=True, slots=True)
class Carried:
    """What earlier figures and blocks leave behind: the name of the last figure, where it stood, names of headings."""

    entity: int = -1
    block: int = -1
    sentence: int = -1
    clause: int = -1
    outside: tuple[Candidate, ...] = ()
    counts: tuple[tuple[int, int], ...] = ()  #: (entity, figures) of the block so far

    def figures_of(self, entity: int) -> int:
        """Return how many figures of the block were about an entity."""
        return next((n for other, n in self.counts if other == entity), 0)

    def after(self, reading: Reading, index: int, entity: int) -> Carried:
        """Return what is left behind by a figure about an entity."""
        counts = dict(self.counts) if self.block == reading.number else {}
        counts[entity] = counts.get(entity, 0) + 1
        at, structure = reading.figures[index].start, reading.structure
        return Carried(
            entity, reading.number, structure.sentence(at), structure.clause(at), self.outside, tuple(counts.items())
        )


def candidates(reading: Reading, index: int, carried: Carried) -> list[Candidate]:
    """Return the names around a figure: those of the block before it, those after it in its clause, those above."""
    quantity = reading.figures[index]
    limit = reading.structure.clause_span(quantity.start)[1]
    before = [i for i, m in enumerate(reading.mentions) if m.end <= quantity.start and not _is_source(reading, m)]
    after = [i for i, m in enumerate(reading.mentions) if quantity.end <= m.start < limit]
    chosen = sorted({*before[:1], *before[-_MOST:], *after[:2]})
    return [Candidate(reading.names[i], reading.mentions[i], i, "block") for i in chosen] + list(carried.outside)


def outside(readings: Sequence[Reading], number: int) -> tuple[Candidate, ...]:
    """Return the names that the introduction, the headings and the blocks before give to a block, each entity once."""
    block = readings[number].block
    asked: list[tuple[str, int, tuple[int, ...]]] = []
    if block.intro is not None:
        asked.append(("intro", block.intro, (0, 1)))
    asked += [(f"heading{min(depth, 1)}", above, (0, 1)) for depth, above in enumerate(reversed(block.path))]
    for back in range(1, min(_BLOCKS_BACK, number) + 1):
        if readings[number - back].block.kind != "table":
            asked.append((f"back{back}-first", number - back, (0,)))
            asked.append((f"back{back}-other", number - back, (1, 2, -2, -1)))
    found: dict[int, Candidate] = {}
    for place, other, which in asked:
        for candidate in _named(readings[other], place, which):
            found.setdefault(candidate.mention.entity, candidate)
    return tuple(found.values())


def _named(reading: Reading, place: str, which: Sequence[int]) -> list[Candidate]:
    if not reading.mentions or _patterns().sources.match(reading.text):
        return []
    count = len(reading.mentions)
    chosen = [i for i in which if -count <= i < count and not _is_source(reading, reading.mentions[i])]
    return [Candidate(reading.names[i], reading.mentions[i], -1, place) for i in chosen]


@dataclass(frozen=True, slots=True)
class _Patterns:
    counted_by: re.Pattern[str]
    announced: re.Pattern[str]
    according: re.Pattern[str]
    sources: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    no_according = "".join(words("no_according"))
    return _Patterns(
        re.compile(rf"[”」』）)]?(?:{any_of(words('counted_by'))})"),
        re.compile(rf"[”」』）)]?(?:{any_of(words('announced'))})"),
        re.compile(rf"(?:^|[，。；：、\n（]|[^{no_according}])(?:{any_of(words('according'))})$"),
        re.compile(any_of(words("sources"))),
    )


def _is_source(reading: Reading, mention: Mention) -> bool:
    """Return whether the words around a name make it the one who counted."""
    if _patterns().counted_by.match(reading.text, mention.end):
        return True
    if mention.type in _REPORTERS and _patterns().announced.match(reading.text, mention.end):
        return True
    return bool(_patterns().according.search(reading.text, max(mention.start - 4, 0), mention.start))
