"""Exports hold the graph, whatever their form, and the same build gives the same files."""

from __future__ import annotations

import csv
from pathlib import Path

import networkx
import pyarrow.parquet
import pytest
import rdflib
from pyoxigraph import NamedNode, RdfFormat, Store

from graph import network, store
from graph.export import FORMATS, TABLES, export
from jinpu.cli import main
from ontology.names import GRAPHS, PREFIXES
from ontology.names import graph as graph_iri


def _count(built: Path, query: str) -> int:
    (row,) = store.open(built).query(query, prefixes=PREFIXES)
    return int(row[0].value)


ENTITIES = "SELECT (COUNT(DISTINCT ?e) AS ?n) { ?e jp:mentionedIn ?d }"
PAIRS = """SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?fact { ?a jp:fact ?fact ; jp:subject ?s ; jp:predicate ?p ;
    jp:object ?o . ?s ?p ?o } }"""


@pytest.mark.parametrize("form", ["turtle", "nquads", "jsonld"])
def test_rdf_formats_hold_every_triple_of_the_union(stated: Path, tmp_path: Path, form: str) -> None:
    (path,) = export(stated, tmp_path / "graph", form)
    loaded = Store()
    forms = {"turtle": RdfFormat.TURTLE, "nquads": RdfFormat.N_QUADS, "jsonld": RdfFormat.JSON_LD}
    loaded.bulk_load(path=path, format=forms[form])
    # Example questions and counts stand in graphs outside the union.
    graphs = [NamedNode(graph_iri(name)) for name in GRAPHS] if form == "nquads" else None
    (row,) = loaded.query(
        "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?s ?p ?o { ?s ?p ?o FILTER(!isBlank(?s)) } }", default_graph=graphs
    )
    expected = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o FILTER(!isBlank(?s)) }"
    assert int(row["n"].value) == _count(stated, expected)


def test_turtle_is_read_by_rdflib_too(stated: Path) -> None:
    assert len(rdflib.Graph().parse(stated / "graph.ttl")) == _count(stated, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_network_formats_hold_every_entity_and_fact(stated: Path, tmp_path: Path, form: str) -> None:
    (path,) = export(stated, tmp_path / "graph", form)
    read = networkx.read_graphml if form == "graphml" else networkx.read_gexf
    graph = read(path)
    assert len(graph) == _count(stated, ENTITIES) > 0
    assert graph.number_of_edges() == _count(stated, PAIRS)


@pytest.mark.parametrize("name", sorted(TABLES))
def test_tables_have_the_same_rows_in_csv_and_parquet(stated: Path, tmp_path: Path, name: str) -> None:
    export(stated, tmp_path / "csv", "csv")
    export(stated, tmp_path / "parquet", "parquet")
    with (tmp_path / "csv" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    table = pyarrow.parquet.read_table(tmp_path / "parquet" / f"{name}.parquet")
    assert [row["id"] for row in rows] == table.column("id").to_pylist()
    assert list(rows[0] if rows else table.column_names) == table.column_names


def test_no_cell_of_a_csv_begins_a_formula(stated: Path, tmp_path: Path) -> None:
    for path in export(stated, tmp_path / "csv", "csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            assert [cell for row in csv.reader(file) for cell in row if cell.startswith(("=", "+", "@"))] == []


def test_each_entity_of_the_network_has_a_name_and_a_type(stated: Path) -> None:
    graph = network.read(stated)
    assert [node for node, data in graph.nodes(data=True) if not data["label"] or not data["type"]] == []


@pytest.mark.parametrize("form", [form for form, ending in FORMATS.items() if ending])
def test_the_same_build_gives_the_same_file(stated: Path, tmp_path: Path, form: str) -> None:
    (one,), (other,) = (export(stated, tmp_path / name, form) for name in ("one", "other"))
    assert one.read_bytes() == other.read_bytes()


def test_the_command_names_the_files(stated: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", str(stated), "--format", "csv", "-o", str(tmp_path / "out")]) == 0
    assert capsys.readouterr().out.split() == [str(tmp_path / "out" / f"{name}.csv") for name in TABLES]


def test_without_a_build_the_cure_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", str(tmp_path), "--format", "turtle"]) == 1
    assert "make one with: jinpu build" in capsys.readouterr().err
