"""SHACL over what is about to enter the graph: which nodes the shapes refuse, and why.

pySHACL is the engine. It takes its time, so the quads come in chunks that can be checked apart from each other (one
document's statements with the classes of their entities, or entities with their labels) and in several processes; a
caller may keep the answers, which depend on nothing but the chunk and the shapes.
"""

from __future__ import annotations

import functools
import gc
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import pyshacl
from rdflib import RDF, SH, Graph, Literal, URIRef
from rdflib.term import Node

from graph.terms import Quad, term, value_of
from ontology.names import JP
from ontology.names import fact as fact_iri
from ontology.schema import FILE as SCHEMA

__all__ = ["Chunk", "Reasons", "check", "fingerprint"]

SHAPES = SCHEMA.with_name("shapes.ttl")

#: Why a node is refused, by its IRI; a fact's IRI stands for all its assertions.
Reasons = dict[str, str]

_ENTITY = URIRef(JP + "Entity")


@dataclass(frozen=True, slots=True)
class Chunk:
    """Quads to be checked; with ``entities`` the shapes of entities too, else their labels may be missing."""

    quads: tuple[Quad, ...]
    entities: bool = False


def fingerprint(chunk: Chunk) -> str:
    """Return a hash that is the same for chunks with the same answer."""
    digest = hashlib.sha256(_shapes_digest())
    digest.update(b"entities" if chunk.entities else b"statements")
    for found in sorted(chunk.quads):
        digest.update("\t".join(found[:3]).encode())
        digest.update(b"\n")
    return digest.hexdigest()


def check(chunk: Chunk) -> Reasons:
    """Return the refused nodes of a chunk; a statement is refused with its excerpts, a fact with its ends."""
    collecting = gc.isenabled()
    # A hundred thousand small objects are made and none is garbage: collection would only look at them again and again.
    gc.disable()
    try:
        data, shapes = _graph(chunk.quads), _shapes(chunk.entities)
        conforms, report, _ = pyshacl.validate(data, shacl_graph=shapes, inplace=True)
    finally:
        if collecting:
            gc.enable()
    if conforms or not isinstance(report, Graph):
        return {}
    parents = {value_of(o): value_of(s) for s, p, o, _ in chunk.quads if p == term("jp:context")}
    reasons: dict[str, set[str]] = defaultdict(set)
    for result in report.subjects(RDF.type, SH.ValidationResult):
        focus = str(report.value(result, SH.focusNode))
        message = str(report.value(result, SH.resultMessage))
        for node in _refused(str(report.value(result, SH.sourceShape)), focus, chunk.quads):
            reasons[parents.get(node, node)].add(message)
    return {node: "; ".join(sorted(messages)) for node, messages in sorted(reasons.items())}


def _refused(shape: str, focus: str, quads: Iterable[Quad]) -> Iterator[str]:
    """Yield what a failed shape refuses: the focus node, or the facts whose end it is."""
    relation, side = _ends().get(shape, ("", ""))
    if not relation:
        yield focus
        return
    for subject, predicate, object_, _ in quads:
        if value_of(predicate) == relation and value_of(subject if side == "subject" else object_) == focus:
            yield fact_iri(value_of(subject), relation.removeprefix(JP), value_of(object_))


@functools.cache
def _ends() -> dict[str, tuple[str, str]]:
    """Return the relation and the end that a shape looks at, for each shape that looks at one."""
    shapes = _shapes(True)
    found = {str(s): (str(o), "subject") for s, o in shapes.subject_objects(SH.targetSubjectsOf)}
    return found | {str(s): (str(o), "object") for s, o in shapes.subject_objects(SH.targetObjectsOf)}


@functools.cache
def _shapes(entities: bool) -> Graph:
    graph = Graph().parse(SHAPES, format="turtle")
    if not entities:
        graph.remove((None, SH.targetClass, _ENTITY))
    return graph


@functools.cache
def _shapes_digest() -> bytes:
    return hashlib.sha256(SHAPES.read_bytes()).digest()


def _graph(quads: Sequence[Quad]) -> Graph:
    graph = Graph(bind_namespaces="none")
    known: dict[str, Node] = {}
    for found in quads:
        nodes = []
        for word in found[:3]:
            node = known.get(word)
            if node is None:
                node = known[word] = _node(word)
            nodes.append(node)
        graph.add((nodes[0], nodes[1], nodes[2]))
    return graph


def _node(word: str) -> Node:
    if word.startswith("<"):
        return URIRef(word[1:-1])
    rest = word[word.rindex('"') + 1 :]
    value = value_of(word)
    if rest.startswith("@"):
        return Literal(value, lang=rest[1:])
    return Literal(value, datatype=URIRef(rest[3:-1])) if rest else Literal(value)
