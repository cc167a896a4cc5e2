"""Who issued what, by year: the latest year first, undated at the end."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from graph.explore.records import Edge
from graph.explore.views.ledger import Chip
from graph.explore.views.notes import Notes
from graph.explore.views.records import Thing
from graph.explore.views.shelf import Shelf

__all__ = ["Year", "timeline"]

#: A page holds so many facts; the explorer has the rest.
LIMIT = 400


@dataclass(frozen=True, slots=True)
class Year:
    """A year (none: undated), how many facts, and by issuer what was issued."""

    name: str
    count: int
    issuers: tuple[tuple[Thing, tuple[Chip, ...]], ...]


def timeline(shelf: Shelf, spec: dict[str, Any]) -> dict[str, Any]:
    """The years, and how many facts were left out."""
    by: defaultdict[str, list[Edge]] = defaultdict(list)
    for edge in shelf.edges(spec["relations"]):
        if shelf.is_a(edge.subject, spec["hubs"]) and shelf.is_a(edge.object, spec["members"]):
            by[_year(shelf, edge)].append(edge)
    notes, found, left = Notes(shelf), [], 0
    for name in sorted(by, reverse=True):
        taken = by[name][: max(0, LIMIT - len(notes.told))]
        left += len(by[name]) - len(taken)
        if taken:
            found.append(Year(name, len(by[name]), _issuers(shelf, taken, notes)))
    return {"years": found, "most": max((year.count for year in found), default=0), "left": left, "notes": notes.told}


def _year(shelf: Shelf, edge: Edge) -> str:
    """The first year that a statement gives."""
    said = shelf.statements[edge.subject, edge.relation, edge.object]
    return min((item.since[:4] for item in said if item.since), default="")


def _issuers(shelf: Shelf, edges: list[Edge], notes: Notes) -> tuple[tuple[Thing, tuple[Chip, ...]], ...]:
    by: defaultdict[str, list[Chip]] = defaultdict(list)
    for edge in edges:
        by[edge.subject].append(Chip(shelf.thing(edge.object), shelf.stands(edge), notes.note(edge)))
    ranked = sorted(by.items(), key=lambda item: (-len(item[1]), item[0]))
    return tuple((shelf.thing(iri), tuple(chips)) for iri, chips in ranked)
