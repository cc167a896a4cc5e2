"""The card: what a reader is told about one entity, and what the hands do beside it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser


def find(tab: Any, text: str) -> None:
    tab.locator("#query").fill(text)
    tab.locator("#hits li[aria-selected=true]").wait_for()
    tab.locator("#query").press("Enter")


def test_figures_over_time_are_a_small_plot_with_their_quotes(tab: Any) -> None:
    find(tab, "工行")
    figure = tab.locator("#card .figure")
    assert figure.locator("svg.plot").get_attribute("aria-label") == (
        "2021: 259.87 亿元; 2022: 262.24 亿元; 2023: 272.46 亿元; 2025: 300 亿元"
    )
    assert figure.locator("circle.target").count() == 1
    figure.locator("summary").click()
    assert figure.locator("q mark").all_inner_texts() == ["259.87", "262.24", "272.46", "300"]
    assert figure.locator(".chip.planned").inner_text() == "目标"


def test_what_only_the_lexicon_says_is_shown_as_such(tab: Any) -> None:
    find(tab, "浦东新区")
    assert "来自词表" in tab.locator("#card .known h3").inner_text()
    assert "上海" in tab.locator("#card .known li").inner_text()


def test_a_quote_stands_below_its_heading_and_says_which_it_is(tab: Any) -> None:
    find(tab, "稠州")
    context = tab.locator("#card .context").first
    assert context.locator("span").inner_text() == "标题"
    assert context.inner_text() == "标题第三章 核心系统建设"


def test_who_comes_before_where_and_the_heading_tells_the_direction(tab: Any) -> None:
    find(tab, "上海市政府")
    assert tab.locator("#card details.group summary b").all_inner_texts() == ["发布"]
    tab.locator("#query").fill("Shanghai")
    tab.locator("#query").press("Enter")
    group = tab.locator("#card details.group", has_text="位于")
    assert group.locator("summary b").inner_text() == "位于 上海 的"
    assert group.locator(".fact > .entity").all_inner_texts() == ["交通银行", "建信金科", "外滩大会"]


def test_keys_expand_and_pin_what_is_chosen(tab: Any) -> None:
    find(tab, "工行")
    tab.keyboard.press("e")
    assert "more=Bank/icbc" in tab.url
    tab.keyboard.press("p")
    assert "pin=Bank/icbc:" in tab.url


def test_a_dragged_node_stays_where_it_was_put(tab: Any) -> None:
    spot = tab.evaluate(
        """() => {
          const at = JP.canvas.network().getPosition(JP.graph.bySlug("Bank/icbc"));
          const dom = JP.canvas.network().canvasToDOM(at);
          const box = document.querySelector("#canvas").getBoundingClientRect();
          return [dom.x + box.left, dom.y + box.top];
        }"""
    )
    tab.mouse.move(*spot)
    tab.mouse.down()
    tab.mouse.move(spot[0] + 60, spot[1] + 40, steps=6)
    tab.mouse.up()
    tab.wait_for_url(re.compile("#.*pin=Bank/icbc:"))
    x, y = (int(part) for part in tab.url.split("pin=Bank/icbc:")[1].split("&")[0].split(":")[:2])
    at = tab.evaluate("JP.canvas.network().getPosition(JP.graph.bySlug('Bank/icbc'))")
    assert abs(at["x"] - x) <= 1
    assert abs(at["y"] - y) <= 1


def test_a_link_that_filters_waits_for_the_statements(reader: Any, crowd: Path) -> None:
    tab = reader.context.new_page()
    tab.goto((crowd / "explorer.html").as_uri() + "#confidence=95")
    tab.locator("#count", has_text="0 ").wait_for()
    assert tab.evaluate("JP.canvas.scene().facts.length") == 0


def test_the_timeline_of_rules_gives_each_document_a_row_of_its_own(reader: Any, build: Path) -> None:
    tab = reader.open(build / "explorer.html", "view=rules")
    places = tab.evaluate(
        """JP.canvas.scene().nodes.filter(node => JP.graph.type(node) === "PolicyDocument")
             .map(node => [JP.graph.zh(node), ...JP.canvas.scene().at.get(node)])"""
    )
    assert len({y for _, _, y in places}) == len(places) == 5
    by = {name: x for name, x, _ in places}
    assert by["加快推进上海金融科技中心建设实施方案"] < by["金融大数据 术语"] < by["金融科技发展规划（2022—2025年）"]
    assert by["金融科技发展规划（2022—2025年）"] < by["银行保险机构数据安全管理办法"]
