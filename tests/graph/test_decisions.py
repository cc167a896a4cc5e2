"""A decisions file says where it is wrong, and what was expected."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.decisions import DecisionError, read


def _write(tmp_path: Path, source: str) -> Path:
    path = tmp_path / "decisions.toml"
    path.write_text(source, encoding="utf-8")
    return path


def test_no_file_is_no_decision(tmp_path: Path) -> None:
    assert read(tmp_path / "none.toml") == ()


def test_decisions_come_in_the_order_of_their_lines(tmp_path: Path) -> None:
    source = """
[[reject]]
document = "3fa90c11"
start = 10
end = 42
relation = "uses"
note = "a heading"

[[same]]
names = ["A", "B"]
type = "CityCommercialBank"

[[reject]]
name = "C"
type = "Person"
"""
    found = read(_write(tmp_path, source))
    assert [(d.kind, d.where) for d in found] == [
        ("reject", "decisions.toml:2"),
        ("same", "decisions.toml:9"),
        ("reject", "decisions.toml:13"),
    ]
    assert (found[0].document, found[0].start, found[0].end, found[0].relation) == ("3fa90c11", 10, 42, "uses")
    assert (found[1].names, found[1].type) == (("A", "B"), "Bank")


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ('[[join]]\nname = "A"\n', r"unknown table join, expected one of \[\[same\]\]"),
        ('\n[[same]]\nnames = ["A", "B"]\n', r"decisions\.toml:2: same has names, expected names type"),
        ('[[same]]\nnames = ["A"]\ntype = "Bank"\n', r"decisions\.toml:1: 1 name, expected two or more"),
        ('[[rename]]\nname = "A"\ntype = "Bonk"\nto = "B"\n', r"type 'Bonk' is no class, expected one of Bank"),
        ('[[reject]]\ndocument = "xyz"\nstart = 1\nend = 2\n', "expected 8 to 64 hex digits"),
        ('[[reject]]\ndocument = "3fa90c11"\nstart = "1"\nend = 2\n', "start is '1', expected a number"),
        ('[[reject]]\nname = "A"\ntype = "Bank"\nrelation = "likes"\n', "relation 'likes', expected one of appliesTo"),
        ("[[same]\n", "expected TOML"),
    ],
)
def test_a_malformed_decision_is_named_with_its_line(tmp_path: Path, source: str, message: str) -> None:
    with pytest.raises(DecisionError, match=message):
        read(_write(tmp_path, source))
