"""What two builds say differently: by names and statements, not by the hashes that stand for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from graph import store
from graph.sparql import ask, short

__all__ = ["Change", "compare"]

#: What is compared, each row of a query being one thing that a build says.
_QUERIES = {
    "document": "SELECT ?title ?file { ?d a jp:Document ; jp:fileName ?file OPTIONAL { ?d dcterms:title ?title } }",
    "entity": """SELECT DISTINCT ?name ?type { ?e jp:mentionedIn ?d ; rdfs:label ?name ; a ?class .
        jp:Entity owl:disjointUnionOf/rdf:rest*/rdf:first ?class BIND(STRAFTER(STR(?class), "#") AS ?type) }""",
    "fact": """SELECT DISTINCT ?subject ?relation ?object { ?p rdfs:subPropertyOf jp:relatedTo . ?s ?p ?o .
        ?s rdfs:label ?subject . ?o rdfs:label ?object BIND(STRAFTER(STR(?p), "#") AS ?relation) }""",
    "assertion": """SELECT DISTINCT ?subject ?relation ?object ?status ?when ?file { ?a jp:subject/rdfs:label ?subject ;
        jp:predicate ?p ; jp:object/rdfs:label ?object ; jp:status ?status ; prov:wasDerivedFrom/jp:fileName ?file
        OPTIONAL { ?a jp:when ?when } BIND(STRAFTER(STR(?p), "#") AS ?relation) }""",
    "figure": """SELECT DISTINCT ?about ?indicator ?value ?unit ?period ?file { ?o jp:about/rdfs:label ?about ;
        jp:indicator ?indicator ; jp:value ?value ; prov:wasDerivedFrom/jp:fileName ?file
        OPTIONAL { ?o jp:unit ?unit } OPTIONAL { ?o jp:period ?period } }""",
    "conflict": """SELECT DISTINCT ?about ?said ?one ?other ?file ?against { ?a jp:conflictsWith ?b .
        { ?a jp:subject/rdfs:label ?about ; jp:predicate ?p ; jp:object/rdfs:label ?object ; jp:status ?one .
          ?b jp:status ?other . FILTER(?one < ?other) BIND(CONCAT(STRAFTER(STR(?p), "#"), " ", STR(?object)) AS ?said) }
        UNION { ?a jp:about/rdfs:label ?about ; jp:indicator ?said ; jp:value ?one ; jp:number ?n .
          ?b jp:value ?other ; jp:number ?m . FILTER(?n < ?m) }
        ?a prov:wasDerivedFrom/jp:fileName ?file . ?b prov:wasDerivedFrom/jp:fileName ?against }""",
}


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """Something that only one of two builds says: ``sign`` is + for the second, - for the first."""

    kind: str
    words: tuple[str, ...]
    sign: str


def compare(first: Path, second: Path) -> list[Change]:
    """Return what only one of the builds says, by kind and words. Raises: BuildError where one is missing."""
    one, other = store.open(first), store.open(second)
    changes: list[Change] = []
    for kind, query in _QUERIES.items():
        before = {tuple(map(short, row)) for row in ask(one, query).rows()}
        after = {tuple(map(short, row)) for row in ask(other, query).rows()}
        changes += [*_signed(kind, before - after, "-"), *_signed(kind, after - before, "+")]
    order = list(_QUERIES)
    return sorted(changes, key=lambda change: (order.index(change.kind), change.words, change.sign))


def _signed(kind: str, rows: Iterable[tuple[str, ...]], sign: str) -> Iterator[Change]:
    return (Change(kind, row, sign) for row in rows)
