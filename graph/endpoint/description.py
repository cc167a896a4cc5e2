"""What the service says of itself and of its dataset: SPARQL service description, VoID counts, DCAT with the dumps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import BlankNode, Literal, NamedNode, Store, Triple

from graph.endpoint.dumps import Dump
from graph.endpoint.name_search import NAMESPACE
from graph.void import DATASET
from ontology.names import GRAPHS as UNION
from ontology.names import PREFIXES as OURS
from ontology.names import graph as graph_iri

__all__ = ["PREFIXES", "describe"]

PREFIXES = {
    **OURS,
    "dcat": "http://www.w3.org/ns/dcat#",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "spdx": "http://spdx.org/rdf/terms#",
}
_FORMATS = "http://www.w3.org/ns/formats/"
_RESULT_FORMATS = (
    *("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"),
    *("Turtle", "N-Triples", "RDF_XML", "JSON-LD", "TriG", "N-Quads"),
)
_IANA = "https://www.iana.org/assignments/media-types/"


def describe(store: Store, site: str, version: str, dumps: Mapping[str, Dump]) -> Iterator[Triple]:
    """Yield the description; ``site`` is the server's address without a slash at its end."""
    yield from _service(NamedNode(site + "/sparql"))
    yield from _catalogue(site, version, dumps.values())
    for quad in store.quads_for_pattern(None, None, None, NamedNode(graph_iri("void"))):
        yield quad.triple


def _service(node: NamedNode) -> Iterator[Triple]:
    """Yield what is spoken here, and over which graphs."""
    dataset = NamedNode(DATASET)
    yield Triple(node, _term("rdf:type"), _term("sd:Service"))
    yield Triple(node, _term("sd:endpoint"), node)
    yield Triple(node, _term("sd:supportedLanguage"), _term("sd:SPARQL11Query"))
    yield Triple(node, _term("sd:feature"), _term("sd:UnionDefaultGraph"))
    yield Triple(node, _term("sd:propertyFeature"), NamedNode(NAMESPACE + "search"))
    yield Triple(node, _term("sd:defaultDataset"), dataset)
    yield Triple(dataset, _term("rdf:type"), _term("sd:Dataset"))
    for name in _RESULT_FORMATS:
        yield Triple(node, _term("sd:resultFormat"), NamedNode(_FORMATS + name))
    for name in UNION:
        part = NamedNode(f"{DATASET}/graph/{name}")
        yield Triple(dataset, _term("sd:namedGraph"), part)
        yield Triple(part, _term("sd:name"), NamedNode(graph_iri(name)))
        yield Triple(part, _term("sd:graph"), NamedNode(graph_iri(name)))


def _catalogue(site: str, version: str, dumps: Iterable[Dump]) -> Iterator[Triple]:
    """Yield the dataset with its version, its dumps and its endpoint, in DCAT 3."""
    dataset, service = NamedNode(DATASET), NamedNode(site + "/sparql")
    yield Triple(dataset, _term("rdf:type"), _term("dcat:Dataset"))
    yield Triple(dataset, _term("dcat:version"), Literal(version))
    yield Triple(dataset, _term("dcat:landingPage"), NamedNode(site + "/"))
    yield Triple(service, _term("rdf:type"), _term("dcat:DataService"))
    yield Triple(service, _term("dcat:endpointURL"), service)
    yield Triple(service, _term("dcat:endpointDescription"), service)
    yield Triple(service, _term("dcat:servesDataset"), dataset)
    for dump in dumps:
        yield from _distribution(dataset, NamedNode(f"{site}/dump/{dump.name}"), dump)


def _distribution(dataset: NamedNode, address: NamedNode, dump: Dump) -> Iterator[Triple]:
    checksum = BlankNode()
    yield Triple(dataset, _term("dcat:distribution"), address)
    yield Triple(dataset, _term("void:dataDump"), address)
    yield Triple(address, _term("rdf:type"), _term("dcat:Distribution"))
    yield Triple(address, _term("dcat:downloadURL"), address)
    yield Triple(address, _term("dcat:mediaType"), NamedNode(_IANA + dump.media))
    yield Triple(address, _term("dcat:byteSize"), Literal(dump.size))
    if dump.path.suffix == ".gz":
        yield Triple(address, _term("dcat:compressFormat"), NamedNode(_IANA + "application/gzip"))
    yield Triple(address, _term("spdx:checksum"), checksum)
    yield Triple(checksum, _term("rdf:type"), _term("spdx:Checksum"))
    yield Triple(checksum, _term("spdx:algorithm"), _term("spdx:checksumAlgorithm_sha256"))
    yield Triple(checksum, _term("spdx:checksumValue"), Literal(dump.sha256))


def _term(name: str) -> NamedNode:
    prefix, _, local = name.partition(":")
    return NamedNode(PREFIXES[prefix] + local)
