"""A server that is killed in the middle of queries answers the same when it is started again."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import httpx
import pytest

HEAVY = """SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i
  FILTER(STRLEN(STR(?c)) != STRLEN(STR(?f)) + STRLEN(STR(?i)) + 1000000) } ORDER BY ?c ?f ?i"""
QUESTIONS = (
    "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p ?o",
    "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g",
    "SELECT ?c (COUNT(?s) AS ?n) { ?s a ?c } GROUP BY ?c ORDER BY ?c",
)


def _answers(address: str) -> list[bytes]:
    csv = {"Accept": "text/csv"}
    return [
        httpx.get(address + "/sparql", params={"query": query}, headers=csv, timeout=30).content for query in QUESTIONS
    ]


def _ask_on(address: str, query: str, stopped: threading.Event) -> None:
    while not stopped.is_set():
        try:
            httpx.get(address + "/sparql", params={"query": query}, timeout=30)
        except httpx.TransportError:
            return


@pytest.mark.slow
def test_killed_in_the_middle_of_queries_it_answers_the_same_again(stated: Path, serve) -> None:  # type: ignore[no-untyped-def]
    files = {path: path.read_bytes() for path in sorted((stated / "store").iterdir()) if path.is_file()}
    before: list[bytes] = []
    for pause in (0.1, 0.5, 0.9):
        process, address = serve(stated, "--workers", "3", "--cache", "0")
        found = _answers(address)
        before = before or found
        assert found == before
        stopped = threading.Event()
        threads = [
            threading.Thread(target=_ask_on, args=(address, query, stopped))
            for query in (HEAVY, *QUESTIONS, *QUESTIONS)
        ]
        for thread in threads:
            thread.start()
        time.sleep(pause)
        process.kill()
        process.wait(10)
        stopped.set()
        for thread in threads:
            thread.join(30)
    process, address = serve(stated)
    assert _answers(address) == before
    process.terminate()
    process.wait(10)
    assert {path: path.read_bytes() for path in files} == files
