"""``jinpu match``: names to entries of the lexicon, and nothing where it does not know."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from extract.lexicon import load
from jinpu.cli import main


def _printed(capsys: pytest.CaptureFixture[str], *words: str) -> list[list[str]]:
    assert main(["match", *words]) == 0
    return [line.split("\t") for line in capsys.readouterr().out.splitlines()]


@pytest.mark.parametrize(
    ("name", "id_", "score"),
    [
        ("工行", "icbc", "1.00"),
        ("中國工商銀行", "icbc", "1.00"),
        ("ICBC", "icbc", "1.00"),
        ("oceanbase", "oceanbase", "0.98"),
        ("人行", "pboc", "0.60"),
        ("中国银行业协会", "cba", "1.00"),
    ],
)
def test_a_name_gives_its_entry(capsys: pytest.CaptureFixture[str], name: str, id_: str, score: str) -> None:
    entry = load().entries[id_]

    assert _printed(capsys, name) == [[name, id_, entry.name, entry.type, score]]


def test_an_unknown_name_is_printed_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert _printed(capsys, "云岭银行", "中国银行业") == [["云岭银行"], ["中国银行业"]]


def test_of_several_entries_none_is_chosen_and_all_are_listed_on_demand(capsys: pytest.CaptureFixture[str]) -> None:
    assert _printed(capsys, "金管局") == [["金管局"]]
    listed = _printed(capsys, "--all", "金管局")
    assert {"hkma", "mas"} <= {row[1] for row in listed}
    assert {row[4] for row in listed} == {"0.60"}


def test_a_class_chooses_between_a_firm_and_its_product(capsys: pytest.CaptureFixture[str]) -> None:
    assert _printed(capsys, "--type", "Database", "达梦")[0][1] == "dm-database"
    assert _printed(capsys, "--type", "Bank", "达梦") == [["达梦"]]


def test_names_come_from_a_file_or_standard_input(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "names.txt"
    file.write_text("\ufeff工行\n\n 农行 \n", encoding="utf-8")
    from_file = _printed(capsys, str(file))
    monkeypatch.setattr("sys.stdin", io.StringIO("工行\n农行\n"))

    assert [row[1] for row in from_file] == ["icbc", "abc"]
    assert _printed(capsys, "-") == from_file


def test_json_holds_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    main(["match", "--json", "工行", "云岭银行"])
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    assert rows[0]["matches"][0]["id"] == "icbc"
    assert rows[1] == {"name": "云岭银行", "matches": []}


def test_an_unknown_class_is_a_wrong_call(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["match", "--type", "Banc", "工行"]) == 2
    assert "Banc is no class, expected one of" in capsys.readouterr().err
