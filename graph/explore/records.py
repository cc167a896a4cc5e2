"""The records that the explorer shows: nodes, statements, figures, sources, and the labels of their terms."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Edge", "Figure", "Known", "Mark", "Mention", "Node", "Place", "Source", "Statement", "Term", "View"]


@dataclass(frozen=True, slots=True)
class Term:
    """A class or relation of the ontology with its labels; ``above`` are the local names of its superclasses."""

    name: str
    zh: str
    hant: str
    en: str
    above: tuple[str, ...] = ()
    symmetric: bool = False


@dataclass(frozen=True, slots=True)
class Node:
    """An entity; ``kind`` is the finest of its classes, ``documents`` the IRIs of those that mention it."""

    iri: str
    name: str
    hant: str
    en: str
    aliases: tuple[str, ...]
    classes: tuple[str, ...]
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a document: ``start`` and ``end`` in code points of the text that is cited."""

    role: str
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A name inside a quote, relative to its start; ``end`` tells which of the two ends it names: s or o."""

    start: int
    stop: int
    end: str


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """A name where it stands in a document, and the entity that it names."""

    document: str
    start: int
    end: int
    entity: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One assertion of one document."""

    iri: str
    subject: str
    relation: str
    object: str
    status: str
    confidence: float
    rule: str
    document: str
    place: Place
    context: tuple[Place, ...]
    when: str
    since: str
    until: str
    resolved: bool
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Edge:
    """One subject–relation–object; ``holds`` tells whether the dataset has it as a direct triple."""

    subject: str
    relation: str
    object: str
    holds: bool


@dataclass(frozen=True, slots=True)
class Figure:
    """One observation about an entity."""

    iri: str
    about: str
    indicator: str
    concept: str
    value: str
    unit: str
    number: float | None
    base_unit: str
    period: str
    since: str
    until: str
    status: str
    document: str
    place: Place


@dataclass(frozen=True, slots=True)
class Known:
    """Something that the lexicon adds and no document states; ``object`` is an entity's IRI, else ``text`` is set."""

    subject: str
    relation: str
    object: str
    text: str
    row: str


@dataclass(frozen=True, slots=True)
class Source:
    """A document of the build."""

    iri: str
    name: str
    title: str
    issued: str
    sha256: str
    encoding: str


@dataclass(frozen=True, slots=True)
class View:
    """All of it, each list sorted by IRI, mentions by place; ``version`` is a digest of the dataset's bytes.

    ``conflicts`` are pairs of IRIs of statements or figures that contradict each other.
    """

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    statements: tuple[Statement, ...]
    figures: tuple[Figure, ...]
    known: tuple[Known, ...]
    mentions: tuple[Mention, ...]
    sources: tuple[Source, ...]
    classes: tuple[Term, ...]
    relations: tuple[Term, ...]
    conflicts: tuple[tuple[str, str], ...]
    version: str
