"""The view as columns, in parts: what the first screen and the search want, then the rest."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.explore.columns import Column, Ints, Plain, Rising, Texts, compress
from graph.explore.records import Node, View
from graph.explore.rows import Book, Rows, Strings, fact_columns
from graph.explore.search import fold, spellings
from ontology.names import BASE

__all__ = ["Packed", "charset", "document_page", "pack"]

#: Quotes come in parts of so many, so that unpacking one holds nobody up.
PART = 20_000
#: Between two things inside one text of a column.
INNER = "\x01"


@dataclass(frozen=True, slots=True)
class Packed:
    """The compressed parts by name, in the order in which the page wants them; ``order`` are the nodes as numbered."""

    order: tuple[Node, ...]
    pairs: list[tuple[int, int]]
    types: list[str]
    chunks: dict[str, str]
    rows: Rows


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
    rows = fact_columns(view, edges, book)
    first, sounds = _node_columns(order, types)
    late = {**rows.rows, **_mentioned(order, documents), **_spots(view, number, documents)}
    chunks = {"graph": compress({**first, **rows.facts}), "rows": compress(late)}
    chunks |= {f"quotes-{part}": compress({"text": Texts(texts)}) for part, texts in _parts(book.quotes.items)}
    chunks["sounds"] = compress({"sound": Texts(sounds)})
    pairs = [(number[edge.subject], number[edge.object]) for edge in edges]
    return Packed(order=order, pairs=pairs, types=types, chunks=chunks, rows=rows)


def _parts(texts: Sequence[str]) -> Iterable[tuple[int, Sequence[str]]]:
    return enumerate(texts[at : at + PART] for at in range(0, len(texts), PART))


def _order(view: View) -> tuple[Node, ...]:
    """The nodes, most connected first."""
    degree: dict[str, int] = {}
    for edge in view.edges:
        for iri in (edge.subject, edge.object):
            degree[iri] = degree.get(iri, 0) + 1
    return tuple(sorted(view.nodes, key=lambda node: (-degree.get(node.iri, 0), node.iri)))


def _type(node: Node, styled: Sequence[str]) -> str:
    return next((name for name in node.classes if name in styled), node.classes[0] if node.classes else "")


def _node_columns(order: Sequence[Node], types: Sequence[str]) -> tuple[dict[str, Column], list[str]]:
    """The columns of nodes, and how their names are spoken."""
    kinds = Strings()
    kind = [kinds.number(name) for name in types]
    finer = [kinds.number(node.classes[0] if node.classes else "") for node in order]
    forms, sounds = [], []
    for node in order:
        folded, spoken = spellings(filter(None, (node.name, node.hant, node.en, *node.aliases)))
        forms.append("" if folded == [node.name] else "\n".join(folded))
        sounds.append("\n".join(spoken))
    columns: dict[str, Column] = {
        "id": Texts([node.iri.removeprefix(BASE).removeprefix("id/") for node in order]),
        "name": Texts([node.name for node in order]),
        "form": Texts(forms),
        "kind": Ints(kind),
        "finer": Ints(finer),
        "kinds": Plain(kinds.items),
        **_sparse("hant", [node.hant for node in order]),
        **_sparse("en", [node.en for node in order]),
        **_sparse("alias", [INNER.join(node.aliases) for node in order]),
    }
    return columns, sounds


def _sparse(name: str, texts: Sequence[str]) -> dict[str, Column]:
    """Two columns: which nodes have a text, and the texts."""
    having = [index for index, text in enumerate(texts) if text]
    return {name + "At": Rising(having), name: Texts([texts[index] for index in having])}


def _mentioned(order: Sequence[Node], documents: Mapping[str, int]) -> dict[str, Column]:
    """How many documents mention each node, and which."""
    lists = [sorted(documents[iri] for iri in node.documents if iri in documents) for node in order]
    return {"docsCount": Ints([len(docs) for docs in lists]), "docs": Ints(list(itertools.chain(*lists)))}


def _spots(view: View, number: Mapping[str, int], documents: Mapping[str, int]) -> dict[str, Column]:
    """For each node and document that mentions it: where the first mention stands, and how many there are."""
    found: dict[tuple[int, int], list[int]] = {}
    for mention in view.mentions:
        if mention.entity in number and mention.document in documents:
            key = number[mention.entity], documents[mention.document]
            found.setdefault(key, [mention.start, mention.end - mention.start, 0])[2] += 1
    rows = sorted(found.items())
    return {
        "spotNode": Rising([node for (node, _), _ in rows]),
        "spotDoc": Ints([document for (_, document), _ in rows]),
        "spotStart": Ints([spot[0] for _, spot in rows]),
        "spotLong": Ints([spot[1] for _, spot in rows]),
        "spotTimes": Ints([spot[2] for _, spot in rows]),
    }


def charset(nodes: Iterable[Node]) -> set[str]:
    """The folded characters of all names."""
    return {char for node in nodes for name in (node.name, node.hant, *node.aliases) for char in fold(name)}
