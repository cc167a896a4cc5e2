"""Pairs of units that a text may relate: within a sentence, in one list, and across sentences through topics."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from extract.records import Mention
from extract.relate.match import Firing, firings
from extract.relate.rules import Rule, Trigger, load
from extract.relate.topics import Line
from extract.relate.units import Unit
from ontology import schema

__all__ = ["CARRIED", "HOWS", "LABELS", "RELATIONS", "TOGETHER", "Fired", "Pair", "Scene", "labels", "pairs", "scene"]

#: How two units may come together, in the order of the columns of the models.
HOWS = ("sentence", "own", "list", "row", "subject", "recent", "main", "intro", "heading")
#: Of these, both units stand in one sentence.
TOGETHER = frozenset(("sentence", "own", "list"))
#: Ways in which a name is carried into a sentence that does not have it.
CARRIED = frozenset(("subject", "recent", "main"))
_FAR = 9  # outer units between two that are still compared, unless the first leads the sentence
_SUBJECTS = 3  # candidates for a subject that is left out


#: The relations, in the order of the ontology's file.
RELATIONS = tuple(schema.load().relations)
#: What a pair may be: (relation, whether the first unit is its subject), in the order of the model's columns.
LABELS = tuple((name, forward) for name in RELATIONS for forward in (True, False))


@dataclass(frozen=True, slots=True)
class Fired:
    """A rule that bound a pair: ``subject`` is 0 where both ends stand in the form, else the rank of the one taken."""

    rule: Rule
    form: str
    subject: int
    forward: bool
    trigger: Trigger


@dataclass(slots=True)
class Pair:
    """Two units in the order of reading. ``how``: sentence, own (modifier), list, cell, or how the topic is known."""

    first: Unit
    second: Unit
    how: str
    line: int  #: of the second
    other: int  #: of the first
    share: float = 0.0
    column: str = ""  #: heading over the first, where it is in the same row
    label: str = ""  #: words before a colon before the first, where it is in another sentence
    fired: list[Fired] = field(default_factory=list)


@dataclass(slots=True)
class Scene:
    """A line with what fires in it."""

    line: Line
    triggers: list[Trigger]
    pairs: list[Pair]


@cache
def labels(first: str, second: str) -> tuple[int, ...]:
    """Return the columns that two types allow."""
    fits = schema.load().fits
    return tuple(
        column
        for column, (relation, forward) in enumerate(LABELS)
        if (fits(relation, first, second) if forward else fits(relation, second, first))
    )


def scene(line: Line, mentions: Sequence[Mention]) -> Scene:
    """Return the pairs of a line, each with the rules that bind it."""
    sentence = line.sentence
    triggers = [
        Trigger(found.start + sentence.start, found.end + sentence.start, found.rules)
        for found in load().triggers(sentence.text[sentence.start : sentence.end])
    ]
    found = {(id(pair.first), id(pair.second)): pair for pair in pairs(line, mentions)}
    for firing in firings(sentence, triggers):
        _note(firing, line, found)
    return Scene(line, triggers, list(found.values()))


def pairs(line: Line, mentions: Sequence[Mention]) -> Iterator[Pair]:
    """Yield the pairs of a line that some relation allows and that are not one entity."""
    outer = line.sentence.units
    number = line.number
    for place, unit in enumerate(outer):
        yield from _checked(_inside(unit, number), mentions)
        for far, other in enumerate(outer[place + 1 :]):
            if place == 0 or far < _FAR:
                yield from _checked(
                    (Pair(a, b, "sentence", number, number) for a in unit.all() for b in other.all()), mentions
                )
    everything = [part for unit in outer for part in unit.all()]
    for topic in line.topics:
        yield from _checked(
            (
                Pair(topic.unit, b, topic.how, number, topic.line, topic.share, topic.column, topic.label)
                for b in everything
            ),
            mentions,
        )


def _inside(unit: Unit, number: int) -> Iterator[Pair]:
    for modifier in unit.modifiers:
        for part in modifier.all():
            yield Pair(part, unit, "own", number, number)
        yield from _inside(modifier, number)
    for place, modifier in enumerate(unit.modifiers):
        for other in unit.modifiers[place + 1 :]:
            yield Pair(modifier, other, "own", number, number)
    if len(unit.members) > 1:
        yield Pair(unit, unit, "list", number, number)


def _checked(found: Iterable[Pair], mentions: Sequence[Mention]) -> Iterator[Pair]:
    for pair in found:
        if pair.first is not pair.second:
            same = {mentions[i].entity for i in pair.first.members} & {mentions[i].entity for i in pair.second.members}
            if same:
                continue
        if any(labels(a, b) for a in set(pair.first.kinds) for b in set(pair.second.kinds)):
            yield pair


def _note(firing: Firing, line: Line, found: dict[tuple[int, int], Pair]) -> None:
    head, tail = firing.head, firing.tail
    if "HT" in firing.form.slots:
        return
    if head and tail:
        _add(firing, head, tail, 0, found)
        for extra in (*head.modifiers, *tail.modifiers):
            _add(firing, extra if extra.owner is head else head, extra if extra.owner is tail else tail, 0, found)
        return
    bound = head or tail
    if bound is None:
        return
    ends = schema.load().relations[firing.rule.relation]
    wanted = ends.range if head else ends.domain
    for rank, subject in enumerate(_subjects(line, firing.trigger.start, bound, wanted), 1):
        pair = (head, subject) if head else (subject, bound)
        _add(firing, *pair, rank, found)


def _add(firing: Firing, head: Unit, tail: Unit, rank: int, found: dict[tuple[int, int], Pair]) -> None:
    forward = (id(head), id(tail)) in found
    pair = found.get((id(head), id(tail)) if forward else (id(tail), id(head)))
    if pair:
        pair.fired.append(Fired(firing.rule, firing.form.text, rank, forward, firing.trigger))


def _subjects(line: Line, at: int, bound: Unit, wanted: frozenset[str]) -> list[Unit]:
    """Return whom a word without a subject may mean, likeliest first: clause, earlier clauses, topics."""
    sentence = line.sentence
    before = [unit for unit in sentence.units if unit.end <= at and unit is not bound]
    clauses: dict[int, list[Unit]] = {}
    for unit in before:
        clauses.setdefault(sentence.clause(unit.start), []).append(unit)
    order = [part for clause in sorted(clauses, reverse=True) for unit in clauses[clause] for part in unit.all()]
    order += [topic.unit for topic in line.topics]
    return [unit for unit in order if not wanted.isdisjoint(unit.kinds)][:_SUBJECTS]
