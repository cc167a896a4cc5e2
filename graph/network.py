"""The graph for networkx: entities as nodes, the facts that hold as edges."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import networkx  # type: ignore[import-untyped]
from pyoxigraph import Store

from graph import store
from graph.sparql import ask
from ontology.names import JP, PREFIXES
from ontology.schema import load as load_schema

__all__ = ["read", "write_gexf", "write_graphml"]

#: What networkx writes and the schema of GEXF does not know, or what is another every day.
_NOT_GEXF = re.compile(r' lastmodifieddate="[^"]*"| name=""(?=>$)')
#: Of an IRI; an id of GraphML is a name token, with no slash.
_NO_TOKEN = re.compile("[^A-Za-z0-9._-]")
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_CLASSES = "SELECT ?e ?c { ?e a jp:Entity, ?c } ORDER BY ?e ?c"
_LABELS = """SELECT ?e ?kind ?label (lang(?label) AS ?language) {
  ?e a jp:Entity . VALUES ?kind { skos:prefLabel skos:altLabel } ?e ?kind ?label
} ORDER BY ?e ?kind ?language ?label"""
_MENTIONS = (
    "SELECT ?e (COUNT(?m) AS ?n) (COUNT(DISTINCT ?d) AS ?k) { ?m jp:mentionOf ?e ; prov:wasDerivedFrom ?d } GROUP BY ?e"
)
_FACTS = """SELECT ?fact ?s ?p ?o (COUNT(DISTINCT ?d) AS ?sources) (MAX(?c) AS ?confidence)
    (MIN(?from) AS ?first) (MAX(?until) AS ?last) {
  ?a jp:fact ?fact ; jp:subject ?s ; jp:predicate ?p ; jp:object ?o ; jp:status "asserted" ; jp:confidence ?c ;
     prov:wasDerivedFrom ?d . ?s ?p ?o
  OPTIONAL { ?a jp:from ?from ; jp:until ?until }
} GROUP BY ?fact ?s ?p ?o ORDER BY ?s ?p ?o"""


def read(build: Path) -> networkx.MultiDiGraph:
    """Return the graph of a build.

    Nodes are the IRIs of the entities that documents mention, with ``label``, ``type`` (one of the 16), ``classes``,
    ``name_en``, ``name_hant``, ``aliases``, ``mentions`` and ``documents`` (counts). Edges are keyed by the relation,
    with ``relation``, ``fact``, ``sources`` (count of documents), ``confidence``, ``from`` and ``until``; a symmetric
    relation is one edge. Texts are empty where nothing is known. Raises: BuildError where there is no build.
    """
    opened = store.open(build)
    graph = networkx.MultiDiGraph()
    counts = {entity: (int(mentions), int(documents)) for entity, mentions, documents in _rows(opened, _MENTIONS)}
    classes = _grouped(opened)
    for entity, names in _names(opened).items():
        if entity in counts:
            mentions, documents = counts[entity]
            graph.add_node(entity, **classes[entity], **names, mentions=mentions, documents=documents)
    for fact, subject, predicate, object_, *rest in _rows(opened, _FACTS):
        sources, confidence, first, last = rest
        relation = predicate.removeprefix(JP)
        graph.add_edge(
            subject,
            object_,
            key=relation,
            relation=relation,
            fact=fact,
            sources=int(sources),
            confidence=float(confidence),
            **{"from": first, "until": last},
        )
    return graph


def _rows(opened: Store, query: str) -> Iterator[tuple[str, ...]]:
    for row in ask(opened, query).rows():
        yield tuple("" if term is None else str(getattr(term, "value", term)) for term in row)


def _grouped(opened: Store) -> dict[str, dict[str, str]]:
    """Return the type and all classes of each entity, the finest first."""
    schema = load_schema()
    found: dict[str, list[str]] = defaultdict(list)
    for entity, class_ in _rows(opened, _CLASSES):
        found[entity].append(class_.removeprefix(JP))
    grouped = {}
    for entity, names in found.items():
        names.sort(key=lambda name: (-len(schema.superclasses(name)), name))
        grouped[entity] = {"type": next(n for n in names if n in schema.types), "classes": " ".join(names)}
    return grouped


def _names(opened: Store) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    others: dict[str, list[str]] = defaultdict(list)
    attributes = {"zh-hans": "label", "zh-hant": "name_hant", "en": "name_en"}
    for entity, kind, label, language in _rows(opened, _LABELS):
        names = found.setdefault(entity, {"label": "", "name_en": "", "name_hant": "", "aliases": ""})
        if kind.endswith("prefLabel"):
            names[attributes[language.lower()]] = label
        else:
            others[entity].append(label)
    for entity, labels in others.items():
        found[entity]["aliases"] = " | ".join(labels)
    return found


def write_graphml(graph: networkx.MultiDiGraph, path: Path) -> None:
    """Write the graph as GraphML; ids are ends of IRIs, such as ``Bank:icbc``, and ``iri`` and ``fact`` have them."""
    named = networkx.MultiDiGraph()
    plain = _plain(graph)
    for node, said in plain.nodes(data=True):
        named.add_node(_token(node), iri=node, **said)
    for start, end, said in plain.edges(data=True):
        named.add_edge(_token(start), _token(end), key=_token(said["fact"]), **said)
    networkx.write_graphml(named, path, encoding="utf-8")


def write_gexf(graph: networkx.MultiDiGraph, path: Path) -> None:
    """Write the graph as GEXF, edges labelled with their relation; the same build gives the same file every day."""
    copy = _plain(graph)
    for _, _, relation, said in copy.edges(keys=True, data=True):
        said["label"] = relation
    with path.open("w", encoding="utf-8") as file:
        for line in networkx.generate_gexf(copy, encoding="utf-8", version="1.2draft"):
            file.write(_NOT_GEXF.sub("", line) + "\n")


def _token(iri: str) -> str:
    return _NO_TOKEN.sub(":", iri.removeprefix(PREFIXES["id"]))


def _plain(graph: networkx.MultiDiGraph) -> networkx.MultiDiGraph:
    """Return a copy without the characters that no XML may hold."""
    copy = graph.copy()
    for attributes in (*(row[-1] for row in copy.nodes(data=True)), *(row[-1] for row in copy.edges(data=True))):
        for key, value in attributes.items():
            if isinstance(value, str):
                attributes[key] = _NO_XML.sub("", value)
    return copy
