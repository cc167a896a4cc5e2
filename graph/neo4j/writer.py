"""Writes the differences between what is to be and what is there, in batches: one is written while the next is made."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
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
    """One batch at a time: two would wait for each other's locks. ``names`` are those of the parts of a key."""

    database: Database
    names: tuple[str, ...]
    statement: Callable[[Change, Row], str] = field(repr=False)
    removal: str = field(repr=False)
    batch: int = BATCH
    anew: bool = False  #: write what is the same too
    _waiting: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list), repr=False)
    _written: list[Future[None]] = field(default_factory=list, repr=False)

    def run(self, ours: Iterable[Row], theirs: Iterable[tuple[Any, ...]]) -> Counter[Change]:
        """Return how many of each change were written; ``theirs`` are rows of key and digest, both sorted by key.

        What is read of ``theirs`` lies behind every key that may still be on its way into the database.
        """
        counts: Counter[Change] = Counter()
        with ThreadPoolExecutor(1) as thread:
            for change, key, row in changes(ours, ((found[:-1], found[-1]) for found in theirs)):
                counts[change] += 1
                if row is None:
                    self._add(thread, self.removal, dict(zip(self.names, key, strict=True)))
                elif change is not Change.SAME or self.anew:
                    known = change if change is Change.NEW else Change.CHANGED
                    named: dict[str, Any] = dict(zip(self.names, key, strict=True))
                    if row.labels:
                        named |= {"labels": row.labels}
                    self._add(thread, self.statement(known, row), named | {"properties": row.properties})
            self._flush(thread, self.removal)
            for statement in list(self._waiting):
                self._flush(thread, statement)
            self._wait()
        return counts

    def _add(self, thread: ThreadPoolExecutor, statement: str, row: dict[str, Any]) -> None:
        self._waiting[statement].append(row)
        if len(self._waiting[statement]) >= self.batch:
            # What is there twice is removed before it is written.
            self._flush(thread, self.removal)
            self._flush(thread, statement)

    def _flush(self, thread: ThreadPoolExecutor, statement: str) -> None:
        if rows := self._waiting.pop(statement, None):
            self._wait()
            self._written.append(thread.submit(self.database.write, statement, rows))

    def _wait(self) -> None:
        """Wait for the batch that is being written, and raise what went wrong with it."""
        while self._written:
            self._written.pop().result()
