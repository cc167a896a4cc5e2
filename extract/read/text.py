"""Documents from plain text."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from extract.read.encoding import Buffer, decode
from extract.read.metadata import stated
from extract.records import Document, Note
from ontology.errors import DocumentError

__all__ = ["from_text", "notes_on", "read_text"]

#: Control characters other than white space, and lone halves of surrogate pairs.
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ud800-\udfff]")


def from_text(text: str, name: str = "text") -> Document:
    """Return a document of a passage given as a string; its hash is that of the UTF-8 bytes."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Document(name, digest, "utf-8", text, stated(text))


def read_text(data: Buffer, name: str) -> tuple[str, str, tuple[Note, ...]]:
    """Return the text of a file's bytes, its encoding, and what a reader should know about it.

    Raises: DocumentError where the bytes are no text, or hold nothing but white space.
    """
    text, encoding = decode(data, name)
    if not text.strip("\ufeff \t\r\n\f\v\u3000\xa0"):
        raise DocumentError(f"{name}: holds no text, expected a document")
    return text, encoding, tuple(notes_on(text, encoding))


def notes_on(text: str, encoding: str) -> Iterator[Note]:
    """Yield what is unusual about a text: an encoding other than UTF-8, control characters."""
    if encoding != "utf-8":
        yield Note("encoding", f"read as {encoding}")
    first = _CONTROL.search(text)
    if first:
        line = text.count("\n", 0, first.start()) + 1
        count = len(_CONTROL.findall(text))
        yield Note("control-characters", f"{count} control characters, the first in line {line}", first.start())
