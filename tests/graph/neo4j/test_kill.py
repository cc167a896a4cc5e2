"""Nothing is lost or doubled when the loader or Neo4j is killed in the middle of a load and the load is run again."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from graph.neo4j.loader import load
from graph.neo4j.local import Local
from graph.property_graph import PropertyGraph

from .conftest import ROOT

pytestmark = [pytest.mark.neo4j, pytest.mark.slow]

NODES = "MATCH (n) RETURN n.id AS id, labels(n) AS l, n.digest AS d ORDER BY id, d"
ENDS = "MATCH (a)-[r]->(b) RETURN a.id AS a, type(r) AS t, b.id AS b, r.digest AS d ORDER BY a, t, b, d"


def _load(build: Path, server: Local) -> subprocess.Popen[bytes]:
    """Start a load by three rows a transaction, so that there is time to kill it."""
    command = [sys.executable, "-m", "jinpu", "load", str(build), "--batch", "3", "-q"]
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, cwd=ROOT, env=server.environment, stdout=quiet, stderr=quiet)


def _held(server: Local) -> list[tuple[object, ...]]:
    with server.connected() as database:
        nodes = [(i, sorted(labels), digest) for i, labels, digest in database.ask(NODES).rows]
        return [*nodes, *database.ask(ENDS).rows]


def _until(server: Local, loading: subprocess.Popen[bytes], nodes: int, relationships: int) -> None:
    """Wait until so much is there."""
    query = "MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN count(DISTINCT n), count(r)"
    with server.connected() as database:
        while loading.poll() is None:
            ((found, ends),) = database.ask(query).rows
            if found >= nodes and ends >= relationships:
                return
            time.sleep(0.01)
    pytest.fail("the load ended before it could be killed")


def _clear(server: Local) -> None:
    with server.connected() as database:
        database.write("UNWIND $rows AS row MATCH (n) DETACH DELETE n", [{}])


def test_a_load_after_a_kill_makes_what_a_load_in_peace_makes(
    built: Path, graph: PropertyGraph, tmp_path: Path
) -> None:
    with Local(tmp_path / "home") as server:
        with server.connected() as database:
            load(graph, database, lambda line: None)
        expected, every = _held(server), sum(graph.counts().relationships.values())
        for nodes, relationships in ((30, 0), (1, every // 2)):
            _clear(server)
            loading = _load(built, server)
            _until(server, loading, nodes, relationships)
            loading.kill()
            loading.wait()
            assert _held(server) != expected
            assert _load(built, server).wait(300) == 0
            assert _held(server) == expected

    with Local(tmp_path / "home") as server:
        _clear(server)
        loading = _load(built, server)
        _until(server, loading, 1, every // 3)
        server.kill()
        assert loading.wait(300) == 1
    with Local(tmp_path / "home") as server:
        assert _held(server) != expected
        assert _load(built, server).wait(300) == 0
        assert _held(server) == expected
