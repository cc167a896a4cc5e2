"""Long queries make way for short ones, are stopped in time, and may be many."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from graph.endpoint.nursery import place

HEAVY = """SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i
  FILTER(STRLEN(STR(?c)) != STRLEN(STR(?f)) + STRLEN(STR(?i)) + 1000000) } ORDER BY ?c ?f ?i"""
SHORT = "SELECT ?s { ?s a <https://w3id.org/jinpu/ontology#Database> }"
LIMIT, WORKERS = 3.0, 2


@pytest.fixture(scope="module")
def narrow(stated: Path, serve: Callable[..., tuple[subprocess.Popen[str], str]]) -> Iterator[tuple[int, httpx.Client]]:
    """Yield the process and a client of a server with two query processes."""
    process, address = serve(stated, "--workers", str(WORKERS), "--time", f"{LIMIT:g}", "--cache", "0")
    with httpx.Client(base_url=address, timeout=30) as client:
        yield process.pid, client
    process.terminate()
    process.wait(10)


def _ask(client: httpx.Client, query: str) -> tuple[int, float]:
    """Return the status of an answer and the seconds that it took."""
    start = time.monotonic()
    status = client.get("/sparql", params={"query": query}).status_code
    return status, time.monotonic() - start


def _heavy(threads: ThreadPoolExecutor, client: httpx.Client, count: int) -> list[Future[tuple[int, float]]]:
    return [threads.submit(_ask, client, HEAVY + f" OFFSET {i}") for i in range(count)]


@pytest.mark.parametrize("count", [1, WORKERS, 2 * WORKERS])
def test_short_queries_are_answered_within_a_second_however_many_long_ones_there_are(
    narrow: tuple[int, httpx.Client], count: int
) -> None:
    _, client = narrow
    with ThreadPoolExecutor(count) as threads:
        heavy = _heavy(threads, client, count)
        while not all(future.done() for future in heavy):
            status, took = _ask(client, SHORT)
            assert status == 200
            assert took < 1
            time.sleep(0.05)
        found = [future.result() for future in heavy]
    assert {status for status, _ in found} <= {503, 504}
    assert min(took for _, took in found) > LIMIT - 0.1
    first = sorted(took for _, took in found)[: min(count, WORKERS)]
    assert max(first) < LIMIT + 0.5


def test_a_query_that_was_put_back_is_answered_when_its_turn_comes(
    stated: Path, serve: Callable[..., tuple[subprocess.Popen[str], str]]
) -> None:
    rows = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 300000"
    process, address = serve(stated, "--workers", "1", "--time", "60", "--cache", "0")
    with httpx.Client(base_url=address, timeout=90) as client, ThreadPoolExecutor(4) as threads:
        queries = [f"SELECT (COUNT(*) AS ?n) {{ {{ {rows} }} FILTER(STRLEN(STR(?c)) > {i}) }}" for i in range(4)]
        found = list(threads.map(lambda query: _ask(client, query), queries))
    process.terminate()
    process.wait(10)
    assert [status for status, _ in found] == [200] * 4


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
def test_processes_that_are_ended_from_outside_are_replaced(narrow: tuple[int, httpx.Client]) -> None:
    server, client = narrow
    first = _children(server)
    assert len(first) == 1
    for process in [*_children(first[0]), *first]:
        os.kill(process, signal.SIGKILL)
    found = [_ask(client, SHORT)[0] for _ in range(5)]
    assert found[-1] == 200
    assert set(found) <= {200, 503}


def _children(pid: int) -> list[int]:
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "stat").read_text(encoding="utf-8", errors="replace").rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(words[1]) == pid and words[0] != "Z":
            found.append(int(folder.name))
    return found


def test_data_that_is_too_large_for_memory_stays_on_disk(tmp_path: Path) -> None:
    (tmp_path / "graph.nq").write_bytes(b"")
    assert place(tmp_path, 4) == "memory"
    os.truncate(tmp_path / "graph.nq", 2**42)
    assert place(tmp_path, 4) == "disk"
