"""Annotated passages made ready for learning: the arrays of their pairs and what is true of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from extract.layout import blocks as layout
from extract.lexicon import load
from extract.link import link
from extract.records import Block, Document, Mention
from extract.relate.candidates import Candidates, Row, candidates
from extract.relate.pairs import LABELS
from extract.scope import STATUSES
from ontology import schema

__all__ = ["Key", "Passage", "keyed", "passage", "topic"]

Key = tuple[str, int, int]
_NO_STATUS = -1
_HAND = 4  # parts of a file of one hand, so that no fold holds it all


@dataclass(frozen=True, slots=True)
class Passage:
    """An annotated passage: its candidates, what is stated of its entities, and which pairs state it.

    ``truth`` and ``open`` are arrays of pairs by labels: what is true, and what could be; ``keys`` are the cells that
    would state each statement; ``told`` are status and date; ``status`` that of each pair that states something.
    """

    name: str
    document: Document
    blocks: tuple[Block, ...]
    mentions: tuple[Mention, ...]
    told: dict[Key, tuple[str, str]]
    found: Candidates
    truth: npt.NDArray[np.bool_]
    open: npt.NDArray[np.bool_]
    keys: dict[Key, list[tuple[int, int]]]
    status: npt.NDArray[np.int64]
    rows: dict[tuple[int, int], Row]


def keyed(relation: str, head: int, tail: int) -> Key:
    """Return a statement with the ends of a symmetric relation in order."""
    if schema.load().relations[relation].symmetric and head > tail:
        head, tail = tail, head
    return relation, head, tail


def passage(record: dict[str, Any]) -> Passage:
    """Return an annotated passage with its candidates."""
    document = Document(record["id"], "0" * 64, "utf-8", record["text"])
    blocks = layout(document)
    mentions = _keyed(blocks, _mentions(record, blocks))
    cluster = [entity["cluster"] for entity in record["entities"]]
    told = {
        keyed(r["type"], cluster[r["head"]], cluster[r["tail"]]): (r.get("status") or "asserted", r.get("when") or "")
        for r in record["relations"]
    }
    found = candidates(document, blocks, mentions)
    shape = (len(found.pairs), len(LABELS))
    truth, open_ = np.zeros(shape, bool), np.zeros(shape, bool)
    status = np.full(len(found.pairs), _NO_STATUS)
    keys: dict[Key, list[tuple[int, int]]] = {}
    rows: dict[tuple[int, int], Row] = {}
    for number, column in np.argwhere(found.reading.allowed > 0).tolist():
        row = found.row(number, column, mentions)
        if row is None:
            continue
        open_[number, column] = True
        said = [keyed(row.relation, mentions[a].entity, mentions[b].entity) for a, b in row.ends]
        hits = [key for key in said if key in told]
        truth[number, column] = 2 * len(hits) >= len(said)
        for key in set(said):
            keys.setdefault(key, []).append((number, column))
        if truth[number, column]:
            rows[number, column] = row
            status[number] = STATUSES.index(told[hits[0]][0])
    return Passage(record["id"], document, blocks, mentions, told, found, truth, open_, keys, status, rows)


def _keyed(blocks: tuple[Block, ...], mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Return annotated mentions with the lexicon's ids of what they name."""
    linked, _ = link(blocks, mentions, [()] * len(mentions), load())
    return tuple(replace(one, key=other.key) for one, other in zip(mentions, linked, strict=True))


def topic(name: str) -> str:
    """Return the group of passages that are left out together: the same hand, the same subject."""
    prefix, _, number = name.rpartition("-")
    return prefix if prefix.startswith("syn") else f"{'' if prefix.isdigit() else prefix}{int(number) % _HAND}"


def _mentions(record: dict[str, Any], blocks: Sequence[Block]) -> tuple[Mention, ...]:
    """Return the annotated names as mentions in blocks; names that a block does not hold whole are left out."""
    place: dict[int, tuple[int, int]] = {}
    for number, block in enumerate(blocks):
        for at, source, length in block.origin.runs:
            place.update((source + step, (number, at + step)) for step in range(length))
    mentions = []
    for entity in record["entities"]:
        first, last = place.get(entity["start"]), place.get(entity["end"] - 1)
        if first and last and first[0] == last[0] and first[1] <= last[1]:
            start, end = first[1], last[1] + 1
            text = blocks[first[0]].text[start:end]
            raw = (entity["start"], entity["end"])
            mentions.append(Mention(first[0], start, end, entity["type"], text, entity=entity["cluster"], raw=raw))
    return tuple(sorted(mentions, key=lambda mention: (mention.block, mention.start)))
