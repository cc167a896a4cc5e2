"""Writes changes in batches, one transaction each: one is written while the next is made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from graph.neo4j.changes import Change, Key
from graph.neo4j.database import Asked, Database

__all__ = ["BATCH", "Changed", "Row", "Statement", "Writer"]

#: Rows a transaction: where the time a row stops falling, and far from any default limit of a server's memory.
BATCH = 5000
#: So many are worth a transaction while nothing else is written.
_WORTH = 1000
#: Batches made before the one that is being written is done.
_AHEAD = 1


@dataclass(frozen=True, slots=True)
class Row:
    """A node or relationship to be: the key is its id, or its type and two ends; ``labels`` those of a node."""

    key: Key
    digest: str
    labels: Sequence[str]
    properties: Mapping[str, Any] = field(repr=False)


#: What becomes of a key; no row where it goes.
Changed = tuple[Change, Key, Row | None]
#: Returns the statement for a change of a key, which is asked of with the row if there is one.
Statement = Callable[[Change, Key, Row | None], str]

_Rows = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Writer:
    """A context at whose end all is written, one batch at a time: two would wait for each other's locks."""

    database: Database
    batch: int = BATCH
    first: Asked | None = None  #: run before each batch, in its transaction
    _thread: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1), repr=False)
    _removals: _Rows = field(default_factory=lambda: defaultdict(list), repr=False)
    _waiting: _Rows = field(default_factory=lambda: defaultdict(list), repr=False)
    _written: list[Future[None]] = field(default_factory=list, repr=False)

    def __enter__(self) -> Writer:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        with self._thread:
            if kind is None:
                self._wait(0)

    def run(self, changed: Iterable[Changed], names: Sequence[str], statement: Statement) -> None:
        """Send what is new, changed or gone on its way, behind all that was sent before; ``names`` are those of a key.

        What is read from the database meanwhile must lie behind every key that may still be on its way into it.
        Raises: StoreError.
        """
        for change, key, row in changed:
            if change is Change.SAME:
                continue
            named: dict[str, Any] = dict(zip(names, key, strict=True))
            if row is None:
                self._add(self._removals, statement(change, key, row), named)
                continue
            if row.labels:
                named["labels"] = row.labels
            named["properties"] = row.properties
            self._add(self._waiting, statement(change, key, row), named)
        self._flush()

    def _flush(self) -> None:
        for rows in (self._removals, self._waiting):
            for statement in list(rows):
                self._send(rows, statement)

    def _add(self, to: _Rows, statement: str, row: dict[str, Any]) -> None:
        waiting = to[statement]
        waiting.append(row)
        if len(waiting) >= self.batch or (len(waiting) >= _WORTH and self._idle()):
            # What is there twice is removed before it is written.
            for removal in list(self._removals):
                self._send(self._removals, removal)
            self._send(to, statement)

    def _send(self, rows: _Rows, statement: str) -> None:
        if sent := rows.pop(statement, None):
            self._wait(_AHEAD)
            self._written.append(self._thread.submit(self.database.write, statement, sent, first=self.first))

    def _idle(self) -> bool:
        return all(one.done() for one in self._written)

    def _wait(self, left: int) -> None:
        """Wait until no more batches than so many are on their way, and raise what went wrong with one."""
        while len(self._written) > left:
            self._written.pop(0).result()
