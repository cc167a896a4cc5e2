"""Cypher is made of names of the ontology alone; a password is no part of a URI."""

from __future__ import annotations

import pytest

from graph.neo4j.database import connect
from graph.neo4j.statements import Statements
from ontology.errors import StoreError

STATEMENTS = Statements(("Bank", "Not`quoted"), ("USES", "A]->() DELETE r//"), dynamic=False)


@pytest.mark.parametrize("label", ["Banc", "Bank) DETACH DELETE n //", "Not`quoted", ""])
def test_a_label_that_is_none_of_the_ontology_is_in_no_statement(label: str) -> None:
    with pytest.raises(StoreError, match=r"is no label of the ontology, expected one of .*Bank"):
        STATEMENTS.create_nodes(("Jinpu", label))


@pytest.mark.parametrize("type_", ["USE", "USES|OWNS", "A]->() DELETE r//"])
def test_a_type_that_is_none_of_the_ontology_is_in_no_statement(type_: str) -> None:
    for made in (
        STATEMENTS.create_relationships,
        STATEMENTS.merge_relationships,
        STATEMENTS.remove_relationships,
        lambda type_: STATEMENTS.read_relationships([type_]),
        lambda type_: STATEMENTS.read_relationships(["USES", type_]),
    ):
        with pytest.raises(StoreError, match="is no relationship type of the ontology"):
            made(type_)


@pytest.mark.parametrize("uri", ["bolt://neo4j:secret-word@127.0.0.1:7687", "neo4j+s://secret-word@host/x"])
def test_a_password_in_a_uri_is_refused_and_not_repeated(uri: str) -> None:
    with (
        pytest.raises(StoreError, match=r"://…@(127|host).*expected --user, and NEO4J_PASSWORD") as caught,
        connect(uri, "neo4j", "x"),
    ):
        pass
    assert "secret-word" not in str(caught.value)


def test_a_server_that_takes_types_from_a_parameter_gets_one_statement_for_all_of_them() -> None:
    statements = Statements(("Bank",), ("USES", "OWNS"), dynamic=True)
    assert statements.create_relationships("USES") == statements.create_relationships("OWNS")
    with pytest.raises(StoreError, match="is no relationship type of the ontology"):
        statements.create_relationships("USE")
