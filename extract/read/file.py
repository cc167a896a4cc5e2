"""One document from one file, whatever its format."""

from __future__ import annotations

import hashlib
import mmap
from dataclasses import replace
from pathlib import Path

from extract.read import html, markdown
from extract.read.docx import read_docx
from extract.read.find import SUFFIXES
from extract.read.metadata import merged, sidecar, stated
from extract.read.pdf import read_pdf
from extract.read.text import notes_on, read_text
from extract.records import Document, Metadata, Note, Part
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
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as m, memoryview(m) as view:
        kind = _kind(path, bytes(view[:8]))
        digest = hashlib.sha256(view).hexdigest()
        if kind == "pdf":
            text, pages, parts, given = read_pdf(view, name)
            return _document(Document(name, digest, "utf-8", text, given, pages, parts))
        if kind == "docx":
            text, parts, given = read_docx(view, name)
            return _document(Document(name, digest, "utf-8", text, given, (), parts))
        text, encoding, notes = read_text(view, name)
    title, parts = "", ()
    if kind == "html":
        parts, title = html.parts(text)
    elif kind == "markdown":
        parts = markdown.parts(text)
    if kind != "text" and not parts:
        raise DocumentError(f"{name}: holds no text beside its markup, expected a document")
    meta = merged(Metadata(title=title), stated(_plain(text, parts)))
    return Document(name, digest, encoding, text, meta, (), parts), notes


def _plain(text: str, parts: tuple[Part, ...]) -> str:
    """Return the text without its markup, one line a part."""
    if not parts:
        return text
    return "\n".join("".join(text[start:end] for start, end in part.spans) for part in parts if part.spans)


def _document(made: Document) -> tuple[Document, tuple[Note, ...]]:
    """Return a document of extracted text with what the text states; that rather than the properties of the file."""
    return replace(made, meta=merged(made.meta, stated(made.text))), tuple(notes_on(made.text, "utf-8"))


def _kind(path: Path, head: bytes) -> str:
    """Return the format: what the first bytes say, else the ending."""
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return "docx"
    return SUFFIXES.get(path.suffix.lower(), "text")
