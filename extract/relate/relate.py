"""Statements of a document: which candidates are stated, with status, date and evidence."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from extract.records import Block, Document, Entity, Fact, Mention
from extract.relate.calendar import Calendar
from extract.relate.candidates import Row, candidates
from extract.relate.evidence import places
from extract.relate.jointly import Key, Said, issued_jointly
from extract.relate.model import load
from extract.relate.own import OWN, is_own, relation_of
from extract.relate.pairs import CARRIED, TOGETHER
from extract.relate.units import Sentence
from ontology import schema

__all__ = ["relate"]

_OVER = frozenset(("intro", "heading"))  # ways in which what stands over a sentence, list or table is meant
_HERE = TOGETHER | {"row"}
_ABOVE = CARRIED | {"heading"}  # ways in which the topic of a sentence comes from above it
#: Characters within which 98 of 100 statements of the annotated passages lie, and the loss beyond.
_NEAR, _LOSS = 250, 0.8


def relate(
    document: Document, blocks: tuple[Block, ...], mentions: Sequence[Mention], entities: Sequence[Entity]
) -> list[Fact]:
    """Return what the document says of its entities, in the order of the text.

    Each statement (relation, subject, object, status) stands once, with the place that says it most plainly.
    """
    model = load()
    found = candidates(document, blocks, mentions)
    best: dict[Key, Said] = {}
    table, scores, statuses = model.score(found, blocks, mentions)
    for number, learnt in enumerate(scores):
        row = table.rows[number]
        if learnt > model.thresholds[row.column]:
            for ends in row.ends:
                score = learnt - _farness(row, ends, mentions)
                if score <= model.thresholds[row.column]:
                    continue
                one, other = mentions[ends[0]].entity, mentions[ends[1]].entity
                key = _key(relation_of(row.relation, one, other, entities), one, other)
                if key not in best or score > best[key][0]:
                    best[key] = (float(score), number, ends)
    best = issued_jointly(_nearest(best, table.rows, blocks), table.rows, mentions)
    calendar = Calendar(document, blocks, found.lines)
    sentences: dict[int, list[Sentence]] = {}
    for line in found.lines:
        sentences.setdefault(line.sentence.block, []).append(line.sentence)
    facts = []
    dated = model.dating.choose([table.rows[number] for _, number, _ in best.values()], calendar)
    stated = [(table.rows[number], ends, statuses[number]) for _, number, ends in best.values()]
    told = model.status.choose(stated, blocks, found.lines)
    for date, status, ((relation, *_), (score, number, ends)) in zip(dated, told, best.items(), strict=True):
        row = table.rows[number]
        statement, context = places(document, blocks, mentions, row=row, ends=ends, date=date, lines=sentences)
        facts.append(
            Fact(
                relation=relation,
                subject=mentions[ends[0]].entity,
                object=mentions[ends[1]].entity,
                head=ends[0],
                tail=ends[1],
                evidence=statement,
                status=status,
                when=date.when if date else "",
                when_resolved=bool(date and date.span.resolved),
                confidence=_confidence(model.confidence(score), relation, mentions, ends, entities),
                rule=rule_of(row),
                context=context,
            )
        )
    return sorted(facts, key=lambda fact: (fact.evidence.start, fact.head, fact.tail, fact.relation))


def _nearest(best: dict[Key, Said], rows: Sequence[Row], blocks: Sequence[Block]) -> dict[Key, Said]:
    """Return the statements without those that heading or introduction add to what a sentence says better itself.

    Where a row of a table tells who invests in its bank, the banks of the sentence above are not meant too: of such
    statements in the annotated passages 1 in 24 is right. Outside tables what is likelier is meant.
    """
    here: dict[tuple[int, int, str, int, int], float] = {}
    for (relation, *ends), (score, number, _) in best.items():
        if rows[number].pair.how in _HERE:
            for place, end in enumerate(ends):
                key = *_spot(rows[number], blocks), relation, place, end
                here[key] = max(score, here.get(key, score))

    def is_outdone(key: Key, said: Said) -> bool:
        row, (relation, *ends) = rows[said[1]], key
        least = -np.inf if blocks[row.line.sentence.block].table else said[0]
        shared = ((*_spot(row, blocks), relation, place, end) for place, end in enumerate(ends))
        return row.pair.how in _OVER and any(here.get(one, -np.inf) > least for one in shared)

    return {key: said for key, said in best.items() if not is_outdone(key, said)}


def _spot(row: Row, blocks: Sequence[Block]) -> tuple[int, int]:
    """Return the block of a statement and where its row of the table begins, or its sentence."""
    sentence = row.line.sentence
    table = blocks[sentence.block].table
    cells = table.row_at(sentence.start) if table else ()
    return sentence.block, cells[0].start if cells else sentence.start


def _farness(row: Row, ends: tuple[int, int], mentions: Sequence[Mention]) -> float:
    """Return what a statement loses in log odds because its topic was named far above.

    Passages to learn from are short: there a topic is never far, and what is carried a hundred times as far in a long
    document is a hundred times as often not meant.
    """
    if row.pair.how not in _ABOVE:
        return 0.0
    apart = abs(mentions[ends[0]].raw[0] - mentions[ends[1]].raw[0])
    return _LOSS * float(np.log(max(apart / _NEAR, 1.0)))


def _confidence(
    learnt: float, relation: str, mentions: Sequence[Mention], ends: tuple[int, int], entities: Sequence[Entity]
) -> float:
    """Return the learnt confidence, or that of a firm and its own product where it is higher."""
    head, tail = (entities[mentions[end].entity] for end in ends)
    return round(max(learnt, OWN) if relation == "develops" and is_own(head, tail) else learnt, 3)


def rule_of(row: Row) -> str:
    """Return the name of the rule that fired best on a row, else of the way in which its ends stand together."""
    fired = [one for one in row.pair.fired if one.rule.relation == row.relation]
    if fired:
        one = min(fired, key=lambda fired: (fired.subject, fired.rule.name, fired.form))
        return f"{one.rule.name} {one.form}"
    return f"{row.relation}.{row.pair.how}"


def _key(relation: str, head: int, tail: int) -> Key:
    if schema.load().relations[relation].symmetric and head > tail:
        head, tail = tail, head
    return relation, head, tail
