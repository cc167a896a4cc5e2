"""SHACL over what is about to enter the graph: which nodes the shapes refuse, and why.

pySHACL is the engine. It takes its time, so the quads come in chunks (``graph.chunk``), checked in several processes.
"""

from __future__ import annotations

import functools
import gc
from collections import defaultdict
from collections.abc import Generator, Iterable, Iterator, Sequence

import pyshacl
from rdflib import RDF, SH, Graph, Literal, URIRef
from rdflib.namespace import NamespaceManager
from rdflib.term import Node

from graph.chunk import SHAPES, Chunk, Reasons
from graph.terms import Quad, term, value_of
from ontology.names import JP
from ontology.names import fact as fact_iri

__all__ = ["SHAPES", "check"]

_ENTITY = URIRef(JP + "Entity")
#: Triples whose object is a list of shapes or a shape that a value is tried against; failing it is no result yet.
_TRIED = (SH["or"], SH.qualifiedValueShape)


class _Plain(NamespaceManager):
    """Writes IRIs in full: a third of pySHACL's time went into prefixes for texts that nobody reads."""

    def __init__(self, graph: Graph) -> None:
        super().__init__(graph, bind_namespaces="none")

    def bind(self, *_: object, **__: object) -> None:
        """Bind nothing."""

    def normalizeUri(self, rdfTerm: str) -> str:  # noqa: N802, N803 - rdflib's names
        """Return the IRI in angle brackets."""
        return f"<{rdfTerm}>"


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


class _ShapesGraph(Graph):
    """Shapes, whose lists pySHACL reads again for every value that it tries."""

    def __init__(self) -> None:
        # Without contexts, which is faster; for the data pySHACL wants a store that has them.
        super().__init__(store="SimpleMemory", bind_namespaces="none")
        self.namespace_manager = _Plain(self)
        self.lists: dict[Node, tuple[Node, ...]] = {}

    def items(self, list: Node) -> Generator[Node, None, None]:  # noqa: A002 - rdflib's name
        """Yield what a list holds."""
        found = self.lists.get(list)
        if found is None:
            found = self.lists[list] = tuple(super().items(list))
        yield from found


@functools.cache
def _ends() -> dict[str, tuple[str, str]]:
    """Return the relation and the end that a shape looks at, for each shape that looks at one."""
    shapes = _shapes(True)
    found = {str(s): (str(o), "subject") for s, o in shapes.subject_objects(SH.targetSubjectsOf)}
    return found | {str(s): (str(o), "object") for s, o in shapes.subject_objects(SH.targetObjectsOf)}


@functools.cache
def _shapes(entities: bool) -> Graph:
    graph = _ShapesGraph().parse(SHAPES, format="turtle")
    if not entities:
        graph.remove((None, SH.targetClass, _ENTITY))
    # Without a message of its own each failed try is put into words, lists of classes and all.
    for inner in [*_tried(graph)]:
        graph.add((inner, SH.message, Literal("")))
    return graph


def _tried(graph: Graph) -> Iterator[Node]:
    for predicate in _TRIED:
        for found in graph.objects(None, predicate):
            yield from graph.items(found) if (found, RDF.first, None) in graph else (found,)


def _graph(quads: Sequence[Quad]) -> Graph:
    graph = Graph(bind_namespaces="none")
    graph.namespace_manager = _Plain(graph)
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
