"""What a text is talking about at each sentence: what pronouns stand for, whom a sentence without a subject means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.records import Block, Document, Mention, Table
from extract.relate.units import Sentence, Unit, sentences
from extract.relate.words import discourse, even

__all__ = ["Line", "Topic", "lines"]

_MEMORY = 40  # units remembered; what was named before is no longer meant
_ABOVE = ("intro", "heading", "main")  # the topics that a table takes from outside
_LEADING = 3.0  # a subject is talked about more than other names
_FADING = 0.93  # by sentence: what was talked about thirty sentences ago weighs a tenth
_FAINT = 0.3
_FORGOTTEN = 0.02
_MANY = 120
_NEAR = 2  # sentences in which a name that was no subject is still at hand
_FAR = 12  # sentences after which a topic is given up


@dataclass(frozen=True, slots=True)
class Topic:
    """A unit from outside the sentence that the sentence may be about.

    ``how``: subject, recent, heading, intro, or row (another cell of the row, under the heading ``column``).
    """

    unit: Unit
    how: str
    line: int
    share: float = 0.0  #: of the talk about its class that is about it, in the sentences before
    column: str = ""
    label: str = ""  #: words before a colon before it


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence, its number in the document, and its topics, likeliest first."""

    number: int
    sentence: Sentence
    topics: tuple[Topic, ...]
    column: str = ""  #: the heading over a cell


def lines(document: Document, blocks: Sequence[Block], mentions: Sequence[Mention]) -> list[Line]:
    """Return all sentences in reading order, pronouns resolved; the cells of a table are sentences too."""
    reader = _Reader(document, blocks, mentions)
    for index, block in enumerate(blocks):
        if block.table:
            reader.read_table(index, block, block.table)
        elif block.kind != "furniture":
            reader.read(index, block)
    return reader.lines


class _Reader:
    def __init__(self, document: Document, blocks: Sequence[Block], mentions: Sequence[Mention]) -> None:
        self.lines: list[Line] = []
        self._raw = document.text
        self._mentions = mentions
        self._own: dict[int, list[tuple[int, Mention]]] = {}
        for index, mention in enumerate(mentions):
            self._own.setdefault(mention.block, []).append((index, mention))
        self._history: list[tuple[Unit, bool, int]] = []
        self._of_block: dict[int, list[int]] = {}
        self._shares: tuple[int, dict[tuple[str, int], float], dict[str, float]] = (-1, {}, {})
        self._weight: dict[tuple[str, int], tuple[float, int, Unit]] = {}  #: of a class and entity: weight, line, unit

    def read(self, index: int, block: Block) -> None:
        text = even(block.text)
        own = self._own.get(index, ())
        for start, stop in _pieces(self._raw, block, text, own):
            for sentence in sentences(index, text, own, start, stop):
                self._line(index, sentence, tuple(self._topics(len(self.lines), block)))
        del self._history[: -_MEMORY * 2]
        if discourse().signed.search(text):
            self._history.clear()
            self._weight.clear()

    def read_table(self, index: int, block: Block, table: Table) -> None:
        """Read each cell as sentences of its own, the cells before it in the row as topics."""
        text = even(block.text)
        heads = [
            " ".join(text[c.start : c.end] for c in column) for column in zip(*table.rows[: table.headers], strict=True)
        ]
        heads = heads or [""] * len(table.rows[0])
        for row in table.rows:
            topics: list[Topic] = []
            for cell, head in zip(row, heads, strict=True):
                above = self._topics(len(self.lines), block)
                for sentence in sentences(index, text, self._own.get(index, ()), cell.start, cell.end):
                    line = self._line(index, sentence, (*topics, *(t for t in above if t.how in _ABOVE)), head)
                    topics += [
                        Topic(part, "row", line.number, column=head) for unit in sentence.units for part in unit.all()
                    ]

    def _line(self, index: int, sentence: Sentence, topics: tuple[Topic, ...], column: str = "") -> Line:
        number = len(self.lines)
        sentence.units = list(self._resolved(sentence, number))
        line = Line(number, sentence, topics, column)
        self.lines.append(line)
        self._of_block.setdefault(index, []).append(number)
        if len(self._weight) > _MANY:
            self._forget(number)
        subjects: set[str] = set()
        for unit in sentence.units:
            self._remember(unit, unit.group not in subjects, number)
            subjects.add(unit.group)
        return line

    def _remember(self, unit: Unit, subject: bool, number: int) -> None:
        for modifier in reversed(unit.modifiers):
            self._remember(modifier, subject, number)
        self._history.append((unit, subject, number))
        gain = (_LEADING if subject else 1.0) / len(unit.members)
        for member in unit.members:
            key = (unit.group, self._mentions[member].entity)
            old = self._weight.get(key, (0.0, number, unit))
            # the least crowded unit stands for the entity
            best = old[2] if len(old[2].members) <= len(unit.members) else unit
            self._weight[key] = (old[0] * _FADING ** (number - old[1]) + gain, number, best)

    def _forget(self, number: int) -> None:
        """Drop what is hardly talked about any more, so that long documents take no more time for a line."""
        self._weight = {
            key: entry for key, entry in self._weight.items() if entry[0] * _FADING ** (number - entry[1]) > _FORGOTTEN
        }

    def _share(self, unit: Unit, number: int) -> float:
        if self._shares[0] != number:
            now = {key: w * _FADING ** (number - line) for key, (w, line, _) in self._weight.items()}
            total: dict[str, float] = {}
            for (group, _), weight in now.items():
                total[group] = total.get(group, 0.0) + weight
            self._shares = (number, now, total)
        _, now, totals = self._shares
        own = max(now.get((unit.group, self._mentions[member].entity), 0.0) for member in unit.members)
        return round(own / (totals.get(unit.group) or 1.0), 3)

    def _main(self, number: int, wanted: frozenset[str] | None = None) -> dict[str, Unit]:
        """Return the unit that has been talked about most, for each class, of the wanted types."""
        found: dict[str, tuple[float, Unit]] = {}
        for (group, _), (weight, line, unit) in self._weight.items():
            now = weight * _FADING ** (number - line)
            if now > found.get(group, (_FAINT, unit))[0] and not (wanted and wanted.isdisjoint(unit.kinds)):
                found[group] = (now, unit)
        return {group: unit for group, (_, unit) in found.items()}

    def _resolved(self, sentence: Sentence, number: int) -> Iterable[Unit]:
        """Yield the units, each pronoun with the members it stands for; those that stand for nothing are left out."""
        before: list[Unit] = []
        for unit in sentence.units:
            for part in unit.all():
                if part.stands:
                    self._resolve(part, before, number)
            if unit.members:
                unit.modifiers = [modifier for modifier in unit.modifiers if modifier.members]
                before.extend(unit.all())
                yield unit

    def _resolve(self, unit: Unit, before: list[Unit], number: int) -> None:
        words = discourse()
        wanted = words.stands_for[unit.kinds[0]]
        if unit.stands in words.own:
            own = self._main(number, wanted).get("Institution")
            if own:
                unit.members, unit.kinds = own.members, own.kinds
                return
        same = [(other, True, number) for other in before]
        reach = _FAR if unit.stands.startswith(words.pointing) else _NEAR
        at_hand = [entry for entry in self._history[-_MEMORY:] if number - entry[2] <= reach]
        known = [entry for entry in [*at_hand, *same] if not wanted.isdisjoint(entry[0].kinds)]
        chosen = next((entry for entry in reversed(known) if entry[1]), None) or (known[-1] if known else None)
        if chosen:
            unit.members, unit.kinds = chosen[0].members, chosen[0].kinds

    def _label(self, unit: Unit, number: int) -> str:
        sentence = self.lines[number].sentence
        before = sentence.text[sentence.start : unit.start].rstrip()
        return before[-7:-1] if before.endswith(":") else ""

    def _topics(self, number: int, block: Block) -> list[Topic]:
        seen: set[tuple[int, ...]] = set()
        found: list[Topic] = []
        count: Counter[tuple[str, str]] = Counter()

        def add(unit: Unit, how: str, line: int, most: int) -> None:
            key = (how, unit.group)
            if unit.members and unit.members not in seen and count[key] < most:
                seen.add(unit.members)
                count[key] += 1
                line = max(line, 0)
                found.append(Topic(unit, how, line, self._share(unit, number), label=self._label(unit, line)))

        for unit, subject, line in reversed(self._history[-_MEMORY:]):
            if subject and number - line <= _FAR:
                add(unit, "subject", line, 2)
        for unit, _, line in reversed(self._history[-_MEMORY:]):
            if number - line <= _NEAR:
                add(unit, "recent", line, 1)
        for unit in self._main(number).values():
            add(unit, "main", number - 1, 1)
        for how, index in _above(block):
            for line in self._of_block.get(index, ()):
                for unit in self.lines[line].sentence.units:
                    for part in unit.all():
                        add(part, how, line, 2)
        return sorted(found, key=lambda topic: topic.unit.group == "Place")


def _above(block: Block) -> Iterable[tuple[str, int]]:
    """Yield the blocks that introduce or head a block, nearest first."""
    if block.intro is not None:
        yield "intro", block.intro
    for index in reversed(block.path):
        yield "heading", index


def _pieces(raw: str, block: Block, text: str, own: Sequence[tuple[int, Mention]]) -> Iterable[tuple[int, int]]:
    """Yield the stretches of a block that begin with a label or a bullet of their own at the start of a source line."""
    start = 0
    runs = block.origin.runs
    for (_, source, length), (following, place, _) in pairwise(runs):
        broken = "\n" in raw[source + length : place]
        if broken and discourse().label.match(text, following) and not any(m.start < following < m.end for _, m in own):
            yield start, following
            start = following
    yield start, len(text)
