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
    """A file, the view that it shows, and the screen."""

    name: str
    fragment: str = ""
    locale: str = "zh-CN"
    scheme: str = "light"
    phone: bool = False


PICTURES = (
    Picture("overview"),
    Picture("databases", "view=databases"),
    Picture("chain", "view=chain"),
    Picture("cities", "view=cities"),
    Picture("rules", "view=rules"),
    Picture("compare", "compare=0,1"),
    Picture("table", "view=databases&tab=table"),
    Picture("dark-english", "view=chain", locale="en-GB", scheme="dark"),
    Picture("phone", "view=databases", phone=True),
)


def main(build: Path) -> None:
    """Write every picture, those of single documents, and the story."""
    page = (build / "explorer.html").resolve().as_uri()
    executable = os.environ.get("JINPU_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        for picture in PICTURES:
            tab = _open(browser, page, picture)
            tab.screenshot(path=HERE / f"{picture.name}.png")
            tab.context.close()
        tab = _open(browser, page, Picture("documents"))
        for index, name in enumerate(tab.evaluate("JP.core.documents.map(item => item.name)")):
            tab.evaluate("index => JP.act.document(index)", index)
            tab.wait_for_timeout(900)
            tab.screenshot(path=HERE / f"document-{Path(name).stem[:3]}.png")
        tab.context.close()
        _story(browser, page)
        browser.close()


def _open(browser: Any, page: str, picture: Picture) -> Any:
    context = browser.new_context(
        offline=True,
        locale=picture.locale,
        color_scheme=picture.scheme,
        viewport=PHONE if picture.phone else DESK,
        reduced_motion="reduce",
    )
    tab = context.new_page()
    tab.set_default_timeout(10_000)
    tab.goto(page + (f"#{picture.fragment}" if picture.fragment else ""))
    tab.wait_for_selector("body[data-quotes=yes]")
    tab.wait_for_timeout(900)
    return tab


def _story(browser: Any, page: str) -> None:
    """The walk of someone who never saw the page: type the name, read the card, open the sentence."""
    tab = _open(browser, page, Picture("story"))
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
