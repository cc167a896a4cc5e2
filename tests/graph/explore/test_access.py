"""The explorer by keyboard, in a table, in English, in the dark, on a phone, and for readers of other colours."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from graph.explore import core


@pytest.mark.browser
def test_everything_in_the_picture_is_in_the_table(tab: Any) -> None:
    tab.locator("#tab-table").click()
    tab.locator("#table .part", has_text="实体").click()
    names = tab.locator("#table tbody tr td:first-child").all_inner_texts()
    assert sorted(names) == sorted(tab.evaluate("JP.canvas.scene().nodes.map(JP.graph.name)"))


@pytest.mark.browser
def test_the_table_is_walked_with_arrow_keys_and_sorted_by_its_headings(tab: Any) -> None:
    tab.locator("body").press("Escape")
    tab.locator("#canvas").focus()
    tab.keyboard.press("t")
    tab.locator("#table th button", has_text="时间").click()
    tab.locator("#table th button", has_text="时间").click()
    assert tab.locator("#table th[aria-sort=descending]").inner_text() == "时间"
    first = tab.locator("#table tbody tr").first
    assert first.locator("td").nth(4).inner_text() == "2025"
    first.focus()
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")
    assert "status" not in tab.url
    assert tab.locator("#card h2").first.inner_text() == "发布"
    assert "2024" in tab.locator("#card .chip.when").inner_text()


@pytest.mark.browser
def test_the_picture_is_walked_with_arrow_keys(tab: Any) -> None:
    tab.keyboard.press("Escape")
    assert tab.evaluate("document.activeElement.id") == "canvas"
    tab.keyboard.press("ArrowRight")
    first = tab.locator("#said").inner_text()
    tab.keyboard.press("ArrowLeft")
    second = tab.locator("#said").inner_text()
    assert "条关系" in first
    assert "条关系" in second
    assert first != second
    tab.keyboard.press("Enter")
    assert "1 步" in tab.locator("#viewtitle").inner_text()
    tab.keyboard.press("/")
    assert tab.evaluate("document.activeElement.id") == "query"


@pytest.mark.browser
def test_every_control_has_a_name_and_no_id_stands_twice(tab: Any) -> None:
    tab.locator("#query").fill("银行")
    nameless = tab.evaluate(
        """Array.from(document.querySelectorAll("button, input, select, textarea, [role=listbox], [role=application]"))
          .filter(e => !(e.innerText || "").trim() && !e.getAttribute("aria-label") && !(e.labels && e.labels.length))
          .map(e => e.outerHTML.slice(0, 120))"""
    )
    assert nameless == []
    ids = tab.evaluate("Array.from(document.querySelectorAll('[id]')).map(e => e.id)")
    assert len(ids) == len(set(ids))


@pytest.mark.browser
def test_the_interface_speaks_english_and_shows_english_names(tab: Any) -> None:
    tab.locator("#language").click()
    assert tab.locator("#viewtitle").inner_text() == "Overview"
    assert tab.evaluate("document.documentElement.lang") == "en"
    tab.locator("#query").fill("gsyh")
    tab.keyboard.press("Enter")
    assert tab.locator("#card h2").first.inner_text() == "Industrial and Commercial Bank of China"
    assert tab.locator("#card .kind").first.inner_text() == "State-owned bank"
    assert tab.locator("#card .group summary b").first.inner_text() in ("uses", "Uses")


class TestInTheDark:
    """With a dark colour scheme."""

    @pytest.fixture
    def options(self) -> dict[str, Any]:
        return {"locale": "zh-CN", "viewport": {"width": 1440, "height": 900}, "color_scheme": "dark"}

    @pytest.mark.browser
    def test_the_page_is_dark_and_can_be_made_light(self, tab: Any) -> None:
        back = "getComputedStyle(document.body).backgroundColor"
        assert tab.evaluate(back) == "rgb(21, 23, 27)"
        tab.locator("#theme").click()
        assert tab.evaluate(back) == "rgb(251, 250, 246)"


class TestOnAPhone:
    """A narrow screen with touch."""

    @pytest.fixture
    def options(self) -> dict[str, Any]:
        return {"locale": "zh-CN", "viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}

    @pytest.mark.browser
    def test_an_entity_is_found_and_its_evidence_read(self, tab: Any) -> None:
        tab.locator("#query").fill("OceanBase")
        tab.locator("#hits li").first.click()
        assert tab.locator("#card h2").first.is_visible()
        assert tab.locator("#card q").first.is_visible()
        assert tab.evaluate("document.documentElement.scrollWidth") <= 390

    @pytest.mark.browser
    def test_the_legend_opens_and_closes(self, tab: Any) -> None:
        assert not tab.locator("input[data-key=City]").is_visible()
        tab.locator("#opener").click()
        tab.locator("input[data-key=City]").click()
        assert "types=City" in tab.url
        tab.locator("#opener").click()
        tab.locator("input[data-key=City]").wait_for(state="hidden")


#: Machado, Oliveira and Fernandes (2009): what a reader without one kind of cone sees of linear RGB.
SIGHT = {
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def _lab(colour: str, sight: str) -> np.ndarray:
    rgb = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    linear = np.clip(np.array(SIGHT[sight]) @ linear, 0, 1)
    xyz = np.array(((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))) @ linear
    f = np.cbrt(xyz / np.array((0.9505, 1.0, 1.089)))
    return np.array((116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])))


@pytest.mark.parametrize("sight", sorted(SIGHT))
@pytest.mark.parametrize("theme", ["colour", "dark"])
def test_types_of_one_shape_differ_in_colour_for_every_kind_of_sight(sight: str, theme: str) -> None:
    for one, other in itertools.combinations(core.looks().values(), 2):
        if one["shape"] == other["shape"]:
            distance = float(np.linalg.norm(_lab(one[theme], sight) - _lab(other[theme], sight)))
            assert distance > 14, (one["type"], other["type"], round(distance, 1))


def test_colours_stand_out_from_the_paper() -> None:
    def luminance(colour: str) -> float:
        rgb = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    for row in core.looks().values():
        for colour, paper in ((row["colour"], "#fbfaf6"), (row["dark"], "#15171b")):
            light, dark = sorted((luminance(colour), luminance(paper)), reverse=True)
            assert (light + 0.05) / (dark + 0.05) >= 2, (row["type"], colour)


STEPS = {
    "the overview": "1",
    "an entity": "JP.act.choose(JP.graph.bySlug('Database/oceanbase'))",
    "a path": "JP.act.path(JP.graph.bySlug('Bank/icbc'), JP.graph.bySlug('Company/huawei'))",
    "the table": "JP.act.tab('table')",
    "suggestions": "document.querySelector('#query').focus(), document.querySelector('#query').value = '银行', "
    "document.querySelector('#query').dispatchEvent(new Event('input'))",
}


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_any_part_of_the_page(chromium: Any, build: Path, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed")
    script = (Path(axe.__file__).parent / "axe.min.js").read_text("utf-8")
    context = chromium.new_context(
        locale="zh-CN", color_scheme=scheme, bypass_csp=True, viewport={"width": 1440, "height": 900}
    )
    tab = context.new_page()
    found: list[tuple[str, str, str]] = []
    for address in ("explorer.html", "documents/report.txt.html"):
        tab.goto((build / address).as_uri())
        if address == "explorer.html":
            tab.wait_for_selector("body[data-quotes=yes]")
        tab.evaluate(script)
        for name, step in STEPS.items() if address == "explorer.html" else [("a document", "1")]:
            tab.evaluate(step)
            found += [(name, item["id"], item["nodes"][0]["html"]) for item in tab.evaluate("axe.run()")["violations"]]
    context.close()
    assert found == []
