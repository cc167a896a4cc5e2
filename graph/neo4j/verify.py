"""Counts in a database against the counts of the dataset."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from graph.neo4j.database import Database
from graph.neo4j.statements import COUNT_NODES, COUNT_RELATIONSHIPS
from graph.property_graph import OURS, Counts
from ontology.errors import StoreError

__all__ = ["counted", "verify"]

#: As many differences as fit a line that can be read.
_SHOWN = 8


def counted(database: Database) -> Counts:
    """Return how many nodes each label and relationships each type has among the nodes of ours."""
    nodes, relationships = database.ask(COUNT_NODES), database.ask(COUNT_RELATIONSHIPS)
    return Counts(dict(nodes.rows), dict(relationships.rows))


def verify(database: Database, expected: Counts, labels: tuple[str, ...], types: tuple[str, ...]) -> None:
    """Compare the counts of every label and type of ours; what others added beside them is not looked at.

    Raises: StoreError naming what differs.
    """
    found = counted(database)
    wrong = [
        *_differences("nodes", (OURS, *labels), expected.nodes, found.nodes),
        *_differences("relationships", types, expected.relationships, found.relationships),
    ]
    if wrong:
        more = f" and {len(wrong) - _SHOWN} more" if len(wrong) > _SHOWN else ""
        raise StoreError(f"{database.uri}: the load does not agree with the dataset: {'; '.join(wrong[:_SHOWN])}{more}")


def _differences(kind: str, names: tuple[str, ...], one: Mapping[str, int], other: Mapping[str, int]) -> Iterator[str]:
    for name in names:
        expected, found = one.get(name, 0), other.get(name, 0)
        if expected != found:
            yield f"{found} {kind} {name}, expected {expected}"
