"""Loads the property graph: what is new or changed is written, what is gone is removed, and then all is counted."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from itertools import groupby
from typing import Protocol

from graph.neo4j import present
from graph.neo4j.alone import WRITES, alone
from graph.neo4j.changes import Change, Key, changes, digest
from graph.neo4j.database import Database
from graph.neo4j.statements import REMOVE_NODES, SCHEMA, Statements
from graph.neo4j.verify import counted, verify
from graph.neo4j.writer import BATCH, Changed, Row, Statement, Writer
from graph.property_graph import OURS, Counts, Node, Relationship
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

    Only nodes with our label are touched. Stopped anywhere, the next load does the rest. Of two at once one waits.
    Raises: StoreError where the server refuses, or does not hold the graph at the end.
    """
    lacking = _define(database)
    statements = Statements(graph.labels, graph.types, database.dynamic_labels)
    nodes, relationships = Counter[Change](), Counter[Change]()
    with alone(database, say) if statements.dynamic else nullcontext():
        held, pages = counted(database), present.Pages()
        with Writer(database, batch, WRITES if statements.dynamic else None) as writer:
            found = changes(
                pages.noted(rows_of_nodes(graph, statements)), present.nodes(database) if held.nodes.get(OURS) else ()
            )
            writer.run(_tallied(found, nodes, anew, say), ("id",), _for_nodes(statements))
            rows = (row for type_ in graph.types for row in rows_of_relationships(graph, type_))
            there = {type_: n for type_, n in held.relationships.items() if type_ in graph.types}
            found = changes(rows, pages.relationships(database, statements, there))
            names = ("type", "start", "end")
            writer.run(_tallied(found, relationships, anew, say), names, _for_relationships(statements))
            expected = graph.counts()
        verify(database, expected, graph.labels, graph.types)
    return Loaded(nodes, relationships, lacking)


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
        yield Row((type_, one.start, one.end), mark, (), {**one.properties, "digest": mark})


def _tallied(found: Iterable[Changed], total: Counter[Change], anew: bool, say: Say) -> Iterator[Changed]:
    """Yield all on, what is the same as changed if it shall be written ``anew``; say of each kind what became of it."""
    for kind, those in groupby(found, lambda one: one[1][0] if len(one[1]) > 1 else "nodes"):
        counts: Counter[Change] = Counter()
        for change, key, row in those:
            counts[change] += 1
            yield Change.CHANGED if anew and change is Change.SAME else change, key, row
        say(f"{kind}: {_told(counts)}")
        total += counts


def _for_nodes(statements: Statements) -> Statement:
    @functools.cache
    def made(change: Change, labels: tuple[str, ...]) -> str:
        return statements.create_nodes(labels) if change is Change.NEW else statements.change_nodes(labels)

    def chosen(change: Change, _key: Key, row: Row | None) -> str:
        return made(change, () if statements.dynamic else tuple(row.labels)) if row else REMOVE_NODES

    return chosen


def _for_relationships(statements: Statements) -> Statement:
    made = {
        Change.NEW: functools.cache(statements.create_relationships),
        Change.CHANGED: functools.cache(statements.merge_relationships),
        Change.GONE: functools.cache(statements.remove_relationships),
    }
    return lambda change, key, _row: made[change](key[0])


def _told(counts: Mapping[Change, int]) -> str:
    return ", ".join(f"{counts[change]:,} {change.name.lower()}" for change in Change if counts.get(change))
