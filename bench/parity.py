"""Writes docs/parity.md: counts and rows of a build in SPARQL, in the embedded store and in Neo4j.

    python bench/parity.py [BUILD]

The build is loaded into the Neo4j that NEO4J_URI and NEO4J_PASSWORD name, else into one that is started for it and
removed afterwards. Ends with an error where anything differs.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from neo4j_server import reached

from graph import store
from graph.files import atomic
from graph.neo4j import embedded
from graph.neo4j.loader import load
from graph.neo4j.verify import counted
from graph.property_graph import PropertyGraph
from graph.queries import registry
from graph.queries.registry import Asked
from graph.queries.rows import Row, of_cypher, of_sparql

PAGE = Path(__file__).resolve().parents[1] / "docs" / "parity.md"
HEAD = """\
# The same graph in three stores

Made by `python bench/parity.py build` from the five seed documents: the RDF dataset asked in SPARQL, the embedded
Cypher store, and a real Neo4j 5.26. The tests (`tests/graph/neo4j/test_parity.py`) hold the same for a small graph in
which every relation occurs.
"""
TYPES = "\n| relationships | SPARQL | embedded | Neo4j |\n|---|---:|---:|---:|\n"
LABELS = "\n| nodes | SPARQL | embedded | Neo4j |\n|---|---:|---:|---:|\n"
QUESTIONS = "\n| question | rows in SPARQL | embedded | Neo4j | the same rows |\n|---|---:|---:|---:|---|\n"


def main(build: Path) -> int:
    """Write the page; return 1 where the stores differ."""
    dataset = store.open(build)
    graph = PropertyGraph(dataset)
    with (
        reached() as reached_,
        embedded.open(build, lambda line: None) as inside,
    ):
        server = reached_.database
        load(graph, server, lambda line: None)
        counts = [graph.counts(), counted(inside), counted(server)]
        answers = {
            name: [of_sparql(dataset, asked), of_cypher(inside, asked), of_cypher(server, asked)]
            for name, asked in ((name, Asked(question, {})) for name, question in registry.load().items())
        }
    lines = [HEAD, TYPES, *_counts([one.relationships for one in counts])]
    lines += [LABELS, *_counts([one.nodes for one in counts]), QUESTIONS]
    same = {name: len({_alike(rows) for rows in three}) == 1 for name, three in answers.items()}
    for name, three in answers.items():
        wording = registry.load()[name].wordings["zh"][0]
        numbers = " | ".join(f"{len(rows):,}" for rows in three)
        lines.append(f"| `{name}` {wording} | {numbers} | {'yes' if same[name] else '**no**'} |\n")
    with atomic(PAGE) as file:
        file.writelines(lines)
    equal = all(one.nodes == counts[0].nodes and one.relationships == counts[0].relationships for one in counts)
    return 0 if equal and all(same.values()) else 1


def _counts(three: list[dict[str, int]]) -> Iterator[str]:
    for name in sorted({name for one in three for name in one}):
        yield f"| `{name}` | {' | '.join(f'{one.get(name, 0):,}' for one in three)} |\n"


def _alike(rows: list[Row]) -> str:
    """Return rows in an order that all share; what is nothing is left out, 12 is 12.0."""
    plain = ({k: float(v) if isinstance(v, int) else v for k, v in row.items() if v is not None} for row in rows)
    return "\n".join(sorted(json.dumps(row, ensure_ascii=False, sort_keys=True) for row in plain))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "build")))
