"""What is checked at once before it enters the graph, known without the libraries that check it.

Chunks can be checked apart from each other (one document's statements with the classes of their entities, or entities
with their labels). A caller may keep the answers, which depend on nothing but the chunk and the shapes.
"""

from __future__ import annotations

import functools
import hashlib
from dataclasses import dataclass

from graph.terms import Quad
from ontology.schema import FILE as SCHEMA

__all__ = ["SHAPES", "Chunk", "Reasons", "fingerprint"]

SHAPES = SCHEMA.with_name("shapes.ttl")

#: Why a node is refused, by its IRI; a fact's IRI stands for all its assertions.
Reasons = dict[str, str]


@dataclass(frozen=True, slots=True)
class Chunk:
    """Quads to be checked; with ``entities`` the shapes of entities too, else their labels may be missing."""

    quads: tuple[Quad, ...]
    entities: bool = False


def fingerprint(chunk: Chunk) -> str:
    """Return a hash that is the same for chunks with the same answer."""
    digest = hashlib.sha256(_shapes_digest())
    digest.update(b"entities" if chunk.entities else b"statements")
    for found in sorted(chunk.quads):
        digest.update("\t".join(found[:3]).encode())
        digest.update(b"\n")
    return digest.hexdigest()


@functools.cache
def _shapes_digest() -> bytes:
    return hashlib.sha256(SHAPES.read_bytes()).digest()
