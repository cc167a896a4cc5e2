"""Places and who is there: a card for each place, the fullest first."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from graph.explore.records import Edge
from graph.explore.views.ledger import Chip
from graph.explore.views.notes import Notes
from graph.explore.views.records import Label, Thing
from graph.explore.views.shelf import Shelf

__all__ = ["City", "cities"]

#: A page holds so many facts; the explorer has the rest.
LIMIT = 400


@dataclass(frozen=True, slots=True)
class City:
    """A place, and who is there by type."""

    thing: Thing
    count: int
    groups: tuple[tuple[Label, tuple[Chip, ...]], ...]


def cities(shelf: Shelf, spec: dict[str, Any]) -> dict[str, Any]:
    """The cards, and how many facts were left out."""
    by: defaultdict[str, list[Edge]] = defaultdict(list)
    for edge in shelf.edges(spec["relations"]):
        if shelf.is_a(edge.subject, spec["members"]) and shelf.is_a(edge.object, spec["hubs"]):
            by[edge.object].append(edge)
    notes, left = Notes(shelf), 0
    found: list[City] = []
    for iri, edges in sorted(by.items(), key=lambda item: (-len(item[1]), item[0])):
        if len(notes.told) + len(edges) > LIMIT and found:
            left += len(edges)
            continue
        found.append(City(shelf.thing(iri), len(edges), _groups(shelf, edges, notes)))
    return {"cities": found, "left": left, "notes": notes.told}


def _groups(shelf: Shelf, edges: list[Edge], notes: Notes) -> tuple[tuple[Label, tuple[Chip, ...]], ...]:
    by: defaultdict[str, list[Chip]] = defaultdict(list)
    for edge in edges:
        thing = shelf.thing(edge.subject)
        by[thing.type].append(Chip(thing, shelf.stands(edge), notes.note(edge)))
    order = list(shelf.types)
    ranked = sorted(by.items(), key=lambda item: order.index(item[0]) if item[0] in order else len(order))
    return tuple((shelf.label(name), tuple(chips)) for name, chips in ranked)
