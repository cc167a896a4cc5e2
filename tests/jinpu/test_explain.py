"""``jinpu explain``: what proposed a name, what it competed with, and what it was linked to."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.recognise.explaining import Proposal, why
from jinpu.cli import main

TEXT = "中国工商银行股份有限公司（以下简称“工行”）于2023年采用OceanBase数据库。\n今天天气很好，大家都出门去了。\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a document with two names of one bank and a product."""
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def _explained(capsys: pytest.CaptureFixture[str], file: Path, at: int) -> str:
    assert main(["explain", f"{file}:{at}"]) == 0
    return capsys.readouterr().out


def test_a_name_is_shown_with_its_proposer_and_its_rivals(capsys: pytest.CaptureFixture[str], file: Path) -> None:
    said = _explained(capsys, file, TEXT.index("OceanBase"))

    assert "OceanBase  Database  proposed by " in said
    assert "  won: " in said
    assert "lexicon-strong: OceanBase  Database  advised the random field  → oceanbase" in said
    assert "linked to OceanBase  Database  oceanbase" in said


def test_a_definition_in_the_text_is_shown(capsys: pytest.CaptureFixture[str], file: Path) -> None:
    said = _explained(capsys, file, TEXT.index("工行") + 1)

    assert "linked to 中国工商银行  StateOwnedBank  icbc" in said
    assert "the text says so: a.txt:0:" in said


def test_where_no_name_stands_it_says_so(capsys: pytest.CaptureFixture[str], file: Path) -> None:
    assert "no name was recognised here" in _explained(capsys, file, TEXT.index("天气"))


@pytest.mark.parametrize("place", ["a.txt", "{file}:9999", "{file}:x"])
def test_a_place_that_is_none_is_a_wrong_call(capsys: pytest.CaptureFixture[str], file: Path, place: str) -> None:
    assert main(["explain", place.format(file=file)]) == 2
    assert "expected" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("won", "rival", "said"),
    [
        ((0, 4, 0.9), None, "no other name was proposed"),
        ((0, 4, 0.9), (0, 2, 0.4), "its score 0.900 is higher than that of 乙 (Company, lexicon, 0.400)"),
        ((0, 4, 0.9), (0, 2, 0.9), "of equal score, it is longer than 乙"),
        ((0, 4, 0.9), (2, 6, 0.9), "of equal score, it is before 乙"),
    ],
)
def test_the_reason_names_the_strongest_rival(
    won: tuple[int, int, float], rival: tuple[int, int, float] | None, said: str
) -> None:
    winner = Proposal(won[0], won[1], "甲", ("Bank",), "crf", won[2], has_won=True)
    others = [Proposal(rival[0], rival[1], "乙", ("Company",), "lexicon", rival[2])] if rival else []

    assert why(winner, [winner, *others]).startswith(said)
