"""The query editor in a real browser: completes from the data, links, downloads, and asks nobody else."""

from __future__ import annotations

import csv
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

pytestmark = pytest.mark.browser
QUERY = 'SELECT ?e ?name {\n  ?e jps:search "icbc" ; rdfs:label ?name .\n}'


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    api = pytest.importorskip("playwright.sync_api")
    executable = os.environ.get("JINPU_CHROMIUM") or shutil.which("chromium")
    with api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def tab(browser: Any, address: str) -> Iterator[Any]:
    """Yield a page of which nothing leaves the server, and which never complains."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    page = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    yield page
    context.close()
    assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []
    # The browser notes a refused query by itself; that it is shown is another test's matter.
    assert [text for text in said if "status of 400" not in text] == []


def _open(tab: Any, address: str, query: str = "") -> None:
    tab.goto("about:blank")
    tab.goto(address + "/sparql" + (f"#query={quote(query)}" if query else ""))
    tab.locator("body[data-ready=yes]").wait_for(timeout=60_000)


def _rows(tab: Any) -> int:
    tab.locator("#state", has_text="rows").wait_for(timeout=30_000)
    return int(tab.locator("#state").inner_text().split()[0])


def _type(tab: Any, text: str) -> None:
    tab.locator(".CodeMirror").click()
    tab.keyboard.press("Control+a")
    tab.keyboard.type(text)


def test_a_permalink_runs_its_query_and_its_rows_lead_to_pages(tab: Any, address: str) -> None:
    _open(tab, address, QUERY)
    assert _rows(tab) == 1
    link = tab.locator("#result td a").first
    assert link.get_attribute("href") == "/id/Bank/icbc"
    link.click()
    tab.wait_for_url("**/id/Bank/icbc")
    assert "工商银行" in tab.locator("h1").inner_text()


def test_known_prefixes_are_added_and_the_permalink_keeps_them(tab: Any, address: str) -> None:
    _open(tab, address, QUERY)
    _rows(tab)
    href = tab.locator("#permalink").get_attribute("href")
    assert quote("PREFIX jps: <https://w3id.org/jinpu/search#>", safe="") in href.replace("+", "%20")


@pytest.mark.parametrize(("typed", "name"), [("jp:Ba", "jp:Bank"), ("uses", "jp:uses"), ("采用", "jp:uses")])
def test_names_are_completed_from_the_classes_and_relations_of_the_data(
    tab: Any, address: str, typed: str, name: str
) -> None:
    _open(tab, address)
    _type(tab, "SELECT * { ?x " + typed)
    hints = tab.locator(".CodeMirror-hint")
    hints.filter(has_text=name).first.wait_for(timeout=10_000)
    assert hints.first.inner_text().split()[0] == name
    tab.keyboard.press("Enter")
    text = tab.locator(".CodeMirror-code").inner_text()
    assert name in text
    assert "PREFIX jp:" in text.replace("\u00a0", " ")


def test_every_example_of_the_dataset_is_offered_in_both_languages_and_runs(tab: Any, address: str) -> None:
    _open(tab, address)
    labels = tab.locator("#examples option").all_inner_texts()[1:]
    assert any("Which institutions use" in label and "哪些机构" in label for label in labels)
    for i in range(1, len(labels) + 1):
        tab.locator("#state").evaluate("element => { element.textContent = '' }")
        tab.select_option("#examples", index=i)
        _rows(tab)
        assert tab.locator("#error").inner_text() == ""


def test_a_mistake_is_shown_at_its_place(tab: Any, address: str) -> None:
    _open(tab, address, "SELECT * {\n ?s ?p }")
    tab.locator("#error", has_text="2:9").wait_for()


def test_the_downloads_are_those_that_fit_the_query(tab: Any, address: str, tmp_path: Path) -> None:
    _open(tab, address, QUERY)
    _rows(tab)
    with tab.expect_download() as waiting:
        tab.get_by_role("link", name="CSV").click()
    path = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(path)
    with path.open(encoding="utf-8", newline="") as file:
        assert next(csv.DictReader(file))["e"] == "https://w3id.org/jinpu/id/Bank/icbc"
    _open(tab, address, "CONSTRUCT { ?s a ?c } WHERE { ?s a ?c } LIMIT 3")
    tab.locator("#result pre").wait_for()
    shown = [a.inner_text() for a in tab.locator("#downloads a").all() if a.is_visible()]
    assert shown == ["Turtle", "N-Triples", "JSON-LD"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_a_phone_and_can_be_read_in_light_and_dark(tab: Any, address: str, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    tab.emulate_media(color_scheme=scheme)
    tab.set_viewport_size({"width": 375, "height": 800})
    _open(tab, address, QUERY)
    _rows(tab)
    root = tab.locator("html")
    assert root.evaluate("element => element.scrollWidth") == 375
    found = axe.Axe().run(tab, options={"runOnly": ["color-contrast", "label", "button-name", "link-name"]})
    assert [violation["id"] for violation in found.response["violations"]] == []


def test_without_scripts_the_query_is_still_sent(browser: Any, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "/sparql")
    page.fill("#query", "ASK {}")
    with page.expect_response("**/sparql?query=*") as waiting:
        page.click("#run")
    assert waiting.value.status == 200
    context.close()
