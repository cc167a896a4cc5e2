"""A small build, and a reader with a real Chromium that has no network."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from graph import explore

#: Milliseconds; a machine with other work to do takes its time.
PATIENCE = 30_000
CHROMIUM = os.environ.get("JINPU_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or ""


@pytest.fixture(scope="session")
def samples() -> ModuleType:
    """The datasets of samples.py."""
    spec = importlib.util.spec_from_file_location("explorer_samples", Path(__file__).with_name("samples.py"))
    assert spec
    assert spec.loader
    module = sys.modules.setdefault(spec.name, importlib.util.module_from_spec(spec))
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def build(samples: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small dataset with its page and the pages of its documents."""
    folder: Path = samples.small().write(tmp_path_factory.mktemp("explore"))
    explore.write(folder, folder / "explorer.html")
    return folder


@pytest.fixture(scope="session")
def crowd(samples: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """More entities than one picture holds."""
    folder: Path = samples.generated(2500).write(tmp_path_factory.mktemp("crowd"))
    explore.write(folder, folder / "explorer.html")
    return folder


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A running Chromium."""
    driver = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if not CHROMIUM:
        pytest.skip("no Chromium here")
    with driver.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@dataclass
class Reader:
    """A person at a browser without a network; what the pages asked for and complained about is kept."""

    context: Any
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def watch(self, tab: Any) -> None:
        """Keep what a tab asks for and complains about."""
        tab.set_default_timeout(PATIENCE)
        tab.on("request", lambda request: self.requests.append(request.url))
        tab.on("pageerror", lambda error: self.errors.append(str(error)))
        tab.on("console", lambda line: self.errors.append(line.text) if line.type == "error" else None)

    def open(self, page: Path, fragment: str = "") -> Any:
        """A tab with the page, ready to be used."""
        tab = self.context.new_page()
        tab.goto(page.resolve().as_uri() + (f"#{fragment}" if fragment else ""))
        tab.wait_for_selector("body[data-quotes=yes]")
        return tab


@pytest.fixture
def options() -> dict[str, Any]:
    """How the browser is set up; a module or test may say otherwise."""
    return {"locale": "zh-CN", "viewport": {"width": 1440, "height": 900}}


@pytest.fixture
def reader(chromium: Any, options: dict[str, Any]) -> Iterator[Reader]:
    """A reader; in the end nothing was asked of the network and nothing went wrong."""
    found = Reader(chromium.new_context(offline=True, accept_downloads=True, **options))
    found.context.on("page", found.watch)
    yield found
    found.context.close()
    asked = [url for url in found.requests if not url.startswith(("file:", "data:", "blob:"))]
    assert not asked, f"the page asked for {asked}"
    assert not found.errors


@pytest.fixture
def tab(reader: Reader, build: Path) -> Any:
    """The page of the small build."""
    return reader.open(build / "explorer.html")
