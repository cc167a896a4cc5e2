"""The questions that the endpoints are measured with; every request asks for another entity."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from pathlib import Path

from graph import store

__all__ = ["HEAVY", "LIGHT", "QUERIES", "entities", "light_mix"]

_HEAD = """PREFIX jp: <https://w3id.org/jinpu/ontology#> PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> """

#: %s is the IRI of the entity.
QUERIES: Mapping[str, str] = {
    "entity card": "SELECT ?property ?value ?name { <%s> ?property ?value OPTIONAL { ?value rdfs:label ?name } }",
    "evidence join": """SELECT ?relation ?other ?name ?status ?quote ?start ?end ?file {
        { ?a jp:subject <%s> ; jp:object ?other } UNION { ?a jp:object <%s> ; jp:subject ?other }
        ?a jp:predicate ?relation ; jp:status ?status ; jp:quote ?quote ; jp:start ?start ; jp:end ?end ;
           prov:wasDerivedFrom ?document .
        ?document jp:fileName ?file . ?other rdfs:label ?name } ORDER BY ?relation ?name ?start""",
    "class counts": """SELECT ?class (COUNT(?e) AS ?entities) {
        ?e a jp:Entity, ?class FILTER(?e != <%s>) } GROUP BY ?class ORDER BY DESC(?entities) ?class""",
    "three-hop join": """SELECT DISTINCT ?a ?b ?c ?name {
        <%s> jp:mentionedIn ?document . ?a jp:mentionedIn ?document ; jp:uses ?b . ?b a jp:Technology .
        ?c jp:uses ?b ; a jp:Institution ; rdfs:label ?name } ORDER BY ?name LIMIT 100""",
    "neighbourhood": """CONSTRUCT { <%s> ?r ?n . ?m ?s <%s> . ?n rdfs:label ?x . ?m rdfs:label ?y } {
        { <%s> ?r ?n . ?n rdfs:label ?x } UNION { ?m ?s <%s> ; rdfs:label ?y } }""",
}
LIGHT = ("entity card", "evidence join", "neighbourhood")

#: A three-way cross product that must be sorted before its first row: no engine can answer it early.
HEAVY = """SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i
    FILTER(STRLEN(STR(?c)) != STRLEN(STR(?f)) + STRLEN(STR(?i)) + 1000000) } ORDER BY ?c ?f ?i"""

_ENTITIES = _HEAD + "SELECT DISTINCT ?e { ?e a jp:Entity ; jp:mentionedIn ?d . ?a jp:subject|jp:object ?e } ORDER BY ?e"


def entities(build: Path, seed: int) -> Iterator[str]:
    """Yield the entities that have statements, shuffled; from the first again when they are through."""
    found = [row[0].value for row in store.open(build).query(_ENTITIES)]
    random.Random(seed).shuffle(found)
    while True:
        yield from found


def fill(name: str, entity: str) -> str:
    """Return a query about an entity."""
    return _HEAD + QUERIES[name].replace("%s", entity)


def light_mix(build: Path, clients: int, requests: int, seed: int) -> list[list[str]]:
    """Return the light questions of each client in turn, each about another entity."""
    given = entities(build, seed)
    return [[fill(LIGHT[i % len(LIGHT)], next(given)) for i in range(requests)] for _ in range(clients)]
