"""The example questions are in the dataset, in Chinese and English, and each can be asked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import rdflib
from pyoxigraph import Store
from rdflib.namespace import RDFS, SH

from graph import ontology, sparql, store

FILE = Path(ontology.__file__).with_name("examples.ttl")
_GRAPH = rdflib.Graph().parse(FILE, format="turtle")
EXAMPLES = sorted(_GRAPH.subjects(rdflib.RDF.type, SH.SPARQLExecutable))


@pytest.fixture(scope="module")
def opened(seeds_build: Path) -> Store:
    return store.open(seeds_build)


def _rows(opened: Store, query: str) -> list[tuple[Any, ...]]:
    return list(sparql.ask(opened, query).rows())


def test_every_example_is_in_the_dataset(opened: Store) -> None:
    found = _rows(opened, "SELECT ?e { GRAPH <https://w3id.org/jinpu/graph/examples> { ?e a sh:SPARQLExecutable } }")
    assert sorted(row[0].value for row in found) == [str(example) for example in EXAMPLES]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda iri: str(iri).rsplit("/", 1)[1])
def test_an_example_has_its_question_in_both_languages_and_is_answered(opened: Store, example: rdflib.URIRef) -> None:
    languages = {str(comment.language).lower() for comment in _GRAPH.objects(example, RDFS.comment)}
    query = str(_GRAPH.value(example, SH.select))
    # Without the project's prefixes: an example runs in every engine as it stands.
    assert {"zh-hans", "en"} <= languages
    assert list(opened.query(query)), "an example that finds nothing teaches nothing"
