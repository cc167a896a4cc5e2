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
from extract.recognise.tokens import Tokens, tokenise_all

__all__ = ["Name", "Reader", "Reading"]

#: Characters read together: enough that no step waits on calls, few enough for little memory.
_BATCH = 1 << 14


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
        for batch in _batches(texts):
            yield from self._read(tokenise_all(batch))

    def _read(self, tokens: Tokens) -> Iterator[Reading]:
        seen = self.spotter.spot(tokens)
        layers, (start,) = stack([layers_of(tokens, self.spotter.layers(tokens, seen))])
        spans = self.field.spans(features(layers, start + places(tokens)), begins(tokens), LEAST)
        for number, some in enumerate(candidates_of(self.spotter, seen, tokens, spans)):
            yield Reading(tuple(_name(tokens, number, winner) for winner in decide(some)), tuple(some))


def _batches(texts: Iterable[str]) -> Iterator[list[str]]:
    batch, size = list[str](), 0
    for text in texts:
        batch.append(text)
        size += len(text)
        if size >= _BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _name(tokens: Tokens, number: int, winner: Candidate) -> Name:
    first, offset = tokens.bounds[number], tokens.offsets[number]
    return Name(
        start=int(tokens.starts[first + winner.start] - offset),
        end=int(tokens.ends[first + winner.end - 1] - offset),
        type=winner.type,
        component=winner.component,
        score=winner.score,
        ids=winner.ids,
    )
