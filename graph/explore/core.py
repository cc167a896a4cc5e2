"""What the page starts with: the looks of types, the terms, the documents, the backbone in place."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

from graph import layout
from graph.explore import backbone, density
from graph.explore.pack import Packed, charset, compress, document_page, pack
from graph.explore.page import STATIC, words
from graph.explore.records import Term, View
from graph.explore.search import fold, folding
from graph.explore.texts import find, pages
from ontology.errors import BuildError
from ontology.names import BASE

__all__ = ["first_screen", "looks"]

Json = dict[str, Any]

#: With fewer nodes than this the backbone is the picture, and a density adds nothing.
CROWD = 2000
#: Longer names are cut in the picture; the card has them whole.
LABEL = 14


def looks() -> dict[str, dict[str, str]]:
    """Class → colour, dark colour and shape."""
    with (STATIC / "types.tsv").open(encoding="utf-8", newline="") as file:
        return {row["type"]: row for row in csv.DictReader(file, delimiter="\t")}


def first_screen(
    build: Path, view: View, focus: str | None, embed: bool
) -> tuple[Json, dict[str, str], list[Json], list[Json]]:
    """The core, the compressed chunks, and the nodes and edges that pyvis gets."""
    packed = pack(view, tuple(looks()))
    chosen = backbone.choose(packed.types, packed.pairs)
    place = {node: index for index, node in enumerate(chosen)}
    inner = [(place[a], place[b]) for a, b in packed.pairs if a in place and b in place]
    widths = [_width(label(packed.order[node].name)) for node in chosen]
    points = dict(zip(chosen, layout.arrange(len(chosen), inner, widths), strict=True))
    chunks = {"nodes": compress(packed.nodes), "facts": compress(packed.facts), "quotes": compress(packed.quotes)}
    texts = {str(index): find(build, source) for index, source in enumerate(view.sources)}
    held = {index: text for index, text in texts.items() if text is not None}
    if embed and held:
        chunks["texts"] = compress(held)
    core = _core(view, packed, focus, sorted(map(int, held)), embed)
    for source, item in zip(view.sources, core["documents"], strict=True):
        item["pages"] = pages(build, source)
    if len(packed.order) > CROWD:
        core["density"] = _density(packed, points)
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
        "words": words(),
        "views": json.loads((STATIC / "views.json").read_text("utf-8")),
        "folding": folding(charset(packed.order)),
        "focus": _focus(packed, focus),
        "counts": {"nodes": len(packed.order), "facts": len(packed.pairs), "statements": len(view.statements)},
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


def _density(packed: Packed, points: dict[int, tuple[int, int]]) -> Json | None:
    around = layout.surround(len(packed.order), packed.pairs, points)
    picture = density.paint(around.values())
    if picture is None:
        return None
    return {name: getattr(picture, name) for name in ("address", "left", "top", "width", "height")}


def _vis_nodes(packed: Packed, points: dict[int, tuple[int, int]]) -> list[Json]:
    return [
        {"id": node, "label": label(packed.order[node].name), "type": packed.types[node], "x": x, "y": y}
        for node, (x, y) in points.items()
    ]


def _vis_edges(packed: Packed, points: dict[int, tuple[int, int]]) -> list[Json]:
    return [
        {"id": index, "from": a, "to": b} for index, (a, b) in enumerate(packed.pairs) if a in points and b in points
    ]
