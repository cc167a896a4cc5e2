"""The server's end of the line to a query process: one message out, one answer back, nothing copied twice."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
from pathlib import Path

from graph.endpoint import frames

__all__ = ["Link"]

#: How much less a process may have once its query has shown itself to be a long one (0 is usual, 19 the least).
_LOW = 10


class Link(asyncio.Protocol):
    """A query process and the line to it."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.is_slow = False
        self._process = process
        self._transport: asyncio.Transport | None = None
        self._data = bytearray()
        self._answer: asyncio.Future[tuple[frames.Head, bytes]] | None = None

    @classmethod
    async def open(cls, build: Path, megabytes: int, answer_bytes: int) -> Link:
        """Start a process and return the link to it."""
        ours, theirs = socket.socketpair()
        command = (sys.executable, "-m", "graph.endpoint.worker", str(build), str(megabytes), str(answer_bytes))
        with theirs:
            null = subprocess.DEVNULL
            process = subprocess.Popen(command, stdin=theirs.fileno(), stdout=null, stderr=null)
        _, link = await asyncio.get_running_loop().create_unix_connection(lambda: cls(process), sock=ours)
        return link

    def ask(self, message: bytes) -> asyncio.Future[tuple[frames.Head, bytes]]:
        """Send a message and return what becomes its answer, or a ConnectionError where the process is gone."""
        self._answer = asyncio.get_running_loop().create_future()
        if self._transport is None or self._transport.is_closing():
            self._answer.set_exception(ConnectionResetError("the process is gone"))
        else:
            self._transport.write(message)
        return self._answer

    def slow_down(self) -> None:
        """Let others come first from now on: a process cannot take its priority back, so it is not used again."""
        self.is_slow = True
        try:
            os.setpriority(os.PRIO_PROCESS, self._process.pid, _LOW)
        except (OSError, AttributeError):
            return

    async def close(self) -> None:
        """Kill the process and wait for it."""
        self._process.kill()
        if self._transport is not None:
            self._transport.abort()
        await asyncio.get_running_loop().run_in_executor(None, self._process.wait)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport  # type: ignore[assignment]

    def data_received(self, data: bytes) -> None:
        self._data += data
        found = frames.take(self._data)
        if found is not None:
            self._data = bytearray()
            if self._answer is not None and not self._answer.done():
                self._answer.set_result(found)

    def connection_lost(self, exc: Exception | None) -> None:
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(ConnectionResetError("the process is gone"))
