"""What extractions state, between entities of the whole graph: each statement once, at a place that reads so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extract.records import Extraction, Place
from graph.decisions import Decision
from graph.merge import Merged
from graph.statements import Assertion, Figure, Naming
from ontology.schema import load as load_schema

__all__ = ["Statement", "misplaced", "range_of", "rejected", "stated"]

Statement = Assertion | Figure | Naming


def stated(extractions: Iterable[Extraction], merged: Merged) -> list[Statement]:
    """Return the statements of extractions, one an IRI, the surest; sorted by IRI."""
    best: dict[str, Statement] = {}
    for statement in (s for extraction in extractions for s in _statements(extraction, merged)):
        known = best.setdefault(statement.iri, statement)
        if known is not statement and _rank(statement) > _rank(known):
            best[statement.iri] = statement
    return [best[name] for name in sorted(best)]


def _statements(extraction: Extraction, merged: Merged) -> Iterator[Statement]:
    document, hash_ = extraction.document, extraction.document.sha256
    symmetric = {name for name, relation in load_schema().relations.items() if relation.symmetric}

    def entity(mention: int) -> str:
        index = merged.of.get((hash_, mention))
        return "" if index is None else merged.nodes[index].iri

    for index, mention in enumerate(extraction.mentions):
        if node := entity(index):
            yield Naming(node, *mention.raw, mention.component, document)
    for fact in extraction.facts:
        head, tail = entity(fact.head), entity(fact.tail)
        if head and tail:
            if fact.relation in symmetric:
                head, tail = sorted((head, tail))
            yield Assertion(head, fact.relation, tail, fact, document)
    for observation in extraction.observations:
        if node := entity(observation.head):
            yield Figure(node, observation, document)


def _rank(statement: Statement) -> tuple[float, str, str]:
    if isinstance(statement, Naming):
        return 0.0, statement.component, ""
    said = statement.fact if isinstance(statement, Assertion) else statement.observation
    return said.confidence, said.rule, repr(said)


def _places(statement: Statement) -> tuple[Place, ...]:
    if isinstance(statement, Naming):
        return ()
    said = statement.fact if isinstance(statement, Assertion) else statement.observation
    return said.evidence, *said.context


def misplaced(statement: Statement) -> str:
    """Return why a place of a statement is not in its document, or the empty string."""
    text = statement.document.text
    for place in _places(statement):
        if not 0 <= place.start < place.end <= len(text):
            return f"{place.role} {place.start}:{place.end} is no place of a document of {len(text)} characters"
        if text[place.start : place.end] != place.quote:
            return f"{place.role} {place.start}:{place.end} does not read as its quote"
    if isinstance(statement, Naming) and not 0 <= statement.start < statement.end <= len(text):
        return f"mention {statement.start}:{statement.end} is no place of a document of {len(text)} characters"
    return ""


def rejected(statement: Statement, decisions: Iterable[Decision]) -> Decision | None:
    """Return the decision that rejects a statement, if one does."""
    start, end = range_of(statement)
    for decision in decisions:
        here = decision.document and statement.document.sha256.startswith(decision.document)
        if not here or (decision.start, decision.end) != (start, end) or isinstance(statement, Naming):
            continue
        if decision.relation and not (isinstance(statement, Assertion) and statement.relation == decision.relation):
            continue
        return decision
    return None


def range_of(statement: Statement) -> tuple[int, int]:
    """Return start and end of a statement's evidence in its document."""
    if isinstance(statement, Naming):
        return statement.start, statement.end
    place = _places(statement)[0]
    return place.start, place.end
