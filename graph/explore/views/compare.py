"""Two documents or editions: what both say, with both quotes, and what only one of them says."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from typing import Any

from graph.explore.clashes import of_facts, of_figures
from graph.explore.records import Edge, Source
from graph.explore.views.records import Told
from graph.explore.views.shelf import Shelf

__all__ = ["compare", "pairs"]

#: A page holds so many facts in each column, and so many names.
LIMIT, NAMES = 100, 24
#: A name in more documents than this tells little about two of them.
COMMON = 12


def pairs(shelf: Shelf, limit: int) -> list[tuple[Source, Source]]:
    """The documents that have most names in common, two at a time; the earlier one first."""
    shared: Counter[tuple[str, str]] = Counter()
    for node in shelf.view.nodes:
        documents = sorted(iri for iri in node.documents if iri in shelf.sources)
        if len(documents) <= COMMON:
            shared.update(itertools.combinations(documents, 2))
    ranked = sorted(shared, key=lambda pair: (-shared[pair], pair))[:limit]
    return [_in_order(shelf.sources[a], shelf.sources[b]) for a, b in ranked]


def _in_order(one: Source, other: Source) -> tuple[Source, Source]:
    first, second = sorted((one, other), key=lambda source: (source.issued or "9999", source.name))
    return first, second


def compare(shelf: Shelf, one: Source, other: Source) -> dict[str, Any]:
    """Facts of both and of each alone, names of both and of each alone, and what contradicts."""
    here, there = (dict.fromkeys(shelf.by_document.get(source.iri, [])) for source in (one, other))
    edges = {
        "one": [edge for edge in here if edge not in there],
        "both": [edge for edge in here if edge in there],
        "other": [edge for edge in there if edge not in here],
    }
    wanted = {one.iri, other.iri}
    names = _names(shelf, one, other)
    return {
        "one": one,
        "other": other,
        "facts": {side: _told(shelf, list_[:LIMIT], wanted, side) for side, list_ in edges.items()},
        "count": {side: len(list_) for side, list_ in edges.items()},
        "names": {side: [shelf.thing(iri) for iri in iris[:NAMES]] for side, iris in names.items()},
        "named": {side: len(iris) for side, iris in names.items()},
        "clashes": _clashes(shelf, wanted),
        "left": 0,
        "notes": [],
    }


def _told(shelf: Shelf, edges: Sequence[Edge], wanted: set[str], side: str) -> list[Told]:
    """The facts with their evidence; what both say has a quote of each."""
    return [shelf.tell(edge, wanted, limit=4 if side == "both" else 1) for edge in edges]


def _names(shelf: Shelf, one: Source, other: Source) -> dict[str, list[str]]:
    """The entities that one of them names, both, or the other, most often named first."""
    here, there = (shelf.named.get(source.iri, Counter[str]()) for source in (one, other))
    ranked = sorted(here | there, key=lambda iri: (-here[iri] - there[iri], iri))
    found: dict[str, list[str]] = {"one": [], "both": [], "other": []}
    for iri in ranked:
        found["both" if iri in here and iri in there else "one" if iri in here else "other"].append(iri)
    return found


def _clashes(shelf: Shelf, wanted: set[str]) -> int:
    """How many contradictions there are between the two."""
    sides = [{item.document for item in group} for group in of_facts(shelf.view)]
    sides += [{item.document for item in group} for group in of_figures(shelf.view)]
    return sum(wanted <= documents for documents in sides)
