"""Extractions in the form of annotated passages, and passages from and to JSON Lines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from extract.gold.annotations import AnnotationError, Passage, read
from extract.records import Extraction

__all__ = ["passages_of", "prediction"]


def prediction(id_: str, extraction: Extraction) -> Passage:
    """Return what was extracted from one passage in the form of annotations, with more keys."""
    text = extraction.document.text
    return {
        "id": id_,
        "text": text,
        "entities": [
            {
                "start": m.raw[0],
                "end": m.raw[1],
                "type": m.type,
                "text": text[m.raw[0] : m.raw[1]],
                "cluster": m.entity,
                "key": extraction.entities[m.entity].key,
                "component": m.component,
                "confidence": m.score,
            }
            for m in extraction.mentions
        ],
        "relations": [
            {
                "type": f.relation,
                "head": f.head,
                "tail": f.tail,
                "status": f.status,
                "when": f.when or None,
                "confidence": f.confidence,
                "rule": f.rule,
                "evidence": f.evidence.quote,
            }
            for f in extraction.facts
        ],
        "observations": [
            {
                "subject": o.head,
                "indicator": o.indicator,
                "value": o.value,
                "unit": o.unit,
                "period": o.period or None,
                "status": o.status,
                "number": o.number,
                "base_unit": o.base_unit,
                "confidence": o.confidence,
            }
            for o in extraction.observations
        ],
    }


def passages_of(path: Path) -> dict[str, Passage]:
    """Return the passages of an .ann or .jsonl file by id. Raises: AnnotationError with file and line."""
    try:
        if path.suffix == ".ann":
            return {p["id"]: p for p in read(path)}
        return {p["id"]: p for p in _lines(path)}
    except OSError as error:
        raise AnnotationError(f"{path}: {error.strerror}") from error


def _lines(path: Path) -> Iterator[Passage]:
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                passage: Any = json.loads(line)
            except ValueError as error:
                raise AnnotationError(f"{path}:{number}: {error}") from error
            if (
                not isinstance(passage, dict)
                or not isinstance(passage.get("id"), str)
                or not isinstance(passage.get("text"), str)
            ):
                raise AnnotationError(f"{path}:{number}: expected an object with id and text")
            for key in ("entities", "relations", "observations"):
                passage.setdefault(key, [])
            yield passage
