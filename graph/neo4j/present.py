"""What is in a database, a page at a time: neither side holds more than a page of ids."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from graph.neo4j.database import Database
from graph.neo4j.statements import READ_NODES
from graph.neo4j.writer import Row

__all__ = ["Pages", "nodes"]

#: Nodes a page; relationships come by pages of the nodes that they start from.
_PAGE = 5000
#: Relationships of a type that fit one page.
_FEW = 20_000
#: Above every id: the last code point.
_END = "\U0010ffff"


def nodes(database: Database) -> Iterator[tuple[Any, ...]]:
    """Yield id and digest of every node of ours, sorted by id."""
    after = ""
    while page := database.ask(READ_NODES, {"after": after, "page": _PAGE}).rows[0][0]:
        yield from map(tuple, page)
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

    def relationships(self, database: Database, query: str, count: int) -> Iterator[tuple[Any, ...]]:
        """Yield start, end and digest of the relationships of a type, of which there are so many; sorted by both."""
        if not count:
            return
        after = ""
        for last in (*(self.ends if count > _FEW else ()), _END):
            yield from map(tuple, database.ask(query, {"after": after, "last": last}).rows[0][0])
            after = last
