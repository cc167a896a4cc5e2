"""What a build tells about itself: report.json, the same bytes for the same documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graph.dataset import Dataset
from graph.merge import Node
from graph.stated import Statement
from graph.statements import Assertion, Figure, Naming
from graph.terms import Quad, term, value_of
from graph.write import union
from jinpu.workers import Reading
from ontology.names import JP
from ontology.schema import load as load_schema

__all__ = ["make"]

#: Below this a person should look: on the annotated passages about half of such statements are wrong.
_UNSURE = 0.6
#: A list that a person reads to the end.
_SHOWN = 100
#: Report quotes are shortened to what fits a line or two; the graph holds them whole.
_QUOTE = 160

Json = dict[str, Any]


def make(dataset: Dataset, readings: Sequence[Reading], failures: Iterable[str]) -> Json:
    """Return the report as JSON: what was read, what came out, what was refused, what is uncertain."""
    names = {node.iri: node for node in dataset.merged.nodes}
    sure = [s for s in dataset.statements if isinstance(s, Assertion | Figure)]
    unsure = sorted((s for s in sure if _confidence(s) < _UNSURE), key=lambda s: (_confidence(s), s.iri))
    return {
        "schema": load_schema().version,
        "totals": _totals(dataset),
        "documents": [_document(reading, dataset.statements) for reading in _by_name(readings)],
        "failed": sorted(failures),
        "entities": _entities(dataset.quads),
        "relations": _relations(dataset),
        "components": _counted(s.component for s in dataset.statements if isinstance(s, Naming)),
        "coverage": _coverage(readings),
        "refused": [
            {"document": r.document, "start": r.start, "end": r.end, "kind": r.kind, "what": r.what, "reason": r.reason}
            for r in dataset.refused
        ],
        "decisions_without_effect": list(dataset.unused),
        "uncertain": {"below": _UNSURE, "count": len(unsure), "first": [_shown(s, names) for s in unsure[:_SHOWN]]},
        "notes": [
            {
                "document": reading.extraction.document.name,
                "kind": note.kind,
                "start": note.start,
                "message": note.message,
            }
            for reading in _by_name(readings)
            for note in reading.extraction.notes
        ],
    }


def _by_name(readings: Iterable[Reading]) -> list[Reading]:
    return sorted(readings, key=lambda reading: reading.extraction.document.name)


def _totals(dataset: Dataset) -> Json:
    kinds = Counter(type(s) for s in dataset.statements)
    graphs = Counter(quad[3] for quad in dataset.quads)
    entities = {s for s, p, o, g in dataset.quads if g == "entities" and o == term("jp:Entity")}
    return {
        "entities": len(entities),
        "assertions": kinds[Assertion],
        "observations": kinds[Figure],
        "mentions": kinds[Naming],
        "refused": len(dataset.refused),
        "triples": len(union(dataset.quads)),
        "graphs": dict(sorted(graphs.items())),
    }


def _document(reading: Reading, statements: Iterable[Statement]) -> Json:
    document = reading.extraction.document
    kinds = Counter(type(s) for s in statements if s.document.sha256 == document.sha256)
    return {
        "file": document.name,
        "title": document.meta.title,
        "issued": document.meta.issued,
        "publisher": document.meta.publisher,
        "sha256": document.sha256,
        "encoding": document.encoding,
        "characters": len(document.text),
        "mentions": kinds[Naming],
        "assertions": kinds[Assertion],
        "observations": kinds[Figure],
        "coverage": [
            {"kind": c.kind, "blocks": c.blocks, "characters": c.characters, "named": c.named, "stating": c.stating}
            for c in reading.coverage
        ],
        "became": [{"page": s.page, "start": s.start, "end": s.end, "kinds": s.kinds} for s in reading.became],
    }


def _entities(quads: Iterable[Quad]) -> Json:
    """Return how many mentioned entities each class has, the ones above included."""
    found = Counter(value_of(o) for _, p, o, g in quads if g == "entities" and p == term("rdf:type"))
    return {name.removeprefix(JP): count for name, count in sorted(found.items())}


def _relations(dataset: Dataset) -> Json:
    """Return assertions by relation and status, and the facts that hold (of unordered pairs where symmetric)."""
    relations = load_schema().relations
    said = Counter((s.relation, s.fact.status) for s in dataset.statements if isinstance(s, Assertion))
    held = Counter(p for s, p, o, g in dataset.quads if g == "entities" and value_of(p).removeprefix(JP) in relations)
    found = {}
    for name, relation in relations.items():
        count = held[term(f"jp:{name}")]
        found[name] = {
            "holds": count // 2 if relation.symmetric else count,
            **{status: said[name, status] for status in ("asserted", "planned", "negated")},
        }
    return found


def _coverage(readings: Iterable[Reading]) -> list[Json]:
    total: dict[str, list[int]] = {}
    for reading in readings:
        for c in reading.coverage:
            row = total.setdefault(c.kind, [0, 0, 0, 0])
            for column, amount in enumerate((c.blocks, c.characters, c.named, c.stating)):
                row[column] += amount
    names = ("blocks", "characters", "named", "stating")
    return [{"kind": kind, **dict(zip(names, row, strict=True))} for kind, row in sorted(total.items())]


def _counted(words: Iterable[str]) -> Json:
    return dict(sorted(Counter(words).items()))


def _confidence(statement: Assertion | Figure) -> float:
    return statement.fact.confidence if isinstance(statement, Assertion) else statement.observation.confidence


def _shown(statement: Assertion | Figure, names: Mapping[str, Node]) -> Json:
    if isinstance(statement, Assertion):
        said: Any = statement.fact
        what = f"{names[statement.subject].name} {statement.relation} {names[statement.object].name} ({said.status})"
    else:
        said = statement.observation
        what = f"{names[statement.about].name} | {said.indicator} | {said.value} | {said.unit} | {said.period}"
    quote = " ".join(said.evidence.quote.split())
    return {
        "document": statement.document.name,
        "start": said.evidence.start,
        "end": said.evidence.end,
        "what": what,
        "confidence": said.confidence,
        "rule": said.rule,
        "quote": quote if len(quote) <= _QUOTE else quote[: _QUOTE - 1] + "…",
    }
