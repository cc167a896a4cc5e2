"""Names are found inside queries, by both scripts, by sound and in English."""

from __future__ import annotations

import re
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).resolve().parents[3]
HEAD = "PREFIX jps: <https://w3id.org/jinpu/search#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
ICBC = "https://w3id.org/jinpu/id/Bank/icbc"


def _ask(client: httpx.Client, query: str) -> httpx.Response:
    return client.get("/sparql", params={"query": query})


def _found(client: httpx.Client, query: str, name: str = "e") -> list[str]:
    response = _ask(client, query)
    assert response.status_code == 200, response.text
    return [row[name]["value"] for row in response.json()["results"]["bindings"]]


@pytest.mark.parametrize("words", ["工商银行", "工商銀行", "gongshangyinhang", "icbc", "\\u5DE5\\u5546\\u94F6\\u884C"])
def test_a_name_is_found_inside_a_query(client: httpx.Client, words: str) -> None:
    assert ICBC in _found(client, HEAD + f'SELECT ?e {{ ?e jps:search "{words}" }}')


@pytest.mark.parametrize(
    "pattern",
    [
        '?e jps:search "icbc" ; rdfs:label ?name .',
        '?e rdfs:label ?name ; jps:search "icbc" .',
        '?e rdfs:label ?name . ?e jps:search "icbc"',
        '?e rdfs:label ?name . { ?e jps:search ("icbc" ?score) } FILTER(?score > 0)',
        'OPTIONAL { ?x rdfs:nothing ?y } ?e jps:search """icbc""" ; rdfs:label ?name',
        '?e <https://w3id.org/jinpu/search#search> "icbc" ; rdfs:label ?name # jps:search "x"\n',
        "?e rdfs:label ?name FILTER(?name != \"?e jps:search 1.\") ?e jps:search 'icbc' .",
        '?e rdfs:label ?name ; a [] ; jps:search "icbc" .',
    ],
)
def test_the_search_stands_wherever_a_pattern_may_stand(client: httpx.Client, pattern: str) -> None:
    assert set(_found(client, HEAD + f"SELECT ?e ?name {{ {pattern} }}")) == {ICBC}


def test_a_name_that_nothing_fits_gives_no_rows(client: httpx.Client) -> None:
    assert _found(client, HEAD + 'SELECT ?e { ?e jps:search "无此名" }') == []


def test_the_scores_are_those_of_the_search(client: httpx.Client) -> None:
    query = HEAD + 'SELECT ?e ?score { ?e jps:search ("银行" ?score) } ORDER BY DESC(?score)'
    hits = client.get("/search", params={"q": "银行"}).json()["hits"]
    assert [float(score) for score in _found(client, query, "score")] == [hit["score"] for hit in hits]


@pytest.mark.parametrize(
    "pattern",
    [
        "?e jps:search ?words",
        '<urn:a> jps:search "icbc"',
        '?e jps:search ("icbc" "x")',
        "?e jps:search",
        '?e jps:search "icbc"} } INSERT',
    ],
)
def test_a_search_in_another_place_is_a_problem_with_its_place(client: httpx.Client, pattern: str) -> None:
    response = _ask(client, HEAD + f"\nSELECT ?e {{ {pattern} }}")
    assert (response.status_code, response.json()["line"]) == (400, 2)


@pytest.mark.parametrize("words", ['\\" } <x:', "a\\\\", "{ ?a ?b ?c }", "> <"])
def test_words_never_become_a_part_of_the_query(client: httpx.Client, words: str) -> None:
    assert _found(client, HEAD + f'SELECT ?e {{ ?e jps:search "{words}" }}') == []


def test_the_example_of_the_documentation_is_answered(client: httpx.Client) -> None:
    (query,) = re.findall(r"```rq\n(.*?)```", (ROOT / "docs" / "endpoint.md").read_text(encoding="utf-8"), re.S)
    assert ICBC in _found(client, query, "institution")
