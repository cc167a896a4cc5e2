"""Run the W3C SPARQL 1.1 protocol tests against the running server.

    python -m bench.w3c_protocol SUITE

SUITE is the one of bench/w3c_sparql.py, which puts the result on its page. Left out are tests that expect an update to
succeed, or that look at what one did: the endpoint is read only. That bad updates are refused is counted.
"""

from __future__ import annotations

import argparse
import http.client
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from rdflib import RDF, RDFS, Graph, Literal, Namespace
from rdflib.collection import Collection
from rdflib.term import Node

from bench.endpoint_servers import ours
from graph import store

__all__ = ["run"]

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
FORMATS = {
    "boolean": ("application/sparql-results+json", "application/sparql-results+xml"),
    "tabular": ("application/sparql-results+json", "application/sparql-results+xml", "text/csv"),
    "RDF": ("text/turtle", "application/rdf+xml", "application/n-triples"),
}


def run(suite: Path) -> dict[str, str]:
    """Return, for each test that a read-only endpoint can pass, its name and what went wrong, or nothing."""
    manifest = suite / "sparql11" / "protocol" / "manifest.ttl"
    graph = Graph().parse(manifest)
    tests = [test for test in graph.subjects(RDF.type, MF.ProtocolTest) if not _name(test).startswith("update_")]
    with tempfile.TemporaryDirectory() as folder, ours(_build(graph, Path(folder))) as server:
        host = urlsplit(server.address).netloc
        return {_name(test): next(_problems(graph, test, host), "") for test in sorted(tests)}


def _name(test: Node) -> str:
    return str(test).rsplit("#", 1)[-1]


def _build(graph: Graph, build: Path) -> Path:
    """Write a build of the graphs that the tests name."""
    lines = set()
    for data in graph.subjects(UT.graph, None):
        source = Path(urlsplit(str(graph.value(data, UT.graph))).path)
        for line in source.read_text(encoding="utf-8").splitlines():
            lines.add(f"{line.rstrip(' .')} <{graph.value(data, RDFS.label)}> .\n")
    (build / "graph.nq").write_text("".join(sorted(lines)), encoding="utf-8")
    (build / "graph.ttl").write_text("", encoding="utf-8")
    store.create(build / store.FOLDER, build / "graph.nq", build / "graph.ttl")
    return build


def _problems(graph: Graph, test: Node, host: str) -> Iterator[str]:
    action = graph.value(test, MF.action)
    for request in Collection(graph, graph.value(action, HT.requests)):
        answer = _send(graph, request, host)
        yield from _differences(graph, graph.value(request, HT.resp), *answer)


def _send(graph: Graph, request: Node, host: str) -> tuple[int, str, bytes]:
    """Return (status, media type, body) of the answer to a request."""
    fields = graph.value(request, HT.headers)
    headers = {
        str(graph.value(field, HT.fieldName)): str(graph.value(field, HT.fieldValue))
        for field in (Collection(graph, fields) if fields else ())
    }
    path = str(graph.value(request, HT.absolutePath)).replace("/sparql/", "/sparql", 1)
    body = graph.value(request, HT.body)
    data = None
    if body is not None:
        data = str(graph.value(body, CNT.chars)).encode(str(graph.value(body, CNT.characterEncoding) or "utf-8"))
    connection = http.client.HTTPConnection(host, timeout=30)
    connection.request(str(graph.value(request, HT.methodName)), path, data, headers)
    response = connection.getresponse()
    found = response.status, response.headers.get_content_type(), response.read()
    connection.close()
    return found


def _differences(graph: Graph, expected: Node | None, status: int, media: str, body: bytes) -> Iterator[str]:
    wanted = {str(code).rsplit("StatusCode", 1)[-1] for code in graph.objects(expected, MF.expectedStatus)}
    if f"{status // 100}xx" not in wanted and str(status) not in wanted:
        yield f"status {status}, expected {' or '.join(sorted(wanted))}"
        return
    form = graph.value(expected, MF.expectedFormat)
    if form is not None and media not in FORMATS[str(form)]:
        yield f"content type {media}, expected one of {', '.join(FORMATS[str(form)])}"
    truth = graph.value(expected, MF.expectedBoolean)
    if isinstance(truth, Literal) and json.loads(body).get("boolean") is not truth.value:
        yield f"the answer is not {truth}"


def main() -> int:
    """Print each test; return 1 where one fails."""
    parser = argparse.ArgumentParser(description="Run the W3C SPARQL protocol tests.")
    parser.add_argument("suite", type=Path)
    found = run(parser.parse_args().suite)
    for name, problem in found.items():
        sys.stdout.write(f"{name}: {problem or 'pass'}\n")
    return int(any(found.values()))


if __name__ == "__main__":
    sys.exit(main())
