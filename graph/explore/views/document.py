"""One document: what it says, by relation, its figures, who and what it names."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

from graph.explore.records import Figure, Source
from graph.explore.views.records import Label, Said, Thing, Told
from graph.explore.views.shelf import Shelf

__all__ = ["Number", "document"]

#: A page holds so many facts and figures, and so many names of one type.
LIMIT, FIGURES, NAMES = 300, 120, 12


@dataclass(frozen=True, slots=True)
class Number:
    """A figure that the document gives."""

    thing: Thing
    indicator: str
    value: str
    period: str
    target: bool
    said: Said


def document(shelf: Shelf, source: Source) -> dict[str, Any]:
    """What one document says: facts by relation, figures, names by type, statements by year."""
    edges = shelf.by_document.get(source.iri, [])
    by: defaultdict[str, list[Told]] = defaultdict(list)
    for edge in edges[:LIMIT]:
        by[edge.relation].append(shelf.tell(edge, {source.iri}, limit=2))
    figures = shelf.figures_of.get(source.iri, [])
    relations = sorted(by.items(), key=lambda item: (-len(item[1]), item[0]))
    return {
        "source": source,
        "address": shelf.source(source.iri)[1],
        "relations": [(shelf.label(name), told) for name, told in relations],
        "figures": [_number(shelf, item) for item in figures[:FIGURES]],
        "names": _names(shelf, source),
        "years": _years(shelf, source),
        "counts": {"facts": len(edges), "figures": len(figures)},
        "left": max(0, len(edges) - LIMIT),
        "notes": [],
    }


def _number(shelf: Shelf, item: Figure) -> Number:
    value = f"{item.value} {item.unit}".strip()
    return Number(
        shelf.thing(item.about), item.indicator, value, item.period, item.status == "target", shelf.figure(item)
    )


def _names(shelf: Shelf, source: Source) -> list[tuple[Label, int, list[Thing]]]:
    """Type → how many entities the document names, and those that it names most often."""
    times = shelf.named.get(source.iri, Counter())
    by: defaultdict[str, list[Thing]] = defaultdict(list)
    for iri in sorted(times, key=lambda iri: (-times[iri], iri)):
        thing = shelf.thing(iri)
        by[thing.type].append(thing)
    ranked = sorted(by.items(), key=lambda item: (-len(item[1]), item[0]))
    return [(shelf.label(name), len(things), things[:NAMES]) for name, things in ranked]


def _years(shelf: Shelf, source: Source) -> list[tuple[str, int, int]]:
    """Year → how many statements the document dates to it, and its share of the fullest in hundredths."""
    edges = shelf.by_document.get(source.iri, [])
    told = [item for edge in edges for item in shelf.statements[edge.subject, edge.relation, edge.object]]
    found = Counter(item.since[:4] for item in told if item.document == source.iri and item.since)
    most = max(found.values(), default=1)
    return [(year, found[year], round(100 * found[year] / most)) for year in sorted(found)]
