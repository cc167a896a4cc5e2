"""Facts, statements and figures as columns: one list a property, texts by number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graph.explore.records import Edge, Figure, Mark, Place, Statement, View

__all__ = ["Book", "Json", "Strings", "fact_columns"]

STATUSES = ("asserted", "planned", "negated")
MARKED = {"s": 0, "o": 1}

Json = dict[str, Any]


@dataclass
class Strings:
    """Texts by number, each stored once."""

    items: list[str] = field(default_factory=list)
    index: dict[str, int] = field(default_factory=dict)

    def number(self, text: str) -> int:
        """The number of a text; a new one is added."""
        if text not in self.index:
            self.index[text] = len(self.items)
            self.items.append(text)
        return self.index[text]


@dataclass
class Book:
    """The numbers that the page uses for entities and documents, and the texts that statements share."""

    entities: Mapping[str, int]
    documents: Mapping[str, int]
    names: Mapping[str, Sequence[str]]
    quotes: Strings = field(default_factory=Strings)
    small: Strings = field(default_factory=Strings)
    relations: Strings = field(default_factory=Strings)


def fact_columns(view: View, edges: Iterable[Edge], book: Book) -> Json:
    """The columns of facts in the order of ``edges``, and those of their statements, fact by fact."""
    by_fact: dict[tuple[str, str, str], list[Statement]] = {}
    for item in view.statements:
        by_fact.setdefault((item.subject, item.relation, item.object), []).append(item)
    book.small.number("")
    facts: Json = {"s": [], "r": [], "o": [], "holds": [], "count": []}
    columns = ("id", "status", "conf", "doc", "start", "end", "quote", "when", "since", "until", "rule", "resolved")
    rows: Json = {column: [] for column in columns} | {"marks": [], "context": {}}
    for edge in edges:
        told = sorted(by_fact[edge.subject, edge.relation, edge.object], key=lambda item: _told(item, book))
        facts["s"].append(book.entities[edge.subject])
        facts["r"].append(book.relations.number(edge.relation))
        facts["o"].append(book.entities[edge.object])
        facts["holds"].append(int(edge.holds))
        facts["count"].append(len(told))
        for item in told:
            _statement_row(rows, item, book)
    return {
        "facts": facts,
        "rows": rows,
        "relations": book.relations.items,
        "figures": _figure_columns(view.figures, book),
        "known": [
            [book.entities[item.subject], item.relation, book.entities.get(item.object, -1), item.text, item.row]
            for item in view.known
            if item.subject in book.entities and (item.text or item.object in book.entities)
        ],
        "small": book.small.items,
    }


def _told(item: Statement, book: Book) -> tuple[str, int, int, str]:
    return item.since, book.documents.get(item.document, -1), item.place.start, item.iri


def _statement_row(rows: Json, item: Statement, book: Book) -> None:
    rows["id"].append(item.iri.rsplit("/", 1)[-1])
    rows["status"].append(STATUSES.index(item.status) if item.status in STATUSES else 0)
    rows["conf"].append(round(item.confidence * 100))
    rows["doc"].append(book.documents.get(item.document, -1))
    rows["start"].append(item.place.start)
    rows["end"].append(item.place.end)
    rows["quote"].append(book.quotes.number(item.place.quote))
    rows["resolved"].append(int(item.resolved))
    for column, text in (("when", item.when), ("since", item.since), ("until", item.until), ("rule", item.rule)):
        rows[column].append(book.small.number(text))
    marks = item.marks or _named(item, book)
    rows["marks"].append([part for mark in marks for part in _units(mark, item.place.quote)])
    if item.context:
        index = str(len(rows["id"]) - 1)
        rows["context"][index] = [_place_row(place, book) for place in item.context]


def _place_row(place: Place, book: Book) -> list[int]:
    return [book.small.number(place.role), book.quotes.number(place.quote), place.start, place.end]


def _named(item: Statement, book: Book) -> tuple[Mark, ...]:
    """The first place of each end's longest name in the quote, where no mention tells it."""
    found = []
    for iri, end in ((item.subject, "s"), (item.object, "o")):
        for name in sorted(book.names.get(iri, ()), key=len, reverse=True):
            start = item.place.quote.find(name)
            if start >= 0:
                found.append(Mark(start, start + len(name), end))
                break
    return tuple(sorted(found))


def _units(mark: Mark, quote: str) -> tuple[int, int, int]:
    """Start, end and which end, counted as JavaScript counts."""
    if quote.isascii() or max(quote) <= "\uffff":
        return mark.start, mark.stop, MARKED[mark.end]
    start, stop = (len(quote[:at].encode("utf-16-le")) // 2 for at in (mark.start, mark.stop))
    return start, stop, MARKED[mark.end]


def _figure_columns(figures: Iterable[Figure], book: Book) -> Json:
    rows: Json = {"about": [], "doc": [], "start": [], "end": [], "quote": [], "number": [], "marks": []}
    texts = ("indicator", "concept", "value", "unit", "base_unit", "period", "since", "until", "status")
    rows |= {column: [] for column in texts}
    for item in figures:
        if item.about not in book.entities:
            continue
        rows["about"].append(book.entities[item.about])
        rows["doc"].append(book.documents.get(item.document, -1))
        rows["start"].append(item.place.start)
        rows["end"].append(item.place.end)
        rows["quote"].append(book.quotes.number(item.place.quote))
        rows["number"].append(item.number)
        at = item.place.quote.find(item.value)
        rows["marks"].append([at, at + len(item.value), 1] if item.value and at >= 0 else [])
        for column in texts:
            rows[column].append(book.small.number(getattr(item, column)))
    return rows
