"""The files for offline import hold what a load would write."""

from __future__ import annotations

import csv
import subprocess
from pathlib import Path

import pytest

from graph.neo4j import script
from graph.neo4j.changes import Change
from graph.neo4j.loader import load
from graph.neo4j.local import Local
from graph.property_graph import OURS, PropertyGraph

from .conftest import ROOT


def test_every_node_and_relationship_is_a_row(graph: PropertyGraph, tmp_path: Path) -> None:
    nodes, relationships, schema, command = script.write(graph, tmp_path / "out")
    counts = graph.counts()
    with nodes.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == counts.nodes[OURS]
    assert [row["id:ID"] for row in rows] == [node.id for node in graph.nodes()]
    with relationships.open(encoding="utf-8", newline="") as file:
        assert sum(1 for _ in csv.DictReader(file)) == sum(counts.relationships.values())
    assert schema.read_text(encoding="utf-8").count(";\n") == 3
    assert "neo4j-admin database import full" in command.read_text(encoding="utf-8")


def test_an_outline_names_every_type_that_has_relationships(graph: PropertyGraph) -> None:
    outline = "\n".join(script.outline(graph))
    assert all(f"// {n} rows {type_}" in outline for type_, n in graph.counts().relationships.items())


@pytest.mark.neo4j
@pytest.mark.slow
def test_after_an_import_a_load_finds_nothing_to_do(graph: PropertyGraph, tmp_path: Path) -> None:
    files = script.write(graph, tmp_path / "out")
    # The server's home is made, with its jars, by a first start.
    home = tmp_path / "home"
    with Local(home):
        pass
    (library,) = sorted((ROOT / ".servers" / "neo4j").glob("lib-*"))[-1:]
    words = files[3].read_text(encoding="utf-8").replace("\\\n", " ").split("neo4j-admin ")[-1]
    options = words.replace('"${1:-neo4j}"', "neo4j").split()
    tool = ["java", f"-Dapp.home={home}", "-cp", f"{library}/*", "org.neo4j.cli.AdminTool", *options]
    environment = {"NEO4J_HOME": str(home), "NEO4J_CONF": str(home), "PATH": "/usr/bin:/bin"}
    done = subprocess.run(
        tool, cwd=files[0].parent, env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:] + done.stdout[-2000:]
    with Local(home) as server, server.connected() as database:
        loaded = load(graph, database, lambda line: None)
    assert loaded.nodes.keys() == loaded.relationships.keys() == {Change.SAME}
