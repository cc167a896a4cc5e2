"""Tables set in runs of spaces, as texts of printed pages have them."""

from __future__ import annotations

import pytest

from extract.layout import blocks
from extract.read import from_text


def _rows(text: str) -> tuple[int, list[tuple[str, ...]]]:
    """Return the number of lines of headings and the rows of the only table of a text."""
    (block,) = (block for block in blocks(from_text(text)) if block.table)
    assert block.table is not None
    rows = [tuple(block.text[cell.start : cell.end] for cell in row) for row in block.table.rows]
    return block.table.headers, rows


@pytest.mark.parametrize("gap", ["　　　", "     "])
def test_headings_stand_over_all_columns_but_the_first(gap: str) -> None:
    lines = [
        "甲銀行（單位：百萬元）",
        "113年第1季|112年第1季|增減",
        "淨收益|17,904|15,866|12.8%",
        "稅後淨利|6,713|5,589|20.1%",
    ]
    headers, rows = _rows("\n".join(lines).replace("|", gap))
    assert headers == 1
    assert rows == [
        ("", "113年第1季", "112年第1季", "增減"),
        ("淨收益", "17,904", "15,866", "12.8%"),
        ("稅後淨利", "6,713", "5,589", "20.1%"),
    ]


def test_a_name_alone_in_its_line_stands_over_its_rows_and_lines_of_years_are_no_page_numbers() -> None:
    lines = [
        "单位：百万元",
        "2022　　　2023",
        "甲银行",
        "　科技开支　　　1,012　　1,087",
        "乙银行",
        "　科技开支　　　936　　1,140",
        "两行合计再聘工程师约一千人，名单另行公布。",
    ]
    headers, rows = _rows("\n".join(lines))
    assert headers == 1
    assert [row[0] for row in rows] == ["", "甲银行", "科技开支", "乙银行", "科技开支"]


def test_a_list_of_names_set_apart_by_spaces_is_no_table_of_figures() -> None:
    assert not any(block.table for block in blocks(from_text("甲银行　　乙银行　　丙银行\n共有三家机构出席会议。\n")))
