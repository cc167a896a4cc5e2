"""Annotated passages as examples for the model of subjects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from extract.figures import nobody
from extract.figures.candidates import Carried, candidates, outside
from extract.figures.features import features
from extract.figures.fit import Example
from extract.figures.reading import Reading, read
from extract.figures.scene import Scene
from extract.gold.annotations import Passage, normal
from extract.layout import blocks as layout
from extract.records import Block, Document, Entity, Mention

__all__ = ["Lesson", "examples", "lesson"]

#: A figure as (block, place among its figures).
Key = tuple[int, int]
#: A name after a figure is as good as one that stands this many characters further before it.
_AFTER = 400
_FAR = 5000


@dataclass(frozen=True, slots=True)
class Lesson:
    """An annotated passage laid out, with its names; entities are the clusters of the annotation."""

    passage: Passage
    document: Document
    blocks: tuple[Block, ...]
    mentions: tuple[Mention, ...]
    entities: tuple[Entity, ...]


def lesson(passage: Passage) -> Lesson:
    """Return a passage as the stages before this one would hand it on if they found all names."""
    document = Document(passage["id"], "", "utf-8", passage["text"])
    blocks = layout(document)
    back = [_back(block) for block in blocks]
    number = {cluster: i for i, cluster in enumerate(sorted({e["cluster"] for e in passage["entities"]}))}
    mentions: list[Mention] = []
    for name in passage["entities"]:
        wanted = [i for i in range(name["start"], name["end"]) if not document.text[i].isspace()]
        for i, (block, offsets) in enumerate(zip(blocks, back, strict=True)):
            found = sorted(offsets[at] for at in wanted if at in offsets)
            if wanted and len(found) == len(wanted):
                start, end = found[0], found[-1] + 1
                entity, raw = number[name["cluster"]], (name["start"], name["end"])
                text = block.text[start:end]
                mentions.append(Mention(i, start, end, name["type"], text, "gold", entity=entity, raw=raw))
                break
    return Lesson(passage, document, blocks, tuple(mentions), tuple(_entities(passage, number)))


def examples(given: Lesson) -> list[Example]:
    """Return an example for each figure in the prose of a passage whose subject is none or is among its candidates."""
    by_block: dict[int, list[tuple[int, Mention]]] = defaultdict(list)
    for i, mention in enumerate(given.mentions):
        by_block[mention.block].append((i, mention))
    readings = [read(i, block, by_block[i]) for i, block in enumerate(given.blocks)]
    subjects = _subjects(given.passage, readings)
    found: list[Example] = []
    carried = Carried()
    for reading in readings:
        if reading.block.table:
            continue
        carried = replace(carried, outside=outside(readings, reading.number))
        for index in range(len(reading.figures)):
            right = subjects.get((reading.number, index), [])
            if example := _example(reading, index, carried, right):
                found.append(example)
            if right:
                carried = carried.after(reading, index, right[0])
    return found


def _example(reading: Reading, index: int, carried: Carried, right: Sequence[int]) -> Example | None:
    choices = candidates(reading, index, carried)
    scene = Scene.of(reading, index, carried)
    told = (nobody.features(scene), *(features(scene, choice) for choice in choices))
    hits = {i for i, choice in enumerate(choices, 1) if choice.mention.entity in right} if right else {0}
    return Example(tuple(map(tuple, told)), frozenset(hits)) if hits else None


def _subjects(passage: Passage, readings: Sequence[Reading]) -> dict[Key, list[int]]:
    """Return the entities that figures are about; an annotation has no offsets, so the nearest equal figure is it."""
    number = {cluster: i for i, cluster in enumerate(sorted({e["cluster"] for e in passage["entities"]}))}
    equal: dict[tuple[float, str], list[Key]] = defaultdict(list)
    for reading in readings:
        for i, quantity in enumerate(() if reading.block.table else reading.figures):
            equal[float(quantity.value), normal(quantity.measure.text)].append((reading.number, i))
    found: dict[Key, list[int]] = {}
    for told in passage["observations"]:
        entity = number[passage["entities"][told["subject"]]["cluster"]]
        keys = equal.get((_number(told["value"]), normal(told["unit"])), [])
        if keys:
            best = min(keys, key=lambda key: (key in found, _distance(readings, key, entity), key))
            found.setdefault(best, []).append(entity)
    return found


def _distance(readings: Sequence[Reading], key: Key, entity: int) -> int:
    reading = readings[key[0]]
    at = reading.figures[key[1]].start
    own = [m.start for m in reading.mentions if m.entity == entity]
    return min((abs(at - start) + (_AFTER if start > at else 0) for start in own), default=_FAR)


def _number(value: str) -> float:
    try:
        return float(value)
    except ValueError:
        return float("nan")


def _back(block: Block) -> Mapping[int, int]:
    """Return where the characters of the document stand in a block."""
    return {source + i: at + i for at, source, length in block.origin.runs for i in range(length)}


def _entities(passage: Passage, number: Mapping[int, int]) -> Iterator[Entity]:
    for cluster in number:
        names = [e for e in passage["entities"] if e["cluster"] == cluster]
        yield Entity(names[0]["type"], names[0]["text"], tuple(sorted({e["text"] for e in names})))
