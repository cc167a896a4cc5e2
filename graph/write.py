"""Quads as files: N-Quads, and Turtle of their union; the same bytes for the same quads."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from pathlib import Path

from graph.terms import Quad, iri, term
from ontology.errors import BuildError
from ontology.names import GRAPHS, PREFIXES
from ontology.names import graph as graph_iri

__all__ = ["nquads", "turtle", "union", "write"]

_LOCAL = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_TYPED = re.compile(r"\^\^(<[^>]*>)$")
_NAMESPACES = {namespace: prefix for prefix, namespace in PREFIXES.items() if prefix != "id"}
_SPLIT = re.compile(r"[#/](?=[^#/]*$)")


def nquads(quads: Iterable[Quad]) -> Iterator[str]:
    """Yield a line for each quad, in the order given."""
    for graph, rows in groupby(quads, key=lambda quad: quad[3]):
        name = iri(graph_iri(graph))
        for subject, predicate, object_, _ in rows:
            yield f"{subject} {predicate} {object_} {name} .\n"


def union(quads: Iterable[Quad]) -> list[tuple[str, str, str]]:
    """Return the triples of the graphs that queries see by default, sorted, each once."""
    return sorted({found[:3] for found in quads if found[3] in GRAPHS})


def turtle(triples: Iterable[tuple[str, str, str]]) -> Iterator[str]:
    """Yield Turtle, a subject at a time; the triples come sorted."""
    for prefix, namespace in PREFIXES.items():
        yield f"@prefix {prefix}: <{namespace}> .\n"
    short: dict[str, str] = {}

    def shorten(word: str) -> str:
        found = short.get(word)
        if found is None:
            found = short[word] = _shorten(word)
        return found

    for subject, rows in groupby(triples, key=lambda triple: triple[0]):
        parts = []
        for predicate, same in groupby(rows, key=lambda triple: triple[1]):
            objects = ", ".join(_object(object_, shorten) for _, _, object_ in same)
            parts.append(f"{'a' if predicate == term('rdf:type') else shorten(predicate)} {objects}")
        yield "\n" + shorten(subject) + " " + " ;\n    ".join(parts) + " .\n"


def write(path: Path, parts: Iterable[str]) -> None:
    """Write a file whole or not at all. Raises: BuildError where that is not possible."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with temporary.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(parts)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise BuildError(f"{path}: {error.strerror or error}, expected a folder that can be written") from error


def _object(word: str, shorten: Callable[[str], str]) -> str:
    if word.startswith('"'):
        typed = _TYPED.search(word)
        return f"{word[: typed.start()]}^^{shorten(typed[1])}" if typed else word
    return shorten(word)


def _shorten(word: str) -> str:
    """Return a prefixed name where the namespace is known and the rest is simple, else the word."""
    if not word.startswith("<"):
        return word
    cut = _SPLIT.search(word)
    if cut is None:
        return word
    prefix, local = _NAMESPACES.get(word[1 : cut.end()]), word[cut.end() : -1]
    return f"{prefix}:{local}" if prefix and _LOCAL.fullmatch(local) else word
