"""The dataset can be taken away whole, and says what it is."""

from __future__ import annotations

import gzip
import hashlib
from pathlib import Path

import httpx
import pytest
import rdflib
from rdflib.namespace import DCAT, RDF

SPDX = rdflib.Namespace("http://spdx.org/rdf/terms#")
NAMES = ("graph.nq", "graph.nq.gz", "graph.ttl", "graph.ttl.gz")


@pytest.mark.parametrize("name", NAMES)
def test_a_dump_is_the_file_of_the_build_and_has_its_checksum(client: httpx.Client, stated: Path, name: str) -> None:
    sums = dict(line.split("  ")[::-1] for line in client.get("/dump/SHA256SUMS").text.splitlines())
    response = client.get(f"/dump/{name}", headers={"Accept-Encoding": "identity"})
    plain = gzip.decompress(response.content) if name.endswith(".gz") else response.content

    assert set(sums) == set(NAMES)
    assert hashlib.sha256(response.content).hexdigest() == sums[name]
    assert plain == (stated / name.removesuffix(".gz")).read_bytes()
    assert response.headers["x-data-version"] == sums["graph.nq"]


def test_a_compressed_dump_is_not_compressed_again(client: httpx.Client) -> None:
    response = client.get("/dump/graph.nq.gz", headers={"Accept-Encoding": "gzip"})
    assert ("content-encoding" in response.headers, response.headers["content-type"]) == (False, "application/gzip")


def test_a_dump_that_one_has_is_not_sent_again(client: httpx.Client) -> None:
    tag = client.head("/dump/graph.ttl").headers["etag"]
    assert client.get("/dump/graph.ttl", headers={"If-None-Match": tag}).status_code == 304


def test_an_unknown_dump_names_the_known_ones(client: httpx.Client) -> None:
    response = client.get("/dump/graph.zip")
    assert (response.status_code, "graph.nq.gz" in response.json()["detail"]) == (404, True)


@pytest.mark.parametrize("path", ["/dataset", "/sparql", "/.well-known/void"])
def test_the_dataset_is_described_in_dcat(client: httpx.Client, path: str) -> None:
    response = client.get(path, headers={"Accept": "text/turtle"}, follow_redirects=True)
    graph = rdflib.Graph().parse(data=response.text, format="turtle")
    dataset = rdflib.URIRef("https://w3id.org/jinpu/dataset")
    sums = dict(line.split("  ")[::-1] for line in client.get("/dump/SHA256SUMS").text.splitlines())

    assert (dataset, RDF.type, DCAT.Dataset) in graph
    assert str(graph.value(dataset, DCAT["version"])) == sums["graph.nq"]
    told = {}
    for distribution in graph.objects(dataset, DCAT.distribution):
        checksum = graph.value(distribution, SPDX.checksum)
        told[str(distribution).rsplit("/", 1)[1]] = str(graph.value(checksum, SPDX.checksumValue))
        size = int(str(graph.value(distribution, DCAT.byteSize)))
        assert size == int(client.head(f"/dump/{str(distribution).rsplit('/', 1)[1]}").headers["content-length"])
    assert told == sums
    assert any(graph.subjects(DCAT.servesDataset, dataset))
