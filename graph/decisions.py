"""What people decided about the graph: a file that they edit, applied on every build.

A decision names names and types, or a document's hash and offsets; never an IRI of a statement, which changes with the
extraction. The file is TOML, one table a decision::

    [[same]]        names = ["A", "B"]  type = "Company"        one entity, named as the first
    [[different]]   names = ["A", "B"]  type = "Company"        never one entity
    [[rename]]      name = "A"  type = "Company"  to = "B"      the preferred name
    [[retype]]      name = "A"  type = "Company"  to = "Insurer"
    [[reject]]      name = "A"  type = "Company"                the entity and all that is said of it
    [[reject]]      document = "3fa9…"  start = 10  end = 42    the statements there; relation = "uses" narrows

Each may have ``note``, ``by`` and ``date``.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from ontology.errors import JinpuError
from ontology.schema import load as load_schema

__all__ = ["Decision", "DecisionError", "read"]

_REQUIRED: dict[str, tuple[frozenset[str], ...]] = {
    "same": (frozenset({"names", "type"}),),
    "different": (frozenset({"names", "type"}),),
    "rename": (frozenset({"name", "type", "to"}),),
    "retype": (frozenset({"name", "type", "to"}),),
    "reject": (frozenset({"name", "type"}), frozenset({"document", "start", "end"})),
}
_OPTIONAL = {"note", "by", "date"}
_HEADER = re.compile(r"^\s*\[\[\s*(\w+)\s*\]\]", re.MULTILINE)
#: Enough of a hash to mean one document.
_MIN_HASH = 8


class DecisionError(JinpuError):
    """The decisions file is malformed."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision: ``names`` for the first four kinds, or a place in a document for ``reject``."""

    kind: str
    where: str  #: file:line
    names: tuple[str, ...] = ()
    type: str = ""
    to: str = ""
    document: str = ""
    start: int = -1
    end: int = -1
    relation: str = ""


def read(path: Path) -> tuple[Decision, ...]:
    """Return the decisions of a file in order; none where there is no file.

    Raises: DecisionError with file and line.
    """
    try:
        source = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError) as error:
        raise DecisionError(f"{path}: {error}, expected TOML in UTF-8") from error
    try:
        tables = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise DecisionError(f"{path}: {error}, expected TOML") from error
    found: list[tuple[int, Decision]] = []
    for kind, rows in tables.items():
        lines = [source.count("\n", 0, m.start(1)) + 1 for m in _HEADER.finditer(source) if m[1] == kind]
        if kind not in _REQUIRED or not isinstance(rows, list):
            raise DecisionError(f"{path}: unknown table {kind}, expected one of [[{']], [['.join(_REQUIRED)}]]")
        for line, row in zip(lines, rows, strict=True):
            found.append((line, _decision(kind, row, f"{path.name}:{line}")))
    return tuple(decision for _, decision in sorted(found, key=lambda pair: pair[0]))


def _decision(kind: str, row: dict[str, object], where: str) -> Decision:
    keys = set(row) - _OPTIONAL
    if kind == "reject":
        keys -= {"relation"}
    if keys not in _REQUIRED[kind]:
        wanted = " or ".join(" ".join(sorted(keys)) for keys in _REQUIRED[kind])
        raise DecisionError(f"{where}: {kind} has {' '.join(sorted(row))}, expected {wanted}")
    schema = load_schema()
    for field in ("type", *(("to",) if kind == "retype" else ())):
        if field in row and row[field] not in schema.entity_classes:
            known = ", ".join(schema.types)
            raise DecisionError(f"{where}: {field} {row[field]!r} is no class, expected one of {known}")
    if row.get("relation", "uses") not in schema.relations:
        raise DecisionError(f"{where}: relation {row['relation']!r}, expected one of {', '.join(schema.relations)}")
    return Decision(
        kind=kind,
        where=where,
        names=_names(row, where),
        type=schema.type_of(str(row["type"])) if "type" in row else "",
        to=str(row.get("to", "")),
        document=_hash(row, where),
        start=_offset(row, "start", where),
        end=_offset(row, "end", where),
        relation=str(row.get("relation", "")),
    )


def _names(row: dict[str, object], where: str) -> tuple[str, ...]:
    names = row.get("names", [row["name"]] if "name" in row else [])
    if not isinstance(names, list) or not all(isinstance(name, str) and name for name in names):
        raise DecisionError(f"{where}: names are {names!r}, expected strings")
    if "names" in row and len(names) < 2:
        raise DecisionError(f"{where}: {len(names)} name, expected two or more")
    return tuple(names)


def _hash(row: dict[str, object], where: str) -> str:
    value = row.get("document", "")
    if not isinstance(value, str) or (value and not re.fullmatch(rf"[0-9a-f]{{{_MIN_HASH},64}}", value)):
        raise DecisionError(f"{where}: document is {value!r}, expected {_MIN_HASH} to 64 hex digits of its SHA-256")
    return value


def _offset(row: dict[str, object], field: str, where: str) -> int:
    value = row.get(field, -1)
    if not isinstance(value, int):
        raise DecisionError(f"{where}: {field} is {value!r}, expected a number")
    return value
