"""The names that a figure is about."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from extract.figures import nobody
from extract.figures.anaphora import referred
from extract.figures.candidates import Candidate, Carried, candidates
from extract.figures.features import features
from extract.figures.model import probabilities
from extract.figures.reading import Reading
from extract.figures.runs import distributed, shared
from extract.figures.scene import Scene

__all__ = ["Choice", "choose"]

#: A rule that maps names and figures in order errs about this rarely in the annotated passages.
_IN_ORDER = 0.9
#: So does one that follows words such as this bank.
_REFERRED = 0.82
#: A figure is reported where a name weighs more than this part of none; chosen by F1 in cross-validation.
_NONE_WEIGHS = 0.8
#: Such rules say nothing about figures that are this likely to be none.
_SURELY_NONE = 0.9


@dataclass(frozen=True, slots=True)
class Choice:
    """The names that a figure is about, none where it is no observation, with the rule that said so."""

    names: tuple[Candidate, ...]
    confidence: float
    rule: str = "model"


def choose(reading: Reading, index: int, carried: Carried) -> Choice:
    """Return the names that a figure is about, and how likely that is."""
    choices = candidates(reading, index, carried)
    scene = Scene.of(reading, index, carried)
    likely = probabilities([nobody.features(scene), *(features(scene, choice) for choice in choices)])
    by_entity: dict[int, float] = defaultdict(float)
    for choice, probability in zip(choices, likely[1:], strict=True):
        by_entity[choice.mention.entity] += probability
    if likely[0] < _SURELY_NONE:
        if ordered := distributed(reading, index, choices):
            return Choice((ordered,), max(_IN_ORDER, by_entity[ordered.mention.entity]), "in-order")
        if named := referred(reading, index, choices):
            return Choice((named,), max(_REFERRED, by_entity[named.mention.entity]), "anaphora")
    if not by_entity or max(by_entity.values()) <= likely[0] * _NONE_WEIGHS:
        return Choice((), likely[0])
    best = max(by_entity, key=lambda entity: (by_entity[entity], -entity))
    own = [(likely[i + 1], -i) for i, choice in enumerate(choices) if choice.mention.entity == best]
    chosen = choices[-max(own)[1]]
    return Choice(tuple(shared(reading, index, chosen, choices)), by_entity[best])
