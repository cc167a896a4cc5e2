"""The namespaces and the IRIs of everything that the dataset names."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from urllib.parse import quote

__all__ = [
    "BASE",
    "GRAPHS",
    "JP",
    "ONTOLOGY",
    "PREFIXES",
    "digest",
    "document",
    "entity",
    "excerpt",
    "fact",
    "graph",
    "statement",
]

BASE = "https://w3id.org/jinpu/"
ONTOLOGY = "https://w3id.org/jinpu/ontology"
JP = ONTOLOGY + "#"

#: The union that queries see; examples and void stay outside.
GRAPHS = ("entities", "assertions", "documents", "mentions", "ontology", "reference")

PREFIXES = {
    "jp": JP,
    "id": BASE + "id/",
    "dcterms": "http://purl.org/dc/terms/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

#: 80 bits: a collision among a billion statements has a chance below one in a million.
_DIGITS = 20


def digest(parts: Iterable[object], digits: int = _DIGITS) -> str:
    """Return hex digits of a hash of the parts; no two lists of parts are written alike."""
    text = "".join(f"{len(part)}:{part}" for part in map(str, parts))
    return hashlib.sha256(text.encode()).hexdigest()[:digits]


def graph(name: str) -> str:
    """Return the IRI of a named graph."""
    return f"{BASE}graph/{name}"


def entity(type_: str, slug: str) -> str:
    """Return the IRI of an entity; letters outside ASCII are percent-encoded."""
    return f"{BASE}id/{type_}/{quote(slug, safe='-._~')}"


def document(sha256: str) -> str:
    """Return the IRI of a document, by the hash of its bytes."""
    return f"{BASE}id/document/{sha256[:_DIGITS]}"


def fact(subject: str, relation: str, object_: str) -> str:
    """Return the IRI that all assertions of one subject, relation and object share."""
    return f"{BASE}id/fact/{digest((subject, relation, object_))}"


def statement(kind: str, parts: Iterable[object]) -> str:
    """Return the IRI of an assertion, observation or mention, by its content."""
    return f"{BASE}id/{kind}/{digest(parts)}"


def excerpt(statement_: str, order: int) -> str:
    """Return the IRI of a further place of a statement, ``order`` counted from 1."""
    return f"{statement_}/context/{order}"
