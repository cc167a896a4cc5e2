"""Make the pictures of this folder from a build, in a real Chromium without a network.

python docs/pictures/make.py [build]
"""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

HERE = Path(__file__).resolve().parent
DESK = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
#: Who uses it, and where does the report say so: the question of the story.
NAME = "OceanBase"


@dataclass(frozen=True, slots=True)
class Picture:
    """A file, the page and what of it is shown, and the screen."""

    name: str
    page: str = "explorer.html"
    fragment: str = ""
    locale: str = "zh-CN"
    scheme: str = "light"
    phone: bool = False
    high: int = 0


PICTURES = (
    Picture("overview"),
    Picture("explorer-databases", fragment="view=databases"),
    Picture("table", fragment="view=databases&tab=table"),
    Picture("dark-english", locale="en-GB", scheme="dark"),
    Picture("phone", fragment="view=databases", phone=True),
    Picture("databases", "views/databases.html"),
    Picture("chain", "views/chain.html"),
    Picture("chain-dark-english", "views/chain.html", locale="en-GB", scheme="dark"),
    Picture("cities", "views/cities.html"),
    Picture("rules", "views/rules.html"),
    Picture("rules-phone", "views/rules.html", phone=True),
    Picture("contradictions", "views/contradictions.html", high=300),
)


def main(build: Path) -> None:
    """Write every picture, those of documents and of the first comparison, and the story."""
    executable = os.environ.get("JINPU_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        for picture in (*PICTURES, *_found(browser, build)):
            tab = _open(browser, build, picture)
            tab.screenshot(path=HERE / f"{picture.name}.png")
            tab.context.close()
        _story(browser, build)
        browser.close()


def _found(browser: Any, build: Path) -> list[Picture]:
    """A picture for each document's page, named by the start of its file's name, and one for the first comparison."""
    tab = _open(browser, build, Picture("documents"))
    names = tab.evaluate("JP.core.documents.map(item => [item.name, item.sha256])")
    tab.context.close()
    found = [Picture(f"document-{Path(name).stem[:3]}", f"views/document-{sha[:10]}.html") for name, sha in names]
    compared = sorted(path.name for path in (build / "views").glob("compare-*.html"))
    return [*found, *(Picture("compare", f"views/{name}") for name in compared[:1])]


def _open(browser: Any, build: Path, picture: Picture) -> Any:
    context = browser.new_context(
        offline=True,
        locale=picture.locale,
        color_scheme=picture.scheme,
        viewport=PHONE if picture.phone else {**DESK, "height": picture.high or DESK["height"]},
        reduced_motion="reduce",
    )
    tab = context.new_page()
    tab.set_default_timeout(60_000)
    page = (build / picture.page).resolve().as_uri()
    tab.goto(page + (f"#{picture.fragment}" if picture.fragment else ""))
    if picture.page == "explorer.html":
        tab.wait_for_selector("body[data-quotes=yes]")
        tab.wait_for_timeout(900)
    return tab


def _story(browser: Any, build: Path) -> None:
    """The walk of someone who never saw the page: type the name, read the card, open the sentence."""
    tab = _open(browser, build, Picture("story"))
    tab.keyboard.type(NAME)
    tab.locator("#hits li[aria-selected=true]").wait_for()
    tab.screenshot(path=HERE / "story-1-type.png")
    tab.keyboard.press("Enter")
    tab.wait_for_timeout(900)
    tab.screenshot(path=HERE / "story-2-card.png")
    with tab.context.expect_page() as opened:
        tab.locator("#card a.source").first.click()
    document = opened.value
    document.set_viewport_size(DESK)
    document.wait_for_timeout(900)
    document.screenshot(path=HERE / "story-3-sentence.png")
    tab.context.close()


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "build"))
