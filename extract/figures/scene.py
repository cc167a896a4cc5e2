"""What is true of the surroundings of a figure, whichever name it is about; computed once for each figure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extract.figures.candidates import Candidate, Carried
from extract.figures.phrases import Phrase, lead, phrase
from extract.figures.quantities import Quantity
from extract.figures.reading import Reading
from extract.figures.runs import distributes, gives_each, respective
from extract.figures.structure import Span
from extract.figures.vocabulary import any_of, words
from extract.records import Mention

__all__ = ["Scene", "bits"]


@dataclass(frozen=True, slots=True)
class Scene:
    """A figure and its surroundings; ``said`` are its words where the subject does not stand among them."""

    reading: Reading
    index: int
    carried: Carried
    quantity: Quantity
    clause: Span
    sentence: Span
    lead: int
    said: Phrase
    before: int  #: how many names end before the figure
    since: str  #: how many names stand between the figure before and this one: none, one, more
    run: tuple[int, int]
    distributes: bool
    gives_each: bool
    pronouns: tuple[str, ...]
    opened: int  #: the bracket that the figure stands in, or -1
    aspect: int  #: the end of words such as in this respect in the sentence, or -1
    titled: frozenset[int]

    @classmethod
    def of(cls, reading: Reading, index: int, carried: Carried) -> Scene:
        """Return the surroundings of a figure of a block."""
        quantity, text, structure = reading.figures[index], reading.text, reading.structure
        at = quantity.start
        clause, sentence = structure.clause_span(at), structure.sentence_span(at)
        words_of_clause = text[slice(*clause)]
        previous = reading.figures[index - 1].end if index else 0
        since = sum(previous <= m.start < at for m in reading.mentions)
        aspects = [m.end() for m in _patterns()[1].finditer(text, sentence[0], at)]
        return cls(
            reading=reading,
            index=index,
            carried=carried,
            quantity=quantity,
            clause=clause,
            sentence=sentence,
            lead=lead(reading, index)[0],
            said=phrase(reading, index, None),
            before=sum(m.end <= at for m in reading.mentions),
            since=str(min(since, 2)),
            run=respective(reading, index),
            distributes=distributes(words_of_clause),
            gives_each=gives_each(words_of_clause),
            pronouns=tuple(sorted({m.group() for m in _patterns()[0].finditer(text, clause[0], at)})),
            opened=_open_bracket(text, at),
            aspect=aspects[-1] if aspects else -1,
            titled=frozenset(c.mention.entity for c in carried.outside if c.place.startswith("heading")),
        )

    @property
    def kind(self) -> str:
        """Return what the figure measures."""
        return self.quantity.measure.kind

    def between(self, candidate: Candidate) -> tuple[Mention, ...]:
        """Return the names between a name before the figure and the figure."""
        return self.reading.mentions[candidate.local + 1 : self.before]

    def said_of(self, candidate: Candidate) -> Phrase:
        """Return the words of the figure if it is about a name."""
        mention = candidate.mention
        if candidate.local < 0 or mention.start < self.lead or mention.end > self.quantity.start:
            return self.said
        return phrase(self.reading, self.index, (mention.start, mention.end))


def bits(said: Phrase) -> str:
    """Return which parts of an indicator there are."""
    return f"{bool(said.noun):d}{bool(said.change):d}{bool(said.tail):d}"


def _open_bracket(text: str, end: int) -> int:
    opened = max(text.rfind("（", 0, end), text.rfind("(", 0, end))
    return opened if opened > max(text.rfind("）", 0, end), text.rfind(")", 0, end)) else -1


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return re.compile(any_of(words("pronoun"))), re.compile(any_of(words("aspect")))
