"""All pairs of a document as arrays: what the net reads, and what each pair stands for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from extract.records import Block, Document, Mention
from extract.relate.known import may_lie_in
from extract.relate.pairs import HOWS, LABELS, TOGETHER, Pair, Scene, labels, scene
from extract.relate.tape import SPECIAL, TYPES, Ints, Singles, Tape, codes, tape
from extract.relate.topics import Line, lines
from extract.relate.units import Unit
from extract.relate.words import discourse
from ontology import schema

__all__ = ["PLAIN", "Candidates", "Reading", "Row", "candidates"]

_LIES, _PLACES = "locatedIn", frozenset(("City", "Region"))
_BLOCKS = ("item", "table", "heading")
_SPOTS = 18
_MEASURES = 24
#: Columns of ``Reading.plain``.
PLAIN = len(HOWS) + 2 * len(TYPES) + _MEASURES + len(_BLOCKS)
_COLUMN = {label: column for column, label in enumerate(LABELS)}


@dataclass(frozen=True, slots=True)
class Row:
    """A pair read as one relation: ``ends`` are the mentions (subject, object) that it relates."""

    pair: Pair
    scene: Scene
    column: int
    ends: tuple[tuple[int, int], ...]

    @property
    def relation(self) -> str:
        return LABELS[self.column][0]

    @property
    def line(self) -> Line:
        return self.scene.line


@dataclass(frozen=True, slots=True)
class Reading:
    """What the net reads: the tape's tokens and marks, and for each pair a row of every other array.

    ``spots`` are tokens: first unit, second unit, their clauses, the text between, their lines, the line that
    introduces and the one that heads; ``plain`` are numbers; ``fires`` how well a rule binds the pair, by label;
    ``allowed`` the labels that the types allow; ``groups`` number the first unit in the line, the second, and the
    pairs of one list or table; ``names`` are two letters of either end of both names.
    """

    tokens: Ints
    marks: Singles
    spots: Ints
    plain: Singles
    fires: Singles
    allowed: Singles
    groups: Ints
    names: Ints


@dataclass(frozen=True, slots=True)
class Candidates:
    """The pairs of a document with the scene of each, in the order of ``reading``."""

    lines: list[Line]
    pairs: list[tuple[Pair, Scene]]
    reading: Reading

    def row(self, number: int, column: int, mentions: Sequence[Mention]) -> Row | None:
        """Return a pair as one relation, or None where it relates no two different entities."""
        pair, own = self.pairs[number]
        ends = tuple(_ends(pair, column, LABELS[column][1], mentions, own.line))
        return Row(pair, own, column, ends) if ends else None


def candidates(document: Document, blocks: Sequence[Block], mentions: Sequence[Mention]) -> Candidates:
    """Return all that a document may state."""
    found = lines(document, blocks, mentions)
    scenes = [scene(line, mentions) if line.sentence.units else None for line in found]
    whole = tape(found, scenes)
    table = _Table(blocks, mentions, whole, found)
    kept: list[tuple[Pair, Scene]] = []
    for own in scenes:
        if own and own.pairs:
            table.add(own)
            kept += [(pair, own) for pair in own.pairs]
    return Candidates(found, kept, table.reading())


class _Table:
    """Collects one row of numbers for each pair."""

    def __init__(
        self, blocks: Sequence[Block], mentions: Sequence[Mention], whole: Tape, found: Sequence[Line]
    ) -> None:
        self._blocks = blocks
        self._mentions = mentions
        self._tape = whole
        self._last = {line.sentence.block: whole.bounds[line.number] for line in found}
        self._text = {line.sentence.block: line.sentence.text for line in found}
        self._spots: list[tuple[int, ...]] = []
        self._plain: list[Singles] = []
        self._fires: list[list[float]] = []
        self._allowed: list[npt.NDArray[np.bool_]] = []
        self._groups: list[tuple[int, int, int]] = []
        self._names: list[tuple[int, ...]] = []
        self._units: dict[tuple[int, int], int] = {}
        self._series: dict[tuple[object, ...], int] = {}
        self._letters: dict[int, tuple[int, int, int, int]] = {}

    def add(self, own: Scene) -> None:
        """Add the pairs of a line."""
        line, units = own.line, own.line.sentence.units
        block = self._blocks[line.sentence.block]
        above = self._above(block)
        groups = [unit.group for unit in units]
        outer = {id(part): place for place, unit in enumerate(units) for part in unit.all()}
        for pair in own.pairs:
            self._spots.append((*self._around(pair, line), *above))
            self._plain.append(np.array(self._numbers(pair, line, groups, outer, block), np.float32))
            self._fires.append(_fired(pair))
            self._allowed.append(_allowed(tuple(sorted(set(pair.first.kinds))), tuple(sorted(set(pair.second.kinds)))))
            number = line.number
            first = self._units.setdefault((id(pair.first), number), len(self._units))
            second = self._units.setdefault((id(pair.second), number), len(self._units))
            series = self._series.setdefault(self._siblings(pair, line, block), len(self._series))
            self._groups.append((first, second, series))
            self._names.append((*self._name(pair.first), *self._name(pair.second)))

    def reading(self) -> Reading:
        """Return the arrays."""
        count = len(self._spots)
        return Reading(
            self._tape.tokens,
            self._tape.marks,
            np.array(self._spots, np.int64).reshape(count, _SPOTS),
            np.array(self._plain, np.float32).reshape(count, PLAIN),
            np.array(self._fires, np.float32).reshape(count, len(LABELS)),
            np.array(self._allowed, np.float32).reshape(count, len(LABELS)),
            np.array(self._groups, np.int64).reshape(count, 3),
            np.array(self._names, np.int64).reshape(count, 8),
        )

    def _above(self, block: Block) -> tuple[int, int, int, int]:
        """Return the last line that introduces a block and the last heading over it."""
        intro = self._last.get(block.intro, (0, 0)) if block.intro is not None else (0, 0)
        heads = [index for index in block.path if index in self._last]
        return (*intro, *(self._last[heads[-1]] if heads else (0, 0)))

    def _around(self, pair: Pair, line: Line) -> tuple[int, ...]:
        t = self._tape
        a, b, from_ = t.places[id(pair.first)]
        c, d, _ = t.places[id(pair.second)]
        own, other = t.bounds[line.number], t.bounds[from_]
        if from_ != line.number:
            middle = (own[0], c)
        elif pair.how == "list":
            middle = (a, b)
        else:
            middle = (min(b, c), max(c, b))
        clauses = (int(t.starts[a]), int(t.ends[b]), int(t.starts[c]), int(t.ends[d]))
        return (a, b, c, d, *clauses, *middle, *other, *own)

    def _numbers(
        self, pair: Pair, line: Line, groups: Sequence[str], outer: dict[int, int], block: Block
    ) -> list[float]:
        a, b = pair.first, pair.second
        t = self._tape
        start, stop, from_ = t.places[id(a)]
        at = t.places[id(b)][0]
        second = outer[id(b)]
        first = outer.get(id(a), -1) if pair.how in TOGETHER else -1
        same = from_ == line.number
        group = a.group
        between, before = groups[first + 1 : second], groups[: second if first < 0 else first]
        gap = abs(max(at, stop) - min(stop, at)) if same and pair.how != "list" else stop - start
        if not same:
            gap = at - t.bounds[line.number][0]
        numbers = [0.0] * (len(HOWS) + 2 * len(TYPES))
        numbers[HOWS.index(pair.how)] = 1.0
        for kind in a.kinds:
            numbers[len(HOWS) + TYPES.index(kind)] = 1.0
        for kind in b.kinds:
            numbers[len(HOWS) + len(TYPES) + TYPES.index(kind)] = 1.0
        clause = int(t.numbers[at]) - (int(t.numbers[start]) if same else 0)
        numbers += [
            min(pair.line - pair.other, 12) / 4,
            float(not same),
            min(second - first - 1, 8) / 4,
            clause / 3,
            between.count(group) / 2,
            between.count(b.group) / 2,
            len(a.members) > 1,
            len(b.members) > 1,
            bool(a.owner),
            bool(b.owner),
            bool(a.modifiers),
            bool(b.modifiers),
            bool(a.stands),
            bool(b.stands),
            first == 0,
            second == 0,
            second == len(groups) - 1,
            min(len(groups), 12) / 6,
            before.count(group) / 2,
            bool(before) and before[0] == group,
            pair.share,
            float(np.log1p(gap)) / 2,
            from_ != pair.other,
            bool(pair.label),
            *(block.kind == kind for kind in _BLOCKS),
        ]
        return numbers

    def _siblings(self, pair: Pair, line: Line, block: Block) -> tuple[object, ...]:
        """Return what a pair has in common with those that say the same in other rows or items."""
        if pair.how == "row":
            return (line.sentence.block, pair.column, line.column)
        if pair.how in ("intro", "heading"):
            return (pair.other, pair.how, pair.second.group)
        if block.kind == "item" and line.sentence.start == 0:
            return (block.intro, "item", pair.first.group, pair.second.group, pair.how)
        return (len(self._groups),)

    def _name(self, unit: Unit) -> tuple[int, int, int, int]:
        member = unit.members[0]
        if member not in self._letters:
            mention = self._mentions[member]
            text = self._text.get(mention.block, mention.text)[mention.start : mention.end] or mention.text
            points = (codes(text) + SPECIAL).tolist()
            inner = (points[1], points[-2]) if len(points) > 1 else (0, 0)
            self._letters[member] = (points[0], *inner, points[-1])
        return self._letters[member]


_NOTHING_FIRED = [0.0] * len(LABELS)


def _fired(pair: Pair) -> list[float]:
    if not pair.fired:
        return _NOTHING_FIRED
    found = [0.0] * len(LABELS)
    for fired in pair.fired:
        column = _COLUMN[fired.rule.relation, fired.forward]
        found[column] = max(found[column], 1 / (1 + fired.subject))
    return found


@cache
def _allowed(first: tuple[str, ...], second: tuple[str, ...]) -> npt.NDArray[np.bool_]:
    """Return which labels some two of the types allow; a symmetric relation has one direction."""
    allowed = np.zeros(len(LABELS), bool)
    for a in first:
        for b in second:
            allowed[list(labels(a, b))] = True
    relations = schema.load().relations
    for column, (name, forward) in enumerate(LABELS):
        if relations[name].symmetric and not forward:
            allowed[column] = False
    return allowed


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
            head, tail = (a, b) if forward else (b, a)
            if LABELS[column][0] != _LIES or not _is_elsewhere(mentions[head], mentions[tail]):
                yield head, tail


def _is_elsewhere(head: Mention, tail: Mention) -> bool:
    """Is the first a place that lies in another place than the second?"""
    return head.type in _PLACES and not may_lie_in(head.key, tail.key)


def _respective(line: Line) -> bool:
    sentence = line.sentence
    return bool(discourse().respective.search(sentence.text, sentence.start, sentence.end))
