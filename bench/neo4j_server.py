"""The Neo4j that the benches measure, and the time of the processor that it takes."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from graph.neo4j.database import Database, connect
from graph.neo4j.local import Local

__all__ = ["Server", "reached"]

_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Server:
    """A database, the environment by which other programs reach it, and the process if it is known."""

    database: Database
    environment: dict[str, str] = field(repr=False)
    pid: int | None = None

    def processor(self) -> float:
        """Return the seconds of the processor that it has taken; nothing for one that others started."""
        if self.pid is None:
            return 0.0
        words = Path(f"/proc/{self.pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()
        return (int(words[11]) + int(words[12])) / _TICKS


@contextmanager
def reached() -> Iterator[Server]:
    """Give the server that NEO4J_URI and NEO4J_PASSWORD name, else one that is started and removed afterwards."""
    if uri := os.environ.get("NEO4J_URI"):
        with connect(uri, "neo4j", os.environ["NEO4J_PASSWORD"]) as database:
            yield Server(database, dict(os.environ))
        return
    with (
        tempfile.TemporaryDirectory(prefix="neo4j-bench-") as folder,
        Local(Path(folder)) as local,
        local.connected() as database,
    ):
        yield Server(database, local.environment, local.pid)
