"""Measure the explorer beside a plain pyvis page of the same graph, in a real Chromium without a network.

    python bench/explorer.py [--sizes 1000 5000 20000 100000] [--json FILE]

Prints a table. Graphs are generated with twice as many facts as entities (tests/graph/explore/samples.py). Times are
in milliseconds, medians where a thing is done several times, and "load" is the machine's when a size begins. "open"
is from the call to a page that can be searched and walked; "full" until every statement is unpacked, "all" until
every quote and all pinyin is; "hasty card" is the card of somebody who clicks the moment the page can be used, until
its quotes stand there. Of building, "read" is graph.nq into records, "layout" the positions, "pack" all else up to
the page's data, "page" the last step (pyvis and template), to be compared with pyvis's own add_node and add_edge.
"""

from __future__ import annotations

import argparse
import importlib.util
import itertools
import json
import os
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path
from types import ModuleType
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright
from playwright.sync_api import TimeoutError as Impatient
from pyvis.network import Network  # type: ignore[import-untyped]

from graph.explore import core, data, page

ROOT = Path(__file__).resolve().parent.parent
#: The plain page's physics is not waited for any longer.
PATIENCE = 20_000
#: Above this pyvis's own add_edge takes longer than the rest of the benchmark together.
API_LIMIT = 20_000
#: Each page is opened so often, each time in a browser profile of its own.
RUNS = 5

REDRAW = """() => {
  const net = window.network || JP.canvas.network(), times = [];
  for (let i = 0; i < 21; i += 1) {
    const start = performance.now();
    net.canvas.body.view.translation.x += 4;
    net.renderer.dragging = true;
    net.renderer._redraw();
    times.push(performance.now() - start);
  }
  net.renderer.dragging = false;
  return times;
}"""
FIND = """queries => queries.map(query => {
  const start = performance.now(), field = document.querySelector("#query");
  field.value = query;
  field.dispatchEvent(new Event("input"));
  document.querySelector("#hits").getBoundingClientRect();
  return performance.now() - start;
})"""
CARD = """nodes => nodes.map(node => {
  const start = performance.now();
  JP.act.choose(node);
  document.querySelector("#card").getBoundingClientRect();
  return performance.now() - start;
})"""


HASTY = """async () => {
  const start = performance.now();
  // One of the middle: a hub's relations are folded, and show no quote before they are opened.
  JP.act.choose(JP.graph.n >> 1);
  const there = () => Array.from(document.querySelectorAll("#card q")).some(quote => quote.textContent);
  while (!there()) { await new Promise(requestAnimationFrame); }
  return performance.now() - start;
}"""


def _samples() -> ModuleType:
    spec = importlib.util.spec_from_file_location("explorer_samples", ROOT / "tests/graph/explore/samples.py")
    if spec is None or spec.loader is None:
        raise SystemExit("tests/graph/explore/samples.py is missing")
    module = sys.modules.setdefault("explorer_samples", importlib.util.module_from_spec(spec))
    spec.loader.exec_module(module)
    return module


def main() -> None:
    """Measure each size and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", nargs="+", type=int, default=[1000, 5000, 20_000, 100_000])
    parser.add_argument("--json", type=Path, help="write the figures to this file too")
    parser.add_argument("--no-plain", action="store_true", help="leave the plain pyvis page out")
    args = parser.parse_args()
    executable = os.environ.get("JINPU_CHROMIUM") or shutil.which("chromium")
    rows = []
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        for size in args.sizes:
            rows.append(measure(browser, Path(folder) / str(size), size, plain=not args.no_plain))
            print(json.dumps(rows[-1]), file=sys.stderr)
        browser.close()
    _print(rows)
    if args.json:
        args.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


def measure(browser: Browser, folder: Path, size: int, plain: bool) -> dict[str, Any]:
    """The figures of one size."""
    _samples().generated(size).write(folder)
    row: dict[str, Any] = {"entities": size, "load": round(os.getloadavg()[0], 1)}
    target = folder / "explorer.html"
    view, text = _built(folder, row)
    target.write_text(text, encoding="utf-8")
    row["size_mb"] = round(target.stat().st_size / 1e6, 2)
    row |= _ours(browser, target)
    if plain:
        row |= _plain(browser, folder, view)
    return row


def _built(folder: Path, row: dict[str, Any]) -> tuple[data.View, str]:
    """The records and the page of a build; how long each step took goes into the row."""
    clock = [time.perf_counter()]
    view = data.read(folder)
    clock.append(time.perf_counter())
    # Twice: the second run finds the positions in the cache, the difference is what the layout takes.
    core.first_screen(folder, view, None, embed=False, cache=folder / ".cache")
    clock.append(time.perf_counter())
    parts = core.first_screen(folder, view, None, embed=False, cache=folder / ".cache")
    clock.append(time.perf_counter())
    text = page.render(*parts)
    clock.append(time.perf_counter())
    read, first, again, rendered = (after - before for before, after in itertools.pairwise(clock))
    row |= {"read_s": round(read, 2), "layout_s": round(max(0.0, first - again), 2), "pack_s": round(again, 2)}
    row["page_s"] = round(rendered, 3)
    return view, text


def _tab(browser: Browser) -> Page:
    context = browser.new_context(offline=True, viewport={"width": 1440, "height": 900}, locale="zh-CN")
    tab = context.new_page()
    tab.set_default_timeout(240_000)
    return tab


def _ours(browser: Browser, target: Path) -> dict[str, float]:
    times: dict[str, list[float]] = {"open_ms": [], "first_ms": [], "full_ms": [], "all_ms": [], "hasty_card_ms": []}
    for _ in range(RUNS):
        tab = _tab(browser)
        start = time.perf_counter()
        tab.goto(target.as_uri(), wait_until="commit")
        tab.wait_for_selector("body[data-ready=yes]", state="attached")
        times["open_ms"].append((time.perf_counter() - start) * 1000)
        times["hasty_card_ms"].append(tab.evaluate(HASTY))
        tab.wait_for_selector("body[data-quotes=yes]", state="attached")
        times["all_ms"].append((time.perf_counter() - start) * 1000)
        for name, key in (("first_ms", "drawn"), ("full_ms", "full")):
            times[name].append(float(tab.evaluate(f"Number(document.body.dataset.{key})")))
        if len(times["open_ms"]) < RUNS:
            tab.context.close()
    tab.evaluate("JP.act.home()")
    found = {
        **{name: statistics.median(values) for name, values in times.items()},
        "open_best_ms": min(times["open_ms"]),
        "drag_ms": statistics.median(tab.evaluate(REDRAW)),
        "find_ms": max(tab.evaluate(FIND, ["金融", "jr", "银行12", "anquan", "zzzz", "數據"])),
        "card_ms": statistics.median(tab.evaluate(CARD, [0, 5, 50, 200, 900, 3, 17, 400])),
        "heap_mb": tab.evaluate("performance.memory.usedJSHeapSize / 1e6"),
    }
    tab.context.close()
    return {name: round(value, 1) for name, value in found.items()}


def _plain(browser: Browser, folder: Path, view: data.View) -> dict[str, Any]:
    """A page as pyvis makes it by itself: through add_node and add_edge, physics on."""
    network = Network(directed=True, cdn_resources="in_line")
    start = time.perf_counter()
    if len(view.nodes) <= API_LIMIT:
        for node in view.nodes:
            network.add_node(node.iri, label=node.name)
        for edge in view.edges:
            network.add_edge(edge.subject, edge.object)
    else:
        network.nodes = [{"id": node.iri, "label": node.name, "shape": "dot"} for node in view.nodes]
        network.edges = [{"from": edge.subject, "to": edge.object} for edge in view.edges]
    taken = time.perf_counter() - start
    target = folder / "plain.html"
    target.write_text(network.generate_html(), encoding="utf-8")
    row: dict[str, Any] = {"pyvis_add_s": round(taken, 2) if len(view.nodes) <= API_LIMIT else None}
    row["pyvis_mb"] = round(target.stat().st_size / 1e6, 2)
    tab = _tab(browser)
    start = time.perf_counter()
    try:
        tab.goto(target.as_uri(), wait_until="commit")
        tab.wait_for_function("window.network && network.physics.stabilized", timeout=PATIENCE)
        row["pyvis_still_ms"] = round((time.perf_counter() - start) * 1000)
    except Impatient:
        row["pyvis_still_ms"] = f"> {PATIENCE}"
    tab.context.close()
    return row


def _print(rows: list[dict[str, Any]]) -> None:
    names = list(dict.fromkeys(name for row in rows for name in row))
    print("| " + " | ".join(names) + " |")
    print("|" + "---|" * len(names))
    for row in rows:
        print("| " + " | ".join(str(row.get(name, "")) for name in names) + " |")


if __name__ == "__main__":
    main()
