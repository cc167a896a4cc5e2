"""Kills the loader, then Neo4j, twenty times each at random moments of a load, loads again, and compares what is there.

    python bench/neo4j_kill.py [BUILD] [--times 20] [--batch 200] [--seed 1] [--victims loader server]

A Neo4j of its own is started from graph/neo4j/server, in a folder that is removed afterwards. Each load starts with an
empty database and is killed by SIGKILL when a number of nodes and relationships is there that was drawn before. What is
there after the next load is compared, each node and relationship by its hash, with what a load left in peace makes.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import kills

from graph import store
from graph.neo4j.database import Database
from graph.neo4j.loader import load
from graph.neo4j.local import Local
from graph.property_graph import PropertyGraph

NODES = "MATCH (n:Jinpu) RETURN n.id AS id, n.digest AS digest ORDER BY id, digest"
ENDS = "MATCH (a:Jinpu)-[r]->(b:Jinpu) RETURN a.id AS a, type(r) AS t, b.id AS b, r.digest AS d ORDER BY a, t, b, d"
#: Both are known to Neo4j without counting, so that asking does not slow the load down.
SIZES = ("MATCH (:Jinpu) RETURN count(*)", "MATCH (:Jinpu)-[r]->() RETURN count(r)")
VICTIMS = ("loader", "server")

Held = tuple[object, ...]


def held(server: Local) -> Held:
    """Return what is there."""
    with server.connected() as database:
        return tuple(database.ask(query).rows for query in (NODES, ENDS))


def size(database: Database) -> int:
    """Return how many nodes and relationships are there."""
    return sum(int(database.ask(query).rows[0][0]) for query in SIZES)


def killed(server: Local, command: list[str], victim: str, things: int) -> bool:
    """Kill a load of an empty database or its server when so many things are there; return whether it was at work."""
    quiet = subprocess.DEVNULL
    with server.connected() as database:
        database.write("UNWIND $rows AS row MATCH (n:Jinpu) DETACH DELETE n", [{}])
        with subprocess.Popen(command, env=server.environment, stdout=quiet, stderr=quiet) as loading:
            while loading.poll() is None and size(database) < things:
                time.sleep(0.02)
            at_work = loading.poll() is None
            if victim == "loader":
                loading.kill()
            else:
                server.kill()
    if victim == "server":
        server.start()
    return at_work


def run(build: Path, server: Local, args: tuple[int, int, int], victims: list[str]) -> dict[str, dict[str, int]]:
    """Return for each victim how many were killed, had ended before, and left another graph after the next load."""
    times, batch, seed = args
    graph, chance = PropertyGraph(store.open(build)), random.Random(seed)
    with server.connected() as database:
        load(graph, database, lambda line: None)
    expected, every = held(server), sum(map(len, held(server)))  # type: ignore[arg-type]
    command = [sys.executable, "-m", "jinpu", "load", str(build), "--batch", str(batch), "-q"]
    figures = {}
    for victim in victims:

        def kill(_: int, chance: random.Random, victim: str = victim) -> tuple[bool, bool]:
            at_work = killed(server, command, victim, chance.randrange(1, every))
            subprocess.run(command, env=server.environment, check=True, stdout=subprocess.DEVNULL)
            return at_work, held(server) == expected

        figures[victim] = kills.repeated(victim, times, chance, kill)
    return figures


def main() -> int:
    """Return 1 where a load after a kill does not hold what an undisturbed one holds, or too few could be killed."""
    parser = kills.arguments(__doc__)
    parser.add_argument("build", nargs="?", type=Path, default=Path("build"))
    parser.add_argument("--batch", type=int, default=200, help="rows a transaction of the loads that are killed")
    parser.add_argument("--victims", nargs="+", choices=VICTIMS, default=list(VICTIMS))
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="neo4j-kill-") as folder, Local(Path(folder)) as server:
        figures = run(args.build, server, (args.times, args.batch, args.seed), args.victims)
    print(json.dumps(figures, indent=1))
    return 1 if any(kills.failed(found, args.times) for found in figures.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
