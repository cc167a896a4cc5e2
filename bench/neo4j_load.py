"""Loading 100,000 nodes and 300,000 relationships: our loader, a bare driver and rdflib-neo4j on one server, one run.

    python bench/neo4j_load.py [--nodes 100000] [--relationships 300000] [--rounds 3] [--build BUILD]
                               [--rdflib-neo4j PYTHON] [--rival-nodes N] [--rival-rounds 1]

NEO4J_URI and NEO4J_PASSWORD name the server, whose nodes are all removed; without them one is started. The contestants
load the same graph in turn, each round in another order, and figures are medians with the lowest and the highest.
Before every load the database is emptied and has the same constraint and indexes, which have caught up; the server is
warmed by a tenth of the graph from each of them. Every batch is a transaction, which the server has written to disk
before the next. Seconds of the processor are those of the server and of the client; on a machine that does other work
they say more than the clock.

The bare driver sends batches by UNWIND with MERGE, which may be sent again, and with CREATE, which may not. It compares
nothing and checks nothing. rdflib-neo4j is measured where PYTHON names the interpreter of an environment that has it
(``pip install rdflib-neo4j neo4j-rust-ext``), on graphs of equal size: once with all that our load writes, where each
relation needs a node of its own, since it writes no properties of relationships; and once without these properties,
which is then all that ours writes too. With ``--build BUILD`` the graph of a build is loaded as the first thing on the
server that was started, and again when it is warm; rdflib-neo4j then parses its graph.ttl as well.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from neo4j_contest import Time, bare_by_create, bare_by_merge, emptied, ours, rdflib_neo4j, rdflib_neo4j_of
from neo4j_made import Made, same_content, without_properties
from neo4j_server import Server, reached

from graph import store
from graph.property_graph import OURS, PropertyGraph

Contestants = dict[str, Callable[[], Time]]
Figures = dict[str, Any]


def contest(server: Server, contestants: Contestants, rounds: int) -> dict[str, list[Time]]:
    """Return what each took in each round, the order turned by one from round to round."""
    names = list(contestants)
    times: dict[str, list[Time]] = {name: [] for name in names}
    for number in range(rounds):
        for name in names[number % len(names) :] + names[: number % len(names)]:
            emptied(server.database)
            times[name].append(contestants[name]())
            print(f"round {number + 1}, {name}: {times[name][-1]}", file=sys.stderr, flush=True)
    emptied(server.database)
    return times


def said(times: Sequence[Time]) -> Figures:
    """Return the medians of seconds, their range, and those of the processor."""
    figures: Figures = {"s": spread([one.seconds for one in times], 1)}
    for part in ("server", "client"):
        if any(getattr(one, part) for one in times):
            figures[f"processor of the {part}, s"] = spread([getattr(one, part) for one in times], 1)
    return figures


def spread(values: Sequence[float], digits: int = 2) -> str:
    """Return the median, and the range where there is one."""
    middle, low, high = (round(v, digits) for v in (statistics.median(values), min(values), max(values)))
    return f"{middle}" if len(values) == 1 else f"{middle} ({low}–{high})"


def ratio(slow: Sequence[Time], fast: Sequence[Time]) -> str:
    """Return how many times as fast, round by round."""
    return spread([one.seconds / other.seconds for one, other in zip(slow, fast, strict=True)])


def beside_the_driver(graph: Made, server: Server, batch: int, rounds: int) -> Figures:
    """Return the figures of our loader and of the bare driver."""
    again: list[Time] = []

    def loaded_twice() -> Time:
        first = ours(server, graph, batch)
        again.append(ours(server, graph, batch))
        return first

    graph.peaks.clear()
    contestants: Contestants = {
        "ours": loaded_twice,
        "bare driver, MERGE": lambda: bare_by_merge(server, graph, batch),
        "bare driver, CREATE": lambda: bare_by_create(server, graph, batch),
    }
    times = contest(server, contestants, rounds)
    relationships = sum(graph.counts().relationships.values())
    return {
        "nodes": graph.size,
        "relationships": relationships,
        "rounds": rounds,
        **{name: said(found) for name, found in times.items()},
        "ours again, nothing changed": said(again),
        "things a second": spread([(graph.size + relationships) / one.seconds for one in times["ours"]], 0),
        "of the bare driver's speed, MERGE": ratio(times["bare driver, MERGE"], times["ours"]),
        "of the bare driver's speed, CREATE": ratio(times["bare driver, CREATE"], times["ours"]),
        "repeated load is faster by": ratio(times["ours"], again),
        "memory of the loader after 10,000 things and at the end, MiB": [graph.peaks[1], graph.peaks[-1]],
    }


def beside_the_rival(graph: Made, server: Server, batch: int, rounds: int, python: str) -> Figures:
    """Return the figures of our loader and of rdflib-neo4j, on one graph with and without properties of relations."""
    figures: Figures = {"nodes": graph.size, "relationships": sum(graph.counts().relationships.values())}
    plain = Made(graph.size, graph.links, plain=True)
    kinds: tuple[tuple[str, Made, Callable[[Made], Iterator[Any]]], ...] = (
        ("with all properties", graph, same_content),
        ("without properties of relations", plain, without_properties),
    )
    for name, made, triples in kinds:
        count = sum(1 for _ in triples(made))
        contestants: Contestants = {
            "ours": lambda made=made: ours(server, made, batch),  # type: ignore[misc]
            "rdflib-neo4j": lambda made=made, triples=triples: rdflib_neo4j(server, python, triples(made)),  # type: ignore[misc]
        }
        times = contest(server, contestants, rounds)
        figures[name] = {
            **{who: said(found) for who, found in times.items()},
            "its triples": count,
            "its triples a second": spread([count / one.seconds for one in times["rdflib-neo4j"]], 0),
            "ours is faster by": ratio(times["rdflib-neo4j"], times["ours"]),
        }
    return figures


def of_a_build(path: Path, server: Server, rounds: int, *, cold: bool = False) -> Figures:
    """Return the figures of loads of a build into an empty database, and of the load of the same again.

    A ``cold`` server is asked nothing before.
    """
    graph, first, again = PropertyGraph(store.open(path)), [], []
    for _ in range(rounds):
        if not cold:
            emptied(server.database)
        first.append(ours(server, graph))
        again.append(ours(server, graph))
    emptied(server.database)
    counts = graph.counts()
    size = {"nodes": counts.nodes[OURS], "relationships": sum(counts.relationships.values())}
    return {**size, "first load": said(first), "again": said(again)}


def build_beside_the_rival(path: Path, server: Server, rounds: int, python: str) -> Figures:
    """Return the figures of a build loaded by each as a user would: ours from the build, the rival from its Turtle."""
    contestants: Contestants = {
        "ours": lambda: ours(server, PropertyGraph(store.open(path))),
        "rdflib-neo4j": lambda: rdflib_neo4j_of(server, python, path / "graph.ttl"),
    }
    times = contest(server, contestants, rounds)
    return {
        **{name: said(found) for name, found in times.items()},
        "ours is faster by": ratio(times["rdflib-neo4j"], times["ours"]),
    }


def warm(server: Server, graph: Made, batch: int) -> None:
    """Let the server compile what it will run: it is slow while it is young."""
    small = Made(graph.size // 10 or 1, graph.links // 10)
    for _ in range(2):
        for load in (ours, bare_by_merge, bare_by_create):
            emptied(server.database)
            load(server, small, batch)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--nodes", type=int, default=100_000)
    parser.add_argument("--relationships", type=int, default=300_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--batch", type=int, default=5000)
    parser.add_argument("--rdflib-neo4j", metavar="PYTHON", help="an interpreter that has rdflib-neo4j")
    parser.add_argument("--rival-nodes", type=int, metavar="N", help="compare with it at this size [all]")
    parser.add_argument("--rival-rounds", type=int, default=1)
    parser.add_argument("--build", type=Path, help="load the graph of this build too")
    parser.add_argument("--no-driver", action="store_true", help="leave the bare driver out")
    args = parser.parse_args()
    graph, figures = Made(args.nodes, args.relationships), dict[str, Any]()
    with reached() as server:
        if args.build and server.pid:
            figures["the build, on the server just started"] = of_a_build(args.build, server, 1, cold=True)
        warm(server, graph, args.batch)
        if args.build:
            figures["the build, on a warm server"] = of_a_build(args.build, server, args.rounds)
            if args.rdflib_neo4j:
                found = build_beside_the_rival(args.build, server, args.rival_rounds, args.rdflib_neo4j)
                figures["the build beside rdflib-neo4j"] = found
        if not args.no_driver:
            figures["bare driver"] = beside_the_driver(graph, server, args.batch, args.rounds)
        print(json.dumps(figures, indent=1, ensure_ascii=False), file=sys.stderr)
        if args.rdflib_neo4j:
            size = args.rival_nodes or args.nodes
            made = Made(size, size * args.relationships // args.nodes)
            found = beside_the_rival(made, server, args.batch, args.rival_rounds, args.rdflib_neo4j)
            figures["rdflib-neo4j"] = found
    print(json.dumps(figures, indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()
