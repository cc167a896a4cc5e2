"""Markdown, HTML, Word and PDF: their structure, and offsets that lead into their text."""

from __future__ import annotations

import zipfile
from pathlib import Path

import docx
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from extract.layout import blocks, coverage
from extract.read import locate, read
from extract.records import Block, Document
from ontology.errors import DocumentError

FONT = "STSong-Light"


def shown(path: Path) -> tuple[Document, tuple[Block, ...], list[tuple[str, int, str]]]:
    """Return a document, its blocks, and kind, level and text of each."""
    document, _ = read(path, path.parent)
    found = blocks(document)
    for block in found:
        for at, source, length in block.origin.runs:
            assert block.text[at : at + length] == document.text[source : source + length]
    return document, found, [(block.kind, block.level, block.text) for block in found]


def rows(block: Block) -> list[list[str]]:
    assert block.table is not None
    return [[block.text[cell.start : cell.end] for cell in row] for row in block.table.rows]


def test_markdown_gives_headings_items_tables_and_text_without_its_signs(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(
        "# 报告 #\n\n工商银行采用**GaussDB**，见[公告](http://x.y/z)。\n第二行接续\n\n"
        "以下银行采用：\n\n- 农业银行\n  - 建设银行\n\n"
        "| 机构 | 系统 |\n|---|:--|\n| 交通银行 | `OB` |\n\n二级标题\n---\n> 引用\n",
        "utf-8",
    )
    _, found, kinds = shown(path)
    assert kinds == [
        ("heading", 1, "报告"),
        ("paragraph", 0, "工商银行采用GaussDB，见公告。第二行接续"),
        ("paragraph", 0, "以下银行采用："),
        ("item", 1, "农业银行"),
        ("item", 2, "建设银行"),
        ("table", 0, "机构\t系统\n交通银行\tOB"),
        ("heading", 2, "二级标题"),
        ("paragraph", 0, "引用"),
    ]
    assert found[3].intro == 2
    assert rows(found[5]) == [["机构", "系统"], ["交通银行", "OB"]]
    assert found[7].path == (0, 6)


def test_html_gives_its_pieces_with_offsets_into_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(
        "<!doctype html><html><head><title>网页</title><style>p{}</style></head><body><nav>首页</nav><h1>报告</h1>\n"
        "<p>中国<b>工商</b>银行&amp;农业银行\n采用了Ocean<b>Base</b>&nbsp;数据库&ldquo;好&rdquo;。</p>"
        "<ul><li>第一<ul><li>第二</li></ul></li></ul><script>var x='银行';</script>"
        "<table><caption>表1</caption><tr><th>机构</th><th>系统</th></tr><tr><td>A行</td><td>X<br>Y</td></tr></table>"
        "<footer>版权</footer></body></html>",
        "utf-8",
    )
    document, found, kinds = shown(path)
    assert kinds == [
        ("furniture", 0, "首页"),
        ("heading", 1, "报告"),
        ("paragraph", 0, "中国工商银行&农业银行采用了OceanBase 数据库“好”。"),
        ("item", 1, "第一"),
        ("item", 2, "第二"),
        ("caption", 0, "表1"),
        ("table", 0, "机构\t系统\nA行\tX Y"),
        ("furniture", 0, "版权"),
    ]
    assert document.meta.title == "网页"
    assert found[6].table is not None
    assert (found[6].table.title, found[6].table.headers) == ("表1", 1)
    assert sum(coverage(document, found)[0].kinds.values()) == len(document.text)


def test_word_gives_headings_lists_and_tables_from_its_structure(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_heading("金融科技报告", 1)
    word.add_heading("银行", 2)
    word.add_paragraph("以下银行采用：")
    word.add_paragraph("农业银行", style="List Bullet")
    word.add_paragraph("建设银行", style="List Bullet 2")
    table = word.add_table(3, 2)
    for row, cells in zip(table.rows, [("机构", "系统"), ("交通银行", "OceanBase"), ("合计", "")], strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    table.cell(2, 0).merge(table.cell(2, 1))
    word.save(str(tmp_path / "a.docx"))
    document, found, kinds = shown(tmp_path / "a.docx")
    assert kinds[:5] == [
        ("heading", 1, "金融科技报告"),
        ("heading", 2, "银行"),
        ("paragraph", 0, "以下银行采用："),
        ("item", 1, "农业银行"),
        ("item", 2, "建设银行"),
    ]
    assert rows(found[5]) == [["机构", "系统"], ["交通银行", "OceanBase"], ["合计", ""]]
    assert (document.encoding, document.meta.title) == ("utf-8", "金融科技报告")


@pytest.fixture
def canvas(tmp_path: Path) -> Canvas:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    return Canvas(str(tmp_path / "a.pdf"), pagesize=A4)


LEFT = [
    "工商银行在二〇二一年把核心系统迁移到国产",
    "数据库，并且在全行推广使用，取得了良好的",
    "效果。该行还计划在未来三年继续扩大范围，",
    "与多家厂商合作，直到",
]
RIGHT = [
    "全部替换。农业银行则选择了另一条道路，从",
    "外围系统开始逐步替换，直到核心系统也完成",
    "了改造，整个过程历时四年。",
]
CELLS = [["机构", "系统", "年份"], ["交通银行", "OceanBase", "2021年"], ["招商银行", "TDSQL", "2022年"]]


def draw(canvas: Canvas) -> None:
    """Draw a page with a title over two columns and a ruled table, and a second page."""
    canvas.setFont(FONT, 18)
    canvas.drawString(150, 780, "双栏测试文档的大标题")
    canvas.setFont(FONT, 10)
    for x, lines in ((60, LEFT), (320, RIGHT)):
        for number, line in enumerate(lines):
            canvas.drawString(x, 720 - 16 * number, line)
    across, down = [60, 160, 300, 420], [560, 540, 520, 500]
    for x in across:
        canvas.line(x, 500, x, 560)
    for y in down:
        canvas.line(60, y, 420, y)
    for row, y in zip(CELLS, down, strict=False):
        for text, x in zip(row, across, strict=False):
            canvas.drawString(x + 4, y - 14, text)
    canvas.showPage()
    canvas.setFont(FONT, 10)
    canvas.drawString(60, 720, "第二页的正文内容。")
    canvas.showPage()


def test_pdf_columns_are_read_one_after_the_other_and_sentences_go_on_in_the_next(
    canvas: Canvas, tmp_path: Path
) -> None:
    draw(canvas)
    canvas.save()
    _, _, kinds = shown(tmp_path / "a.pdf")
    assert kinds[0] == ("heading", 1, "双栏测试文档的大标题")
    assert kinds[1] == ("paragraph", 0, "".join(LEFT + RIGHT))


def test_pdf_tables_that_are_ruled_have_cells(canvas: Canvas, tmp_path: Path) -> None:
    draw(canvas)
    canvas.save()
    _, found, _ = shown(tmp_path / "a.pdf")
    (table,) = (block for block in found if block.table)
    assert rows(table) == CELLS
    assert table.table is not None
    assert table.table.headers == 1


def test_pdf_pages_say_where_every_line_stands(canvas: Canvas, tmp_path: Path) -> None:
    draw(canvas)
    canvas.save()
    document, found, _ = shown(tmp_path / "a.pdf")
    assert [page.number for page in document.pages] == [1, 2]
    start, end = found[-1].origin.span(0, len(found[-1].text))
    page = document.pages[1]
    assert page.start <= start < end <= page.end
    (box,) = page.boxes
    assert document.text[box.start : box.end] == "第二页的正文内容。"
    assert box.left == pytest.approx(60, abs=3)
    assert box.bottom == pytest.approx(A4[1] - 720, abs=5)
    assert [(number, hull.top) for number, hull in locate(document, start, end)] == [(2, box.top)]
    whole, first, second = coverage(document, found)
    assert (first.page, second.page) == (1, 2)
    assert sum(whole.kinds.values()) == len(document.text)


def test_a_pdf_without_text_says_so(canvas: Canvas, tmp_path: Path) -> None:
    canvas.rect(100, 100, 200, 200, fill=1)
    canvas.showPage()
    canvas.save()
    with pytest.raises(DocumentError, match=r"^a\.pdf: has 1 pages without any text \(a scan\?\)"):
        read(tmp_path / "a.pdf", tmp_path)


def test_an_encrypted_pdf_says_so(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"), encrypt=StandardEncryption("secret"))
    canvas.drawString(60, 700, "text")
    canvas.save()
    with pytest.raises(DocumentError, match=r"^a\.pdf: is encrypted, expected a PDF that opens without a password$"):
        read(tmp_path / "a.pdf", tmp_path)


def test_a_truncated_pdf_says_so(canvas: Canvas, tmp_path: Path) -> None:
    draw(canvas)
    canvas.save()
    path = tmp_path / "a.pdf"
    path.write_bytes(path.read_bytes()[:300])
    with pytest.raises(DocumentError, match=r"^a\.pdf: is no PDF that can be read: broken or cut off$"):
        read(path, tmp_path)


def test_a_word_document_that_is_cut_off_or_none_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(b"PK\x03\x04 nothing else")
    with pytest.raises(DocumentError, match=r"^a\.docx: is no Word document: not a ZIP archive, or cut off$"):
        read(path, tmp_path)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("x.txt", "x")
    with pytest.raises(DocumentError, match=r"^a\.docx: is no Word document"):
        read(path, tmp_path)


def test_a_word_document_that_unpacks_to_an_absurd_size_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * (32 * 1024 * 1024))
    with pytest.raises(DocumentError, match=r"^a\.docx: unpacks to 33,554,432 bytes from"):
        read(path, tmp_path)


def test_markup_without_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<html><body><script>1</script></body></html>")
    with pytest.raises(DocumentError, match="holds no text beside its markup"):
        read(path, tmp_path)
