"""What a result depends on, as a hash: the code and its data files, libraries, documents, decisions."""

from __future__ import annotations

import functools
import hashlib
import sys
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import extract
import graph
import jinpu
import ontology

__all__ = ["code", "combine", "of_file", "of_files"]

#: Libraries whose version can change what comes out.
_LIBRARIES = (
    *("ahocorasick_rs", "numpy", "opencc", "pypdfium2", "pypinyin", "pyoxigraph", "pyshacl"),
    *("python-crfsuite", "python-docx", "rdflib", "rjieba", "spacy"),
)
_READING = (ontology, extract)
_ALL = (ontology, extract, graph, jinpu)


def of_file(path: Path) -> str:
    """Return the SHA-256 of a file's bytes. Raises: OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def combine(parts: Iterable[str]) -> str:
    """Return one hash of several strings; none of them holds a line feed."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def of_files(paths: Iterable[Path]) -> str:
    """Return one hash of files that may be missing."""
    return combine(f"{path.name} {of_file(path) if path.is_file() else '-'}" for path in paths)


@functools.cache
def code(*, reading: bool) -> str:
    """Return the hash of our code, data files and libraries; ``reading`` takes those that extraction depends on."""
    lines = [f"python {sys.version_info.major}.{sys.version_info.minor}", *map(_library, _LIBRARIES)]
    for package in _READING if reading else _ALL:
        root = Path(str(package.__file__)).parent
        files = (path for path in root.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
        lines += [f"{path.relative_to(root.parent).as_posix()} {of_file(path)}" for path in sorted(files)]
    return combine(lines)


def _library(name: str) -> str:
    try:
        return f"{name} {version(name)}"
    except PackageNotFoundError:
        return f"{name} -"
