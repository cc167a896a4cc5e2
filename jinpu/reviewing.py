"""What of a build a person should look at: the least certain names, merges and statements, each with a decision."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from extract.fold import key
from extract.lexicon import Lexicon
from extract.link.names import core, is_latin
from extract.link.shortening import contracts
from extract.records import Document, Extraction, Fact, Mention, Observation, Place
from graph.conflicts import conflicts
from graph.decisions import Decision
from graph.merge import Merged, Node
from graph.stated import rejected, stated
from graph.statements import Assertion, Figure, Naming

__all__ = ["Doubt", "contradictions", "merges", "names", "statements"]

#: Characters of its sentence shown on each side of a name.
_AROUND = 40
#: A document is named by so many digits of its hash.
_HASH = 12
_ENDS = "。！？；\n"


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing to look at: how sure the build is of it, the sentence, and the decision that would put it right.

    ``kind`` and ``rows`` are the decision: its table and what stands in it.
    """

    score: float
    what: str
    document: str
    start: int
    sentence: str
    kind: str
    rows: dict[str, Any]

    @property
    def decision(self) -> str:
        """The decision in TOML; strings of JSON are strings of TOML too."""
        lines = [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in self.rows.items()]
        return "\n".join([f"[[{self.kind}]]", *lines])

    def is_decided(self, decision: Decision) -> bool:
        """Has a person decided this, one way or the other?"""
        if decision.document:
            mine = self.rows.get("document", "")
            is_here = bool(mine) and (mine.startswith(decision.document) or decision.document.startswith(mine))
            return is_here and decision.start <= self.rows["start"] < decision.end
        return set(decision.names) == set(self.rows.get("names", [self.rows.get("name")]))


def names(extractions: Sequence[Extraction]) -> list[Doubt]:
    """Return the names by the surest sight of each, the least certain first."""
    best: dict[tuple[str, str], tuple[float, Document, Mention]] = {}
    for extraction in extractions:
        for mention in extraction.mentions:
            if mention.entity < 0:
                continue
            seen = (mention.type, key(mention.text))
            if seen not in best or mention.score > best[seen][0]:
                best[seen] = (mention.score, extraction.document, mention)
    found = []
    for score, document, mention in best.values():
        name = _one_line(mention.text)
        rows = {"name": name, "type": mention.type}
        what = f"{name}  {mention.type}  ({mention.component})"
        sentence = _sentence(document, *mention.raw)
        found.append(Doubt(score, what, document.name, mention.raw[0], sentence, "reject", rows))
    return sorted(found, key=_order)


#: How sure a merge is: the forms differ in an ending; one shortens the other; only the text joins them.
_ENDING, _SHORTENED, _OTHERWISE = 0.95, 0.8, 0.5


def merges(extractions: Sequence[Extraction], merged: Merged, lexicon: Lexicon) -> list[Doubt]:
    """Return the forms that were given to an entity by rules and not by the lexicon, the least certain first."""
    first = _first_sights(extractions, merged)
    found = []
    for index, node in enumerate(merged.nodes):
        entry = lexicon.entries.get(node.key)
        known = {key(form) for form in ((*entry.strong, *entry.weak) if entry else ())} | {key(node.name)}
        for form in node.forms:
            sight = first.get((index, key(form)))
            if key(form) in known or sight is None:
                continue
            document, mention = sight
            name = _one_line(form)
            found.append(
                Doubt(
                    _sureness(form, node),
                    f"{name} = {node.name}  {node.type}",
                    document.name,
                    mention.raw[0],
                    _sentence(document, *mention.raw),
                    "different",
                    {"names": [name, node.name], "type": node.type},
                )
            )
    return sorted(found, key=_order)


def statements(extractions: Sequence[Extraction]) -> list[Doubt]:
    """Return relations and figures, the least certain first."""
    return sorted((doubt for extraction in extractions for doubt in _statements(extraction)), key=_order)


def contradictions(extractions: Sequence[Extraction], merged: Merged, decided: Sequence[Decision]) -> list[Doubt]:
    """Return the pairs of statements that contradict each other, each told by the less certain one of the two."""
    labels = {node.iri: node.name for node in merged.nodes}
    kept = [s for s in stated(extractions, merged) if not isinstance(s, Naming) and not rejected(s, decided)]
    found = []
    for pair in conflicts(kept):
        weak, strong = sorted((_of_stated(said, labels) for said in pair), key=_order)
        against = f"{weak.sentence} | against {strong.document}:{strong.start}: {strong.sentence}"
        found.append(replace(weak, what=f"{weak.what} against {strong.what}", sentence=against))
    return sorted(found, key=_order)


def _of_stated(said: Assertion | Figure, labels: Mapping[str, str]) -> Doubt:
    if isinstance(said, Assertion):
        return _of_fact(said.document, said.fact, labels[said.subject], labels[said.object])
    return _of_figure(said.document, said.observation, labels[said.about])


def _statements(extraction: Extraction) -> Iterator[Doubt]:
    document, entities = extraction.document, extraction.entities
    for fact in extraction.facts:
        yield _of_fact(document, fact, entities[fact.subject].name, entities[fact.object].name)
    for seen in extraction.observations:
        yield _of_figure(document, seen, entities[seen.subject].name)


def _of_fact(document: Document, fact: Fact, subject: str, object_: str) -> Doubt:
    what = f"{subject} {fact.relation} {object_} ({fact.status}, {fact.rule})"
    rows = {**_place(document, fact.evidence), "relation": fact.relation}
    return _of_statement(document, fact, what, rows)


def _of_figure(document: Document, seen: Observation, subject: str) -> Doubt:
    what = f"{subject} | {seen.indicator} | {seen.value} | {seen.unit} | {seen.period or '-'}"
    return _of_statement(document, seen, what, _place(document, seen.evidence))


def _of_statement(document: Document, said: Fact | Observation, what: str, rows: dict[str, Any]) -> Doubt:
    quote = _one_line(said.evidence.quote)
    return Doubt(said.confidence, what, document.name, said.evidence.start, quote, "reject", rows)


def _place(document: Document, place: Place) -> dict[str, Any]:
    return {"document": document.sha256[:_HASH], "start": place.start, "end": place.end}


def _first_sights(extractions: Iterable[Extraction], merged: Merged) -> dict[tuple[int, str], tuple[Document, Mention]]:
    """Return the first mention of each form of each entity."""
    found: dict[tuple[int, str], tuple[Document, Mention]] = {}
    for extraction in sorted(extractions, key=lambda e: e.document.name):
        for index, mention in enumerate(extraction.mentions):
            node = merged.of.get((extraction.document.sha256, index))
            if node is not None:
                found.setdefault((node, key(mention.text)), (extraction.document, mention))
    return found


def _sureness(form: str, node: Node) -> float:
    if core(form, node.type) == core(node.name, node.type):
        return _ENDING
    if is_latin(form) == is_latin(node.name) and (contracts(form, node.name) or contracts(node.name, form)):
        return _SHORTENED
    return _OTHERWISE


def _order(doubt: Doubt) -> tuple[float, str, int, str]:
    return doubt.score, doubt.document, doubt.start, doubt.what


def _sentence(document: Document, start: int, end: int) -> str:
    """Return the sentence around a name, or as much of it as fits a line."""
    text = document.text
    before, behind = text[max(start - _AROUND, 0) : start], text[end : end + _AROUND]
    cut = max(before.rfind(mark) for mark in _ENDS)
    ends = [at for mark in _ENDS if (at := behind.find(mark)) >= 0]
    behind = behind[: min(ends) + 1] if ends else behind
    return _one_line(f"{before[cut + 1 :]}⟦{text[start:end]}⟧{behind}")


def _one_line(text: str) -> str:
    return " ".join(text.split())
