"""The server's end of the line to a query process: one message out, one answer back, nothing copied twice."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from contextlib import suppress

from graph.endpoint import frames
from graph.endpoint.nursery import Nursery

__all__ = ["Answered", "Link"]

#: Takes the answer of a process, or None where the process is gone.
Answered = Callable[[tuple[frames.Head, bytes] | None], None]

#: How much less a process may have once its query has shown itself to be a long one (0 is usual, 19 the least).
_LOW = 10


class Link(asyncio.Protocol):
    """A query process and the line to it."""

    def __init__(self, nursery: Nursery, ready: Answered) -> None:
        self._nursery = nursery
        self._process = 0
        self._transport: asyncio.Transport | None = None
        self._data = bytearray()
        self._answered: Answered | None = ready

    @classmethod
    async def open(cls, nursery: Nursery, *, warm: bool) -> Link:
        """Return the link to a new process, which is ready to answer. Raises: ConnectionError where it is not."""
        loop = asyncio.get_running_loop()
        ready: asyncio.Future[tuple[frames.Head, bytes] | None] = loop.create_future()
        line = nursery.process(warm=warm)
        _, link = await loop.create_unix_connection(lambda: cls(nursery, ready.set_result), sock=line)
        found = await ready
        if found is None:
            raise ConnectionResetError("the process is gone")
        link._process = int(found[0]["process"])
        return link

    @property
    def is_open(self) -> bool:
        """Whether the process is there."""
        return self._transport is not None and not self._transport.is_closing()

    def ask(self, message: bytes, answered: Answered) -> None:
        """Send a message; its answer goes to ``answered``."""
        self._answered = answered
        if self._transport is None or self._transport.is_closing():
            asyncio.get_running_loop().call_soon(self.connection_lost, None)
        else:
            self._transport.write(message)

    def slow_down(self) -> None:
        """Let others come first from now on: a process cannot take its priority back, so it is not used again."""
        with suppress(OSError, AttributeError):
            os.setpriority(os.PRIO_PROCESS, self._process, _LOW)

    def close(self) -> None:
        """Kill the process; no answer comes any more."""
        self._answered = None
        if self._process:
            self._nursery.end(self._process, is_there=self.is_open)
        self._process = 0
        if self._transport is not None:
            self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport  # type: ignore[assignment]

    def data_received(self, data: bytes) -> None:
        if self._data:
            self._data += data
            found = frames.take(self._data)
        else:
            found = frames.take(data)
            if found is None:
                self._data += data
        if found is not None:
            self._data = bytearray()
            self._tell(found)

    def connection_lost(self, exc: Exception | None) -> None:
        self._tell(None)

    def _tell(self, found: tuple[frames.Head, bytes] | None) -> None:
        answered, self._answered = self._answered, None
        if answered is not None:
            answered(found)
