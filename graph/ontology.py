"""The vocabulary as quads of the dataset, the same ones on every run."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, Literal, NamedNode, RdfFormat, Triple, parse

from graph.terms import Quad, iri, term, text
from ontology.schema import FILE

__all__ = ["ontology_quads", "written"]

_FILES = (FILE, FILE.with_name("align.ttl"))
#: Pyoxigraph gives language tags in lower case.
_LANGUAGES = {"zh-hans": "zh-Hans", "zh-hant": "zh-Hant"}


def ontology_quads() -> Iterator[Quad]:
    """Yield the schema and its alignments; blank nodes are numbered by RDFC-1.0, so they never change by chance."""
    dataset = Dataset(found for file in _FILES for found in parse(path=str(file), format=RdfFormat.TURTLE))
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    for found in dataset:
        yield written(found.subject), written(found.predicate), written(found.object), "ontology"


def written(node: NamedNode | BlankNode | Literal | Triple) -> str:
    """Return a term of pyoxigraph as the dataset writes it."""
    if isinstance(node, NamedNode):
        return iri(node.value)
    if not isinstance(node, Literal):
        return str(node)
    if node.language:
        return text(node.value, _LANGUAGES.get(node.language, node.language))
    kind = iri(node.datatype.value)
    return text(node.value) if kind == term("xsd:string") else f"{text(node.value)}^^{kind}"
