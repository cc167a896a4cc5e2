"""The built dataset as nodes and relationships with properties: what Neo4j and the embedded Cypher store hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import cast

from pyoxigraph import DefaultGraph, Literal, NamedNode, QuerySolutions, Store

from graph import properties
from graph.properties import Value, describe, term
from ontology.names import JP, PREFIXES, fact
from ontology.schema import load as load_schema

__all__ = ["OURS", "Counts", "Node", "PropertyGraph", "Relationship"]

#: The label of every node of ours; a load touches no node without it.
OURS = "Jinpu"

#: Relationships that are none of the 16 relations, by the property that gives them.
_STRUCTURE = {
    "ABOUT": "jp:about",
    "CONFLICTS_WITH": "jp:conflictsWith",
    "FROM": "prov:wasDerivedFrom",
    "MENTIONED_IN": "jp:mentionedIn",
    "OBJECT": "jp:object",
    "PART_OF": "jp:partOf",
    "SUBJECT": "jp:subject",
    "SUCCESSOR_OF": "jp:successorOf",
}
#: What the lexicon knows and no document states.
_REFERENCE = ("PART_OF", "SUCCESSOR_OF")
_KINDS = ("Assertion", "Document", "Observation")
_MENTIONS = "SELECT ?e ?d (COUNT(*) AS ?n) WHERE { ?m jp:mentionOf ?e ; prov:wasDerivedFrom ?d } GROUP BY ?e ?d"


@dataclass(frozen=True, slots=True)
class Node:
    """A node; ``labels`` start with ours and go from the general to the special."""

    id: str
    labels: tuple[str, ...]
    properties: Mapping[str, Value] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Relationship:
    """A relationship; between two nodes there is at most one of its type in its direction."""

    type: str
    start: str
    end: str
    properties: Mapping[str, Value] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many nodes each label has, and how many relationships each type; none that has none."""

    nodes: Mapping[str, int]
    relationships: Mapping[str, int]


class PropertyGraph:
    """A view of a store, read anew at every call, one thing at a time: only ids and pairs of ids are held at once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._schema = load_schema()
        self._relations = {relation.neo4j: name for name, relation in self._schema.relations.items()}

    @property
    def types(self) -> tuple[str, ...]:
        """The relationship types that a load may write, sorted."""
        return tuple(sorted({*self._relations, *_STRUCTURE}))

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels that a load may write beside ours, sorted."""
        return tuple(sorted({*self._schema.entity_classes, *_KINDS, "Statement"}))

    def nodes(self) -> Iterator[Node]:
        """Yield every node, sorted by id."""
        read = {"Entity": self._entity, "Document": self._document}
        for id_, kind in sorted((id_, class_) for class_ in ("Entity", *_KINDS) for id_ in self._ids(class_)):
            yield read[kind](id_) if kind in read else self._statement(id_, kind)

    def relationships(self, type_: str) -> Iterator[Relationship]:
        """Yield every relationship of a type, sorted by start and end."""
        if type_ in self._relations:
            yield from self._facts(type_, self._relations[type_])
            return
        mentions = self._mentions if type_ == "MENTIONED_IN" else {}
        plain: dict[str, Value] = {"source": "lexicon"} if type_ in _REFERENCE else {}
        for start, end in self._pairs(_STRUCTURE[type_]):
            found = mentions.get((start, end))
            yield Relationship(type_, start, end, {"mentions": found} if found else plain)

    def counts(self) -> Counts:
        """Return the counts, counted in the dataset and not in the nodes and relationships read from it."""
        per_class = "SELECT ?c (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s a ?c } GROUP BY ?c"
        nodes = {class_.removeprefix(JP): int(n) for class_, n in self._rows(per_class)}
        nodes = {label: nodes[label] for label in self.labels if nodes.get(label)}
        nodes[OURS] = sum(nodes.get(kind, 0) for kind in ("Entity", *_KINDS))
        relationships = {type_: self._count(type_) for type_ in self.types}
        return Counts(nodes, {type_: n for type_, n in relationships.items() if n})

    def _count(self, type_: str) -> int:
        name = self._relations.get(type_)
        property_ = f"jp:{name}" if name else _STRUCTURE[type_]
        # A mention is derived from its document too, and is no node.
        start = "?a a jp:Statement ." if type_ == "FROM" else ""
        once = "FILTER (STR(?a) < STR(?b))" if name and self._schema.relations[name].symmetric else ""
        return int(self._rows(f"SELECT (COUNT(*) AS ?n) WHERE {{ ?a {property_} ?b . {start} {once} }}")[0][0])

    def _rows(self, query: str) -> list[tuple[str, ...]]:
        found = cast(QuerySolutions, self._store.query(query, prefixes=PREFIXES))
        return [tuple(cast("NamedNode | Literal", value).value for value in row) for row in found]

    @cached_property
    def _mentions(self) -> dict[tuple[str, str], int]:
        return {(entity, document): int(n) for entity, document, n in self._rows(_MENTIONS)}

    def _ids(self, class_: str) -> Iterator[str]:
        return self._subjects("rdf:type", JP + class_)

    def _subjects(self, property_: str, object_: str) -> Iterator[str]:
        for quad in self._store.quads_for_pattern(None, term(property_), NamedNode(object_), DefaultGraph()):
            if isinstance(quad.subject, NamedNode):
                yield quad.subject.value

    def _pairs(self, property_: str) -> list[tuple[str, str]]:
        quads = self._store.quads_for_pattern(None, term(property_), None, DefaultGraph())
        found = (
            (quad.subject.value, quad.object.value)
            for quad in quads
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode)
        )
        if property_ == _STRUCTURE["FROM"]:
            statements = {*self._ids("Statement")}
            return sorted(pair for pair in found if pair[0] in statements)
        return sorted(found)

    def _entity(self, id_: str) -> Node:
        said = describe(self._store, id_)
        classes = [str(v).removeprefix(JP) for v in said["rdf:type"]]
        labels = sorted(classes, key=lambda name: (len(self._schema.superclasses(name)), name))
        type_ = self._schema.type_of(labels[-1])
        return Node(id_, (OURS, *labels), {"id": id_, **properties.entity(said, type_)})

    def _document(self, id_: str) -> Node:
        return Node(id_, (OURS, "Document"), {"id": id_, **properties.document(describe(self._store, id_))})

    def _statement(self, id_: str, kind: str) -> Node:
        said = describe(self._store, id_)
        relation = str(said["jp:predicate"][0]).removeprefix(JP) if "jp:predicate" in said else ""
        places = [describe(self._store, str(place)) for place in said.get("jp:context", ())]
        return Node(id_, (OURS, "Statement", kind), {"id": id_, **properties.statement(said, relation, places)})

    def _facts(self, type_: str, name: str) -> Iterator[Relationship]:
        once = self._schema.relations[name].symmetric
        for start, end in self._pairs(f"jp:{name}"):
            if not once or start < end:
                yield Relationship(type_, start, end, self._evidence(fact(start, name, end)))

    def _evidence(self, fact_id: str) -> dict[str, Value]:
        """Return what the assertions that assert a fact say together."""
        said = [describe(self._store, id_) for id_ in self._subjects("jp:fact", fact_id)]
        said = [one for one in said if one["jp:status"] == ["asserted"]]
        documents = {str(one["prov:wasDerivedFrom"][0]) for one in said}
        issued = [str(v) for d in documents for v in describe(self._store, d).get("dcterms:issued", ())]
        return {"fact_id": fact_id, **properties.fact(said, issued)}
