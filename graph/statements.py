"""Assertions, observations, mentions and documents as quads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from extract.records import Document, Fact, Observation, Place
from graph.terms import Quad, boolean, date, decimal, integer, iri, quad, term, text
from ontology import names
from ontology.periods import bounds

__all__ = [
    "Assertion",
    "Figure",
    "Naming",
    "assertion_quads",
    "document_quads",
    "figure_quads",
    "indicator",
    "naming_quads",
]


@dataclass(frozen=True, slots=True)
class Assertion:
    """A relation that a place of a document states, between entities of the whole graph (given by IRI)."""

    subject: str
    relation: str
    object: str
    fact: Fact = field(repr=False)
    document: Document = field(repr=False)

    @property
    def iri(self) -> str:
        said = (self.subject, self.relation, self.object, self.fact.status)
        place = (self.document.sha256, self.fact.evidence.start, self.fact.evidence.end)
        return names.statement("assertion", (*said, *place))


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that a place of a document gives about an entity of the whole graph."""

    about: str
    observation: Observation = field(repr=False)
    document: Document = field(repr=False)

    @property
    def iri(self) -> str:
        seen = self.observation
        said = (seen.indicator, seen.value, seen.unit, seen.period, seen.status)
        place = (self.document.sha256, seen.evidence.start, seen.evidence.end)
        return names.statement("observation", (self.about, *said, *place))


@dataclass(frozen=True, slots=True)
class Naming:
    """A name of an entity where it stands in a document: ``document.text[start:end]``."""

    entity: str
    start: int
    end: int
    component: str
    document: Document = field(repr=False)

    @property
    def iri(self) -> str:
        return names.statement("mention", (self.entity, self.document.sha256, self.start, self.end))


def assertion_quads(assertion: Assertion) -> Iterator[Quad]:
    """Yield the quads of one assertion and its further places."""
    node, fact = assertion.iri, assertion.fact
    ends = (assertion.subject, names.JP + assertion.relation, assertion.object)
    yield quad("assertions", node, "rdf:type", term("jp:Statement"))
    yield quad("assertions", node, "rdf:type", term("jp:Assertion"))
    for name, value in zip(("subject", "predicate", "object"), ends, strict=True):
        yield quad("assertions", node, f"jp:{name}", iri(value))
    yield quad("assertions", node, "jp:fact", iri(names.fact(assertion.subject, assertion.relation, assertion.object)))
    yield quad("assertions", node, "jp:status", text(fact.status))
    if fact.when:
        yield quad("assertions", node, "jp:when", text(fact.when))
        yield from _time(node, fact.when, fact.when_resolved)
    yield from _evidence(node, assertion.document, fact.evidence, fact.context)
    yield from _origin(node, fact.confidence, fact.rule)


def figure_quads(figure: Figure) -> Iterator[Quad]:
    """Yield the quads of one observation and its further places."""
    node, seen = figure.iri, figure.observation
    yield quad("assertions", node, "rdf:type", term("jp:Statement"))
    yield quad("assertions", node, "rdf:type", term("jp:Observation"))
    yield quad("assertions", node, "jp:about", iri(figure.about))
    yield quad("assertions", node, "jp:indicator", text(seen.indicator))
    yield quad("assertions", node, "jp:value", text(seen.value))
    yield quad("assertions", node, "jp:observationStatus", text(seen.status))
    if seen.concept:
        yield quad("assertions", node, "jp:indicatorConcept", iri(indicator(seen.concept)))
    for name, words in (("unit", seen.unit), ("baseUnit", seen.base_unit), ("period", seen.period)):
        if words:
            yield quad("assertions", node, f"jp:{name}", text(words))
    for name, number in (("number", seen.number), ("valueMin", seen.value_min), ("valueMax", seen.value_max)):
        if number is not None:
            yield quad("assertions", node, f"jp:{name}", decimal(number))
    if seen.period:
        yield from _time(node, seen.period, seen.period_resolved)
    yield from _evidence(node, figure.document, seen.evidence, seen.context)
    yield from _origin(node, seen.confidence, seen.rule)


def naming_quads(naming: Naming) -> Iterator[Quad]:
    """Yield the quads of one mention, and that its document mentions the entity."""
    node, document = naming.iri, names.document(naming.document.sha256)
    yield quad("mentions", node, "rdf:type", term("jp:Mention"))
    yield quad("mentions", node, "jp:mentionOf", iri(naming.entity))
    yield quad("mentions", node, "prov:wasDerivedFrom", iri(document))
    yield quad("mentions", node, "jp:quote", text(naming.document.text[naming.start : naming.end]))
    yield quad("mentions", node, "jp:start", integer(naming.start))
    yield quad("mentions", node, "jp:end", integer(naming.end))
    if naming.component:
        yield quad("mentions", node, "jp:component", text(naming.component))
    yield quad("mentions", naming.entity, "jp:mentionedIn", iri(document))


def document_quads(document: Document, file_names: Iterable[str]) -> Iterator[Quad]:
    """Yield the quads of one document; the same bytes may lie in several files."""
    node, meta = names.document(document.sha256), document.meta
    yield quad("documents", node, "rdf:type", term("jp:Document"))
    for name in file_names:
        yield quad("documents", node, "jp:fileName", text(name))
    yield quad("documents", node, "jp:sha256", text(document.sha256))
    yield quad("documents", node, "jp:encoding", text(document.encoding))
    if meta.title:
        yield quad("documents", node, "dcterms:title", text(meta.title))
    if meta.publisher:
        yield quad("documents", node, "jp:publisherName", text(meta.publisher))
    if meta.issued:
        kind = {4: "gYear", 7: "gYearMonth"}.get(len(meta.issued), "date")
        yield quad("documents", node, "dcterms:issued", f"{text(meta.issued)}^^{term('xsd:' + kind)}")


def indicator(concept: str) -> str:
    """Return the IRI of an indicator concept."""
    return names.entity("indicator", concept)


def _time(node: str, when: str, resolved: bool) -> Iterator[Quad]:
    first, last = bounds(when)
    if first:
        yield quad("assertions", node, "jp:from", date(first))
        yield quad("assertions", node, "jp:until", date(last))
    if resolved:
        yield quad("assertions", node, "jp:whenResolved", boolean(True))


def _evidence(node: str, document: Document, place: Place, context: Iterable[Place]) -> Iterator[Quad]:
    yield quad("assertions", node, "prov:wasDerivedFrom", iri(names.document(document.sha256)))
    yield from _place(node, place)
    for order, further in enumerate(context, 1):
        excerpt = names.excerpt(node, order)
        yield quad("assertions", node, "jp:context", iri(excerpt))
        yield quad("assertions", excerpt, "rdf:type", term("jp:Excerpt"))
        yield quad("assertions", excerpt, "jp:role", text(further.role))
        yield quad("assertions", excerpt, "jp:order", integer(order))
        yield from _place(excerpt, further)


def _place(node: str, place: Place) -> Iterator[Quad]:
    yield quad("assertions", node, "jp:quote", text(place.quote))
    yield quad("assertions", node, "jp:start", integer(place.start))
    yield quad("assertions", node, "jp:end", integer(place.end))


def _origin(node: str, confidence: float, rule: str) -> Iterator[Quad]:
    yield quad("assertions", node, "jp:confidence", decimal(round(confidence, 4)))
    if rule:
        yield quad("assertions", node, "jp:rule", text(rule))
