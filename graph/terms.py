"""RDF terms as N-Triples strings; a statement is a quad of them.

The dataset is built, sorted and written as strings: that is several times faster than term objects, keeps language tags
as the design writes them, and the same bytes come out everywhere.
"""

from __future__ import annotations

import functools
import re
from decimal import Decimal

from ontology.names import BASE, PREFIXES

__all__ = [
    "Quad",
    "boolean",
    "date",
    "decimal",
    "integer",
    "iri",
    "local",
    "quad",
    "term",
    "text",
    "unescape",
    "value_of",
]

#: Subject, predicate, object, and the name of the graph (entities, assertions …).
Quad = tuple[str, str, str, str]

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"}
_CONTROLS = {chr(c): f"\\u{c:04X}" for c in (*range(0x20), 0x7F)}
_TABLE = str.maketrans({**_CONTROLS, **_ESCAPES, "\t": "\\t"})
#: Characters that no IRI holds (RFC 3987 and the N-Triples grammar).
_NO_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\]')
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_PLAIN = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f"}


def iri(value: str) -> str:
    """Return the IRI in angle brackets. Raises: ValueError for characters that no IRI holds."""
    if _NO_IRI.search(value):
        raise ValueError(f"{value!r} is no IRI")
    return f"<{value}>"


@functools.cache
def term(name: str) -> str:
    """Return the IRI of a prefixed name, such as ``jp:uses``."""
    prefix, _, rest = name.partition(":")
    return iri(PREFIXES[prefix] + rest)


def text(value: str, language: str = "") -> str:
    """Return a string literal, with its language where one is given."""
    quoted = f'"{value.translate(_TABLE)}"'
    return f"{quoted}@{language}" if language else quoted


def integer(value: int, kind: str = "nonNegativeInteger") -> str:
    return f'"{value}"^^{term("xsd:" + kind)}'


def decimal(value: float) -> str:
    """Return a decimal without exponent and without trailing zeros."""
    plain = format(Decimal(repr(value)), "f")
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return f'"{plain}"^^{term("xsd:decimal")}'


def date(value: str) -> str:
    return f'"{value}"^^{term("xsd:date")}'


def boolean(value: bool) -> str:
    return f'"{str(value).lower()}"^^{term("xsd:boolean")}'


def quad(graph: str, subject: str, predicate: str, object_: str) -> Quad:
    """Return a quad; subject and predicate are given as an IRI and a prefixed name, the object as a term."""
    return iri(subject), term(predicate), object_, graph


def value_of(literal_or_iri: str) -> str:
    """Return the characters of a term: the IRI, or the lexical form of a literal."""
    if literal_or_iri.startswith("<"):
        return literal_or_iri[1:-1]
    return unescape(literal_or_iri[1 : literal_or_iri.rindex('"')])


def unescape(body: str) -> str:
    """Return the characters of an escaped N-Triples string."""
    if "\\" not in body:
        return body

    def plain(match: re.Match[str]) -> str:
        code = match[1] or match[2]
        return chr(int(code, 16)) if code else _PLAIN.get(match[3], match[3])

    return _ESCAPE.sub(plain, body)


def local(value: str) -> str:
    """Return an IRI without the base of our own names, for messages."""
    return value.removeprefix("<").removesuffix(">").removeprefix(BASE)
