"""The shapes check the ends that the schema declares, and the schema speaks of all that the shapes check."""

from __future__ import annotations

import pytest
from rdflib import OWL, RDF, RDFS, SH, SKOS, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from graph.chunk import SHAPES
from ontology.names import JP
from ontology.periods import PATTERN
from ontology.schema import FILE, load

SCHEMA_ORG = "https://schema.org/"


@pytest.fixture(scope="module")
def shapes() -> Graph:
    return Graph().parse(SHAPES, format="turtle")


@pytest.fixture(scope="module")
def schema() -> Graph:
    return Graph().parse(FILE, format="turtle")


def _union(graph: Graph, end: Node | None) -> set[str]:
    union = graph.value(end, OWL.unionOf) if isinstance(end, BNode) else None
    return {str(item) for item in (Collection(graph, union) if union else [end])}


def _classes(graph: Graph, shape: Node) -> set[str]:
    either = graph.value(shape, SH["or"])
    parts = Collection(graph, either) if either else [shape]
    return {str(graph.value(part, SH["class"])) for part in parts}


@pytest.mark.parametrize("relation", sorted(load().relations))
@pytest.mark.parametrize(
    ("target", "end"),
    [(SH.targetSubjectsOf, RDFS.domain), (SH.targetObjectsOf, RDFS.range)],
)
def test_ends_are_the_same_in_schema_and_shapes(
    shapes: Graph, schema: Graph, relation: str, target: URIRef, end: URIRef
) -> None:
    iri = URIRef(JP + relation)
    (shape,) = shapes.subjects(target, iri)
    ends = _union(schema, schema.value(iri, end))
    includes = "domainIncludes" if end == RDFS.domain else "rangeIncludes"
    assert _classes(shapes, shape) == ends
    assert {str(o) for o in schema.objects(iri, URIRef(SCHEMA_ORG + includes))} == ends


def test_every_path_of_a_shape_is_declared_in_the_schema(shapes: Graph, schema: Graph) -> None:
    paths = {path for path in shapes.objects(None, SH.path) if str(path).startswith(JP)}
    assert {str(path) for path in paths if (path, RDFS.label, None) not in schema} == set()


def test_the_relations_of_an_assertion_are_those_of_the_schema(shapes: Graph) -> None:
    listed = shapes.value(URIRef(JP + "Assertion-predicate"), SH["in"])
    assert {str(item) for item in Collection(shapes, listed)} == {r.iri for r in load().relations.values()}


def test_the_pattern_of_times_is_that_of_the_code(shapes: Graph) -> None:
    patterns = {str(shapes.value(URIRef(JP + name), SH.pattern)) for name in ("Assertion-when", "Observation-period")}
    assert patterns == {PATTERN}


def test_every_class_and_property_has_labels_and_definitions(schema: Graph) -> None:
    terms = {term for term in schema.subjects(RDF.type, None) if str(term).startswith(JP)}
    for texts in (RDFS.label, SKOS.definition):
        found = {
            term: sorted(
                o.language.lower() for o in schema.objects(term, texts) if isinstance(o, Literal) and o.language
            )
            for term in terms
        }
        assert {term for term, languages in found.items() if languages != ["en", "zh-hans", "zh-hant"]} == set()


def test_every_check_says_what_was_expected(shapes: Graph) -> None:
    targets = (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf)
    shaped = {s for target in targets for s in shapes.subjects(target, None)}
    assert {str(s) for s in shaped if shapes.value(s, SH.message) is None} == set()
