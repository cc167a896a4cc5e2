"""Figures in running text: value, unit, number in base units, ranges; and what is no figure."""

from __future__ import annotations

import pytest

from extract.figures.quantities import find, measure, of_cell
from extract.figures.vocabulary import fold


def _found(text: str) -> list[tuple[str, str, float, str]]:
    return [(q.value, q.measure.text, q.number, q.measure.base) for q in find(fold(text), [], text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("营业收入244.53亿元", [("244.53", "亿元", 24_453_000_000, "元")]),
        ("客户超过1,100万户", [("1100", "万户", 11_000_000, "户")]),
        ("共有机构２，２６３家", [("2263", "家", 2263, "家")]),
        ("存款 12 345 亿元", [("12345", "亿元", 1_234_500_000_000, "元")]),
        ("應用系統290餘個", [("290", "個", 290, "个")]),
        ("融资约3億港元", [("3", "億港元", 300_000_000, "港元")]),
        ("吸引近10万余人次", [("10", "万人次", 100_000, "人次")]),
        ("占比上升0.28个百分点", [("0.28", "个百分点", 0.28, "百分点")]),
        ("面积11.6万㎡（已启用）", [("11.6", "万m2", 116_000, "平方米")]),
        ("下调15个基点", [("15", "个基点", 0.15, "百分点")]),
        ("响应时间38毫秒", [("38", "毫秒", 0.038, "秒")]),
        ("每秒处理3万笔/秒", [("3", "万笔/秒", 30_000, "笔/秒")]),
        ("替代率超四成", [("4", "成", 40, "%")]),
        ("份额六成三", [("6.3", "成", 63, "%")]),
        ("通过率一成半", [("1.5", "成", 15, "%")]),
        ("规模超百亿元", [("100", "亿元", 10_000_000_000, "元")]),
        ("十三个窗口", [("13", "个", 13, "个")]),
        ("效率提高12倍", [("12", "倍", 12, "倍")]),
        ("用户1.98亿，", [("1.98", "亿", 198_000_000, "")]),
    ],
)
def test_a_figure_is_read_with_its_unit_and_counted_in_base_units(
    text: str, expected: list[tuple[str, str, float, str]]
) -> None:
    assert _found(text) == expected


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("报价3至5亿元", 300_000_000, 500_000_000),
        ("报价1.2万至1.5万美元", 12_000, 15_000),
        ("补助5万元—30万元", 50_000, 300_000),
        ("各约10%-15%", 10, 15),
    ],
)
def test_both_ends_of_a_range_know_the_range(text: str, low: float, high: float) -> None:
    found = find(fold(text), [], text)
    assert [(q.number, q.low, q.high) for q in found] == [(low, low, high), (high, low, high)]
    assert found[0].measure.base == found[1].measure.base


@pytest.mark.parametrize(
    "text",
    ["第3家", "全球第九", "图12", "成立公司", "V2.5", "TOP10", "三分之一", "版本5.0.1", "排名前10", "附件2"],
)
def test_ranks_versions_labels_and_words_are_no_figures(text: str) -> None:
    assert _found(text) == []


def test_masked_ranges_hold_no_figures() -> None:
    text = "2023年末客户3万户"
    assert [q.value for q in find(text, [(0, 6)], text)] == ["3"]


@pytest.mark.parametrize(
    ("cell", "unit", "expected"),
    [
        ("1,047", "人", ("1047", "人", 1047)),
        ("-26.4", "%", ("-26.4", "%", -26.4)),
        ("14亿元", "万元", ("14", "亿元", 1_400_000_000)),
        ("12,500", "百萬港元", ("12500", "百萬港元", 12_500_000_000)),
    ],
)
def test_a_cell_is_counted_in_its_own_unit_or_that_of_its_heading(
    cell: str, unit: str, expected: tuple[str, str, float]
) -> None:
    found = of_cell(fold(cell), cell, unit)
    assert found
    assert (found.value, found.measure.text, found.number) == expected


def test_an_unknown_unit_is_its_own_base() -> None:
    assert measure("毛").base == "毛"
