"""One load of a database at a time: a lock inside it that leaves no trace, and that ends with who holds it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from graph.neo4j.database import Asked, Database
from graph.property_graph import OURS

__all__ = ["LOAD", "WRITES", "alone"]

#: A node that nobody sees, since it is gone when its transaction ends. Until then the constraint on ids keeps whoever
#: wants to make it too waiting. The server ends the transaction of a client that is gone.
_LOCK = f"CREATE (n:{OURS} {{id: $id}}) DELETE n"
#: Held from before the comparison to the end.
LOAD: Asked = (_LOCK, {"id": "a load"})
#: Held by every transaction that writes: of a loader that was killed the last one may still be on its way.
WRITES: Asked = (_LOCK, {"id": "a write"})
#: So long does nobody wonder why nothing happens.
_SILENT_SECONDS = 2.0


@contextmanager
def alone(database: Database, say: Callable[[str], None]) -> Iterator[None]:
    """Hold the database against other loads; wait for one that is under way, and for what a killed one still writes.

    Raises: StoreError where the server refuses.
    """
    waiting = threading.Timer(_SILENT_SECONDS, say, ["waiting for another load of this database …"])
    waiting.start()
    try:
        with database.held(LOAD):
            with database.held(WRITES):
                waiting.cancel()
            yield
    finally:
        waiting.cancel()
