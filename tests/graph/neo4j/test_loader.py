"""A real Neo4j holds exactly the graph after a load, whatever it held before."""

from __future__ import annotations

import os
import queue
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from extract.records import Extraction
from graph import store
from graph.neo4j.alone import LOAD, WRITES
from graph.neo4j.changes import Change
from graph.neo4j.database import Asked, Database, connect
from graph.neo4j.loader import Loaded, load
from graph.neo4j.local import Local
from graph.neo4j.verify import counted, verify
from graph.property_graph import OURS, Node, PropertyGraph, Relationship
from ontology.errors import JinpuError, StoreError

from .conftest import NASTY

pytestmark = pytest.mark.neo4j

Build = Callable[..., Path]


def _load(graph: PropertyGraph, database: Database, **options: Any) -> Loaded:
    return load(graph, database, lambda line: None, **options)


def _of(path: Path) -> PropertyGraph:
    return PropertyGraph(store.open(path))


def _run(database: Database, query: str, **row: Any) -> None:
    database.write(f"UNWIND $rows AS row {query}", [row])


def _held(database: Database) -> list[tuple[Any, ...]]:
    """Return all nodes and relationships of ours with all that they say."""
    nodes = database.ask(
        "MATCH (n:Jinpu) RETURN n.id AS id, labels(n) AS labels, properties(n) AS properties ORDER BY id"
    )
    ends = "a.id AS start, type(r) AS type, b.id AS end, properties(r) AS properties ORDER BY start, type, end"
    relationships = database.ask(f"MATCH (a:Jinpu)-[r]->(b:Jinpu) RETURN {ends}")
    return [*((i, sorted(labels), said) for i, labels, said in nodes.rows), *relationships.rows]


def test_a_load_holds_every_node_and_relationship_with_all_properties(graph: PropertyGraph, database: Database) -> None:
    _load(graph, database)
    held = {row[0]: row for row in _held(database) if len(row) == 3}
    for node in graph.nodes():
        _, labels, said = held.pop(node.id)
        assert labels == sorted(node.labels)
        assert {**node.properties, "digest": said["digest"]} == said
    assert not held
    found = counted(database)
    assert found.relationships == graph.counts().relationships
    (uses,) = graph.relationships("USES")
    ((said,),) = database.ask("MATCH ()-[r:USES]->() RETURN properties(r)").rows
    assert {**uses.properties, "digest": said["digest"]} == said


def test_a_second_load_changes_nothing(graph: PropertyGraph, database: Database) -> None:
    first = _load(graph, database)
    held = _held(database)
    again = _load(graph, database)
    assert first.nodes.keys() == first.relationships.keys() == {Change.NEW}
    assert again.nodes == {Change.SAME: first.nodes[Change.NEW]}
    assert again.relationships == {Change.SAME: first.relationships[Change.NEW]}
    assert _held(database) == held


def test_what_the_new_build_lacks_is_removed_in_the_same_run(
    said: list[Extraction], graph: PropertyGraph, database: Database, build_of: Build
) -> None:
    _load(graph, database)
    smaller = _of(build_of("smaller", said[:2]))
    loaded = _load(smaller, database)
    assert loaded.nodes[Change.GONE] > 5
    assert loaded.nodes[Change.CHANGED] == 0
    held = _held(database)
    _run(database, "MATCH (n) DETACH DELETE n")
    _load(smaller, database)
    assert _held(database) == held


def test_a_class_that_changed_changes_the_labels_and_keeps_others_own(graph: PropertyGraph, database: Database) -> None:
    _load(graph, database)
    _run(database, "MATCH (n:Bank) SET n:Insurer:Favourite REMOVE n:Bank SET n.name = 'x', n.digest = ''")
    loaded = _load(graph, database)
    assert loaded.nodes[Change.CHANGED] == 1
    ((labels, name),) = database.ask("MATCH (n:Bank) RETURN labels(n), n.name").rows
    assert set(labels) == {OURS, "Entity", "Institution", "Bank", "Favourite"}
    assert name == "甲州银行"


def test_foreign_nodes_and_relationships_stay_as_they_are(graph: PropertyGraph, database: Database) -> None:
    _load(graph, database)
    (bank,) = (node for node in graph.nodes() if "Bank" in node.labels)
    _run(database, "CREATE (:Entity:Bank {id: row.id, name: '别人的'})-[:USES {since: 1}]->(:Database)", id=bank.id)
    _run(database, "MATCH (b:Jinpu:Bank) CREATE (:Note {text: '备注'})-[:ABOUT]->(b)<-[:LIKES]-(:Jinpu {id: 'gone'})")
    _run(database, "MATCH (b:Jinpu:Bank), (c:Jinpu:City) CREATE (b)-[:VISITS]->(c)")
    _load(graph, database)
    foreign = database.ask(
        "MATCH (n) WHERE NOT n:Jinpu OPTIONAL MATCH (n)-[r]->(m) "
        "RETURN labels(n) AS l, n.name AS name, type(r) AS t, r.since AS since, m:Jinpu AS ours ORDER BY l, t"
    )
    assert foreign.rows == (
        (["Database"], None, None, None, None),
        (["Entity", "Bank"], "别人的", "USES", 1, False),
        (["Note"], None, "ABOUT", None, True),
    )
    assert database.ask("MATCH (:Jinpu)-[r:VISITS]->(:Jinpu) RETURN count(r)").rows == ((1,),)
    assert database.ask("MATCH (n {id: 'gone'}) RETURN n").rows == ()


def test_a_relationship_that_is_there_twice_becomes_one(graph: PropertyGraph, database: Database) -> None:
    _load(graph, database)
    _run(database, "MATCH (a:Jinpu)-[r:USES]->(b) CREATE (a)-[:USES]->(b) CREATE (a)-[:USES]->(b)")
    loaded = _load(graph, database)
    assert loaded.relationships[Change.GONE] == loaded.relationships[Change.NEW] == 1
    assert database.ask("MATCH (:Jinpu)-[r:USES]->() RETURN count(r), count(r.fact_id)").rows == ((1, 1),)


def test_a_change_by_another_hand_is_mended_by_a_load_anew(graph: PropertyGraph, database: Database) -> None:
    _load(graph, database)
    held = _held(database)
    _run(database, "MATCH (n:Jinpu:Bank) SET n.name = '改了', n.extra = 1")
    _load(graph, database)
    assert database.ask("MATCH (n:Jinpu:Bank) RETURN n.name").rows == (("改了",),)
    _load(graph, database, anew=True)
    assert _held(database) == held


def test_names_full_of_signs_are_data(graph: PropertyGraph, database: Database) -> None:
    _load(graph, database)
    found = database.ask("MATCH (n:Company)-[:LOCATED_IN]->(:City) RETURN n.name").rows
    assert {name for (name,) in found} > {" ".join(name.split("\n")) for name in NASTY if "\u2028" not in name}


def test_a_count_that_differs_is_named(graph: PropertyGraph, database: Database) -> None:
    _load(graph, database)
    _run(database, "MATCH (:Jinpu)-[r:USES]->() DELETE r")
    _run(database, "CREATE (:Jinpu:Bank)")
    with pytest.raises(StoreError) as caught:
        verify(database, graph.counts(), graph.labels, graph.types)
    assert "2 nodes Bank, expected 1; 0 relationships USES, expected 1" in str(caught.value)


def test_names_are_found_in_chinese_by_the_full_text_index(graph: PropertyGraph, database: Database) -> None:
    loaded = _load(graph, database)
    assert loaded.lacking == ()
    database.ask("CALL db.awaitIndexes(60)")
    database.ask("CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()")
    query = "CALL db.index.fulltext.queryNodes('jinpu_names', $words) YIELD node RETURN node.name LIMIT 1"
    assert database.ask(query, {"words": "梯数据"}).rows == (("云梯数据库",),)


@pytest.mark.parametrize("scheme", ["neo4j", "neo4j+ssc", "bolt+ssc"])
def test_encrypted_and_routed_connections_load_too(scheme: str, graph: PropertyGraph, server: Local) -> None:
    with connect(server.uri(scheme), "neo4j", server.password) as database:
        loaded = _load(graph, database)
        assert sum(loaded.nodes.values()) == graph.counts().nodes[OURS]


def test_a_certificate_that_nobody_vouches_for_is_refused_in_one_line(server: Local) -> None:
    with (
        pytest.raises(StoreError, match=r"^bolt\+s://127.*: no Neo4j answers \(") as caught,
        connect(server.uri("bolt+s"), "neo4j", server.password),
    ):
        pass
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("password", ["", "wrong-secret"])
def test_the_password_stands_in_nothing_that_a_load_prints(password: str, built: Path, server: Local) -> None:
    """Python's own developer mode and the driver's log at its most talkative included."""
    program = "import logging, sys; logging.basicConfig(level=0); from jinpu.cli import main; sys.exit(main())"
    given = password or server.password
    done = subprocess.run(
        [sys.executable, "-X", "dev", "-c", program, "load", str(built), "--uri", server.uri("neo4j+ssc")],
        env={**os.environ, "NEO4J_PASSWORD": given},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == (1 if password else 0), done.stderr
    assert given not in done.stdout + done.stderr
    assert "nodes" in done.stdout + done.stderr or "refused" in done.stderr


def test_a_wrong_password_is_refused_and_not_repeated(server: Local) -> None:
    with (
        pytest.raises(StoreError, match=r"user or password refused, expected .*NEO4J_PASSWORD") as caught,
        connect(server.uri(), "neo4j", "wrong-secret"),
    ):
        pass
    assert "wrong-secret" not in str(caught.value)


def test_a_query_that_would_change_something_is_refused(database: Database) -> None:
    with pytest.raises(JinpuError, match="query: Writing in read access mode not allowed"):
        database.ask("CREATE (n:Jinpu) RETURN n")


class Broken:
    """The graph, which ends in an error after some nodes or relationships."""

    def __init__(self, graph: PropertyGraph, after: int) -> None:
        self._graph, self._left = graph, after
        self.labels, self.types, self.counts = graph.labels, graph.types, graph.counts

    def nodes(self) -> Iterator[Node]:
        return map(self._passed, self._graph.nodes())

    def relationships(self, type_: str) -> Iterator[Relationship]:
        return map(self._passed, self._graph.relationships(type_))

    def _passed(self, thing: Any) -> Any:
        self._left -= 1
        if self._left < 0:
            raise KeyboardInterrupt
        return thing


@pytest.mark.parametrize("after", [0, 5, 30, 45, 60, 90])
def test_an_interrupted_load_is_finished_by_the_next(after: int, graph: PropertyGraph, database: Database) -> None:
    with pytest.raises(KeyboardInterrupt):
        load(Broken(graph, after), database, lambda line: None, batch=7)
    _load(graph, database, batch=7)
    held = _held(database)
    _run(database, "MATCH (n) DETACH DELETE n")
    _load(graph, database)
    assert _held(database) == held


@pytest.fixture
def other(server: Local) -> Iterator[Database]:
    """Return the same database by connections of its own, which are cut in the end."""
    with server.connected() as database:
        yield database


def test_of_two_loads_at_once_one_waits_and_finds_nothing_to_do(
    graph: PropertyGraph, database: Database, other: Database
) -> None:
    with ThreadPoolExecutor(2) as threads:
        both = [threads.submit(_load, graph, one, batch=5) for one in (database, other)]
        kinds = [one.result(300).relationships.keys() for one in both]
    assert sorted(kinds, key=str) == [{Change.NEW}, {Change.SAME}]
    assert counted(database).relationships == graph.counts().relationships


@pytest.mark.parametrize("held", [LOAD, WRITES], ids=["another load", "a batch of a load that was killed"])
def test_a_load_says_that_it_waits_until_the_other_is_gone(
    held: Asked, graph: PropertyGraph, database: Database, other: Database
) -> None:
    said: queue.Queue[str] = queue.Queue()
    with ThreadPoolExecutor(1) as thread:
        with other.held(held):
            loading = thread.submit(load, graph, database, said.put)
            assert said.get(timeout=60) == "waiting for another load of this database …"
            assert counted(database).nodes == {}
        assert loading.result(300).nodes.keys() == {Change.NEW}
    assert "waiting" not in "".join(said.get() for _ in range(said.qsize()))


def test_a_graph_is_read_by_pages_as_it_is_at_once(
    graph: PropertyGraph, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    _load(graph, database)
    monkeypatch.setattr("graph.neo4j.present._PAGE", 7)
    monkeypatch.setattr("graph.neo4j.present._FEW", 5)
    counts = graph.counts().relationships
    assert max(counts.values()) > 5 > min(counts.values())
    again = _load(graph, database)
    assert again.nodes.keys() == again.relationships.keys() == {Change.SAME}


def test_a_port_where_something_else_answers_is_said_in_one_line() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()

        def close() -> None:
            other.accept()[0].close()

        closing = threading.Thread(target=close)
        closing.start()
        uri = f"bolt://127.0.0.1:{other.getsockname()[1]}"
        with pytest.raises(StoreError) as caught, connect(uri, "neo4j", "secret-word"):
            pass
        closing.join()
    assert str(caught.value).startswith(f"{uri}: no Neo4j answers (")
    assert "\n" not in str(caught.value)
    assert "secret-word" not in str(caught.value)
