"""Observations of a document: its figures, each with the name it is about, what it measures and when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.figures.candidates import Carried, outside
from extract.figures.indicators import Said, indicator
from extract.figures.period import NO_PERIOD, Period
from extract.figures.periods import governing, has_own, opening, year_of
from extract.figures.reading import Reading, read
from extract.figures.records import Told, in_prose, is_target
from extract.figures.subjects import choose
from extract.figures.tables import of_table
from extract.figures.titles import title_of
from extract.records import Block, Document, Entity, Mention, Observation

__all__ = ["observe"]


@dataclass(frozen=True, slots=True)
class _Whole:
    """A document as figures are read from it; ``base`` is the date that words such as this year count from."""

    document: Document
    readings: Sequence[Reading]
    base: str


def observe(
    document: Document, blocks: tuple[Block, ...], mentions: Sequence[Mention], entities: Sequence[Entity]
) -> list[Observation]:
    """Return the observations of a document in reading order."""
    by_block: dict[int, list[tuple[int, Mention]]] = defaultdict(list)
    for index, mention in enumerate(mentions):
        by_block[mention.block].append((index, mention))
    readings = [read(number, block, by_block[number]) for number, block in enumerate(blocks)]
    whole = _Whole(document, readings, document.meta.issued or year_of(readings))
    found: list[Observation] = []
    carried, period = Carried(), NO_PERIOD
    for reading in readings:
        if reading.block.kind == "furniture":
            continue
        if reading.block.table:
            found.extend(of_table(document, readings, reading.number, period))
            continue
        if reading.figures:
            carried = replace(carried, outside=outside(readings, reading.number))
            observations, carried = _of_prose(whole, reading, carried, period)
            found.extend(observations)
        period = opening(reading, whole.base, period)
    return found


def _of_prose(whole: _Whole, reading: Reading, carried: Carried, period: Period) -> tuple[list[Observation], Carried]:
    """Return the observations of a paragraph and what it leaves behind."""
    found: list[Observation] = []
    said: list[Said] = []
    periods: dict[int, Period] = {}
    for index in range(len(reading.figures)):
        choice = choose(reading, index, carried)
        if not choice.names:
            continue
        first = choice.names[0]
        span = (first.mention.start, first.mention.end) if first.local >= 0 else None
        measured = indicator(reading, index, span, first.mention.entity, said)
        if not measured.text:
            title = title_of(whole.readings, reading.number)
            measured = replace(measured, noun=title, text=title)
        said.append(measured)
        periods[index] = governing(reading, index, whole.base, period)
        if measured.borrowed in periods and not has_own(reading, index):
            periods[index] = periods[measured.borrowed]
        for subject in choice.names:
            told = Told(
                subject.mention.entity,
                subject.name,
                measured.text,
                periods[index],
                is_target(reading, index),
                choice.confidence,
                f"prose-{choice.rule}",
            )
            found.append(in_prose(whole.document, whole.readings, (reading.number, index), subject, told))
        carried = carried.after(reading, index, first.mention.entity)
    return found, carried
