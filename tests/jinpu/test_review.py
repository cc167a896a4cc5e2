"""``jinpu review``: the least certain of a build, and decisions that can be copied into the file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from graph import decisions
from jinpu.cli import main


def _rows(capsys: pytest.CaptureFixture[str], built: Path, file: Path, number: int = 1000) -> list[dict[str, Any]]:
    assert main(["review", str(built), "--json", "-n", str(number), "--decisions", str(file)]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_the_least_certain_come_first_and_with_their_sentences(
    capsys: pytest.CaptureFixture[str], built: Path, tmp_path: Path
) -> None:
    rows = _rows(capsys, built, tmp_path / "decisions.toml")
    for kind in ("names", "statements"):
        scores = [row["score"] for row in rows if row["kind"] == kind]
        assert scores == sorted(scores)
        assert len(scores) > 10
    # A name may be broken by a line in the document.
    named = [(row["what"].split("  ")[0].replace(" ", ""), row["sentence"].replace(" ", "")) for row in rows[:100]]
    assert [name for name, sentence in named if f"⟦{name}⟧" not in sentence] == []


def test_every_decision_shown_is_one_that_the_file_may_hold(
    capsys: pytest.CaptureFixture[str], built: Path, tmp_path: Path
) -> None:
    rows = _rows(capsys, built, tmp_path / "none.toml")
    file = tmp_path / "decisions.toml"
    file.write_text("\n".join(row["decision"] for row in rows), encoding="utf-8")

    assert len(decisions.read(file)) == len(rows)


def test_what_was_decided_is_not_asked_again(capsys: pytest.CaptureFixture[str], built: Path, tmp_path: Path) -> None:
    file = tmp_path / "decisions.toml"
    before = _rows(capsys, built, file, 3)
    file.write_text(before[0]["decision"] + "\n" + before[-1]["decision"], encoding="utf-8")
    after = _rows(capsys, built, file, 1000)

    assert {before[0]["decision"], before[-1]["decision"]}.isdisjoint(row["decision"] for row in after)


def test_the_page_for_people_ends_with_the_file_and_its_form(
    capsys: pytest.CaptureFixture[str], built: Path, tmp_path: Path
) -> None:
    file = tmp_path / "decisions.toml"
    assert main(["review", str(built), "--decisions", str(file)]) == 0
    said = capsys.readouterr().out

    assert f"# The decisions file: {file} (not there yet)" in said
    assert [kind for kind in ("same", "different", "rename", "retype", "reject") if f"[[{kind}]]" not in said] == []


def test_a_folder_without_a_build_is_one_line(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["review", str(tmp_path)]) == 1
    assert "no finished build there" in capsys.readouterr().err


def test_statements_that_contradict_each_other_are_shown_together_until_one_is_rejected(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    documents, file = tmp_path / "documents", tmp_path / "decisions.toml"
    documents.mkdir()
    (documents / "a.txt").write_text("截至2023年末，杭州银行网点达到215家。", encoding="utf-8")
    (documents / "b.txt").write_text("截至2023年末，杭州银行网点达到310家。", encoding="utf-8")
    assert main(["build", str(documents), "-o", str(tmp_path / "build"), "--decisions", str(file)]) == 0
    capsys.readouterr()

    (row,) = (r for r in _rows(capsys, tmp_path / "build", file) if r["kind"] == "contradictions")
    assert all(figure in row["what"] and figure in row["sentence"] for figure in ("215", "310"))
    assert all(document in f"{row['document']} {row['sentence']}" for document in ("a.txt", "b.txt"))

    file.write_text(row["decision"], encoding="utf-8")
    assert [r for r in _rows(capsys, tmp_path / "build", file) if r["kind"] == "contradictions"] == []
