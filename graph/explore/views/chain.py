"""A chain: columns from left to right, a line for each fact between two of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from graph.explore.records import Edge
from graph.explore.views.notes import Notes
from graph.explore.views.records import Label, Thing
from graph.explore.views.shelf import Shelf

__all__ = ["Line", "Stop", "chain"]

#: More names than this in all columns cannot be followed.
LIMIT = 90
#: Of the picture: its width, the height of a row, of the headings and of the foot; the room of a name beside a node.
WIDE, ROW, HEAD, FOOT, NAME = 1240, 30, 64, 24, 176
#: Rounds of ordering each column by where its neighbours stand.
SWEEPS = 12


@dataclass(frozen=True, slots=True)
class Stop:
    """A thing with its place; ``left`` tells that its name stands on the left."""

    thing: Thing
    x: float
    y: float
    left: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A fact as a curve, and where its evidence stands on the page."""

    path: str
    middle: tuple[float, float]
    stands: str
    anchor: str
    title: str


def chain(shelf: Shelf, spec: dict[str, Any]) -> dict[str, Any]:
    """Stops and lines with their places in a picture, and how many entities were left out."""
    columns: dict[str, int] = {}
    edges = []
    for edge in shelf.edges(spec["relations"]):
        ends = [_column(shelf, iri, spec["columns"], columns) for iri in (edge.subject, edge.object)]
        if min(ends) >= 0 and ends[0] != ends[1]:
            edges.append(edge)
    count = Counter(iri for edge in edges for iri in (edge.subject, edge.object))
    kept = set(sorted(count, key=lambda iri: (-count[iri], iri))[:LIMIT])
    edges = [edge for edge in edges if edge.subject in kept and edge.object in kept]
    shown = {iri for edge in edges for iri in (edge.subject, edge.object)}
    lists = [[iri for iri in sorted(shown) if columns[iri] == at] for at in range(len(spec["columns"]))]
    lists = _ordered(lists, [(edge.subject, edge.object) for edge in edges])
    high = HEAD + ROW * max(map(len, lists), default=0) + FOOT
    stops = {stop.thing.iri: stop for stop in _stops(shelf, lists, high)}
    notes = Notes(shelf)
    lines = [_line(shelf, edge, stops, notes) for edge in sorted(edges, key=lambda edge: stops[edge.subject].y)]
    heads = [(x, _heading(shelf, names)) for x, names in zip(_lefts(len(lists)), spec["columns"], strict=True)]
    left = len(count) - len(shown)
    empty = [heads[at][1] for at, list_ in enumerate(lists) if not list_]
    picture = {"wide": WIDE, "high": high, "stops": list(stops.values()), "lines": lines, "heads": heads}
    return {**picture, "left": left, "missing": empty, "notes": notes.told}


def _column(shelf: Shelf, iri: str, columns: Sequence[Sequence[str]], known: dict[str, int]) -> int:
    if iri not in known:
        known[iri] = next((at for at, names in enumerate(columns) if shelf.is_a(iri, names)), -1)
    return known[iri]


def _heading(shelf: Shelf, names: Sequence[str]) -> Label:
    labels = [shelf.label(name) for name in names]
    return Label(" · ".join(label.zh for label in labels), " · ".join(label.en for label in labels))


def _lefts(count: int) -> list[float]:
    return [NAME + at * (WIDE - 2 * NAME) / max(1, count - 1) for at in range(count)]


def _ordered(lists: list[list[str]], links: Sequence[tuple[str, str]]) -> list[list[str]]:
    """Each column in the order of its neighbours' middles, swept to and fro until lines cross little."""
    near: defaultdict[str, list[str]] = defaultdict(list)
    for a, b in links:
        near[a].append(b)
        near[b].append(a)
    place = {iri: (at + 0.5) / len(list_) for list_ in lists for at, iri in enumerate(list_)}
    for sweep in range(SWEEPS):
        for index in range(len(lists)) if sweep % 2 == 0 else reversed(range(len(lists))):
            middle = {iri: sum(place[other] for other in near[iri]) / len(near[iri]) for iri in lists[index]}
            lists[index] = sorted(lists[index], key=lambda iri: (middle[iri], iri))
            place.update({iri: (at + 0.5) / len(lists[index]) for at, iri in enumerate(lists[index])})
    return lists


def _stops(shelf: Shelf, lists: Sequence[Sequence[str]], high: float) -> list[Stop]:
    found = []
    for at, (x, list_) in enumerate(zip(_lefts(len(lists)), lists, strict=True)):
        step = min(2 * ROW, (high - HEAD - FOOT) / max(1, len(list_)))
        top = HEAD + (high - HEAD - FOOT - step * len(list_)) / 2
        for row, iri in enumerate(list_):
            found.append(Stop(shelf.thing(iri), round(x, 1), round(top + (row + 0.5) * step, 1), at == 0))
    return found


def _line(shelf: Shelf, edge: Edge, stops: dict[str, Stop], notes: Notes) -> Line:
    a, b = sorted((stops[edge.subject], stops[edge.object]), key=lambda stop: stop.x)
    x1, x2, turn = a.x + 9, b.x - 9, (b.x - a.x) / 2.4
    path = f"M{x1:.1f} {a.y}C{x1 + turn:.1f} {a.y} {x2 - turn:.1f} {b.y} {x2:.1f} {b.y}"
    title = f"{shelf.nodes[edge.subject].name} {shelf.label(edge.relation).zh} {shelf.nodes[edge.object].name}"
    middle = round((x1 + x2) / 2, 1), round((a.y + b.y) / 2, 1)
    return Line(path, middle, shelf.stands(edge), notes.note(edge), title)
