"""The vocabulary as quads of the dataset, the same ones on every run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, Literal, NamedNode, RdfFormat, Triple, parse

from graph.terms import Quad, iri, term, text
from ontology.schema import FILE

__all__ = ["example_quads", "ontology_quads", "written"]

_FILES = (FILE, FILE.with_name("align.ttl"))
_EXAMPLES = Path(__file__).with_name("examples.ttl")
#: Pyoxigraph gives language tags in lower case.
_LANGUAGES = {"zh-hans": "zh-Hans", "zh-hant": "zh-Hant"}


def ontology_quads() -> Iterator[Quad]:
    """Yield the schema and its alignments; blank nodes are numbered by RDFC-1.0, so they never change by chance."""
    return _quads(_FILES, "ontology")


def example_quads() -> Iterator[Quad]:
    """Yield the example questions."""
    return _quads((_EXAMPLES,), "examples")


def _quads(files: Iterable[Path], graph: str) -> Iterator[Quad]:
    dataset = Dataset(found for file in files for found in parse(path=str(file), format=RdfFormat.TURTLE))
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    for found in dataset:
        yield written(found.subject), written(found.predicate), written(found.object), graph


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
