"""What is in a database, a page at a time: neither side holds more than a page of ids."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from graph.neo4j.changes import Key
from graph.neo4j.database import Database
from graph.neo4j.statements import READ_NODES, Statements
from graph.neo4j.writer import Row

__all__ = ["Pages", "Present", "nodes"]

#: A key and its digest.
Present = tuple[Key, str | None]

#: Nodes a page; relationships come by pages of the nodes that they start from.
_PAGE = 5000
#: Relationships that fit one page.
_FEW = 20_000
#: Above every id: the last code point.
_END = "\U0010ffff"


def nodes(database: Database) -> Iterator[Present]:
    """Yield id and digest of every node of ours, sorted by id."""
    after = ""
    while page := database.ask(READ_NODES, {"after": after, "page": _PAGE}).rows[0][0]:
        yield from _keyed(page)
        after = page[-1][0]


@dataclass(frozen=True, slots=True)
class Pages:
    """Where pages of nodes end, noted while the nodes pass by."""

    ends: list[str] = field(default_factory=list)

    def noted(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Yield the rows of nodes as they come."""
        for number, row in enumerate(rows, 1):
            if number % _PAGE == 0:
                self.ends.append(row.key[0])
            yield row

    def relationships(self, database: Database, statements: Statements, counts: Mapping[str, int]) -> Iterator[Present]:
        """Yield type, start, end and digest of the relationships of types with so many each, sorted by all three."""
        for types in _together(counts):
            query, after = statements.read_relationships(types), ""
            for last in (*(self.ends if counts[types[0]] > _FEW else ()), _END):
                parameters = {"types": types, "after": after, "last": last}
                yield from _keyed(database.ask(query, parameters).rows[0][0])
                after = last


def _together(counts: Mapping[str, int]) -> Iterator[list[str]]:
    """Yield the types in order, neighbours together where all of them fit one page."""
    types: list[str] = []
    for type_ in sorted(counts):
        if types and sum(counts[one] for one in types) + counts[type_] > _FEW:
            yield types
            types = []
        types.append(type_)
    if types:
        yield types


def _keyed(page: Iterable[Any]) -> Iterator[Present]:
    for *key, digest in page:
        yield tuple(key), digest
