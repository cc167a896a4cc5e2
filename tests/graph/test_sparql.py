"""Queries are answered from the graph alone, and what is wrong with one is said with its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from graph.sparql import ask, read_query, refuse_service, short
from ontology.errors import QueryError
from ontology.names import JP


@pytest.fixture
def store() -> Store:
    store = Store()
    store.add(Quad(NamedNode("https://w3id.org/jinpu/id/Bank/icbc"), NamedNode(JP + "rule"), Literal("规则")))
    return store


def test_the_projects_prefixes_need_no_declaration(store: Store) -> None:
    answer = ask(store, "SELECT ?s ?o { ?s jp:rule ?o }")
    assert answer.columns == ("s", "o")
    assert [tuple(map(short, row)) for row in answer.rows()] == [("id:Bank/icbc", "规则")]


def test_each_kind_of_query_has_its_rows(store: Store) -> None:
    assert [short(row[0]) for row in ask(store, "ASK { ?s jp:rule '规则' }").rows()] == ["true"]
    triples = ask(store, "CONSTRUCT { ?o jp:of ?s } WHERE { ?s jp:rule ?o }")
    assert triples.columns == ("subject", "predicate", "object")


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT * {\n ?s ?p }", r"^query:2:9: expected one of"),
        ("SELECT * {\n ?s foo:bar ?o }", r"^query:2:\d+: undeclared prefix foo:, expected PREFIX foo:"),
        ("INSERT DATA { <a:a> <a:b> <a:c> }", r"^query:1:\d+: "),
        ("SELECT (<urn:f>(1) AS ?x) {}", r"^query: The custom function <urn:f> is not supported"),
    ],
)
def test_a_malformed_query_is_named_with_line_and_column(store: Store, query: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        list(ask(store, query).rows())


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:8/> { ?s ?p ?o } }",
        "SELECT * { service silent <http://127.0.0.1:8/> { ?s ?p ?o } }",
        "SELECT * { SERVICE?e { ?s ?p ?o } }",
        "SELECT * { ?s ?p 'a' .SERVICE<http://127.0.0.1:8/>{ ?s ?p ?o } }",
        "SELECT * { ?s ?p '#' . SERVICE <http://127.0.0.1:8/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p '''a'b''' . SERVICE <http://127.0.0.1:8/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p 1SERVICE <http://127.0.0.1:8/> { ?s ?p ?o } }",
        "PREFIX : <http://127.0.0.1:8/> SELECT * { SERVICE:x { ?s ?p ?o } }",
        "PREFIX : <http://127.0.0.1:8/> SELECT * { ?s ?p trueSERVICE:x { ?s ?p ?o } }",
        "SELECT * { SERVICESILENT<http://127.0.0.1:8/>{ ?s ?p ?o } }",
        "SELECT * { ?s ?a ?b FILTER(?a<?b)SERVICE?s#>\n { ?s ?p ?o } }",
        "SELECT * { SERV\\u0049CE <http://127.0.0.1:8/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o FILTER(?a <?b && ?c> ?d) SERVICE <http://127.0.0.1:8/> { ?s ?p ?o } }",
    ],
)
def test_a_query_that_asks_another_service_is_refused(store: Store, query: str) -> None:
    with pytest.raises(QueryError, match="SERVICE is not answered here"):
        ask(store, query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service { ?service ?p ?o }",
        "SELECT * { ?s jp:service ?o }",
        "SELECT * { ?s jp:self-service ?o, 1 . ?o2service ?p 'a'@service }",
        'SELECT * { ?s ?p "SERVICE <http://127.0.0.1:8/>" }',
        "SELECT * { ?s ?p ?o } # SERVICE <http://127.0.0.1:8/>",
        "SELECT * { ?s <http://example.org/SERVICE> ?o }",
    ],
)
def test_the_word_alone_is_no_reason_to_refuse(query: str) -> None:
    refuse_service(query)


def test_a_file_with_a_query_is_read(tmp_path: Path) -> None:
    path = tmp_path / "all.rq"
    path.write_text("SELECT * { ?s ?p ?o }", encoding="utf-8")
    assert read_query(str(path)) == ("SELECT * { ?s ?p ?o }", str(path))
    with pytest.raises(QueryError, match="expected a file with a query"):
        read_query(str(tmp_path / "none.rq"))
