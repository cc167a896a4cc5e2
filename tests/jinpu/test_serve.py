"""The endpoint behaves as researchers expect of one, tested against the running server."""

from __future__ import annotations

import gzip
import json
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote, urlencode

import httpx
import pytest
import rdflib

ROOT = Path(__file__).resolve().parents[2]
LIMIT = 2.0
Serve = Callable[..., tuple[subprocess.Popen[str], str]]

SELECT = "SELECT ?s WHERE { ?s a <https://w3id.org/jinpu/ontology#Database> }"
CONSTRUCT = "CONSTRUCT { ?s ?p ?o } WHERE { ?s a <https://w3id.org/jinpu/ontology#Database> ; ?p ?o }"
ASK = "ASK { ?s ?p ?o }"
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
#: A three-way cross product whose filters and order cannot be answered early.
HEAVY = """SELECT * WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i
  FILTER(STRLEN(STR(?c)) != STRLEN(STR(?f)) + STRLEN(STR(?i)) + 1000000) } ORDER BY ?c ?f ?i"""
JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"
CSV, TSV = "text/csv", "text/tab-separated-values"
FORM = "application/x-www-form-urlencoded"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
GRAPH = "https://w3id.org/jinpu/graph/"


@pytest.fixture(scope="module")
def address(stated: Path, serve: Serve) -> Iterator[str]:
    process, address = serve(stated, "--time", str(LIMIT), "--memory", "512", "--workers", "3")
    yield address
    process.terminate()
    process.wait(10)


@pytest.fixture
def client(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address, timeout=20) as client:
        yield client


def _get(client: httpx.Client, query: str, **headers: str) -> httpx.Response:
    return client.get("/sparql", params={"query": query}, headers=headers)


def _form(client: httpx.Client, **fields: str) -> httpx.Response:
    body = urlencode(fields, quote_via=quote)
    return client.post("/sparql", content=body, headers={"Content-Type": FORM, "Accept": JSON})


def _media(response: httpx.Response) -> str:
    return response.headers["content-type"].partition(";")[0]


def _count(response: httpx.Response) -> int:
    return int(response.json()["results"]["bindings"][0]["n"]["value"])


def test_01_a_query_by_get(client: httpx.Client) -> None:
    assert len(_get(client, SELECT).json()["results"]["bindings"]) == 1


def test_02_a_query_by_form(client: httpx.Client) -> None:
    assert len(_form(client, query=SELECT).json()["results"]["bindings"]) == 1


def test_03_a_query_as_a_body(client: httpx.Client) -> None:
    response = client.post("/sparql", content=SELECT, headers={"Content-Type": "application/sparql-query"})
    assert len(response.json()["results"]["bindings"]) == 1


@pytest.mark.parametrize(
    ("query", "media"),
    [
        *((SELECT, media) for media in (JSON, XML, CSV, TSV)),  # 4–7
        (CONSTRUCT, "text/turtle"),  # 8–12
        (CONSTRUCT, "application/n-triples"),
        (CONSTRUCT, "application/rdf+xml"),
        (CONSTRUCT, "application/ld+json"),
        (CONSTRUCT, "application/trig"),
        ("DESCRIBE <https://w3id.org/jinpu/id/Database/oceanbase>", "text/turtle"),  # 13
        (ASK, JSON),  # 14–15
        (ASK, XML),
    ],
)
def test_04_to_15_the_form_that_was_asked_for(client: httpx.Client, query: str, media: str) -> None:
    response = _get(client, query, accept=media)
    assert (response.status_code, _media(response)) == (200, media)
    assert response.content


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        (f"{CSV};q=0.5, {XML};q=0.9, {JSON};q=0.1", XML),  # 16
        (f"{JSON};q=0, */*;q=0.1, text/*;q=0.5", CSV),
        (f"{TSV}; q=1.0, {CSV}; q=0.999", TSV),
        ("*/*", JSON),  # 17
        ("", JSON),  # 18
    ],
)
def test_16_to_18_the_preferred_form(client: httpx.Client, accept: str, media: str) -> None:
    assert _media(_get(client, SELECT, accept=accept)) == media


def test_18_no_accept_at_all(address: str) -> None:
    host, port = re.findall(r"//([^:]+):(\d+)", address)[0]
    with socket.create_connection((host, int(port)), timeout=5) as raw:
        raw.sendall(f"GET /sparql?query={quote(ASK)} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
        assert b"200 OK" in raw.makefile("rb").readline()


def test_19_a_browser_that_constructs(client: httpx.Client) -> None:
    assert _get(client, CONSTRUCT, accept=BROWSER).status_code == 200


@pytest.mark.parametrize(("query", "accept"), [(SELECT, "image/png"), (CONSTRUCT, CSV), (SELECT, "text/turtle")])
def test_20_a_form_that_cannot_be_met(client: httpx.Client, query: str, accept: str) -> None:
    assert _get(client, query, accept=accept).status_code == 406


def test_21_a_malformed_query(client: httpx.Client) -> None:
    response = _get(client, "SELECT * WHERE {\n ?s ?p }")
    found = response.json()
    assert (response.status_code, found["line"], _media(response)) == (400, 2, "application/problem+json")
    assert found["column"] == 9


def test_22_an_undeclared_prefix(client: httpx.Client) -> None:
    response = _get(client, "SELECT * WHERE { ?s foo:bar ?o }")
    assert (response.status_code, "undeclared prefix foo:" in response.json()["detail"]) == (400, True)


def test_23_an_update_as_a_query(client: httpx.Client) -> None:
    assert _get(client, "INSERT DATA { <a:a> <a:b> <a:c> }").status_code == 400


def test_24_an_update_is_refused_and_changes_nothing(client: httpx.Client) -> None:
    before = _count(_get(client, COUNT))
    assert _form(client, update="DELETE WHERE { ?s ?p ?o }").status_code == 403
    headers = {"Content-Type": "application/sparql-update"}
    assert client.post("/sparql", content="CLEAR ALL", headers=headers).status_code == 403
    assert _count(_get(client, COUNT)) == before > 0


def test_25_two_queries(client: httpx.Client) -> None:
    response = client.get(f"/sparql?query={quote(ASK)}&query={quote(ASK)}")
    assert response.status_code == 400


def test_26_a_content_type_that_is_no_query(client: httpx.Client) -> None:
    assert client.post("/sparql", content=ASK, headers={"Content-Type": "text/plain"}).status_code == 415


def test_27_the_default_graph_of_the_protocol(client: httpx.Client) -> None:
    response = client.get("/sparql", params={"query": COUNT, "default-graph-uri": GRAPH + "documents"})
    inside = _get(client, f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{GRAPH}documents> {{ ?s ?p ?o }} }}")
    assert 0 < _count(response) == _count(inside) < _count(_get(client, COUNT))


def test_28_the_named_graphs_of_the_protocol(client: httpx.Client) -> None:
    query = "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }"
    response = client.get("/sparql", params={"query": query, "named-graph-uri": GRAPH + "documents"})
    assert [row["g"]["value"] for row in response.json()["results"]["bindings"]] == [GRAPH + "documents"]
    response = client.get("/sparql", params={"query": COUNT, "named-graph-uri": GRAPH + "documents"})
    assert _count(response) == 0


def test_29_from_within_the_dataset(client: httpx.Client) -> None:
    inside = _get(client, f"SELECT (COUNT(*) AS ?n) FROM <{GRAPH}documents> WHERE {{ ?s ?p ?o }}")
    assert 0 < _count(inside) < _count(_get(client, COUNT))


ENCODED = "http://example.org/%E8%BE%BE%E6%A2%A6"


def _bound(response: httpx.Response) -> str:
    return str(response.json()["results"]["bindings"][0]["x"]["value"])


def test_30_and_31_a_percent_encoded_iri_stays_as_it_is(client: httpx.Client) -> None:
    query = f"SELECT ?x WHERE {{ BIND(<{ENCODED}> AS ?x) }}"
    assert _bound(_get(client, query)) == ENCODED
    assert _bound(_form(client, query=query)) == ENCODED


def test_32_a_raw_chinese_iri(client: httpx.Client) -> None:
    query = "SELECT ?x WHERE { BIND(<http://example.org/达梦> AS ?x) }"
    assert _bound(_form(client, query=query)) == "http://example.org/达梦"


def test_33_a_chinese_literal_with_its_language(client: httpx.Client) -> None:
    query = 'ASK { ?x <http://www.w3.org/2000/01/rdf-schema#label> "杭州银行"@zh-Hans }'
    assert _form(client, query=query).json()["boolean"] is True


@pytest.mark.parametrize("value", ["1+1=2", "100%25", "a&b=c;d", "😀", "%E4%B8"])
def test_34_a_literal_comes_back_unchanged(client: httpx.Client, value: str) -> None:
    query = f'SELECT ?x WHERE {{ BIND("{value}" AS ?x) }}'
    assert _bound(_form(client, query=query)) == value
    assert _bound(_get(client, query)) == value


def test_35_to_37_the_description_of_the_service(client: httpx.Client) -> None:
    response = client.get("/sparql", headers={"Accept": "text/turtle"})
    graph = rdflib.Graph().parse(data=response.text, format="turtle")
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    void = rdflib.Namespace("http://rdfs.org/ns/void#")
    assert (None, rdflib.RDF.type, sd.Service) in graph
    dataset = rdflib.URIRef("https://w3id.org/jinpu/dataset")
    assert int(graph.value(dataset, void.triples)) == _count(_get(client, COUNT))  # type: ignore[arg-type]
    response = client.get("/sparql", headers={"Accept": "text/turtle;q=0.3, application/ld+json;q=0.8"})
    assert (_media(response), isinstance(json.loads(response.text), list | dict)) == ("application/ld+json", True)
    assert client.get("/sparql", headers={"Accept": "image/png"}).status_code == 406


def test_38_the_page_with_the_editor(client: httpx.Client) -> None:
    response = client.get("/sparql", headers={"Accept": BROWSER})
    assert (_media(response), "<textarea" in response.text) == ("text/html", True)
    links = re.findall(r'(?:src|href)="(/static/[^"]+)"', response.text)
    assert {client.get(link).status_code for link in links} == {200}


def test_39_another_origin_may_read(client: httpx.Client) -> None:
    response = _get(client, ASK, origin="https://example.org")
    assert response.headers["access-control-allow-origin"] == "*"


def test_40_another_origin_may_ask_before(client: httpx.Client) -> None:
    headers = {
        "Origin": "https://example.org",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    response = client.options("/sparql", headers=headers)
    assert response.status_code in (200, 204)
    assert "POST" in response.headers["access-control-allow-methods"]


def test_41_the_head_alone(client: httpx.Client) -> None:
    response = client.head("/sparql", params={"query": SELECT}, headers={"Accept": CSV})
    assert (response.status_code, _media(response), response.content) == (200, CSV, b"")


def test_42_compressed_where_that_is_understood(client: httpx.Client) -> None:
    query = quote("SELECT * WHERE { ?s ?p ?o }")
    with client.stream("GET", f"/sparql?query={query}", headers={"Accept-Encoding": "gzip"}) as response:
        body = b"".join(response.iter_raw())
    assert response.headers["content-encoding"] == "gzip"
    assert b'"bindings"' in gzip.decompress(body)


def test_43_a_tag_that_saves_a_second_answer(client: httpx.Client) -> None:
    first = _get(client, SELECT)
    again = _get(client, SELECT, **{"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert _get(client, ASK).headers["etag"] != first.headers["etag"]
    assert "etag" not in _get(client, "SELECT (RAND() AS ?x) {}").headers


@pytest.fixture
def bait() -> Iterator[tuple[str, list[bytes]]]:
    """Yield the address of a server that nobody should call, and what it was told."""
    told: list[bytes] = []
    server = socket.create_server(("127.0.0.1", 0))

    def listen() -> None:
        while True:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            with connection:
                told.append(connection.recv(1000))

    threading.Thread(target=listen, daemon=True).start()
    yield f"http://127.0.0.1:{server.getsockname()[1]}/", told
    server.close()


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("SELECT * WHERE { SERVICE <BAIT> { ?s ?p ?o } }", 400),  # 44
        ("SELECT * WHERE { SERVICE SILENT <BAIT> { ?s ?p ?o } }", 400),
        ("SELECT * FROM <BAIT> WHERE { ?s ?p ?o }", 200),  # 45
        ("SELECT * FROM NAMED <BAIT> WHERE { GRAPH ?g { ?s ?p ?o } }", 200),
        ("LOAD <BAIT>", 400),
    ],
)
def test_44_and_45_no_query_reaches_another_server(
    client: httpx.Client, bait: tuple[str, list[bytes]], query: str, status: int
) -> None:
    address, told = bait
    assert _get(client, query.replace("BAIT", address)).status_code == status
    time.sleep(0.2)
    assert told == []


def test_44_the_process_could_not_even_if_it_wanted(stated: Path, bait: tuple[str, list[bytes]]) -> None:
    address, told = bait
    program = f"""
from pathlib import Path
from graph import store
from graph.endpoint.confine import confine
opened = store.open(Path({str(stated)!r}))
confine(512)
assert bool(opened.query("ASK {{ ?s ?p ?o }}"))
try:
    print(len(list(opened.query("SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}"))))
except OSError as error:
    print("refused")
"""
    found = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=30, check=False
    )
    assert (found.stdout, told) == ("refused\n", [])


def test_46_from_reads_no_file(client: httpx.Client, tmp_path: Path) -> None:
    path = tmp_path / "secret.nt"
    path.write_text('<a:a> <a:b> "secret" .\n', encoding="utf-8")
    response = _get(client, f"SELECT * FROM <{path.as_uri()}> WHERE {{ ?s ?p ?o }}")
    assert (response.status_code, response.json()["results"]["bindings"]) == (200, [])


def test_47_and_48_a_heavy_query_is_cut_while_light_ones_are_answered(client: httpx.Client, address: str) -> None:
    started = time.monotonic()
    with ThreadPoolExecutor() as threads:
        heavy = threads.submit(httpx.get, address + "/sparql", params={"query": HEAVY}, timeout=20)
        time.sleep(0.2)
        for _ in range(5):
            before = time.monotonic()
            assert _get(client, SELECT).status_code == 200
            assert time.monotonic() - before < 1
        response = heavy.result()
    assert response.status_code in (503, 504)
    assert time.monotonic() - started < LIMIT + 1
    assert response.json()["status"] == response.status_code


def test_after_heavy_queries_there_are_as_many_processes_as_before(client: httpx.Client, address: str) -> None:
    with ThreadPoolExecutor(4) as threads:
        queries = [HEAVY + f" OFFSET {i}" for i in range(4)]
        found = list(threads.map(lambda q: httpx.get(address + "/sparql", params={"query": q}, timeout=30), queries))
    assert {response.status_code for response in found} <= {503, 504}
    time.sleep(0.5)
    assert _get(client, SELECT).status_code == 200


def test_the_limits_are_said_aloud(client: httpx.Client) -> None:
    assert _get(client, SELECT).headers["x-query-time-limit"] == "2 s"


def test_a_client_that_goes_frees_its_process(client: httpx.Client, address: str) -> None:
    for i in range(6):
        with pytest.raises(httpx.ReadTimeout):
            httpx.get(address + "/sparql", params={"query": HEAVY + f" OFFSET {10 + i}"}, timeout=0.3)
    time.sleep(0.3)
    before = time.monotonic()
    assert _get(client, SELECT).status_code == 200
    assert time.monotonic() - before < 1


@pytest.mark.parametrize(
    ("accept", "media"),
    [("text/html", "text/html"), ("text/turtle", "text/turtle"), ("application/ld+json", "application/ld+json")],
)
def test_an_entity_answers_pages_and_triples(client: httpx.Client, accept: str, media: str) -> None:
    response = client.get("/id/Database/oceanbase", headers={"Accept": accept})
    assert (response.status_code, _media(response), "OceanBase" in response.text) == (200, media, True)


def test_the_page_of_an_entity_shows_its_statements_with_their_quotes(client: httpx.Client) -> None:
    page = client.get("/search", params={"q": "杭州银行"}).json()["hits"][0]["id"]
    text = client.get(f"/id/{page}", headers={"Accept": "text/html"}).text
    assert "采用OceanBase，部署在杭州" in text
    assert "2400" in text
    assert 'href="/id/Database/oceanbase"' in text


def test_every_link_of_a_page_leads_somewhere(client: httpx.Client) -> None:
    text = client.get("/id/Database/oceanbase", headers={"Accept": "text/html"}).text
    links = set(re.findall(r'href="(/id/[^"]+)"', text))
    assert links
    assert {client.get(link).status_code for link in links} == {200}


@pytest.mark.parametrize("path", ["/id/Bank/none", "/id/", "/id/%3Cscript%3E", "/id/a%22b", "/none"])
def test_what_is_not_there_is_said_as_a_problem(client: httpx.Client, path: str) -> None:
    response = client.get(path)
    assert (response.status_code, _media(response)) == (404, "application/problem+json")


@pytest.mark.parametrize("name", ["工商银行", "工商銀行", "gongshangyinhang", "icbc", "Industrial and Commercial Bank"])
def test_a_name_is_found_in_both_scripts_by_sound_and_in_english(client: httpx.Client, name: str) -> None:
    hits = client.get("/search", params={"q": name}).json()["hits"]
    assert hits[0]["iri"] == "https://w3id.org/jinpu/id/Bank/icbc"


def test_reconciliation_says_what_it_is_and_finds_names(client: httpx.Client) -> None:
    manifest = client.get("/reconcile").json()
    assert (manifest["versions"], manifest["identifierSpace"]) == (["0.2"], "https://w3id.org/jinpu/id/")
    queries = {"q0": {"query": "工行", "type": "Bank"}, "q1": {"query": "无此名"}}
    found = client.post("/reconcile", data={"queries": json.dumps(queries)}).json()
    best = found["q0"]["result"][0]
    assert (best["id"], best["match"], found["q1"]["result"]) == ("Bank/icbc", True, [])


def test_dumps_carry_their_checksums(client: httpx.Client, stated: Path) -> None:
    sums = dict(reversed(line.split()) for line in client.get("/dump/SHA256SUMS").text.splitlines())  # type: ignore[arg-type]
    assert {"graph.nq", "graph.ttl"} <= set(sums)
    assert client.get("/dump/graph.ttl").content == (stated / "graph.ttl").read_bytes()


def test_the_explorer_is_at_the_root(client: httpx.Client) -> None:
    assert "<title>explorer</title>" in client.get("/").text


def test_no_path_leaves_the_build(client: httpx.Client) -> None:
    for path in ("/documents/../graph.nq", "/static/..%2fapp.py", "/documents/%2e%2e/graph.nq"):
        assert client.get(path).status_code == 404


def test_killed_and_started_again_it_answers_the_same(stated: Path, serve: Serve) -> None:
    process, address = serve(stated)
    first = httpx.get(address + "/sparql", params={"query": CONSTRUCT}).content
    with ThreadPoolExecutor() as threads:
        threads.submit(_ignored, address)
        time.sleep(0.3)
        process.kill()
        process.wait(10)
    process, address = serve(stated)
    try:
        assert sorted(httpx.get(address + "/sparql", params={"query": CONSTRUCT}).content.splitlines()) == sorted(
            first.splitlines()
        )
    finally:
        process.terminate()
        process.wait(10)


def _ignored(address: str) -> None:
    try:
        httpx.get(address + "/sparql", params={"query": HEAVY}, timeout=20)
    except httpx.TransportError:
        return


def test_a_port_that_is_taken_is_one_line(stated: Path, address: str) -> None:
    port = address.rsplit(":", 1)[1]
    command = [sys.executable, "-m", "jinpu", "serve", str(stated), "--port", port]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=30, check=False)
    assert (found.returncode, "expected a free port (choose one with --port)" in found.stderr) == (1, True)


def test_without_a_build_the_cure_is_named(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "jinpu", "serve", str(tmp_path)]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=30, check=False)
    assert (found.returncode, "make one with: jinpu build" in found.stderr) == (1, True)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
def test_a_killed_server_leaves_no_process_at_work(stated: Path, serve: Serve) -> None:
    process, address = serve(stated)
    workers = _children(process.pid)
    workers += [name for worker in workers for name in _children(int(worker))]
    with ThreadPoolExecutor() as threads:
        threads.submit(_ignored, address)
        time.sleep(0.5)
        process.kill()
        process.wait(10)
    time.sleep(0.5)
    assert len(workers) > 1
    assert [name for name in workers if "graph.endpoint.worker" in _command(Path("/proc") / name)] == []


def _children(pid: int) -> list[str]:
    return [path.name for path in Path("/proc").glob("[0-9]*") if _parent(path) == pid]


def _parent(folder: Path) -> int:
    try:
        return int((folder / "stat").read_text(encoding="utf-8", errors="replace").rsplit(")", 1)[1].split()[1])
    except OSError:
        return -1


def _command(folder: Path) -> str:
    try:
        return (folder / "cmdline").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
