"""The query processes: each answers one query at a time, and is replaced when it is stopped or dies."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from graph.endpoint import frames
from graph.endpoint.link import Link

__all__ = ["Gone", "Limits", "Pool", "Reply"]

#: A function whose result comes when the client goes away.
Gone = Callable[[], Awaitable[None]]

#: Seconds. Most queries are answered before anybody could have gone; one that takes so long is not a light one.
_SHORT, _LONG = 0.05, 1.0


@dataclass(frozen=True)
class Limits:
    """What one query may take, and how many are worked at and waited for."""

    seconds: float = 10.0
    megabytes: int = 1024
    answer_bytes: int = 256 * 2**20
    workers: int = 4
    waiting: int = 64

    @cached_property
    def headers(self) -> dict[str, str]:
        """The limits, said aloud in every answer."""
        return {
            "X-Query-Time-Limit": f"{self.seconds:g} s",
            "X-Query-Memory-Limit": f"{self.megabytes} MiB",
            "X-Answer-Size-Limit": f"{self.answer_bytes} bytes",
            "X-Queue-Limit": str(self.waiting),
        }

    @cached_property
    def raw_headers(self) -> list[tuple[bytes, bytes]]:
        """The same as they travel."""
        return [(name.lower().encode(), value.encode()) for name, value in self.headers.items()]


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to a query: an HTTP status, the media type and body where it is 200, else what went wrong."""

    status: int
    media: str = ""
    body: bytes = b""
    detail: str = ""
    encoding: str = ""  #: gzip, or nothing


class ClientGoneError(Exception):
    """Nobody waits for the answer any more."""


class Pool:
    """Some processes over one build; ``answer`` waits for a free one."""

    def __init__(self, build: Path, limits: Limits) -> None:
        self.limits = limits
        self._build = build
        self._free: asyncio.LifoQueue[Link] = asyncio.LifoQueue()  #: the last one used has the warmest caches
        self._all: set[Link] = set()
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
        for link in list(self._all):
            await self._kill(link)

    async def answer(self, head: frames.Head, query: str, gone: Gone | None = None) -> Reply:
        """Return the answer to a query; it is stopped at its limit, and when ``gone`` comes first."""
        link = await self._taken()
        if isinstance(link, Reply):
            return link
        usable = False
        try:
            reply, usable = await self._ask(link, frames.pack(head, query.encode()), gone)
        finally:
            # Also where our own task is cancelled: a process in the middle of a query is of no more use.
            if usable and not link.is_slow:
                self._free.put_nowait(link)
            else:
                self._replace(link)
        return reply

    async def _taken(self) -> Link | Reply:
        """Return a free process, or why there is none."""
        if not self._free.empty():
            return self._free.get_nowait()
        if self._waiting >= self.limits.waiting:
            return Reply(503, detail=f"{self._waiting} queries are waiting already, expected fewer: try again later")
        self._waiting += 1
        try:
            return await asyncio.wait_for(self._free.get(), self.limits.seconds)
        except TimeoutError:
            return Reply(503, detail=f"no process was free for {self.limits.seconds:g} s: try again later")
        finally:
            self._waiting -= 1

    async def _ask(self, link: Link, message: bytes, gone: Gone | None) -> tuple[Reply, bool]:
        """Return the reply, and whether the process can take another query."""
        answer = link.ask(message)
        watch = _Watch(link, answer, gone, self.limits.seconds)
        try:
            head, body = await answer
        except TimeoutError:
            return Reply(504, detail=f"the query was stopped after {self.limits.seconds:g} s"), False
        except ClientGoneError:
            return Reply(499, detail="the client is gone"), False
        except ConnectionError:
            limit = self.limits.megabytes
            return Reply(503, detail=f"the query was stopped: it needed more than {limit} MiB"), False
        finally:
            watch.stop()
        return _reply(head, body), True

    def _replace(self, link: Link) -> None:
        task = asyncio.ensure_future(self._renew(link))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _renew(self, link: Link) -> None:
        await self._kill(link)
        self._free.put_nowait(await self._spawn())

    async def _kill(self, link: Link) -> None:
        self._all.discard(link)
        await link.close()

    async def _spawn(self) -> Link:
        link = await Link.open(self._build, self.limits.megabytes, self.limits.answer_bytes)
        self._all.add(link)
        return link


class _Watch:
    """Stops a query at its limit or when its client goes away, and slows it down where it is a long one."""

    def __init__(self, link: Link, answer: asyncio.Future[Any], gone: Gone | None, seconds: float) -> None:
        self._loop = asyncio.get_running_loop()
        self._link, self._answer, self._gone = link, answer, gone
        self._end = self._loop.time() + seconds
        self._task: asyncio.Task[None] | None = None
        # Most queries are answered by then, and need no more than this one timer.
        self._timer = self._loop.call_later(min(_SHORT, seconds), self._look)

    def stop(self) -> None:
        self._timer.cancel()
        if self._task is not None:
            self._task.cancel()

    def _look(self) -> None:
        if self._gone is not None:
            self._task = asyncio.ensure_future(self._wait(self._gone))
        self._timer = self._loop.call_at(min(self._end, self._loop.time() + _LONG), self._slow)

    def _slow(self) -> None:
        if self._loop.time() < self._end:
            self._link.slow_down()
        self._timer = self._loop.call_at(self._end, _fail, self._answer, TimeoutError())

    async def _wait(self, gone: Gone) -> None:
        await gone()
        _fail(self._answer, ClientGoneError())


def _fail(answer: asyncio.Future[Any], error: Exception) -> None:
    if not answer.done():
        answer.set_exception(error)


def _reply(head: frames.Head, body: bytes) -> Reply:
    return Reply(
        int(head["status"]),
        str(head.get("media", "")),
        body,
        str(head.get("detail", "")),
        str(head.get("encoding", "")),
    )
