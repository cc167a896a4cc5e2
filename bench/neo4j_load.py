"""Loading 100,000 nodes and 300,000 relationships: our loader, a bare driver and rdflib-neo4j on one server, one run.

    python bench/neo4j_load.py [--nodes 100000] [--relationships 300000] [--rdflib-neo4j PYTHON] [--rival-nodes N]
                               [--build BUILD]

NEO4J_URI and NEO4J_PASSWORD name the server, whose nodes are all removed; without them one is started. rdflib-neo4j
is measured where PYTHON names the interpreter of an environment that has it (``pip install rdflib-neo4j
neo4j-rust-ext``), on graphs of equal size: once with all that our load writes, where each relation needs a node of its
own, since it writes no properties of relationships; and once without these properties, which is then all that ours
writes too. With ``--build BUILD`` the graph of a build is loaded as well.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from neo4j_made import KINDS, TYPES, Made, Triple, same_content, without_properties
from neo4j_server import reached

from graph import store
from graph.batches import batched
from graph.neo4j.database import Database
from graph.neo4j.loader import load
from graph.property_graph import OURS, PropertyGraph


def bare(graph: Made, database: Database, batch: int) -> None:
    """Load with the driver alone: the constraint, then UNWIND in batches; no comparison and no check."""
    database.define(f"CREATE CONSTRAINT jinpu_id IF NOT EXISTS FOR (n:{OURS}) REQUIRE n.id IS UNIQUE")
    for kind in KINDS:
        labels = (OURS, "Entity", *kind)
        rows = [{"id": n.id, "properties": n.properties} for n in graph.nodes() if n.labels == labels]
        query = f"UNWIND $rows AS row MERGE (n:{':'.join(labels)} {{id: row.id}}) SET n = row.properties"
        for part in batched(rows, batch):
            database.write(query, part)
    for type_ in TYPES:
        query = (
            f"UNWIND $rows AS row MATCH (a:{OURS} {{id: row.start}}) MATCH (b:{OURS} {{id: row.end}}) "
            f"MERGE (a)-[r:{type_}]->(b) SET r = row.properties"
        )
        links = [{"start": r.start, "end": r.end, "properties": r.properties} for r in graph.relationships(type_)]
        for part in batched(links, batch):
            database.write(query, part)


def rdflib_neo4j(python: str, triples: Iterator[Triple], environment: dict[str, str]) -> tuple[float, int]:
    """Load triples by rdflib-neo4j; return the seconds that it took, and how many they were."""
    command = [python, str(Path(__file__).with_name("neo4j_rdflib.py"))]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, env=environment, stdin=pipe, stdout=pipe, text=True) as other:
        assert other.stdin is not None
        assert other.stdout is not None
        for triple in triples:
            other.stdin.write(json.dumps(triple) + "\n")
        other.stdin.close()
        said = json.loads(other.stdout.read().splitlines()[-1])
    return said["seconds"], said["triples"]


def clear(database: Database) -> None:
    """Remove all nodes, and what the rival leaves behind."""
    database.define("DROP CONSTRAINT n10s_unique_uri IF EXISTS")
    while database.ask("MATCH (n) RETURN n LIMIT 1").rows:
        database.write("UNWIND $rows AS row MATCH (n) WITH n LIMIT 20000 DETACH DELETE n", [{}])


def timed(work: Callable[[], Any]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def beside_the_driver(graph: Made, database: Database, batch: int) -> dict[str, Any]:
    """Return the figures of our loader and of the bare driver."""

    def ours(**options: Any) -> None:
        load(graph, database, lambda line: None, batch=batch, **options)

    first = timed(ours)
    flat = graph.peaks.copy()
    again, anew = timed(ours), timed(lambda: ours(anew=True))
    clear(database)
    driver = timed(lambda: bare(graph, database, batch))
    clear(database)
    relationships = sum(graph.counts().relationships.values())
    return {
        "nodes": graph.size,
        "relationships": relationships,
        "ours, s": round(first, 1),
        "things a second": round((graph.size + relationships) / first),
        "ours again, nothing changed, s": round(again, 1),
        "ours again, all written, s": round(anew, 1),
        "bare driver, s": round(driver, 1),
        "of the bare driver's speed": round(driver / first, 2),
        "repeated load is faster by": round(first / again, 1),
        "memory of the loader after 10,000 things and at the end, MiB": [flat[1], flat[-1]],
    }


def beside_the_rival(
    graph: Made, database: Database, batch: int, python: str, environment: dict[str, str]
) -> dict[str, Any]:
    """Return the figures of our loader and of rdflib-neo4j, on one graph with and without properties of relations."""
    figures: dict[str, Any] = {"nodes": graph.size}
    plain = Made(graph.size, graph.links, plain=True)
    for name, made, triples in (
        ("with all properties", graph, same_content(graph)),
        ("without properties of relations", plain, without_properties(plain)),
    ):
        seconds = timed(lambda made=made: load(made, database, lambda line: None, batch=batch))  # type: ignore[misc]
        clear(database)
        theirs, count = rdflib_neo4j(python, triples, environment)
        clear(database)
        figures[name] = {
            "ours, s": round(seconds, 1),
            "rdflib-neo4j, s": round(theirs, 1),
            "its triples": count,
            "its triples a second": round(count / theirs),
            "ours is faster by": round(theirs / seconds, 1),
        }
    return figures


def of_a_build(graph: PropertyGraph, database: Database) -> dict[str, Any]:
    """Return the seconds of the first load of a build and of the next."""
    loads = [timed(lambda: load(graph, database, lambda line: None)) for _ in range(2)]
    clear(database)
    counts = graph.counts()
    size = {"nodes": counts.nodes[OURS], "relationships": sum(counts.relationships.values())}
    return {**size, "first load, s": round(loads[0], 1), "again, s": round(loads[1], 1)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--nodes", type=int, default=100_000)
    parser.add_argument("--relationships", type=int, default=300_000)
    parser.add_argument("--batch", type=int, default=5000)
    parser.add_argument("--rdflib-neo4j", metavar="PYTHON", help="an interpreter that has rdflib-neo4j")
    parser.add_argument("--rival-nodes", type=int, metavar="N", help="compare with it at this size [all]")
    parser.add_argument("--build", type=Path, help="load the graph of this build too")
    args = parser.parse_args()
    figures: dict[str, Any] = {}
    with reached() as (database, environment):
        clear(database)
        # The server compiles while it is young: a small load first.
        load(Made(2000, 6000), database, lambda line: None)
        clear(database)
        if args.build:
            figures["the build"] = of_a_build(PropertyGraph(store.open(args.build)), database)
        if args.nodes:
            figures["bare driver"] = beside_the_driver(Made(args.nodes, args.relationships), database, args.batch)
            print(json.dumps(figures, indent=1), file=sys.stderr)
        if args.rdflib_neo4j:
            size = args.rival_nodes or args.nodes
            made = Made(size, size * args.relationships // (args.nodes or size))
            figures["rdflib-neo4j"] = beside_the_rival(made, database, args.batch, args.rdflib_neo4j, environment)
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
