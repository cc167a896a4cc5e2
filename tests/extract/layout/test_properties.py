"""Origins and coverage for arbitrary text."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from extract.layout import blocks, coverage
from extract.read import from_text, html, markdown
from extract.records import Document, Part

#: Lines as documents have them: words, rows, marks, blank ones, with every kind of line end.
_WORD = st.sampled_from(
    [
        "银行",
        "金融科技",
        "2021年",
        "18.6%",
        "OceanBase",
        "，",
        "。",
        "：",
        "《",
        "》",
        "（",
        "-",
        "finan-",
        "cial",
        "·",
        "表1 ",
    ]
)
_PART = st.sampled_from([" ", "  ", "\t", "\u3000", "|", "｜", "", ""])
_LINE = st.lists(st.tuples(_WORD, _PART), max_size=12).map(lambda pairs: "".join(word + part for word, part in pairs))
_START = st.sampled_from(
    ["", "", " ", "    ", "一、", "（二）", "1. ", "1.2 ", "● ", "图 1 ", "¹", "第三章 ", "----", "12"]
)
_END = st.sampled_from(["\n", "\n", "\n\n", "\n\n\n\n", "\r\n", "\f", "\r", "\u2028"])
_TEXT = st.lists(st.tuples(_START, _LINE, _END), max_size=40).map(
    lambda lines: "".join("".join(line) for line in lines)
)


def holds(text: str) -> None:
    """Check that each character that is not white space is in one block, once, and equals what stands there."""
    read = origins_of(from_text(text))
    assert all(n in read for n, character in enumerate(text) if not character.isspace())


def origins_of(document: Document) -> set[int]:
    """Return the places of the characters in blocks; check that each is there once and equals what stands there."""
    text, found = document.text, blocks(document)
    times: Counter[int] = Counter()
    for block in found:
        for at, source, length in block.origin.runs:
            assert block.text[at : at + length] == text[source : source + length]
            times.update(range(source, source + length))
    assert max(times.values(), default=1) == 1
    assert sum(coverage(document, found)[0].kinds.values()) == len(text)
    for block in found:
        if block.table:
            assert len({len(row) for row in block.table.rows}) == 1
    return set(times)


@given(_TEXT)
@settings(max_examples=150, deadline=None)
def test_nothing_is_lost_or_doubled_in_what_looks_like_a_document(text: str) -> None:
    holds(text)


@given(st.text())
@example("\ufeff标题\n")
@example("a\x00b\x07\x1b[31m")
@example("\ud800 银行 \udfff")
@example("\t\t\t\n\t\n|\n||\n")
@example("银 行 业\n")
@settings(max_examples=150, deadline=None)
def test_nothing_is_lost_or_doubled_in_any_text(text: str) -> None:
    holds(text)


@given(
    st.lists(
        st.lists(st.sampled_from(["", "甲", "12", "2021-03", "长长长长长长长长长长"]), min_size=1, max_size=6),
        max_size=8,
    )
)
@settings(deadline=None)
def test_ragged_rows_make_even_tables(rows: list[list[str]]) -> None:
    holds("\n".join("\t".join(row) for row in rows))


def test_a_line_of_many_characters_is_read_in_no_time() -> None:
    text = "银行采用分布式数据库，" * 200_000
    (block,) = blocks(from_text(text))
    assert len(block.text) == len(text)


def test_many_lines_without_any_stop_are_read_in_no_time() -> None:
    text = "金融科技发展的现状与趋势和展望\n" * 50_000
    assert sum(len(block.text) for block in blocks(from_text(text))) >= len(text) - 50_000


#: What stands between names in formats with markup: entities, whole and cut short, and elements, closed or not.
_MARKS = st.sampled_from(
    [
        *("&amp;", "&nbsp;", "&#20013;", "&#x4e2d;", "&lt;b&gt;", "&amp", "& ", " ", "\n", "\n\n", "\r\n", "\\"),
        *("<p>", "</p>", "<b>", "</b>", "<br>", "<h1>", "</h1>", "<ul><li>", "<li>", "</ul>", "<nav>", "</nav>"),
        *("<table><tr><td>", "<td>", "</td><td>", "</td></tr><tr><td>", "</td></tr></table>", "<!-- 注 -->"),
        *("# ", "- ", "1. ", "> ", "|", "|\n|---|---|\n|", "**", "`", "[", "](x)", "![图](y)", "[^1]", "```\n"),
    ]
)
_MARKUP = st.lists(st.one_of(st.just("正文"), _MARKS), max_size=30).map("".join)


def _parts(text: str, format_: str) -> tuple[Part, ...]:
    return html.parts(text)[0] if format_ == "html" else markdown.parts(text)


@pytest.mark.parametrize("format_", ["html", "markdown"])
@given(_MARKUP)
@example("a&amp;b&nbsp;c&#20013;d&lt;e")
@settings(max_examples=150, deadline=None)
def test_no_name_is_lost_or_doubled_between_entities_and_markup(format_: str, text: str) -> None:
    parts = _parts(text, format_)
    if not parts:
        assert "正文" not in text
        return
    read = origins_of(replace(from_text(text), parts=parts))
    assert all(n in read for n, character in enumerate(text) if character in "正文")


def test_letters_coded_as_entities_can_be_cited() -> None:
    text = "<p>&#21326;&#20026;位于&ldquo;北京&rdquo;&nbsp;A&amp;B</p>"
    (block,) = blocks(replace(from_text(text), parts=html.parts(text)[0]))
    assert block.text == "&#21326;&#20026;位于“北京” A&B"
    assert block.origin.span(0, 16) == (3, 19)
