"""The RDF dataset of a set of extractions: entities merged, statements checked, named graphs filled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from extract.lexicon.table import Entry
from extract.records import Extraction
from graph.batches import batched
from graph.chunk import Chunk
from graph.conflicts import conflict_quads
from graph.decisions import Decision
from graph.facts import triples
from graph.merge import Merged, Node, merge
from graph.ontology import example_quads, ontology_quads
from graph.reference import class_quads, label_quads, reference_quads
from graph.stated import Statement, misplaced, range_of, rejected, stated
from graph.statements import (
    Assertion,
    Figure,
    Naming,
    assertion_quads,
    document_quads,
    figure_quads,
    naming_quads,
)
from graph.terms import Quad, iri, quad, term
from graph.void import void_quads
from ontology.names import document as document_iri
from ontology.names import fact as fact_iri

__all__ = ["Dataset", "Refused", "Validator", "build"]

#: Takes chunks of quads and returns why a node is refused, for each that is.
Validator = Callable[[Sequence[Chunk]], Mapping[str, str]]

#: Statements a chunk: small enough for two processes to share a long document, large enough to pay for its set-up.
_CHUNK = 1500


@dataclass(frozen=True, slots=True, order=True)
class Refused:
    """A statement that is kept out of the graph, and why."""

    document: str
    start: int
    end: int
    kind: str  #: assertion, observation, mention or entity
    what: str
    reason: str


@dataclass(frozen=True, slots=True)
class Dataset:
    """The sorted quads, and what a report tells of them."""

    quads: tuple[Quad, ...] = field(repr=False)
    merged: Merged = field(repr=False)
    statements: tuple[Statement, ...] = field(repr=False)
    refused: tuple[Refused, ...] = ()
    unused: tuple[str, ...] = ()  #: decisions that decide nothing, one line each


def build(
    extractions: Iterable[Extraction],
    entries: Mapping[str, Entry],
    validate: Validator,
    decisions: Sequence[Decision] = (),
) -> Dataset:
    """Return the dataset; the order of the extractions changes nothing."""
    documents = _distinct(extractions)
    kept = [found[0] for found in documents.values()]
    merged = merge(kept, decisions)
    statements: list[Statement] = []
    refused = [_rejected_entity(decision, name) for decision, name in merged.rejected]
    used: set[str] = set()
    for statement in stated(kept, merged):
        reason = misplaced(statement)
        if not reason and (decision := rejected(statement, decisions)):
            used.add(decision.where)
            reason = _by_person(decision)
        if reason:
            refused.append(_refused(statement, merged, reason))
        else:
            statements.append(statement)
    accepted, invalid = _valid(statements, merged, entries, validate)
    refused += invalid
    unused = tuple(
        f"{d.where}: {d.kind} {' · '.join(d.names) or d.document} decides nothing here"
        for d in decisions
        if d in merged.unused or (d.document and d.where not in used)
    )
    quads = set(_quads(accepted, merged, entries))
    for found in documents.values():
        quads.update(document_quads(found[0].document, sorted({e.document.name for e in found})))
    quads.update([*void_quads(quads)])
    return Dataset(tuple(sorted(quads, key=_order)), merged, tuple(accepted), tuple(sorted(set(refused))), unused)


def _order(found: Quad) -> Quad:
    subject, predicate, object_, graph = found
    return graph, subject, predicate, object_


def _distinct(extractions: Iterable[Extraction]) -> dict[str, list[Extraction]]:
    """Return the extractions by document hash: the same bytes in two files are one document, told by the first name."""
    found: dict[str, list[Extraction]] = defaultdict(list)
    for extraction in sorted(extractions, key=lambda e: (e.document.name, e.document.sha256)):
        found[extraction.document.sha256].append(extraction)
    return found


def _refused(statement: Statement, merged: Merged, reason: str) -> Refused:
    names = {node.iri: node.name for node in merged.nodes}
    if isinstance(statement, Assertion):
        said = f"{names[statement.subject]} {statement.relation} {names[statement.object]} ({statement.fact.status})"
        kind = "assertion"
    elif isinstance(statement, Figure):
        seen = statement.observation
        said = f"{names[statement.about]} | {seen.indicator} | {seen.value} | {seen.unit} | {seen.period}"
        kind = "observation"
    else:
        said, kind = names[statement.entity], "mention"
    return Refused(statement.document.name, *range_of(statement), kind, said, reason)


def _rejected_entity(decision: Decision, name: str) -> Refused:
    return Refused("", 0, 0, "entity", f"{name} ({decision.type})", _by_person(decision))


def _by_person(decision: Decision) -> str:
    return f"rejected by a person ({decision.where})"


def _valid(
    statements: Sequence[Statement], merged: Merged, entries: Mapping[str, Entry], validate: Validator
) -> tuple[list[Statement], list[Refused]]:
    """Return the statements that the shapes accept, and the others with the reason."""
    refused: list[Refused] = []
    reasons = dict(validate(tuple(_chunks(statements, merged, entries))))
    accepted: list[Statement] = []
    for node in merged.nodes:
        if node.iri in reasons:
            refused.append(Refused("", 0, 0, "entity", f"{node.name} ({node.type})", reasons[node.iri]))
    for statement in statements:
        reason = next((reasons[name] for name in _depends(statement) if name in reasons), "")
        if reason:
            refused.append(_refused(statement, merged, reason))
        else:
            accepted.append(statement)
    return accepted, refused


def _depends(statement: Statement) -> Iterator[str]:
    """Yield the nodes that must be valid for a statement to be."""
    yield statement.iri
    yield document_iri(statement.document.sha256)
    yield from _entities(statement)
    if isinstance(statement, Assertion):
        yield fact_iri(statement.subject, statement.relation, statement.object)


def _entities(statement: Statement) -> tuple[str, ...]:
    if isinstance(statement, Assertion):
        return statement.subject, statement.object
    return (statement.about,) if isinstance(statement, Figure) else (statement.entity,)


def _chunks(statements: Iterable[Statement], merged: Merged, entries: Mapping[str, Entry]) -> Iterator[Chunk]:
    """Yield what the shapes look at: entities with their labels, and the statements of each document apart."""
    for some in batched(merged.nodes, _CHUNK):
        yield Chunk(tuple(q for node in some for q in _entity_quads(node, entries)), entities=True)
    nodes = {node.iri: node for node in merged.nodes}
    by_document: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        by_document[statement.document.sha256].append(statement)
    for hash_ in sorted(by_document):
        for part in batched(by_document[hash_], _CHUNK):
            yield Chunk(tuple(_candidates(part, nodes)))


def _candidates(statements: Sequence[Statement], nodes: Mapping[str, Node]) -> Iterator[Quad]:
    """Yield statements, the classes of their entities, and the triple of every assertion whatever its status."""
    document = statements[0].document
    yield from document_quads(document, (document.name,))
    for entity in sorted({name for statement in statements for name in _entities(statement)}):
        yield from class_quads(nodes[entity], "entities")
    for statement in statements:
        yield from _statement_quads(statement)
        if isinstance(statement, Assertion):
            yield iri(statement.subject), term(f"jp:{statement.relation}"), iri(statement.object), "entities"


def _quads(accepted: Sequence[Statement], merged: Merged, entries: Mapping[str, Entry]) -> Iterator[Quad]:
    named = {s.entity for s in accepted if isinstance(s, Naming)}
    nodes = [node for node in merged.nodes if node.iri in named]
    for node in nodes:
        yield from _entity_quads(node, entries)
        for old in node.replaced:
            yield quad("entities", old, "dcterms:isReplacedBy", iri(node.iri))
    for statement in accepted:
        yield from _statement_quads(statement)
    yield from triples(s for s in accepted if isinstance(s, Assertion))
    yield from conflict_quads(s for s in accepted if not isinstance(s, Naming))
    yield from reference_quads(nodes, entries)
    yield from ontology_quads()
    yield from example_quads()


def _entity_quads(node: Node, entries: Mapping[str, Entry]) -> Iterator[Quad]:
    yield from class_quads(node, "entities")
    yield from label_quads(node, entries.get(node.key), "entities")


def _statement_quads(statement: Statement) -> Iterator[Quad]:
    if isinstance(statement, Assertion):
        return assertion_quads(statement)
    if isinstance(statement, Figure):
        return figure_quads(statement)
    return naming_quads(statement)
