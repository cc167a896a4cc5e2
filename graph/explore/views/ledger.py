"""Who uses what: one row for each thing used, those with most users first."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from graph.explore.records import Edge
from graph.explore.views.notes import Notes
from graph.explore.views.records import Thing
from graph.explore.views.shelf import Shelf

__all__ = ["Chip", "Row", "ledger"]

#: A page holds so many facts; the explorer has the rest.
LIMIT = 300
#: Who makes a thing stands below its name.
MAKERS = "develops"


@dataclass(frozen=True, slots=True)
class Chip:
    """Somebody in a row, and where the evidence for it stands on the page."""

    thing: Thing
    stands: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Row:
    """Something used, who makes it and who uses it."""

    thing: Thing
    makers: tuple[Chip, ...]
    chips: tuple[Chip, ...]

    @property
    def users(self) -> int:
        """How many use it as the documents stand: neither planned nor ended."""
        return sum(chip.stands == "asserted" for chip in self.chips)


def ledger(shelf: Shelf, spec: dict[str, Any]) -> dict[str, Any]:
    """Rows for the last column of the view, with chips for the first; and how many facts were left out."""
    holders, held = spec["columns"][0], spec["columns"][-1]
    by: defaultdict[str, list[Edge]] = defaultdict(list)
    for edge in shelf.edges(spec["relations"]):
        if shelf.is_a(edge.subject, holders) and shelf.is_a(edge.object, held):
            by[edge.object].append(edge)
    notes, left = Notes(shelf), 0
    rows: list[Row] = []
    makers = [edge for edge in shelf.edges([MAKERS]) if edge.object in by]
    for iri, edges in sorted(by.items(), key=lambda item: (-_users(shelf, item[1]), -len(item[1]), item[0])):
        if len(notes.told) + len(edges) > LIMIT and rows:
            left += len(edges)
            continue
        chips = tuple(Chip(shelf.thing(edge.subject), shelf.stands(edge), notes.note(edge)) for edge in edges)
        made = [edge for edge in makers if edge.object == iri]
        rows.append(Row(shelf.thing(iri), tuple(_maker(shelf, notes, edge) for edge in made), chips))
    return {"rows": rows, "most": max((row.users for row in rows), default=0), "left": left, "notes": notes.told}


def _users(shelf: Shelf, edges: list[Edge]) -> int:
    return sum(shelf.stands(edge) == "asserted" for edge in edges)


def _maker(shelf: Shelf, notes: Notes, edge: Edge) -> Chip:
    return Chip(shelf.thing(edge.subject), shelf.stands(edge), notes.note(edge))
