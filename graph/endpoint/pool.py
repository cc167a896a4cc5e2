"""The query processes: each answers one query at a time, and is replaced when it is stopped or dies.

A query starts among the short ones. One that takes longer goes on beside them, later at a lower priority, and a fresh
process takes its place, so that the next short one waits for none. Where as many long ones are at work as may be, it is
put back and starts anew when one of them has ended.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Coroutine
from pathlib import Path

from graph.endpoint import frames
from graph.endpoint.limits import Limits
from graph.endpoint.link import Link
from graph.endpoint.nursery import Nursery
from graph.endpoint.run import Done, Gone, Reply, Run

__all__ = ["Pool"]

#: Seconds before another process is tried where one could not be had.
_PAUSE = 1.0
#: Seconds between two looks at the queries that wait or are at work.
_LOOK = 0.05


class Pool:
    """Some processes over one build; a query waits for a free one."""

    loop: asyncio.AbstractEventLoop

    def __init__(self, build: Path, limits: Limits) -> None:
        self.limits = limits
        self._build = build
        self._free: list[Link] = []  #: the last one used has the warmest caches
        self._all: set[Link] = set()
        self._line: deque[Run] = deque()
        self._long_line: deque[Run] = deque()
        self._long = 0
        self._watched: set[Run] = set()
        self._is_looking = False
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Start the processes. Raises: ConnectionError where they cannot open the build."""
        self.loop = asyncio.get_running_loop()
        self._nursery = Nursery(self._build, self.limits)
        # The first one shows whether the build can be opened at all; later ones are tried again.
        links = [await Link.open(self._nursery, warm=True)]
        links += [await self._opened(warm=True) for _ in range(self.limits.workers - 1)]
        self._all |= set(links)
        self._free += links

    async def stop(self) -> None:
        """End the processes."""
        for task in self._tasks:
            task.cancel()
        for link in list(self._all):
            link.close()
        self._nursery.stop()

    async def answer(self, head: frames.Head, query: str, gone: Gone | None = None) -> Reply:
        """Return the answer to a query; it is stopped at its limit, and when ``gone`` comes first."""
        future: asyncio.Future[Reply] = self.loop.create_future()
        run = self.ask(head, query, lambda reply: None if future.done() else future.set_result(reply), gone)
        try:
            return await future
        finally:
            run.give_up()

    def ask(self, head: frames.Head, query: str, done: Done, gone: Gone | None = None) -> Run:
        """Ask a query, whose reply goes to ``done``."""
        run = Run(self, frames.pack(head, query.encode()), done, gone)
        while self._free:
            link = self._free.pop()
            if link.is_open:
                run.begin(link)
                return run
            self._discard(link)
            self._replace()
        if self.is_line_full:
            self.loop.call_soon(run.finish, self.refusal())
        else:
            self._line.append(run)
            run.wait()
        return run

    @property
    def is_line_full(self) -> bool:
        """Whether as many queries wait as may."""
        return self._waiting() >= self.limits.waiting

    @property
    def is_room_for_long(self) -> bool:
        """Whether another long query may be at work."""
        return self._long < self.limits.workers

    def refusal(self) -> Reply:
        """Return what a query is told that cannot even wait."""
        return Reply(503, detail=f"{self._waiting()} queries are waiting already, expected fewer: try again later")

    def move(self) -> None:
        """Count a query as a long one, and put a process in its place."""
        self._long += 1
        self._replace()

    def put_back(self, run: Run, link: Link | None) -> None:
        """Let a query wait until a long one has ended, and give its process away."""
        self._long_line.append(run)
        if link is not None:
            self._discard(link)
        self._replace()

    def give_back(self, link: Link, *, is_long: bool, usable: bool) -> None:
        """Take the process of a query that has ended."""
        if is_long:
            self._discard(link)
            self._long -= 1
            self._next_long()
        elif usable:
            self._offer(link)
        else:
            self._discard(link)
            self._replace()

    def watch(self, run: Run) -> None:
        """Look at a run from time to time."""
        self._watched.add(run)
        if not self._is_looking:
            self._is_looking = True
            self.loop.call_later(_LOOK, self._look)

    def unwatch(self, run: Run) -> None:
        """Look at a run no more."""
        self._watched.discard(run)

    def _look(self) -> None:
        now = self.loop.time()
        for run in list(self._watched):
            run.look(now)
        self._is_looking = bool(self._watched)
        if self._is_looking:
            self.loop.call_later(_LOOK, self._look)

    def _waiting(self) -> int:
        return sum(not run.is_over for line in (self._line, self._long_line) for run in line)

    def _offer(self, link: Link) -> None:
        while self._line:
            run = self._line.popleft()
            if not run.is_over:
                run.begin(link)
                return
        self._free.append(link)

    def _next_long(self) -> None:
        while self._long_line:
            run = self._long_line.popleft()
            if not run.is_over:
                self._long += 1
                self._later(self._begin_long(run))
                return

    async def _begin_long(self, run: Run) -> None:
        link = await self._opened(warm=False)
        if run.is_over:
            self.give_back(link, is_long=True, usable=True)
        else:
            run.begin(link)

    def _replace(self) -> None:
        self._later(self._add(warm=False))

    def _later(self, work: Coroutine[None, None, None]) -> None:
        task = self.loop.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _add(self, *, warm: bool) -> None:
        self._offer(await self._opened(warm=warm))

    async def _opened(self, *, warm: bool) -> Link:
        while True:
            try:
                link = await Link.open(self._nursery, warm=warm)
            except ConnectionError:  # the system is short of memory, or ends what we start
                await asyncio.sleep(_PAUSE)
            else:
                self._all.add(link)
                return link

    def _discard(self, link: Link) -> None:
        self._all.discard(link)
        link.close()
