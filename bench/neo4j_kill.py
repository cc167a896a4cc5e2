"""Kills the loader, then Neo4j, twenty times each at random moments of a load, loads again, and compares what is there.

    python bench/neo4j_kill.py [BUILD] [--times 20] [--batch 200] [--seed 1]

A Neo4j of its own is started from graph/neo4j/server, in a folder that is removed afterwards. What is there after the
next load is compared, each node and relationship by its hash, with what a load left in peace makes.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from neo4j_server import Server

from graph import store
from graph.neo4j.loader import load
from graph.property_graph import PropertyGraph

NODES = "MATCH (n:Jinpu) RETURN n.id AS id, n.digest AS digest ORDER BY id, digest"
ENDS = "MATCH (a:Jinpu)-[r]->(b:Jinpu) RETURN a.id AS a, type(r) AS t, b.id AS b, r.digest AS d ORDER BY a, t, b, d"
SIZE = "MATCH (n:Jinpu) OPTIONAL MATCH (n)-[r]->(:Jinpu) RETURN count(DISTINCT n), count(r)"
#: A load that ended before it could be killed does not count; so many are tried for each that does.
TRIES = 3

Held = tuple[object, ...]


def asked(server: Server, *queries: str) -> Held:
    with server.connected() as database:
        return tuple(database.ask(query).rows for query in queries)


def clear(server: Server) -> None:
    with server.connected() as database:
        database.write("UNWIND $rows AS row MATCH (n:Jinpu) DETACH DELETE n", [{}])


def undisturbed(server: Server, graph: PropertyGraph) -> Held:
    """Return what a load in peace makes."""
    with server.connected() as database:
        load(graph, database, lambda line: None)
    return asked(server, NODES, ENDS)


def killed(server: Server, command: list[str], *, victim: str, things: int) -> bool:
    """Start a load of an empty database, and kill the loader or the server when so many things are there.

    Return whether the load was still on its way then.
    """
    clear(server)
    quiet = subprocess.DEVNULL
    loading = subprocess.Popen(command, env=server.environment, stdout=quiet, stderr=quiet)
    with server.connected() as database:
        while loading.poll() is None and sum(database.ask(SIZE).rows[0]) < things:
            time.sleep(0.01)
    running = loading.poll() is None
    if victim == "loader":
        loading.kill()
    else:
        server.kill()
    loading.wait()
    if victim == "server":
        server.start()
    return running


def main() -> int:
    """Return 1 where a load after a kill does not hold what an undisturbed one holds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", nargs="?", type=Path, default=Path("build"))
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--batch", type=int, default=200, help="rows a transaction of the loads that are killed")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    chance = random.Random(args.seed)
    command = [sys.executable, "-m", "jinpu", "load", str(args.build), "--batch", str(args.batch), "-q"]
    figures: dict[str, dict[str, int]] = {}
    with tempfile.TemporaryDirectory(prefix="neo4j-kill-") as folder:
        server = Server(Path(folder))
        expected = undisturbed(server, PropertyGraph(store.open(args.build)))
        ((nodes, relationships),) = asked(server, SIZE)[0]  # type: ignore[misc]
        every = nodes + relationships
        for victim in ("loader", "server"):
            found = figures[victim] = {"kills": 0, "in the middle": 0, "another graph after the next load": 0}
            while found["in the middle"] < args.times and found["kills"] < TRIES * args.times:
                found["kills"] += 1
                things = chance.randrange(1, every)
                found["in the middle"] += killed(server, command, victim=victim, things=things)
                subprocess.run(command, env=server.environment, check=True, stdout=subprocess.DEVNULL)
                found["another graph after the next load"] += asked(server, NODES, ENDS) != expected
                print(victim, found, file=sys.stderr)
        server.stop()
    print(json.dumps(figures, indent=1))
    return 1 if any(found["another graph after the next load"] for found in figures.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
