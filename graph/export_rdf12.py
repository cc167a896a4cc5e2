"""The graph as Turtle of RDF 1.2: every assertion also names, as its reifier, the triple that it speaks of."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from graph import store
from graph.sparql import ask

__all__ = ["lines"]

#: Older readers stop here instead of at the first triple in a triple.
_VERSION = 'VERSION "1.2"\n'
_ASSERTIONS = """SELECT ?a ?s ?p ?o {
  ?a a jp:Assertion ; jp:subject ?s ; jp:predicate ?p ; jp:object ?o
} ORDER BY ?a ?s ?p ?o"""


def lines(build: Path) -> Iterator[str]:
    """Yield the union of the graphs, then ``assertion rdf:reifies <<( subject relation object )>>`` for each assertion.

    A triple that is only reified is not asserted, as it is with plans and denials; those that hold stand in the union.
    Raises: BuildError where there is no build.
    """
    yield _VERSION
    with (build / "graph.ttl").open(encoding="utf-8", newline="") as file:
        yield from file
    yield "\n"
    for row in ask(store.open(build), _ASSERTIONS).rows():
        assertion, subject, predicate, object_ = map(str, row)
        yield f"{assertion} rdf:reifies <<( {subject} {predicate} {object_} )>> .\n"
