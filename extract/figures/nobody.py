"""What is true of a figure that says whether it is an observation at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extract.figures.scene import Scene, bits
from extract.figures.vocabulary import any_of, words

__all__ = ["features"]


def features(scene: Scene) -> list[str]:
    """Return the names of what is true of a figure, whoever it is about."""
    return [*_of_figure(scene), *_of_neighbours(scene)]


def _of_figure(scene: Scene) -> Iterator[str]:
    quantity, kind = scene.quantity, scene.kind
    unit, han = quantity.measure.text, "h" if quantity.han else "d"
    yield "0"
    yield f"0.kind={kind}.{han}"
    yield f"0.unit={unit}"
    yield f"0.unit={unit}.{han}"
    yield f"0.value={min(len(quantity.value), 5)}.{han}.{kind}"
    if quantity.number <= 3 and kind == "count":
        yield f"0.small.{han}"
    if quantity.low is not None:
        yield "0.range"
    yield f"0.said={bits(scene.said)}"
    yield f"0.noun={scene.said.noun[-2:]}"
    yield f"0.tail={scene.said.tail[:2]}"
    yield f"0.tail={scene.said.tail[-2:]}-"


def _of_neighbours(scene: Scene) -> Iterator[str]:
    quantity, text, kind = scene.quantity, scene.reading.text, scene.kind
    start, end = quantity.start, quantity.end
    for length in (1, 2, 3):
        yield f"0.b{length}={text[max(start - length, 0) : start]}"
        yield f"0.a{length}={text[end : end + length]}"
    yield f"0.a1={text[end : end + 1]}.{kind}"
    yield f"0.b1={text[start - 1 : start]}.{kind}"
    yield f"0.lead={min(len(text[scene.lead : start].strip()), 6)}.{kind}"
    clause = text[slice(*scene.clause)]
    for name, pattern in zip(("duty", "target"), _patterns(), strict=True):
        for word in sorted({m.group() for m in pattern.finditer(clause)}):
            yield f"0.{name}={word}"
    named = sum(scene.sentence[0] <= m.start < scene.sentence[1] for m in scene.reading.mentions)
    in_clause = sum(scene.clause[0] <= m.start < scene.clause[1] for m in scene.reading.mentions)
    yield f"0.named={min(named, 3)}"
    yield f"0.named={min(named, 1)}.{kind}.{'h' if quantity.han else 'd'}"
    yield f"0.named-clause={min(in_clause, 2)}"
    yield f"0.first={min(scene.before, 1)}"
    if text.rfind("（", scene.sentence[0], start) > text.rfind("）", scene.sentence[0], start):
        yield f"0.bracket.{kind}"


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return re.compile(any_of(words("duty"))), re.compile(any_of(words("target")))
