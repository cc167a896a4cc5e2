"""Extractions made by hand from a marked text, for tests of what the graph does with them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from extract.fold import fold
from extract.fold import key as fold_key
from extract.lexicon.table import Entry, Lexicon
from extract.lexicon.table import load as load_lexicon
from extract.records import Document, Entity, Extraction, Fact, Mention, Metadata, Observation, Place
from ontology.schema import load as load_schema

_MARK = re.compile(r"⟦(?:(\w+) )?(\w+)\|([^⟦⟧]*)⟧")

Say = Callable[..., Extraction]


def _known(lexicon: Lexicon, text: str, type_: str) -> Entry | None:
    schema = load_schema()
    found = [lexicon.entries[form.id] for form in lexicon.forms.get(fold(text)[0], ()) if not form.weak]
    return next((entry for entry in found if schema.type_of(entry.type) == type_), None)


def _say(marked: str, *lines: str, name: str = "a.txt", issued: str = "", same: tuple[str, ...] = ()) -> Extraction:
    """Return what a marked text says: ``⟦a Bank|工行⟧``, then lines ``uses a b planned 2023``.

    An observation is ``a | indicator | value | unit | period``. ``same`` are ids of marks that name one thing.
    """
    mentions: list[Mention] = []
    entities: list[Entity] = []
    ids: dict[str, int] = {}
    indices: dict[tuple[str, str], int] = {}
    text, last = "", 0
    for match in _MARK.finditer(marked):
        text += marked[last : match.start()]
        label, class_, surface = match.groups()
        type_ = load_schema().type_of(class_)
        entry = _known(load_lexicon(), surface, type_)
        key = (type_, entry.id if entry else same[0] if label in same else fold_key(surface))
        index = indices.setdefault(key, len(entities))
        finer = entry.type if entry else class_
        if index == len(entities):
            entities.append(Entity(type_, entry.name if entry else surface, (), entry.id if entry else "", finer))
        known = entities[index]
        longest = known.name if known.key else max(known.name, surface, key=len)
        entities[index] = replace(known, name=longest, names=tuple(sorted({*known.names, surface})))
        span = (len(text), len(text) + len(surface))
        if label:
            ids[label] = len(mentions)
        mentions.append(Mention(0, *span, type_, surface, "grammar", 1.0, finer, index, span))
        text, last = text + surface, match.end()
    text += marked[last:]
    place = Place("statement", text, 0, len(text))
    facts: list[Fact] = []
    observations: list[Observation] = []
    for line in lines:
        if "|" in line:
            about, indicator, value, unit, period = (part.strip() for part in line.split("|"))
            head = ids[about]
            seen = Observation(mentions[head].entity, head, indicator, value, unit, place, period, number=float(value))
            observations.append(seen)
            continue
        relation, one, other, *rest = line.split()
        head, tail = ids[one], ids[other]
        status, when = (*rest, "", "")[:2]
        ends = (mentions[head].entity, mentions[tail].entity)
        facts.append(Fact(relation, *ends, head, tail, place, status or "asserted", when, rule="by-hand"))
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    document = Document(name, sha256, "utf-8", text, Metadata(issued=issued))
    return Extraction(document, (), tuple(mentions), tuple(entities), tuple(facts), tuple(observations))


@pytest.fixture
def say() -> Say:
    """Return the function that makes an extraction from a marked text."""
    return _say
