"""What is exported says the same to readers that share no code with what wrote it."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from xml.etree import ElementTree

import duckdb
import pytest
import rdflib
from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, Store, Triple, parse

from graph import store
from graph.export import TABLES, export
from graph.sparql import ask
from ontology.names import GRAPHS, JP, PREFIXES
from ontology.names import graph as graph_iri

READERS = Path(__file__).resolve().parent / "readers"
ROOT = Path(__file__).resolve().parents[2]

REIFIES = NamedNode(PREFIXES["rdf"] + "reifies")
SUFFIXES = {"turtle": "ttl", "nquads": "nq", "rdf12": "ttl"}

Said = set[tuple[object, ...]]
Java = Callable[..., str]


@pytest.fixture(scope="session")
def java() -> Java:
    """Return the function that runs a Java program with the jars of riot and JGraphT, which are fetched once."""
    pom = READERS / "pom.xml"
    servers = Path(os.environ.get("JINPU_SERVERS") or ROOT / ".servers")
    library = servers / f"readers-{hashlib.sha256(pom.read_bytes()).hexdigest()[:8]}"
    if not library.is_dir():
        servers.mkdir(parents=True, exist_ok=True)
        new = tempfile.mkdtemp(dir=servers, prefix=f"{library.name}.new.")
        goal = ["dependency:copy-dependencies", "-DincludeScope=runtime", f"-DoutputDirectory={new}"]
        _run(["mvn", "-q", "-B", "-f", str(pom), *goal])
        # Another run may have been faster.
        if library.is_dir():
            shutil.rmtree(new)
        else:
            Path(new).rename(library)
    encoding = ["-Dfile.encoding=UTF-8", "-Dstdout.encoding=UTF-8"]
    return lambda *words: _run(["java", *encoding, "-cp", f"{library}/*", *map(str, words)])


def _run(command: list[str]) -> str:
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=600, check=False)
    assert done.returncode == 0, done.stderr[-2000:] + done.stdout[-2000:]
    return done.stdout


def _exported(build: Path, folder: Path, form: str) -> Path:
    (path,) = export(build, folder / f"graph.{SUFFIXES.get(form, form)}", form)
    return path


def _named(quads: Iterable[Quad], *, graphs: bool = False) -> Said:
    """Return what is said of things and by things that have a name, in its graph or in all."""
    return {
        (quad.subject, quad.predicate, quad.object, *((quad.graph_name,) if graphs else ()))
        for quad in quads
        if not isinstance(quad.subject, BlankNode) and not isinstance(quad.object, BlankNode)
    }


def _expected(build: Path, form: str) -> tuple[int, Said]:
    """Return how many statements a format has, and those without nameless nodes, from the dataset of the build."""
    quads = list(parse(path=build / "graph.nq", format=RdfFormat.N_QUADS))
    if form == "nquads":
        return len(quads), _named(quads, graphs=True)
    names = {graph_iri(name) for name in GRAPHS}
    union = [quad for quad in quads if isinstance(quad.graph_name, NamedNode) and quad.graph_name.value in names]
    reified = _reified(store.open(build)) if form == "rdf12" else set()
    return len({quad.triple for quad in union}) + len(reified), _named(union) | reified


def _reified(dataset: Store) -> Said:
    query = "SELECT ?a ?s ?p ?o { ?a a jp:Assertion ; jp:subject ?s ; jp:predicate ?p ; jp:object ?o }"
    return {(a, REIFIES, Triple(s, p, o)) for a, s, p, o in ask(dataset, query).rows()}  # type: ignore[arg-type]


def _is_whole(said: Said) -> bool:
    """Tell whether names in both scripts of Chinese and a text of a document came through."""
    values = {getattr(row[2], "value", "") for row in said}
    return {"杭州银行", "OceanBase"} < values and any("工商銀行與華為簽約" in value for value in values)


@pytest.mark.readers
@pytest.mark.parametrize("form", ["turtle", "nquads", "jsonld", "rdf12"])
def test_riot_reads_every_statement(stated: Path, tmp_path: Path, java: Java, form: str) -> None:
    path = _exported(stated, tmp_path, form)
    assert java("riotcmd.riot", "--validate", path) == ""
    lines = java("riotcmd.riot", "--output=nq", path)
    read = list(parse(lines.encode(), format=RdfFormat.N_QUADS))
    count, said = _expected(stated, form)
    assert len(read) == count
    assert _named(read, graphs=form == "nquads") == said
    assert _is_whole(said)


@pytest.mark.parametrize("form", ["turtle", "nquads", "jsonld"])
def test_rdflib_reads_every_statement(stated: Path, tmp_path: Path, form: str) -> None:
    names = {"turtle": "turtle", "nquads": "nquads", "jsonld": "json-ld"}
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(_exported(stated, tmp_path, form), format=names[form])
    written = tmp_path / "again.nq"
    dataset.serialize(written, format="nquads", encoding="utf-8")
    read = list(parse(path=written, format=RdfFormat.N_QUADS))
    count, said = _expected(stated, form)
    assert len(read) == count
    assert _named(read, graphs=form == "nquads") == said


def test_a_query_on_rdf12_reaches_the_words_behind_a_triple(stated: Path, tmp_path: Path) -> None:
    loaded = Store()
    loaded.bulk_load(path=_exported(stated, tmp_path, "rdf12"), format=RdfFormat.TURTLE)
    query = """SELECT ?bank ?thing ?status ?quote (EXISTS { ?b jp:uses ?t } AS ?holds) {
      ?a rdf:reifies <<( ?b jp:uses ?t )>> ; jp:status ?status ; jp:quote ?quote .
      ?b rdfs:label ?bank . ?t rdfs:label ?thing } ORDER BY DESC(?holds)"""
    rows = [[getattr(term, "value", "") for term in row] for row in loaded.query(query, prefixes=PREFIXES)]
    assert [row[1:3] + row[4:] for row in rows] == [["OceanBase", "asserted", "true"], ["鲲鹏", "planned", "false"]]
    assert "杭州银行采用OceanBase" in rows[0][3]


def _entities(build: Path) -> dict[str, str]:
    """Return the names of the entities that documents mention."""
    query = "SELECT DISTINCT ?e ?name { ?e jp:mentionedIn ?d ; rdfs:label ?name }"
    return {e.value: name.value for e, name in ask(store.open(build), query).rows()}  # type: ignore[union-attr]


def _facts(build: Path) -> list[tuple[str, ...]]:
    """Return the facts that hold: ends and relation, one of the two directions of a symmetric one."""
    query = "SELECT DISTINCT ?s ?o ?p { ?a jp:subject ?s ; jp:predicate ?p ; jp:object ?o . ?s ?p ?o }"
    rows = ask(store.open(build), query).rows()
    return sorted((s.value, o.value, p.value.removeprefix(JP)) for s, o, p in rows)  # type: ignore[union-attr]


@pytest.mark.readers
@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_jgrapht_reads_every_node_and_edge_by_the_published_schema(
    stated: Path, tmp_path: Path, java: Java, form: str
) -> None:
    said = [
        json.loads(line) for line in java(READERS / "Networks.java", _exported(stated, tmp_path, form)).splitlines()
    ]
    nodes = [row[1] for row in said if row[0] == "node"]
    known: dict[str, dict[str, str]] = {node: {} for node in nodes}
    for _, node, name, value in (row for row in said if row[0] == "of node"):
        known[node][name] = value
    iris = {node: known[node].get("iri", node) for node in nodes}
    assert len(nodes) == len(known)
    assert {iris[node]: known[node]["label"] for node in nodes} == _entities(stated)
    assert len([row for row in said if row[0] == "edge"]) == len(_facts(stated))
    relations = [(iris[row[1]], iris[row[2]], row[4]) for row in said if row[0] == "of edge" and row[3] == "relation"]
    assert sorted(relations) == _facts(stated)


#: What Gephi knows, and how it reads it.
GEXF_TYPES = {"string": str, "double": float, "long": int}


def test_each_value_of_a_gexf_is_declared_and_of_its_type(stated: Path, tmp_path: Path) -> None:
    space = {"g": "http://www.gexf.net/1.2draft"}
    (graph,) = ElementTree.parse(_exported(stated, tmp_path, "gexf")).getroot().findall("g:graph", space)
    assert (graph.get("mode"), graph.get("defaultedgetype")) == ("static", "directed")
    for kind, count in (("node", len(_entities(stated))), ("edge", len(_facts(stated)))):
        declared = graph.findall(f"g:attributes[@class='{kind}']/g:attribute", space)
        types = {attribute.get("id"): GEXF_TYPES[attribute.get("type") or ""] for attribute in declared}
        things = graph.findall(f"g:{kind}s/g:{kind}", space)
        assert len({thing.get("id") for thing in things}) == len(things) == count
        assert all(thing.get("label") for thing in things)
        values = [value for thing in things for value in thing.findall("g:attvalues/g:attvalue", space)]
        assert {types[value.get("for")](value.get("value")) for value in values}


@pytest.mark.parametrize("name", sorted(TABLES))
@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_duckdb_reads_every_row_of_a_table(stated: Path, tmp_path: Path, form: str, name: str) -> None:
    export(stated, tmp_path, form)
    options = ", all_varchar=true, header=true, nullstr=''" if form == "csv" else ""
    table = duckdb.sql(f"SELECT * FROM read_{form}('{tmp_path / name}.{form}'{options})")
    answer = ask(store.open(stated), TABLES[name])
    expected = [[getattr(term, "value", None) for term in row] for row in answer.rows()]
    assert table.columns == list(answer.columns)
    assert [[_plain(*cell) for cell in zip(table.columns, row, strict=True)] for row in table.fetchall()] == [
        [_plain(*cell) for cell in zip(table.columns, row, strict=True)] for row in expected
    ]
    assert expected


def _plain(column: str, value: object) -> object:
    """Return a number for what is one, and a text without the sign that keeps spreadsheets from computing it."""
    if value is not None and column in ("confidence", "number", "start", "end"):
        return float(str(value))
    return value.removeprefix("'") if isinstance(value, str) else value
