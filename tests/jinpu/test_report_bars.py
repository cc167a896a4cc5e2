"""The report shows what became of every character, so that nothing is lost in silence."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from jinpu import report_bars
from jinpu.build import build

FONT = "STSong-Light"

#: Every kind that text can become, on two pages and on one that has none.
MADE = [
    {"page": 0, "start": 0, "end": 400, "kinds": {"furniture": 10, "paragraph": 330, "table": 50, "unread": 10}},
    {"page": 1, "start": 0, "end": 300, "kinds": {"furniture": 10, "paragraph": 280, "unread": 10}},
    {"page": 2, "start": 300, "end": 400, "kinds": {"paragraph": 50, "table": 50}},
    {"page": 3, "start": 400, "end": 400, "kinds": {}},
]


def _document(*became: dict[str, Any], file: str = "a.pdf") -> dict[str, Any]:
    return {"file": file, "became": list(became)}


def _widths(page: str) -> list[list[tuple[str, float]]]:
    """Return the pieces of each bar: kind and width."""
    bars = re.findall(r'<span class="stack".*?</span>', page)
    return [[(k, float(w)) for k, w in re.findall(r'class="k-(\w+)" style="width:([\d.]+)%', bar)] for bar in bars]


def test_a_bar_is_filled_by_what_the_text_became() -> None:
    whole = _widths(report_bars.render([_document(*MADE)]))[0]
    assert whole == [("paragraph", 82.5), ("table", 12.5), ("furniture", 2.5), ("unread", 2.5)]


def test_bars_of_pages_are_as_long_as_their_text() -> None:
    first, second, third = _widths(report_bars.render([_document(*MADE)]))[1:]
    assert sum(width for _, width in first) == pytest.approx(100, abs=0.1)
    assert second == [("paragraph", 16.67), ("table", 16.67)]
    assert third == []


def test_unread_text_and_pages_without_text_are_told_in_words() -> None:
    page = report_bars.render([_document(*MADE)])
    rows = re.findall(r"<tr>.*?</tr>", page)
    assert ["10 unread" in row for row in rows] == [True, False, False]
    assert ["no text" in row for row in rows] == [False, False, True]


def test_a_document_without_pages_has_one_bar_and_its_name_is_escaped() -> None:
    page = report_bars.render([_document(MADE[0], file="<b>.txt")])
    assert len(_widths(page)) == 1
    assert "<details" not in page
    assert "&lt;b&gt;.txt" in page


def test_a_build_counts_every_character_of_every_document_page_and_slice(tmp_path: Path) -> None:
    documents = tmp_path / "documents"
    documents.mkdir()
    (documents / "long.txt").write_text("工商银行采用分布式数据库。\n\n" * 1500, encoding="utf-8")
    (documents / "short.md").write_text(
        "# 银行\n\n工商银行位于北京。\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n", encoding="utf-8"
    )
    _print(documents / "paged.pdf")
    build([documents], tmp_path / "build", tmp_path / "decisions.toml")
    report = json.loads((tmp_path / "build" / "report.json").read_text(encoding="utf-8"))
    became = {document["file"]: document["became"] for document in report["documents"]}
    assert all(sum(s["kinds"].values()) == s["end"] - s["start"] for found in became.values() for s in found)
    whole, *slices = became["long.txt"]
    assert [(s["start"], s["end"]) for s in slices] == [(0, 10000), (10000, 20000), (20000, 22500)]
    assert [sum(s["kinds"][kind] for s in slices) for kind in ("paragraph", "space")] == [
        whole["kinds"][kind] for kind in ("paragraph", "space")
    ]
    assert whole["kinds"]["space"] == 2 * 1500
    assert [s["page"] for s in became["paged.pdf"]] == [0, 1, 2]
    (marked,) = became["short.md"]
    assert {"heading", "markup", "paragraph", "space", "table"} == set(marked["kinds"])
    page = (tmp_path / "build" / "report.html").read_text(encoding="utf-8")
    assert len(_widths(page)) == 1 + 3 + 1 + 2 + 1


def _print(path: Path) -> None:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    for line in ("工商银行采用分布式数据库。", "农业银行位于北京市。"):
        canvas.setFont(FONT, 11)
        canvas.drawString(60, 700, line)
        canvas.showPage()
    canvas.save()
