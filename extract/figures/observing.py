"""Observations of a document: its figures, each with the name it is about, what it measures and when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from extract.figures.candidates import Candidate, Carried, candidates, distributed, features, outside, shared
from extract.figures.indicators import Said, indicator
from extract.figures.model import probabilities
from extract.figures.periods import NO_PERIOD, Period, governing, opening
from extract.figures.reading import Reading, read
from extract.figures.records import record
from extract.figures.structure import Span
from extract.figures.tables import of_table
from extract.records import Block, Document, Entity, Mention, Observation

__all__ = ["observe"]

#: A rule that maps names and figures in order errs about this rarely in the annotated passages.
_IN_ORDER = 0.93


def observe(
    document: Document, blocks: tuple[Block, ...], mentions: Sequence[Mention], entities: Sequence[Entity]
) -> list[Observation]:
    """Return the observations of a document in reading order."""
    by_block: dict[int, list[tuple[int, Mention]]] = defaultdict(list)
    for index, mention in enumerate(mentions):
        by_block[mention.block].append((index, mention))
    readings = [read(number, block, by_block[number]) for number, block in enumerate(blocks)]
    found: list[Observation] = []
    carried, period = Carried(), NO_PERIOD
    for reading in readings:
        if reading.block.kind == "furniture":
            continue
        if reading.block.table:
            found.extend(of_table(document, readings, reading.number, period, carried.name))
            continue
        carried = replace(carried, outside=outside(readings, reading.number))
        observations, carried, period = _of_prose(document, reading, carried, period)
        found.extend(observations)
    return found


def _of_prose(
    document: Document, reading: Reading, carried: Carried, period: Period
) -> tuple[list[Observation], Carried, Period]:
    found: list[Observation] = []
    said: list[Said] = []
    for index, quantity in enumerate(reading.figures):
        chosen, confidence = _subjects(reading, index, carried)
        if not chosen:
            continue
        first = chosen[0]
        span: Span | None = (first.mention.start, first.mention.end) if first.local >= 0 else None
        measured = indicator(reading, index, span, first.mention.entity, said)
        said.append(measured)
        when = governing(reading, index, document.meta.issued, period)
        for candidate in chosen:
            found.append(record(document, reading, index, candidate, measured, when, confidence))
        structure = reading.structure
        carried = Carried(
            first.mention.entity,
            reading.number,
            structure.sentence(quantity.start),
            structure.clause(quantity.start),
            carried.outside,
            first.name,
        )
    return found, carried, opening(reading, document.meta.issued, period)


def _subjects(reading: Reading, index: int, carried: Carried) -> tuple[list[Candidate], float]:
    """Return the names that a figure is about, and how likely that is; none where it is no observation."""
    choices = candidates(reading, index, carried)
    likely = probabilities([features(reading, index, choice, carried) for choice in (None, *choices)])
    by_entity: dict[int, float] = defaultdict(float)
    for choice, probability in zip(choices, likely[1:], strict=True):
        by_entity[choice.mention.entity] += probability
    if not by_entity or max(by_entity.values()) <= likely[0]:
        return [], likely[0]
    ordered = distributed(reading, index, choices)
    if ordered:
        return [ordered], max(_IN_ORDER, by_entity[ordered.mention.entity])
    best = max(by_entity, key=lambda entity: (by_entity[entity], -entity))
    chosen = max((c for c in choices if c.mention.entity == best), key=lambda c: likely[choices.index(c) + 1])
    return shared(reading, index, chosen, choices), by_entity[best]
