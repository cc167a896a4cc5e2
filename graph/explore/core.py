"""What the page starts with: the looks of types, the terms, the documents, the backbone in place."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any
from urllib.parse import quote

from graph.explore import positions
from graph.explore.columns import Plain, compress
from graph.explore.pack import Packed, charset, document_page, pack
from graph.explore.page import STATIC, words
from graph.explore.positions import Task
from graph.explore.records import Term, View
from graph.explore.search import fold, folding
from graph.explore.texts import find, pages
from ontology.errors import BuildError
from ontology.names import BASE

__all__ = ["first_screen", "looks"]

Json = dict[str, Any]

#: Longer names are cut in the picture; the card has them whole.
LABEL = 14


def looks() -> dict[str, dict[str, str]]:
    """Class → colour, dark colour and shape."""
    with (STATIC / "types.tsv").open(encoding="utf-8", newline="") as file:
        return {row["type"]: row for row in csv.DictReader(file, delimiter="\t")}


def first_screen(
    build: Path,
    view: View,
    focus: str | None,
    embed: bool,
    *,
    cache: Path | None = None,
    like: Mapping[str, tuple[int, int]] | None = None,
) -> tuple[Json, dict[str, str], list[Json], list[Json]]:
    """The core, the compressed chunks, and the nodes and edges that pyvis gets; positions are kept in ``cache``."""
    packed = pack(view, tuple(looks()))
    number = {node.iri: index for index, node in enumerate(packed.order)}
    widths = [_width(label(node.name)) for node in packed.order]
    laid = positions.place(Task([*number], packed.types, widths, packed.pairs), cache, like)
    points = {number[iri]: point for iri, point in laid.points.items()}
    chunks = dict(packed.chunks)
    texts = {str(index): find(build, source) for index, source in enumerate(view.sources)}
    held = {index: text for index, text in texts.items() if text is not None}
    if embed and held:
        chunks["texts"] = compress({"texts": Plain(held)})
    core = _core(view, packed, focus, sorted(map(int, held)), embed)
    for source, item in zip(view.sources, core["documents"], strict=True):
        item["pages"] = pages(build, source)
    if laid.shadow:
        core["density"] = asdict(laid.shadow)
    return core, chunks, _vis_nodes(packed, points), _vis_edges(packed, points)


def label(name: str) -> str:
    """A name short enough for the picture."""
    return name if len(name) <= LABEL else name[: LABEL - 1] + "…"


def _width(text: str) -> float:
    """Roughly the pixels that a label takes."""
    return sum(13 if ord(char) > 0x2E7F else 7 for char in text)


def _term(term: Term) -> Json:
    found: Json = {"zh": term.zh, "hant": term.hant, "en": term.en, "above": list(term.above)}
    return found | {"symmetric": True} if term.symmetric else found


def _core(view: View, packed: Packed, focus: str | None, readable: list[int], embed: bool) -> Json:
    return {
        "base": BASE,
        "version": view.version,
        "looks": looks(),
        "order": list(looks()),
        "classes": {term.name: _term(term) for term in view.classes},
        "relations": {term.name: _term(term) for term in view.relations},
        "documents": [
            {
                "id": source.iri.removeprefix(BASE),
                "name": source.name,
                "title": source.title,
                "issued": source.issued,
                "sha256": source.sha256,
                "page": "documents/" + quote(document_page(source.name)),
            }
            for source in view.sources
        ],
        "readable": readable,
        "embedded": embed,
        "pages": not embed,
        "words": words(),
        "views": json.loads((STATIC / "views.json").read_text("utf-8")),
        "folding": folding(charset(packed.order)),
        "focus": _focus(packed, focus),
        "counts": {"nodes": len(packed.order), "facts": len(packed.pairs), "statements": len(view.statements)},
        "totals": packed.rows.totals,
        "quotes": sum(name.startswith("quotes-") for name in packed.chunks),
    }


def _focus(packed: Packed, name: str | None) -> int:
    """The number of the entity of that name, -1 if none is wanted.

    Raises:
        BuildError: nothing has that name.
    """
    if not name:
        return -1
    wanted = fold(name)
    for index, node in enumerate(packed.order):
        if name == node.iri or wanted in map(fold, (node.name, node.hant, node.en, *node.aliases)):
            return index
    near = [node.name for node in packed.order if wanted in fold(node.name)][:5]
    hint = f", near it: {', '.join(near)}" if near else ""
    raise BuildError(f"{name}: no entity has this name{hint}")


def _vis_nodes(packed: Packed, points: dict[int, tuple[int, int]]) -> list[Json]:
    return [
        {"id": node, "label": label(packed.order[node].name), "type": packed.types[node], "x": x, "y": y}
        for node, (x, y) in points.items()
    ]


def _vis_edges(packed: Packed, points: dict[int, tuple[int, int]]) -> list[Json]:
    return [
        {"id": index, "from": a, "to": b} for index, (a, b) in enumerate(packed.pairs) if a in points and b in points
    ]
