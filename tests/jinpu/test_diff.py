"""``jinpu diff`` tells what only one of two builds says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from jinpu.build import build
from jinpu.cli import main


def _built(folder: Path, text: str) -> Path:
    folder.mkdir()
    (folder / "a.txt").write_text(text, encoding="utf-8")
    build([folder / "a.txt"], folder / "build", folder / "decisions.toml")
    return folder / "build"


def test_a_build_does_not_differ_from_itself(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", str(built), str(built)]) == 0
    assert capsys.readouterr().out == "no difference\n"


def test_what_is_gone_and_what_is_new_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = _built(tmp_path / "one", "工商银行位于北京市。\n")
    other = _built(tmp_path / "other", "工商银行位于上海市。\n")
    assert main(["diff", str(one), str(other), "--format", "json"]) == 0
    changes = [(c["sign"], c["words"]) for c in json.loads(capsys.readouterr().out) if c["kind"] == "entity"]
    assert changes == [("+", ["上海市", "City"]), ("-", ["北京市", "City"])]


def test_figures_of_two_documents_that_do_not_agree_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one = _built(tmp_path / "one", "2023年，工商银行总资产44.7万亿元。\n")
    (tmp_path / "one" / "b.txt").write_text("2023年，工商银行总资产39.6万亿元。\n", encoding="utf-8")
    files = [tmp_path / "one" / "a.txt", tmp_path / "one" / "b.txt"]
    build(files, tmp_path / "both", tmp_path / "decisions.toml")
    assert main(["diff", str(one), str(tmp_path / "both"), "--format", "json"]) == 0
    changes = [(c["sign"], c["words"][1:]) for c in json.loads(capsys.readouterr().out) if c["kind"] == "conflict"]
    assert changes == [("+", ["总资产", "39.6", "44.7", "b.txt", "a.txt"])]
