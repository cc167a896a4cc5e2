"""What contradicts what: both quotes side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from graph.explore.clashes import of_facts, of_figures
from graph.explore.records import Figure
from graph.explore.views.records import Label, Said, Thing
from graph.explore.views.shelf import Shelf

__all__ = ["Clash", "contradictions"]

#: A page holds so many; the explorer has the rest.
LIMIT = 200


@dataclass(frozen=True, slots=True)
class Clash:
    """Statements or figures about one thing that cannot all be right; values stand beside figures."""

    subject: Thing
    what: Label
    object: Thing | None
    sides: tuple[tuple[str, Said], ...]


def contradictions(shelf: Shelf, spec: dict[str, Any]) -> dict[str, Any]:
    """Facts asserted in one place and denied or ended in another, and figures that differ; and how many more."""
    facts = [
        Clash(
            shelf.thing(group[0].subject),
            shelf.label(group[0].relation),
            shelf.thing(group[0].object),
            tuple(("", shelf.said(item)) for item in group),
        )
        for group in of_facts(shelf.view)
        if {group[0].subject, group[0].object} <= shelf.nodes.keys()
    ]
    figures = [_of_figures(shelf, group) for group in of_figures(shelf.view) if group[0].about in shelf.nodes]
    left = max(0, len(facts) + len(figures) - LIMIT)
    shown = facts[:LIMIT]
    return {"facts": shown, "figures": figures[: LIMIT - len(shown)], "left": left, "notes": [], "id": spec["id"]}


def _of_figures(shelf: Shelf, group: tuple[Figure, ...]) -> Clash:
    first = group[0]
    what = f"{first.indicator} {first.period}"
    sides = tuple((f"{item.value} {item.unit}", shelf.figure(item)) for item in group)
    return Clash(shelf.thing(first.about), Label(what, what), None, sides)
