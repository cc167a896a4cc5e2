"""Direct triples: what the documents say last, where they assert it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from graph.statements import Assertion
from graph.terms import Quad, iri
from ontology.names import JP
from ontology.periods import bounds
from ontology.schema import load as load_schema

__all__ = ["LIKELY", "holds", "triples"]

#: An assertion that is more likely wrong than right (its confidence is calibrated) decides nothing: it stays in the
#: dataset with its quote, and `jinpu review` shows it.
LIKELY = 0.5


def triples(assertions: Iterable[Assertion]) -> Iterator[Quad]:
    """Yield a triple for each fact that holds, both directions of a symmetric relation."""
    relations = load_schema().relations
    facts: dict[tuple[str, str, str], list[Assertion]] = defaultdict(list)
    for assertion in assertions:
        facts[assertion.subject, assertion.relation, assertion.object].append(assertion)
    for (subject, relation, object_), said in facts.items():
        if holds(said):
            yield iri(subject), iri(JP + relation), iri(object_), "entities"
            if relations[relation].symmetric:
                yield iri(object_), iri(JP + relation), iri(subject), "entities"


def holds(said: Iterable[Assertion]) -> bool:
    """Return whether the assertions of one fact make it true: the latest that is likely and not a plan decides.

    Of two that are equally late the one that asserts wins. An assertion without a date is as old as its document.
    """
    dated = [(_date(assertion), assertion.fact.status == "asserted") for assertion in said if _decides(assertion)]
    return bool(dated) and max(dated)[1]


def _decides(assertion: Assertion) -> bool:
    return assertion.fact.status in ("asserted", "negated") and assertion.fact.confidence >= LIKELY


def _date(assertion: Assertion) -> str:
    return bounds(assertion.fact.when)[0] or bounds(assertion.document.meta.issued)[0]
