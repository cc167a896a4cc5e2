"""The documents in folders."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from ontology.errors import DocumentError

__all__ = ["SUFFIXES", "find"]

#: File endings that are read, and as what.
SUFFIXES = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".docx": "docx",
    ".pdf": "pdf",
}

#: Names that stand beside documents and are none.
_NO_DOCUMENTS = {"readme.md", "license.md", "license.txt", "changelog.md", "requirements.txt"}


def find(paths: Iterable[Path]) -> list[tuple[Path, Path]]:
    """Return (file, folder it was found from) for each document, sorted, none twice.

    Files named one by one are taken whatever they are called; below folders hidden files, sidecars and files of other
    kinds are passed over.

    Raises: DocumentError for a path that does not exist.
    """
    found: dict[Path, tuple[Path, Path]] = {}
    for path in paths:
        if path.is_dir():
            for file in _below(path):
                found.setdefault(file.resolve(), (file, path))
        elif path.exists():
            found.setdefault(path.resolve(), (path, path.parent))
        else:
            raise DocumentError(f"{path}: no such file or folder")
    return sorted(found.values(), key=lambda pair: (pair[0].relative_to(pair[1]).as_posix(), str(pair[1])))


def _below(folder: Path) -> Iterator[Path]:
    for file in folder.rglob("*"):
        parts = file.relative_to(folder).parts
        if file.suffix.lower() not in SUFFIXES or file.name.lower() in _NO_DOCUMENTS:
            continue
        if not any(part.startswith((".", "~$")) for part in parts) and file.is_file():
            yield file
