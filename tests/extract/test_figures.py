"""Observations of short documents, with the names given."""

from __future__ import annotations

import re

import pytest

from extract.figures import observe
from extract.origin import Origin
from extract.records import Block, Document, Entity, Mention, Observation

_MARK = re.compile(r"⟦(\w+)\|([^⟧]+)⟧")


def _read(marked: str) -> list[tuple[Observation, str]]:
    """Return the observations of a marked paragraph, each with the name that it is about."""
    text, mentions, names, last = "", [], [], 0
    for match in _MARK.finditer(marked):
        text += marked[last : match.start()]
        kind, name = match.groups()
        if name not in names:
            names.append(name)
        mentions.append(Mention(0, len(text), len(text) + len(name), kind, name, entity=names.index(name)))
        text += name
        last = match.end()
    text += marked[last:]
    document = Document("a.txt", "", "utf-8", text)
    block = Block("paragraph", text, Origin.identity(len(text)))
    entities = [Entity("", name, (name,)) for name in names]
    found = observe(document, (block,), mentions, entities)
    assert all(text[o.evidence.start : o.evidence.end] == o.evidence.quote for o in found)
    return [(o, names[o.subject]) for o in found]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (
            "截至2019年9月末，⟦Bank|平安银行⟧客户累计交易笔数达到2.56亿笔，累计交易金额达到974.89亿元。",
            [
                ("平安银行", "2.56", "亿笔", 2.56e8, "笔", "2019-09-30"),
                ("平安银行", "974.89", "亿元", 97.489e9, "元", "2019-09-30"),
            ],
        ),
        (
            "⟦City|成都市⟧2023年实现金融业增加值2555.6亿元，比上年增长6.0%，占GDP的比重达到11.6%。",
            [
                ("成都市", "2555.6", "亿元", 255.56e9, "元", "2023"),
                ("成都市", "6.0", "%", 6.0, "%", "2023"),
                ("成都市", "11.6", "%", 11.6, "%", "2023"),
            ],
        ),
    ],
)
def test_a_sentence_gives_its_figures_to_its_subject(
    marked: str, expected: list[tuple[str, str, str, float, str, str]]
) -> None:
    found = [(name, o.value, o.unit, o.number, o.base_unit, o.period) for o, name in _read(marked)]
    assert found == expected


def _short(marked: str) -> list[tuple[str, str, str, str]]:
    return [(name, o.indicator, o.value + o.unit, o.period) for o, name in _read(marked)]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (
            "2023年，⟦Bank|甲银行⟧、⟦Bank|乙银行⟧和⟦Bank|丙银行⟧的科技投入分别为30亿元、20亿元和10亿元。",
            [("甲银行", "30亿元"), ("乙银行", "20亿元"), ("丙银行", "10亿元")],
        ),
        (
            "2023年，⟦City|嘉兴市⟧单位存款和居民储蓄存款分别为2245.0亿元和2837.9亿元。",
            [("嘉兴市", "2245.0亿元"), ("嘉兴市", "2837.9亿元")],
        ),
        ("丙公司由⟦Company|甲公司⟧和⟦Company|乙公司⟧各出资50%。", [("甲公司", "50%"), ("乙公司", "50%")]),
    ],
)
def test_figures_in_order_go_to_names_in_order(marked: str, expected: list[tuple[str, str]]) -> None:
    assert [(name, figure) for name, _, figure, _ in _short(marked)] == expected


def test_coordinated_nouns_and_their_changes_go_in_order() -> None:
    marked = "2023年末，⟦City|嘉兴市⟧单位存款和居民储蓄存款分别为2245.0亿元和2837.9亿元，分别较年初增长10.1%和14.3%。"
    assert [indicator for _, indicator, _, _ in _short(marked)] == [
        "单位存款",
        "居民储蓄存款",
        "单位存款较年初增长",
        "居民储蓄存款较年初增长",
    ]


def test_a_change_and_a_share_keep_the_level_that_they_are_about_and_its_period() -> None:
    marked = "2023年⟦Bank|甲银行⟧科技投入262.24亿元，同比增长0.9%，占营业收入的2.86%。"
    assert _short(marked) == [
        ("甲银行", "科技投入", "262.24亿元", "2023"),
        ("甲银行", "科技投入同比增长", "0.9%", "2023"),
        ("甲银行", "科技投入占营业收入", "2.86%", "2023"),
    ]


@pytest.mark.parametrize(
    ("marked", "name", "period"),
    [
        ("⟦Bank|甲银行⟧采用⟦Database|乙库⟧。截至2023年6月末，该行客户300万户。", "甲银行", "2023-06-30"),
        ("⟦Bank|甲银行⟧2023年三季度末存款余额30亿元。", "甲银行", "2023-Q3"),
        ("⟦Bank|甲银行⟧2023年1—6月营业收入30亿元。", "甲银行", "2023-H1"),
        ("截至2022年末，⟦Bank|甲银行⟧总资产3万亿元。全年营业收入30亿元。", "甲银行", "2022"),
    ],
)
def test_the_last_figure_finds_its_name_and_its_period(marked: str, name: str, period: str) -> None:
    subject, _, _, found = _short(marked)[-1]
    assert (subject, found) == (name, period)


def test_a_development_has_a_figure_at_each_end() -> None:
    marked = "2013年到2022年，⟦Region|中国⟧互联网保险的保费规模从290亿元增加到4782.5亿元。"
    assert [(figure, period) for _, _, figure, period in _short(marked)] == [
        ("290亿元", "2013"),
        ("4782.5亿元", "2022"),
    ]


@pytest.mark.parametrize(
    ("marked", "status"),
    [
        ("⟦City|杭州⟧力争2025年金融业增加值达到3000亿元。", "target"),
        ("⟦Bank|甲银行⟧计划三年内投入25亿元建设平台。", "target"),
        ("2022年⟦City|杭州⟧金融业增加值达到3000亿元。", "actual"),
    ],
)
def test_a_figure_of_a_plan_is_a_target(marked: str, status: str) -> None:
    assert [o.status for o, _ in _read(marked)] == [status]


@pytest.mark.parametrize(
    "marked",
    [
        "⟦Chip|鲲鹏920⟧和⟦Software|麒麟V10⟧已适配。",
        "⟦City|上海⟧排名全球第六。",
        "没有名字的银行投入30亿元。",
        "《⟦PolicyDocument|规划（2021年版）⟧》印发。",
    ],
)
def test_names_ranks_titles_and_figures_without_a_name_are_no_observations(marked: str) -> None:
    assert _read(marked) == []


def test_a_name_in_the_paragraph_before_is_part_of_the_context() -> None:
    first, second = "甲银行发布年报。", "截至2023年末，该行总资产3万亿元。"
    document = Document("a.txt", "", "utf-8", first + "\n" + second)
    blocks = (
        Block("paragraph", first, Origin.identity(len(first))),
        Block("paragraph", second, Origin.identity(len(second), len(first) + 1)),
    )
    found = observe(document, blocks, [Mention(0, 0, 3, "Bank", "甲银行", entity=0)], [Entity("Bank", "甲银行", ())])
    assert [(o.value, o.unit, o.period, o.evidence.quote) for o in found] == [("3", "万亿元", "2023-12-31", second)]
    assert [(place.role, place.quote) for place in found[0].context] == [("intro", first)]


@pytest.mark.parametrize(
    ("marked", "indicator"),
    [
        ("⟦Company|甲信息⟧2023年加大研发投入来应对不确定性，实现了35.64亿元的营业收入。", "营业收入"),
        ("2023年，⟦Bank|甲银行⟧营业收入为35.64亿元，比上年增加。", "营业收入"),
    ],
)
def test_what_a_figure_counts_may_stand_behind_it(marked: str, indicator: str) -> None:
    assert [o.indicator for o, _ in _read(marked)] == [indicator]
