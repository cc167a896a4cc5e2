"""Which pages of views there are, and writing them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.explore.page import STATIC
from graph.explore.records import Source, View
from graph.explore.views.chain import chain
from graph.explore.views.cities import cities
from graph.explore.views.compare import compare, pairs
from graph.explore.views.contradictions import contradictions
from graph.explore.views.document import document
from graph.explore.views.ledger import ledger
from graph.explore.views.records import Label, Links
from graph.explore.views.sheet import Sheet, words
from graph.explore.views.shelf import Shelf
from graph.explore.views.timeline import timeline

__all__ = ["Page", "pages", "specs", "write"]

#: What each kind of view takes from the graph.
MAKERS = {
    "ledger": ledger,
    "chain": chain,
    "cities": cities,
    "timeline": timeline,
    "contradictions": contradictions,
}
#: So many pairs of documents get a page of their own; the explorer compares any two.
PAIRS = 10


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its file, its template, what it is about, the explorer's fragment that shows the same, its content."""

    name: str
    template: str
    title: Label
    about: Label
    fragment: str
    content: dict[str, Any]


def specs() -> list[dict[str, Any]]:
    """The ready-made views as the explorer has them too."""
    found: list[dict[str, Any]] = json.loads((STATIC / "views.json").read_text("utf-8"))
    return found


def pages(shelf: Shelf, wanted: Sequence[tuple[Source, Source]] = ()) -> Iterator[Page]:
    """Every page of a build: the views, one for each document, and comparisons (``wanted``, else the closest pairs)."""
    for spec in specs():
        content = MAKERS[spec["page"]](shelf, spec)
        title, about = Label(spec["zh"], spec["en"]), Label(spec["aboutZh"], spec["aboutEn"])
        yield Page(f"{spec['id']}.html", spec["page"], title, about, f"view={spec['id']}", content)
    for source in shelf.view.sources:
        title = Label(source.title, source.title)
        name = f"document-{source.sha256[:10]}.html"
        yield Page(name, "document", title, Label(source.name, source.name), "", document(shelf, source))
    number = {source.iri: index for index, source in enumerate(shelf.view.sources)}
    for one, other in wanted or pairs(shelf, PAIRS):
        name = f"compare-{one.sha256[:10]}-{other.sha256[:10]}.html"
        title, both = words("compareTitle"), f"{one.title} ⇄ {other.title}"
        fragment = f"compare={number[one.iri]},{number[other.iri]}"
        yield Page(name, "compare", title, Label(both, both), fragment, compare(shelf, one, other))


def write(view: View, folder: Path, links: Links, wanted: Sequence[tuple[Source, Source]] = ()) -> list[Path]:
    """Write ``index.html`` and a page for each view, document and pair of documents; return them, sorted."""
    sheet = Sheet(links, view.version)
    shelf = Shelf(view, tuple(sheet.looks), links)
    folder.mkdir(parents=True, exist_ok=True)
    listed: list[Page] = []
    written = []
    for page in pages(shelf, wanted):
        written.append(_put(folder / page.name, sheet.page(page)))
        listed.append(Page(page.name, page.template, page.title, page.about, page.fragment, {}))
    groups = {name: [page for page in listed if _group(page) == name] for name in ("views", "document", "compare")}
    return sorted([*written, _put(folder / "index.html", sheet.index(groups))])


def _group(page: Page) -> str:
    return page.template if page.template in ("document", "compare") else "views"


def _put(target: Path, text: str) -> Path:
    part = target.with_name(target.name + ".part")
    part.write_text(text, encoding="utf-8", newline="\n")
    part.replace(target)
    return target
