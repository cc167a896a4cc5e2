"""Coordinated figures, and the names that they belong to in order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from extract.figures.candidates import Candidate
from extract.figures.phrases import lead
from extract.figures.reading import Reading
from extract.figures.vocabulary import any_of, words

__all__ = ["distributed", "distributes", "gives_each", "respective", "shared"]


def respective(reading: Reading, index: int) -> tuple[int, int]:
    """Return the place of a figure in a run of coordinated figures of one kind, and the length of the run."""
    first = last = index
    while first and _joined(reading, first - 1):
        first -= 1
    while last + 1 < len(reading.figures) and _joined(reading, last):
        last += 1
    return index - first, last - first + 1


def distributed(reading: Reading, index: int, choices: Sequence[Candidate]) -> Candidate | None:
    """Return the name that a figure belongs to where as many names as figures are listed, respectively."""
    at, length = respective(reading, index)
    if length < 2:
        return None
    first = reading.figures[index - at].start
    clause = reading.structure.clause_span(first)[0]
    wanted = _listed(reading, first, length, distributes(reading.text[clause:first]))
    return next((choice for choice in choices if wanted and choice.local == wanted[at]), None)


def shared(reading: Reading, index: int, chosen: Candidate, choices: Sequence[Candidate]) -> list[Candidate]:
    """Return the names of the chosen one's list where the words before the figure give it to each of them."""
    start = max(lead(reading, index)[0], chosen.mention.end)
    if chosen.local < 0 or not gives_each(reading.text[start : reading.figures[index].start]):
        return [chosen]
    if respective(reading, index)[1] > 1:
        return [chosen]
    members = [choice for choice in choices if choice.local in reading.list_of(chosen.local)]
    return members or [chosen]


def distributes(text: str) -> bool:
    """Return whether folded words say that figures go in order."""
    return bool(_patterns()[1].search(text))


def gives_each(text: str) -> bool:
    """Return whether folded words give a figure to each of the names before it."""
    return bool(_patterns()[2].search(text))


def _listed(reading: Reading, first: int, length: int, told: bool) -> tuple[int, ...] | None:
    """Return the last list of so many names in the sentence before a figure, or all its names if they are so many.

    Where no word tells that they go in order, only a list that no other name follows.
    """
    sentence = reading.structure.sentence_span(first)[0]
    before = [i for i, m in enumerate(reading.mentions) if sentence <= m.start < first]
    lists = [m for m in reading.lists if len(m) == length and m[0] in before]
    chosen = lists[-1] if lists and (told or lists[-1][-1] == before[-1]) else ()
    if not lists and before and told:
        alike = [i for i in before if reading.mentions[i].type == reading.mentions[before[-1]].type]
        chosen = tuple(alike) if len(alike) == length else ()
    return chosen if chosen and len({reading.mentions[i].entity for i in chosen}) == length else None


def _joined(reading: Reading, index: int) -> bool:
    one, other = reading.figures[index], reading.figures[index + 1]
    if one.measure.kind != other.measure.kind and "scale" not in (one.measure.kind, other.measure.kind):
        return False
    return bool(_patterns()[0].fullmatch(reading.text, one.end, other.start))


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    joint = (
        rf"(?:{any_of(words('after'))})?[ ]*(?:{any_of(words('coordination'))})?[ ]*(?:{any_of(words('before'))})?[ ]*"
    )
    return re.compile(joint), re.compile(any_of(words("respectively"))), re.compile(any_of(words("each")))
