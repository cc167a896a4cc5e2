"""The blocks that say what a table or a list of figures is about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from extract.figures.headings import Heading, heading
from extract.figures.period import NO_PERIOD
from extract.figures.places import whole
from extract.figures.reading import Reading
from extract.figures.vocabulary import fold, words
from extract.layout.wrap import ends_sentence
from extract.records import Document, Mention, Place

__all__ = ["above", "title", "title_of", "topic"]

#: A paragraph before a table is its title when it is not longer than this.
_LONGEST_TITLE = 80
#: A title under its table, or beside it on the page, stands no more blocks after it than this.
_AHEAD = 6
#: Shorter column headings say too little to know a title by.
_SHORTEST = 3
_UNIT_NOTE = re.compile(r"[（(][^（）()]{0,4}[:：][^（）()]{1,10}[）)]")
_CONCERNS = frozenset({"PolicyDocument", "Technology", "Person"})
_PLACES = frozenset({"City", "Region"})
_INSTITUTIONS = frozenset({"Bank", "FinancialInstitution", "Company"})


def above(readings: Sequence[Reading], number: int) -> list[tuple[str, int]]:
    """Return the roles and numbers of the blocks that a block is under: introduction, caption, headings."""
    block = readings[number].block
    found = [("intro", block.intro)] if block.intro is not None else []
    for i in range(number - 1, max(number - 3, -1), -1):
        before = readings[i].block
        if before.table or (before.kind not in ("heading", "caption") and len(before.text) > _LONGEST_TITLE):
            break
        found.append(("heading" if before.kind == "heading" else "intro", i))
    found += [("heading", i) for i in reversed(block.path)]
    return [(role, i) for k, (role, i) in enumerate(found) if i not in [j for _, j in found[:k]]]


def title(document: Document, readings: Sequence[Reading], number: int) -> tuple[Heading, tuple[Place, ...]]:
    """Return what the title of a table says, with the places of the blocks that hold it."""
    table = readings[number].block.table
    blocks = above(readings, number)
    texts = [table.title if table else ""] + [readings[i].block.text for _, i in blocks]
    if number and len(readings[number - 1].block.text) > _LONGEST_TITLE:
        texts += _UNIT_NOTE.findall(readings[number - 1].block.text)
    found = [heading(text, of_table=True) for text in dict.fromkeys(t for t in texts if t)]
    merged = Heading(
        next((h.text for h in found if h.text), ""),
        next((h.unit for h in found if h.unit), ""),
        next((h.period for h in found if h.period), NO_PERIOD),
    )
    places = tuple(whole(document, readings[i], role) for role, i in blocks[:2] if readings[i].block.text)
    after = None if merged.period else _below(readings, number)
    if after is None:
        return merged, places
    said = heading(readings[after].block.text, of_table=True)
    return replace(merged, period=said.period), (*places, whole(document, readings[after], "heading"))


def _below(readings: Sequence[Reading], number: int) -> int | None:
    """Return the dated title after a table that names what one of its columns counts, in any order of the words."""
    table, text = readings[number].block.table, readings[number].block.text
    if not table:
        return None
    if number + 1 < len(readings) and _is_dating(readings[number + 1].block.text):
        return number + 1
    cells = [heading(text[cell.start : cell.end]).text for row in table.rows[: table.headers] for cell in row]
    columns = [set(words) for words in cells if len(words) >= _SHORTEST]
    for i in range(number + 1, min(number + 1 + _AHEAD, len(readings))):
        block = readings[i].block
        if block.table:
            return None
        titled = block.kind in ("heading", "caption") and heading(block.text, of_table=True).period
        if titled and any(column <= set(block.text) for column in columns):
            return i
    return None


def _is_dating(text: str) -> bool:
    """Return whether a note under a table says of which date its figures are (数据来源:…,2023年末口径)."""
    folded = fold(text)
    is_note = len(folded) <= _LONGEST_TITLE and folded.lstrip("*（( ").startswith(words("table_note"))
    return is_note and any(word in folded for word in words("table_dated")) and bool(heading(text).period)


def title_of(readings: Sequence[Reading], number: int) -> str:
    """Return the words of the title above a block; empty where there is none."""
    found = (heading(readings[i].block.text, of_table=True).text for _, i in above(readings, number))
    return next((text for text in found if text), "")


def topic(readings: Sequence[Reading], number: int) -> tuple[int, Mention] | None:
    """Return the name that a table without names is about: that of its title, else the institution named most.

    Of the names in a title a rule or a technology is the last choice: its figures are those of whom it concerns. A
    whole sentence above the table is no title: it may end a talk of something else.
    """
    blocks = [readings[i] for _, i in above(readings, number)]
    titled = [pair for reading in blocks if not ends_sentence(reading.block.text) for pair in _named(reading)]
    if found := next((pair for pair in titled if pair[1].type not in _CONCERNS), None):
        return found
    named = [pair for reading in readings[:number] for pair in _named(reading) if pair[1].type in _INSTITUTIONS]
    if titled and not named:
        named = [pair for reading in readings for pair in _named(reading) if pair[1].type in _PLACES]
        named = [pair for pair in named if pair[1].type == "City"] or named
    counts = Counter(mention.entity for _, mention in named)
    best = max(named, key=lambda pair: (counts[pair[1].entity], -pair[0]), default=None)
    return best or next(iter(titled), None)


def _named(reading: Reading) -> list[tuple[int, Mention]]:
    return list(zip(reading.names, reading.mentions, strict=True))
