"""The dataset holds what the documents say, where they say it, and nothing that the shapes refuse."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store

from extract.lexicon import load as load_lexicon
from extract.records import Extraction, Place
from graph import decisions
from graph.chunk import Chunk, Reasons
from graph.dataset import Dataset, build
from graph.validate import check
from graph.write import nquads, union
from ontology.names import PREFIXES

Say = Callable[..., Extraction]


def _check(chunks: Sequence[Chunk]) -> Reasons:
    return {node: reason for chunk in chunks for node, reason in check(chunk).items()}


def _build(*extractions: Extraction, decided: tuple[decisions.Decision, ...] = ()) -> Dataset:
    return build(extractions, load_lexicon().entries, _check, decided)


def _ask(dataset: Dataset, pattern: str) -> bool:
    store = Store()
    store.bulk_load("".join(nquads(dataset.quads)), format=RdfFormat.N_QUADS)
    return bool(store.query(f"ASK {{ {pattern} }}", prefixes=PREFIXES, use_default_graph_as_union=True))


def _chouzhou(say: Say) -> Extraction:
    return say(
        "⟦a Bank|稠州银行⟧的核心系统于2023年6月2日采用⟦b Database|OceanBase⟧，峰值2400TPS。",
        "uses a b asserted 2023-06-02",
        "a | 峰值 | 2400 | TPS | 2023-H1",
        issued="2023-10",
    )


@pytest.mark.parametrize(
    "pattern",
    [
        '?a rdfs:label "浙江稠州商业银行"@zh-Hans ; a jp:CityCommercialBank, jp:Bank, jp:Institution, jp:Entity',
        '?a jp:uses ?b . ?b skos:prefLabel "OceanBase"@en',
        '?s a jp:Assertion ; jp:predicate jp:uses ; jp:status "asserted" ; jp:when "2023-06-02"',
        '?s jp:from "2023-06-02"^^xsd:date ; jp:until "2023-06-02"^^xsd:date ; jp:fact ?f',
        '?o a jp:Observation ; jp:indicator "峰值" ; jp:number 2400.0 ; jp:until "2023-06-30"^^xsd:date',
        '?s prov:wasDerivedFrom ?d . ?d jp:fileName "a.txt" ; dcterms:issued "2023-10"^^xsd:gYearMonth',
        "?m a jp:Mention ; jp:mentionOf ?a ; jp:start 0 ; jp:end 4 . ?a jp:mentionedIn ?d",
        "GRAPH <https://w3id.org/jinpu/graph/reference> { ?a jp:lexiconRow ?row }",
        "GRAPH <https://w3id.org/jinpu/graph/ontology> { jp:Bank rdfs:subClassOf jp:Institution }",
        "GRAPH <https://w3id.org/jinpu/graph/entities> { ?a jp:uses ?b }",
    ],
)
def test_a_statement_can_be_asked_for(say: Say, pattern: str) -> None:
    assert _ask(_build(_chouzhou(say)), pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        "GRAPH <https://w3id.org/jinpu/graph/reference> { ?a jp:uses|jp:subject ?b }",
        "?e a jp:Bank, jp:Company",
        "?e skos:prefLabel ?one, ?other FILTER(?one != ?other && lang(?one) = lang(?other))",
        "?e skos:prefLabel ?name ; skos:altLabel ?name",
    ],
)
def test_what_must_never_be_is_not(say: Say, pattern: str) -> None:
    assert not _ask(_build(_chouzhou(say), say("⟦Bank|稠州银行⟧在⟦City|義烏⟧", name="b.txt")), pattern)


def test_places_bring_the_places_that_hold_them(say: Say) -> None:
    dataset = _build(say("⟦City|杭州⟧"))
    assert _ask(dataset, '?c skos:altLabel "杭州"@zh-Hans ; jp:partOf/jp:partOf* ?r . ?r rdfs:label "浙江省"@zh-Hans')
    assert not _ask(dataset, '?r rdfs:label "浙江省"@zh-Hans ; jp:mentionedIn ?d')


def test_regulators_bring_the_ones_before_and_after_them(say: Say) -> None:
    dataset = _build(say("⟦Regulator|银保监会⟧"))
    assert _ask(dataset, '?new jp:successorOf ?old ; jp:from "2023-05-18"^^xsd:date . ?old jp:mentionedIn ?d')


def test_the_order_of_documents_changes_nothing(say: Say) -> None:
    documents = [
        _chouzhou(say),
        say("⟦a Bank|工行⟧与⟦b Company|华为⟧合作", "partnersWith a b", name="b.txt"),
        say("⟦a Company|华为⟧与⟦b Bank|ICBC⟧合作", "partnersWith a b", name="c.txt"),
    ]
    first = _build(*documents).quads
    for order in itertools.permutations(documents):
        assert _build(*order).quads == first


def test_the_same_bytes_in_two_files_are_one_document(say: Say) -> None:
    dataset = _build(
        _chouzhou(say), replace(_chouzhou(say), document=replace(_chouzhou(say).document, name="copy.txt"))
    )
    assert _ask(dataset, '?d jp:fileName "a.txt", "copy.txt"')
    assert sum(quad[1].endswith("#status>") for quad in dataset.quads) == 1


def test_partners_are_stated_once_with_the_smaller_iri_first(say: Say) -> None:
    dataset = _build(say("⟦a Company|华为⟧与⟦b Bank|工行⟧", "partnersWith a b"))
    assert _ask(dataset, "?s jp:subject ?a ; jp:object ?b . ?a jp:partnersWith ?b . ?b jp:partnersWith ?a")
    assert not _ask(dataset, "?s jp:subject ?a ; jp:object ?b FILTER(str(?a) > str(?b))")


@pytest.mark.parametrize(
    ("marked", "line", "reason"),
    [
        ("⟦a Database|OceanBase⟧⟦b Bank|工行⟧", "uses a b", "the subject of uses is one of"),
        ("⟦a Bank|工行⟧⟦b Bank|建行⟧", "uses a b", "the object of uses is one of"),
        ("⟦a Bank|工行⟧⟦b Bank|工商银行⟧", "partnersWith a b", "a relation joins two different entities"),
        ("⟦a Bank|工行⟧⟦b Chip|鲲鹏⟧", "uses a b asserted 今年", "a time is YYYY"),
        ("⟦a Bank|工行⟧⟦b Chip|鲲鹏⟧", "uses a b asserted 2023-02-30", "a time has days that a calendar knows"),
        ("⟦a Bank|工行⟧⟦b Chip|鲲鹏⟧", "uses a b perhaps", "a status is asserted, planned or negated"),
        ("⟦a Bank|工行⟧", "a | 利润 | 3 | 亿元 | 2023/2021", "a time begins before it ends"),
    ],
)
def test_what_the_shapes_refuse_is_kept_out_and_told(say: Say, marked: str, line: str, reason: str) -> None:
    dataset = _build(say(marked, line))
    (refused,) = dataset.refused
    assert (refused.document, refused.start, reason in refused.reason) == ("a.txt", 0, True)
    assert not _ask(dataset, "?s a jp:Statement")
    assert not _ask(dataset, "?a jp:uses|jp:partnersWith ?b")


def test_a_statement_beside_a_refused_one_stays(say: Say) -> None:
    dataset = _build(say("⟦a Bank|工行⟧⟦b Bank|建行⟧⟦c Chip|鲲鹏⟧", "uses a b", "uses a c"))
    assert len(dataset.refused) == 1
    assert _ask(dataset, "?a jp:uses ?c . ?c a jp:Chip")


@pytest.mark.parametrize(
    ("place", "reason"),
    [
        (Place("statement", "别的话", 0, 3), "statement 0:3 does not read as its quote"),
        (Place("statement", "工行", 0, 99), "statement 0:99 is no place of a document of 4 characters"),
        (Place("statement", "", 2, 2), "statement 2:2 is no place"),
    ],
)
def test_a_quote_that_is_not_in_the_document_is_refused(say: Say, place: Place, reason: str) -> None:
    said = say("⟦a Bank|工行⟧⟦b Chip|鲲鹏⟧", "uses a b")
    dataset = _build(replace(said, facts=(replace(said.facts[0], evidence=place),)))
    assert [reason in refused.reason for refused in dataset.refused] == [True]
    assert not _ask(dataset, "?s a jp:Assertion")


def test_a_place_that_people_reject_is_kept_out_and_told(say: Say, tmp_path: Path) -> None:
    said = _chouzhou(say)
    hash_, end = said.document.sha256[:12], len(said.document.text)
    path = tmp_path / "decisions.toml"
    path.write_text(f'[[reject]]\ndocument = "{hash_}"\nstart = 0\nend = {end}\nrelation = "uses"\n', encoding="utf-8")
    dataset = _build(said, decided=decisions.read(path))
    assert [r.reason for r in dataset.refused] == ["rejected by a person (decisions.toml:1)"]
    assert not _ask(dataset, "?s a jp:Assertion")
    assert _ask(dataset, "?s a jp:Observation")


def test_a_text_is_data_whatever_it_holds(say: Say) -> None:
    hostile = 'a"b\\c\n<script>\t\u0001} . <x> <y> <z>'
    dataset = _build(say(f"⟦a Company|{hostile}⟧⟦b Chip|鲲鹏⟧", "uses a b"))
    assert _ask(dataset, "?a jp:uses ?b")
    store = Store()
    store.bulk_load("".join(nquads(dataset.quads)), format=RdfFormat.N_QUADS)
    quotes = {q.object.value for q in store.quads_for_pattern(None, None, None) if q.predicate.value.endswith("#quote")}
    assert hostile in quotes


def test_examples_stay_outside_the_union() -> None:
    quads = [("<a:a>", "<a:b>", "<a:c>", graph) for graph in ("entities", "mentions", "examples", "void")]
    assert union(quads) == [("<a:a>", "<a:b>", "<a:c>")]
    assert union(quads[2:]) == []
