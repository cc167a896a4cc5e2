"""Observations of tables: names beside or over the cells, units and periods of headings and titles."""

from __future__ import annotations

import re

import pytest

from extract.figures import observe
from extract.origin import Builder, Origin
from extract.records import Block, Cell, Document, Entity, Mention, Observation, Table

_MARK = re.compile(r"⟦(\w+)\|([^⟧]+)⟧")


def _table(
    title: str, lines: list[str], headers: int = 1, below: str = ""
) -> tuple[list[Observation], list[str], Document]:
    """Return the observations of a titled table with tabs between marked cells, and the names by entity.

    ``below`` is a heading after the table.
    """
    text, mentions, names = f"{title}\n", [], []
    builder, rows = Builder(), []
    for line in lines:
        cells = []
        for number, marked in enumerate(line.split("\t")):
            plain = _MARK.sub(lambda match: match[2], marked)
            if number:
                builder.insert("\t")
                text += "\t"
            for match in _MARK.finditer(marked):
                if match[2] not in names:
                    names.append(match[2])
                at = len(builder) + plain.index(match[2])
                mentions.append(Mention(1, at, at + len(match[2]), match[1], match[2], entity=names.index(match[2])))
            start = len(builder)
            builder.keep(plain, len(text))
            text += plain
            cells.append(Cell(start, len(builder)))
        rows.append(tuple(cells))
        builder.insert("\n")
        text += "\n"
    body, origin = builder.build()
    under = Builder()
    under.keep(below, len(text))
    document = Document("a.txt", "", "utf-8", text + below)
    blocks = (
        Block("caption", title, Origin.identity(len(title))),
        Block("table", body, origin, intro=0, table=Table(title, headers, tuple(rows))),
        Block("heading", *under.build()),
    )
    found = observe(document, blocks, mentions, [Entity("Bank", name, (name,)) for name in names])
    return found, names, document


def _short(found: list[Observation], names: list[str]) -> list[tuple[str, str, str, str, str]]:
    return [(names[o.subject], o.indicator, o.value, o.unit, o.period) for o in found]


def test_a_table_of_years_takes_indicator_and_unit_from_its_title() -> None:
    found, names, _ = _table(
        "表1 信息技术投入（单位：亿元）",
        ["银行\t2022年\t2023年", "⟦Bank|甲银行⟧\t22.28\t1,027.24", "⟦Bank|乙银行⟧\t15\t-"],
    )
    assert _short(found, names) == [
        ("甲银行", "信息技术投入", "22.28", "亿元", "2022"),
        ("甲银行", "信息技术投入", "1027.24", "亿元", "2023"),
        ("乙银行", "信息技术投入", "15", "亿元", "2022"),
    ]
    assert found[0].number == 2_228_000_000
    assert found[0].concept == "it-spending"


def test_columns_name_indicators_units_and_a_rank_is_none() -> None:
    found, names, _ = _table(
        "城商行2023年数据", ["排名\t银行\t科技投入（亿元）\t科技人员（人）", "1\t⟦Bank|甲银行⟧\t28.5\t1,047"]
    )
    assert _short(found, names) == [
        ("甲银行", "科技投入", "28.5", "亿元", "2023"),
        ("甲银行", "科技人员", "1047", "人", "2023"),
    ]


def test_names_over_the_columns_are_the_subjects() -> None:
    found, names, _ = _table(
        "市场概况（2023年末）",
        ["\t⟦FinancialInstitution|甲所⟧\t⟦FinancialInstitution|乙所⟧", "上市公司（家）\t2,263\t239"],
    )
    assert _short(found, names) == [
        ("甲所", "上市公司", "2263", "家", "2023-12-31"),
        ("乙所", "上市公司", "239", "家", "2023-12-31"),
    ]


def test_a_cell_with_words_keeps_them_and_its_own_unit() -> None:
    found, names, _ = _table("处罚公示", ["当事人\t处罚\t日期", "⟦Bank|甲银行⟧\t罚款230万元\t2023-02-21"])
    assert _short(found, names) == [("甲银行", "罚款", "230", "万元", "2023-02-21")]
    assert found[0].concept == "fine"


@pytest.mark.parametrize("heading", ["2023", "2023年"])
def test_evidence_is_the_row_and_context_the_heading_and_the_title(heading: str) -> None:
    found, _, document = _table("总资产（亿元）", [f"银行\t{heading}", "⟦Bank|甲银行⟧\t12"])
    observation = found[0]
    assert observation.evidence.quote == "甲银行\t12"
    assert [(place.role, place.quote) for place in observation.context] == [
        ("column", heading),
        ("intro", "总资产（亿元）"),
    ]
    for place in (observation.evidence, *observation.context):
        assert document.text[place.start : place.end] == place.quote


def test_a_loss_below_zero_keeps_its_sign() -> None:
    found, _, _ = _table("成交量", ["交易所\t同比（%）", "⟦FinancialInstitution|甲所⟧\t-26.4"])
    assert [(o.value, o.number) for o in found] == [("-26.4", -26.4)]


@pytest.mark.parametrize(
    ("title", "below", "period"),
    [
        ("保费排名", "2020年互联网保险保费规模前十名", "2020"),
        ("2019年保费排名", "2020年互联网保险保费规模前十名", "2019"),
        ("保费排名", "2020年经营主体保持稳定", ""),
    ],
)
def test_a_dated_title_under_a_table_dates_it_where_it_names_a_column_and_none_stands_above(
    title: str, below: str, period: str
) -> None:
    lines = ["公司\t规模保费（亿元）", "⟦FinancialInstitution|甲人寿⟧\t380.2"]
    found, names, _ = _table(title, lines, below=below)
    assert _short(found, names) == [("甲人寿", "规模保费", "380.2", "亿元", period)]


def test_a_column_of_units_gives_each_row_its_own() -> None:
    found, names, _ = _table(
        "发展指标",
        ["指标\t单位\t2023年\t2025年目标", "⟦Platform|甲链⟧用户\t万户\t86.0\t150", "⟦Bank|乙行⟧上云率\t%\t35\t70"],
    )
    assert _short(found, names) == [
        ("甲链", "用户", "86.0", "万户", "2023"),
        ("甲链", "用户目标", "150", "万户", "2025"),
        ("乙行", "上云率", "35", "%", "2023"),
        ("乙行", "上云率目标", "70", "%", "2025"),
    ]
    assert [o.status for o in found] == ["actual", "target", "actual", "target"]


def test_columns_of_numbers_without_headings_are_told_apart_by_no_title() -> None:
    lines = ["⟦Bank|甲银行⟧\t3.15%\t10.35%\t4.2%", "⟦Bank|乙银行⟧\t2.85%\t13.45%\t4.3%"]
    assert _table("全国性银行科技投入", lines, headers=0)[0] == []


def test_a_count_of_four_digits_is_no_year() -> None:
    lines = ["银行\t科技人数（人）\t占比", "⟦Bank|甲银行⟧\t1965\t3.2%", "⟦Bank|乙银行⟧\t679\t6.5%"]
    found, names, _ = _table("", lines)
    assert _short(found, names)[:2] == [("甲银行", "科技人数", "1965", "人", ""), ("甲银行", "占比", "3.2", "%", "")]


def test_two_lines_of_headings_give_indicator_and_period_and_ratios_the_unit_of_ratios() -> None:
    found, names, _ = _table(
        "表3 主要指标（单位：%、亿元）",
        [
            "机构\t贷款余额\t\t不良贷款率\t",
            "\t2022年末\t2023年末\t2022年末\t2023年末",
            "⟦Bank|甲银行⟧\t268.4\t281.9\t2.31\t2.14",
            "⟦Bank|乙银行⟧\t143.7\t150.6\t3.05\t3.11",
        ],
        headers=0,
    )
    assert _short(found, names)[:4] == [
        ("甲银行", "贷款余额", "268.4", "亿元", "2022-12-31"),
        ("甲银行", "贷款余额", "281.9", "亿元", "2023-12-31"),
        ("甲银行", "不良贷款率", "2.31", "%", "2022-12-31"),
        ("甲银行", "不良贷款率", "2.14", "%", "2023-12-31"),
    ]


def test_a_name_alone_in_its_row_is_what_the_rows_under_it_are_about() -> None:
    found, names, _ = _table(
        "科技开支（单位：百万元）",
        ["\t2022\t2023", "⟦Bank|甲银行⟧\t\t", "科技开支\t1,012\t1,087", "⟦Bank|乙银行⟧\t\t", "科技开支\t936\t1,140"],
    )
    assert [(name, value) for name, _, value, _, _ in _short(found, names)] == [
        ("甲银行", "1012"),
        ("甲银行", "1087"),
        ("乙银行", "936"),
        ("乙银行", "1140"),
    ]


def test_units_stand_in_a_note_under_the_table() -> None:
    found, names, _ = _table(
        "关键指标（单位见脚注）",
        ["银行\t存款①\t净息差②", "⟦Bank|甲银行⟧\t1,082\t2.61", "⟦Bank|乙银行⟧\t936\t2.44"],
        below="①亿元；②%。",
    )
    assert _short(found, names)[:2] == [("甲银行", "存款", "1082", "亿元", ""), ("甲银行", "净息差", "2.61", "%", "")]


@pytest.mark.parametrize(
    ("title", "heading", "below", "period"),
    [
        ("主要参股公司", "2022年末总资产（亿元）", "", "2022-12-31"),
        ("主要参股公司（2021）", "总资产（亿元）", "", "2021"),
        ("主要参股公司", "总资产（亿元）", "数据来源：行业协会问卷，2023年末口径。", "2023-12-31"),
        ("主要参股公司", "总资产（亿元）", "该行2023年末完成改造。", ""),
    ],
)
def test_a_column_without_a_date_takes_that_of_the_title_the_note_or_the_other_columns(
    title: str, heading: str, below: str, period: str
) -> None:
    found, names, _ = _table(title, [f"机构\t持股（%）\t{heading}", "⟦Bank|延庆村镇银行⟧\t33.33\t13.05"], below=below)
    assert {(indicator, when) for _, indicator, _, _, when in _short(found, names)} == {
        ("持股", period),
        ("总资产", period),
    }
