"""The text of a document as it is cited, from the build."""

from __future__ import annotations

import json
from pathlib import Path

from graph.explore.records import Source

__all__ = ["find", "pages"]


def find(build: Path, source: Source) -> str | None:
    """The text that offsets count in, or None where the build does not hold it.

    ``texts/<sha256>.txt`` is UTF-8; a copy of the file itself, below ``sources/``, is decoded as the dataset says.
    """
    kept = build / "texts" / f"{source.sha256}.txt"
    if kept.is_file():
        return kept.read_bytes().decode("utf-8")
    copy = build / "sources" / source.name
    if copy.is_file() and copy.resolve().is_relative_to((build / "sources").resolve()):
        return copy.read_bytes().decode(source.encoding or "utf-8")
    return None


def pages(build: Path, source: Source) -> list[int]:
    """Where each page of a paged document starts; nothing for others."""
    file = build / "texts" / f"{source.sha256}.pages.json"
    if not file.is_file():
        return []
    return [int(page["start"]) for page in json.loads(file.read_text("utf-8"))]
