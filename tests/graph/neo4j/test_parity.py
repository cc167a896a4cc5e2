"""The same question gives the same rows in SPARQL, in the embedded store and in a real Neo4j; so do the counts."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from graph import store
from graph.neo4j.database import Database
from graph.neo4j.loader import load
from graph.neo4j.verify import counted
from graph.property_graph import PropertyGraph
from graph.queries import registry
from graph.queries.registry import Asked
from graph.queries.rows import Row, of_cypher, of_sparql

#: What to ask about, so that the small build has an answer to every question.
_ABOUT = {
    "above": "11",
    "artefact": "云梯数据库",
    "event": "戊联盟",
    "institution": "甲州银行",
    "entity": "甲州银行",
    "group": "戊联盟",
    "kinds": "Regulator|Bank|Company",
    "least": "0.3",
    "measure": "家",
    "names": "甲州银行|乙云公司",
    "object": "云梯数据库",
    "place": "上海",
    "places": "北京|上海",
    "policy": "《测试管理办法》",
    "products": "LargeModel|Database|Platform",
    "since": "2023-01-01",
    "subject": "甲州银行",
    "until": "2025-12-31",
    "words": "网",
}
_OTHERS = {
    "products-of": {"institution": "乙云公司"},
    "partners-of": {"institution": "丙数公司"},
    "issued-by": {"institution": "国家金融监督管理总局"},
    "developers-of-built-on": {"artefact": "平湖系统"},
    "foundations-of-products": {"institution": "乙云公司", "kinds": "OperatingSystem"},
    "given-up": {"kinds": "Database|Software"},
    "investors-that-use": {"institution": "己付公司"},
    "issued-in": {"institution": "国家金融监督管理总局", "kinds": "PolicyDocument"},
    "planned-products-of": {"institution": "乙云公司"},
    "figures-compared": {"words": "网点"},
    "regulated-by": {"institution": "国家金融监督管理总局"},
}


def _asked(name: str) -> Asked:
    question = registry.load()[name]
    return Asked(question, {p: _OTHERS.get(name, _ABOUT).get(p, _ABOUT.get(p, "")) for p in question.parameters})


def _sorted(rows: list[Row]) -> list[str]:
    """Return rows that compare alike where they say the same: 12 is 12.0, and what is nothing is left out."""
    plain = ({k: float(v) if isinstance(v, int) else v for k, v in row.items() if v is not None} for row in rows)
    return sorted(json.dumps(row, ensure_ascii=False, sort_keys=True) for row in plain)


@pytest.mark.parametrize("name", registry.load())
def test_the_embedded_store_gives_the_rows_of_sparql(name: str, built: Path, store_in_process: Database) -> None:
    expected = of_sparql(store.open(built), _asked(name))
    assert expected
    assert _sorted(of_cypher(store_in_process, _asked(name))) == _sorted(expected)


@pytest.mark.neo4j
@pytest.mark.parametrize("name", registry.load())
def test_neo4j_gives_the_rows_of_sparql(name: str, built: Path, connected: Database) -> None:
    graph = PropertyGraph(store.open(built))
    load(graph, connected, lambda line: None)
    expected = of_sparql(store.open(built), _asked(name))
    assert _sorted(of_cypher(connected, _asked(name))) == _sorted(expected)


def _same_counts(graph: PropertyGraph, database: Database) -> None:
    expected, found = graph.counts(), counted(database)
    assert found.nodes == expected.nodes
    assert found.relationships == expected.relationships
    assert len(expected.relationships) == len(graph.types)


def test_every_label_and_type_counts_alike_in_the_embedded_store(
    graph: PropertyGraph, store_in_process: Database
) -> None:
    _same_counts(graph, store_in_process)


@pytest.mark.neo4j
def test_every_label_and_type_counts_alike_in_neo4j(graph: PropertyGraph, database: Database) -> None:
    load(graph, database, lambda line: None)
    _same_counts(graph, database)


@pytest.mark.neo4j
def test_both_stores_hold_the_same_nodes_and_relationships(
    graph: PropertyGraph, database: Database, store_in_process: Database
) -> None:
    load(graph, database, lambda line: None)
    nodes = "MATCH (n:Jinpu) RETURN n.id AS id, properties(n) AS said"
    ends = "MATCH (a:Jinpu)-[r]->(b:Jinpu) RETURN a.id AS a, type(r) AS t, b.id AS b, properties(r) AS said"
    for query in (nodes, ends):
        one, other = (
            Counter((*key, repr(sorted(said.items()))) for *key, said in asked.ask(query).rows)
            for asked in (database, store_in_process)
        )
        assert one == other
