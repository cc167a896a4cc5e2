"""What the lexicon knows and no document states: a graph of its own, each entity with its row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from extract.lexicon.table import Entry
from graph.labels import labels
from graph.merge import Node
from graph.terms import Quad, date, iri, quad, term, text
from ontology.names import entity as entity_iri
from ontology.periods import bounds
from ontology.schema import load as load_schema

__all__ = ["class_quads", "home", "label_quads", "needed", "reference_quads"]


def home(entry: Entry) -> str:
    """Return the IRI of a lexicon row."""
    return entity_iri(load_schema().type_of(entry.type), entry.id)


def needed(mentioned: Iterable[str], entries: Mapping[str, Entry]) -> list[str]:
    """Return the ids that mentioned ones need: the places that hold them, the bodies before and after them; sorted."""
    later: dict[str, list[str]] = {}
    for entry in entries.values():
        for before in entry.successor_of:
            later.setdefault(before, []).append(entry.id)
    seen: set[str] = set()
    todo = [id_ for id_ in mentioned if id_ in entries]
    while todo:
        id_ = todo.pop()
        if id_ not in seen:
            seen.add(id_)
            entry = entries[id_]
            todo += [*entry.successor_of, *later.get(id_, ()), *_container(entry, entries)]
    return sorted(seen & entries.keys())


def reference_quads(nodes: Iterable[Node], entries: Mapping[str, Entry]) -> Iterator[Quad]:
    """Yield the reference graph: rows, successors, places in places, and the entities that no document mentions."""
    mentioned = {node.iri: node for node in nodes}
    for id_ in needed([node.key for node in mentioned.values()], entries):
        entry = entries[id_]
        node = mentioned.get(home(entry)) or _bare(entry)
        if node.iri not in mentioned:
            yield from class_quads(node, "reference")
            yield from label_quads(node, entry, "reference")
        yield from _knowledge(node.iri, entry, entries)
    for node in mentioned.values():
        if node.key in entries and node.iri != home(entries[node.key]):
            yield quad("reference", node.iri, "jp:lexiconRow", text(_row(entries[node.key])))


def class_quads(node: Node, graph: str) -> Iterator[Quad]:
    """Yield every class of an entity, the ones above written out."""
    for name in (node.finer, *load_schema().superclasses(node.finer)):
        yield quad(graph, node.iri, "rdf:type", term(f"jp:{name}"))


def label_quads(node: Node, entry: Entry | None, graph: str) -> Iterator[Quad]:
    """Yield the labels of an entity; those that only the lexicon knows go to the reference graph."""
    for label in labels(node, entry):
        place = graph if label.met else "reference"
        written = text(label.text, label.language)
        yield quad(place, node.iri, "skos:prefLabel" if label.preferred else "skos:altLabel", written)
        if label.preferred and label.language == "zh-Hans":
            yield quad(place, node.iri, "rdfs:label", written)


def _knowledge(node: str, entry: Entry, entries: Mapping[str, Entry]) -> Iterator[Quad]:
    yield quad("reference", node, "jp:lexiconRow", text(_row(entry)))
    for before in entry.successor_of:
        if before in entries:
            yield quad("reference", node, "jp:successorOf", iri(home(entries[before])))
    for container in _container(entry, entries):
        yield quad("reference", node, "jp:partOf", iri(home(entries[container])))
    if entry.from_:
        yield quad("reference", node, "jp:from", date(bounds(entry.from_)[0]))
    if entry.until:
        yield quad("reference", node, "jp:until", date(bounds(entry.until)[1]))


def _container(entry: Entry, entries: Mapping[str, Entry]) -> list[str]:
    schema = load_schema()
    places = entry.of in entries and schema.is_a(entry.type, "Place") and schema.is_a(entries[entry.of].type, "Place")
    return [entry.of] if places else []


def _bare(entry: Entry) -> Node:
    return Node(home(entry), load_schema().type_of(entry.type), entry.type, entry.name, (), entry.id)


def _row(entry: Entry) -> str:
    """Return the row as file and id: line numbers would change with every row above."""
    return f"{entry.file}#{entry.id}"
