"""The five whole documents: nothing lost, nothing twice, everything where it says."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from extract.layout import blocks, coverage
from extract.read import read
from extract.records import Block, Document

SEEDS = Path(__file__).parents[3] / "seeds"

Seed = tuple[Document, tuple[Block, ...]]


def test_every_character_that_is_not_white_space_is_in_one_block_exactly_once(seed: Seed) -> None:
    document, found = seed
    times = Counter(
        place for block in found for _, source, length in block.origin.runs for place in range(source, source + length)
    )
    assert [n for n, times_of in times.items() if times_of > 1] == []
    assert [n for n, character in enumerate(document.text) if not character.isspace() and n not in times] == []


def test_every_character_of_a_block_that_has_an_origin_equals_the_character_there(seed: Seed) -> None:
    document, found = seed
    for block in found:
        for at, source, length in block.origin.runs:
            assert block.text[at : at + length] == document.text[source : source + length]


def test_what_a_block_has_beside_its_origin_is_white_space(seed: Seed) -> None:
    _, found = seed
    for block in found:
        held = {n for at, _, length in block.origin.runs for n in range(at, at + length)}
        assert "".join(c for n, c in enumerate(block.text) if n not in held).strip() == ""


def test_coverage_counts_every_character_and_finds_none_unread(seed: Seed) -> None:
    document, found = seed
    (whole,) = coverage(document, found)
    assert sum(whole.kinds.values()) == whole.characters == len(document.text)
    assert "unread" not in whole.kinds


def test_paths_lead_to_headings_above_from_the_outermost_in(seed: Seed) -> None:
    _, found = seed
    for index, block in enumerate(found):
        assert all(found[place].kind == "heading" and place < index for place in block.path)
        assert list(block.path) == sorted(block.path)
        if block.kind == "heading":
            assert block.level == len(block.path) + 1


def test_cells_lie_in_their_table_and_rows_have_the_same_number_of_them(seed: Seed) -> None:
    _, found = seed
    for block in found:
        if block.table is None:
            assert block.kind != "table"
            continue
        assert len({len(row) for row in block.table.rows}) == 1
        ends = [(cell.start, cell.end) for row in block.table.rows for cell in row]
        assert ends == sorted(ends)
        assert all(0 <= start <= end <= len(block.text) for start, end in ends)


WHOLE = [
    # Cut by the end of a page, with footnotes between.
    ("003", "全面打通前端收款和后端付款流程，实现“收、管、付”三位一体的平台资金管理"),
    ("003", "上海的金融科技政策导向既需凸显上海作为国际化大都市的核心功能，也应结合“五个中心”从国际化向全球化功能升级"),
    ("004", "重点围绕人工智能、云原生、区块链、隐私计算、量子计算等领域"),
    ("004", "推动银行在客户授权的基础上,通过开放技术接口等加强数据资源共享与开放"),
    ("000", "有效推动我国金融信息服务市场增长"),
    # Wrapped lines, with and without blank lines between.
    ("001", "金融科技4.0时代，金融与科技高度融合发展，科技赋能、金融创新已经成为金融科技发展的基本特征"),
    ("001", "以东南亚、拉美地区为代表的发展中经济体在金融科技领域发展迅速"),
    ("001", "企业服务融资数量为70笔，支付和区块链领域分别有25笔，占总投融资笔数的55%"),
    ("001", "北上深成为金融科技创新型企业聚集地"),
    ("002", "执行會長林迪夫分別拜會十三屆全國人大代表".replace("执", "執")),
    ("002", "一、實體經濟和數字經濟深度融合的基本內涵"),
    # Columns that were read in the wrong order.
    ("002", "一方面，這一模式涵蓋了數字技術產業"),
    ("002", "顯著提升了生產效率與產品質量"),
    ("002", "同時，數字化供應鏈管理系統的應用"),
    # Words spaced out.
    ("001", "现阶段热门应用技术"),
    ("001", "累计实现规模保费2110.8亿元，同比增长13.6%"),
]


@pytest.mark.parametrize(("name", "sentence"), WHOLE)
def test_sentences_that_the_page_cuts_are_whole(name: str, sentence: str) -> None:
    path = next(SEEDS.glob(f"{name}*.txt"))
    assert any(sentence in block.text for block in blocks(read(path, SEEDS)[0]))


APART = [
    ("003", "郭澄澄", "金融科技（Fintech）"),
    ("004", "各有关单位", "经市政府同意"),
    ("001", "监管：金融科技监管进一步完善", "“监管沙箱”持续扩容"),
    ("001", "元宇宙", "5月，韩国科学技术信息通信部"),
    ("002", "一行赴香港拜訪交流", "8 月 21 日至 24 日"),
    ("002", "深度融合", "基金項目"),
    ("000", "纽约", "（一）金融概况"),
    ("000", "上海嘉银科技股份有限公司", "吉林大学经济学院"),
]


@pytest.mark.parametrize(("name", "end", "start"), APART)
def test_headings_and_names_are_not_glued_to_what_follows(name: str, end: str, start: str) -> None:
    path = next(SEEDS.glob(f"{name}*.txt"))
    found = blocks(read(path, SEEDS)[0])
    assert not any(end + start in block.text for block in found)
    assert any(block.text.startswith(start) for block in found)


def test_headings_nest_as_their_numbers_say() -> None:
    found = blocks(read(next(SEEDS.glob("000*.txt")), SEEDS)[0])
    heading = next(block for block in found if block.text == "（一）相关利好政策提供良好发展环境")
    above = [found[place].text for place in heading.path]
    assert above[-4:] == [
        "第一部分 2024 年金融信息行业综述",
        "1.1 中国金融信息行业发展概况",
        "1.1.3 中国金融信息服务行业市场发展状况和驱动因素",
        "二、中国金融信息服务市场发展驱动因素",
    ]


def test_running_heads_are_kept_once_as_a_heading_and_then_are_furniture() -> None:
    found = blocks(read(next(SEEDS.glob("001*.txt")), SEEDS)[0])
    kinds = [block.kind for block in found if block.text == "国际金融科技发展情况"]
    assert kinds[0] == "heading"
    assert set(kinds[1:]) == {"furniture"}


def test_parallel_paragraphs_are_items_of_the_sentence_that_announces_them() -> None:
    found = blocks(read(next(SEEDS.glob("003*.txt")), SEEDS)[0])
    items = [block for block in found if block.kind == "item" and block.intro is not None]
    assert found[items[0].intro or 0].text.endswith("具体体现在三个维度：")
    assert [block.text[:2] for block in items[:3]] == ["一是", "二是", "三是"]


def test_the_contents_are_furniture() -> None:
    found = blocks(read(next(SEEDS.glob("000*.txt")), SEEDS)[0])
    entries = [block for block in found if block.text.startswith("1.1 中国金融信息行业发展概况")]
    assert [block.kind for block in entries] == ["furniture", "heading"]
