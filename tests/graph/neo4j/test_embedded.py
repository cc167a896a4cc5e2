"""The embedded store is made on first use, opened again, held by one process, and whole after any end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from extract.records import Extraction
from graph import store
from graph.neo4j import embedded
from graph.neo4j.database import Database
from graph.neo4j.verify import counted
from graph.property_graph import PropertyGraph
from ontology.errors import BuildError, QueryError, StoreError

Build = Callable[..., Path]

#: Opens a store, says so, and waits for its standard input to end.
_HOLD = """
import sys
from pathlib import Path
from graph.neo4j import embedded
with embedded.open(Path(sys.argv[1]), lambda line: print(line, flush=True)) as database:
    print("open", flush=True)
    sys.stdin.read()
"""


def _hold(build: Path) -> subprocess.Popen[str]:
    pipe = subprocess.PIPE
    return subprocess.Popen([sys.executable, "-c", _HOLD, str(build)], stdin=pipe, stdout=pipe, stderr=pipe, text=True)


def _names(build: Path) -> tuple[list[str], set[str]]:
    """Return what opening a store said, and the names of the banks in it."""
    said: list[str] = []
    with embedded.open(build, said.append) as database:
        return said, {name for (name,) in database.ask("MATCH (n:Bank) RETURN n.name").rows}


def _is_whole(build: Path) -> bool:
    with embedded.open(build, lambda line: None) as database:
        found, expected = counted(database), PropertyGraph(store.open(build)).counts()
        return (found.nodes, found.relationships) == (expected.nodes, expected.relationships)


def test_a_store_is_made_once_and_made_anew_for_another_graph(said: list[Extraction], build_of: Build) -> None:
    build = build_of("build", said[:1])
    first, names = _names(build)
    assert [line.split()[0] for line in first] == ["making", "made"]
    assert names == {"甲州银行"}
    again, _ = _names(build)
    assert again == []
    build_of("build", said[3:4])
    changed, _ = _names(build)
    assert len(changed) == 2
    assert _is_whole(build)


def test_a_second_process_is_told_who_has_the_store(said: list[Extraction], build_of: Build) -> None:
    build = build_of("build", said[:1])
    holder = _hold(build)
    try:
        assert holder.stdout is not None
        while holder.stdout.readline().strip() != "open":
            assert holder.poll() is None
        with pytest.raises(StoreError, match=rf"cypher: process {holder.pid} asks in Cypher here, expected one"):
            _names(build)
    finally:
        _, messages = holder.communicate("", timeout=120)
    assert holder.returncode == 0
    assert messages == ""
    assert _names(build) == ([], {"甲州银行"})


@pytest.mark.slow
@pytest.mark.parametrize("seconds", [0.0, 2.5])
def test_killed_while_it_is_made_it_is_made_anew(seconds: float, said: list[Extraction], build_of: Build) -> None:
    build = build_of("build", said)
    holder = _hold(build)
    assert holder.stdout is not None
    assert holder.stdout.readline().startswith("making")
    time.sleep(seconds)
    os.kill(holder.pid, signal.SIGKILL)
    holder.communicate()
    assert _eventually(lambda: _is_whole(build))


def test_killed_while_it_is_open_it_opens_again(said: list[Extraction], build_of: Build) -> None:
    build = build_of("build", said[:1])
    holder = _hold(build)
    assert holder.stdout is not None
    while holder.stdout.readline().strip() != "open":
        assert holder.poll() is None
    os.kill(holder.pid, signal.SIGKILL)
    holder.communicate()
    assert _eventually(lambda: _is_whole(build))


def test_a_store_that_does_not_open_is_made_anew(said: list[Extraction], build_of: Build) -> None:
    build = build_of("build", said[:1])
    _names(build)
    for path in sorted((build / embedded.FOLDER / "databases").rglob("*.bucket")):
        path.write_bytes(b"no bucket")
    for path in sorted((build / embedded.FOLDER / "databases").rglob("schema*.json")):
        path.write_text("{", encoding="utf-8")
    said_again, names = _names(build)
    assert names == {"甲州银行"}
    assert said_again


def test_a_query_cannot_change_the_store(said: list[Extraction], build_of: Build) -> None:
    build = build_of("build", said[:1])
    with embedded.open(build, lambda line: None) as database:
        database.ask("CREATE (n:Bank {name: 'x'}) RETURN n")
        database.ask("MATCH (n:Jinpu) DETACH DELETE n")
    assert _is_whole(build)


def test_a_malformed_query_is_one_line(store_in_process: Database) -> None:
    with pytest.raises(QueryError, match=r"^query: .*line 1:14") as caught:
        store_in_process.ask("MATCH (n:Bank RETURN n")
    assert "\n" not in str(caught.value)


def test_no_build_is_said_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="no graph here, expected a build"), embedded.open(tmp_path, print):
        pass


def _eventually(check: Callable[[], bool]) -> bool:
    """Return what a check says once the process of a killed one has let go of the store."""
    for _ in range(120):
        try:
            return check()
        except StoreError:
            time.sleep(0.5)
    return check()
