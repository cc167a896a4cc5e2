"""The named questions are found by id or wording, and a parameter stays a value."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from graph.queries import registry
from graph.queries.registry import Asked, find, load
from graph.queries.rows import answers
from ontology.errors import QueryError
from ontology.names import JP, PREFIXES

WORDINGS = "# zh: 谁用{thing}？\n# en: Who uses {thing}?\n"
RQ = WORDINGS + 'SELECT ?name WHERE { VALUES ?thing { "a" } BIND (?thing AS ?name) }\n'
CYPHER = ':param thing => "a"\nRETURN $thing AS name\n'


def _folder(path: Path, rq: str = RQ, cypher: str = CYPHER, answers: str = "") -> Path:
    (path / "who.rq").write_text(rq, encoding="utf-8")
    (path / "who.cypher").write_text(cypher, encoding="utf-8")
    if answers:
        (path / "answers.toml").write_text(answers, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("wording", "name", "parameters"),
    [
        ("哪些机构采用了OceanBase？", "who-uses", {"artefact": "OceanBase"}),
        ("哪些机构采用了 达梦 数据库 ?", "who-uses", {"artefact": "达梦 数据库"}),
        ("which institutions use TiDB", "who-uses", {"artefact": "TiDB"}),
        ("哪些机构采用了哪些数据库？", "databases-in-use", {}),
        ("甲和乙之间的关系出自哪里？", "provenance", {"subject": "甲", "object": "乙"}),
    ],
)
def test_a_question_is_found_by_its_wording(wording: str, name: str, parameters: dict[str, str]) -> None:
    asked = find("", wording)
    assert asked is not None
    assert (asked.question.name, asked.parameters) == (name, parameters)


def test_a_question_that_no_wording_fits_is_not_found() -> None:
    assert find("", "天气怎么样？") is None


def test_an_id_comes_before_the_wording(tmp_path: Path) -> None:
    folder = _folder(tmp_path, answers='[q7]\nquery = "who"\nthing = "b"\n')
    by_id, by_name = find("q7", "什么？", folder), find("who", "什么？", folder)
    assert by_id is not None
    assert by_name is not None
    assert (by_id.parameters, by_name.parameters) == ({"thing": "b"}, {})


@pytest.mark.parametrize("value", ['" } DROP ALL #', "a\\", 'x\ny"z', "}) {"])
def test_a_parameter_is_a_value_whatever_it_holds(tmp_path: Path, value: str) -> None:
    asked = Asked(load(_folder(tmp_path))["who"], {"thing": value})
    assert answers(Store(), asked) == [{"name": [value]}]


@pytest.mark.parametrize(
    ("rq", "cypher", "answers", "message"),
    [
        (RQ.replace("# zh", "# "), CYPHER, "", r"who\.rq: lacks a wording"),
        (RQ.replace("用{thing}", "用{other}"), CYPHER, "", r"who\.rq: 谁用{other}？, expected gaps among thing"),
        (RQ, "RETURN 1", "", r"who\.cypher: parameters {}, expected those of who\.rq"),
        (RQ, ":param thing = a\nRETURN 1", "", r"who\.cypher:1: :param thing = a, expected :param NAME => VALUE"),
        (RQ, CYPHER, '[q]\nquery = "when"\n', r"answers\.toml: \[q\] .* expected query = one of who"),
        (RQ, CYPHER, '[q]\nquery = "who"\nplace = "x"\n', r"answers\.toml: \[q\]"),
        (RQ, CYPHER, "[q", r"answers\.toml: .* expected TOML"),
    ],
)
def test_a_malformed_question_is_named_with_its_file(
    tmp_path: Path, rq: str, cypher: str, answers: str, message: str
) -> None:
    with pytest.raises(QueryError, match=message):
        find("q", "谁？", _folder(tmp_path, rq, cypher, answers))


def test_a_question_without_its_other_half_is_named(tmp_path: Path) -> None:
    _folder(tmp_path)
    (tmp_path / "who.cypher").unlink()
    with pytest.raises(QueryError, match=r"who\.cypher: is missing"):
        load(tmp_path)


def test_an_answer_gives_every_label_once_and_figures_as_words() -> None:
    store = Store()
    bank = NamedNode("https://w3id.org/jinpu/id/Bank/a")
    for property_, value in (("rdfs:label", "甲"), ("skos:prefLabel", "甲"), ("skos:altLabel", "A")):
        prefix, name = property_.split(":")
        store.add(Quad(bank, NamedNode(PREFIXES[prefix] + name), Literal(value, language="zh-hans")))
    for mention in "xyz":
        store.add(Quad(NamedNode(f"urn:{mention}"), NamedNode(JP + "mentionOf"), bank))
    store.add(Quad(bank, NamedNode(PREFIXES["rdf"] + "type"), NamedNode(JP + "Institution")))
    asked = Asked(registry.load()["most-mentioned"], {})
    assert answers(store, asked) == [{"name": ["甲", "A"], "value": "3"}]
