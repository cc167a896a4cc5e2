"""Facts, statements and figures as columns: one list a property, texts by number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graph.explore.clashes import of_facts, of_figures
from graph.explore.columns import Column, Floats, Ints, Plain, Rising, Texts
from graph.explore.records import Edge, Figure, Mark, Place, Statement, View

__all__ = ["Book", "Json", "Rows", "Strings", "fact_columns"]

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


@dataclass
class Rows:
    """What the first screen wants of facts, and what comes later: statements, figures, what contradicts what."""

    facts: dict[str, Column]
    rows: dict[str, Column]
    #: What the legend and the slider count: statements by status, by document, by month.
    totals: Json


def fact_columns(view: View, edges: Sequence[Edge], book: Book) -> Rows:
    """The columns of facts in the order of ``edges``, and those of their statements, fact by fact."""
    by_fact: dict[tuple[str, str, str], list[Statement]] = {}
    for item in view.statements:
        by_fact.setdefault((item.subject, item.relation, item.object), []).append(item)
    book.small.number("")
    told = [
        sorted(by_fact[edge.subject, edge.relation, edge.object], key=lambda item: _told(item, book)) for edge in edges
    ]
    facts: dict[str, Column] = {
        "s": Rising([book.entities[edge.subject] for edge in edges]),
        "r": Ints([book.relations.number(edge.relation) for edge in edges]),
        "o": Ints([book.entities[edge.object] for edge in edges]),
        "holds": Ints([int(edge.holds) for edge in edges]),
        "count": Ints([len(said) for said in told]),
        "stands": Ints([_stands(edge, said) for edge, said in zip(edges, told, strict=True)]),
    }
    facts["relations"] = Plain(book.relations.items)
    statements = [item for said in told for item in said]
    rows = _statement_columns(statements, book)
    rows |= {**_figure_columns(view.figures, book), "known": Plain(_known(view, book))}
    rows["clashes"] = Plain(_clashes(view, statements, book))
    rows["small"] = Texts(book.small.items)
    return Rows(facts, rows, _totals(statements, book))


def _stands(edge: Edge, said: Sequence[Statement]) -> int:
    """How a fact is drawn where nothing is filtered: 1 whole, 2 planned, 3 denied or ended."""
    if edge.holds and any(item.status == "asserted" for item in said):
        return 1
    return _status(said[-1]) + 1


def _status(item: Statement) -> int:
    return STATUSES.index(item.status) if item.status in STATUSES else 0


def _known(view: View, book: Book) -> list[Any]:
    return [
        [book.entities[item.subject], item.relation, book.entities.get(item.object, -1), item.text, item.row]
        for item in view.known
        if item.subject in book.entities and (item.text or item.object in book.entities)
    ]


def _totals(statements: Iterable[Statement], book: Book) -> Json:
    status, documents, months = [0] * len(STATUSES), Counter[int](), Counter[str]()
    for item in statements:
        status[_status(item)] += 1
        documents[book.documents.get(item.document, -1)] += 1
        if item.since:
            months[item.since[:7]] += 1
    known = sorted((index, count) for index, count in documents.items() if index >= 0)
    return {"status": status, "documents": known, "months": sorted(months.items())}


def _clashes(view: View, statements: Sequence[Statement], book: Book) -> Json:
    """The numbers of statements, and of figures, that contradict each other, group by group."""
    number = {item.iri: index for index, item in enumerate(statements)}
    shown = [item for item in view.figures if item.about in book.entities]
    place = {item.iri: index for index, item in enumerate(shown)}
    facts = [[number[item.iri] for item in group if item.iri in number] for group in of_facts(view)]
    figures = [[place[item.iri] for item in group if item.iri in place] for group in of_figures(view)]
    return {"facts": [group for group in facts if group], "figures": [group for group in figures if group]}


def _told(item: Statement, book: Book) -> tuple[str, int, int, str]:
    return item.since, book.documents.get(item.document, -1), item.place.start, item.iri


def _statement_columns(statements: Sequence[Statement], book: Book) -> dict[str, Column]:
    marks = [_marked(item, book) for item in statements]
    context = {str(at): [_place_row(place, book) for place in item.context] for at, item in enumerate(statements)}
    columns: dict[str, Column] = {
        "status": Ints([_status(item) for item in statements]),
        "conf": Ints([round(item.confidence * 100) for item in statements]),
        "doc": Ints([book.documents.get(item.document, -1) for item in statements]),
        "start": Ints([item.place.start for item in statements]),
        "long": Ints([item.place.end - item.place.start for item in statements]),
        "quote": Rising([book.quotes.number(item.place.quote) for item in statements]),
        "resolved": Ints([int(item.resolved) for item in statements]),
        "marksCount": Ints([len(found) for found in marks]),
        "marks": Ints([number for found in marks for number in found]),
        "context": Plain({at: places for at, places in context.items() if places}),
    }
    for column in ("when", "since", "until", "rule"):
        columns[column] = Ints([book.small.number(getattr(item, column)) for item in statements])
    return columns


def _marked(item: Statement, book: Book) -> list[int]:
    return [part for mark in item.marks or _named(item, book) for part in _units(mark, item.place.quote)]


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


def _figure_columns(figures: Iterable[Figure], book: Book) -> dict[str, Column]:
    """Figures about entities of the page; ``figureMark`` is where the value stands in the quote, -1 for nowhere."""
    shown = [item for item in figures if item.about in book.entities]
    columns: dict[str, Column] = {
        "figureAbout": Ints([book.entities[item.about] for item in shown]),
        "figureDoc": Ints([book.documents.get(item.document, -1) for item in shown]),
        "figureStart": Ints([item.place.start for item in shown]),
        "figureEnd": Ints([item.place.end for item in shown]),
        "figureQuote": Ints([book.quotes.number(item.place.quote) for item in shown]),
        "figureNumber": Floats([item.number for item in shown]),
        "figureMark": Ints([_value_at(item) for item in shown]),
    }
    for name in ("indicator", "concept", "value", "unit", "base_unit", "period", "since", "until", "status"):
        key = "figure" + name.title().replace("_", "")
        columns[key] = Ints([book.small.number(getattr(item, name)) for item in shown])
    return columns


def _value_at(item: Figure) -> int:
    """Where the value stands in the quote, as JavaScript counts."""
    at = item.place.quote.find(item.value) if item.value else -1
    return len(item.place.quote[:at].encode("utf-16-le")) // 2 if at >= 0 else -1
