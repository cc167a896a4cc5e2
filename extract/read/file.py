"""One document from one file, whatever its format."""

from __future__ import annotations

import hashlib
import mmap
from dataclasses import replace
from pathlib import Path

from extract.read.find import SUFFIXES
from extract.read.metadata import merged, sidecar, stated
from extract.read.text import read_text
from extract.records import Document, Note
from ontology.errors import DocumentError

__all__ = ["read"]


def read(path: Path, root: Path) -> tuple[Document, tuple[Note, ...]]:
    """Return the document of a file, named by its path below ``root``, and what a report should say about it.

    Raises: DocumentError with one line that names the file, where it is missing, empty, binary, encrypted or broken.
    """
    name = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
    given = sidecar(path)
    try:
        document, notes = _read(path, name)
    except OSError as error:
        raise DocumentError(f"{name}: {error.strerror or error}") from None
    return replace(document, meta=merged(document.meta, given)), notes


def _read(path: Path, name: str) -> tuple[Document, tuple[Note, ...]]:
    if path.stat().st_size == 0:
        raise DocumentError(f"{name}: is empty, expected a document")
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data, memoryview(data) as view:
        digest = hashlib.sha256(view).hexdigest()
        kind = _kind(path, bytes(view[:8]))
        text, encoding, notes = read_text(view, name)
    return Document(name, digest, encoding, text, stated(text)), notes


def _kind(path: Path, head: bytes) -> str:
    """Return the format: what the first bytes say, else the ending."""
    if head.startswith(b"%PDF-"):
        return "pdf"
    return SUFFIXES.get(path.suffix.lower(), "text")
