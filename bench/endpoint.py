"""Measure `jinpu serve` beside the Oxigraph server and Fuseki, in one run on the same data.

    python -m bench.endpoint --oxigraph PROGRAM --fuseki JAR --work DIR BUILD... [--requests 300] [--json FILE]

BUILD is a folder with graph.nq and the store, such as build/ and what `python -m bench.synthetic` writes. The others
load graph.nq into DIR once; all have the union of the graphs as their default graph. Every request asks for another
entity, and each request goes to the servers in turn, so that other work on the machine falls on all of them alike.
No server keeps results, but for the row that says so. The Oxigraph server comes with `pip install oxigraph`, Fuseki
(jena-fuseki-server) from Maven Central.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import Any

from bench.endpoint_client import Failed, Line, prepare, rate
from bench.endpoint_queries import HEAVY, QUERIES, entities, fill, light_mix
from bench.endpoint_servers import Server, fuseki, ours, oxigraph

#: Clients of the light mix, and how often the servers take turns in it.
CLIENTS, ROUNDS = 8, 3
#: Asked before anything is measured, of every server alike: the Java machine compiles what it meets often.
WARM_UP = 30
#: Queries over all entities take long: a part of the requests is enough.
SLOW = {"class counts": 0.1, "three-hop join": 0.3}
#: Seconds that the heavy query may take.
LIMIT = 3.0

Row = dict[str, Any]


def main() -> None:
    """Measure each build and print a table of each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("builds", nargs="+", type=Path, metavar="BUILD")
    parser.add_argument("--oxigraph", type=Path, required=True)
    parser.add_argument("--fuseki", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--requests", type=int, default=300)
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    rows = []
    for build in args.builds:
        with ExitStack() as stack:
            servers = [
                stack.enter_context(ours(build)),
                stack.enter_context(oxigraph(args.oxigraph, build, args.work)),
                stack.enter_context(fuseki(args.fuseki, build, args.work)),
            ]
            found = [*_queries(servers, build, args.requests), *_mix(servers, build, args.requests)]
        with ours(build, cache=64) as server:
            found += _kept(server, build, args.requests)
        rows += [{"build": build.name, **row} for row in found]
        _print(build, found)
    found = _limit(args.builds[0])
    _print(Path("a heavy query"), found)
    if args.json:
        args.json.write_text(json.dumps(rows + found, indent=1) + "\n", encoding="utf-8")


def _queries(servers: Sequence[Server], build: Path, requests: int) -> Iterator[Row]:
    """Yield a row for each question: what each server took for it."""
    names = entities(build, 1)
    for name in QUERIES:
        some = max(20, round(requests * SLOW.get(name, 1)))
        warm = WARM_UP if name not in SLOW else 10
        asked = [fill(name, entity) for entity in islice(names, some + warm)]
        lines = [Line(server.address) for server in servers]
        times: list[list[float]] = [[] for _ in servers]
        cost = [0.0 for _ in servers]
        for i, query in enumerate(asked):
            if i == warm:
                cost = [server.seconds() for server in servers]
            for server, line, took in zip(servers, lines, times, strict=True):
                took.append(line.ask(prepare(server.address, query)))
        for server, line, took, before in zip(servers, lines, times, cost, strict=True):
            line.close()
            processor = (server.seconds() - before) / some * 1000
            yield _row(name, server, took[warm:]) | {"processor ms": round(processor, 2)}


def _mix(servers: Sequence[Server], build: Path, requests: int) -> Iterator[Row]:
    """Yield what each server answers in a second to eight clients, the best of the rounds, in which they take turns."""
    rates: dict[str, list[float]] = {server.name: [] for server in servers}
    times: dict[str, list[float]] = {server.name: [] for server in servers}
    for turn in range(ROUNDS):
        mix = light_mix(build, CLIENTS, requests, turn)
        for server in servers:
            found, took = rate(server.address, [[prepare(server.address, q) for q in queries] for queries in mix])
            rates[server.name].append(found)
            times[server.name] += took
    for server in servers:
        row = _row(f"{CLIENTS} clients", server, times[server.name])
        yield row | {"a second": round(statistics.median(rates[server.name])), "MiB": round(server.megabytes())}


def _kept(server: Server, build: Path, requests: int) -> Iterator[Row]:
    """Yield the rate where every question was asked before."""
    mix = light_mix(build, CLIENTS, requests, 0)
    prepared = [[prepare(server.address, query) for query in queries] for queries in mix]
    rate(server.address, prepared)
    found, took = rate(server.address, prepared)
    yield _row(f"{CLIENTS} clients", server, took) | {"a second": round(found), "MiB": round(server.megabytes())}


def _limit(build: Path) -> list[Row]:
    """Return when a heavy query is stopped, and how long light ones take meanwhile."""
    name = next(iter(QUERIES))
    with ours(build, seconds=LIMIT) as server:
        said: list[tuple[float, str]] = []

        def heavy() -> None:
            start = time.perf_counter()
            try:
                Line(server.address).ask(prepare(server.address, HEAVY))
            except Failed as problem:
                said.append((time.perf_counter() - start, str(problem).split("\r\n", 1)[0]))

        thread = threading.Thread(target=heavy)
        thread.start()
        light: list[float] = []
        line, names = Line(server.address), entities(build, 2)
        while thread.is_alive():
            light.append(line.ask(prepare(server.address, fill(name, next(names)))))
            time.sleep(0.02)
        thread.join()
        taken, status = said[0]
        row = _row(f"{name} meanwhile", server, light) | {"most": round(max(light), 1)}
        return [{"query": f"heavy, limit {LIMIT:g} s", "server": status, "seconds": round(taken, 2)}, row]


def _row(query: str, server: Server, took: Sequence[float]) -> Row:
    ordered = sorted(took)
    p95 = ordered[min(len(ordered) - 1, round(len(ordered) * 0.95))]
    return {"query": query, "server": server.name, "median": round(statistics.median(took), 2), "p95": round(p95, 2)}


def _print(build: Path, rows: Sequence[Row]) -> None:
    names = list(dict.fromkeys(name for row in rows for name in row))
    lines = [f"\n{build.name}\n", "| " + " | ".join(names) + " |", "|" + "---|" * len(names)]
    lines += ["| " + " | ".join(str(row.get(name, "")) for name in names) + " |" for row in rows]
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
