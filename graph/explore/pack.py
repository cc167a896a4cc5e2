"""The view as columns, and the columns as compressed text that a page can hold."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.explore.records import Node, View
from graph.explore.rows import Book, Json, Strings, fact_columns
from graph.explore.search import fold, spellings
from ontology.names import BASE

__all__ = ["Packed", "charset", "compress", "document_page", "pack"]


@dataclass(frozen=True, slots=True)
class Packed:
    """Columns in four parts, in the order in which the page wants them; ``order`` are the nodes as numbered there."""

    order: tuple[Node, ...]
    pairs: list[tuple[int, int]]
    types: list[str]
    nodes: Json
    facts: Json
    quotes: Json


def compress(data: Json) -> str:
    """Base64 of the zlib stream of the JSON text."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return base64.b64encode(zlib.compress(text.encode(), 9)).decode("ascii")


def document_page(name: str) -> str:
    """The page of a document below ``documents/``, as a file name; its address has to be quoted."""
    return name.replace("/", "__") + ".html"


def pack(view: View, styled: Sequence[str]) -> Packed:
    """The columns of a view; ``styled`` are the classes that have a look of their own, one for each node."""
    order = _order(view)
    number = {node.iri: index for index, node in enumerate(order)}
    documents = {source.iri: index for index, source in enumerate(view.sources)}
    edges = [edge for edge in view.edges if edge.subject in number and edge.object in number]
    edges.sort(key=lambda edge: (number[edge.subject], edge.relation, number[edge.object]))
    types = [_type(node, styled) for node in order]
    names = {node.iri: tuple(filter(None, (node.name, node.hant, node.en, *node.aliases))) for node in order}
    book = Book(number, documents, names)
    facts = fact_columns(view, edges, book)
    return Packed(
        order=order,
        pairs=[(number[edge.subject], number[edge.object]) for edge in edges],
        types=types,
        nodes={**_node_columns(order, types, documents), "spots": _spots(view, number, documents)},
        facts=facts,
        quotes={"text": book.quotes.items},
    )


def _order(view: View) -> tuple[Node, ...]:
    """The nodes, most connected first."""
    degree: dict[str, int] = {}
    for edge in view.edges:
        for iri in (edge.subject, edge.object):
            degree[iri] = degree.get(iri, 0) + 1
    return tuple(sorted(view.nodes, key=lambda node: (-degree.get(node.iri, 0), node.iri)))


def _type(node: Node, styled: Sequence[str]) -> str:
    return next((name for name in node.classes if name in styled), node.classes[0] if node.classes else "")


def _node_columns(order: Sequence[Node], types: Sequence[str], documents: Mapping[str, int]) -> Json:
    kinds = Strings()
    columns: Json = {"id": [], "name": [], "hant": {}, "en": {}, "alias": {}, "kind": [], "finer": [], "docs": []}
    columns |= {"form": [], "sound": {}}
    for index, node in enumerate(order):
        names = [name for name in (node.name, node.hant, node.en, *node.aliases) if name]
        forms, sounds = spellings(names)
        columns["id"].append(node.iri.removeprefix(BASE))
        columns["name"].append(node.name)
        columns["kind"].append(kinds.number(types[index]))
        columns["finer"].append(kinds.number(node.classes[0] if node.classes else ""))
        columns["docs"].append(sorted(documents[iri] for iri in node.documents if iri in documents))
        columns["form"].append("" if forms == [node.name] else "\n".join(forms))
        for key, value in (("hant", node.hant), ("en", node.en), ("alias", list(node.aliases)), ("sound", sounds)):
            if value:
                columns[key][str(index)] = "\n".join(value) if key == "sound" else value
    return {**columns, "kinds": kinds.items}


def _spots(view: View, number: Mapping[str, int], documents: Mapping[str, int]) -> Json:
    """Node → for each document that mentions it: its number, where the first mention stands, and how many there are."""
    found: dict[int, dict[int, list[int]]] = {}
    for mention in view.mentions:
        if mention.entity in number and mention.document in documents:
            document = documents[mention.document]
            spot = found.setdefault(number[mention.entity], {}).setdefault(document, [mention.start, mention.end, 0])
            spot[2] += 1
    return {str(node): [[doc, *spot] for doc, spot in sorted(by.items())] for node, by in sorted(found.items())}


def charset(nodes: Iterable[Node]) -> set[str]:
    """The folded characters of all names."""
    return {char for node in nodes for name in (node.name, node.hant, *node.aliases) for char in fold(name)}
