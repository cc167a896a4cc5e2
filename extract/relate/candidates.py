"""All candidates of a document as arrays: what the model reads, and what each row stands for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from extract.records import Block, Document, Mention
from extract.relate.features import Context, features, related, role
from extract.relate.measures import measures
from extract.relate.pairs import LABELS, Pair, labels, scene
from extract.relate.topics import Line, lines
from extract.relate.units import Unit
from extract.relate.words import discourse
from ontology import schema

__all__ = ["Candidates", "Row", "candidates"]

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

_MIX = 0x9E3779B1  # spreads the columns over the hashes, so that each relation has weights of its own
_MASK = 0xFFFFFFFF
_BEFORE, _BEHIND = 50, 30  # characters between the word for a relation and the name that it speaks of
#: A sentence says something of its topic only with a word for it.
_TOPICS = frozenset(("subject", "recent", "main", "heading", "intro"))
#: Topics that a sentence before this one set.
_CARRIED = frozenset(("subject", "recent", "main"))


@dataclass(frozen=True, slots=True)
class Row:
    """A pair read as one relation: ``ends`` are the mentions (subject, object) that it relates."""

    pair: Pair
    context: Context
    column: int
    ends: tuple[tuple[int, int], ...]

    @property
    def relation(self) -> str:
        return LABELS[self.column][0]

    @property
    def line(self) -> Line:
        return self.context.line


@dataclass(slots=True)
class Candidates:
    """Rows, and for each: hashes (flat, with lengths), measures, groups of rivals, and the roles of its two units.

    ``role_keys`` and ``role_lengths`` are the hashes of the roles; ``roles`` are two columns of numbers of roles.
    """

    rows: list[Row] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    keys: list[Ints] = field(default_factory=list)
    numbers: list[list[float]] = field(default_factory=list)
    groups: list[tuple[int, int, int]] = field(default_factory=list)
    roles: list[tuple[int, int]] = field(default_factory=list)
    role_keys: list[Ints] = field(default_factory=list)
    role_groups: list[int] = field(default_factory=list)  #: rivals for one role in one line
    known: dict[tuple[int, ...], int] = field(default_factory=dict)

    def group(self, *key: int) -> int:
        """Return the number of a group of rivals."""
        return self.known.setdefault(key, len(self.known))


def candidates(document: Document, blocks: Sequence[Block], mentions: Sequence[Mention]) -> Candidates:
    """Return all that a document may state."""
    found = Candidates()
    found.lines = lines(document, blocks, mentions)
    for line in found.lines:
        if line.sentence.units:
            _read(line, blocks, mentions, found)
    return found


def _read(line: Line, blocks: Sequence[Block], mentions: Sequence[Mention], found: Candidates) -> None:
    block = blocks[line.sentence.block]
    intro = blocks[block.intro].text if block.intro is not None else ""
    context = Context(scene(line, mentions), block.kind, intro)
    roles: dict[tuple[int, str, bool], int] = {}
    symmetric = {name for name, relation in schema.load().relations.items() if relation.symmetric}
    for number, pair in enumerate(context.pairs):
        columns = sorted({c for a in set(pair.first.kinds) for b in set(pair.second.kinds) for c in labels(a, b)})
        hashes: Ints | None = None
        for column in columns:
            relation, forward = LABELS[column]
            if relation in symmetric and not forward:
                continue
            if pair.how in _TOPICS and not _spoken(pair, relation, context):
                continue
            if pair.how in _CARRIED and _of_many(line, pair):
                continue
            ends = tuple(_ends(pair, column, forward, mentions, line))
            if not ends:
                continue
            if hashes is None:
                hashes = np.array(sorted(set(features(pair, context))), np.int64)
            own = np.array(sorted(set(related(pair, context, relation, forward))), np.int64)
            found.rows.append(Row(pair, context, column, ends))
            found.keys.append(np.concatenate([(hashes + (column + 1) * _MIX) & _MASK, own]))
            found.numbers.append(measures(pair, context, column, relation, forward))
            found.groups.append(
                (
                    found.group(0, line.number, id(pair.second), column),
                    found.group(1, line.number, id(pair.first), column),
                    found.group(2, line.number, number, 0),
                )
            )
            first = _role(pair.first, context, relation, forward, roles=roles, found=found)
            second = _role(pair.second, context, relation, not forward, roles=roles, found=found)
            found.roles.append((first, second))


def _of_many(line: Line, pair: Pair) -> bool:
    """Return whether the sentence has a subject of its own that names nobody, before what it speaks of."""
    return bool(discourse().many.search(line.sentence.text, line.sentence.start, pair.second.start))


def _spoken(pair: Pair, relation: str, context: Context) -> bool:
    """Return whether a word for the relation stands near the second unit, or leads the sentence."""
    start, end = pair.second.start - _BEFORE, pair.second.end + _BEHIND
    return any(own and start <= at <= end for at, own in context.said(relation))


def _role(
    unit: Unit,
    context: Context,
    relation: str,
    subject: bool,
    *,
    roles: dict[tuple[int, str, bool], int],
    found: Candidates,
) -> int:
    """Return the number of a unit's role, -1 for one from another sentence."""
    if id(unit) not in context.outer:
        return -1
    key = (id(unit), relation, subject)
    if key not in roles:
        roles[key] = len(found.role_keys)
        common, own = role(unit, context, relation)
        mixed = (np.array(common, np.int64) + (2 * _RELATIONS.index(relation) + subject + 101) * _MIX) & _MASK
        found.role_keys.append(np.concatenate([mixed, np.array(sorted(set(own)), np.int64) + int(subject)]))
        found.role_groups.append(found.group(3, context.line.number, _RELATIONS.index(relation), int(subject)))
    return roles[key]


_RELATIONS = tuple(dict.fromkeys(relation for relation, _ in LABELS))


def _ends(pair: Pair, column: int, forward: bool, mentions: Sequence[Mention], line: Line) -> Iterator[tuple[int, int]]:
    """Yield the mentions that a pair of units relates: every member with every other, or in order."""
    firsts, seconds = pair.first.members, pair.second.members
    if pair.how == "own" and pair.first.owner is pair.second:
        seconds = (pair.first.target,)
    ends = [(a, b) for a in firsts for b in seconds]
    if pair.how == "list":
        ends = [(a, b) for place, a in enumerate(firsts) for b in firsts[place + 1 :]]
    elif len(firsts) == len(seconds) > 1 and _respective(line):
        ends = list(zip(firsts, seconds, strict=True))
    for a, b in ends:
        if mentions[a].entity != mentions[b].entity and column in labels(mentions[a].type, mentions[b].type):
            yield (a, b) if forward else (b, a)


def _respective(line: Line) -> bool:
    sentence = line.sentence
    return bool(discourse().respective.search(sentence.text, sentence.start, sentence.end))
