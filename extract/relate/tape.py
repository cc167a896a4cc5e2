"""All lines of a document as one tape of tokens, as the net reads them: names are one token each, numbers another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from extract import scope
from extract.relate.pairs import RELATIONS, Scene
from extract.relate.topics import Line
from extract.relate.units import CLASSES, Unit
from extract.relate.words import discourse, even

__all__ = ["MARKS", "SPECIAL", "TYPES", "UNKNOWN", "Tape", "codes", "tape"]

Ints = npt.NDArray[np.int64]
Singles = npt.NDArray[np.float32]

TYPES = tuple(CLASSES)
_STANDINS = tuple(discourse().stands_for)
UNKNOWN = 1  # token 0 is the gap between lines
_TYPE = 2
_STANDIN = _TYPE + len(TYPES)
_DIGIT = _STANDIN + len(_STANDINS)
_LATIN = _DIGIT + 1
#: Tokens below are no characters.
SPECIAL = _LATIN + 1
#: What a token may be marked as: a word for a relation, a word of a status.
MARKS = len(RELATIONS) + len(scope.STATUSES)
_GAP = 2  # empty tokens between lines, so that the narrow layers do not read across


@dataclass(slots=True)
class Tape:
    """``bounds`` are the tokens of each line; the clause of a token starts, ends and is numbered in its line.

    ``places`` tells for a unit (by identity) its first token, the one after its last, and its line.
    """

    tokens: Ints
    marks: Singles
    bounds: list[tuple[int, int]]
    starts: Ints
    ends: Ints
    numbers: Ints
    places: dict[int, tuple[int, int, int]]


@dataclass(slots=True)
class _Writer:
    tokens: list[Ints] = field(default_factory=lambda: [np.zeros(_GAP, np.int64)])
    marks: list[Singles] = field(default_factory=lambda: [np.zeros((_GAP, MARKS), np.float32)])
    bounds: list[tuple[int, int]] = field(default_factory=list)
    cuts: list[list[int]] = field(default_factory=list)
    places: dict[int, tuple[int, int, int]] = field(default_factory=dict)
    at: int = _GAP

    def write(self, line: Line, scene: Scene | None) -> None:
        """Add one line, after the heading of its column."""
        sentence = line.sentence
        text, base = sentence.text[sentence.start : sentence.end], sentence.start
        heading = codes(even(line.column) + ":") + SPECIAL if line.column else np.zeros(0, np.int64)
        tokens, kept = _tokens(text)
        for unit in _all(sentence.units):
            token = _STANDIN + _STANDINS.index(discourse().pronouns[unit.stands]) if unit.stands else 0
            for (start, end), kind in zip(unit.spans, unit.kinds, strict=False):
                kept[start - base : end - base] = False
                kept[start - base] = True
                tokens[start - base] = token or _TYPE + TYPES.index(kind)
        order = np.cumsum(kept) - 1
        first = self.at + len(heading)
        for unit in _all(sentence.units):
            start = first + int(order[unit.spans[0][0] - base])
            end = first + int(order[min(unit.spans[-1][1] - 1 - base, len(order) - 1)]) + 1
            self.places[id(unit)] = (start, max(end, start + 1), line.number)
        empty = np.zeros(_GAP, np.int64)
        self.tokens += [heading, tokens[kept], empty]
        marks = _marks(text, base, scene)[kept]
        self.marks += [np.zeros((len(heading), MARKS), np.float32), marks, np.zeros((_GAP, MARKS), np.float32)]
        end = first + len(marks)
        self.bounds.append((self.at, end))
        self.cuts.append(sorted({first + int(order[cut - base]) for cut in sentence.cuts}))
        self.at = end + _GAP


def tape(lines: Sequence[Line], scenes: Sequence[Scene | None]) -> Tape:
    """Return the tape of a document; lines without a scene have no units."""
    writer = _Writer()
    for line, scene in zip(lines, scenes, strict=True):
        writer.write(line, scene)
    starts, ends, numbers = (np.zeros(writer.at + 1, np.int64) for _ in range(3))
    for (first, last), cuts in zip(writer.bounds, writer.cuts, strict=True):
        edges = [first, *(cut + 1 for cut in cuts if cut + 1 < last), last]
        for number, (start, end) in enumerate(pairwise(edges)):
            starts[start:end], ends[start:end], numbers[start:end] = start, end, number
        ends[last], starts[last] = last, edges[-2]
    return Tape(
        np.concatenate(writer.tokens),
        np.concatenate(writer.marks),
        writer.bounds,
        starts,
        ends,
        numbers,
        writer.places,
    )


def codes(text: str) -> Ints:
    """Return the code points of a text."""
    return np.frombuffer(text.encode("utf-32-le"), np.uint32).astype(np.int64)


def _tokens(text: str) -> tuple[Ints, npt.NDArray[np.bool_]]:
    """Return a token for each character, and which are kept: of digits or letters in a row the first, no space."""
    points = codes(text)
    tokens = points + SPECIAL
    tokens[(points >= ord("0")) & (points <= ord("9"))] = _DIGIT
    tokens[((points >= ord("A")) & (points <= ord("Z"))) | ((points >= ord("a")) & (points <= ord("z")))] = _LATIN
    kept = points != ord(" ")
    kept[1:] &= ~((tokens[1:] == tokens[:-1]) & ((tokens[1:] == _DIGIT) | (tokens[1:] == _LATIN)))
    return tokens, kept


def _marks(text: str, base: int, scene: Scene | None) -> Singles:
    marks = np.zeros((len(text), MARKS), np.float32)
    for trigger in scene.triggers if scene else ():
        for rule in trigger.rules:
            marks[trigger.start - base : trigger.end - base, RELATIONS.index(rule.relation)] = 1
    for cue in scope.cues(text):
        marks[cue.start : cue.end, len(RELATIONS) + scope.STATUSES.index(cue.status)] = 1
    return marks


def _all(units: Sequence[Unit]) -> Iterator[Unit]:
    for unit in units:
        yield from unit.all()
