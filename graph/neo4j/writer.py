"""Writes the differences between what is to be and what is there, in batches."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graph.neo4j.changes import Change, Key, changes
from graph.neo4j.database import Database

__all__ = ["BATCH", "Row", "Writer"]

#: Rows a transaction: where the time a row stops falling, and far from any default limit of a server's memory.
BATCH = 5000


@dataclass(frozen=True, slots=True)
class Row:
    """A node or relationship to be: the key is its id or its two ends, ``labels`` those of a node."""

    key: Key
    digest: str
    labels: Sequence[str]
    properties: Mapping[str, Any] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Writer:
    """One writer at a time: two would wait for each other's locks. ``names`` are those of the parts of a key."""

    database: Database
    names: tuple[str, ...]
    statement: Callable[[Change, Row], str] = field(repr=False)
    removal: str = field(repr=False)
    batch: int = BATCH
    anew: bool = False  #: write what is the same too
    _waiting: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list), repr=False)

    def run(self, ours: Iterable[Row], theirs: Iterable[tuple[Any, ...]]) -> Counter[Change]:
        """Return how many of each change were written; ``theirs`` are rows of key and digest, both sorted by key."""
        counts: Counter[Change] = Counter()
        for change, key, row in changes(ours, ((found[:-1], found[-1]) for found in theirs)):
            counts[change] += 1
            if row is None:
                self._add(self.removal, dict(zip(self.names, key, strict=True)))
            elif change is not Change.SAME or self.anew:
                known = change if change is Change.NEW else Change.CHANGED
                named: dict[str, Any] = dict(zip(self.names, key, strict=True))
                if row.labels:
                    named |= {"labels": row.labels}
                self._add(self.statement(known, row), named | {"properties": row.properties})
        self._flush(self.removal)
        for statement in list(self._waiting):
            self._flush(statement)
        return counts

    def _add(self, statement: str, row: dict[str, Any]) -> None:
        self._waiting[statement].append(row)
        if len(self._waiting[statement]) >= self.batch:
            # What is there twice is removed before it is written.
            self._flush(self.removal)
            self._flush(statement)

    def _flush(self, statement: str) -> None:
        if rows := self._waiting.pop(statement, None):
            self.database.write(statement, rows)
