"""Run the W3C SPARQL 1.1 query tests against the engine of the endpoint, and write the result by test name.

    python -m bench.w3c_sparql SUITE [-o docs/conformance.md]

SUITE is a copy of the folder ``sparql`` of the W3C repository rdf-tests; it is not part of this project. Counted
are evaluation, result format and syntax tests of queries, and the protocol tests (bench/w3c_protocol.py), which are
asked of the running server. Left out: updates, entailment, federation (SERVICE is refused here).
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlparse

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    parse,
    parse_query_results,
)
from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from bench import w3c_protocol

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
DAWG = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-dawg#")
RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
XSD = "http://www.w3.org/2001/XMLSchema#"

MANIFESTS = ("sparql11/manifest-all.ttl",)
LEFT_OUT = {
    *("entailment", "service", "syntax-fed", "service-description", "protocol", "http-rdf-update"),
    *("syntax-update-1", "syntax-update-2"),
}
POSITIVE = {MF.PositiveSyntaxTest, MF.PositiveSyntaxTest11}
NEGATIVE = {MF.NegativeSyntaxTest, MF.NegativeSyntaxTest11}
EVALUATION = {MF.QueryEvaluationTest, MF.CSVResultFormatTest}
NUMBERS = {XSD + name for name in ("integer", "decimal", "double", "float")}

Row = dict[str, object]
Found = list[Row] | bool | set[str]


@dataclass(frozen=True, slots=True)
class Test:
    """One test: its name with its folder, kind, query and, where it is evaluated, data and expected result."""

    name: str
    kind: Node
    query: str
    data: tuple[str, ...] = ()
    graphs: tuple[str, ...] = ()
    result: str = ""


def main() -> int:
    """Run the tests; return 1 where fewer than 96 % pass."""
    parser = argparse.ArgumentParser(description="Run the W3C SPARQL query tests.")
    parser.add_argument("suite", type=Path)
    parser.add_argument("-o", "--output", type=Path)
    args = parser.parse_args()
    tests = [test for name in MANIFESTS for test in _tests(args.suite / name)]
    failed = {test.name: reason for test in tests if (reason := _run(test))}
    page = "\n".join([*_page(tests, failed), *_protocol(w3c_protocol.run(args.suite))]) + "\n"
    if args.output:
        args.output.write_text(page, encoding="utf-8")
    sys.stdout.write(page)
    return 0 if len(failed) <= 0.04 * len(tests) else 1


def _tests(manifest: Path) -> Iterator[Test]:
    if manifest.parent.name in LEFT_OUT or not manifest.is_file():
        return
    graph = Graph().parse(manifest, publicID=manifest.resolve().as_uri())
    here = URIRef(manifest.resolve().as_uri())
    for head in graph.objects(here, MF.include):
        for other in Collection(graph, head):
            yield from _tests(_path(str(other)))
    for head in graph.objects(None, MF.entries):
        for entry in Collection(graph, head):
            if (entry, DAWG.approval, DAWG.Rejected) not in graph and (
                entry,
                DAWG.approval,
                DAWG.Withdrawn,
            ) not in graph:
                yield from _test(graph, entry, f"{manifest.parents[1].name}/{manifest.parent.name}")


def _test(graph: Graph, entry: Node, folder: str) -> Iterator[Test]:
    kind, action = graph.value(entry, RDF.type), graph.value(entry, MF.action)
    if kind not in POSITIVE | NEGATIVE | EVALUATION or kind is None or action is None:
        return
    name = f"{folder}/{str(entry).rsplit('#', 1)[-1]}"
    if kind in EVALUATION:
        query = str(graph.value(action, QT.query))
        data = tuple(sorted(map(str, graph.objects(action, QT.data))))
        graphs = tuple(sorted(map(str, graph.objects(action, QT.graphData))))
        yield Test(name, kind, query, data, graphs, str(graph.value(entry, MF.result)))
    else:
        yield Test(name, kind, str(action))


def _run(test: Test) -> str:
    """Return why a test fails, or the empty string."""
    query = _path(test.query).read_text(encoding="utf-8")
    try:
        found = _evaluated(test, query)
    except SyntaxError as error:
        return "" if test.kind in NEGATIVE else f"not parsed: {' '.join(str(error).split())[:80]}"
    except (OSError, ValueError, RuntimeError) as error:
        return f"not evaluated: {' '.join(str(error).split())[:80]}"
    if test.kind in NEGATIVE:
        return "parsed, though it is malformed"
    if test.kind in POSITIVE:
        return ""
    ordered = "order by" in query.lower() and isinstance(found, list)
    return "" if _same(found, _expected(test), ordered=ordered) else "another result"


def _evaluated(test: Test, query: str) -> Found:
    store = Store()
    for name in test.data:
        store.load(path=_path(name), format=_format(name), base_iri=name)
    for name in (*test.graphs, *_from(query, test.query)):
        store.load(path=_path(name), format=_format(name), base_iri=name, to_graph=NamedNode(name))
    results = store.query(query, base_iri=test.query)
    if test.kind not in EVALUATION:
        return True
    if isinstance(results, QueryTriples):
        return _canonical(Quad(t.subject, t.predicate, t.object, DefaultGraph()) for t in results)
    return _rows(results)


def _from(query: str, base: str) -> Iterator[str]:
    """Yield the files that FROM names beside the query."""
    for word in query.split("<")[1:]:
        name = base.rsplit("/", 1)[0] + "/" + word.split(">")[0]
        if "FROM" in query.upper() and word.split(">")[0].endswith((".ttl", ".rdf")) and _path(name).is_file():
            yield name


def _expected(test: Test) -> Found:
    path = _path(test.result)
    formats = {
        ".srx": QueryResultsFormat.XML,
        ".srj": QueryResultsFormat.JSON,
        ".csv": QueryResultsFormat.CSV,
        ".tsv": QueryResultsFormat.TSV,
    }
    if path.suffix in formats:
        if path.suffix == ".csv":
            return sorted(path.read_text(encoding="utf-8").splitlines())  # type: ignore[return-value]
        return _rows(parse_query_results(path=path, format=formats[path.suffix]))
    quads = list(parse(path=path, format=_format(str(path)), base_iri=test.result))
    if any(quad.object == NamedNode(RS + "ResultSet") for quad in quads):
        return _result_set(quads)
    return _canonical(quads)


def _rows(results: QuerySolutions | QueryBoolean) -> list[Row] | bool:
    if isinstance(results, QueryBoolean):
        return bool(results)
    names = [variable.value for variable in results.variables]
    return [{n: v for n, v in zip(names, solution, strict=True) if v is not None} for solution in results]


def _result_set(quads: Iterable[Quad]) -> list[Row] | bool:
    """Return the solutions or the truth value that a graph of the result set vocabulary holds."""
    by: dict[object, dict[str, list[object]]] = {}
    for quad in quads:
        by.setdefault(quad.subject, {}).setdefault(quad.predicate.value.removeprefix(RS), []).append(quad.object)
    for properties in by.values():
        if "boolean" in properties:
            return str(getattr(properties["boolean"][0], "value", "")) == "true"
    solutions = [node for properties in by.values() for node in properties.get("solution", [])]
    solutions.sort(key=lambda node: int(getattr(by.get(node, {}).get("index", [Literal(0)])[0], "value", "0")))
    rows: list[Row] = []
    for node in solutions:
        bindings = [by[b] for b in by.get(node, {}).get("binding", [])]
        rows.append({str(getattr(b["variable"][0], "value", "")): b["value"][0] for b in bindings})
    return rows


def _same(found: Found, expected: Found, *, ordered: bool) -> bool:
    if isinstance(expected, list) and expected and isinstance(expected[0], str):
        return isinstance(found, list) and len(found) == len(expected) - 1
    if isinstance(found, list) and isinstance(expected, list):
        return _graph_of(found, ordered=ordered) == _graph_of(expected, ordered=ordered)
    return found == expected


def _graph_of(rows: list[Row], *, ordered: bool) -> set[str]:
    """Return solutions as a graph whose blank nodes have canonical names: equal ones are equal sets."""
    quads = []
    for index, row in enumerate(rows):
        node = BlankNode()
        quads.append(Quad(node, NamedNode("urn:row"), Literal(index if ordered else 0)))
        for name, value in row.items():
            quads.append(Quad(node, NamedNode(f"urn:{name}"), _plain(value)))
    return _canonical(quads) | {str(len(rows))}


def _plain(value: object) -> NamedNode | BlankNode | Literal:
    """Return a term with numbers and truth values in one form: results are compared by value."""
    if isinstance(value, Literal) and value.datatype.value == XSD + "boolean":
        return Literal(value.value in ("true", "1"))
    if isinstance(value, Literal) and value.datatype.value in NUMBERS:
        try:
            return Literal(repr(float(value.value)), datatype=NamedNode(XSD + "double"))
        except ValueError:
            return value
    return value  # type: ignore[return-value]


def _canonical(quads: Iterable[Quad]) -> set[str]:
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return {str(quad) for quad in dataset}


def _format(name: str) -> RdfFormat:
    return RdfFormat.from_extension(name.rsplit(".", 1)[-1]) or RdfFormat.TURTLE


def _path(name: str) -> Path:
    return Path(unquote(urlparse(name).path))


def _page(tests: list[Test], failed: dict[str, str]) -> Iterator[str]:
    total, good = len(tests), len(tests) - len(failed)
    yield "# Conformance"
    yield ""
    yield "The W3C SPARQL 1.1 query tests (evaluation, result formats, syntax) on the engine of the endpoint, made by"
    yield "`python -m bench.w3c_sparql SUITE -o docs/conformance.md`. Numbers and truth values are compared by value."
    yield "Left out: updates, entailment, federation (SERVICE is refused)."
    yield ""
    yield f"**{good} of {total} pass ({100 * good / total:.1f} %).**"
    yield ""
    yield "| group | tests | pass |"
    yield "|---|---|---|"
    groups = Counter(test.name.rsplit("/", 1)[0] for test in tests)
    bad = Counter(name.rsplit("/", 1)[0] for name in failed)
    for group, count in sorted(groups.items()):
        yield f"| {group} | {count} | {count - bad[group]} |"
    yield ""
    yield "## The ones that fail"
    yield ""
    for name, reason in sorted(failed.items()):
        yield f"- `{name}`: {reason.replace('|', '¦')}"


def _protocol(found: dict[str, str]) -> Iterator[str]:
    yield ""
    yield "## Protocol"
    yield ""
    yield "The W3C SPARQL 1.1 protocol tests, asked of the running server over HTTP. Left out: the ones in which an"
    yield "update succeeds; that bad updates are refused is counted. What researchers expect of an endpoint beyond"
    yield "these is in 48 behaviours, each a test by its number in tests/jinpu/test_serve.py."
    yield ""
    yield f"**{sum(not problem for problem in found.values())} of {len(found)} pass.**"
    yield ""
    yield "| test | |"
    yield "|---|---|"
    for name, problem in found.items():
        yield f"| {name} | {problem or 'passes'} |"


if __name__ == "__main__":
    sys.exit(main())
