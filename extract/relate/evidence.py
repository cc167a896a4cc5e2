"""The places of a document that make a statement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from extract.records import Block, Document, Mention, Place
from extract.relate.calendar import Dated
from extract.relate.candidates import Row
from extract.relate.pairs import Pair
from extract.relate.units import Sentence, Unit

__all__ = ["places"]

_NEAR = 60  # characters that page furniture between two lines may take before the parts are quoted apart
Stretch = tuple[str, int, int, int]  # role, block, start, end


def places(
    document: Document,
    blocks: Sequence[Block],
    mentions: Sequence[Mention],
    *,
    row: Row,
    ends: tuple[int, int],
    date: Dated | None,
    lines: Mapping[int, Sequence[Sentence]],
) -> tuple[Place, tuple[Place, ...]]:
    """Return the statement's place and the further ones: both names and the trigger lie in one of them.

    ``lines`` are the sentences of each block.
    """
    found: list[Place] = []
    for role, block, start, end in _stretches(blocks, mentions, row=row, ends=ends, date=date, lines=lines):
        for number, (first, last) in enumerate(_parts(document.text, blocks[block], start, end)):
            if not any(place.start <= first and last <= place.end for place in found):
                name = role if number == 0 else "continuation"
                found.append(Place(name, document.text[first:last], first, last))
    return found[0], tuple(found[1:])


def _stretches(
    blocks: Sequence[Block],
    mentions: Sequence[Mention],
    *,
    row: Row,
    ends: tuple[int, int],
    date: Dated | None,
    lines: Mapping[int, Sequence[Sentence]],
) -> Iterator[Stretch]:
    sentence = row.line.sentence
    table = blocks[sentence.block].table
    if table:
        cells = table.row_at(sentence.start)
        yield "statement", sentence.block, cells[0].start, cells[-1].end
        for heads in table.rows[: table.headers]:
            for cell, head in zip(cells, heads, strict=True):
                if head.end > head.start and any(cell.start <= mentions[end].start < cell.end for end in ends):
                    yield "column", sentence.block, head.start, head.end
    elif _said(row):
        yield "statement", sentence.block, *_clauses(sentence, _marks(row.pair, row))
    else:
        yield "statement", sentence.block, *_trimmed(sentence.text, sentence.start, sentence.end)
    for end in ends:
        yield _origin(row, mentions[end], lines)
    if not table and not _said(row):
        yield from _above(blocks[sentence.block], lines)
    if date:
        yield "date", date.block, date.base + date.span.start, date.base + date.span.end


def _said(row: Row) -> bool:
    """Return whether the sentence has a word for the relation; else all that was read is shown."""
    return any(rule.relation == row.relation for trigger in row.scene.triggers for rule in trigger.rules)


def _above(block: Block, lines: Mapping[int, Sequence[Sentence]]) -> Iterator[Stretch]:
    """Yield the line that introduces a block and the heading over it."""
    above = [("heading", index) for index in block.path[-1:]]
    for role, index in [("intro", block.intro), *above] if block.intro is not None else above:
        for sentence in lines.get(index, ())[-1:]:
            yield role, sentence.block, *_trimmed(sentence.text, sentence.start, sentence.end)


def _origin(row: Row, mention: Mention, lines: Mapping[int, Sequence[Sentence]]) -> Stretch:
    """Return the clause that names an end: the statement itself, unless a pronoun or the topic stands for the end."""
    role = row.pair.how if row.pair.how in ("heading", "intro") else "continuation"
    for sentence in lines.get(mention.block, ()):
        if sentence.start <= mention.start < sentence.end:
            return role, sentence.block, *_clauses(sentence, [(mention.start, mention.end)])
    return role, mention.block, mention.start, mention.end


def _marks(pair: Pair, row: Row) -> list[tuple[int, int]]:
    sentence = row.line.sentence
    marks = [(unit.start, unit.end) for unit in (pair.first, pair.second) if _inside(unit, sentence)]
    fired = [fired for fired in pair.fired if fired.rule.relation == row.relation]
    marks += [(one.trigger.start, one.trigger.end) for one in fired]
    if not fired:
        own = [t for t in row.scene.triggers if any(rule.relation == row.relation for rule in t.rules)]
        marks += [(t.start, t.end) for t in sorted(own, key=lambda t: abs(t.start - pair.second.start))[:1]]
    return marks


def _inside(unit: Unit, sentence: Sentence) -> bool:
    return any(unit is part for outer in sentence.units for part in outer.all())


def _clauses(sentence: Sentence, marks: Iterable[tuple[int, int]]) -> tuple[int, int]:
    """Return the clauses that hold all marks, without space at either end."""
    known = list(marks)
    first, last = min(start for start, _ in known), max(end for _, end in known)
    start = max((cut + 1 for cut in sentence.cuts if cut < first), default=sentence.start)
    end = min((cut for cut in sentence.cuts if cut >= last), default=sentence.end)
    return _trimmed(sentence.text, min(start, first), max(end, last))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a range without white space at either end."""
    while start < end - 1 and text[start].isspace():
        start += 1
    while end > start + 1 and text[end - 1].isspace():
        end -= 1
    return start, end


def _parts(text: str, block: Block, start: int, end: int) -> list[tuple[int, int]]:
    """Return the ranges of the raw text: one, unless its pieces are far apart or out of order."""
    parts: list[tuple[int, int]] = []
    for first, last in block.origin.spans(start, end):
        if parts and 0 <= first - parts[-1][1] <= _NEAR:
            parts[-1] = (parts[-1][0], last)
        else:
            parts.append((first, last))
    return parts
