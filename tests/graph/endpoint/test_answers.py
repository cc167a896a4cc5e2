"""Answers that are kept are those that would be given again, and take no more room than they may."""

from __future__ import annotations

import httpx

from graph.endpoint.answers import Answers
from graph.endpoint.run import Reply


def test_the_longest_unused_answer_goes_first() -> None:
    answers = Answers(64)
    for key in "abcdefghijklmnop":
        answers.put(key, Reply(200, body=b"1234"))
    assert answers.get("a") is not None
    answers.put("q", Reply(200, body=b"1234"))
    assert (answers.get("a") is None, answers.get("b"), answers.size) == (False, None, 64)


def test_problems_and_large_answers_are_not_kept() -> None:
    answers = Answers(64)
    answers.put("problem", Reply(504, detail="late"))
    answers.put("large", Reply(200, body=b"12345"))
    assert (answers.get("problem"), answers.get("large"), answers.size) == (None, None, 0)


def test_a_form_that_is_kept_is_not_given_for_another(client: httpx.Client) -> None:
    query = {"query": "SELECT ?s { ?s ?p ?o } ORDER BY ?s LIMIT 200"}
    for _ in range(2):
        for media in ("text/csv", "application/sparql-results+json"):
            for encoding in ("gzip", "identity"):
                response = client.get("/sparql", params=query, headers={"Accept": media, "Accept-Encoding": encoding})
                assert response.headers["content-type"].startswith(media)
                assert ("content-encoding" in response.headers) == (encoding == "gzip")
                assert response.text.startswith("s" if media == "text/csv" else "{")
