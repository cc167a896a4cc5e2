"""An observation as it leaves the stage, with its evidence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from extract.figures.candidates import Candidate
from extract.figures.concepts import concept
from extract.figures.period import Period
from extract.figures.places import date_place, place, sentence_place
from extract.figures.quantities import Quantity
from extract.figures.reading import Reading
from extract.figures.structure import Span
from extract.figures.vocabulary import any_of, words
from extract.records import Document, Observation, Place

__all__ = ["Told", "in_prose", "is_target", "observation"]

_ROLES = {"intro": "intro", "heading0": "heading", "heading1": "heading"}


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of a figure besides itself."""

    entity: int
    name: int
    indicator: str
    period: Period
    is_target: bool
    confidence: float
    rule: str


def observation(quantity: Quantity, told: Told, evidence: Place, context: tuple[Place, ...]) -> Observation:
    """Return the record of a figure."""
    return Observation(
        subject=told.entity,
        head=told.name,
        indicator=told.indicator,
        value=quantity.value,
        unit=quantity.measure.text,
        evidence=evidence,
        period=told.period.when,
        period_resolved=told.period.resolved,
        status="target" if told.is_target else "actual",
        number=quantity.number,
        base_unit=quantity.measure.base,
        value_min=quantity.low,
        value_max=quantity.high,
        concept=concept(told.indicator, quantity.measure.base),
        confidence=round(told.confidence, 3),
        rule=told.rule,
        context=context,
    )


def in_prose(
    document: Document, readings: Sequence[Reading], at: tuple[int, int], subject: Candidate, told: Told
) -> Observation:
    """Return the observation that a figure of a paragraph makes; ``at`` is its block and its place in there."""
    reading = readings[at[0]]
    quantity = reading.figures[at[1]]
    said = place(document, reading, "statement", _statement(reading, quantity, subject))
    context = date_place(document, readings, told.period, said)
    if subject.local < 0:
        role = _ROLES.get(subject.place, "intro")
        context = (sentence_place(document, readings[subject.mention.block], role, subject.mention.start), *context)
    return observation(quantity, told, said, context)


def is_target(reading: Reading, index: int) -> bool:
    """Return whether a figure is a goal: words of a plan stand before it in its clause, or open its sentence."""
    at = reading.figures[index].start
    clause, sentence = reading.structure.clause_span(at)[0], reading.structure.sentence_span(at)[0]
    in_clause, in_sentence = _patterns()
    return bool(in_clause.search(reading.text, clause, at) or in_sentence.search(reading.text, sentence, at))


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return re.compile(any_of(words("plan"))), re.compile(rf"(?:{any_of(words('plan_sentence'))})")


def _statement(reading: Reading, quantity: Quantity, subject: Candidate) -> Span:
    """Return the sentence of a figure, from the name on where that stands before it in the block."""
    start, end = reading.structure.sentence_span(quantity.start)
    if subject.local >= 0:
        start, end = min(start, subject.mention.start), max(end, subject.mention.end)
    return start, start + len(reading.text[start:end].rstrip())
