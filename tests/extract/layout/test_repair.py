"""Lines put together in passages: wraps, page breaks, spaced-out words, hyphens, lists."""

from __future__ import annotations

import pytest

from extract.layout import blocks
from extract.read import from_text


def kinds(text: str) -> list[tuple[str, int, str]]:
    return [(block.kind, block.level, block.text) for block in blocks(from_text(text))]


def texts(text: str) -> list[str]:
    return [block.text for block in blocks(from_text(text))]


JOINED = [
    # A word cut in its middle, a line of any length.
    (
        "国家金融科技风险监控中心先后注\n册于西城区；网联清算有限公司总\n部同在该区。\n",
        ["国家金融科技风险监控中心先后注册于西城区；网联清算有限公司总部同在该区。"],
    ),
    # Blank lines within a sentence.
    (
        "企业服务融资数量为70笔，支付和区块\n\n链领域分别有25笔，占总投融资笔数的\n\n55%。\n",
        ["企业服务融资数量为70笔，支付和区块链领域分别有25笔，占总投融资笔数的55%。"],
    ),
    # A page break, with page number and running head between.
    (
        "建设银行的全资子公司计划向广州农商银行输出核心系统，并\n\n— 12 —\n\n\n\n与多家机构合作，推动应用。\n",
        ["建设银行的全资子公司计划向广州农商银行输出核心系统，并与多家机构合作，推动应用。", "— 12 —"],
    ),
    # A footnote between.
    (
        "实现“收、管、\n\n¹作者简介：某某，研究员。\n\n付”三位一体的平台资金管理。\n",
        ["实现“收、管、付”三位一体的平台资金管理。", "¹作者简介：某某，研究员。"],
    ),
    # Latin words: a space between, none within, no hyphen.
    (
        "该行采用以Amazon Web Services\nCloud为底座的平台，并取得成效。\n",
        ["该行采用以Amazon Web Services Cloud为底座的平台，并取得成效。"],
    ),
    ("The new finan-\ncial system is in use.\n", ["The new financial system is in use.", "-"]),
    ("规划期为2021-\n2025年，共五年时间完成建设。\n", ["规划期为2021-2025年，共五年时间完成建设。"]),
    # Words spaced out.
    ("现 阶 段 热 门 应 用 技 术 。\n", ["现阶段热门应用技术。"]),
    ("推出H100与框架CUDA，富 国 银 行计划将之用于模型。\n", ["推出H100与框架CUDA，富国银行计划将之用于模型。"]),
    ("2024 年 5 月，王 平 李小明 张大伟参会。\n", ["2024 年 5 月，王 平 李小明 张大伟参会。"]),
]


@pytest.mark.parametrize(("text", "expected"), JOINED)
def test_what_belongs_together_is_put_together(text: str, expected: list[str]) -> None:
    assert texts(text) == expected


PARTED = [
    ("一、综合\n全市生产总值增长5.6%。\n", [("heading", 1, "一、综合"), ("paragraph", 0, "全市生产总值增长5.6%。")]),
    (
        "2.1 北京机构图谱图2-3 西城区代表性机构\n北京的优势首先来自“国家队”。\n",
        [
            ("heading", 1, "2.1 北京机构图谱"),
            ("caption", 0, "图2-3 西城区代表性机构"),
            ("paragraph", 0, "北京的优势首先来自“国家队”。"),
        ],
    ),
    (
        "◎招商银行\n上线大语言模型平台。\n◎中信银行\n采用新的数据库。\n",
        [
            ("heading", 1, "◎招商银行"),
            ("paragraph", 0, "上线大语言模型平台。"),
            ("heading", 1, "◎中信银行"),
            ("paragraph", 0, "采用新的数据库。"),
        ],
    ),
    (
        "参与机构如下：\n● 农业银行，采用平台甲；\n  ◆ 其省分行；\n● 建设银行，采用平台乙。\n",
        [
            ("paragraph", 0, "参与机构如下："),
            ("item", 1, "● 农业银行，采用平台甲；"),
            ("item", 2, "◆ 其省分行；"),
            ("item", 1, "● 建设银行，采用平台乙。"),
        ],
    ),
    (
        "上海嘉银科技股份有限公司\n\n吉林大学经济学院\n",
        [("heading", 1, "上海嘉银科技股份有限公司"), ("paragraph", 0, "吉林大学经济学院")],
    ),
    (
        "咨詢電話：020-38342313\n投稿郵箱：a@b.cn\n",
        [("paragraph", 0, "咨詢電話：020-38342313"), ("paragraph", 0, "投稿郵箱：a@b.cn")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), PARTED)
def test_what_stands_apart_stays_apart(text: str, expected: list[tuple[str, int, str]]) -> None:
    assert kinds(text) == expected


def test_items_know_the_sentence_that_introduces_them() -> None:
    found = blocks(from_text("参与机构如下：\n● 农业银行；\n● 建设银行。\n\n另有一段话在此。\n"))
    assert [block.intro for block in found] == [None, 0, 0, None]


def test_a_hyphen_that_is_taken_out_of_a_word_is_kept_as_furniture() -> None:
    found = blocks(from_text("The new finan-\ncial system is in use.\n"))
    assert [(block.kind, block.origin.span(0, 1)) for block in found[1:]] == [("furniture", (13, 14))]


@pytest.mark.parametrize("end", ["前三名如下（单位：万人）：", "见下表（2024年6月末，万人）"])
def test_what_introduces_a_table_does_not_go_on_behind_it(end: str) -> None:
    text = (
        f"截至2025年2月底，境内专营电子支付机构共有9家，其使用者人数{end}\n\n"
        "机构\t使用者\n云票通\t705.4\n街坊付\t688.9\n全联付\t621.0\n\n"
        "其中全联付由零售集团转投资设立，街坊付背后则是便利店与银行。\n"
    )
    assert [block.kind for block in blocks(from_text(text))] == ["paragraph", "table", "paragraph"]
