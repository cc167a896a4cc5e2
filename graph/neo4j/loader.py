"""Loads the property graph: what is new or changed is written, what is gone is removed, and then all is counted."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from graph.neo4j import present
from graph.neo4j.changes import Change, digest
from graph.neo4j.database import Database
from graph.neo4j.statements import COUNT_RELATIONSHIPS, REMOVE_NODES, SCHEMA, Statements
from graph.neo4j.verify import verify
from graph.neo4j.writer import BATCH, Row, Writer
from graph.property_graph import Counts, Node, Relationship
from ontology.errors import QueryError, StoreError

__all__ = ["Graph", "Loaded", "load", "rows_of_nodes", "rows_of_relationships"]

Say = Callable[[str], None]


class Graph(Protocol):
    """What can be loaded: nodes sorted by id, relationships of a type sorted by start and end."""

    @property
    def labels(self) -> tuple[str, ...]: ...
    @property
    def types(self) -> tuple[str, ...]: ...
    def nodes(self) -> Iterator[Node]: ...
    def relationships(self, type_: str, /) -> Iterator[Relationship]: ...
    def counts(self) -> Counts: ...


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many nodes and relationships were new, changed, same and gone."""

    nodes: Mapping[Change, int]
    relationships: Mapping[Change, int]
    lacking: tuple[str, ...] = ()  #: indexes that the server does not have


def load(graph: Graph, database: Database, say: Say, *, batch: int = BATCH, anew: bool = False) -> Loaded:
    """Return what a load did; ``anew`` writes also what has not changed, in case somebody changed it there.

    Only nodes with our label are touched. Stopped anywhere, the next load does the rest.
    Raises: StoreError where the server refuses, or does not hold the graph at the end.
    """
    lacking = _define(database)
    statements = Statements(graph.labels, graph.types, database.dynamic_labels)
    writer = Writer(database, ("id",), _node_statement(statements), REMOVE_NODES, batch, anew)
    pages = present.Pages()
    nodes = writer.run(pages.noted(rows_of_nodes(graph, statements)), present.nodes(database))
    say(f"nodes: {_told(nodes)}")
    counts = dict(database.ask(COUNT_RELATIONSHIPS).rows)
    total: Counter[Change] = Counter()
    for type_ in graph.types:
        merge, remove = statements.merge_relationships(type_), statements.remove_relationships(type_)
        writer = Writer(database, ("start", "end"), lambda _change, _row, to=merge: to, remove, batch, anew)  # type: ignore[misc]
        theirs = pages.relationships(database, statements.read_relationships(type_), counts.get(type_, 0))
        found = writer.run(rows_of_relationships(graph, type_), theirs)
        if found:
            say(f"{type_}: {_told(found)}")
        total += found
    verify(database, graph.counts(), graph.labels, graph.types)
    return Loaded(nodes, total, lacking)


def _define(database: Database) -> tuple[str, ...]:
    """Make the constraint and the indexes; return those that the engine does not know."""
    constraint, *indexes = SCHEMA
    try:
        database.define(constraint)
    except QueryError as error:
        raise StoreError(f"{database.uri}: {error}, expected nodes of ours with one id each") from error
    lacking = []
    for index in indexes:
        try:
            database.define(index)
        except QueryError:
            lacking.append(index.partition(" IF NOT EXISTS")[0].removeprefix("CREATE "))
    return tuple(lacking)


def rows_of_nodes(graph: Graph, statements: Statements) -> Iterator[Row]:
    """Yield nodes as they are written, with the hash that a later load compares."""
    for node in graph.nodes():
        mark = digest(node.labels, node.properties)
        yield Row((node.id,), mark, statements.checked(node.labels), {**node.properties, "digest": mark})


def rows_of_relationships(graph: Graph, type_: str) -> Iterator[Row]:
    """Yield the relationships of a type as they are written, with their hash."""
    for one in graph.relationships(type_):
        mark = digest((), one.properties)
        yield Row((one.start, one.end), mark, [], {**one.properties, "digest": mark})


def _node_statement(statements: Statements) -> Callable[[Change, Row], str]:
    @functools.cache
    def made(change: Change, labels: tuple[str, ...]) -> str:
        return statements.create_nodes(labels) if change is Change.NEW else statements.change_nodes(labels)

    return lambda change, row: made(change, () if statements.dynamic else tuple(row.labels))


def _told(counts: Mapping[Change, int]) -> str:
    return ", ".join(f"{counts[change]:,} {change.name.lower()}" for change in Change if counts.get(change))
