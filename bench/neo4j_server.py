"""A Neo4j of a bench's own, started from graph/neo4j/server on a free port of loopback."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graph.neo4j.database import Database, connect

__all__ = ["Server", "reached"]

SCRIPTS = Path(__file__).resolve().parents[1] / "graph" / "neo4j" / "server"


class Server:
    """A Neo4j in a folder; ``environment`` is what the commands need that shall reach it."""

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
        pid = int((self.home / "pid").read_text())
        os.kill(pid, signal.SIGKILL)
        while Path(f"/proc/{pid}").exists():
            time.sleep(0.1)

    @contextmanager
    def connected(self) -> Iterator[Database]:
        with connect(self.environment["NEO4J_URI"], "neo4j", self.environment["NEO4J_PASSWORD"]) as database:
            yield database

    def _script(self, name: str) -> None:
        command = ["bash", str(SCRIPTS / name)]
        subprocess.run(command, env=self.environment, check=True, timeout=600, stdout=subprocess.DEVNULL)


@contextmanager
def reached() -> Iterator[tuple[Database, dict[str, str]]]:
    """Give a database, and the environment by which other programs reach it.

    It is the one that NEO4J_URI and NEO4J_PASSWORD name, else one that is started for this and removed afterwards.
    """
    if uri := os.environ.get("NEO4J_URI"):
        with connect(uri, "neo4j", os.environ["NEO4J_PASSWORD"]) as database:
            yield database, dict(os.environ)
        return
    with tempfile.TemporaryDirectory(prefix="neo4j-bench-") as folder:
        server = Server(Path(folder))
        try:
            with server.connected() as database:
                yield database, server.environment
        finally:
            server.stop()
