"""What the pages of views take from: entities by class, facts by relation, statements with their quotes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote

from graph.explore.pack import document_page
from graph.explore.records import Edge, Figure, Node, Place, Source, Statement, Term, View
from graph.explore.views.records import Label, Links, Piece, Said, Thing, Told
from ontology.names import BASE

__all__ = ["Shelf"]

#: Of one fact no more statements are shown; how many there are stands beside it.
STATEMENTS = 3


@dataclass(frozen=True)
class Shelf:
    """A view, and ways to find things in it."""

    view: View
    types: Collection[str]
    links: Links

    @cached_property
    def nodes(self) -> dict[str, Node]:
        return {node.iri: node for node in self.view.nodes}

    @cached_property
    def terms(self) -> dict[str, Term]:
        return {term.name: term for term in (*self.view.classes, *self.view.relations)}

    @cached_property
    def sources(self) -> dict[str, Source]:
        return {source.iri: source for source in self.view.sources}

    @cached_property
    def statements(self) -> dict[tuple[str, str, str], list[Statement]]:
        """Fact → its statements, oldest first."""
        found: defaultdict[tuple[str, str, str], list[Statement]] = defaultdict(list)
        for item in sorted(self.view.statements, key=lambda item: (item.since or self.issued(item.document), item.iri)):
            found[item.subject, item.relation, item.object].append(item)
        return dict(found)

    @cached_property
    def by_relation(self) -> dict[str, list[Edge]]:
        found: defaultdict[str, list[Edge]] = defaultdict(list)
        for edge in self.view.edges:
            if edge.subject in self.nodes and edge.object in self.nodes:
                found[edge.relation].append(edge)
        return dict(found)

    @cached_property
    def by_document(self) -> dict[str, list[Edge]]:
        """Document → the facts that it states, in the order of the graph."""
        stating = {key: {item.document for item in said} for key, said in self.statements.items()}
        found: defaultdict[str, list[Edge]] = defaultdict(list)
        for edges in self.by_relation.values():
            for edge in edges:
                for document in stating[edge.subject, edge.relation, edge.object]:
                    found[document].append(edge)
        return dict(found)

    @cached_property
    def named(self) -> dict[str, Counter[str]]:
        """Document → how often it names each entity."""
        found: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for item in self.view.mentions:
            if item.entity in self.nodes:
                found[item.document][item.entity] += 1
        return dict(found)

    @cached_property
    def figures_of(self) -> dict[str, list[Figure]]:
        """Document → its figures."""
        found: defaultdict[str, list[Figure]] = defaultdict(list)
        for item in self.figures:
            found[item.document].append(item)
        return dict(found)

    @cached_property
    def figures(self) -> list[Figure]:
        return [item for item in self.view.figures if item.about in self.nodes]

    def is_a(self, iri: str, names: Iterable[str]) -> bool:
        """Whether an entity belongs to one of the classes."""
        classes = self.nodes[iri].classes
        return any(name in classes for name in names)

    def edges(self, relations: Iterable[str]) -> list[Edge]:
        """The facts of these relations, in the order of the graph."""
        return [edge for relation in relations for edge in self.by_relation.get(relation, ())]

    def issued(self, document: str) -> str:
        """When a document was issued, as far as that is known."""
        return self.sources[document].issued if document in self.sources else ""

    def label(self, term: str) -> Label:
        """The words for a class or relation."""
        found = self.terms.get(term)
        return Label(found.zh, found.en) if found else Label(term, term)

    def thing(self, iri: str) -> Thing:
        """An entity as pages name it."""
        node = self.nodes[iri]
        kind = next((name for name in node.classes if name in self.types), "")
        slug = quote(iri.removeprefix(BASE).removeprefix("id/"))
        finest = node.classes[0] if node.classes else kind
        address = f"{self.links.explorer}#focus={slug}&entity={slug}"
        return Thing(iri, Label(node.name, node.en or node.name), kind, self.label(finest), address)

    def stands(self, edge: Edge) -> str:
        """How a fact is drawn: by the direct triple, else by what was said of it last."""
        said = self.statements[edge.subject, edge.relation, edge.object]
        return "asserted" if edge.holds and any(item.status == "asserted" for item in said) else said[-1].status

    def tell(self, edge: Edge, documents: Collection[str] = (), limit: int = STATEMENTS) -> Told:
        """A fact with its evidence, from some documents or all."""
        every = self.statements[edge.subject, edge.relation, edge.object]
        said = [item for item in every if not documents or item.document in documents]
        seen = sorted(filter(None, map(self.issued, {item.document for item in every})))
        term = self.terms.get(edge.relation)
        return Told(
            subject=self.thing(edge.subject),
            relation=self.label(edge.relation),
            symmetric=bool(term and term.symmetric),
            object=self.thing(edge.object),
            stands=self.stands(edge),
            said=tuple(map(self.said, said[:limit])),
            more=max(0, len(said) - limit),
            documents=len({item.document for item in every}),
            first=seen[0] if len(seen) > 1 else "",
            last=seen[-1] if len(seen) > 1 else "",
        )

    def said(self, item: Statement) -> Said:
        """A statement with the names of both ends marked in its quote."""
        marks = [(mark.start, mark.stop, mark.end) for mark in item.marks] or self._named(item)
        context = tuple(place.quote for place in item.context)
        quoted = pieces(item.place.quote, marks)
        source, address = self.source(item.document, item.place)
        issued = self.issued(item.document)
        return Said(item.status, item.when, item.confidence, context, quoted, source, address, issued)

    def figure(self, item: Figure) -> Said:
        """A figure with its value marked in its quote."""
        at = item.place.quote.find(item.value) if item.value else -1
        quoted = pieces(item.place.quote, [(at, at + len(item.value), "v")] if at >= 0 else [])
        source, address = self.source(item.document, item.place)
        return Said(item.status, item.period, 1.0, (), quoted, source, address, self.issued(item.document))

    def source(self, document: str, place: Place | None = None) -> tuple[str, str]:
        """The title of a document, and the address of a place in it; no address where it has no page."""
        found = self.sources.get(document)
        if found is None:
            return "", ""
        if document not in self.links.readable:
            return found.title, ""
        anchor = f"#p{place.start}-{place.end}" if place else ""
        return found.title, self.links.documents + quote(document_page(found.name)) + anchor

    def _named(self, item: Statement) -> list[tuple[int, int, str]]:
        """The first place of each end's longest name in the quote, where no mention tells it."""
        found = []
        for iri, end in ((item.subject, "s"), (item.object, "o")):
            node = self.nodes[iri]
            names = sorted(filter(None, (node.name, node.hant, node.en, *node.aliases)), key=len, reverse=True)
            name = next((name for name in names if name in item.place.quote), "")
            if name:
                at = item.place.quote.index(name)
                found.append((at, at + len(name), end))
        return found


def pieces(text: str, marks: Sequence[tuple[int, int, str]]) -> tuple[Piece, ...]:
    """The text cut at its marks; of two that overlap the first one counts."""
    found, at = [], 0
    for start, stop, mark in sorted(marks):
        if start >= at:
            found += [Piece(text[at:start]), Piece(text[start:stop], mark)]
            at = stop
    return tuple(piece for piece in (*found, Piece(text[at:])) if piece.text)
