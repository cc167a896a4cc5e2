"""What the templates of views are given."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Label", "Links", "Piece", "Said", "Thing", "Told"]


@dataclass(frozen=True, slots=True)
class Label:
    """Words in both languages of the interface."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Links:
    """How a page addresses the explorer and the documents, and which documents have a page."""

    explorer: str
    documents: str
    readable: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Thing:
    """An entity as pages name it."""

    iri: str
    label: Label
    type: str
    kind: Label
    address: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a quote; ``mark`` is s for the name of the subject, o for that of the object, v for a value."""

    text: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """One statement: what it says of time, how sure it is, its quote, its document."""

    status: str
    when: str
    confidence: float
    context: tuple[str, ...]
    quote: tuple[Piece, ...]
    source: str
    address: str
    issued: str


@dataclass(frozen=True, slots=True)
class Told:
    """A fact with its evidence; ``stands`` is asserted, planned or negated.

    ``first`` and ``last`` are the issue dates of its documents, where two or more have one.
    """

    subject: Thing
    relation: Label
    symmetric: bool
    object: Thing
    stands: str
    said: tuple[Said, ...]
    more: int
    documents: int
    first: str
    last: str
