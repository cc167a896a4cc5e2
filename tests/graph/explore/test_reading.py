"""Finding, reading and following evidence in the explorer: what a person does, and what he then sees."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from graph import explore

pytestmark = pytest.mark.browser


def find(tab: Any, text: str) -> None:
    tab.locator("#query").fill(text)
    tab.locator("#hits li[aria-selected=true]").wait_for()
    tab.locator("#query").press("Enter")


def test_the_first_screen_has_the_cursor_in_the_search_field_and_suggestions_beside_it(tab: Any) -> None:
    assert tab.evaluate("document.activeElement.id") == "query"
    assert tab.locator("#viewtitle").inner_text() == "总览"
    assert tab.locator("#card .view").count() == 5
    assert tab.evaluate("JP.canvas.network().body.nodeIndices.length") == 42


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("工行", "中国工商银行"),
        ("中國工商", "中国工商银行"),
        ("ICBC", "中国工商银行"),
        ("gsyh", "中国工商银行"),
        ("gongshang", "中国工商银行"),
        ("oceanb", "OceanBase"),
        ("Industrial and", "中国工商银行"),
        ("zsyh", "招商银行"),
    ],
)
def test_an_entity_is_found_by_any_of_its_names_and_by_pinyin(tab: Any, typed: str, name: str) -> None:
    tab.locator("#query").fill(typed)
    assert name in tab.locator("#hits li .hit").first.inner_text()


def test_who_uses_oceanbase_and_where_the_report_says_so(reader: Any, build: Path) -> None:
    """The walk of a reader who never saw the page."""
    tab = reader.open(build / "explorer.html")
    tab.keyboard.type("OceanBase")
    tab.keyboard.press("Enter")
    assert tab.locator("#card h2").first.inner_text() == "OceanBase"
    group = tab.locator("#card details.group", has_text="采用").first
    users = group.locator(".fact > .entity").all_inner_texts()
    assert sorted(users) == ["中国工商银行", "浙江稠州商业银行", "网商银行"]
    fact = group.locator(".fact", has_text="浙江稠州商业银行")
    assert "稠州银行的新核心系统上线，采用 OceanBase 分布式数据库" in fact.locator("q").inner_text()
    assert fact.locator("q mark").all_inner_texts() == ["稠州银行", "OceanBase"]
    assert fact.locator(".chip.when").inner_text() == "2023-06-02"
    with reader.context.expect_page() as opened:
        fact.locator("a.source").click()
    document = opened.value
    document.locator("span.on").first.wait_for()
    assert "采用 OceanBase 分布式数据库" in "".join(document.locator("span.on").all_inner_texts())
    assert document.locator("span.on").first.is_visible()


def test_names_that_are_markup_stay_text(reader: Any, samples: ModuleType, tmp_path: Path) -> None:
    samples.hostile().write(tmp_path)
    explore.write(tmp_path, tmp_path / "explorer.html")
    tab = reader.open(tmp_path / "explorer.html")
    for name in samples.HOSTILE:
        tab.locator("#query").fill(name)
        assert tab.locator("#hits li .hit").first.inner_text().startswith(name)
    find(tab, "甲")
    assert samples.HOSTILE[0] in tab.locator("#card q").first.inner_text()
    tab.keyboard.press("t")
    assert tab.locator("#table tbody tr").count() == len(samples.HOSTILE) * 2
    with reader.context.expect_page() as opened:
        tab.locator("#card a.source").first.click()
    document = opened.value
    document.locator("span.on").first.wait_for()
    assert tab.evaluate("window.hacked") is None
    assert document.evaluate("window.hacked") is None
