"""The property graph as files for ``neo4j-admin database import``, and as an outline of what a load writes."""

from __future__ import annotations

import csv
import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from graph.files import atomic
from graph.neo4j.loader import Graph, rows_of_nodes, rows_of_relationships
from graph.neo4j.statements import SCHEMA, Statements
from graph.properties import Value
from graph.property_graph import OURS

__all__ = ["outline", "write"]

#: The key, the labels or the type, the properties.
_Line = tuple[Sequence[str], Sequence[str], Mapping[str, Any]]

#: Between the members of a list: a character that no text of a document holds.
_SEPARATOR = "\x1f"
_COMMAND = """\
#!/bin/sh
# Run where neo4j-admin is, with the database stopped; then run schema.cypher on it.
cd "$(dirname "$0")" || exit 1
exec neo4j-admin database import full "${1:-neo4j}" --overwrite-destination --multiline-fields=true \\
    --array-delimiter=U+001F --nodes=nodes.csv --relationships=relationships.csv
"""
_KINDS = {bool: "boolean", int: "long", float: "double", datetime.date: "date", str: "string"}


def outline(graph: Graph) -> Iterator[str]:
    """Yield the Cypher of a load with the number of rows for each statement."""
    statements, counts = Statements(graph.labels, graph.types, dynamic=True), graph.counts()
    for statement in SCHEMA:
        yield f"{statement};"
    yield f"// {counts.nodes[OURS]:,} rows"
    yield f"{statements.create_nodes(graph.labels)};"
    for type_, n in counts.relationships.items():
        yield f"// {n:,} rows {type_}"
    yield f"{statements.create_relationships(graph.types[0])};"


def write(graph: Graph, folder: Path) -> list[Path]:
    """Write nodes and relationships as CSV, the constraints as Cypher and the command that imports; return the files.

    What they make is what a load makes, so that a load afterwards finds nothing to do.
    Raises: BuildError where the folder cannot be written.
    """
    nodes, relationships, schema, command = (
        folder / name for name in ("nodes.csv", "relationships.csv", "schema.cypher", "import.sh")
    )
    statements = Statements(graph.labels, graph.types, dynamic=True)
    _csv(
        nodes,
        ("id:ID", ":LABEL"),
        lambda: ((row.key, row.labels, row.properties) for row in rows_of_nodes(graph, statements)),
    )
    _csv(
        relationships,
        (":START_ID", ":END_ID", ":TYPE"),
        lambda: (
            (row.key[1:], (type_,), row.properties)
            for type_ in graph.types
            for row in rows_of_relationships(graph, type_)
        ),
    )
    with atomic(schema) as file:
        file.writelines(f"{statement};\n" for statement in SCHEMA)
    with atomic(command) as file:
        file.write(_COMMAND)
    return [nodes, relationships, schema, command]


def _csv(path: Path, fixed: tuple[str, ...], rows: Callable[[], Iterable[_Line]]) -> None:
    """Write one file; the rows are read twice, first to know the columns."""
    kinds: dict[str, str] = {}
    for _, _, properties in rows():
        for name, value in properties.items():
            kinds.setdefault(name, _kind(value))
    kinds.pop("id", None)
    with atomic(path) as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([*fixed, *(f"{name}:{kind}" for name, kind in sorted(kinds.items()))])
        for key, labels, properties in rows():
            cells = (_cell(properties.get(name)) for name in sorted(kinds))
            writer.writerow([*key, _SEPARATOR.join(labels), *cells])


def _kind(value: Value) -> str:
    if isinstance(value, list):
        return f"{_kind(value[0])}[]" if value else "string[]"
    return _KINDS[type(value)]


def _cell(value: Value | None) -> str:
    if isinstance(value, list):
        return _SEPARATOR.join(map(_cell, value))
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else value.isoformat() if isinstance(value, datetime.date) else str(value)
