"""``jinpu cypher``, ``load`` and ``answer`` as they are called."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from jinpu.cli import main

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return the function that runs a command and gives its status, output and messages."""
    for name in ("NEO4J_URI", "NEO4J_USER", "NEO4J_PASSWORD"):
        monkeypatch.delenv(name, raising=False)

    def call(*words: str | Path) -> tuple[int, str, str]:
        status = main([*map(str, words)])
        done = capsys.readouterr()
        return status, done.out, done.err

    return call


def test_rows_come_as_csv_json_and_a_table(run: Run, stated: Path, tmp_path: Path) -> None:
    query = "MATCH (b:Bank)-[r:USES]->(d:Database) RETURN b.name AS bank, d, r.from AS day, r.quotes AS quotes"
    status, out, said = run("cypher", "-b", stated, query)
    assert status == 0
    assert said == "" or said.startswith("making the Cypher store of this build, once …\nmade it: ")
    (row,) = csv.DictReader(out.splitlines())
    assert (row["d"], row["day"]) == ("(OceanBase)", "2023-06-02")
    assert row["quotes"].startswith("2023年6月2日，")

    file = tmp_path / "q.cypher"
    file.write_text(f':param name => "OceanBase"\n{query.replace("RETURN", "WHERE d.name = $name RETURN")}', "utf-8")
    status, out, said = run("cypher", "-b", stated, file, "-f", "json")
    assert (status, said) == (0, "")
    (found,) = json.loads(out)
    assert found["bank"] == row["bank"]
    assert found["d"]["name"] == "OceanBase"
    assert "digest" not in found["d"]

    status, out, _ = run("cypher", "-b", stated, file, "-f", "table", "-p", "name=[甲]")
    assert (status, out.splitlines()[-1].strip()) == (0, "0 rows")


@pytest.mark.parametrize(
    ("words", "status", "message"),
    [
        (("cypher", "-b", "nowhere", "RETURN 1"), 1, "nowhere: no graph here, expected a build"),
        (("cypher", "none.cypher"), 1, "none.cypher: No such file or directory, expected a file with a query"),
        (("cypher", "RETURN 1", "-p", "x"), 2, "--parameter x, expected NAME=VALUE"),
        (
            ("cypher", "--uri", "bolt://127.0.0.1:1", "RETURN 1"),
            2,
            "no password for neo4j, expected it in NEO4J_PASSWORD",
        ),
        (("load",), 1, "build: no graph here"),
        (("load", "--batch", "0"), 2, "--batch 0, expected 1 or more"),
        (("answer", "none.jsonl"), 1, ": no graph here, expected a build"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(  # noqa: PLR0917
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], status: int, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    found, out, said = run(*words)
    assert (found, out) == (status, "")
    assert message in said
    assert said.count("\n") == 1


def test_a_server_that_is_not_there_is_said_in_one_line(
    run: Run, stated: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", "secret-word")
    status, out, said = run("load", stated, "--uri", "bolt://127.0.0.1:1")
    assert (status, out) == (1, "")
    assert said.startswith("jinpu: bolt://127.0.0.1:1: no Neo4j answers")
    assert said.count("\n") == 1
    assert "secret-word" not in said


def test_a_dry_run_prints_the_cypher_and_reaches_no_server(run: Run, stated: Path) -> None:
    status, out, said = run("load", stated, "--dry-run", "--uri", "bolt://127.0.0.1:1")
    assert (status, said) == (0, "")
    assert out.startswith("CREATE CONSTRAINT jinpu_id")
    assert "// 1 rows USES" in out
    assert "UNWIND $rows AS row MATCH (a:Jinpu {id: row.start}) MATCH (b:Jinpu {id: row.end}) CREATE" in out


def test_questions_are_answered_in_rows_and_unknown_ones_named(run: Run, stated: Path, tmp_path: Path) -> None:
    questions = tmp_path / "questions.jsonl"
    lines = [
        {"id": "q1", "question_zh": "哪些机构采用了OceanBase？"},
        {"id": "q2", "question_zh": "今天天气怎么样？"},
        {"id": "q3", "question_en": "Which figures are given about 杭州银行?"},
    ]
    questions.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    status, out, said = run("answer", questions, "-b", stated, "-o", tmp_path / "rows.jsonl")
    assert (status, out, said) == (0, "", "jinpu: no named question fits 1 of 3: q2\n")
    rows = [json.loads(line) for line in (tmp_path / "rows.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [row["id"] for row in rows] == ["q1", "q2", "q3"]
    (uses,), nothing, (figure,) = (row["rows"] for row in rows)
    assert "杭州银行" in uses["name"]
    assert uses["period"] == "2023-06-02"
    assert nothing == []
    assert (figure["value"], figure["unit"], figure["period"]) == ("2400", "TPS", "2023-H1")


def test_a_malformed_questions_file_is_named_with_its_line(run: Run, stated: Path, tmp_path: Path) -> None:
    questions = tmp_path / "questions.jsonl"
    questions.write_text('{"id": "q1"}\n{"question_zh": "x"}\n', encoding="utf-8")
    status, _, said = run("answer", questions, "-b", stated)
    assert status == 2
    assert said.startswith(f"jinpu: {questions}:2: ")
