"""What a figure measures: its own words, or those of the figure that it continues."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.figures.phrases import before_subject, clause_before, label, phrase
from extract.figures.reading import Reading
from extract.figures.runs import respective
from extract.figures.structure import Span
from extract.figures.vocabulary import any_of, words

__all__ = ["Said", "indicator"]


@dataclass(frozen=True, slots=True)
class Said:
    """The indicator of a figure read before: ``noun`` of the level, ``text`` in full, where and of which kind."""

    noun: str
    text: str
    kind: str
    base: str
    sentence: int
    entity: int
    index: int
    is_level: bool
    borrowed: int = -1  #: the figure whose level this one is about


def indicator(reading: Reading, index: int, subject: Span | None, entity: int, said: Sequence[Said]) -> Said:
    """Return the indicator of a figure; ``said`` are those of the figures before it in the block, in order."""
    quantity = reading.figures[index]
    sentence = reading.structure.sentence(quantity.start)
    own = phrase(reading, index, subject)
    place, length = respective(reading, index)
    if place and not own.text:
        own = phrase(reading, index - place, subject)
    noun = own.noun
    if length > 1 and noun:
        noun = split(noun, length, place) or noun
    text = noun + own.change + own.tail
    base: Said | None = None
    if own.change and not noun:
        base = _base(reading, index, entity, said, sentence)
        if base:
            noun = base.text if quantity.measure.kind == "points" and base.base == "%" else base.noun
        text = noun + own.change
    elif not text:
        noun, text = _borrowed(reading, index, subject, said)
    return Said(
        noun=noun if own.change else noun or text,
        text=text,
        kind=quantity.measure.kind,
        base=quantity.measure.base,
        sentence=sentence,
        entity=entity,
        index=index,
        is_level=not own.change,
        borrowed=base.index if base else -1,
    )


def _borrowed(reading: Reading, index: int, subject: Span | None, said: Sequence[Said]) -> tuple[str, str]:
    """Return the noun and the words of a bare figure.

    They are those of the figure that it stands in brackets after, else of the words before the subject in the clause,
    of the clause before, of a figure counted alike in the sentence, of the words before a colon, of one in the block.
    """
    if before := _beside(reading, index, said):
        return before.noun, before.noun
    is_after = bool(subject and subject[1] <= reading.figures[index].start)
    if words := (subject and is_after and before_subject(reading, index, subject)) or clause_before(
        reading, index, subject
    ):
        return words, words
    sentence = reading.structure.sentence(reading.figures[index].start)
    near = _continued(reading, index, [s for s in said if s.sentence == sentence])
    if near is None and (words := label(reading, index)):
        return words, words
    before = near or _continued(reading, index, said)
    return (before.noun, before.text) if before else ("", "")


def _beside(reading: Reading, index: int, said: Sequence[Said]) -> Said | None:
    """Return the figure that this one stands in brackets after, or follows with no more than a sign."""
    if not said or said[-1].index != index - 1:
        return None
    between = reading.text[reading.figures[index - 1].end : reading.figures[index].start]
    in_brackets = between.strip("+-＋－ ") in ("（", "(")
    return said[-1] if in_brackets or between.strip("，, ") in ("+", "-", "－", "−") else None


def split(noun: str, length: int, place: int) -> str | None:
    """Return one of the coordinated nouns, with the words that only the last one carries."""
    parts = [part.strip() for part in re.split(f"(?:{any_of(words('coordination'))})", noun)]
    if len(parts) != length or not all(parts):
        return None
    last, first = parts[-1], parts[0]
    shared = last[len(first) :] if len(last) > len(first) and last[-1:] != first[-1:] else ""
    return parts[place] if place == length - 1 else parts[place] + shared


def _base(reading: Reading, index: int, entity: int, said: Sequence[Said], sentence: int) -> Said | None:
    """Return the level that a bare change or share is about: the one in its place in a run, else the last one."""
    near = [s for s in said if s.sentence == sentence and s.noun]
    if reading.figures[index].measure.kind == "points" and near and near[-1].base == "%":
        return near[-1]
    levels = [s for s in near if s.is_level]
    place, length = respective(reading, index)
    if length > 1:
        runs = [s for s in levels if respective(reading, s.index) == (place, length)]
        if runs:
            return runs[-1]
    own = [s for s in levels if s.entity == entity]
    return own[-1] if own else near[-1] if near else None


def _continued(reading: Reading, index: int, said: Sequence[Said]) -> Said | None:
    """Return the figure whose words a bare figure shares: the last one counted in the same unit, else the last."""
    quantity = reading.figures[index]
    alike = [s for s in said if s.base == quantity.measure.base and s.kind == quantity.measure.kind and s.text]
    if alike:
        return alike[-1]
    return said[-1] if said and said[-1].text else None
