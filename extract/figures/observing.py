"""Observations of a document: its figures, each with the name it is about, what it measures and when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from extract.figures.candidates import Carried, Candidate, candidates, distributed, features, outside, referred, shared
from extract.figures.indicators import Said, indicator
from extract.figures.model import probabilities
from extract.figures.periods import NO_PERIOD, Period, governing, has_own, opening, year_of
from extract.figures.reading import Reading, read
from extract.figures.records import record
from extract.figures.structure import Span
from extract.figures.tables import of_table, title_of
from extract.records import Block, Document, Entity, Mention, Observation

__all__ = ["observe"]

#: A rule that maps names and figures in order errs about this rarely in the annotated passages.
_IN_ORDER = 0.93
#: So does one that follows words such as this bank.
_REFERRED = 0.9
#: A figure is reported where a name is at least this likely, told against none; chosen by F1 on held-out passages.
_NONE_WEIGHS = 0.8
#: Such rules say nothing about figures that are this likely to be none.
_SURELY_NONE = 0.9


def observe(
    document: Document, blocks: tuple[Block, ...], mentions: Sequence[Mention], entities: Sequence[Entity]
) -> list[Observation]:
    """Return the observations of a document in reading order."""
    by_block: dict[int, list[tuple[int, Mention]]] = defaultdict(list)
    for index, mention in enumerate(mentions):
        by_block[mention.block].append((index, mention))
    readings = [read(number, block, by_block[number]) for number, block in enumerate(blocks)]
    base = document.meta.issued or year_of(readings)
    found: list[Observation] = []
    carried, period = Carried(), NO_PERIOD
    for reading in readings:
        if reading.block.kind == "furniture":
            continue
        if reading.block.table:
            found.extend(of_table(document, readings, reading.number, period, carried.name))
            continue
        carried = replace(carried, outside=outside(readings, reading.number))
        observations, carried, period = _of_prose(document, readings, reading, carried, period, base)
        found.extend(observations)
    return found


def _of_prose(
    document: Document, readings: Sequence[Reading], reading: Reading, carried: Carried, period: Period, base: str
) -> tuple[list[Observation], Carried, Period]:
    found: list[Observation] = []
    said: list[Said] = []
    periods: dict[int, Period] = {}
    for index, quantity in enumerate(reading.figures):
        chosen, confidence = _subjects(reading, index, carried)
        if not chosen:
            continue
        first = chosen[0]
        span: Span | None = (first.mention.start, first.mention.end) if first.local >= 0 else None
        measured = indicator(reading, index, span, first.mention.entity, said)
        if not measured.text and (title := title_of(readings, reading.number)):
            measured = replace(measured, noun=title, text=title)
        said.append(measured)
        when = governing(reading, index, base, period)
        if measured.borrowed in periods and not has_own(reading, index):
            when = periods[measured.borrowed]
        periods[index] = when
        for candidate in chosen:
            found.append(record(document, reading, index, candidate, measured, when, confidence))
        carried = carried.after(reading, index, first.mention.entity, first.name)
    return found, carried, opening(reading, base, period)


def _subjects(reading: Reading, index: int, carried: Carried) -> tuple[list[Candidate], float]:
    """Return the names that a figure is about, and how likely that is; none where it is no observation."""
    choices = candidates(reading, index, carried)
    likely = probabilities([features(reading, index, choice, carried) for choice in (None, *choices)])
    by_entity: dict[int, float] = defaultdict(float)
    for choice, probability in zip(choices, likely[1:], strict=True):
        by_entity[choice.mention.entity] += probability
    ordered = distributed(reading, index, choices)
    rule = ordered or referred(reading, index, choices)
    if rule and likely[0] < _SURELY_NONE:
        return [rule], max(_IN_ORDER if ordered else _REFERRED, by_entity[rule.mention.entity])
    if not by_entity or max(by_entity.values()) <= likely[0] * _NONE_WEIGHS:
        return [], likely[0]
    best = max(by_entity, key=lambda entity: (by_entity[entity], -entity))
    chosen = max((c for c in choices if c.mention.entity == best), key=lambda c: likely[choices.index(c) + 1])
    return shared(reading, index, chosen, choices), by_entity[best]
