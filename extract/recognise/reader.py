"""Read names in texts: what the lexicon spots and the random field finds probable, decided by the arbiter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extract.recognise.arbiter import Candidate, decide
from extract.recognise.candidates import LEAST, candidates_of
from extract.recognise.crf import Field
from extract.recognise.features import features, layers_of, places, stack
from extract.recognise.sentences import begins
from extract.recognise.spotter import Spotter
from extract.recognise.tokens import Tokens, batches, tokenise_all

__all__ = ["Name", "Reader", "Reading"]


@dataclass(frozen=True, slots=True)
class Name:
    """A name at ``text[start:end]``; ``ids`` are the lexicon entries that it may stand for."""

    start: int
    end: int
    type: str
    component: str
    score: float
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """The names of one text in order, and all that was proposed, over its tokens."""

    names: tuple[Name, ...]
    candidates: tuple[Candidate, ...]


class Reader:
    """Reads many texts at a time."""

    def __init__(self, spotter: Spotter, field: Field) -> None:
        self.spotter = spotter
        self.field = field

    def read(self, texts: Iterable[str]) -> Iterator[Reading]:
        """Yield the reading of each folded text."""
        for batch in batches(texts):
            yield from self._read(tokenise_all(batch))

    def _read(self, tokens: Tokens) -> Iterator[Reading]:
        seen = self.spotter.spot(tokens)
        layers, (start,) = stack([layers_of(tokens, self.spotter.layers(tokens, seen))])
        spans = self.field.spans(features(layers, start + places(tokens)), begins(tokens), LEAST)
        for number, some in enumerate(candidates_of(self.spotter, seen, tokens, spans)):
            yield Reading(tuple(_name(tokens, number, winner) for winner in decide(some)), tuple(some))


def _name(tokens: Tokens, number: int, winner: Candidate) -> Name:
    first = int(tokens.bounds[number])
    start, end = tokens.span(number, first + winner.start, first + winner.end)
    return Name(start, end, winner.type, winner.component, winner.score, winner.ids)
