"""The classes and relations of schema.ttl, as the code sees them."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Store, Triple

from ontology.errors import SchemaError
from ontology.names import JP, ONTOLOGY, PREFIXES

__all__ = ["FILE", "Class", "Relation", "Schema", "load"]

FILE = Path(__file__).with_name("schema.ttl")
_CAPITAL = re.compile(r"(?<!^)(?=[A-Z])")
Node = NamedNode | BlankNode | Literal | Triple


@dataclass(frozen=True, slots=True)
class Class:
    """A class and the classes above it, nearest first; texts are by language (zh-Hans, zh-Hant, en)."""

    name: str
    superclasses: tuple[str, ...]
    labels: dict[str, str] = field(repr=False)
    definitions: dict[str, str] = field(repr=False)

    @property
    def iri(self) -> str:
        return JP + self.name


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation of two entities; ``domain`` and ``range`` name types among the 16."""

    name: str
    domain: frozenset[str]
    range: frozenset[str]
    symmetric: bool
    labels: dict[str, str] = field(repr=False)
    inverse_labels: dict[str, str] = field(repr=False)
    definitions: dict[str, str] = field(repr=False)

    @property
    def iri(self) -> str:
        return JP + self.name

    @property
    def neo4j(self) -> str:
        """The relationship type in Neo4j: builtOn is BUILT_ON."""
        return _CAPITAL.sub("_", self.name).upper()


@dataclass(frozen=True, slots=True)
class Schema:
    """``types`` are the 16 of which each entity has exactly one; ``entity_classes`` are Entity and all below it."""

    version: str
    types: tuple[str, ...]
    classes: dict[str, Class] = field(repr=False)
    relations: dict[str, Relation] = field(repr=False)

    @property
    def entity_classes(self) -> tuple[str, ...]:
        return tuple(name for name in self.classes if name == "Entity" or "Entity" in self.classes[name].superclasses)

    def superclasses(self, name: str) -> tuple[str, ...]:
        """Return the classes above one, nearest first. Raises: SchemaError for an unknown class."""
        return self._class(name).superclasses

    def is_a(self, name: str, above: str) -> bool:
        """Return whether a class is another or lies below it."""
        return name == above or above in self.superclasses(name)

    def type_of(self, name: str) -> str:
        """Return which of the 16 a class is or lies below.

        Raises: SchemaError for an unknown class, and for a class above the 16.
        """
        for candidate in (name, *self.superclasses(name)):
            if candidate in self.types:
                return candidate
        raise SchemaError(f"class {name} is none of the {len(self.types)} types and below none of them")

    def fits(self, relation: str, head: str, tail: str) -> bool:
        """Return whether a relation may go from one type to another. Raises: SchemaError for unknown names."""
        if relation not in self.relations:
            raise SchemaError(f"unknown relation {relation}, expected one of {', '.join(self.relations)}")
        ends = self.relations[relation]
        return self.type_of(head) in ends.domain and self.type_of(tail) in ends.range

    def _class(self, name: str) -> Class:
        if name not in self.classes:
            raise SchemaError(f"unknown class {name}, expected one of {', '.join(self.classes)}")
        return self.classes[name]


@functools.cache
def load(path: Path = FILE) -> Schema:
    """Return the schema of a file; classes and relations in the order of their names.

    Raises: SchemaError where the file is no Turtle or lacks what the code needs.
    """
    return _Reader(path).schema()


class _Reader:
    """Reads one file; names are local names of the namespace."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._store = Store()
        try:
            self._store.load(path=str(path), format=RdfFormat.TURTLE)
        except (SyntaxError, OSError) as error:
            raise SchemaError(f"{path}: {error}, expected Turtle") from error

    def schema(self) -> Schema:
        names = sorted(self._local(s) for s in self._subjects("rdf:type", "owl:Class") if isinstance(s, NamedNode))
        classes = {name: self._class(name) for name in names}
        types = self._members(self._one(JP + "Entity", "owl:disjointUnionOf"))
        relations = sorted(self._local(s) for s in self._subjects("rdfs:subPropertyOf", "jp:relatedTo"))
        version = self._one(ONTOLOGY, "owl:versionIRI")
        return Schema(
            version=_value(version),
            types=tuple(sorted(types)),
            classes=classes,
            relations={name: self._relation(name, classes, types) for name in relations},
        )

    def _class(self, name: str) -> Class:
        above: list[str] = []
        level = [name]
        while level:
            level = sorted({parent for child in level for parent in self._parents(child)} - {*above, name})
            above += level
        return Class(name, tuple(above), self._texts(name, "rdfs:label"), self._texts(name, "skos:definition"))

    def _relation(self, name: str, classes: dict[str, Class], types: Iterable[str]) -> Relation:
        def ends(predicate: str) -> frozenset[str]:
            end = self._one(JP + name, predicate)
            tops = [self._local(end)] if isinstance(end, NamedNode) else self._members(self._one(end, "owl:unionOf"))
            return frozenset(t for t in types if {t, *classes[t].superclasses} & set(tops))

        kinds = set(self._objects(JP + name, "rdf:type"))
        return Relation(
            name=name,
            domain=ends("rdfs:domain"),
            range=ends("rdfs:range"),
            symmetric=_term("owl:SymmetricProperty") in kinds,
            labels=self._texts(name, "rdfs:label"),
            inverse_labels=self._texts(name, "jp:inverseLabel"),
            definitions=self._texts(name, "skos:definition"),
        )

    def _parents(self, name: str) -> Iterator[str]:
        for parent in self._objects(JP + name, "rdfs:subClassOf"):
            if isinstance(parent, NamedNode) and parent.value.startswith(JP):
                yield self._local(parent)

    def _texts(self, name: str, predicate: str) -> dict[str, str]:
        found = {o.language: o.value for o in self._objects(JP + name, predicate) if isinstance(o, Literal)}
        # Pyoxigraph gives language tags in lower case.
        languages = {"zh-hans": "zh-Hans", "zh-hant": "zh-Hant", "en": "en"}
        texts = {languages[k.lower()]: v for k, v in found.items() if k and k.lower() in languages}
        if len(texts) != len(languages):
            raise self._lacks(JP + name, f"{predicate} in zh-Hans, zh-Hant and en")
        return {language: texts[language] for language in languages.values()}

    def _members(self, head: Node) -> list[str]:
        found: list[str] = []
        while head != _term("rdf:nil"):
            found.append(self._local(self._one(head, "rdf:first")))
            head = self._one(head, "rdf:rest")
        return found

    def _subjects(self, predicate: str, object_: str) -> list[Node]:
        return [quad.subject for quad in self._store.quads_for_pattern(None, _term(predicate), _term(object_))]

    def _objects(self, subject: str | Node, predicate: str) -> list[Node]:
        node = NamedNode(subject) if isinstance(subject, str) else subject
        if not isinstance(node, NamedNode | BlankNode):
            return []
        return [quad.object for quad in self._store.quads_for_pattern(node, _term(predicate), None)]

    def _one(self, subject: str | Node, predicate: str) -> Node:
        found = self._objects(subject, predicate)
        if len(found) != 1:
            raise self._lacks(str(subject), f"exactly one {predicate}")
        return found[0]

    def _local(self, node: Node) -> str:
        if not isinstance(node, NamedNode) or not node.value.startswith(JP):
            raise SchemaError(f"{self._path}: {node}, expected a name of {JP}")
        return node.value.removeprefix(JP)

    def _lacks(self, subject: str, what: str) -> SchemaError:
        return SchemaError(f"{self._path}: {subject} has none or several, expected {what}")


def _value(node: Node) -> str:
    return str(node) if isinstance(node, Triple) else node.value


def _term(name: str) -> NamedNode:
    prefix, _, local = name.partition(":")
    return NamedNode(PREFIXES[prefix] + local)
