"""Loading 100,000 nodes and 300,000 relationships: our loader, a bare driver and rdflib-neo4j on one server, one run.

    python bench/neo4j_load.py [--nodes 100000] [--relationships 300000]

NEO4J_URI and NEO4J_PASSWORD name the server, whose nodes are all removed. rdflib-neo4j is measured where it is there
(``pip install rdflib-neo4j``), on a tenth of the nodes; it writes no lists and no properties of relationships.
"""

from __future__ import annotations

import argparse
import datetime
import importlib.util
import json
import os
import resource
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from graph.batches import batched
from graph.neo4j.database import Database, connect
from graph.neo4j.loader import load
from graph.properties import Value
from graph.property_graph import OURS, Counts, Node, Relationship

TYPES = ("DEVELOPS", "PARTNERS_WITH", "USES")
LABELS = ("Artefact", "Bank", "Company", "Database", "Entity", "Institution")
KINDS = (("Institution", "Bank"), ("Institution", "Company"), ("Artefact", "Database"))


@dataclass(frozen=True)
class Made:
    """A graph made by counting, the same every time; nothing of it is held."""

    size: int
    links: int
    labels: tuple[str, ...] = LABELS
    types: tuple[str, ...] = TYPES
    peaks: list[int] = field(default_factory=list)

    def nodes(self) -> Iterator[Node]:
        for i in range(self.size):
            if i % 10_000 == 0:
                self.peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
            labels = (OURS, "Entity", *KINDS[i % 3])
            names = {"name": f"第{i}号机构", "name_en": f"Number {i}", "aliases": [f"{i}号", f"No. {i}"]}
            yield Node(_id(i), labels, {"id": _id(i), "type": labels[-1], **names})

    def relationships(self, type_: str) -> Iterator[Relationship]:
        share = self.links // len(TYPES)
        each = share // self.size
        for i in range(self.size):
            if i % 10_000 == 0:
                self.peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
            ends = sorted({(i * 7919 + k * 104_729 + TYPES.index(type_) + 1) % self.size for k in range(each)})
            for end in ends:
                said = {
                    "sources": ["https://w3id.org/jinpu/id/document/0"],
                    "quotes": [f"第{i}号采用第{end}号的产品。"],
                }
                when = {"from": datetime.date(2024, 1, 1), "confidence": 0.9}
                yield Relationship(type_, _id(i), _id(end), {"fact_id": f"{type_}/{i}/{end}", **said, **when})

    def counts(self) -> Counts:
        nodes = {OURS: self.size, "Entity": self.size}
        for i, (above, label) in enumerate(KINDS):
            n = len(range(i, self.size, 3))
            nodes[label] = n
            nodes[above] = nodes.get(above, 0) + n
        return Counts(nodes, {type_: sum(1 for _ in self.relationships(type_)) for type_ in TYPES})


def _id(number: int) -> str:
    return f"https://w3id.org/jinpu/id/Bank/{number:07}"


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


def rdflib_neo4j(graph: Made, uri: str, password: str) -> int:
    """Load the same without lists and the properties of relationships, which it cannot write; return the triples."""
    from rdflib import RDF, Graph, Literal, Namespace, URIRef  # noqa: PLC0415
    from rdflib_neo4j import HANDLE_VOCAB_URI_STRATEGY, Neo4jStore, Neo4jStoreConfig  # noqa: PLC0415

    jp = Namespace("https://w3id.org/jinpu/ontology#")
    auth = {"uri": uri, "database": "neo4j", "user": "neo4j", "pwd": password}
    config = Neo4jStoreConfig(
        auth_data=auth, handle_vocab_uri_strategy=HANDLE_VOCAB_URI_STRATEGY.IGNORE, batching=True, batch_size=5000
    )
    target = Graph(store=Neo4jStore(config=config))
    for node in graph.nodes():
        target.add((URIRef(node.id), RDF.type, jp[node.labels[-1]]))
        for name in ("name", "name_en", "type"):
            target.add((URIRef(node.id), jp[name], Literal(str(node.properties[name]))))
    for type_ in TYPES:
        for one in graph.relationships(type_):
            target.add((URIRef(one.start), jp[type_], URIRef(one.end)))
    target.close(True)
    return graph.size * 4 + sum(graph.counts().relationships.values())


def triples(graph: Made) -> int:
    """Return how many statements a load writes: classes, values of properties, relations."""
    nodes = sum(1 + _values(node.properties) for node in graph.nodes())
    return nodes + sum(1 + _values(one.properties) for type_ in TYPES for one in graph.relationships(type_))


def _values(properties: Mapping[str, Value]) -> int:
    return sum(len(value) if isinstance(value, list) else 1 for name, value in properties.items() if name != "id")


def _clear(database: Database) -> None:
    while database.ask("MATCH (n) RETURN n LIMIT 1").rows:
        database.write("UNWIND $rows AS row MATCH (n) WITH n LIMIT 20000 DETACH DELETE n", [{}])


def _timed(work: Callable[[], Any]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--nodes", type=int, default=100_000)
    parser.add_argument("--relationships", type=int, default=300_000)
    parser.add_argument("--batch", type=int, default=5000)
    args = parser.parse_args()
    uri, password = os.environ["NEO4J_URI"], os.environ["NEO4J_PASSWORD"]
    graph = Made(args.nodes, args.relationships)
    total = args.nodes + sum(graph.counts().relationships.values())
    seconds: dict[str, float] = {}
    with connect(uri, "neo4j", password) as database:

        def ours(**options: Any) -> None:
            load(graph, database, lambda line: None, batch=args.batch, **options)

        _clear(database)
        # The server compiles while it is young: a small load first.
        load(Made(2000, 6000), database, lambda line: None)
        _clear(database)
        graph.peaks.clear()
        seconds["ours"] = _timed(ours)
        flat = graph.peaks.copy()
        seconds["ours again, nothing changed"] = _timed(ours)
        seconds["ours again, all written"] = _timed(lambda: ours(anew=True))
        _clear(database)
        seconds["bare driver"] = _timed(lambda: bare(graph, database, args.batch))
        _clear(database)
        figures: dict[str, Any] = {name: round(value, 2) for name, value in seconds.items()}
        figures["memory of the loader after 10,000 things and at the end, MiB"] = [flat[1], flat[-1]]
        figures["of the bare driver's speed"] = round(seconds["bare driver"] / seconds["ours"], 2)
        figures["repeated load is faster by"] = round(seconds["ours"] / seconds["ours again, nothing changed"], 2)
        if importlib.util.find_spec("rdflib_neo4j"):
            small = Made(args.nodes // 10, args.relationships // 10)
            own = triples(graph) / seconds["ours"]
            started = time.perf_counter()
            rate = rdflib_neo4j(small, uri, password) / (time.perf_counter() - started)
            figures["triples a second, ours and rdflib-neo4j"] = [round(own), round(rate)]
            figures["faster than rdflib-neo4j by"] = round(own / rate, 1)
        _clear(database)
    figures["things a second"] = round(total / seconds["ours"])
    print(json.dumps({"nodes": args.nodes, "relationships": total - args.nodes, **figures}, indent=1))


if __name__ == "__main__":
    main()
