"""The queries of docs/dataset.md run as they stand."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from pyshacl import validate
from rdflib import Graph

from graph import store
from graph.chunk import SHAPES
from graph.decisions import read
from graph.sparql import ask

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "dataset.md").read_text(encoding="utf-8")
QUERIES = re.findall(r"```sparql\n(.*?)```", PAGE, re.DOTALL)


@pytest.mark.parametrize("query", QUERIES, ids=[" ".join(query.split())[:50] for query in QUERIES])
def test_a_query_of_the_page_finds_something(stated: Path, query: str) -> None:
    found = len(list(ask(store.open(stated), query).rows()))
    # Nothing in these sentences needs a further place, replaces an IRI or contradicts another one.
    assert found > 0 or any(rare in query for rare in ("jp:context", "isReplacedBy", "conflictsWith"))


def test_the_decisions_of_the_page_are_well_formed(tmp_path: Path) -> None:
    (source,) = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    (tmp_path / "decisions.toml").write_text(source, encoding="utf-8")
    assert len(read(tmp_path / "decisions.toml")) == sum(len(rows) for rows in tomllib.loads(source).values())


def test_the_example_questions_are_answered(stated: Path) -> None:
    query = "SELECT ?q { GRAPH <https://w3id.org/jinpu/graph/examples> { ?e sh:select ?q } }"
    examples = [str(getattr(row[0], "value", "")) for row in ask(store.open(stated), query).rows()]
    assert len(examples) > 5
    for example in examples:
        list(ask(store.open(stated), example).rows())


def test_a_whole_build_conforms_to_the_shapes(stated: Path) -> None:
    conforms, _, text = validate(Graph().parse(stated / "graph.ttl"), shacl_graph=Graph().parse(SHAPES))
    assert conforms, text
