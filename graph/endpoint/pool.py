"""The query processes: each answers one query at a time, and is replaced when it is stopped or dies."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Awaitable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.endpoint import frames

__all__ = ["Limits", "Pool", "Reply"]


@dataclass(frozen=True, slots=True)
class Limits:
    """What one query may take, and how many are worked at and waited for."""

    seconds: float = 10.0
    megabytes: int = 1024
    answer_bytes: int = 256 * 2**20
    workers: int = 4
    waiting: int = 64

    @property
    def headers(self) -> dict[str, str]:
        """The limits, said aloud in every answer."""
        return {
            "X-Query-Time-Limit": f"{self.seconds:g} s",
            "X-Query-Memory-Limit": f"{self.megabytes} MiB",
            "X-Answer-Size-Limit": f"{self.answer_bytes} bytes",
            "X-Queue-Limit": str(self.waiting),
        }


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to a query: an HTTP status, the media type and body where it is 200, else what went wrong."""

    status: int
    media: str = ""
    body: bytes = b""
    detail: str = ""


class Pool:
    """Some processes over one build; ``answer`` waits for a free one."""

    def __init__(self, build: Path, limits: Limits) -> None:
        self.limits = limits
        self._build = build
        self._free: asyncio.Queue[Process] = asyncio.Queue()
        self._all: set[Process] = set()
        self._waiting = 0
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Start the processes."""
        for _ in range(self.limits.workers):
            self._free.put_nowait(await self._spawn())

    async def stop(self) -> None:
        """End the processes and wait for them."""
        for task in self._tasks:
            task.cancel()
        for process in list(self._all):
            await self._kill(process)

    async def answer(self, head: frames.Head, query: str, gone: Awaitable[None] | None = None) -> Reply:
        """Return the answer to a query; it is stopped at its limit, and when ``gone`` comes first."""
        if self._free.empty() and self._waiting >= self.limits.waiting:
            return Reply(503, detail=f"{self._waiting} queries are waiting already, expected fewer: try again later")
        self._waiting += 1
        try:
            process = await asyncio.wait_for(self._free.get(), self.limits.seconds)
        except TimeoutError:
            return Reply(503, detail=f"no process was free for {self.limits.seconds:g} s: try again later")
        finally:
            self._waiting -= 1
        usable = False
        try:
            reply, usable = await self._ask(process, frames.pack(head, query.encode()), gone)
        finally:
            # Also where our own task is cancelled: a process in the middle of a query is of no more use.
            if usable:
                self._free.put_nowait(process)
            else:
                self._replace(process)
        return reply

    async def _ask(self, process: Process, message: bytes, gone: Awaitable[None] | None) -> tuple[Reply, bool]:
        """Return the reply, and whether the process can take another query."""
        work = asyncio.ensure_future(_exchange(process, message))
        left = asyncio.ensure_future(gone) if gone is not None else None
        waits: set[asyncio.Future[Any]] = {work} if left is None else {work, left}
        try:
            await asyncio.wait(waits, timeout=self.limits.seconds, return_when=asyncio.FIRST_COMPLETED)
            if work.done():
                return _reply(*work.result()), True
            if left is not None and left.done():
                return Reply(499, detail="the client is gone"), False
            return Reply(504, detail=f"the query was stopped after {self.limits.seconds:g} s"), False
        except (asyncio.IncompleteReadError, ConnectionError):
            limit = self.limits.megabytes
            return Reply(503, detail=f"the query was stopped: it needed more than {limit} MiB"), False
        finally:
            for future in waits:
                future.cancel()

    def _replace(self, process: Process) -> None:
        task = asyncio.ensure_future(self._renew(process))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _renew(self, process: Process) -> None:
        await self._kill(process)
        self._free.put_nowait(await self._spawn())

    async def _kill(self, process: Process) -> None:
        self._all.discard(process)
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()

    async def _spawn(self) -> Process:
        limits = (str(self.limits.megabytes), str(self.limits.answer_bytes))
        command = (sys.executable, "-m", "graph.endpoint.worker", str(self._build), *limits)
        process = await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL)
        self._all.add(process)
        return process


async def _exchange(process: Process, message: bytes) -> tuple[frames.Head, bytes]:
    if process.stdin is None or process.stdout is None:
        raise ConnectionError("the process has no pipes")
    process.stdin.write(message)
    await process.stdin.drain()
    return await frames.read_async(process.stdout)


def _reply(head: frames.Head, body: bytes) -> Reply:
    return Reply(int(head["status"]), str(head.get("media", "")), body, str(head.get("detail", "")))
