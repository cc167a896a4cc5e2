"""The file of Cypher makes the graph that a load makes, in a real Neo4j and in the embedded store."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from graph import store
from graph.export import export
from graph.neo4j import embedded
from graph.neo4j.changes import Change
from graph.neo4j.database import Database
from graph.neo4j.dump import lines, literal
from graph.neo4j.loader import load
from graph.property_graph import PropertyGraph

from .conftest import NASTY

#: Strings that would end a literal early, or be read as a code: a backslash before a u, quotes, the end of a line.
STRINGS = (
    *NASTY,
    "上海银行",
    "a\\u0027b",
    "\\\\u0022 + x",
    "\\U00000041",
    "tab\t, bell\x07, \\\x01",
    "'\"`\\",
    "\\'",
    "ends in \\",
    "// no comment; /* none */",
    "line one\r\nline two\x85\u2029three",
)
VALUES = (*STRINGS, 0, -7, 2**53, 0.1, 1e22, 1e-9, True, False, datetime.date(2024, 2, 29), list(STRINGS), [1, 2], [])


def _run(file: Path, database: Database) -> None:
    """Run the file as a shell does: a statement a line."""
    for line in file.read_text(encoding="utf-8").split("\n"):
        # The embedded store has no full-text index.
        if line and not line.startswith(("//", "CREATE FULLTEXT")):
            database.define(line.removesuffix(";"))


def _plain(value: Any) -> Any:
    return value.to_native() if hasattr(value, "to_native") else value


def _literals_come_back(database: Database) -> None:
    names = [f"v{i}" for i in range(len(VALUES))]
    query = ", ".join(f"{literal(value)} AS {name}" for name, value in zip(names, VALUES, strict=True))
    (row,) = database.ask(f"RETURN {query}").rows
    assert [_plain(value) for value in row] == list(VALUES)


@pytest.mark.neo4j
def test_neo4j_reads_every_literal_as_it_was(connected: Database) -> None:
    _literals_come_back(connected)


def test_the_embedded_store_reads_every_literal_as_it_was(store_in_process: Database) -> None:
    _literals_come_back(store_in_process)


def test_a_literal_stands_on_one_line() -> None:
    assert [value for value in VALUES if "\n" in literal(value) or "\r" in literal(value)] == []


@pytest.mark.neo4j
def test_after_the_file_a_load_finds_nothing_to_do(
    built: Path, graph: PropertyGraph, database: Database, tmp_path: Path
) -> None:
    (file,) = export(built, tmp_path / "graph.cypher", "cypher")
    for _ in range(2):
        _run(file, database)
        loaded = load(graph, database, lambda line: None)
        assert loaded.nodes.keys() == loaded.relationships.keys() == {Change.SAME}


def test_the_embedded_store_takes_the_file_too(said: Any, build_of: Callable[..., Path], tmp_path: Path) -> None:
    build = build_of("build", said[:3])
    (file,) = export(build, tmp_path / "graph.cypher", "cypher")
    with embedded.open(build, lambda line: None) as database:
        database.define("MATCH (n:Jinpu) DETACH DELETE n")
        _run(file, database)
        loaded = load(PropertyGraph(store.open(build)), database, lambda line: None)
    assert loaded.nodes.keys() == loaded.relationships.keys() == {Change.SAME}


def test_no_statement_holds_more_rows_than_an_engine_likes(graph: PropertyGraph, monkeypatch: Any) -> None:
    monkeypatch.setattr("graph.neo4j.dump._ROWS", 3)
    statements = [line for line in lines(graph) if line.startswith("UNWIND")]
    assert max(line.count("`properties`: ") for line in statements) == 3
    assert sum(line.count("`properties`: ") for line in statements) == sum(
        [*graph.counts().relationships.values(), sum(1 for _ in graph.nodes())]
    )
