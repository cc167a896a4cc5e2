"""Kills the loader or Neo4j at twenty random moments of a load, loads again, and compares with a load left in peace.

    python bench/neo4j_kill.py [BUILD] [--times 20] [--seed 1]

A Neo4j of its own is started from graph/neo4j/server, in a folder that is removed afterwards.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from graph import store
from graph.neo4j.database import Database, connect
from graph.neo4j.loader import load
from graph.property_graph import PropertyGraph

SCRIPTS = Path(__file__).resolve().parents[1] / "graph" / "neo4j" / "server"
NODES = "MATCH (n:Jinpu) RETURN n.id AS id, n.digest AS digest ORDER BY id, digest"
ENDS = "MATCH (a:Jinpu)-[r]->(b:Jinpu) RETURN a.id AS a, type(r) AS t, b.id AS b, r.digest AS d ORDER BY a, t, b, d"


class Server:
    """A Neo4j in a folder."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.environment = {**os.environ, "JINPU_NEO4J_HOME": str(home), "JINPU_NEO4J_PORT": "0"}
        self.start()

    def start(self) -> None:
        self._script("start")
        port, password = ((self.home / name).read_text().strip() for name in ("port", "password"))
        self.environment |= {"NEO4J_URI": f"bolt://127.0.0.1:{port}", "NEO4J_PASSWORD": password}

    def stop(self) -> None:
        self._script("stop")

    def kill(self) -> None:
        os.kill(int((self.home / "pid").read_text()), signal.SIGKILL)
        time.sleep(1)

    def _script(self, name: str) -> None:
        subprocess.run(
            ["bash", str(SCRIPTS / name)], env=self.environment, check=True, timeout=300, stdout=subprocess.DEVNULL
        )


def _held(server: Server) -> tuple[object, ...]:
    environment = server.environment
    with connect(environment["NEO4J_URI"], "neo4j", environment["NEO4J_PASSWORD"]) as database:
        return database.ask(NODES).rows, database.ask(ENDS).rows


def _clear(database: Database) -> None:
    database.write("UNWIND $rows AS row MATCH (n:Jinpu) DETACH DELETE n", [{}])


def main() -> int:
    """Return 1 where a load after a kill does not hold what an undisturbed one holds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("build", nargs="?", type=Path, default=Path("build"))
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    chance = random.Random(args.seed)
    graph = PropertyGraph(store.open(args.build))
    wrong = killed = 0
    with tempfile.TemporaryDirectory(prefix="neo4j-kill-") as folder:
        server = Server(Path(folder))
        seconds = 0.0
        expected: tuple[object, ...] = ()
        for time_ in range(-1, args.times):
            with connect(server.environment["NEO4J_URI"], "neo4j", server.environment["NEO4J_PASSWORD"]) as database:
                _clear(database)
                if time_ < 0:
                    load(graph, database, lambda line: None)
                    started = time.perf_counter()
                    _clear(database)
                    load(graph, database, lambda line: None)
                    seconds = time.perf_counter() - started
            if time_ < 0:
                expected = _held(server)
                continue
            command = [sys.executable, "-m", "jinpu", "load", str(args.build), "--batch", "200", "-q"]
            loading = subprocess.Popen(
                command, env=server.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
            time.sleep(chance.uniform(0.5, 1.5 + seconds))
            killed += loading.poll() is None
            if time_ % 4 == 3:
                server.kill()
                loading.wait()
                server.start()
            else:
                loading.kill()
                loading.wait()
            subprocess.run(command, env=server.environment, check=True, stdout=subprocess.DEVNULL)
            wrong += _held(server) != expected
        server.stop()
    print(f"{args.times} kills, {killed} in the middle of a load, {wrong} with another graph after the next load")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
