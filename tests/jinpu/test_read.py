"""``jinpu read``: what people and programs see of a document."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from jinpu.cli import main

SEEDS = Path(__file__).parents[2] / "seeds"
KINDS = {"heading", "paragraph", "item", "table", "caption", "footnote", "furniture"}


def test_json_lines_hold_every_block_with_its_place(capsys: pytest.CaptureFixture[str]) -> None:
    path = next(SEEDS.glob("003*.txt"))
    assert main(["read", str(path), "--format", "json"]) == 0
    text = path.read_text("utf-8")
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    for block in found:
        assert block["kind"] in KINDS
        assert block["start"] < block["end"]
        pieces = "".join(text[start:end] for start, end in block["origins"])
        assert pieces.replace("\t", "") == block["text"].replace("\t", "").replace("\n", "")
    tables = [block for block in found if block["kind"] == "table"]
    assert [table["title"] for table in tables] == ["表1 北京、深圳、上海金融科技政策比较"] * 2
    assert [cell["text"] for cell in tables[1]["columns"][0]][:2] == ["城市", "发展定位"]
    assert [row[0]["text"] for row in tables[1]["rows"]] == ["深圳", "上海"]


def test_text_shows_blocks_tables_and_how_much_became_what(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(next(SEEDS.glob("003*.txt")))]) == 0
    out = capsys.readouterr().out
    assert "[0] heading1\n促进上海金融科技发展的对策建议\n" in out
    assert "= 城市 = 发展定位 =" in out
    assert "caption 18, footnote 265" in out.splitlines()[-1]


def test_a_file_that_cannot_be_read_is_one_line_on_standard_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"")
    assert main(["read", str(path)]) == 1
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", "jinpu: a.txt: is empty, expected a document\n")
