"""Read annotated passages (.ann, the form that people edit) into passages with offsets."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from ontology.errors import JinpuError
from ontology.schema import load as load_schema

__all__ = ["AnnotationError", "Passage", "normal", "read", "read_all"]

#: {"id", "source", "start", "end", "text", "entities", "relations", "observations"}, as in the JSON Lines form.
Passage = dict[str, Any]
_MARK = re.compile(r"⟦(?:([A-Za-z][A-Za-z0-9_]*) )?([A-Za-z]+)\|([^⟦⟧]*)⟧")
_SECTION = re.compile(r"(?m)^=== (aliases|relations|observations)[ \t]*\n")


class AnnotationError(JinpuError):
    """An annotation file is malformed."""


def normal(text: str) -> str:
    """Return a text without white space, width and case: equal names of one passage are one entity."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).lower()


def read_all(paths: Iterable[Path]) -> list[Passage]:
    """Return the passages of several files."""
    return [passage for path in paths for passage in read(path)]


def read(path: Path) -> Iterator[Passage]:
    """Yield the passages of one file. Raises: AnnotationError with file and line."""
    text = path.read_text(encoding="utf-8")
    for match in re.finditer(r"(?m)^### (.*)\n((?:(?!### ).*\n?)*)", text):
        where = f"{path.name}:{text.count(chr(10), 0, match.start()) + 1}"
        header = match[1].split()
        if len(header) != 4:
            raise AnnotationError(f"{where}: header {match[1]!r}, expected id, source, start and end")
        parts = _SECTION.split(match[2])
        sections = dict(zip(parts[1::2], parts[2::2], strict=True))
        yield _passage(where, header, parts[0], sections)


def _passage(where: str, header: list[str], marked: str, sections: dict[str, str]) -> Passage:
    text, entities, ids = _unmark(where, marked)
    parent = list(range(len(entities)))

    def find(i: int) -> int:
        while parent[i] != i:
            i = parent[i]
        return i

    def index(name: str) -> int:
        if name not in ids:
            raise AnnotationError(f"{where}: unknown id {name!r}")
        return ids[name]

    first: dict[str, int] = {}
    for i, entity in enumerate(entities):
        parent[i] = find(first.setdefault(normal(entity["text"]), i))
    for line in _lines(sections, "aliases"):
        left, _, right = (part.strip() for part in line.partition("="))
        parent[find(index(left))] = find(index(right))
    for i, entity in enumerate(entities):
        entity["cluster"] = find(i)
    return {
        "id": header[0],
        "source": header[1],
        "start": int(header[2]),
        "end": int(header[3]),
        "text": text,
        "entities": entities,
        "relations": [_relation(where, line, index) for line in _lines(sections, "relations")],
        "observations": [_observation(where, line, index) for line in _lines(sections, "observations")],
    }


def _unmark(where: str, marked: str) -> tuple[str, list[dict[str, Any]], dict[str, int]]:
    types = load_schema().types
    entities: list[dict[str, Any]] = []
    ids: dict[str, int] = {}
    text, last = "", 0
    for mark in _MARK.finditer(marked):
        text += marked[last : mark.start()]
        name, kind, surface = mark.groups()
        if kind not in types:
            raise AnnotationError(f"{where}: unknown type {kind!r} in {mark[0]!r}")
        if name:
            ids[name] = len(entities)
        entities.append({"start": len(text), "end": len(text) + len(surface), "type": kind, "text": surface})
        text += surface
        last = mark.end()
    text += marked[last:]
    return text.removesuffix("\n"), entities, ids


def _lines(sections: dict[str, str], name: str) -> Iterator[str]:
    return (line.strip() for line in sections.get(name, "").splitlines() if line.strip())


def _relation(where: str, line: str, index: Any) -> dict[str, Any]:
    words = line.split()
    if len(words) not in (3, 4, 5):
        raise AnnotationError(f"{where}: {line!r}, expected type, head, tail, status and date")
    return {
        "type": words[0],
        "head": index(words[1]),
        "tail": index(words[2]),
        "status": words[3] if len(words) > 3 else "asserted",
        "when": words[4] if len(words) > 4 else None,
    }


def _observation(where: str, line: str, index: Any) -> dict[str, Any]:
    fields = [part.strip() for part in line.split("|")]
    if len(fields) != 5:
        raise AnnotationError(f"{where}: {line!r}, expected five fields")
    return {
        "subject": index(fields[0]),
        "indicator": fields[1],
        "value": fields[2],
        "unit": fields[3],
        "period": None if fields[4] == "-" else fields[4],
    }
