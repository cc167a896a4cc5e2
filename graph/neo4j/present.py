"""What is in a database, a page at a time: neither side holds more than two pages of ids."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from graph.neo4j.changes import Key
from graph.neo4j.database import Database
from graph.neo4j.statements import READ_NODES, Statements
from graph.neo4j.writer import Row

__all__ = ["Pages", "Present", "nodes"]

#: A key and its digest.
Present = tuple[Key, str | None]
_Page = list[list[Any]]

#: Nodes a page; relationships come by pages of the nodes that they start from.
_PAGE = 5000
#: Relationships that fit one page.
_FEW = 20_000
#: Above every id: the last code point.
_END = "\U0010ffff"


def nodes(database: Database) -> Iterator[Present]:
    """Yield id and digest of every node of ours, sorted by id."""

    def pages() -> Iterator[_Page]:
        after = ""
        while page := database.ask(READ_NODES, {"after": after, "page": _PAGE}).rows[0][0]:
            yield page
            after = page[-1][0]

    return _keyed(pages())


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

        def pages() -> Iterator[_Page]:
            for types in _together(counts):
                query, after = statements.read_relationships(types), ""
                for last in (*(self.ends if counts[types[0]] > _FEW else ()), _END):
                    yield database.ask(query, {"types": types, "after": after, "last": last}).rows[0][0]
                    after = last

        return _keyed(pages())


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


def _keyed(pages: Iterator[_Page]) -> Iterator[Present]:
    """Yield what stands on pages, one of which is asked for while the one before is looked at."""
    with ThreadPoolExecutor(1) as thread:
        coming = thread.submit(next, pages, None)
        while (page := coming.result()) is not None:
            coming = thread.submit(next, pages, None)
            for *key, digest in page:
                yield tuple(key), digest
