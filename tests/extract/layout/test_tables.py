"""Tables of the seeds against cells checked by hand.

Each file of tables/ is one: the seed, the range of its text and the number of column headings, then the rows.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from functools import cache
from pathlib import Path

import pytest

from extract.layout import blocks
from extract.read import from_text

HERE = Path(__file__).parent
SEEDS = HERE.parents[2] / "seeds"
TABLES = sorted((HERE / "tables").glob("*.tsv"))

#: Tables that are not read without a fault, with the share of their cells that is right at least.
FAULTY = {
    "monitoring-tools": 0.0,
    "regulation-technology": 0.9,
    "blockchain-parks": 0.95,
    "data-parks": 0.9,
    "rules-2022-shifted": 0.9,
}

Rows = list[tuple[str, ...]]


@cache
def expected(path: Path) -> tuple[str, int, int, int, Rows]:
    first, *rest = path.read_text("utf-8").rstrip("\n").split("\n")
    seed, start, end, headers = first.split("\t")
    return seed, int(start), int(end), int(headers), [tuple(line.split("\t")) for line in rest]


@cache
def found(path: Path) -> tuple[int, Rows]:
    """Return the number of column headings and the rows of the table that is read from a range of a seed."""
    seed, start, end, _, _ = expected(path)
    text = (SEEDS / seed).read_text("utf-8")[start:end]
    tables = [(block.text, block.table) for block in blocks(from_text(text)) if block.table]
    if not tables:
        return 0, []
    body, table = max(tables, key=lambda one: len(one[1].rows))
    return table.headers, [tuple(body[cell.start : cell.end] for cell in row) for row in table.rows]


def right(path: Path) -> tuple[int, int]:
    """Return how many cells of a table are right, and how many there are."""
    *_, rows = expected(path)
    _, made = found(path)
    total = sum(map(len, rows))
    count = 0
    for tag, a, b, c, d in SequenceMatcher(None, rows, made, autojunk=False).get_opcodes():
        if tag == "equal":
            count += sum(map(len, rows[a:b]))
        elif tag == "replace":
            pairs = zip(rows[a:b], made[c:d], strict=False)
            count += sum(one == other for row, read in pairs for one, other in zip(row, read, strict=False))
    return count, total


def test_there_are_enough_tables_to_tell() -> None:
    assert len(TABLES) >= 25


@pytest.mark.parametrize("path", [path for path in TABLES if path.stem not in FAULTY], ids=lambda path: path.stem)
def test_every_cell_of_the_table_is_right(path: Path) -> None:
    _, _, _, headers, rows = expected(path)
    assert found(path) == (headers, rows)


@pytest.mark.parametrize("path", [path for path in TABLES if path.stem in FAULTY], ids=lambda path: path.stem)
def test_most_cells_of_the_table_are_right(path: Path) -> None:
    count, total = right(path)
    assert FAULTY[path.stem] <= count / total < 1


def test_of_all_cells_19_in_20_are_right() -> None:
    counts = [right(path) for path in TABLES]
    assert sum(count for count, _ in counts) >= 0.95 * sum(total for _, total in counts)


ROWS = [
    # Aligned by spaces, a name wrapped, a caption above.
    (
        "表3-5 部分机构注册地与成立时间\n机构             注册地   成立时间\n上海清算所        黄浦区   2009年11月\n"
        "跨境银行间支付清算\n有限责任公司      黄浦区   2015年7月\n成方金融科技      北京    2020年7月\n",
        "表3-5 部分机构注册地与成立时间",
        1,
        [
            ("机构", "注册地", "成立时间"),
            ("上海清算所", "黄浦区", "2009年11月"),
            ("跨境银行间支付清算有限责任公司", "黄浦区", "2015年7月"),
            ("成方金融科技", "北京", "2020年7月"),
        ],
    ),
    # A heading over several columns.
    (
        "各行投入\n       金融科技投入（亿元）\n银 行          2021年    2022年    占营收比\n"
        "工商银行      259.87    262.24    2.86%\n建设银行      235.76    232.90    2.83%\n",
        "各行投入",
        2,
        [
            ("", "金融科技投入（亿元）", "", ""),
            ("银 行", "2021年", "2022年", "占营收比"),
            ("工商银行", "259.87", "262.24", "2.86%"),
            ("建设银行", "235.76", "232.90", "2.83%"),
        ],
    ),
    # Tabs; a line of text above.
    (
        "表4-2  部分券商信息技术投入（单位：亿元）\n"
        "公司\t2021年\t2022年\n华泰证券\t22.28\t27.24\n中金公司\t13.43\t19.06\n",
        "表4-2  部分券商信息技术投入（单位：亿元）",
        1,
        [("公司", "2021年", "2022年"), ("华泰证券", "22.28", "27.24"), ("中金公司", "13.43", "19.06")],
    ),
    # Words only, a cell empty at the end of a row, a line drawn under the headings.
    (
        "表2-11　其他城市\n城市    代表机构            载体\n────────────\n天津    金城银行            滨海新区\n"
        "武汉    众邦银行\n贵阳    贵阳大数据交易所    贵安新区\n\n以上各市另述：2021年在此上线。\n",
        "表2-11　其他城市",
        1,
        [
            ("城市", "代表机构", "载体"),
            ("天津", "金城银行", "滨海新区"),
            ("武汉", "众邦银行", ""),
            ("贵阳", "贵阳大数据交易所", "贵安新区"),
        ],
    ),
    # No headings, a note below.
    (
        "时间轴\n2019-08   中国人民银行   《金融科技发展规划》\n"
        "2021-06   全国人大常委会  《数据安全法》\n注：首列为发布时间。\n",
        "时间轴",
        0,
        [("2019-08", "中国人民银行", "《金融科技发展规划》"), ("2021-06", "全国人大常委会", "《数据安全法》")],
    ),
    # Bars.
    (
        "排名｜银行｜科技投入（亿元）\n1｜北京银行｜28.5\n2｜宁波银行｜24.6\n",
        "",
        1,
        [("排名", "银行", "科技投入（亿元）"), ("1", "北京银行", "28.5"), ("2", "宁波银行", "24.6")],
    ),
]


@pytest.mark.parametrize(("text", "title", "headers", "rows"), ROWS)
def test_tables_in_passages_have_cells_headings_and_a_title(text: str, title: str, headers: int, rows: Rows) -> None:
    (block,) = (block for block in blocks(from_text(text)) if block.table)
    assert block.table is not None
    made = [tuple(block.text[cell.start : cell.end] for cell in row) for row in block.table.rows]
    assert (block.table.title, block.table.headers, made) == (title, headers, rows)


def test_a_table_that_goes_on_overleaf_has_the_title_of_its_beginning() -> None:
    text = "表1 比较\n\n城市\t定位\n北京\t中心\n\n(续)\n\n城市\t定位\n上海\t高地\n"
    assert [block.table.title for block in blocks(from_text(text)) if block.table] == ["表1 比较", "表1 比较"]


def test_a_row_that_a_page_cut_is_one_row() -> None:
    text = "名称\t说明\t类别\n"
    text += "甲机构\t提供精准的分析和预测服务，同时也提供信用\t收费\n\n\t评级、风险评估等服务\t\n乙机构\t教育\t收费\n"
    (block,) = (block for block in blocks(from_text(text)) if block.table)
    assert block.table is not None
    row = block.table.rows[1]
    assert block.text[row[1].start : row[1].end] == "提供精准的分析和预测服务，同时也提供信用评级、风险评估等服务"


PROSE = [
    "8 月 21 日至 24 日，协会一行赴香港，拜访有关人士 12 名。\n会上 3 家机构与 5 家企业签约，金额 20 亿元。\n",
    "主 编 李 娟\n责任编辑 吴 军\n马恩翥 朱安俊 孙佳荣\n高娅楠 陶晓英 章 澜\n",
    "深圳 速写\n金融 科技\n",
]


@pytest.mark.parametrize("text", PROSE)
def test_running_text_and_lists_of_names_are_no_tables(text: str) -> None:
    assert [block.kind for block in blocks(from_text(text)) if block.table] == []
