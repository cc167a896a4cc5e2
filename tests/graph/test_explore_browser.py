"""The explorer in a real Chromium that has no network: what a reader does, and what he then sees."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType

import pytest

from graph import explore

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = os.environ.get("JINPU_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [pytest.mark.browser, pytest.mark.skipif(not CHROMIUM, reason="no Chromium here")]


def _samples() -> ModuleType:
    path = Path(__file__).with_name("explorer_samples.py")
    spec = importlib.util.spec_from_file_location("explorer_samples", path)
    assert spec
    assert spec.loader
    module = sys.modules.setdefault(spec.name, importlib.util.module_from_spec(spec))
    spec.loader.exec_module(module)
    return module


samples = _samples()


@dataclass
class Reader:
    """A browser without a network, and what it complained about or asked for."""

    context: object
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def open(self, page: Path, fragment: str = "", **options: object):  # type: ignore[no-untyped-def]
        tab = self.context.new_page()  # type: ignore[attr-defined]
        tab.set_default_timeout(8000)
        tab.on("request", lambda request: self.requests.append(request.url))
        tab.on("pageerror", lambda error: self.errors.append(str(error)))
        tab.on("console", lambda line: self.errors.append(line.text) if line.type == "error" else None)
        tab.goto(page.resolve().as_uri() + (f"#{fragment}" if fragment else ""))
        tab.wait_for_selector("body[data-ready=yes]")
        return tab


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def reader(browser) -> Iterator[Reader]:  # type: ignore[no-untyped-def]
    context = browser.new_context(locale="zh-CN", offline=True, viewport={"width": 1440, "height": 900})
    found = Reader(context)
    yield found
    context.close()
    asked = [url for url in found.requests if not url.startswith(("file:", "data:", "blob:"))]
    assert not asked, f"the page asked for {asked}"
    assert not found.errors


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = samples.small().write(tmp_path_factory.mktemp("explore"))
    explore.write(folder, folder / "explorer.html")
    return folder


@pytest.fixture
def tab(reader: Reader, build: Path):  # type: ignore[no-untyped-def]
    return reader.open(build / "explorer.html")


def find(tab, text: str) -> None:  # type: ignore[no-untyped-def]
    tab.locator("#query").fill(text)
    tab.locator("#hits li[aria-selected=true]").wait_for()
    tab.locator("#query").press("Enter")


def test_the_first_screen_has_the_cursor_in_the_search_field_and_suggestions_beside_it(tab) -> None:  # type: ignore[no-untyped-def]
    assert tab.evaluate("document.activeElement.id") == "query"
    assert tab.locator("#viewtitle").inner_text() == "总览"
    assert tab.locator("#card .view").count() == 4
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
def test_an_entity_is_found_by_any_of_its_names_and_by_pinyin(tab, typed: str, name: str) -> None:  # type: ignore[no-untyped-def]
    tab.locator("#query").fill(typed)
    assert name in tab.locator("#hits li .hit").first.inner_text()


def test_who_uses_oceanbase_and_where_the_report_says_so(reader: Reader, build: Path) -> None:
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
    with reader.context.expect_page() as opened:  # type: ignore[attr-defined]
        fact.locator("a.source").click()
    document = opened.value
    document.locator("span.on").first.wait_for()
    assert "采用 OceanBase 分布式数据库" in "".join(document.locator("span.on").all_inner_texts())
    assert document.locator("span.on").first.is_visible()


def test_names_that_are_markup_stay_text(reader: Reader, tmp_path: Path) -> None:
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
    with reader.context.expect_page() as opened:  # type: ignore[attr-defined]
        tab.locator("#card a.source").first.click()
    document = opened.value
    document.locator("span.on").first.wait_for()
    assert tab.evaluate("window.hacked") is None
    assert document.evaluate("window.hacked") is None
