"""A graph made by counting, the same every time, for measuring loads; and the same as triples."""

from __future__ import annotations

import datetime
import resource
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from graph.properties import Value
from graph.property_graph import OURS, Counts, Node, Relationship
from ontology.names import JP, PREFIXES

__all__ = ["KINDS", "TYPES", "Made", "Triple", "same_content", "without_properties"]

TYPES = ("DEVELOPS", "PARTNERS_WITH", "USES")
LABELS = ("Artefact", "Bank", "Company", "Database", "Entity", "Institution")
KINDS = (("Institution", "Bank"), ("Institution", "Company"), ("Artefact", "Database"))

_TYPE = PREFIXES["rdf"] + "type"
_DATATYPES = {str: "string", float: "double", datetime.date: "date"}

#: Subject, predicate, object, and the datatype of the object, empty for an IRI.
Triple = tuple[str, str, str, str]


@dataclass(frozen=True)
class Made:
    """A graph of so many nodes and relations, of which nothing is held; ``plain`` relations have no properties."""

    size: int
    links: int
    plain: bool = False
    labels: tuple[str, ...] = LABELS
    types: tuple[str, ...] = TYPES
    #: Of the process, in MiB, each time when ten thousand more have been read.
    peaks: list[int] = field(default_factory=list)

    def nodes(self) -> Iterator[Node]:
        for i in range(self.size):
            self._look(i)
            labels = (OURS, "Entity", *KINDS[i % 3])
            names = {"name": f"第{i}号机构", "name_en": f"Number {i}", "aliases": [f"{i}号", f"No. {i}"]}
            yield Node(_id(i), labels, {"id": _id(i), "type": labels[-1], **names})

    def relationships(self, type_: str) -> Iterator[Relationship]:
        for i in range(self.size):
            self._look(i)
            for end in sorted(self._ends(type_, i)):
                yield Relationship(type_, _id(i), _id(end), {} if self.plain else _said_of(type_, i, end))

    def counts(self) -> Counts:
        nodes = {OURS: self.size, "Entity": self.size}
        for i, (above, label) in enumerate(KINDS):
            n = len(range(i, self.size, 3))
            nodes[label] = n
            nodes[above] = nodes.get(above, 0) + n
        return Counts(nodes, {type_: sum(len(self._ends(type_, i)) for i in range(self.size)) for type_ in TYPES})

    def _ends(self, type_: str, i: int) -> set[int]:
        each = self.links // len(TYPES) // self.size
        return {(i * 7919 + k * 104_729 + TYPES.index(type_) + 1) % self.size for k in range(each)}

    def _look(self, i: int) -> None:
        if i % 10_000 == 0:
            self.peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)


def without_properties(graph: Made) -> Iterator[Triple]:
    """Yield nodes with their properties and relations with none, all triples of a subject together."""
    to: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for type_ in TYPES:
        for one in graph.relationships(type_):
            to[one.start].append((type_, one.end))
    for node in graph.nodes():
        yield from _triples(node.id, node.labels[-1], node.properties)
        for type_, end in to.pop(node.id, ()):
            yield node.id, JP + type_, end, ""


def same_content(graph: Made) -> Iterator[Triple]:
    """Yield the same, and for each relation a node that has its properties: all that our load writes."""
    yield from without_properties(graph)
    for type_ in TYPES:
        for one in graph.relationships(type_):
            iri = f"https://w3id.org/jinpu/id/fact/{one.properties['fact_id']}"
            yield from _triples(iri, "Fact", one.properties)
            yield iri, JP + "subject", one.start, ""
            yield iri, JP + "object", one.end, ""


def _triples(iri: str, class_: str, properties: Mapping[str, Value]) -> Iterator[Triple]:
    yield iri, _TYPE, JP + class_, ""
    for name, value in properties.items():
        for one in value if isinstance(value, list) else (value,):
            if name != "id":
                yield iri, JP + name, str(one), PREFIXES["xsd"] + _DATATYPES[type(one)]


def _said_of(type_: str, i: int, end: int) -> dict[str, Value]:
    said = {"sources": ["https://w3id.org/jinpu/id/document/0"], "quotes": [f"第{i}号采用第{end}号的产品。"]}
    when = {"from": datetime.date(2024, 1, 1), "confidence": 0.9}
    return {"fact_id": f"{type_}/{i}/{end}", **said, **when}


def _id(number: int) -> str:
    return f"https://w3id.org/jinpu/id/Bank/{number:07}"
