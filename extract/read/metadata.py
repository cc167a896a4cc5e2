"""What a document states of itself, and what the file beside it states instead."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import pairwise, takewhile
from pathlib import Path

from extract.records import Metadata
from ontology.errors import DocumentError

__all__ = ["merged", "sidecar", "stated"]

_KEYS = ("title", "publisher", "issued", "place")
_ISSUED = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")

#: Characters, and lines, at the beginning and at the end in which a document says what it is.
_REACH = 4000
_FIRST = 12
_LAST = 6

#: Characters of the longest and of the shortest title.
_TITLE = 60
_SHORT = 5

#: Signs that no title has.
_SENTENCE = frozenset("，。！？；：")

#: What no line of text is made of: white space, the byte order mark, signs of headings in Markdown.
_NO_TEXT = " \t\r\f\v\u3000\xa0\ufeff#"


def stated(text: str) -> Metadata:
    """Return the title, publisher, date and place that the first and the last lines of a text state."""
    known = _patterns()
    head = [line.strip(_NO_TEXT) for line in text[:_REACH].split("\n")]
    first = [line for line in head if line][:_FIRST]
    last = [line for line in map(str.strip, text[-_REACH:].split("\n")) if line][-_LAST:]
    title = _title(first)
    return Metadata(
        title=title,
        publisher=_found(known["publisher"], [*first, *last]) or _after(known["heading"], first) or _signed(last),
        issued=_issued([line for line in head if line], last, title),
        place=_found(known["place"], [*first, *last]),
    )


def _title(lines: Sequence[str]) -> str:
    """Return the first of the short lines that a document begins with; nothing where it begins with a sentence."""
    untitled = _patterns()["untitled"]
    names = takewhile(lambda line: len(line) <= _TITLE and not _SENTENCE & set(line), lines)
    found = (line for line in names if not untitled.match(line) and line[0] not in "-—–⸺（(")
    return next((line for line in found if len(line) >= _SHORT), "")


def _found(pattern: re.Pattern[str], lines: Sequence[str]) -> str:
    return next((match[1].strip() for line in lines if (match := pattern.search(line))), "")


def _after(pattern: re.Pattern[str], lines: Sequence[str]) -> str:
    """Return the line under the one that matches."""
    return next((below for line, below in pairwise(lines) if pattern.match(line)), "")


def _signed(last: Sequence[str]) -> str:
    """Return the body that stands above or before the date at the end."""
    known = _patterns()
    for line, below in pairwise(last):
        if known["body"].match(line) and known["date"].match(below):
            return line
    return ""


def _issued(lines: Sequence[str], last: Sequence[str], title: str) -> str:
    """Return the date of publication: stated as such, else alone in a line (the last of them), else in the title."""
    known = _patterns()
    for pattern, places in ((known["published"], lines), (known["date"], list(reversed(last))), (known["date"], lines)):
        for line in places:
            if match := pattern.search(line):
                return "-".join(f"{int(number):02}" for number in match.groups() if number)
    match = known["year"].match(title)
    return match[1] if match else ""


def merged(found: Metadata, given: Metadata) -> Metadata:
    """Return ``found`` with what ``given`` says in its place, where it says anything."""
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
