"""What is in the dataset, counted: VoID for tools that ask an endpoint what it holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from graph.terms import Quad, integer, iri, quad, term, text, value_of
from ontology.names import BASE, GRAPHS, JP, ONTOLOGY
from ontology.names import graph as graph_iri

__all__ = ["DATASET", "void_quads"]

DATASET = BASE + "dataset"

_TITLES = {"zh-Hans": "金谱", "zh-Hant": "金譜", "en": "Jinpu"}


def void_quads(quads: Iterable[Quad]) -> Iterator[Quad]:
    """Yield the description of the union and of each graph, with the number of triples by class and by property."""
    triples: set[tuple[str, str, str]] = set()
    by_graph: dict[str, int] = defaultdict(int)
    for found in quads:
        if found[3] in GRAPHS:
            triples.add(found[:3])
            by_graph[found[3]] += 1
    classes: dict[str, int] = defaultdict(int)
    properties: dict[str, int] = defaultdict(int)
    for _, predicate, object_ in triples:
        properties[predicate] += 1
        if predicate == term("rdf:type") and object_.startswith("<"):
            classes[object_] += 1
    yield quad("void", DATASET, "rdf:type", term("void:Dataset"))
    for language, title in _TITLES.items():
        yield quad("void", DATASET, "dcterms:title", text(title, language))
    counts = {
        "triples": len(triples),
        "entities": classes[term("jp:Entity")],
        "distinctSubjects": len({subject for subject, _, _ in triples}),
        "distinctObjects": len({object_ for _, _, object_ in triples}),
        "classes": len(classes),
        "properties": len(properties),
    }
    for name, count in counts.items():
        yield quad("void", DATASET, f"void:{name}", integer(count, "integer"))
    yield quad("void", DATASET, "void:uriSpace", text(BASE + "id/"))
    yield quad("void", DATASET, "void:vocabulary", iri(ONTOLOGY))
    yield from _partitions("class", "entities", classes)
    yield from _partitions("property", "triples", properties)
    for name, count in by_graph.items():
        yield quad("void", DATASET, "void:subset", iri(graph_iri(name)))
        yield quad("void", graph_iri(name), "rdf:type", term("void:Dataset"))
        yield quad("void", graph_iri(name), "void:triples", integer(count, "integer"))


def _partitions(kind: str, counted: str, counts: Mapping[str, int]) -> Iterator[Quad]:
    for name, count in counts.items():
        value = value_of(name)
        part = (
            f"{DATASET}/{kind}/{value.removeprefix(JP)}"
            if value.startswith(JP)
            else f"{DATASET}/{kind}/{_plain(value)}"
        )
        yield quad("void", DATASET, f"void:{kind}Partition", iri(part))
        yield quad("void", part, f"void:{kind}", name)
        yield quad("void", part, f"void:{counted}", integer(count, "integer"))


def _plain(value: str) -> str:
    """Return an IRI as one step of a path."""
    return "".join(c if c.isalnum() or c in "-._" else "-" for c in value.partition("//")[2] or value)
