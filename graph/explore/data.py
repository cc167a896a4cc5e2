"""What the explorer shows, read from a built dataset."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from graph.explore.records import Edge, Figure, Known, Mark, Mention, Node, Place, Source, Statement, Term, View
from graph.terms import unescape
from ontology.errors import BuildError
from ontology.names import JP as ONTOLOGY
from ontology.names import PREFIXES, graph

__all__ = ["Edge", "Figure", "Known", "Mark", "Node", "Place", "Source", "Statement", "Term", "View", "read"]

RDF, RDFS, SKOS, DCTERMS = (PREFIXES[name] for name in ("rdf", "rdfs", "skos", "dcterms"))
DERIVED = PREFIXES["prov"] + "wasDerivedFrom"
#: What the reference graph holds beside knowledge: the row that it comes from.
ROW = ONTOLOGY + "lexiconRow"
SYMMETRIC = PREFIXES["owl"] + "SymmetricProperty"


#: A line as the build writes it; the groups are subject, predicate, IRI, blank node, text, language, graph.
LINE = re.compile(
    r'(\S+) <([^>]*)> (?:<([^>]*)>|(_:\S+)|"([^"\\]*(?:\\.[^"\\]*)*)"(?:@([A-Za-z0-9-]+)|\^\^<[^>]*>)?) <([^>]*)> \.\n?'
)
LABELS = {RDFS + "label": "", SKOS + "prefLabel": "", SKOS + "altLabel": "alt"}
#: Lives in a graph of its own: what the lexicon adds.
REFERENCE = graph("reference")

Labels = dict[str, dict[str, list[str]]]


@dataclass
class Columns:
    """The dataset by predicate: subject → values, in the order of the file, which is sorted."""

    by: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    labels: Labels = field(default_factory=dict)
    reference: list[tuple[str, str, str, bool]] = field(default_factory=list)

    def column(self, predicate: str) -> dict[str, list[str]]:
        """Subject → values of one predicate, in all graphs."""
        return self.by.get(predicate, {})

    def one(self, subject: str, predicate: str, default: str = "") -> str:
        """The value of a predicate that has one."""
        values = self.by.get(predicate, {}).get(subject)
        return values[0] if values else default

    def all(self, subject: str, predicate: str) -> tuple[str, ...]:
        """Every value of a predicate, each once, sorted."""
        return tuple(sorted(set(self.by.get(predicate, {}).get(subject, ()))))


def read(build: Path) -> View:
    """Everything that the page needs from ``build/graph.nq``.

    Raises:
        BuildError: there is no dataset, or it is not N-Quads as a build writes them.
    """
    path = build / "graph.nq"
    table = _columns(path)
    terms = _terms(table)
    mentions = tuple(sorted(_mentions(table)))
    statements = tuple(_with_marks(mentions, _statements(table)))
    nodes = tuple(_nodes(table, terms))
    return View(
        nodes=nodes,
        edges=tuple(_edges(table, statements)),
        statements=statements,
        figures=tuple(_figures(table)),
        known=tuple(_known(table, {node.iri for node in nodes})),
        mentions=mentions,
        sources=tuple(_sources(table)),
        classes=tuple(term for term in terms if term.name[:1].isupper()),
        relations=tuple(term for term in terms if term.name[:1].islower()),
        conflicts=tuple(_conflicts(table)),
        version=_digest(path),
    )


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _columns(path: Path) -> Columns:
    """The file in one pass: a store would take three times as long, and every quad is wanted just once."""
    found = Columns()
    try:
        with path.open(encoding="utf-8", newline="\n") as file:
            for number, line in enumerate(file, 1):
                match = LINE.fullmatch(line)
                if match is None:
                    raise BuildError(
                        f"{path}:{number}: cannot be read as N-Quads, expected: subject predicate object graph ."
                    )
                _take(found, match.groups())
    except FileNotFoundError:
        raise BuildError(f"{path}: no dataset here, expected a build (make one with: jinpu build)") from None
    except (OSError, UnicodeDecodeError) as error:
        raise BuildError(f"{path}: cannot be read: {error}") from None
    return found


def _take(found: Columns, groups: tuple[str, ...]) -> None:
    subject, predicate, iri, blank, text, language, graph_ = groups
    subject = subject.strip("<>")
    value = iri if iri is not None else blank if blank is not None else unescape(text)
    if predicate in LABELS and text is not None:
        key = LABELS[predicate] or (language or "zh-hans").lower()
        found.labels.setdefault(subject, {}).setdefault(key, []).append(value)
        return
    found.by.setdefault(predicate, {}).setdefault(subject, []).append(value)
    if graph_ == REFERENCE and predicate.startswith(ONTOLOGY):
        found.reference.append((subject, predicate, value, iri is not None))


def _terms(table: Columns) -> list[Term]:
    """The labelled classes and relations of the ontology, sorted by local name."""
    found = []
    for iri in sorted(table.labels):
        if not iri.startswith(ONTOLOGY):
            continue
        name, by = iri.removeprefix(ONTOLOGY), table.labels[iri]
        above = tuple(sorted(_above(table, iri) - {iri}))
        zh = _first(by, "zh-hans", "zh") or name
        found.append(
            Term(
                name,
                zh,
                _first(by, "zh-hant") or zh,
                _first(by, "en") or name,
                tuple(map(_local, above)),
                SYMMETRIC in table.all(iri, RDF + "type"),
            )
        )
    return found


def _above(table: Columns, iri: str) -> set[str]:
    seen: set[str] = set()
    todo = [iri]
    while todo:
        here = todo.pop()
        if here not in seen and here.startswith(ONTOLOGY):
            seen.add(here)
            todo.extend(table.all(here, RDFS + "subClassOf"))
    return seen


def _first(by: dict[str, list[str]], *languages: str) -> str:
    return next((min(by[language]) for language in languages if language in by), "")


def _local(iri: str) -> str:
    return iri.removeprefix(ONTOLOGY)


def _nodes(table: Columns, terms: Iterable[Term]) -> Iterator[Node]:
    entities = {ONTOLOGY + "Entity"}
    depth = {ONTOLOGY + term.name: len(term.above) for term in terms}
    for iri, types in sorted(table.column(RDF + "type").items()):
        if not entities & set(types) or table.all(iri, DCTERMS + "isReplacedBy"):
            continue
        by = table.labels.get(iri, {})
        name = _first(by, "zh-hans", "zh", "en") or iri.rsplit("/", 1)[-1]
        finest_first = sorted(types, key=lambda kind: (-depth.get(kind, 0), kind))
        hant, en = _first(by, "zh-hant"), _first(by, "en")
        yield Node(
            iri=iri,
            name=name,
            hant="" if hant == name else hant,
            en="" if en == name else en,
            aliases=tuple(alias for alias in sorted(set(by.get("alt", ()))) if alias not in (name, hant, en)),
            classes=tuple(map(_local, finest_first)),
            documents=table.all(iri, ONTOLOGY + "mentionedIn"),
        )


def _place(table: Columns, iri: str) -> Place:
    start = int(table.one(iri, ONTOLOGY + "start", "0"))
    quote = table.one(iri, ONTOLOGY + "quote")
    end = int(table.one(iri, ONTOLOGY + "end", str(start + len(quote))))
    return Place(table.one(iri, ONTOLOGY + "role", "statement"), quote, start, end)


def _statements(table: Columns) -> Iterator[Statement]:
    jp = ONTOLOGY
    for iri in sorted(table.column(jp + "predicate")):
        context = sorted(table.all(iri, jp + "context"), key=lambda item: int(table.one(item, jp + "order", "0")))
        yield Statement(
            iri=iri,
            subject=table.one(iri, jp + "subject"),
            relation=_local(table.one(iri, jp + "predicate")),
            object=table.one(iri, jp + "object"),
            status=table.one(iri, jp + "status", "asserted"),
            confidence=float(table.one(iri, jp + "confidence", "1")),
            rule=table.one(iri, jp + "rule"),
            document=table.one(iri, DERIVED),
            place=_place(table, iri),
            context=tuple(_place(table, item) for item in context),
            when=table.one(iri, jp + "when"),
            since=table.one(iri, jp + "from"),
            until=table.one(iri, jp + "until"),
            resolved=table.one(iri, jp + "whenResolved") in ("true", "1"),
        )


def _mentions(table: Columns) -> Iterator[Mention]:
    for iri, entities in table.column(ONTOLOGY + "mentionOf").items():
        start, end = (int(table.one(iri, ONTOLOGY + name, "0")) for name in ("start", "end"))
        yield Mention(table.one(iri, DERIVED), start, end, entities[0])


def _with_marks(mentions: Iterable[Mention], statements: Iterable[Statement]) -> Iterator[Statement]:
    """The statements with the names of their two ends marked, from the mentions that lie inside the quote."""
    spots: defaultdict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for mention in mentions:
        spots[mention.document, mention.entity].append((mention.start, mention.end))
    for item in statements:
        inside = (
            sorted(
                Mark(start - item.place.start, stop - item.place.start, end)
                for entity, end in ((item.subject, "s"), (item.object, "o"))
                for start, stop in spots.get((item.document, entity), ())
                if item.place.start <= start < stop <= item.place.end
            )
            if spots
            else ()
        )
        yield replace(item, marks=tuple(inside))


def _edges(table: Columns, statements: Iterable[Statement]) -> Iterator[Edge]:
    for subject, relation, obj in sorted({(item.subject, item.relation, item.object) for item in statements}):
        yield Edge(subject, relation, obj, obj in table.column(ONTOLOGY + relation).get(subject, ()))


def _figures(table: Columns) -> Iterator[Figure]:
    jp = ONTOLOGY
    for iri in sorted(table.column(jp + "about")):
        number = table.one(iri, jp + "number")
        yield Figure(
            iri=iri,
            about=table.one(iri, jp + "about"),
            indicator=table.one(iri, jp + "indicator"),
            concept=table.one(iri, jp + "indicatorConcept"),
            value=table.one(iri, jp + "value"),
            unit=table.one(iri, jp + "unit"),
            number=float(number) if number else None,
            base_unit=table.one(iri, jp + "baseUnit"),
            period=table.one(iri, jp + "period"),
            since=table.one(iri, jp + "from"),
            until=table.one(iri, jp + "until"),
            status=table.one(iri, jp + "observationStatus", "actual"),
            document=table.one(iri, DERIVED),
            place=_place(table, iri),
        )


def _known(table: Columns, nodes: set[str]) -> Iterator[Known]:
    """The reference graph's own statements about entities; labels and types are shown elsewhere."""
    for subject, predicate, value, is_iri in sorted(set(table.reference)):
        if subject in nodes and predicate != ROW:
            row = table.one(subject, ROW)
            yield Known(subject, _local(predicate), value if is_iri else "", "" if is_iri else value, row)


def _conflicts(table: Columns) -> Iterator[tuple[str, str]]:
    """Each pair once: the dataset has both directions."""
    for one, others in sorted(table.column(ONTOLOGY + "conflictsWith").items()):
        yield from ((one, other) for other in sorted(set(others)) if one < other)


def _sources(table: Columns) -> Iterator[Source]:
    for iri in sorted(table.column(ONTOLOGY + "fileName")):
        name = table.one(iri, ONTOLOGY + "fileName")
        yield Source(
            iri=iri,
            name=name,
            title=table.one(iri, DCTERMS + "title") or name,
            issued=table.one(iri, DCTERMS + "issued"),
            sha256=table.one(iri, ONTOLOGY + "sha256"),
            encoding=table.one(iri, ONTOLOGY + "encoding", "utf-8"),
        )
