"""The property graph as one file of Cypher, for shells, browsers and other engines than Neo4j."""

from __future__ import annotations

import datetime
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from graph.neo4j.loader import Graph, rows_of_nodes, rows_of_relationships
from graph.neo4j.statements import SCHEMA, Statements

__all__ = ["lines", "literal"]

#: Rows a statement: an engine holds the whole text of one while it reads it.
_ROWS = 200
_HEAD = """\
// One statement a line; run all of them, such as: cypher-shell --file graph.cypher
// Run again they change nothing. They touch only nodes with the label Jinpu, and remove none.
"""
#: Between a backslash and a u: some engines read the two as the code of a character before they look for strings.
_CODE = re.compile(r"(?<=\\)(?=[uU])")


def lines(graph: Graph) -> Iterator[str]:
    """Yield the file: constraint and indexes, nodes with their labels, relationships; what a load would write."""
    statements = Statements(graph.labels, graph.types, dynamic=False)
    yield _HEAD
    for statement in SCHEMA:
        yield f"{statement};\n"
    nodes = (
        (statements.create_nodes(row.labels), {"id": row.key[0], "properties": row.properties})
        for row in rows_of_nodes(graph, statements)
    )
    yield from _written(nodes)
    for type_ in graph.types:
        statement = statements.merge_relationships(type_)
        links = (
            (statement, {"start": row.key[1], "end": row.key[2], "properties": row.properties})
            for row in rows_of_relationships(graph, type_)
        )
        yield from _written(links)


def literal(value: Any) -> str:
    """Return a value of the property graph as Cypher, on one line; a string is data whatever stands in it."""
    if isinstance(value, str):
        return " + ".join(json.dumps(part, ensure_ascii=False) for part in _CODE.split(value))
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"`{name}`: {literal(one)}" for name, one in value.items()) + "}"
    if isinstance(value, Sequence):
        return f"[{', '.join(map(literal, value))}]"
    if isinstance(value, datetime.date):
        return f"date({literal(value.isoformat())})"
    return json.dumps(value).replace("e+", "e")


def _written(rows: Iterable[tuple[str, dict[str, Any]]]) -> Iterator[str]:
    """Yield statements with some rows each, of which no more is held."""
    waiting: dict[str, list[str]] = defaultdict(list)
    for statement, row in rows:
        waiting[statement].append(literal(row))
        if len(waiting[statement]) == _ROWS:
            yield _line(statement, waiting.pop(statement))
    for statement, rest in waiting.items():
        yield _line(statement, rest)


def _line(statement: str, rows: list[str]) -> str:
    return statement.replace("$rows", f"[{', '.join(rows)}]", 1) + ";\n"
