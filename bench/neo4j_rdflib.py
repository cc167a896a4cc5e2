"""Loads triples with rdflib-neo4j, and prints the seconds that it took: the other side of bench/neo4j_load.py.

    python bench/neo4j_rdflib.py < TRIPLES
    python bench/neo4j_rdflib.py TURTLE

It needs an environment with rdflib-neo4j and nothing of ours. A line is a JSON list: subject, predicate, object, and
the datatype of the object, empty for an IRI. NEO4J_URI and NEO4J_PASSWORD name the server. Reading lines and making
rdflib's terms of them is not counted. It loads at its best: in batches, all triples of a subject together. A file is
read by ``Graph.parse``, as its documentation does, and all of that is counted.
"""

from __future__ import annotations

import itertools
import json
import os
import sys
import time

from rdflib import Graph, Literal, URIRef
from rdflib_neo4j import (
    HANDLE_MULTIVAL_STRATEGY,
    HANDLE_VOCAB_URI_STRATEGY,
    Neo4jStore,
    Neo4jStoreConfig,
)

#: Properties with several values, by namespace: without them it keeps the last value and drops the others.
LISTS = ("aliases", "quotes", "sources")
JP = "https://w3id.org/jinpu/ontology#"
BATCH = 5000


def main() -> None:
    target = Graph(store=Neo4jStore(config=configuration()))
    seconds, processor = parsed(target, sys.argv[1]) if len(sys.argv) > 1 else added(target)
    started, busy = time.perf_counter(), time.process_time()
    target.close(True)
    seconds, processor = seconds + time.perf_counter() - started, processor + time.process_time() - busy
    print(json.dumps({"seconds": round(seconds, 2), "processor": round(processor, 2)}))


def configuration() -> Neo4jStoreConfig:
    """Return how it is set up."""
    auth = {"uri": os.environ["NEO4J_URI"], "database": "neo4j", "user": "neo4j", "pwd": os.environ["NEO4J_PASSWORD"]}
    return Neo4jStoreConfig(
        auth_data=auth,
        custom_prefixes={"jp": JP},
        handle_vocab_uri_strategy=HANDLE_VOCAB_URI_STRATEGY.IGNORE,
        handle_multival_strategy=HANDLE_MULTIVAL_STRATEGY.ARRAY,
        multival_props_names=[("jp", name) for name in LISTS],
        batching=True,
        batch_size=BATCH,
    )


def parsed(target: Graph, path: str) -> tuple[float, float]:
    """Load a file; return seconds of the clock and of the processor."""
    started, busy = time.perf_counter(), time.process_time()
    target.parse(path, format="turtle")
    return time.perf_counter() - started, time.process_time() - busy


def added(target: Graph) -> tuple[float, float]:
    """Load the triples of standard input; return seconds of the clock and of the processor."""
    seconds, processor = 0.0, 0.0
    while lines := list(itertools.islice(sys.stdin, 20_000)):
        triples = []
        for line in lines:
            subject, predicate, value, kind = json.loads(line)
            object_ = Literal(value, datatype=URIRef(kind)) if kind else URIRef(value)
            triples.append((URIRef(subject), URIRef(predicate), object_))
        started, busy = time.perf_counter(), time.process_time()
        for triple in triples:
            target.add(triple)
        seconds, processor = seconds + time.perf_counter() - started, processor + time.process_time() - busy
    return seconds, processor


if __name__ == "__main__":
    main()
