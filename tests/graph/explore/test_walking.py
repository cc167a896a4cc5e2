"""Walking through the graph, filtering it, and coming back."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from graph.explore import data

pytestmark = pytest.mark.browser


def find(tab: Any, text: str) -> None:
    tab.locator("#query").fill(text)
    tab.locator("#hits li[aria-selected=true]").wait_for()
    tab.locator("#query").press("Enter")


def shown(tab: Any) -> list[str]:
    names: list[str] = tab.evaluate("JP.canvas.scene().nodes.map(JP.graph.zh).sort()")
    return names


def facts(tab: Any) -> int:
    return int(tab.evaluate("JP.canvas.scene().facts.length"))


def test_expanding_brings_the_neighbours_and_folding_takes_them_away(tab: Any) -> None:
    find(tab, "工行")
    tab.locator(".steps button").first.click()
    before = shown(tab)
    assert before == sorted(
        ["中国工商银行", "OceanBase", "北京", "区块链", "数字人民币", "关于银行业保险业数字化转型的指导意见"]
    )
    tab.locator("#card .entity", has_text="OceanBase").first.click()
    tab.locator("#do-expand").click()
    assert {"鲲鹏", "麒麟", "蚂蚁集团", "网商银行"} <= set(shown(tab))
    tab.locator("#do-fold").click()
    assert shown(tab) == before


def test_expanding_by_one_relation_brings_only_its_neighbours(tab: Any) -> None:
    find(tab, "工行")
    tab.locator(".steps button").first.click()
    tab.locator("#card .entity", has_text="OceanBase").first.click()
    tab.locator(".byrelation button", has_text="研发 +1").click()
    assert "蚂蚁集团" in shown(tab)
    assert "鲲鹏" not in shown(tab)


@pytest.mark.parametrize("steps", [1, 2, 3])
def test_focus_shows_what_lies_within_so_many_steps(tab: Any, build: Path, steps: int) -> None:
    view = data.read(build)
    net = nx.Graph((edge.subject, edge.object) for edge in view.edges)
    icbc = next(node.iri for node in view.nodes if node.name == "中国工商银行")
    near = nx.ego_graph(net, icbc, radius=steps)
    find(tab, "工行")
    tab.locator(".steps button").nth(steps - 1).click()
    assert shown(tab) == sorted(node.name for node in view.nodes if node.iri in near)
    assert f"{steps} 步" in tab.locator("#viewtitle").inner_text()


def test_a_path_shows_every_step_with_its_evidence(tab: Any) -> None:
    find(tab, "工行")
    tab.locator("#do-path").click()
    tab.keyboard.type("华为")
    tab.keyboard.press("Enter")
    walk = tab.locator(".walk").first.locator(":scope > li")
    assert walk.locator(".triple").all_inner_texts()[0].startswith("中国工商银行")
    assert walk.count() == walk.locator(":scope > ul q").count()
    assert "华为" in walk.last.locator(".triple").inner_text()


def test_where_no_path_is_the_page_says_so(tab: Any) -> None:
    find(tab, "工行")
    tab.locator("#do-path").click()
    tab.keyboard.type("复旦大学")
    tab.keyboard.press("Enter")
    assert "没有路径" in tab.locator("#viewabout").inner_text()


def test_back_and_forward_walk_through_what_was_looked_at(tab: Any) -> None:
    find(tab, "工行")
    tab.locator(".steps button").nth(1).click()
    tab.locator("#back").click()
    tab.locator("#viewtitle", has_text=re.compile("^总览$")).wait_for()
    assert tab.locator("#card h2").first.inner_text() == "中国工商银行"
    tab.locator("#forward").click()
    tab.locator("#viewtitle", has_text="2 步").wait_for()


def test_undo_takes_back_the_last_change(tab: Any) -> None:
    tab.locator("input[data-key=City]").click()
    assert "上海" not in shown(tab)
    tab.keyboard.press("Control+z")
    assert "上海" in shown(tab)
    assert tab.locator("#undo").is_disabled()


def test_a_removed_node_is_gone_and_a_pinned_one_keeps_its_place(tab: Any) -> None:
    find(tab, "北京")
    tab.locator("#do-hide").click()
    assert "北京" not in shown(tab)
    find(tab, "OceanBase")
    tab.locator("#do-pin").click()
    assert "pin=Database/oceanbase:" in tab.url
    place = tab.evaluate("JP.canvas.network().getPosition(JP.graph.bySlug('Database/oceanbase'))")
    tab.locator("#do-expand").click()
    assert tab.evaluate("JP.canvas.network().getPosition(JP.graph.bySlug('Database/oceanbase'))") == place


@pytest.mark.parametrize(
    ("key", "gone", "left"),
    [("Bank", "中国工商银行", "OceanBase"), ("uses", "中国农业银行", "OceanBase"), ("Database", "OceanBase", "鲲鹏")],
)
def test_the_legend_filters_types_and_relations(tab: Any, key: str, gone: str, left: str) -> None:
    tab.locator(f"input[data-key={key}]").click()
    assert gone not in shown(tab)
    assert left in shown(tab)
    tab.locator("#reset").click()
    assert gone in shown(tab)


def test_only_shows_one_kind_alone(tab: Any) -> None:
    tab.locator(".filter.relations li", has_text="发布").hover()
    tab.locator(".filter.relations li", has_text="发布").locator(".only").click()
    assert facts(tab) == 5


@pytest.mark.parametrize(("status", "left"), [("asserted", 4), ("planned", 41), ("negated", 43)])
def test_the_status_filter_leaves_what_has_another_status(tab: Any, status: str, left: int) -> None:
    tab.locator(f".filter.status input[data-key={status}]").click()
    assert facts(tab) == left


def test_plans_are_dashed_and_denials_are_told_apart(tab: Any) -> None:
    dashes = tab.evaluate(
        """JP.canvas.scene().facts.map(f =>
             [JP.filter.fact(f), Boolean(JP.canvas.network().body.data.edges.get(f).dashes)])"""
    )
    assert {tuple(row) for row in dashes} == {(1, False), (2, True), (3, False)}


def test_the_document_filter_leaves_what_the_other_one_says(tab: Any) -> None:
    tab.locator(".filter.documents summary").click()
    tab.locator(".filter.documents label", has_text="银行核心系统发展报告").click()
    assert facts(tab) == 24


def test_the_confidence_filter_drops_what_is_less_sure(tab: Any) -> None:
    tab.locator("#confidence").focus()
    for _ in range(10):
        tab.keyboard.press("ArrowRight")
    assert facts(tab) == 43
    assert tab.locator("#confidence + output").inner_text() == "0.50"


def test_the_time_slider_keeps_what_the_documents_date_to_it(tab: Any) -> None:
    tab.locator(".handle.low").focus()
    for _ in range(8):
        tab.keyboard.press("ArrowRight")
    tab.locator("#undated").click()
    dates = tab.evaluate("JP.table.statements(JP.canvas.scene(), JP.state.get()).rows.map(row => row.cells[4]).sort()")
    assert dates == ["2023", "2023-06-02", "2024", "2025"]


def test_a_permalink_restores_everything(tab: Any, reader: Any, build: Path) -> None:
    find(tab, "工行")
    tab.locator(".steps button").nth(1).click()
    tab.locator("input[data-key=City]").click()
    tab.locator("#card .entity", has_text="OceanBase").first.click()
    tab.locator("#do-expand").click()
    tab.locator("#do-pin").click()
    other = reader.open(build / "explorer.html", tab.url.split("#", 1)[1])
    assert shown(other) == shown(tab)
    assert other.evaluate("JP.state.get()") == tab.evaluate("JP.state.get()")


@pytest.mark.parametrize(
    "fragment",
    [
        "focus=No/such&steps=9",
        "%E0%A4%A=1&view=nothing",
        "compare=7,8",
        "pin=Bank/icbc:x:y",
        "fact=a,b,c&time=no",
        "&&=&",
    ],
)
def test_a_broken_link_shows_the_overview(reader: Any, build: Path, fragment: str) -> None:
    tab = reader.open(build / "explorer.html", fragment)
    assert tab.locator("#viewtitle").inner_text() == "总览"
    assert len(shown(tab)) == 42


@pytest.mark.parametrize(
    ("view", "has", "not_"),
    [
        ("databases", ["OceanBase", "中国工商银行", "GaussDB", "TDSQL"], ["鲲鹏", "上海"]),
        ("chain", ["鲲鹏", "麒麟", "OceanBase", "中国工商银行"], ["上海", "复旦大学"]),
        ("cities", ["上海", "中国工商银行", "深圳"], ["外滩大会", "OceanBase"]),
        ("rules", ["中国人民银行", "金融科技发展规划（2022—2025年）"], ["OceanBase"]),
    ],
)
def test_a_ready_made_view_shows_what_it_promises(tab: Any, view: str, has: list[str], not_: list[str]) -> None:
    tab.locator(f"[data-view={view}]").click()
    assert set(has) <= set(shown(tab))
    assert not set(not_) & set(shown(tab))


@pytest.mark.parametrize("fragment", ["", "view=databases", "view=cities"])
def test_every_node_of_a_picture_is_really_drawn(reader: Any, crowd: Path, fragment: str) -> None:
    tab = reader.open(crowd / "explorer.html")
    tab.evaluate("fragment => { location.hash = fragment; }", fragment)
    tab.wait_for_timeout(900)
    # Names may cover lesser nodes: without them every node has its colour in its middle.
    tab.evaluate("JP.canvas.items.forEach(item => { item.label = ''; }), JP.canvas.network().redraw()")
    tab.wait_for_timeout(300)
    missing = tab.evaluate(
        """() => {
          const net = JP.canvas.network(), canvas = net.canvas.frame.canvas, ctx = canvas.getContext("2d");
          const ratio = canvas.width / canvas.clientWidth;
          return Array.from(JP.canvas.items.values()).filter(item => {
            const at = net.canvasToDOM({ x: item.x, y: item.y });
            const [r, g, b] = ctx.getImageData(at.x * ratio, at.y * ratio, 1, 1).data;
            return Math.abs((r << 16) + (g << 8) + b - parseInt(JP.look(item.type).colour.slice(1), 16)) > 0;
          }).map(item => item.label);
        }"""
    )
    assert missing == []


def test_what_a_picture_cannot_hold_is_counted_and_shown_when_asked(reader: Any, crowd: Path) -> None:
    tab = reader.open(crowd / "explorer.html", "view=databases")
    before = len(shown(tab))
    assert "另有" in tab.locator("#count").inner_text()
    tab.locator("#showmore").click()
    assert len(shown(tab)) > before


def test_the_shadow_of_a_crowd_lies_under_the_first_screen(reader: Any, crowd: Path) -> None:
    tab = reader.open(crowd / "explorer.html")
    assert tab.evaluate("JP.core.density.address").startswith("data:image/png;base64,")
    assert len(shown(tab)) <= 240
    assert tab.locator("#card .numbers b").first.inner_text() == "2,500"


def test_a_document_has_a_view_and_is_compared_with_another(tab: Any) -> None:
    tab.locator("#card .document", has_text="银行核心系统发展报告").click()
    assert facts(tab) == 20
    tab.locator(".compare select").select_option(label="金融科技监管文件汇编")
    notes = tab.evaluate("JP.canvas.scene().notes.map(note => note.text)")
    assert notes == ["仅见于 银行核心系统发展报告", "两者共有", "仅见于 金融科技监管文件汇编"]
