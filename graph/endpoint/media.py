"""Media types of answers, and which of them an Accept header asks for."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

__all__ = ["GRAPHS", "RESULTS", "choose"]

#: Media type and the one that the engine knows it by; the first is what comes where anything will do.
RESULTS = {
    "application/sparql-results+json": "application/sparql-results+json",
    "application/sparql-results+xml": "application/sparql-results+xml",
    "text/csv": "text/csv",
    "text/tab-separated-values": "text/tab-separated-values",
    "application/json": "application/sparql-results+json",
    "application/xml": "application/sparql-results+xml",
}
GRAPHS = {
    "text/turtle": "text/turtle",
    "application/n-triples": "application/n-triples",
    "application/rdf+xml": "application/rdf+xml",
    "application/ld+json": "application/ld+json",
    "application/trig": "application/trig",
    "application/n-quads": "application/n-quads",
    "application/json": "application/ld+json",
    "application/xml": "application/rdf+xml",
    "text/plain": "application/n-triples",
}

#: More ranges than any client sends; longer headers are cut.
_RANGES = 64


def choose(accept: str | None, known: Iterable[str]) -> str | None:
    """Return the known type that an Accept header prefers, or None; of equally good ones the first known."""
    return _choose(accept, tuple(known))


@lru_cache(maxsize=256)
def _choose(accept: str | None, offered: tuple[str, ...]) -> str | None:
    """RFC 9110, section 12.5.1: the most specific range that fits a type gives its weight."""
    if accept is None or not accept.strip():
        return offered[0]
    ranges = [found for part in accept.split(",")[:_RANGES] if (found := _range(part))]
    best, weight = None, 0.0
    for media in offered:
        fits = [(specific, q) for kind, sub, q in ranges if (specific := _fits(media, kind, sub))]
        q = max(fits)[1] if fits else 0.0
        if q > weight:
            best, weight = media, q
    return best


def _range(part: str) -> tuple[str, str, float] | None:
    media, *parameters = (piece.strip().lower() for piece in part.split(";"))
    kind, slash, sub = media.partition("/")
    if not slash:
        return ("*", "*", _weight(parameters)) if media == "*" else None
    return kind, sub, _weight(parameters)


def _weight(parameters: Iterable[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return min(max(float(value), 0.0), 1.0)
            except ValueError:
                return 0.0
    return 1.0


def _fits(media: str, kind: str, sub: str) -> int:
    """Return how specific a range is that a type fits: 3 exact, 2 its kind, 1 anything, 0 not."""
    if media == f"{kind}/{sub}":
        return 3
    if sub == "*":
        return 2 if media.startswith(kind + "/") else int(kind == "*")
    return 0
