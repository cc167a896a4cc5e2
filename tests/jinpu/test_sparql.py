"""``jinpu sparql`` prints answers in the form that was asked for."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from jinpu.cli import main

CITIES = "SELECT ?name { ?c a jp:City ; rdfs:label ?name ; jp:mentionedIn ?d } ORDER BY ?name LIMIT 2"


def _ask(stated: Path, *words: str) -> int:
    return main(["sparql", *words, "--build", str(stated)])


def test_rows_come_as_csv_where_nobody_looks(stated: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _ask(stated, CITIES) == 0
    rows = list(csv.reader(io.StringIO(capsys.readouterr().out)))
    assert (rows[0], len(rows)) == (["name"], 3)


def test_rows_come_as_json(stated: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _ask(stated, CITIES, "--format", "json") == 0
    assert len(json.loads(capsys.readouterr().out)["results"]["bindings"]) == 2


def test_rows_come_as_a_table_with_their_number(stated: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _ask(stated, CITIES, "--format", "table") == 0
    assert "2 rows" in capsys.readouterr().out


def test_triples_come_as_turtle(stated: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _ask(stated, "CONSTRUCT { ?c a jp:City } WHERE { ?c a jp:City }") == 0
    assert "a jp:City" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "status", "message"),
    [
        (["SELECT * { ?s ?p }"], 1, "query:1:19: expected"),
        (["none.rq"], 1, "none.rq: No such file or directory, expected a file with a query"),
        (["ASK {", "--format", "csv"], 1, "query:1:"),
        (["SELECT * {}", "--format", "turtle"], 2, "turtle cannot hold this answer, expected one of table, csv"),
    ],
)
def test_a_call_that_fails_says_why(
    stated: Path, words: list[str], status: int, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _ask(stated, *words) == status
    assert message in capsys.readouterr().err


def test_without_a_build_the_cure_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _ask(tmp_path, CITIES) == 1
    assert "make one with: jinpu build" in capsys.readouterr().err
