"""What a document states of itself, and what the file beside it states instead."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path

from extract.records import Metadata
from ontology.errors import DocumentError

__all__ = ["merged", "sidecar", "stated"]

_KEYS = ("title", "publisher", "issued", "place")
_ISSUED = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")

#: Characters at the beginning and at the end in which a document says what it is.
_REACH = 4000


def stated(text: str) -> Metadata:
    """Return the title, publisher, date and place that the first and the last lines of a text state."""
    return Metadata()


def merged(found: Metadata, given: Metadata) -> Metadata:
    """Return ``found`` with what ``given`` says in its place."""
    return Metadata(*(getattr(given, name) or getattr(found, name) for name in _KEYS))


def sidecar(path: Path) -> Metadata:
    """Return what ``FILE.meta.toml`` beside a document says; empty where there is none.

    Raises: DocumentError where it is no TOML, or has a key or a value that is not known.
    """
    file = path.with_name(path.name + ".meta.toml")
    try:
        values = tomllib.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        return Metadata()
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise DocumentError(f"{file.name}:{line[1] if line else 1}: {error}, expected TOML") from None
    except UnicodeDecodeError as error:
        raise DocumentError(f"{file.name}: byte {error.start} is not UTF-8") from None
    return Metadata(**{name: _value(name, value, file.name) for name, value in values.items()})


def _value(name: str, value: object, file: str) -> str:
    if name not in _KEYS:
        raise DocumentError(f"{file}: unknown key {name}, expected one of {', '.join(_KEYS)}")
    text = value.isoformat()[:10] if isinstance(value, date) else value
    if not isinstance(text, str):
        raise DocumentError(f"{file}: {name} is {value!r}, expected a string")
    if name == "issued" and not _ISSUED.fullmatch(text):
        raise DocumentError(f"{file}: issued is {text!r}, expected YYYY, YYYY-MM or YYYY-MM-DD")
    return text


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    rows = tomllib.loads(files("extract.read").joinpath("metadata.toml").read_text("utf-8"))
    return {name: re.compile(pattern, re.MULTILINE) for name, pattern in rows.items()}
