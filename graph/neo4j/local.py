"""A Neo4j of one's own for tests and measurements, started by the recipe in ``server`` on a free port of loopback."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graph.neo4j.database import Database, connect
from ontology.errors import StoreError

__all__ = ["Local"]

_SCRIPTS = Path(__file__).with_name("server")
_USER = "neo4j"
#: The first start fetches Neo4j.
_PATIENCE = 600


class Local:
    """A Neo4j whose data lie in a folder; it runs from ``start``, or the beginning of the context, on."""

    def __init__(self, home: Path) -> None:
        self.home = home

    def __enter__(self) -> Local:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def password(self) -> str:
        """The password of the user neo4j."""
        return self._said("password")

    @property
    def pid(self) -> int:
        """The number of its process."""
        return int(self._said("pid"))

    @property
    def environment(self) -> dict[str, str]:
        """What a command needs that shall reach it."""
        return {**os.environ, "NEO4J_URI": self.uri(), "NEO4J_USER": _USER, "NEO4J_PASSWORD": self.password}

    def uri(self, scheme: str = "bolt") -> str:
        """Return where it answers."""
        return f"{scheme}://127.0.0.1:{self._said('port')}"

    def start(self) -> None:
        """Start it, and wait until it answers. Raises: StoreError with the last lines of its log."""
        self._run("start")

    def stop(self) -> None:
        """End it in peace. Raises: StoreError."""
        self._run("stop")

    def kill(self) -> None:
        """End it with SIGKILL."""
        pid = self.pid
        os.kill(pid, signal.SIGKILL)
        while Path(f"/proc/{pid}").exists():
            time.sleep(0.05)

    @contextmanager
    def connected(self) -> Iterator[Database]:
        """Give its database."""
        with connect(self.uri(), _USER, self.password) as database:
            yield database

    def _said(self, name: str) -> str:
        return (self.home / name).read_text(encoding="utf-8").strip()

    def _run(self, name: str) -> None:
        settings = {**os.environ, "JINPU_NEO4J_HOME": str(self.home), "JINPU_NEO4J_PORT": "0"}
        command = ["bash", str(_SCRIPTS / name)]
        done = subprocess.run(command, env=settings, capture_output=True, text=True, timeout=_PATIENCE, check=False)
        if done.returncode:
            raise StoreError(f"{_SCRIPTS / name}: {done.stderr[-2000:].strip()}")
