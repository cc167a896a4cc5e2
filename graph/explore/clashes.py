"""What contradicts what, as the dataset says it: statements of one fact, figures of one thing."""

from __future__ import annotations

from collections.abc import Iterable

from graph.explore.records import Figure, Statement, View

__all__ = ["of_facts", "of_figures"]


def of_facts(view: View) -> list[tuple[Statement, ...]]:
    """The statements that contradict each other, group by group, oldest first."""
    known = {item.iri: item for item in view.statements}
    found = [[known[iri] for iri in group] for group in _groups(view.conflicts) if all(iri in known for iri in group)]
    return [tuple(sorted(said, key=lambda item: (item.since, item.status, item.iri))) for said in found]


def of_figures(view: View) -> list[tuple[Figure, ...]]:
    """The figures that contradict each other, group by group, smallest first."""
    known = {item.iri: item for item in view.figures}
    found = [[known[iri] for iri in group] for group in _groups(view.conflicts) if all(iri in known for iri in group)]
    return [tuple(sorted(said, key=lambda item: (item.number or 0, item.iri))) for said in found]


def _groups(pairs: Iterable[tuple[str, str]]) -> list[list[str]]:
    """All that are joined, directly or not, together; each group and the list of them sorted."""
    group: dict[str, set[str]] = {}
    for one, other in pairs:
        joined = group.get(one, {one}) | group.get(other, {other})
        group.update(dict.fromkeys(joined, joined))
    return sorted({id(members): sorted(members) for members in group.values()}.values())
