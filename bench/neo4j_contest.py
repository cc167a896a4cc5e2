"""Those who load in bench/neo4j_load.py, and what a load took."""

from __future__ import annotations

import json
import subprocess
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from neo4j_made import Triple
from neo4j_server import Server

from graph.neo4j.database import Database
from graph.neo4j.loader import Graph, load
from graph.neo4j.statements import SCHEMA
from graph.neo4j.writer import BATCH
from graph.property_graph import OURS

__all__ = ["Time", "bare_by_create", "bare_by_merge", "emptied", "ours", "rdflib_neo4j", "rdflib_neo4j_of", "taken"]

_LINK = f"UNWIND $rows AS row MATCH (a:{OURS} {{id: row.start}}) MATCH (b:{OURS} {{id: row.end}}) "


@dataclass(frozen=True, slots=True)
class Time:
    """Seconds of the clock, and those of the processor that the server and the client took."""

    seconds: float
    server: float
    client: float


def taken(server: Server, work: Callable[[], Any]) -> Time:
    """Return what a piece of work of this process took."""
    started, mine, theirs = time.perf_counter(), time.process_time(), server.processor()
    work()
    return Time(time.perf_counter() - started, server.processor() - theirs, time.process_time() - mine)


def ours(server: Server, graph: Graph, batch: int = BATCH) -> Time:
    """Load a graph by our loader."""
    return taken(server, lambda: load(graph, server.database, lambda line: None, batch=batch))


def bare_by_merge(server: Server, graph: Graph, batch: int) -> Time:
    """Load with the driver alone, by UNWIND in batches that may be sent again; no comparison and no check."""
    return _bare(server, graph, batch, "MERGE")


def bare_by_create(server: Server, graph: Graph, batch: int) -> Time:
    """Load as fast as the driver does alone: what is sent again is there twice."""
    return _bare(server, graph, batch, "CREATE")


def _bare(server: Server, graph: Graph, batch: int, verb: str) -> Time:

    def sent(rows: Iterator[tuple[str, dict[str, Any]]]) -> None:
        waiting: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for query, row in rows:
            waiting[query].append(row)
            if len(waiting[query]) == batch:
                server.database.write(query, waiting.pop(query))
        for query, rest in waiting.items():
            server.database.write(query, rest)

    def work() -> None:
        made = f"UNWIND $rows AS row {verb} (n:%s {{id: row.id}}) SET n = row.properties"
        sent((made % ":".join(n.labels), {"id": n.id, "properties": n.properties}) for n in graph.nodes())
        for type_ in graph.types:
            link = f"{_LINK} {verb} (a)-[r:{type_}]->(b) SET r = row.properties"
            ends = graph.relationships(type_)
            sent((link, {"start": r.start, "end": r.end, "properties": r.properties}) for r in ends)

    return taken(server, work)


def rdflib_neo4j_of(server: Server, python: str, turtle: Path) -> Time:
    """Load a Turtle file by rdflib-neo4j, as its documentation shows."""
    return rdflib_neo4j(server, python, iter(()), turtle)


def rdflib_neo4j(server: Server, python: str, triples: Iterator[Triple], *files: Path) -> Time:
    """Load triples by rdflib-neo4j, whose process says how long it took."""
    command = [python, str(Path(__file__).with_name("neo4j_rdflib.py")), *map(str, files)]
    pipe, before = subprocess.PIPE, server.processor()
    with subprocess.Popen(command, env=server.environment, stdin=pipe, stdout=pipe, text=True) as other:
        assert other.stdin is not None
        assert other.stdout is not None
        for triple in triples:
            other.stdin.write(json.dumps(triple) + "\n")
        other.stdin.close()
        said = json.loads(other.stdout.read().splitlines()[-1])
    return Time(said["seconds"], server.processor() - before, said["processor"])


def emptied(database: Database) -> None:
    """Remove all nodes and what the rival defines, define what is ours, and wait until the indexes have caught up."""
    database.define("DROP CONSTRAINT n10s_unique_uri IF EXISTS")
    while database.ask("MATCH (n) RETURN n LIMIT 1").rows:
        database.write("UNWIND $rows AS row MATCH (n) WITH n LIMIT 20000 DETACH DELETE n", [{}])
    for statement in SCHEMA:
        database.define(statement)
    database.ask("CALL db.awaitIndexes(600)")
    database.ask("CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()")
