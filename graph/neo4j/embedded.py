"""The embedded Cypher store of a build: made from graph.nq on first use, by the loader that also fills Neo4j."""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import IO

from graph import store
from graph.neo4j.database import Database, connect
from graph.neo4j.embedded_server import NAME, USER
from graph.neo4j.loader import load
from graph.neo4j.verify import counted
from graph.property_graph import OURS, PropertyGraph
from ontology.errors import BuildError, JinpuError, StoreError

try:
    import fcntl
except ImportError:  # pragma: no cover - Windows has no such locks; two processes at once are then not noticed
    fcntl = None  # type: ignore[assignment]

__all__ = ["FOLDER", "open"]

#: In a build: among what can be made again at any time.
FOLDER = Path(".cache") / "cypher"
#: Raised when the shape of the property graph changes, so that stores of older versions are made anew.
_VERSION = 1
_STAMP, _LOCK, _LOG = "complete", Path(".cache") / "cypher.lock", "server.log"
#: Closing writes what is left to disk; a process that takes longer is ended.
_CLOSE_SECONDS = 60

Say = Callable[[str], None]


@contextmanager
def open(build: Path, say: Say) -> Iterator[Database]:  # noqa: A001 - the store's own verb
    """Give the store of a build; make it first where it is missing, of another graph, or was left half made.

    Raises: BuildError where there is no build or it cannot be written; StoreError where another process has the store.
    """
    stamp, folder = _stamp(build), build / FOLDER
    with _alone(build) as lock, ExitStack() as stack:
        database = _kept(folder, stamp, lock, stack)
        if database is None:
            say("making the Cypher store of this build, once …")
            _clear(folder)
            database = stack.enter_context(_served(folder, lock))
            loaded = load(PropertyGraph(store.open(build)), database, lambda line: None)
            nodes, relationships = sum(loaded.nodes.values()), sum(loaded.relationships.values())
            (folder / _STAMP).write_text(f"{stamp} {_held(database)}", encoding="utf-8")
            say(f"made it: {nodes:,} nodes, {relationships:,} relationships")
        yield database


def _kept(folder: Path, stamp: str, lock: IO[str], stack: ExitStack) -> Database | None:
    """Return the store as it was left, or None where it is missing, of another graph, half made or damaged."""
    try:
        made = (folder / _STAMP).read_text(encoding="utf-8")
    except OSError:
        return None
    if not made.startswith(f"{stamp} "):
        return None
    with ExitStack() as own:
        try:
            database = own.enter_context(_served(folder, lock))
            if made != f"{stamp} {_held(database)}":
                return None
        except JinpuError:
            return None
        stack.push(own.pop_all())
        return database


def _held(database: Database) -> str:
    """Return how much the store holds, to notice files that are damaged."""
    found = counted(database)
    return f"{found.nodes.get(OURS, 0)} {sum(found.relationships.values())}"


def _stamp(build: Path) -> str:
    """Return what the store must have been made from."""
    try:
        with (build / "graph.nq").open("rb") as file:
            return f"{_VERSION} {hashlib.file_digest(file, 'sha256').hexdigest()}"
    except OSError as error:
        raise BuildError(f"{build}: no graph here, expected a build (make one with: jinpu build)") from error


@contextmanager
def _alone(build: Path) -> Iterator[IO[str]]:
    """Hold the lock of the store. Raises: StoreError where another process has it; BuildError where none can be."""
    try:
        path = build / _LOCK
        path.parent.mkdir(exist_ok=True)
        lock = path.open("a+", encoding="utf-8")
    except OSError as error:
        raise BuildError(f"{build}: {error.strerror or error}, expected a folder that can be written") from error
    with lock:
        if fcntl is not None:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                lock.seek(0)
                who = lock.read().strip() or "unknown"
                raise StoreError(
                    f"{build / FOLDER}: process {who} asks in Cypher here, expected one at a time (wait, or use --uri)"
                ) from error
        lock.seek(0)
        lock.truncate()
        lock.write(f"{os.getpid()}\n")
        lock.flush()
        yield lock


def _clear(folder: Path) -> None:
    try:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    except OSError as error:
        raise BuildError(f"{folder}: {error.strerror or error}, expected a folder that can be written") from error


@contextmanager
def _served(folder: Path, lock: IO[str]) -> Iterator[Database]:
    """Start the process of the store, which holds the lock too until it is gone, and end it."""
    password = secrets.token_urlsafe(24)
    with (folder / _LOG).open("w", encoding="utf-8") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "graph.neo4j.embedded_server", str(folder.resolve())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            pass_fds=(lock.fileno(),) if fcntl is not None else (),
            # An interrupt from the terminal is for us; the process ends when we close its input.
            start_new_session=True,
        )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        process.stdin.write(password + "\n")
        process.stdin.flush()
        port = process.stdout.readline().strip()
        if not port:
            raise StoreError(f"{folder}: the store did not open, expected it to (see {folder / _LOG})")
        with connect(f"bolt://127.0.0.1:{port}", USER, password, NAME) as database:
            # The engine calls itself Neo4j 5.26, and yet refuses labels that are set on a node that a constraint holds.
            yield replace(database, dynamic_labels=False)
    finally:
        process.stdin.close()
        try:
            process.wait(_CLOSE_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process.stdout.close()
