"""The property graph says what the dataset says, as the design fixes it."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from extract.lexicon import load as load_lexicon
from extract.records import Extraction
from graph import dataset, store, write
from graph.property_graph import Node, PropertyGraph, Relationship
from ontology.names import document, fact

Say = Callable[..., Extraction]


@pytest.fixture
def said(say: Say) -> list[Extraction]:
    return [
        say(
            "⟦a Bank|甲州银行⟧于2023年6月2日采用⟦b Database|云梯数据库⟧，峰值2400TPS。",
            "uses a b asserted 2023-06-02",
            "a | 峰值 | 2400 | TPS | 2023-H1",
            name="a.txt",
            issued="2023-10",
        ),
        say(
            "⟦a Bank|甲州银行⟧采用⟦b Database|云梯数据库⟧，拟用⟦c Chip|山岳芯片⟧，弃用⟦d Software|旧河系统⟧，"
            "与⟦e Company|乙云公司⟧合作，位于⟦f City|上海⟧",
            "uses a b asserted 2024",
            "uses a c planned",
            "uses a d negated 2024",
            "partnersWith a e",
            "locatedIn a f",
            name="b.txt",
            issued="2024-05-06",
        ),
    ]


@pytest.fixture
def graph(said: list[Extraction], tmp_path: Path) -> PropertyGraph:
    made = dataset.build(said, load_lexicon().entries, lambda chunks: {})
    write.write(tmp_path / "graph.nq", write.nquads(made.quads))
    write.write(tmp_path / "graph.ttl", write.turtle(write.union(made.quads)))
    return PropertyGraph(store.load(tmp_path))


def _named(graph: PropertyGraph, name: str) -> Node:
    return next(node for node in graph.nodes() if node.properties.get("name") == name)


def _relationship(graph: PropertyGraph, type_: str) -> Relationship:
    (found,) = graph.relationships(type_)
    return found


def test_an_entity_has_every_class_as_a_label_and_its_names(graph: PropertyGraph) -> None:
    bank = _named(graph, "甲州银行")
    assert bank.labels == ("Jinpu", "Entity", "Institution", "Bank")
    assert bank.properties["type"] == "Bank"
    assert bank.properties["id"] == bank.id
    (city,) = (node for node in graph.nodes() if node.properties.get("name_en") == "Shanghai")
    assert city.labels == ("Jinpu", "Entity", "Place", "City")


def test_a_fact_is_one_relationship_with_all_that_its_assertions_say(
    graph: PropertyGraph, said: list[Extraction]
) -> None:
    used = _relationship(graph, "USES")
    bank, database = _named(graph, "甲州银行"), _named(graph, "云梯数据库")
    assert (used.start, used.end) == (bank.id, database.id)
    assert used.properties == {
        "fact_id": fact(bank.id, "uses", database.id),
        "sources": sorted(document(one.document.sha256) for one in said),
        "quotes": [one.document.text for one in sorted(said, key=lambda one: document(one.document.sha256))],
        "confidence": 1.0,
        "from": datetime.date(2023, 6, 2),
        "until": datetime.date(2024, 12, 31),
        "first_seen": datetime.date(2023, 10, 1),
        "last_seen": datetime.date(2024, 5, 6),
    }


def test_plans_and_denials_are_reached_through_their_assertions(graph: PropertyGraph) -> None:
    stated = {n.properties["status"]: n for n in graph.nodes() if n.properties.get("relation") == "uses"}
    assert stated.keys() == {"asserted", "planned", "negated"}
    ends = {(one.start, one.end) for one in graph.relationships("OBJECT")}
    assert (stated["planned"].id, _named(graph, "山岳芯片").id) in ends
    assert (stated["negated"].id, _named(graph, "旧河系统").id) in ends


def test_a_symmetric_relation_is_one_relationship_from_the_smaller_id(graph: PropertyGraph) -> None:
    partners = _relationship(graph, "PARTNERS_WITH")
    assert partners.start < partners.end
    assert {partners.start, partners.end} == {_named(graph, "甲州银行").id, _named(graph, "乙云公司").id}


def test_an_observation_has_numbers_as_numbers_and_days_as_days(graph: PropertyGraph) -> None:
    (figure,) = (node for node in graph.nodes() if "Observation" in node.labels)
    expected = {"indicator": "峰值", "value": "2400", "number": 2400.0, "unit": "TPS", "period": "2023-H1"}
    assert expected.items() <= figure.properties.items()
    assert figure.properties["until"] == datetime.date(2023, 6, 30)
    assert _relationship(graph, "ABOUT").start == figure.id


def test_places_in_places_come_from_the_lexicon(graph: PropertyGraph) -> None:
    inside = list(graph.relationships("PART_OF"))
    assert inside
    assert all(one.properties == {"source": "lexicon"} for one in inside)


def test_nodes_and_relationships_are_sorted_and_as_many_as_the_dataset_counts(graph: PropertyGraph) -> None:
    nodes = list(graph.nodes())
    assert [node.id for node in nodes] == sorted({node.id for node in nodes})
    counts = graph.counts()
    assert Counter(label for node in nodes for label in node.labels) == counts.nodes
    ids = {node.id for node in nodes}
    found: Counter[str] = Counter()
    for type_ in graph.types:
        ends = [(one.start, one.end) for one in graph.relationships(type_)]
        assert ends == sorted(set(ends))
        assert {end for pair in ends for end in pair} <= ids
        found[type_] = len(ends)
    assert +found == counts.relationships
    assert found["MENTIONED_IN"] == 8


def test_a_mention_is_counted_where_it_stands(graph: PropertyGraph) -> None:
    assert [one.properties for one in graph.relationships("MENTIONED_IN")] == [{"mentions": 1}] * 8
